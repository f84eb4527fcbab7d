"""The list of a course's presenters: days and blocks are said once, keys set the states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from cittrainer.gui.common.cells import CellDelegate
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.theme import tokens
from cittrainer.gui.presenters.agenda_lines import COLUMNS, OF_DAY, OF_PART, AgendaLine

if TYPE_CHECKING:
    from cittrainer.settings import SettingsFile


class AgendaList(ListView):
    """The lines of the agenda, grouped by day and part as long as they stand in that order."""

    def __init__(self, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(
            COLUMNS,
            name="course presenters",
            settings=settings,
            key=lambda line: line.key,
            parent=parent,
        )
        self._delegate = _GroupedCells(self)
        self.setItemDelegate(self._delegate)

    def repeats(self, line: int, column: int) -> bool:
        """Whether a cell says only what the one above it says already."""
        above = self._above(line)
        if above is None:
            return False
        here: AgendaLine = self.rows.row_at(line)
        key = self.rows.columns[column].key
        if above.part.part_id == here.part.part_id:
            return key in OF_PART
        return key in OF_DAY and above.part.on_date == here.part.on_date

    def begins_a_day(self, line: int) -> bool:
        """Whether the line above is of another day."""
        above = self._above(line)
        return above is not None and above.part.on_date != self.rows.row_at(line).part.on_date

    def _above(self, line: int) -> AgendaLine | None:
        if line <= 0:
            return None
        above: AgendaLine = self.rows.row_at(line - 1)
        return above


class _GroupedCells(CellDelegate):
    """Leaves out what repeats, and draws a stronger line where a day begins."""

    def __init__(self, parent: AgendaList) -> None:
        super().__init__(parent)
        self._list = parent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it."""
        state: QStyle.StateFlag = option.state
        focused = state & QStyle.StateFlag.State_HasFocus
        if self._list.repeats(index.row(), index.column()) and not focused:
            self._paint_ground(painter, option.rect, state, index.row(), tokens())
        else:
            super().paint(painter, option, index)
        if self._list.begins_a_day(index.row()):
            painter.setPen(QPen(QColor(tokens().strong_line), 1))
            top = option.rect.top()
            painter.drawLine(QPointF(option.rect.left(), top), QPointF(option.rect.right(), top))
