"""The days of a course with their hours, each to be changed or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, Pill, button, clear_layout, label
from cittrainer.gui.common.dates import long_date, time_of_day
from cittrainer.gui.common.tokens import Tone

if TYPE_CHECKING:
    from cittrainer.queries.courses import CourseFacts, DayRow


class DaysCard(Card):
    """One line a day."""

    edit_wanted = Signal(object)
    """The ``DayRow`` to change."""
    remove_wanted = Signal(object)
    add_wanted = Signal()
    move_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Days"), parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.add = button(self.tr("Add day"), icon_name="add")
        self.move_all = button(self.tr("Move course…"), icon_name="courses")
        self.move_all.setToolTip(self.tr("Move all days together; their spacing stays"))
        self.add.clicked.connect(self.add_wanted)
        self.move_all.clicked.connect(self.move_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add)
        row.addWidget(self.move_all)
        row.addStretch()
        self.body.addLayout(self._grid)
        self.body.addLayout(row)

    def show_days(self, facts: CourseFacts) -> None:
        """Replace everything that is shown."""
        clear_layout(self._grid)
        over = facts.row.state in {"closed", "cancelled"}
        self.add.setEnabled(not over)
        self.move_all.setEnabled(not over and bool(facts.days))
        for line, day in enumerate(facts.days):
            self._show_day(line, day, over=over, alone=len(facts.days) == 1)

    def _show_day(self, line: int, day: DayRow, *, over: bool, alone: bool) -> None:
        name = long_date(day.date)
        hours = f"{time_of_day(day.start_minute)}–{time_of_day(day.end_minute)}"
        blocks = self.tr("1 block") if day.blocks == 1 else f"{day.blocks} {self.tr('blocks')}"
        change = button(self.tr("Change"), "link")
        change.setAccessibleName(self.tr("Change {day}").format(day=name))
        change.clicked.connect(lambda: self.edit_wanted.emit(day))
        remove = button(self.tr("Remove"), "link")
        remove.setAccessibleName(self.tr("Remove {day}").format(day=name))
        remove.clicked.connect(lambda: self.remove_wanted.emit(day))
        change.setEnabled(not over and not day.closed)
        remove.setEnabled(not over and not day.closed and not alone)
        closed = Pill(self.tr("Closed") if day.closed else "", Tone.NEUTRAL)
        for column, widget in enumerate(
            (label(name), label(hours), label(blocks, "muted"), closed, change, remove)
        ):
            self._grid.addWidget(widget, line, column)
