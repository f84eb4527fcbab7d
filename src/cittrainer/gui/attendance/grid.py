"""The grid of the Attendance tab: who was there, ticked with one key each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from cittrainer.gui.attendance.model import SheetModel
from cittrainer.gui.attendance.painting import BlockHeadings, CellPainter, NameHeadings
from cittrainer.gui.attendance.sheet import Kind
from cittrainer.gui.common.text import folded
from cittrainer.gui.common.theme import Size
from cittrainer.models import AttendanceMark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import (
        QContextMenuEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
    )

KEYS: Mapping[int, AttendanceMark] = {
    Qt.Key.Key_Space: AttendanceMark.PRESENT,
    Qt.Key.Key_A: AttendanceMark.ABSENT,
    Qt.Key.Key_X: AttendanceMark.EXCUSED,
}
"""One key, one mark."""

TYPED_KEYS: Mapping[int, AttendanceMark] = {
    Qt.Key.Key_L: AttendanceMark.LATE,
    Qt.Key.Key_E: AttendanceMark.LEFT_EARLY,
}
"""Keys after which the minutes missed are typed."""

_SUM_WIDTH = 150
_NARROWEST = 92
_WIDEST = 260
_MOST_DIGITS = 3


class AttendanceGrid(QTableView):
    """Trainees by the blocks of a day; it only says what is wanted."""

    marked = Signal(list, object, object)
    """Cells as (row, column), the mark, and the minutes missed or None."""
    column_wanted = Signal(int)
    """Everybody without a mark in a column was present."""
    find_wanted = Signal()
    told = Signal(str)
    """A hint on why a key did nothing."""
    history_wanted = Signal(int, int)
    """Everything that was recorded in the cell at a row and a column is to be shown."""
    name_opened = Signal(int)
    """The row of a name that was double-clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetModel(self)
        self.setModel(self.sheet)
        self.setItemDelegate(CellPainter(self))
        self.names = NameHeadings(self)
        self.setVerticalHeader(self.names)
        self.setHorizontalHeader(BlockHeadings(self))
        self.setProperty("role", "card")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Attendance"))
        self.names.sectionDoubleClicked.connect(self.name_opened)
        self.sheet.modelReset.connect(self._fit)
        self.sheet.counted.connect(self.horizontalHeader().viewport().update)
        self._typing: AttendanceMark | None = None
        self._digits = ""
        self._pressed = QModelIndex()

    @property
    def typing(self) -> bool:
        """Whether minutes are being typed."""
        return self._typing is not None

    def jump_to(self, text: str) -> bool:
        """Bring the first name that holds every word into view; says whether there is one."""
        words = folded(text).split()
        found = next(
            (
                row
                for row, trainee in enumerate(self.sheet.trainees)
                if words and all(word in folded(trainee.sorted_name) for word in words)
            ),
            -1,
        )
        self.names.found = found
        if found >= 0:
            column = max(self.currentIndex().column(), 0)
            self.go_to(found, column)
        self.names.viewport().update()
        return found >= 0

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        index = self.sheet.index(row, column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if not self._take(event):
            self._finish_typing(event)
            super().keyPressEvent(event)
            self.names.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed and not confirmed is dropped."""
        self._stop_typing()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the mouse went down."""
        self._stop_typing()
        self._pressed = QModelIndex()
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self._pressed = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        self.names.found = -1
        self.names.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click into an open cell ticks it; other cells are changed by keys or the menu."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index == self._pressed and index.column() < len(self.sheet.slots):
            shown = self.sheet.cell_at(index.row(), index.column())
            if shown.kind is Kind.OPEN:
                self._mark([(index.row(), index.column())], AttendanceMark.PRESENT)
        self._pressed = QModelIndex()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer every mark for the selected cells."""
        if not self.selected_cells():
            return
        menu = QMenu(self)
        for text, keys, key in (
            (self.tr("Present"), self.tr("Space"), Qt.Key.Key_Space),
            (self.tr("Late"), "L", Qt.Key.Key_L),
            (self.tr("Left early"), "E", Qt.Key.Key_E),
            (self.tr("Excused"), "X", Qt.Key.Key_X),
            (self.tr("Absent"), "A", Qt.Key.Key_A),
        ):
            menu.addAction(f"{text}\t{keys}", partial(self._press, key))
        if len(self.selected_cells()) == 1:
            menu.addSeparator()
            row, column = self.selected_cells()[0]
            menu.addAction(
                self.tr("What was recorded…"), partial(self.history_wanted.emit, row, column)
            )
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the new room."""
        super().resizeEvent(event)
        self._fit()

    def selected_cells(self) -> list[tuple[int, int]]:
        """The selected cells in which something can be recorded, from top to bottom."""
        cells = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        return [
            (row, column)
            for row, column in cells
            if column < len(self.sheet.slots) and self.sheet.cell_at(row, column).tickable
        ]

    def _take(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        plain = modifiers & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter(control=bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        if key in (Qt.Key.Key_F2, Qt.Key.Key_Slash):
            self.find_wanted.emit()
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.typing:
            self.told.emit(
                self.tr("Nothing is erased here: mark what is right, the old mark stays on record.")
            )
            return True
        return self._press(key, event.text())

    def _press(self, key: int, text: str = "") -> bool:
        """Do what a letter, a digit or Escape stands for; says whether it stands for something."""
        if key == Qt.Key.Key_Escape and self.typing:
            self._stop_typing()
        elif key == Qt.Key.Key_Backspace and self.typing:
            self._type(self._digits[:-1])
        elif key in KEYS:
            self._stop_typing()
            self._mark_selected(KEYS[key])
        elif key in TYPED_KEYS:
            self._start_typing(TYPED_KEYS[key])
        elif text and text in "0123456789":
            if not self.typing:
                self._start_typing(AttendanceMark.LATE)
            if self.typing:
                self._type((self._digits + text)[:_MOST_DIGITS])
        else:
            return False
        return True

    def _enter(self, *, control: bool) -> bool:
        if control:
            if self.currentIndex().isValid():
                self.column_wanted.emit(self.currentIndex().column())
            return True
        if self.typing:
            self._commit()
        return True

    def _start_typing(self, mark: AttendanceMark) -> None:
        self._stop_typing()
        if not self._tickable():
            return
        self._typing = mark
        self._type("")
        how = self.tr("late") if mark is AttendanceMark.LATE else self.tr("left early")
        self.told.emit(self.tr("%s: type the minutes missed, then Enter.") % how.capitalize())

    def _type(self, digits: str) -> None:
        self._digits = digits
        index = self.currentIndex()
        self.sheet.show_typed(index.row(), index.column(), digits)

    def _finish_typing(self, event: QKeyEvent) -> None:
        """Any other key, such as an arrow, takes the minutes as they stand."""
        if self.typing and event.text() == "" and event.key() not in _MODIFIERS:
            self._commit(move=False)

    def _commit(self, *, move: bool = True) -> None:
        mark, digits = self._typing, self._digits
        self._stop_typing()
        if mark is None:
            return
        if not digits:
            self.told.emit(self.tr("Not recorded: the minutes missed were not typed."))
            return
        self._mark_selected(mark, int(digits), move=move)

    def _stop_typing(self) -> None:
        if self._typing is not None:
            self._typing = None
            index = self.currentIndex()
            self.sheet.show_typed(index.row(), index.column(), None)

    def _tickable(self) -> bool:
        if self.selected_cells():
            return True
        if self.currentIndex().isValid() and self.currentIndex().column() < len(self.sheet.slots):
            trainee = self.sheet.trainees[self.currentIndex().row()]
            slot = self.sheet.slots[self.currentIndex().column()]
            self.told.emit(
                self.tr("“{title}” is for another group than that of {name}.").format(
                    title=slot.title, name=trainee.full_name
                )
            )
        return False

    def _mark_selected(
        self, mark: AttendanceMark, missed: int | None = None, *, move: bool = True
    ) -> None:
        if self._tickable():
            cells = self.selected_cells()
            self._mark(cells, mark, missed)
            if move and len(cells) == 1:
                self._step_down()

    def _mark(
        self, cells: list[tuple[int, int]], mark: AttendanceMark, missed: int | None = None
    ) -> None:
        self.marked.emit(cells, mark, missed)

    def _step_down(self) -> None:
        """Go to the next name, so that a whole column is ticked with one key again and again."""
        index = self.currentIndex()
        if index.row() + 1 < len(self.sheet.trainees):
            self.go_to(index.row() + 1, index.column())
        self.names.found = -1
        self.names.viewport().update()

    def _fit(self) -> None:
        """Let the columns share the room evenly, none of them too narrow to be read."""
        count = len(self.sheet.slots)
        if not count:
            return
        room = self.viewport().width() - _SUM_WIDTH
        width = min(max(room // count, _NARROWEST), _WIDEST)
        for column in range(count):
            self.setColumnWidth(column, width)
        self.setColumnWidth(count, _SUM_WIDTH)
        self.names.setDefaultSectionSize(Size.row)


_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)
