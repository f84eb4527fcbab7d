"""Quick check-in at the door: two letters of a name, or a scanned card, and Enter."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from cittrainer.gui.attendance.sheet import Slot as Column
from cittrainer.gui.attendance.sheet import slots
from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import long_date, this_day, time_of_day
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.messages import Banner
from cittrainer.models import AttendanceEntry, AttendanceMark, Enrollment
from cittrainer.queries.check_in import AtTheDoor, at_the_door
from cittrainer.rules.sign_in import LEAST_LETTERS, fits, is_number
from cittrainer.rules.wording import quoted
from cittrainer.services.attendance import Tick, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.attendance import Trainee
    from cittrainer.rules.values import DayValue

_ID = Qt.ItemDataRole.UserRole
_SHOWN_AT_MOST = 60


class CheckInDialog(QDialog):
    """Ticks one after the other; each is saved at once."""

    def __init__(
        self, runner: Runner, course_id: int, day: DayValue, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Check-in on %s") % long_date(day.date))
        self._runner = runner
        self._course_id = course_id
        self._day = day
        self._door: AtTheDoor | None = None
        self._columns: list[Column] = []
        self._said = ""
        self.into = QComboBox()
        self.into.setAccessibleName(self.tr("What they are checked in to"))
        self.timed = QCheckBox(self.tr("Note the time of &arrival"))
        self.timed.setToolTip(
            self.tr("Whoever comes late is then marked late, with the minutes they missed")
        )
        self.timed.setEnabled(day.date == this_day())
        self.field = SearchField(self.tr("Two letters of a name, or scan a card"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Who is meant"))
        self.count = label("", "heading")
        self.said = label("", "strong", wrap=True)
        self.banner = Banner()
        self.undo = button(self.tr("Take the last one back"), icon_name="undo")
        self.undo.setEnabled(False)
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Show what is on file."""
        course_id = self._course_id
        self._runner.read(
            lambda db: at_the_door(db, course_id), self._show, explain=self.banner.show_error
        )

    @Slot()
    def check_in(self) -> None:
        """Tick whoever is meant by what stands in the field."""
        typed, item = self.field.text().strip(), self.list.currentItem()
        if not typed:
            return
        self.banner.clear()
        if item is None:
            self._say(self.tr("Nobody in this course is meant by %s.") % quoted(typed))
            self.field.selectAll()
            return
        self._check_in(item.data(_ID))

    @Slot()
    def take_back(self) -> None:
        """Undo the last check-in."""
        self._runner.undo()
        self.undo.setEnabled(False)
        self._say(self.tr("The last one was taken back."))
        self.field.setFocus()

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Reload if the step changed what is shown, whoever made it."""
        if done.touches(AttendanceEntry, Enrollment):
            self.reload()

    def _check_in(self, enrollment_id: int) -> None:
        door, column = self._door, self._column
        if door is None or column is None:
            return
        trainee = next(one for one in door.book.everybody if one.enrollment_id == enrollment_id)
        if self._open_blocks(trainee):
            self._record(trainee, column)
        else:
            self._say(self.tr("%s is ticked already.") % trainee.full_name)
            self.field.clear()

    def _record(self, trainee: Trainee, column: Column) -> None:
        assert self._door is not None
        entries, theirs = self._door.book.entries, self._door.book.credited
        pairs = [(trainee.enrollment_id, block.id) for block in column.blocks]
        came = None
        if self.timed.isChecked() and self.timed.isEnabled():
            now = datetime.now()  # noqa: DTZ005 - the clock on the wall at the door
            came = now.hour * 60 + now.minute
        ticks = [
            Tick(*pair, AttendanceMark.PRESENT, came=came)
            for pair in pairs
            if pair in theirs and pair not in entries
        ]
        self._said = trainee.full_name
        self._runner.write(
            self.tr("Check in {name}: {what}").format(
                name=trainee.full_name[:80], what=column.title[:80]
            ),
            lambda db: record(db, ticks),
            done=self._recorded,
            explain=self.banner.show_error,
            grouping=f"attendance-day:{self._day.id}",
        )

    def _recorded(self, _added: int) -> None:
        self._say(self.tr("%s is here.") % self._said)
        self.undo.setEnabled(True)
        self.field.clear()
        self.field.setFocus()

    def _show(self, door: AtTheDoor) -> None:
        first, self._door = self._door is None, door
        day = door.book.week.day.get(self._day.id, self._day)
        if first:
            self._fill_columns(door, day)
        self._find()

    def _fill_columns(self, door: AtTheDoor, day: DayValue) -> None:
        blocks = slots(door.book, day, half_days=False)
        halves = slots(door.book, day, half_days=True)
        whole = tuple(block for one in blocks for block in one.blocks)
        self._columns = [*blocks, *halves] if len(halves) > 1 else [*blocks]
        if whole:
            self._columns.append(
                Column(self.tr("The whole day"), blocks[0].start, blocks[-1].end, whole)
            )
        self.into.clear()
        for one in self._columns:
            self.into.addItem(f"{time_of_day(one.start)}  {one.title}")
        self.into.setCurrentIndex(self._place_to_begin(blocks))
        self.field.setFocus()

    def _place_to_begin(self, blocks: Sequence[Column]) -> int:
        """The block that runs or comes next today; the first one on other days."""
        if self._day.date != this_day():
            return 0
        now = datetime.now()  # noqa: DTZ005 - the clock on the wall at the door
        minute = now.hour * 60 + now.minute
        return next((at for at, one in enumerate(blocks) if one.end > minute), 0)

    @property
    def _column(self) -> Column | None:
        place = self.into.currentIndex()
        return self._columns[place] if 0 <= place < len(self._columns) else None

    def _expected(self) -> list[Trainee]:
        """Those who have something to attend in the chosen column."""
        column, door = self._column, self._door
        if column is None or door is None:
            return []
        return [
            one
            for one in door.book.everybody
            if any((one.enrollment_id, block.id) in door.book.credited for block in column.blocks)
        ]

    def _open_blocks(self, trainee: Trainee) -> int:
        """How many blocks of the column have no entry of a trainee yet."""
        column, door = self._column, self._door
        if column is None or door is None:
            return 0
        pairs = [(trainee.enrollment_id, block.id) for block in column.blocks]
        return sum(pair in door.book.credited and pair not in door.book.entries for pair in pairs)

    @Slot()
    def _find(self) -> None:
        """Show who may be meant, those who are not here yet first."""
        door = self._door
        if door is None:
            return
        typed, expected = self.field.text().strip(), self._expected()
        here = [one for one in expected if not self._open_blocks(one)]
        self.count.setText(
            self.tr("{here} of {all} here").format(here=len(here), all=len(expected))
        )
        self.list.clear()
        meant = self._meant(expected, typed)
        meant.sort(key=lambda one: not self._open_blocks(one))
        for one in meant[:_SHOWN_AT_MOST]:
            parts = [one.sorted_name, one.agency]
            parts += [] if self._open_blocks(one) else [self.tr("here already")]
            item = QListWidgetItem(" · ".join(part for part in parts if part), self.list)
            item.setData(_ID, one.enrollment_id)
        if typed and meant:
            self.list.setCurrentRow(0)

    def _meant(self, expected: list[Trainee], typed: str) -> list[Trainee]:
        door = self._door
        assert door is not None
        numbers = door.numbers
        scanned = [one for one in expected if is_number(typed, numbers[one.enrollment_id])]
        if scanned or len(typed) < LEAST_LETTERS:
            return scanned or ([] if typed else list(expected))
        return [one for one in expected if fits(typed, door.names(one), numbers[one.enrollment_id])]

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)

    @Slot()
    def _next_row(self) -> None:
        self._go(1)

    @Slot()
    def _row_before(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        row = self.list.currentRow() + by
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def _wire(self) -> None:
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self.check_in)
        self.into.currentIndexChanged.connect(self._find)
        self.list.itemActivated.connect(self._activate)
        self.undo.clicked.connect(self.take_back)
        self.close_button.clicked.connect(self.accept)
        self._runner.changed.connect(self.refresh_after)
        for keys, act in ((Qt.Key.Key_Down, self._next_row), (Qt.Key.Key_Up, self._row_before)):
            shortcut = QShortcut(QKeySequence(keys), self.field, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    @Slot(QListWidgetItem)
    def _activate(self, item: QListWidgetItem) -> None:
        """A double click, or Enter in the list, checks that one in."""
        self._check_in(item.data(_ID))

    def _lay_out(self) -> None:
        screen = self.screen().availableGeometry()
        self.resize(min(620, screen.width() - 40), min(600, screen.height() - 80))
        into = QLabel(self.tr("&Into"))
        into.setBuddy(self.into)
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addWidget(into)
        above.addWidget(self.into, 1)
        above.addWidget(self.timed)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.undo)
        below.addStretch()
        below.addWidget(self.close_button)
        heading = QHBoxLayout()
        heading.addWidget(label(self.windowTitle(), "title", wrap=True), 1)
        heading.addWidget(self.count)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setSpacing(12)
        inside.addLayout(heading)
        inside.addWidget(self.banner)
        inside.addLayout(above)
        inside.addWidget(self.field)
        inside.addWidget(self.said)
        inside.addWidget(self.list, 1)
        inside.addLayout(below)
