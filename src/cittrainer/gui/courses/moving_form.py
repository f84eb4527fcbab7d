"""The form that moves a whole course to other dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDateEdit, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import date_range, qdate
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.rules.course_dates import moved_dates
from cittrainer.services.course_days import move_course

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.courses import CourseFacts


class MoveCourseForm(FormDialog):
    """Asks for the new first day and says which days the course has then."""

    def __init__(self, runner: Runner, facts: CourseFacts, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Move the course"), parent, save_label=self.tr("Move course"), width=420
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._facts = facts
        self.first_day = QDateEdit()
        self.first_day.setCalendarPopup(True)
        self.first_day.setDate(qdate(facts.days[0].date))
        self.add_field(
            self.tr("New &first day"),
            self.first_day,
            self.tr("The days keep their spacing, and everything on them moves along."),
        )
        self._dates = label("", "muted")
        self.body.addWidget(self._dates)
        self.first_day.dateChanged.connect(self._show_dates)
        self.save_wanted.connect(self.move_course)
        self._show_dates()

    @Slot()
    def move_course(self) -> None:
        """Move the course; a refusal is shown in the form."""
        self.set_busy(True)
        course_id, first = self._facts.row.id, self._date()
        dates = self._range()
        self._runner.write(
            self.tr("Move “{course}” to {dates}").format(course=self._facts.row.title, dates=dates),
            lambda db: move_course(db, course_id, first),
            done=self._moved,
            explain=self.refuse,
        )

    def _moved(self, _result: None) -> None:
        self.settle()
        self.accept()

    @Slot()
    def _show_dates(self) -> None:
        self._dates.setText(self._range())

    def _date(self) -> date:
        shown = self.first_day.date()
        return date(shown.year(), shown.month(), shown.day())

    def _range(self) -> str:
        dates = moved_dates([day.date for day in self._facts.days], self._date())
        return date_range(dates[0], dates[-1])
