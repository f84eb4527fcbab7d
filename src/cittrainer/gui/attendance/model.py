"""What the attendance grid shows of one day; it never reads the database itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from cittrainer.gui.attendance.sheet import Cell, Mark, Slot, Total, cell, slots, there_of, total
from cittrainer.gui.common.dates import moment, time_of_day
from cittrainer.rules.wording import duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cittrainer.queries.attendance import Register, Trainee
    from cittrainer.rules.values import DayValue

    Index = QModelIndex | QPersistentModelIndex
    Pair = tuple[int, int]

CELL_ROLE = Qt.ItemDataRole.UserRole
"""The `Cell`, or the `Total` of the last column."""

HEADING_ROLE = Qt.ItemDataRole.UserRole + 1
"""A `Heading` over a column; name and agency before a row."""

TYPED_ROLE = Qt.ItemDataRole.UserRole + 2
"""The minutes that are being typed into the cell, or None."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column."""

    title: str
    slot: Slot | None = None
    """None over the sums."""
    there: tuple[int, int] = (0, 0)
    """How many were there, and how many were expected."""
    note: str = ""


class SheetModel(QAbstractTableModel):
    """Trainees by the blocks, or half-days, of one day; the last column is the sum."""

    counted = Signal()
    """The headings may say other numbers of people who were there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book: Register | None = None
        self.day: DayValue | None = None
        self.slots: tuple[Slot, ...] = ()
        self.trainees: tuple[Trainee, ...] = ()
        self._guests: dict[int, str] = {}
        self._cells: list[list[Cell]] = []
        self._there: list[tuple[int, int]] = []
        self._typed: tuple[int, int, str] | None = None

    def show_day(
        self, book: Register, day: DayValue, *, half_days: bool, pending: Mapping[Pair, Mark]
    ) -> None:
        """Show a day; rows and columns that stay keep the cursor."""
        shape = slots(book, day, half_days=half_days)
        same = [s.blocks for s in shape] == [s.blocks for s in self.slots] and [
            t.enrollment_id for t in book.everybody
        ] == [t.enrollment_id for t in self.trainees]
        if not same:
            self.beginResetModel()
        self.book, self.day, self.slots, self.trainees = book, day, shape, book.everybody
        self._guests = {one.trainee.enrollment_id: one.course for one in book.guests}
        self._cells = [
            [cell(book, trainee, slot, pending) for slot in shape] for trainee in self.trainees
        ]
        self._count()
        if not same:
            self.endResetModel()
        else:
            self._everything_changed()

    def show_pending(self, pending: Mapping[Pair, Mark], rows: set[int]) -> None:
        """Show what was ticked a moment ago in some rows."""
        if self.book is None:
            return
        for row in rows:
            trainee = self.trainees[row]
            before = self._cells[row]
            self._cells[row] = [cell(self.book, trainee, slot, pending) for slot in self.slots]
            changed = [at for at, one in enumerate(self._cells[row]) if one != before[at]]
            # Told one by one, for Qt draws the whole grid anew for a stretch of cells.
            for column in (*changed, len(self.slots)):
                index = self.index(row, column)
                self.dataChanged.emit(index, index)
        self._count()

    def show_typed(self, row: int, column: int, typed: str | None) -> None:
        """Show minutes that are being typed, or no longer."""
        self._typed = None if typed is None else (row, column, typed)
        index = self.index(row, column)
        self.dataChanged.emit(index, index)

    def cell_at(self, row: int, column: int) -> Cell:
        """The cell of a trainee in a column."""
        return self._cells[row][column]

    def day_total(self, row: int) -> Total:
        """The sum of a row."""
        return total(self._cells[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Say how many trainees are shown."""
        return 0 if parent.isValid() else len(self.trainees)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Say how many columns there are, the sums included."""
        return 0 if parent.isValid() or not self.slots else len(self.slots) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The sums are not reached by the cursor."""
        if index.column() == len(self.slots):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer what a cell shows."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        sums = column == len(self.slots)
        if role == CELL_ROLE:
            return self.day_total(row) if sums else self._cells[row][column]
        if role == TYPED_ROLE:
            return self._typed[2] if self._typed and self._typed[:2] == (row, column) else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._total_words(row) if sums else self._tooltip(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if sums:
                return self._total_words(row)
            name, title = self.trainees[row].sorted_name, self.slots[column].title
            return f"{name}, {title}: {self._cells[row][column].words}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Answer a heading."""
        if orientation is Qt.Orientation.Vertical:
            return self._name(section, role)
        if not 0 <= section < self.columnCount():
            return None
        heading = self._heading(section)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading.title
            case Qt.ItemDataRole.ToolTipRole if heading.slot is not None:
                titles = "\n".join(
                    f"{time_of_day(block.start or 0)}  {block.title}"
                    for block in heading.slot.blocks
                )
                return f"{titles}\n{duration(heading.slot.minutes)}"
            case _ if role == HEADING_ROLE:
                return heading
        return None

    def _heading(self, section: int) -> Heading:
        if section == len(self.slots):
            return Heading("Present", note="of what is expected")
        slot = self.slots[section]
        return Heading(slot.title, slot, self._there[section])

    def _name(self, section: int, role: int) -> Any:
        if not 0 <= section < len(self.trainees):
            return None
        trainee = self.trainees[section]
        agency = f"{trainee.agency}, walk-in" if trainee.walk_in else trainee.agency
        if trainee.enrollment_id in self._guests:
            agency = f"Makes up for {self._guests[trainee.enrollment_id]}"
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return trainee.sorted_name
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (trainee.full_name, agency) if part)
            case _ if role == HEADING_ROLE:
                return trainee.sorted_name, agency
        return None

    def _tooltip(self, row: int, column: int) -> str:
        shown = self._cells[row][column]
        words = [f"{self.trainees[row].full_name}: {shown.words}"]
        if shown.corrected is not None:
            when = moment(shown.corrected.recorded)
            who = f" by {shown.corrected.by}" if shown.corrected.by else ""
            why = f": {shown.corrected.reason}" if shown.corrected.reason else ""
            words.append(f"Corrected {when}{who}{why}")
        return "\n".join(words)

    def _total_words(self, row: int) -> str:
        name, sums = self.trainees[row].sorted_name, self.day_total(row)
        if not sums.expected:
            return f"{name}: nothing is expected on this day"
        return (
            f"{name}: present {duration(sums.present)} of {duration(sums.expected)}, "
            f"{sums.percent} %"
        )

    def _count(self) -> None:
        """Count who was there in each column."""
        self._there = [
            there_of([row[column] for row in self._cells]) for column in range(len(self.slots))
        ]
        # Not as a change of the headings: Qt would draw the whole grid anew.
        self.counted.emit()

    def _everything_changed(self) -> None:
        if self.trainees and self.slots:
            last = self.index(len(self.trainees) - 1, len(self.slots))
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.slots))
