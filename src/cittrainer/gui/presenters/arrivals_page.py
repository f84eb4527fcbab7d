"""On the day: which presenters are here, who is late, whom to call, and who presented."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.theme import Size
from cittrainer.gui.presenters.arrival_actions import ArrivalActions
from cittrainer.gui.presenters.arrival_bar import ArrivalBar
from cittrainer.gui.presenters.arrival_list import ArrivalList
from cittrainer.gui.presenters.arrival_rows import (
    ABSENT,
    ArrivalRow,
    row_of,
    without_repeats,
)
from cittrainer.gui.presenters.arrival_steps import ArrivalSteps
from cittrainer.gui.presenters.arrivals_header import ArrivalsHeader
from cittrainer.gui.presenters.numbers import Numbers
from cittrainer.models import (
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseGroup,
    Presenter,
    Room,
)
from cittrainer.queries.arrivals import day_on_file
from cittrainer.rules.arrivals import AFTER_THE_DAY, Phase, Standing, board, call_list, minute_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QHideEvent, QShowEvent
    from PySide6.QtWidgets import QMenu

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.arrivals import BoardLine, DayOnFile
    from cittrainer.rules.values import DayValue

_MINUTE = 60_000


def this_moment() -> tuple[date, int]:
    """The day and the minute on this computer's wall."""
    now = datetime.now().astimezone()
    return now.date(), now.hour * 60 + now.minute


