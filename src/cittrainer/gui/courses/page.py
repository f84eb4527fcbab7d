"""The courses on file: search, filter by state, open one, make a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from cittrainer.gui.common.cards import Chips, PageHeader, button
from cittrainer.gui.common.dates import date_range, short_date
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.record_history import RecordHistory
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.courses.new_course import NewCourseDialog
from cittrainer.gui.courses.words import STATE_TONES, STATES
from cittrainer.models import Block, Booking, Course, CourseDay, Enrollment
from cittrainer.queries.courses import CourseRow, courses
from cittrainer.queries.history import of_course

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenu, QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

FILTERS = {
    "all": frozenset(STATES),
    "coming": frozenset({"planning", "open"}),
    "running": frozenset({"running"}),
    "past": frozenset({"closed", "cancelled"}),
}
"""The states that each filter shows."""


def _seats(row: CourseRow) -> str:
    waiting = f", {row.waiting} waiting" if row.waiting else ""
    return f"{row.enrolled} of {row.seats}{waiting}"


COLUMNS: tuple[Column[CourseRow], ...] = (
    Column(
        "dates",
        "Dates",
        lambda row: date_range(row.starts_on, row.ends_on),
        sort=lambda row: row.starts_on,
        width=150,
    ),
    Column("title", "Course", lambda row: row.title, bold=True, width=270),
    Column("number", "Number", lambda row: row.number, width=120),
    Column(
        "state",
        "State",
        lambda row: STATES[row.state],
        tone=lambda row: STATE_TONES[row.state],
        width=105,
    ),
    Column("seats", "Seats", _seats, sort=lambda row: row.enrolled, width=130),
    Column(
        "unconfirmed",
        "Not confirmed",
        lambda row: str(row.unconfirmed or ""),
        sort=lambda row: row.unconfirmed,
        tone=lambda row: Tone.WARNING if row.unconfirmed else None,
        width=115,
    ),
    Column("venue", "Venue", lambda row: row.venue, width=170),
    Column("lead", "Lead instructor", lambda row: row.lead_instructor, usual=False),
    Column(
        "due",
        "Roster due",
        lambda row: short_date(row.roster_due_on),
        sort=lambda row: row.roster_due_on,
        usual=False,
    ),
    Column(
        "unplaced",
        "Unplaced",
        lambda row: str(row.unplaced or ""),
        sort=lambda row: row.unplaced,
        usual=False,
    ),
)


class CoursesPage(Page):
    """All courses; a double click or Enter opens one."""

    made_of = (Block, Booking, Course, CourseDay, Enrollment)

    course_opened = Signal(int)

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(runner, parent)
        self._rows: tuple[CourseRow, ...] = ()
        self.header = PageHeader(self.tr("Courses"))
        self.search = SearchField(self.tr("Filter courses"))
        self.search.setMaximumWidth(240)
        self.chips = self._made_chips()
        self.list = ListView(
            COLUMNS, name="courses", settings=settings, key=lambda row: row.id, parent=self
        )
        self.list.setAccessibleName(self.tr("Courses"))
        self.new = button(self.tr("New course"), "primary", "add")
        self.tools = ListTools(self.list, runner, self.tr("Courses"))
        self.header.set_actions((self.chips, self.search), (*self.tools.buttons, self.new))
        self.empty = EmptyPage(
            "courses",
            self.tr("No courses yet"),
            self.tr(
                "A course is one run of a curriculum on dates: its week, its people, its papers. "
                "Make the first from a curriculum that comes with the program."
            ),
            primary=self.tr("New course"),
        )
        self._lay_out()
        self._wire()
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        self._runner.read(courses, self._show)

    @Slot()
    def make_course(self) -> None:
        """Open the form of a new course."""
        self._open_form()

    def make_course_from(self, version_id: int) -> None:
        """Open the form of a new course with a curriculum version chosen."""
        self._open_form(version_id=version_id)

    def _made_chips(self) -> Chips:
        chips = Chips(self.tr("States"))
        for key, text in (
            ("all", self.tr("All")),
            ("coming", self.tr("Coming")),
            ("running", self.tr("Running")),
            ("past", self.tr("Past")),
        ):
            chips.add(key, text)
        return chips

    def _lay_out(self) -> None:
        self.lay_out(self.header, self.list, self.empty)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.list.set_filter)
        self.chips.chosen.connect(self._filter)
        self.new.clicked.connect(self.make_course)
        self.empty.primary_wanted.connect(self.make_course)
        self.list.row_opened.connect(self._open)
        self.list.menu_wanted.connect(self._fill_menu)
        QShortcut(QKeySequence.StandardKey.New, self, self.make_course)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _show(self, rows: Sequence[CourseRow]) -> None:
        self._rows = tuple(rows)
        self.header.set_title(
            self.tr("Courses"), self.tr("{count} on file").format(count=f"{len(rows):n}")
        )
        for key, states in FILTERS.items():
            self.chips.set_count(key, sum(row.state in states for row in rows))
        self.show_filled(bool(rows))
        self._filter(self.chips.current)

    @Slot(str)
    def _filter(self, key: str) -> None:
        self.list.set_rows([row for row in self._rows if row.state in FILTERS[key]])
        self.list.set_placeholder(self.tr("No course is in this state."))

    @Slot(object)
    def _open(self, row: CourseRow) -> None:
        self.course_opened.emit(row.id)

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[CourseRow]) -> None:
        if len(rows) == 1:
            row = rows[0]
            menu.addAction(self.tr("Open"), lambda: self._open(row))
            like = self.tr("New course like this")
            menu.addAction(like, lambda: self._open_form(earlier_id=row.id))
            menu.addAction(self.tr("History…"), lambda: self.show_history(row))

    def show_history(self, row: CourseRow) -> None:
        """Show everything that happened to a course and its days."""
        course_id = row.id
        RecordHistory(self._runner, row.title, lambda db: of_course(db, course_id), self).open()

    def _open_form(self, *, version_id: int | None = None, earlier_id: int | None = None) -> None:
        dialog = NewCourseDialog(self._runner, version_id, self, earlier_id=earlier_id)
        dialog.made.connect(self.course_opened)
        dialog.open()
