"""The form that makes a course, from a curriculum or like an earlier course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.dates import date_range, qdate, this_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.forms.ui_courses_new_course import Ui_NewCourseForm
from cittrainer.queries.courses import courses, next_number
from cittrainer.queries.curricula import curricula
from cittrainer.queries.standards import standards
from cittrainer.rules.course_dates import course_dates
from cittrainer.services.courses import DAYS_WITHOUT_CURRICULUM, new_course
from cittrainer.services.earlier_courses import new_course_like

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.courses import CourseRow
    from cittrainer.queries.curricula import CurriculumRow
    from cittrainer.queries.standards import StandardRow

WEEKS_AHEAD = 6
"""A new course is proposed for the Monday after so many weeks."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a new course can be made from."""

    curricula: tuple[CurriculumRow, ...]
    courses: tuple[CourseRow, ...]
    standards: tuple[StandardRow, ...]


def choices(db: Session) -> Choices:
    """Everything that the form offers; drafts of curricula make no courses."""
    published = tuple(row for row in curricula(db) if row.state == "published")
    return Choices(published, courses(db), standards(db))


def monday_after(today: date, weeks: int) -> date:
    """The Monday that lies at least so many weeks ahead."""
    ahead = today + timedelta(weeks=weeks)
    return ahead + timedelta(days=-ahead.weekday() % 7)


class NewCourseDialog(FormDialog):
    """Asks what a course is made from, when and where; proposes its number and title."""

    made = Signal(int)
    """The id of the course."""

    def __init__(
        self,
        runner: Runner,
        version_id: int | None = None,
        parent: QWidget | None = None,
        *,
        earlier_id: int | None = None,
    ) -> None:
        super().__init__(
            self.tr("New course"), parent, save_label=self.tr("Make course"), width=600
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._wanted = version_id, earlier_id
        self._choices = Choices((), (), ())
        self._proposed_number = ""
        self._proposed_title = ""
        self.ui = Ui_NewCourseForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(form)
        self.ui.dates.setProperty("role", "muted")
        self.ui.seats.setValue(30)
        self.ui.first_day.setDate(qdate(monday_after(this_day(), WEEKS_AHEAD)))
        self.ui.from_earlier.setChecked(earlier_id is not None)
        self.save_wanted.connect(self.make)
        self.ui.from_earlier.toggled.connect(self._source_changed)
        self.ui.curriculum.currentIndexChanged.connect(self._take_over)
        self.ui.earlier.currentIndexChanged.connect(self._take_over)
        self.ui.first_day.dateChanged.connect(self._dates_changed)
        self._show_source()
        runner.read(choices, self._fill)
        self._ask_for_number()

    @property
    def first_day(self) -> date:
        """The date of the first day."""
        shown = self.ui.first_day.date()
        return date(shown.year(), shown.month(), shown.day())

    @Slot()
    def make(self) -> None:
        """Make the course; a refusal is shown in the form."""
        title = self.ui.title.text()
        self.set_busy(True)
        label = self.tr("New course “{title}”").format(title=title.strip())
        self._runner.write(label, self._service(), done=self._made, explain=self.refuse)

    def _service(self) -> Callable[[Session], int]:
        """What makes the course, with the values as they stand in the form now."""
        ui, first_day = self.ui, self.first_day
        number, title = ui.number.text(), ui.title.text()
        earlier = chosen(ui.earlier)
        if ui.from_earlier.isChecked() and earlier is not None:
            return lambda db: new_course_like(
                db, earlier, number=number, first_day=first_day, title=title
            )
        version, standard = chosen(ui.curriculum), chosen(ui.standard)
        venue, seats = ui.venue.text(), ui.seats.value()
        return lambda db: new_course(
            db,
            title=title,
            number=number,
            first_day=first_day,
            curriculum_version_id=version,
            standard_id=standard,
            venue=venue,
            seats=seats,
        )

    def _made(self, course_id: int) -> None:
        self.settle()
        self.accept()
        self.made.emit(course_id)

    def _fill(self, found: Choices) -> None:
        self._choices = found
        version_id, earlier_id = self._wanted
        ui = self.ui
        fill(
            ui.curriculum,
            [
                *((row.id, self._curriculum_words(row)) for row in found.curricula),
                (None, self.tr("None: an empty week")),
            ],
            version_id or next((row.id for row in found.curricula), None),
        )
        fill(
            ui.earlier,
            [(row.id, f"{row.number}  {row.title}") for row in found.courses],
            earlier_id,
        )
        ui.from_earlier.setEnabled(bool(found.courses))
        fill(
            ui.standard,
            [(None, self.tr("None")), *((row.id, row.title) for row in found.standards)],
            None,
        )
        self._take_over()
        self.settle()

    def _curriculum_words(self, row: CurriculumRow) -> str:
        return self.tr("{title} (version {number}, {days} days)").format(
            title=row.title, number=row.number, days=row.days
        )

    @Slot()
    def _source_changed(self) -> None:
        self._show_source()
        self._take_over()

    def _show_source(self) -> None:
        """Show only the fields that the chosen source leaves open."""
        earlier = self.ui.from_earlier.isChecked()
        for name in ("curriculum", "standard", "venue", "seats"):
            for part in (name, f"{name}_label"):
                getattr(self.ui, part).setVisible(not earlier)
        self.ui.earlier.setVisible(earlier)
        self.ui.earlier_label.setVisible(earlier)

    @Slot()
    def _take_over(self) -> None:
        """Propose what the chosen source has; what was typed stays."""
        title = ""
        if self.ui.from_earlier.isChecked():
            course = self._earlier()
            title = course.title if course else ""
        elif row := self._curriculum():
            title = row.title
            self.ui.standard.setCurrentIndex(max(0, self.ui.standard.findData(row.standard_id)))
        if self.ui.title.text() in {"", self._proposed_title}:
            self.ui.title.setText(title)
        self._proposed_title = title
        self._show_dates()

    def _curriculum(self) -> CurriculumRow | None:
        key = chosen(self.ui.curriculum)
        return next((row for row in self._choices.curricula if row.id == key), None)

    def _earlier(self) -> CourseRow | None:
        key = chosen(self.ui.earlier)
        return next((row for row in self._choices.courses if row.id == key), None)

    @Slot()
    def _dates_changed(self) -> None:
        self._show_dates()
        self._ask_for_number()

    def _show_dates(self) -> None:
        first = self.first_day
        if self.ui.from_earlier.isChecked():
            course = self._earlier()
            if course is None or course.starts_on is None or course.ends_on is None:
                self.ui.dates.clear()
                return
            last = first + (course.ends_on - course.starts_on)
            days = course.days
        else:
            row = self._curriculum()
            days = row.days if row and row.days else DAYS_WITHOUT_CURRICULUM
            last = course_dates(first, days)[-1]
        self.ui.dates.setText(
            self.tr("{days} days: {dates}").format(days=days, dates=date_range(first, last))
        )

    def _ask_for_number(self) -> None:
        first = self.first_day
        self._runner.read(lambda db: next_number(db, first), self._propose_number)

    def _propose_number(self, number: str) -> None:
        if self.ui.number.text() in {"", self._proposed_number}:
            self.ui.number.setText(number)
        self._proposed_number = number
