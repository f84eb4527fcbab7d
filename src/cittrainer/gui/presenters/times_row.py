"""One time of a presenter in their form: told in words, and opened to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Pill, button, label
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.presenters.times_fields import TimeFields
from cittrainer.gui.presenters.words import AVAILABILITY, when_words
from cittrainer.models import AvailabilityKind

if TYPE_CHECKING:
    from cittrainer.rules.plan_values import TimeValue

_TONES = {"available": Tone.GOOD, "preferred": Tone.INFO, "no": Tone.ERROR}


_PILL_WIDTH = 104


class TimeRow(QWidget):
    """One time in words; its fields are made when it is opened, for they are a dozen."""

    remove_wanted = Signal(object)
    """This row."""
    edited = Signal()
    """Something in it is otherwise now."""

    def __init__(self, time: TimeValue | None = None, parent: QWidget | None = None) -> None:
        """Make the row; a new time, for which there is none yet, is open at once."""
        super().__init__(parent)
        self._time = time
        self.fields: TimeFields | None = None
        self.said = Pill()
        self.when = label("", wrap=True)
        self.change = button("", icon_name="edit")
        self.remove = button("", icon_name="delete")
        for each, name in (
            (self.change, self.tr("Change this time")),
            (self.remove, self.tr("Remove this time")),
        ):
            each.setAccessibleName(name)
            each.setToolTip(name)
        self._lay_out()
        self.change.clicked.connect(self.open_fields)
        self.remove.clicked.connect(self._want_removal)
        if time is None:
            self.open_fields()
        else:
            kind = AVAILABILITY[AvailabilityKind(time.kind)]
            self.said.show_text(kind, _TONES[time.kind])
            self.when.setText(when_words(time))
            self.setAccessibleName(f"{self.when.text()}: {kind}")

    @property
    def time(self) -> TimeValue:
        """The time as it stands there now.

        Raises:
            ValueError: something in its fields is wrong.
        """
        if self.fields is not None:
            return self.fields.time
        assert self._time is not None
        return self._time

    @property
    def in_order(self) -> bool:
        """Whether nothing in it is wrong."""
        return self.fields is None or self.fields.in_order

    @Slot()
    def open_fields(self) -> TimeFields:
        """Show the fields in place of the words."""
        if self.fields is None:
            self.fields = TimeFields(self._time)
            self.fields.edited.connect(self.edited)
            self._place.addWidget(self.fields, 1)
            self.fields.show()
            for words in (self.said, self.when, self.change):
                words.hide()
            self.fields.kind.setFocus()
        return self.fields

    @Slot()
    def _want_removal(self) -> None:
        self.remove_wanted.emit(self)

    def _lay_out(self) -> None:
        first = QGridLayout()
        first.setHorizontalSpacing(10)
        first.setColumnMinimumWidth(0, _PILL_WIDTH)
        first.setColumnStretch(1, 1)
        first.addWidget(self.said, 0, 0, Qt.AlignmentFlag.AlignLeft)
        first.addWidget(self.when, 0, 1)
        self._place = QVBoxLayout()
        self._place.addLayout(first)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(self._place, 1)
        inside.addWidget(self.change)
        inside.addWidget(self.remove)
