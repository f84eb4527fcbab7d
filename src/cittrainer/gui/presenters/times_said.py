"""Where somebody's own words about their times are typed, and what was understood of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.fields import FormRow
from cittrainer.rules.availability_words import Calendar, Heard, heard

if TYPE_CHECKING:
    from datetime import date

WAIT = 250
"""Milliseconds without typing after which the words are read."""

_HEIGHT = 58
_MOST_SENTENCES = 6


class SaidPanel(QWidget):
    """A field for words; what they mean is told under it while they are typed."""

    understood = Signal()
    """The words were read: ``heard`` is another one now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dates: tuple[date, ...] = ()
        self.heard = Heard((), ())
        self.words = QPlainTextEdit()
        self.words.setFixedHeight(_HEIGHT)
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText(
            self.tr("Tue and Thu mornings, not the 14th, 30 minutes by phone")
        )
        self.means = label("", wrap=True)
        self.left = label("", "error", wrap=True)
        self.left.setAccessibleName(self.tr("What was not understood"))
        self.means.setAccessibleName(self.tr("What was understood"))
        self._wait = QTimer(self, interval=WAIT, singleShot=True)
        self._wait.timeout.connect(self.read_now)
        self.words.textChanged.connect(self._wait.start)
        self._lay_out()
        self._tell()

    def know_dates(self, dates: tuple[date, ...]) -> None:
        """Read “the 14th” as one of the month of these dates, those of a course."""
        if dates != self._dates:
            self._dates = dates
            self.read_now()

    @Slot()
    def read_now(self) -> None:
        """Read what stands in the field."""
        self._wait.stop()
        self.heard = heard(self.words.toPlainText(), Calendar(this_day(), self._dates))
        self._tell()
        self.understood.emit()

    def clear(self) -> None:
        """Empty the field."""
        self.words.clear()
        self.read_now()

    def _tell(self) -> None:
        told = [one.sentence for one in self.heard.pieces if one.understood and not one.completes]
        if len(told) > _MOST_SENTENCES:
            more = len(told) - _MOST_SENTENCES + 1
            told = [*told[: _MOST_SENTENCES - 1], self.tr("and {count} more").format(count=more)]
        self.means.setText("\n".join(told))
        self.means.setVisible(bool(told))
        self.left.setText(self.heard.left)
        self.left.setVisible(bool(self.heard.left))

    def _lay_out(self) -> None:
        row = FormRow(self.tr("&In their words"), self.words)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(row)
        inside.addWidget(self.means)
        inside.addWidget(self.left)
