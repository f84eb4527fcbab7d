"""The first tab of a course: its facts, its days, where it stands and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, Facts, button
from cittrainer.gui.common.dates import long_date, short_date
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.theme import Size
from cittrainer.gui.courses.course_form import CourseForm
from cittrainer.gui.courses.day_form import DayForm
from cittrainer.gui.courses.days_card import DaysCard
from cittrainer.gui.courses.local_changes import LocalChangesDialog
from cittrainer.gui.courses.moving_form import MoveCourseForm
from cittrainer.gui.courses.new_course import NewCourseDialog
from cittrainer.gui.courses.readiness import ReadinessCard
from cittrainer.gui.courses.state_card import StateCard
from cittrainer.models import (
    AttendanceEntry,
    Availability,
    Block,
    BlockPart,
    Booking,
    Certificate,
    Course,
    CourseDay,
    Presenter,
    Qualification,
    Room,
)
from cittrainer.queries.care import CARE_MADE_OF
from cittrainer.queries.closing import closing
from cittrainer.queries.courses import course
from cittrainer.rules.closing import what_is_missing
from cittrainer.services.course_days import remove_day

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.courses import CourseFacts, DayRow
    from cittrainer.rules.values import Finding, Week
    from cittrainer.settings import SettingsFile

SIDE = 330
"""Pixels of the right column."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the tab shows."""

    facts: CourseFacts
    week: Week
    missing: tuple[Finding, ...]


def overview(db: Session, course_id: int) -> Overview:
    """Read everything that the tab shows."""
    value = closing(db, course_id)
    return Overview(course(db, course_id), value.week, what_is_missing(value))


class OverviewTab(Page):
    """Facts and days at the left, readiness and state at the right."""

    made_of = (
        AttendanceEntry, Availability, Block, BlockPart, Booking, Certificate, Course, CourseDay,
        Presenter, Qualification, Room, *CARE_MADE_OF,
    )  # fmt: skip

    week_wanted = Signal()
    course_opened = Signal(int)

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._settings = settings
        self._course_id = course_id
        self._shown: Overview | None = None
        self.facts_card = Card(self.tr("Course"), self.tr("Edit"))
        self.facts = Facts()
        self.facts_card.body.addWidget(self.facts)
        self.like = button(self.tr("New course like this"), icon_name="copy")
        self.changes = button(self.tr("Differences from the curriculum"), icon_name="see")
        beside = QHBoxLayout()
        beside.setSpacing(10)
        beside.addWidget(self.like)
        beside.addWidget(self.changes)
        beside.addStretch()
        self.facts_card.body.addLayout(beside)
        self.days = DaysCard()
        self.readiness = ReadinessCard()
        self.state = StateCard(runner)
        self._lay_out()
        self.facts_card.action_wanted.connect(self.edit_facts)
        self.like.clicked.connect(self.make_like)
        self.changes.clicked.connect(self.show_changes)
        self.readiness.action_wanted.connect(self.week_wanted)
        self.days.edit_wanted.connect(self.edit_day)
        self.days.remove_wanted.connect(self.remove_day)
        self.days.add_wanted.connect(self.add_day)
        self.days.move_wanted.connect(self.move_course)
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        course_id = self._course_id
        self._runner.read(lambda db: overview(db, course_id), self._show, explain=self._lost)

    @Slot()
    def edit_facts(self) -> None:
        """Open the form of the facts."""
        if self._shown is not None:
            CourseForm(self._runner, self._shown.facts, self).open()

    @Slot()
    def add_day(self) -> None:
        """Open the form of a new day."""
        if self._shown is not None:
            DayForm(self._runner, self._course_id, self._shown.facts.days, parent=self).open()

    @Slot(object)
    def edit_day(self, day: DayRow) -> None:
        """Open the form of a day."""
        if self._shown is not None:
            DayForm(self._runner, self._course_id, self._shown.facts.days, day, self).open()

    @Slot(object)
    def remove_day(self, day: DayRow) -> None:
        """Take a day out; its blocks wait to be placed again."""
        label = self.tr("Remove {date}").format(date=long_date(day.date))
        day_id = day.id
        self._runner.write(label, lambda db: remove_day(db, day_id))

    @Slot()
    def move_course(self) -> None:
        """Ask for the new first day of the whole course."""
        if self._shown is not None:
            MoveCourseForm(self._runner, self._shown.facts, self).open()

    @Slot()
    def make_like(self) -> None:
        """Open the form of a course like this one."""
        dialog = NewCourseDialog(self._runner, None, self, earlier_id=self._course_id)
        dialog.made.connect(self.course_opened)
        dialog.open()

    @Slot()
    def show_changes(self) -> None:
        """Tell what the course gives otherwise than its curriculum."""
        if self._shown is not None:
            title = self._shown.facts.row.title
            LocalChangesDialog(self._runner, self._settings, self._course_id, title, self).open()

    def _lay_out(self) -> None:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(Size.page_margin, Size.gap, Size.page_margin, Size.page_margin)
        row.setSpacing(Size.gap)
        for cards, stretch in (
            ((self.facts_card, self.days), 1),
            ((self.readiness, self.state), 0),
        ):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(Size.gap)
            for card in cards:
                column.addWidget(card)
            column.addStretch()
            if not stretch:
                side.setFixedWidth(SIDE)
            row.addWidget(side, stretch)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)

    def _show(self, shown: Overview) -> None:
        self._shown = shown
        facts, row = shown.facts, shown.facts.row
        over = row.state in {"closed", "cancelled"}
        self.facts_card.action.setEnabled(not over)
        self.facts.show_facts(
            (
                (self.tr("Number"), row.number),
                (self.tr("Curriculum"), facts.curriculum),
                *([(self.tr("Made like"), facts.made_from)] if facts.made_from else []),
                (self.tr("Standard"), facts.standard),
                *([(self.tr("Override"), facts.override_reason)] if facts.override_reason else []),
                (self.tr("Venue"), row.venue),
                (self.tr("Address"), facts.address),
                (self.tr("Seats"), str(row.seats)),
                (self.tr("Lead instructor"), row.lead_instructor),
                (self.tr("State course number"), facts.state_course_number),
                (self.tr("Class number"), facts.class_number),
                (self.tr("Approval number"), facts.approval_number),
                (self.tr("Roster due on"), short_date(row.roster_due_on)),
                *(
                    (name, text)
                    for name, text in (
                        (self.tr("Directions"), facts.directions),
                        (self.tr("Provided"), facts.provided),
                        (self.tr("On the day"), facts.day_contact),
                    )
                    if text
                ),
                (self.tr("Note"), facts.note),
            )
        )
        self.days.show_days(facts)
        self.readiness.show_readiness(row, shown.week)
        self.state.show_state(facts, shown.missing)

    def _lost(self, _error: UserError) -> None:
        """The course was taken back; whoever shows the workspace closes it."""
        self.setEnabled(False)
