"""The list that every page uses: sort, filter, choose columns, copy, export, all by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from cittrainer.gui.common.cells import CellDelegate
from cittrainer.gui.common.tables import Column, RowTableModel
from cittrainer.gui.common.theme import Size, font, tokens
from cittrainer.settings import SettingsFile, TableLayout

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@")

_NARROWEST_SHARE = 0.9
"""Of their usual widths; narrower windows scroll sideways."""

_LAYOUT_DELAY = 800
"""Milliseconds after the last change of a column until the layout is written."""


class ListView(QTableView):
    """A list of frozen rows in a card; its model is a `RowTableModel`."""

    row_opened = Signal(object)
    """The row that was double-clicked or on which Enter was pressed."""
    rows_selected = Signal(list)
    """The selected rows, after every change."""
    menu_wanted = Signal(object, list)
    """A `QMenu` to be filled and the rows it is for; shown if something was added."""

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        *,
        name: str,
        settings: SettingsFile | None = None,
        key: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            columns: What it shows, left to right; the first sorts it to begin with.
            name: Its accessible name; the remembered layout is kept under it.
            settings: Where the layout is remembered.
            key: What identifies a row when it is read again, see `RowTableModel`.
            parent: The Qt parent.
        """
        super().__init__(parent)
        self.rows: RowTableModel[Any] = RowTableModel(columns, key, self)
        self._name = name
        self._settings = settings
        self._placeholder = ""
        self._selected: list[Hashable] = []
        self._current: Hashable = None
        self._delegate = CellDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setProperty("role", "card")
        self._set_up()
        self._save_timer = QTimer(self, singleShot=True, interval=_LAYOUT_DELAY)
        self._save_timer.timeout.connect(self.save_layout)
        self._fitted = False
        """Whether the columns share the room evenly, which ends when the user drags one."""
        self._restore_layout()
        self.horizontalHeader().sectionResized.connect(self._column_resized)
        self.horizontalHeader().sortIndicatorChanged.connect(self._layout_changed)
        self.rows.modelAboutToBeReset.connect(self._remember_selection)
        self.rows.modelReset.connect(self._give_back_selection)
        self.doubleClicked.connect(self._open_index)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; selection, order and filter stay."""
        self.rows.set_rows(rows)

    def set_filter(self, text: str) -> None:
        """Show only the rows that hold every word of the text."""
        self.rows.set_filter(text)

    def set_placeholder(self, sentence: str) -> None:
        """Say what an empty list means; shown in its middle."""
        self._placeholder = sentence
        self.viewport().update()

    def selected_rows(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        return [self.rows.row_at(line) for line in self._selected_lines()]

    def current_row(self) -> Any | None:
        """The row with the keyboard's focus, or None."""
        line = self.currentIndex().row()
        return self.rows.row_at(line) if line >= 0 else None

    def select(self, keys: Sequence[Hashable]) -> None:
        """Select the rows with these keys and scroll to the first."""
        self._select_lines(self.rows.positions(keys))
        lines = self.rows.positions(keys[:1])
        if lines:
            index = self.rows.index(lines[0], self._first_column())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def export_rows(self) -> tuple[list[str], list[list[str]]]:
        """The headings and the shown rows as texts, columns as the user arranged them."""
        return self._texts(self.rows.rows())

    def copy(self) -> None:
        """Put the selected rows on the clipboard, headings first, as a table for a spreadsheet."""
        rows = self.selected_rows()
        if not rows:
            return
        headings, lines = self._texts(rows)
        QGuiApplication.clipboard().setText("\n".join(map(_tab_separated, (headings, *lines))))

    def columns_menu(self, parent: QWidget) -> QMenu:
        """A menu that switches columns on and off; the last one cannot be switched off."""
        menu = QMenu(parent)
        shown = self._shown_columns()
        for at, column in enumerate(self.rows.columns):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(at in shown)
            action.setEnabled(shown != [at])
            action.setData(at)
        menu.triggered.connect(self._switch_column)
        return menu

    def save_layout(self) -> None:
        """Remember widths, columns and order on this computer."""
        self._save_timer.stop()
        if self._settings is None:
            return
        shown = self._shown_columns()
        # The last column takes what is left over, so its width says nothing.
        kept = [] if self._fitted else shown[:-1]
        columns = list(enumerate(self.rows.columns))
        header = self.horizontalHeader()
        by = header.sortIndicatorSection()
        layout = TableLayout(
            widths={str(column.key): self.columnWidth(at) for at, column in columns if at in kept},
            hidden=tuple(str(c.key) for at, c in columns if c.usual and at not in shown),
            shown=tuple(str(c.key) for at, c in columns if not c.usual and at in shown),
            sorted_by=str(self.rows.columns[by].key) if 0 <= by < len(columns) else "",
            descending=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )
        self._settings.store(self._settings.value.with_table(self._name, layout))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected rows."""
        menu = QMenu(self)
        self.menu_wanted.emit(menu, self.selected_rows())
        if not menu.isEmpty():
            menu.popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the mouse."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of font or colours."""
        if event.type() is QEvent.Type.ApplicationFontChange:
            self._delegate.take_fonts()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the new room."""
        super().resizeEvent(event)
        self._fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        super().paintEvent(event)
        if self.rows.rowCount():
            return
        sentence = self.tr("Nothing matches.") if self.rows.filtered else self._placeholder
        painter = QPainter(self.viewport())
        painter.setFont(font())
        painter.setPen(QColor(tokens().muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect().adjusted(24, 24, -24, -24), flags, sentence)
        painter.end()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        lines = self.verticalHeader()
        lines.setVisible(False)
        # One fixed height: the header never asks a row how tall it would like to be.
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(Size.row)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(48)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_columns_menu)

    def _restore_layout(self) -> None:
        known = self._settings.value.tables.get(self._name) if self._settings else None
        layout = known or TableLayout(sorted_by=str(self.rows.columns[0].key))
        self._fitted = not layout.widths
        for at, column in enumerate(self.rows.columns):
            key = str(column.key)
            self.setColumnWidth(at, layout.widths.get(key, column.width))
            self.setColumnHidden(
                at, key in layout.hidden or not (column.usual or key in layout.shown)
            )
        way = Qt.SortOrder.DescendingOrder if layout.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(self.rows.column(layout.sorted_by), way)
        self.setSortingEnabled(True)

    def _fit_columns(self) -> None:
        if not self._fitted:
            return
        shown = self._shown_columns()
        wanted = sum(self.rows.columns[at].width for at in shown)
        share = max(self.viewport().width() / wanted, _NARROWEST_SHARE)
        header = self.horizontalHeader()
        header.blockSignals(True)
        for at in shown:
            self.setColumnWidth(at, int(self.rows.columns[at].width * share))
        header.blockSignals(False)
        header.viewport().update()
        self.updateGeometries()

    def _column_resized(self) -> None:
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._fitted = False
        self._layout_changed()

    def _layout_changed(self) -> None:
        if self._settings is not None:
            self._save_timer.start()

    def _show_columns_menu(self, place: QPoint) -> None:
        self.columns_menu(self).popup(self.horizontalHeader().mapToGlobal(place))

    def _switch_column(self, action: QAction) -> None:
        self.setColumnHidden(cast("int", action.data()), not action.isChecked())
        self._fit_columns()
        self._layout_changed()

    def _shown_columns(self) -> list[int]:
        return [at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)]

    def _first_column(self) -> int:
        return next(iter(self._shown_columns()), 0)

    def _texts(self, rows: Sequence[Any]) -> tuple[list[str], list[list[str]]]:
        header = self.horizontalHeader()
        places = sorted(self._shown_columns(), key=header.visualIndex)
        columns = [self.rows.columns[at] for at in places]
        return (
            [column.heading for column in columns],
            [[column.text(row) for column in columns] for row in rows],
        )

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_opened.emit(self.rows.row_at(index.row()))

    def _hover(self, line: int) -> None:
        if line != self._delegate.hovered_row:
            self._delegate.hovered_row = line
            self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell which rows are selected now."""
        super().selectionChanged(selected, deselected)
        self.rows_selected.emit(self.selected_rows())

    def _remember_selection(self) -> None:
        self._selected = [self.rows.key_at(line) for line in self._selected_lines()]
        current = self.currentIndex()
        self._current = self.rows.key_at(current.row()) if current.isValid() else None

    def _give_back_selection(self) -> None:
        self._hover(-1)
        self._select_lines(self.rows.positions(self._selected))
        if self._current is not None:
            for line in self.rows.positions([self._current]):
                index = self.rows.index(line, self._first_column())
                self.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.NoUpdate
                )
                self.scrollTo(index)

    def _selected_lines(self) -> list[int]:
        """The selected lines in order, by ranges: 100,000 rows may be selected at once."""
        ranges = cast("list[QItemSelectionRange]", self.selectionModel().selection())
        return sorted({line for part in ranges for line in range(part.top(), part.bottom() + 1)})

    def _select_lines(self, lines: Sequence[int]) -> None:
        last = len(self.rows.columns) - 1
        chosen = QItemSelection()
        for first, until in _runs(lines):
            chosen.select(self.rows.index(first, 0), self.rows.index(until, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _tab_separated(cells: Sequence[str]) -> str:
    """One line for a spreadsheet: tabs and line ends become blanks, formulas become text."""
    plain = (" ".join(cell.split()) for cell in cells)
    return "\t".join(f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in plain)


def _runs(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Rising numbers as first and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs
