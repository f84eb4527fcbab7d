"""The board of a day's presenters: rows large enough to be read across a room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from cittrainer.gui.common.theme import font, tokens
from cittrainer.gui.presenters.arrival_painting import ArrivalPainter, row_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from cittrainer.gui.presenters.arrival_rows import ArrivalRow
    from cittrainer.rules.arrivals import BoardLine

_LETTERS = 14
"""Pixels of the words on an empty board."""


class ArrivalModel(QAbstractListModel):
    """Shows the rows it was given; it never reads the database itself."""

    ROW_ROLE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ArrivalRow] = []

    def keys(self) -> list[tuple[int, int | None]]:
        """What identifies each row."""
        return [row.line.key for row in self.rows]

    def replace_all(self, rows: Sequence[ArrivalRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def renew(self, rows: Sequence[ArrivalRow]) -> None:
        """Show the same rows in other words."""
        self.rows = list(rows)
        self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """Say how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Hand out a row, or its words."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == self.ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.sentence
        return None


class ArrivalList(QListView):
    """Rows of presenters, chosen with the arrow keys or the mouse."""

    arrived_clicked = Signal(object)
    """The `BoardLine` whose own button was clicked."""
    lines_selected = Signal(list)
    """The selected `BoardLine`s, after every change."""
    menu_wanted = Signal(object)
    """A `QMenu` to be filled for the selected rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = ArrivalModel(self)
        self._placeholder = ""
        self.setModel(self.model_)
        self.setItemDelegate(ArrivalPainter(self))
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Presenters of the day"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)

    def show_rows(self, rows: Sequence[ArrivalRow]) -> None:
        """Show the rows; what is selected and where it is scrolled to stays."""
        if rows and self.model_.keys() == [row.line.key for row in rows]:
            self.model_.renew(rows)
            self.lines_selected.emit(self.selected_lines())
            return
        chosen = {line.key for line in self.selected_lines()}
        current = self.current_line()
        self.model_.replace_all(rows)
        places = self.selectionModel()
        for at, row in enumerate(rows):
            if row.line.key in chosen:
                places.select(self.model_.index(at), QItemSelectionModel.SelectionFlag.Select)
            if current is not None and row.line.key == current.key:
                places.setCurrentIndex(
                    self.model_.index(at), QItemSelectionModel.SelectionFlag.NoUpdate
                )
        self.lines_selected.emit(self.selected_lines())

    def set_placeholder(self, sentence: str) -> None:
        """Say what an empty board means."""
        self._placeholder = sentence
        self.viewport().update()

    def selected_lines(self) -> list[BoardLine]:
        """The selected lines from top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.model_.rows[at].line for at in rows if at < len(self.model_.rows)]

    def current_line(self) -> BoardLine | None:
        """The line with the keyboard's focus."""
        at = self.currentIndex().row()
        return self.model_.rows[at].line if 0 <= at < len(self.model_.rows) else None

    def select_first(self) -> None:
        """Choose the first row, so that keys mean something at once."""
        if self.model_.rows and not self.selectedIndexes():
            self.setCurrentIndex(self.model_.index(0))

    def button_of(self, at: int) -> QRect | None:
        """Where the button of a row is, in the view; None where it has none."""
        index = self.model_.index(at)
        row: ArrivalRow = index.data(ArrivalModel.ROW_ROLE)
        return row_places(self.visualRect(index)).button if row.offers_arrival else None

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here; they look for no row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Space to the command that it is."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: Any, deselected: Any) -> None:
        """Tell which lines are selected now."""
        super().selectionChanged(selected, deselected)
        self.lines_selected.emit(self.selected_lines())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected rows."""
        menu = QMenu(self)
        self.menu_wanted.emit(menu)
        if not menu.isEmpty():
            menu.popup(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a click on the button of a row."""
        at = self._button_under(event)
        super().mousePressEvent(event)
        if at is not None and event.button() is Qt.MouseButton.LeftButton:
            self.arrived_clicked.emit(self.model_.rows[at].line)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over the button of a row."""
        over = self._button_under(event) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        super().paintEvent(event)
        if self.model_.rows or not self._placeholder:
            return
        painter = QPainter(self.viewport())
        painter.setFont(font(_LETTERS))
        painter.setPen(QColor(tokens().muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        inside = self.viewport().rect().adjusted(24, 24, -24, -24)
        painter.drawText(inside, flags, self._placeholder)
        painter.end()

    def _button_under(self, event: QMouseEvent) -> int | None:
        place = event.position().toPoint()
        at = self.indexAt(place).row()
        button = self.button_of(at) if at >= 0 else None
        return at if button is not None and button.contains(place) else None