class ArrivalsPage(Page):
    """The board of one day of a course; it follows the clock."""

    made_of = (
        ActualPresenter, Block, BlockPart, Booking, Course, CourseDay, CourseGroup, Presenter, Room,
    )  # fmt: skip

    course_wanted = Signal(str)
    """The key of the tab of the course to show."""
    presenter_opened = Signal(int)
    block_wanted = Signal(int)
    out_wanted = Signal(int, int)
    """Who does not come, and on which day of the course."""
    gone = Signal()
    """The course is no longer on file."""

    def __init__(
        self,
        runner: Runner,
        course_id: int,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], tuple[date, int]] = this_moment,
    ) -> None:
        """Make the page.

        Args:
            runner: The window's door to the file.
            course_id: The course.
            parent: The Qt parent.
            clock: Tells day and minute; handed in by tests.
        """
        super().__init__(runner, parent)
        self._course_id = course_id
        self._clock = clock
        self._day_id: int | None = None
        """The day that was chosen; None while it is the one of today or the next."""
        self._read_on: date | None = None
        self._value: DayOnFile | None = None
        self._lines: tuple[BoardLine, ...] = ()
        self._rows: dict[tuple[int, int | None], ArrivalRow] = {}
        self.header = ArrivalsHeader()
        self.list = ArrivalList()
        self.actions_ = ArrivalActions(self.list)
        self.steps = ArrivalSteps(runner, course_id, self)
        self.numbers = Numbers(runner, self)
        self.bar = ArrivalBar(self.actions_)
        self.empty = EmptyPage(
            "presenters",
            self.tr("No block on this day"),
            self.tr("What is placed on this day in the week, with its presenters, stands here."),
            primary=self.tr("Open week"),
        )
        self._lay_out()
        self._wire()
        self._ticks = QTimer(self, singleShot=True)
        self._ticks.timeout.connect(self._tick)
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        course_id, day_id, (today, _minute) = self._course_id, self._day_id, self._clock()
        self._read_on = today
        self._runner.read(
            lambda db: day_on_file(db, course_id, today=today, day_id=day_id),
            self.show_day,
            explain=self._lost,
        )

    def show_day(self, value: DayOnFile) -> None:
        """Show the day that was read."""
        another = (self._day and self._day.id) != (value.day and value.day.id)
        self._value = value
        self.header.show_day(value)
        if another:
            self.header.chips.mark_chosen("over" if self._minute == AFTER_THE_DAY else "coming")
        self.show_moment()

    @Slot()
    def show_moment(self) -> None:
        """Show how things stand by the clock, without reading again."""
        value = self._value
        if value is None:
            return
        minute, open_day = self._minute, self._open_day
        self._lines = board(value, minute)
        self._stack.setCurrentIndex(0 if self._lines else 1)
        self._rows = {line.key: row_of(line, minute, open_day=open_day) for line in self._lines}
        self.header.show_moment(value, self._lines, self._now)
        self._filter(self.header.chips.current)

    @Slot()
    def mark_arrived(self) -> None:
        """Note that the selected presenters are here, now; on another day the time is asked for."""
        self._arrive([one for one in self.list.selected_lines() if one.standing in ABSENT])

    @Slot(object)
    def mark_one(self, line: BoardLine) -> None:
        """Note that somebody is here whose own button was clicked."""
        self._arrive([line])

    @Slot()
    def correct_time(self) -> None:
        """Ask when the selected presenter came."""
        day = self._day
        if day is not None:
            self.steps.ask_time(day, self.list.selected_lines()[:1], self._now)

    @Slot()
    def take_back(self) -> None:
        """Forget that the selected presenters arrived."""
        day = self._day
        if day is not None:
            self.steps.take_back(day, self.list.selected_lines())

    @Slot()
    def record_selected(self) -> None:
        """Record for the selected blocks that those expected who arrived presented them."""
        self.steps.record(self.list.selected_lines())

    @Slot()
    def record_everything(self) -> None:
        """The same for every block that is over."""
        self.steps.record(self._lines)

    @Slot()
    def ask_who_came(self) -> None:
        """Ask who really presented the part of the selected line."""
        for line in self.list.selected_lines()[:1]:
            self.steps.ask_who_came(line.part.part_id)

    @Slot()
    def report_out(self) -> None:
        """Look for somebody else in place of the selected presenter."""
        day = self._day
        for line in self.list.selected_lines()[:1]:
            if line.presenter_id is not None and day is not None:
                self.out_wanted.emit(line.presenter_id, day.id)

    @Slot()
    def toggle_number(self) -> None:
        """Show the number of the selected presenter, or hide it."""
        for line in self.list.selected_lines()[:1]:
            if line.presenter_id is not None:
                self.numbers.toggle(line.presenter_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while it is seen."""
        super().showEvent(event)
        self._wait_for_next_minute()
        self.show_moment()
        self.list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the numbers that were shown."""
        self._ticks.stop()
        self.numbers.forget()
        super().hideEvent(event)

    @property
    def _day(self) -> DayValue | None:
        return self._value.day if self._value else None

    @property
    def _open_day(self) -> bool:
        """Whether arrivals of the shown day can still be noted."""
        value, day = self._value, self._day
        return value is not None and not value.over and day is not None and not day.closed

    @property
    def _minute(self) -> int:
        """The minute of the shown day, or what the rules say of another day."""
        today, minute = self._clock()
        day = self._day
        return minute if day is None else minute_on(day.date, today=today, minute=minute)

    @property
    def _now(self) -> int | None:
        """The minute, if the shown day is today."""
        today, minute = self._clock()
        return minute if self._day is not None and self._day.date == today else None

    @Slot()
    def _tick(self) -> None:
        self._wait_for_next_minute()
        if self._clock()[0] == self._read_on:
            self.show_moment()
        else:
            # It is past midnight: another day is today.
            self.reload()

    def _wait_for_next_minute(self) -> None:
        now = datetime.now().astimezone()
        self._ticks.start(_MINUTE - now.second * 1_000 - now.microsecond // 1_000)

    def _arrive(self, lines: Sequence[BoardLine]) -> None:
        day = self._day
        if day is not None:
            # Whoever is noted for a block that is over did not come just now.
            late = all(line.standing is Standing.UNRECORDED for line in lines)
            self.steps.arrive(day, lines, None if late else self._now)

    @Slot(str)
    def _filter(self, key: str) -> None:
        if key == "call":
            lines: Sequence[BoardLine] = call_list(self._lines)
        elif key == "coming":
            lines = [line for line in self._lines if line.phase is not Phase.OVER]
        elif key == "over":
            lines = [line for line in self._lines if line.phase is Phase.OVER]
        else:
            lines = self._lines
        rows = [self._rows[line.key] for line in lines]
        self.list.show_rows(rows if key == "call" else without_repeats(rows))
        self.list.set_placeholder(
            {
                "coming": self.tr("Everything of this day is over. Record under Over who came."),
                "call": self.tr("Nobody is late, and those of the next blocks are here."),
                "over": self.tr("Nothing of this day is over yet."),
            }.get(key, "")
        )
        self.list.select_first()

    @Slot()
    def _show_chosen(self) -> None:
        lines = self.list.selected_lines()
        self.actions_.allow(
            lines,
            open_day=self._open_day,
            open_course=self._value is not None and not self._value.over,
            coming=self._minute < 0,
        )
        rows = [self._rows[line.key] for line in lines if line.key in self._rows]
        ids = {line.presenter_id for line in lines}
        shown = None
        if len(ids) == 1 and lines[0].presenter_id is not None:
            shown = self.numbers.of(lines[0].presenter_id)
        self.bar.show_chosen(rows, shown)

    @Slot()
    def _choose_day(self) -> None:
        self._day_id = self.header.days.currentData()
        self.reload()

    def _lost(self, _error: UserError) -> None:
        self.gone.emit()

    def _lay_out(self) -> None:
        full = QWidget()
        inside = QVBoxLayout(full)
        inside.setContentsMargins(Size.page_margin, 0, Size.page_margin, Size.page_margin)
        inside.setSpacing(12)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.bar)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(Size.gap)
        outside.addWidget(self.header)
        self._stack = QStackedLayout()
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        outside.addLayout(self._stack, 1)

    def _wire(self) -> None:
        acts = self.actions_
        acts.arrived_wanted.connect(self.mark_arrived)
        acts.time_wanted.connect(self.correct_time)
        acts.take_back_wanted.connect(self.take_back)
        acts.out_wanted.connect(self.report_out)
        acts.presented_wanted.connect(self.record_selected)
        acts.came_wanted.connect(self.ask_who_came)
        acts.number_wanted.connect(self.toggle_number)
        acts.presenter_wanted.connect(self._open_presenter)
        acts.block_wanted.connect(self._open_block)
        self.list.arrived_clicked.connect(self.mark_one)
        self.list.lines_selected.connect(self._show_chosen)
        self.list.menu_wanted.connect(self._fill_menu)
        self.numbers.changed.connect(self._show_chosen)
        self.header.chips.chosen.connect(self._filter)
        self.header.days.activated.connect(self._choose_day)
        self.header.record_all.clicked.connect(self.record_everything)
        self.header.back.clicked.connect(self._open_course)
        self.empty.primary_wanted.connect(self._open_week)

    @Slot(object)
    def _fill_menu(self, menu: QMenu) -> None:
        if self.list.selected_lines():
            self.actions_.fill(menu)

    @Slot()
    def _open_presenter(self) -> None:
        for line in self.list.selected_lines()[:1]:
            if line.presenter_id is not None:
                self.presenter_opened.emit(line.presenter_id)

    @Slot()
    def _open_block(self) -> None:
        for line in self.list.selected_lines()[:1]:
            self.block_wanted.emit(line.part.block_id)

    @Slot()
    def _open_course(self) -> None:
        self.course_wanted.emit("presenters")

    @Slot()
    def _open_week(self) -> None:
        self.course_wanted.emit("week")
