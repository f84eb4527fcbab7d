"""What a calendar file says of a presenter's times, and whether it means that they can come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label

if TYPE_CHECKING:
    from cittrainer.jobs.presenter_times import CalendarAnswer
    from cittrainer.rules.plan_values import TimeValue


class CalendarPanel(QWidget):
    """A calendar that was read: what its entries are, and what comes of them."""

    changed = Signal()
    """Its times are others now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: CalendarAnswer | None = None
        self.name = label("", "strong", wrap=True)
        self.busy = QRadioButton(self.tr("when they cannot come"))
        self.free = QRadioButton(self.tr("when they can come"))
        self.busy.setChecked(True)
        self.told = label("", "muted", wrap=True)
        self.leave = button(self.tr("Leave the calendar out"), "link")
        self._lay_out()
        self.busy.toggled.connect(self._tell)
        self.leave.clicked.connect(self.clear)
        self.hide()

    @property
    def times(self) -> tuple[TimeValue, ...]:
        """What it says; nothing while no calendar was read."""
        if self._answer is None:
            return ()
        return self._answer.times(free=self.free.isChecked())

    def show_answer(self, answer: CalendarAnswer) -> None:
        """Show what was read."""
        self._answer = answer
        self.name.setText(answer.name)
        only_free = bool(answer.file.times) and answer.marked_free == len(answer.file.times)
        (self.free if only_free else self.busy).setChecked(True)
        self.show()
        self._tell()

    @Slot()
    def clear(self) -> None:
        """Forget the calendar."""
        self._answer = None
        self.hide()
        self.changed.emit()

    @Slot()
    def _tell(self) -> None:
        if self._answer is not None:
            self.told.setText(self._answer.told(free=self.free.isChecked()))
        self.changed.emit()

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(label(self.tr("The calendar’s entries are")))
        beside.addWidget(self.busy)
        beside.addWidget(self.free)
        beside.addStretch()
        beside.addWidget(self.leave)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.name)
        inside.addLayout(beside)
        inside.addWidget(self.told)
