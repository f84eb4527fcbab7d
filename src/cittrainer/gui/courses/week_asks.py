"""What the user asks the planner about a week, from toolbar and menus, through short forms."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cittrainer.gui.courses.mishap_forms import (
    DayLostForm,
    MoveThereForm,
    PresenterOutForm,
    RoomLostForm,
)
from cittrainer.gui.courses.week.words import bookings
from cittrainer.jobs.arrange import arrange
from cittrainer.jobs.arranging import PresenterOut
from cittrainer.jobs.fragility import weaknesses
from cittrainer.jobs.holding import hold
from cittrainer.jobs.plan_problem import Limits
from cittrainer.jobs.repair import repair
from cittrainer.jobs.ways_out import ways_out
from cittrainer.queries.weeks import week as read_week

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from cittrainer.db import Database
    from cittrainer.gui.courses.mishap_forms import MishapForm
    from cittrainer.gui.courses.week_planning import WeekPlanning
    from cittrainer.gui.courses.week_toolbar import WeekToolbar
    from cittrainer.jobs.arranging import Holding, Mishap, Suggestions, Weakness
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.values import PlacedBlock, Week

SECONDS_EACH = 3.0
"""The most seconds for each presenter who is taken out, of whom there may be forty."""

MOST_NAMES = 3
"""More presenters of a block than these have a menu of their own."""


class WeekAsks(QObject):
    """Offers what the planner can be asked, and asks it.

    Args:
        planning: Sets the planner to work and shows its answers.
        course_id: Whose week.
        toolbar: Where the questions about the whole week are offered.
        parent: The tab in front of which forms open.
    """

    def __init__(
        self, planning: WeekPlanning, course_id: int, toolbar: WeekToolbar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._planning, self._course_id, self._tab = planning, course_id, parent
        self._week: Week | None = None
        self._out: tuple[int, int | None] | None = None
        """Who is to be asked about as soon as the week is read, and on which day they are out."""
        self.limits = Limits()
        """How long each search may take."""
        tip = self.tr("Find a place for every block that is not pinned (Ctrl+Shift+A)")
        self.arrange_button = toolbar.offer(self.tr("Arrange"), tip, self.arrange)
        self.arrange_button.setShortcut("Ctrl+Shift+A")
        self._offered = [
            toolbar.offer_more(text, act)
            for text, act in (
                (self.tr("Presenter is out…"), self.presenter_out),
                (self.tr("Room cannot be had…"), self.room_lost),
                (self.tr("A day is lost…"), self.day_lost),
                (self.tr("What if somebody drops out?"), self.find_weaknesses),
            )
        ]
        planning.busy.connect(self._offer)
        planning.weaknesses.repair_wanted.connect(lambda id_: self.mend(PresenterOut(id_)))

    def show_week(self, week: Week) -> None:
        """Know the week that is on file."""
        self._week = week
        self._offer()
        if self._out is not None:
            out, self._out = self._out, None
            self.ask_out(*out)

    def offer_about(self, menu: QMenu, block: PlacedBlock) -> None:
        """Add to the menu of a block what the planner can be asked about it."""
        if self._is_over:
            return
        menu.addSeparator()
        if block.placed:
            menu.addAction(self.tr("What holds it here?"), lambda: self.ask_what_holds(block))
        else:
            menu.addAction(self.tr("Why has it no place?"), lambda: self.ask_what_holds(block))
        menu.addAction(self.tr("Move and fix the rest…"), lambda: self.move_there(block))
        expected = {booking.presenter_id: booking.presenter for booking in bookings(block)}
        if len(expected) > MOST_NAMES:
            menu = menu.addMenu(self.tr("Presenter is out"))
        for presenter_id, name in expected.items():
            words = self.tr("{name} is out…").format(name=name)
            # An ampersand would underline the letter behind it.
            menu.addAction(words.replace("&", "&&"), partial(self.is_out, presenter_id, block))

    @Slot()
    def arrange(self) -> None:
        """Find a place for every block that is not pinned."""
        course_id, limits = self._course_id, self.limits

        def job(database: Database, progress: Progress) -> Suggestions:
            return arrange(database, course_id, progress, limits)

        self._planning.propose(self.tr("Arranging the week"), job)

    @Slot(object)
    def mend(self, mishap: Mishap) -> None:
        """Find the repairs that disturb the plan least, and who could stand in for somebody."""
        course_id, limits = self._course_id, self.limits

        def job(database: Database, progress: Progress) -> Suggestions:
            if isinstance(mishap, PresenterOut):
                return ways_out(database, course_id, mishap, progress, limits)
            return repair(database, course_id, mishap, progress, limits)

        self._planning.propose(self.tr("Looking for ways out"), job)

    def ask_what_holds(self, block: PlacedBlock) -> None:
        """Find out what holds a block where it is, or keeps it off the plan."""
        course_id, limits, block_id = self._course_id, self.limits, block.id

        def job(database: Database, progress: Progress) -> Holding:
            return hold(database, course_id, block_id, progress, limits=limits)

        label = self.tr("Looking at “{title}”").format(title=block.title)
        self._planning.ask_what_holds(label, job)

    @Slot()
    def find_weaknesses(self) -> None:
        """Find out for every presenter what breaks without them."""
        course_id = self._course_id
        limits = replace(self.limits, seconds=min(self.limits.seconds, SECONDS_EACH))

        def job(database: Database, progress: Progress) -> tuple[Week, tuple[Weakness, ...]]:
            found = weaknesses(database, course_id, progress, limits)
            with database.read() as db:
                return read_week(db, course_id), found

        self._planning.ask_weaknesses(self.tr("Taking one presenter out at a time"), job)

    @Slot()
    def presenter_out(self) -> None:
        """Ask who cannot come, and find repairs."""
        if self._week is not None:
            self._open(PresenterOutForm(self._week, parent=self._tab))

    def is_out(self, presenter_id: int, block: PlacedBlock) -> None:
        """Ask when a presenter of a block cannot come, and find the ways out."""
        self.ask_out(presenter_id, block.day_id)

    def ask_out(self, presenter_id: int, day_id: int | None = None) -> None:
        """Ask when somebody cannot come, as soon as the week is read and unless it asks already.

        Args:
            presenter_id: Who.
            day_id: The day that is chosen to begin with; None is today while the course runs.
        """
        if self._week is None:
            self._out = presenter_id, day_id
        elif not any(form.isVisible() for form in self._tab.findChildren(PresenterOutForm)):
            self._open(PresenterOutForm(self._week, presenter_id, day_id, self._tab))

    @Slot()
    def room_lost(self) -> None:
        """Ask which room cannot be had, and find repairs."""
        if self._week is not None:
            self._open(RoomLostForm(self._week, parent=self._tab))

    @Slot()
    def day_lost(self) -> None:
        """Ask on which day nothing can be held, and find repairs."""
        if self._week is not None:
            self._open(DayLostForm(self._week, self._tab))

    def move_there(self, block: PlacedBlock) -> None:
        """Ask where a block is to be, and find out what has to give for it."""
        if self._week is not None:
            self._open(MoveThereForm(self._week, block, self._tab))

    @property
    def _is_over(self) -> bool:
        return self._week is None or self._week.state in {"closed", "cancelled"}

    def _open(self, form: MishapForm) -> None:
        form.asked.connect(self.mend)
        form.open()

    @Slot()
    def _offer(self) -> None:
        """Offer it unless the course is over or the planner is at work."""
        offered = not self._is_over and not self._planning.is_working
        self.arrange_button.setEnabled(offered)
        for action in self._offered:
            action.setEnabled(offered)
