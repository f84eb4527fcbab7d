"""Below the board: who is chosen, what can be done with them, and the number that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.one_line import OneLine
from cittrainer.gui.common.theme import Size
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QPushButton, QWidget

    from cittrainer.gui.presenters.arrival_actions import ArrivalActions
    from cittrainer.gui.presenters.arrival_rows import ArrivalRow


class ArrivalBar(QFrame):
    """The buttons do what the keys do; each is there only while it can be done."""

    def __init__(self, actions: ArrivalActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("The chosen presenter"))
        self.name = OneLine("", "title")
        self.about = OneLine("", "muted")
        self.number = label("", "figure")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.show_number = _bound(actions.number, "", "phone")
        self.arrived = _bound(actions.arrived, "primary", "check")
        self.out = _bound(actions.out)
        self.presented = _bound(actions.presented)
        self.came = _bound(actions.came)
        self.more = button(self.tr("More"))
        menu = QMenu(self.more)
        menu.addActions([actions.time, actions.take_back])
        menu.addSeparator()
        menu.addActions([actions.presenter, actions.block])
        self.more.setMenu(menu)
        self._lay_out()
        self.show_chosen([], None)

    def show_chosen(self, rows: Sequence[ArrivalRow], number: str | None) -> None:
        """Say who is chosen.

        Args:
            rows: The chosen rows.
            number: The number that is shown, empty where there is none; None while it is hidden.
        """
        names = list(dict.fromkeys(row.name for row in rows))
        if not rows:
            self.name.setText(self.tr("Nobody is chosen"))
            self.about.setText(self.tr("Choose a row with the mouse or the arrow keys."))
        else:
            one = len(names) == 1
            self.name.setText(names[0] if one else counted(len(names), "presenter"))
            first = rows[0]
            facts = (first.time, first.block, first.place, first.state)
            self.about.setText(" · ".join(filter(None, facts)) if one else ", ".join(names))
        shown = number is not None
        self.number.setText(number or (self.tr("No number on file") if shown else ""))
        self.number.setVisible(shown)
        self.number.setProperty("role", "figure" if number else "muted")
        self.number.style().polish(self.number)
        words = self.tr("Hide number") if shown else self.tr("Show number")
        self.show_number.setText(words)
        self.show_number.setAccessibleName(words)
        self.more.setEnabled(bool(rows))

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.about)
        above.addLayout(words, 1)
        above.addWidget(self.number)
        above.addWidget(self.show_number, 0, Qt.AlignmentFlag.AlignVCenter)
        below = QHBoxLayout()
        below.setSpacing(10)
        for each in (self.arrived, self.out, self.presented, self.came, self.more):
            below.addWidget(each)
        below.addStretch()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(Size.card_margin, 10, Size.card_margin, 12)
        inside.setSpacing(10)
        inside.addLayout(above)
        inside.addLayout(below)


def _bound(action: QAction, kind: str = "", icon_name: str = "") -> QPushButton:
    """A button for an action: it is enabled with it, and tells its key."""
    made = button(action.text(), kind, icon_name)
    made.setToolTip(_key_words(action))
    made.setEnabled(action.isEnabled())
    made.clicked.connect(action.trigger)
    action.enabledChanged.connect(made.setEnabled)
    return made


def _key_words(action: QAction) -> str:
    keys = [key.toString(key.SequenceFormat.NativeText) for key in action.shortcuts()]
    return f"{' or '.join(keys)} in the list" if keys else ""
