"""The Attendance tab of a course: who was there, block by block, ticked with one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from cittrainer.gui.attendance.cell_history import CellHistory
from cittrainer.gui.attendance.check_in import CheckInDialog
from cittrainer.gui.attendance.printing import SheetPrinting
from cittrainer.gui.attendance.saving import Ticking
from cittrainer.gui.attendance.sheet import Slot as Column
from cittrainer.gui.attendance.sheet import ticks as ticks_of
from cittrainer.gui.attendance.times_dialog import TimesDialog
from cittrainer.gui.attendance.walk_in import WalkInDialog
from cittrainer.gui.attendance.words import day_to_begin_with, may_close, prepared, tick_label
from cittrainer.gui.common.cards import Chips
from cittrainer.gui.common.dates import day_month, long_date, weekday
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.icons import icon
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.forms.ui_attendance_tab import Ui_AttendanceTab
from cittrainer.models import (
    AttendanceEntry,
    AttendanceMark,
    Block,
    BlockPart,
    Course,
    CourseDay,
    Enrollment,
    ExcusedBlock,
    GroupMember,
    MakeUp,
    Person,
    Standard,
)
from cittrainer.services.attendance import Tick, close_day, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.attendance import Register
    from cittrainer.rules.values import DayValue
    from cittrainer.settings import SettingsFile

RELOAD_PAUSE = 150
"""Milliseconds; ticks that follow each other quickly are read back once."""

HINT_SHOWN_FOR = 6_000


class AttendanceTab(Page):
    """Trainees by the blocks of a day; each tick is saved at once."""

    made_of = (
        AttendanceEntry, Block, BlockPart, Course, CourseDay, Enrollment, ExcusedBlock,
        GroupMember, MakeUp, Person, Standard,
    )  # fmt: skip

    person_opened = Signal(int)
    said = Signal(str)
    """Something was done that is no step, such as a file that was written."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._settings = settings
        self._course_id = course_id
        self._book: Register | None = None
        self._day_id = 0
        self.ui = Ui_AttendanceTab()
        self.ui.setupUi(self)
        self.days = Chips(self.tr("Day"))
        self.views = Chips(self.tr("View"))
        self.views.add("blocks", self.tr("Blocks"))
        self.views.add("half_days", self.tr("Half-days"))
        self.finder = SearchField(self.tr("Find a name  ( / )"))
        self.ticking = Ticking(runner, self)
        self.printing = SheetPrinting(runner, chooser or FileChooser(), self)
        self._later = QTimer(self, singleShot=True, interval=RELOAD_PAUSE)
        self._hint_timer = QTimer(self, singleShot=True, interval=HINT_SHOWN_FOR)
        self.empty = EmptyPage(
            "attendance",
            self.tr("Nobody to tick yet"),
            self.tr(
                "Attendance is recorded for those who are enrolled, in the blocks that stand in "
                "the week. Enroll people on the Enrollment tab and place blocks on the Week tab."
            ),
        )
        self._lay_out()
        self._wire()
        self._tell_keys()

    @property
    def day(self) -> DayValue | None:
        """The day that is shown."""
        return None if self._book is None else self._book.week.day.get(self._day_id)

    def read(self) -> None:
        """Read everything that is shown."""
        self._later.stop()
        saved, course_id = self.ticking.saved_until_now(), self._course_id
        self._runner.read(lambda db: (prepared(db, course_id), saved), self._show_read)

    def reload_soon(self) -> None:
        """Reload once a run of ticks has ended."""
        self._later.start()

    def show_day(self, day_id: int) -> None:
        """Show another day of the course."""
        self._day_id = day_id
        self.days.mark_chosen(str(day_id))
        self._show()

    @Slot()
    def open_walk_in(self) -> None:
        """Ask who came."""
        if self._book is not None and self.day is not None:
            WalkInDialog(self._runner, self._book, self.day, self).open()

    @Slot()
    def open_check_in(self) -> None:
        """Open the quick check-in at the door."""
        if self.day is not None and not self.day.closed:
            CheckInDialog(self._runner, self._course_id, self.day, self).open()

    @Slot()
    def open_times(self) -> None:
        """Open the sign-in times of the day."""
        if self._book is not None and self.day is not None:
            TimesDialog(self._runner, self._book, self.day, self).open()

    @Slot(int, int)
    def show_history(self, row: int, column: int) -> None:
        """Show everything that was recorded in a cell."""
        sheet = self.ui.grid.sheet
        one, blocks = sheet.trainees[row], [block.id for block in sheet.slots[column].blocks]
        CellHistory(self._runner, one.enrollment_id, one.full_name, blocks, self).open()

    @Slot(list, object, object)
    def mark(
        self, cells: list[tuple[int, int]], mark: AttendanceMark, missed: int | None = None
    ) -> None:
        """Record a mark in some cells, given as row and column."""
        if self._book is None:
            return
        sheet = self.ui.grid.sheet
        made = [
            tick
            for row, column in cells
            for tick in ticks_of(
                sheet.trainees[row],
                sheet.slots[column],
                AttendanceMark(mark),
                missed=missed,
                theirs=self._book.credited,
            )
        ]
        rows = sorted({row for row, _column in cells})
        columns = [sheet.slots[column] for column in sorted({column for _row, column in cells})]
        self._record(made, rows, columns)

    @Slot()
    def mark_day_present(self) -> None:
        """Mark everybody present who has no mark yet on the day."""
        self._mark_rest_present(list(self.ui.grid.sheet.slots))

    @Slot(int)
    def mark_column_present(self, column: int) -> None:
        """Mark everybody present who has no mark yet in a column."""
        self._mark_rest_present([self.ui.grid.sheet.slots[column]])

    def _mark_rest_present(self, columns: list[Column]) -> None:
        if self._book is None:
            return
        sheet = self.ui.grid.sheet
        there = {**self._book.entries, **self.ticking.pending}
        made: list[Tick] = []
        rows: set[int] = set()
        for row, trainee in enumerate(sheet.trainees):
            for slot in columns:
                more = ticks_of(
                    trainee,
                    slot,
                    AttendanceMark.PRESENT,
                    theirs=self._book.credited,
                    only_open=there,
                )
                more = [one for one in more if one.block_id not in trainee.excused]
                made += more
                rows |= {row} if more else set()
        if not made:
            self.tell(self.tr("Everybody has a mark already."))
            return
        self._record(made, sorted(rows), columns)

    @Slot()
    def close_shown_day(self) -> None:
        """Close the attendance of the day, after asking, for it is not opened again."""
        day, book = self.day, self._book
        if day is None or book is None:
            return
        there = self.ticking.pending
        missing = [pair for pair in book.open_pairs(day.id) if pair not in there]
        if not may_close(self, day, book, missing):
            return
        absent = bool(missing)
        self._runner.write(
            self.tr("Close the attendance of %s") % long_date(day.date),
            lambda db: close_day(db, day.id, absent_where_open=absent),
            explain=self._refuse,
        )

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Say something in the line under the grid for a while."""
        self.ui.hint.setText(sentence)
        self.ui.hint.setAccessibleName(sentence)
        self._hint_timer.start()

    def _lay_out(self) -> None:
        self.ui.days_place.addWidget(self.days)
        self.ui.views_place.addWidget(self.views)
        self.finder.setFixedWidth(260)
        self.ui.find_place.addWidget(self.finder)
        self.ui.stack.addWidget(self.empty)
        for button, name, colour in (
            (self.ui.print, "print", "muted"),
            (self.ui.check_in, "search", "muted"),
            (self.ui.times, "time", "muted"),
            (self.ui.walk_in, "enrollment", "muted"),
            (self.ui.all_present, "check", "muted"),
            (self.ui.close_day, "lock", "on_accent"),
        ):
            button.setIcon(icon(name, colour))

    def _wire(self) -> None:
        ui = self.ui
        self.days.chosen.connect(lambda key: self.show_day(int(key)))
        self.views.chosen.connect(self._show)
        self.finder.textEdited.connect(ui.grid.jump_to)
        self.finder.returnPressed.connect(self._leave_find)
        ui.grid.marked.connect(self.mark)
        ui.grid.column_wanted.connect(self.mark_column_present)
        ui.grid.find_wanted.connect(self._begin_find)
        ui.grid.told.connect(self.tell)
        ui.grid.name_opened.connect(self._open_person)
        ui.print.clicked.connect(self.printing.save)
        self.printing.refused.connect(self._refuse)
        self.printing.saved.connect(self.tell)
        self.printing.saved.connect(self.said)
        ui.walk_in.clicked.connect(self.open_walk_in)
        ui.check_in.clicked.connect(self.open_check_in)
        ui.times.clicked.connect(self.open_times)
        ui.grid.history_wanted.connect(self.show_history)
        ui.all_present.clicked.connect(self.mark_day_present)
        ui.close_day.clicked.connect(self.close_shown_day)
        self.ticking.refused.connect(self._snap_back)
        self._later.timeout.connect(self.reload)
        self._hint_timer.timeout.connect(self._tell_keys)
        QShortcut(QKeySequence.StandardKey.Find, self, self._begin_find)
        QShortcut(QKeySequence.StandardKey.New, self, self.open_walk_in)
        QShortcut(QKeySequence("Ctrl+I"), self, self.open_check_in)

    def _show_read(self, read: tuple[Register, frozenset[int]]) -> None:
        book, saved = read
        self._book = book
        self.ticking.forget(saved)
        if self._day_id not in book.week.day:
            self._day_id = day_to_begin_with(book)
        self._show_days(book)
        self._show()

    @Slot()
    def _show(self) -> None:
        book, day = self._book, self.day
        if book is None:
            return
        usable = day is not None and bool(book.everybody) and any(map(book.blocks, book.week.days))
        self.ui.stack.setCurrentWidget(self.ui.full if usable else self.empty)
        if day is None:
            return
        half_days = self.views.current == "half_days"
        self.printing.about(self._course_id, book.week.number, half_days=half_days)
        grid = self.ui.grid
        grid.sheet.show_day(book, day, half_days=half_days, pending=self.ticking.pending)
        if not grid.currentIndex().isValid() and grid.sheet.slots and book.everybody:
            grid.go_to(0, 0)
            grid.setFocus()
        self.ui.close_day.setEnabled(not day.closed)
        self.ui.close_day.setText(self.tr("Closed") if day.closed else self.tr("Close day"))
        self.ui.close_day.setToolTip(
            self.tr("A closed day is corrected entry by entry, each with a reason.")
            if day.closed
            else self.tr("Say that the records of this day are complete")
        )
        for each in (self.ui.all_present, self.ui.check_in):
            each.setEnabled(not day.closed)

    def _show_days(self, book: Register) -> None:
        self.days.clear()
        for day in book.week.days:
            key = str(day.id)
            self.days.add(key, f"{weekday(day.date)} {day_month(day.date)}")
            if day.closed:
                self.days.set_icon(key, "lock", self.tr("The attendance of this day is closed."))
        if self._day_id:
            self.days.mark_chosen(str(self._day_id))

    def _record(self, made: Sequence[Tick], rows: Sequence[int], columns: Sequence[Column]) -> None:
        day = self.day
        if not made or day is None:
            return
        self.ui.banner.clear()
        label = tick_label([self.ui.grid.sheet.trainees[row] for row in rows], columns, day)
        if day.closed:
            self._correct(label, made)
            return
        blocks = {block.id: block.minutes for column in columns for block in column.blocks}
        only = columns[0].blocks[0].id if len(columns) == 1 else 0
        grouping = f"attendance:{only}" if only else f"attendance-day:{day.id}"
        self.ticking.tick(label, list(made), blocks, grouping=grouping)
        self.ui.grid.sheet.show_pending(self.ticking.pending, set(rows))

    def _correct(self, label: str, made: Sequence[Tick]) -> None:
        wanted = list(made)
        ReasonDialog(
            self._runner,
            self.tr("Correct a closed day?"),
            verb=self.tr("Correct"),
            step=label.replace("Tick", "Correct", 1),
            act=lambda db, reason: record(db, wanted, reason=reason),
            sentences=(
                self.tr("The attendance of this day is closed. The old mark stays on record."),
            ),
            parent=self,
        ).open()

    @Slot(object, list)
    def _snap_back(self, error: UserError, _pairs: list[tuple[int, int]]) -> None:
        self._refuse(error)
        self._show()

    def _refuse(self, error: UserError) -> None:
        self.ui.banner.show_error(error)

    @Slot(int)
    def _open_person(self, row: int) -> None:
        self.person_opened.emit(self.ui.grid.sheet.trainees[row].person_id)

    @Slot()
    def _begin_find(self) -> None:
        self.finder.setFocus()
        self.finder.selectAll()

    @Slot()
    def _leave_find(self) -> None:
        self.ui.grid.setFocus()

    @Slot()
    def _tell_keys(self) -> None:
        self.ui.hint.setText(
            self.tr(
                "Space present  ·  A absent  ·  L late  ·  E left early  ·  X excused  ·  digits: "
                "minutes missed  ·  Ctrl+Enter the whole column  ·  / find a name"
            )
        )
