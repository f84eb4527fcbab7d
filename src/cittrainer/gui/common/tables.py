"""Lists of frozen rows: what a column shows, and the model that sorts and filters them.

Sorting and filtering are done here, on keys that are made once, and not in a proxy: a proxy
would call back into Python for every comparison, some two million times for 100,000 rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cittrainer.gui.common.text import folded, natural_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from cittrainer.gui.common.tokens import Tone

Row = TypeVar("Row")

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The frozen row behind an index."""

TONE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `Tone` of a coloured word, or None."""

BOLD_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether a cell is the name of its row."""

BAR_ROLE = Qt.ItemDataRole.UserRole + 3
"""The `Bar` beside a number, or None."""

NOTHING = "–"
"""What an empty cell shows."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share drawn beside its number; both parts are 0 to 1."""

    share: float
    goal: float
    """Where the mark stands that is to be reached; 0 for none."""
    tone: Tone


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a list.

    A list's columns are a tuple of these; their keys are members of a ``StrEnum`` of the page.
    """

    key: str
    """Names the column in the remembered layout; never shown."""
    heading: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    """What to sort by where that is not the text; None sorts last, either way round."""
    tone: Callable[[Row], Tone | None] | None = None
    """Makes the cell a pill in the tone that is returned."""
    bar: Callable[[Row], Bar | None] | None = None
    """Draws a bar at the right of the text, filled to a share."""
    tooltip: Callable[[Row], str] | None = None
    right: bool = False
    """Numbers stand at the right."""
    bold: bool = False
    width: int = 140
    """Pixels, until the user changes it."""
    usual: bool = True
    """Whether the column is shown until the user says otherwise."""
    searched: bool = True
    """Whether the filter looks into this column."""


class RowTableModel(QAbstractTableModel, Generic[Row]):
    """Shows frozen rows it was given; it never reads the database itself."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            columns: The columns, left to right.
            key: What stays the same when a row is read again, such as its id; the view keeps
                the selection by it.
            parent: The Qt parent.
        """
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key or (lambda row: row)  # type: ignore[return-value, unused-ignore]
        self._rows: Sequence[Row] = ()
        self._visible: list[int] = []
        """The positions in ``_rows`` of what is shown, in the order it is shown."""
        self._words: tuple[str, ...] = ()
        self._sorted_by: int | None = None
        self._descending = False
        self._hay: list[str] | None = None
        self._order: list[int] | None = None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace everything that is shown; order and filter stay."""
        self.beginResetModel()
        self._rows = rows
        self._hay = None
        self._order = None
        self._show()
        self.endResetModel()

    def set_filter(self, text: str) -> None:
        """Show only rows in which every word of ``text`` is found, accents and case aside."""
        words = tuple(folded(text).split())
        if words == self._words:
            return
        self.beginResetModel()
        self._words = words
        self._show()
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many rows there are, the filtered ones included."""
        return len(self._rows)

    @property
    def filtered(self) -> bool:
        """Whether a filter text is set."""
        return bool(self._words)

    def rows(self) -> list[Row]:
        """The rows that are shown, in their order."""
        return [self._rows[place] for place in self._visible]

    def row_at(self, position: int) -> Row:
        """The row at a line of the list, counted from 0."""
        return self._rows[self._visible[position]]

    def key_at(self, position: int) -> Hashable:
        """What identifies the row at a line."""
        return self._key(self.row_at(position))

    def positions(self, keys: Iterable[Hashable]) -> list[int]:
        """The lines at which the rows with these keys are shown."""
        wanted = set(keys)
        if not wanted:
            return []
        return [line for line in range(len(self._visible)) if self.key_at(line) in wanted]

    def column(self, key: str) -> int:
        """The position of the column with a key, or -1."""
        return next((at for at, column in enumerate(self.columns) if column.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Say how many rows are shown."""
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Say how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer what a cell shows."""
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row) or NOTHING
            case Qt.ItemDataRole.ToolTipRole:
                return column.tooltip(row) if column.tooltip else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {column.text(row) or NOTHING}"
            case _ if role == ROW_ROLE:
                return row
            case _ if role == TONE_ROLE:
                return column.tone(row) if column.tone else None
            case _ if role == BAR_ROLE:
                return column.bar(row) if column.bar else None
            case _ if role == BOLD_ROLE:
                return column.bold
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Answer a heading; the sorted column has an arrow."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if section == self._sorted_by:
                return f"{column.heading} {'↓' if self._descending else '↑'}"
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives back the order in which the rows came."""
        self.beginResetModel()
        self._sorted_by = column if 0 <= column < len(self.columns) else None
        self._descending = order is Qt.SortOrder.DescendingOrder
        self._order = None
        self._show()
        self.endResetModel()

    def _show(self) -> None:
        if self._order is None:
            self._order = self._in_order()
        if not self._words:
            self._visible = self._order
            return
        hay = self._folded_rows()
        words = self._words
        self._visible = [
            place for place in self._order if all(word in hay[place] for word in words)
        ]

    def _in_order(self) -> list[int]:
        """All positions in order; rows without a value come last whichever way it goes."""
        if self._sorted_by is None:
            return list(range(len(self._rows)))
        column = self.columns[self._sorted_by]
        if column.sort is not None:
            values = [column.sort(row) for row in self._rows]
        else:
            texts = map(column.text, self._rows)
            values = [natural_key(text) if text else None for text in texts]
        with_value = [place for place, value in enumerate(values) if value is not None]
        without = [place for place, value in enumerate(values) if value is None]
        with_value.sort(key=values.__getitem__, reverse=self._descending)
        return with_value + without

    def _folded_rows(self) -> list[str]:
        """The searched text of every row; made at the first filter and kept."""
        if self._hay is None:
            texts = [column.text for column in self.columns if column.searched]
            self._hay = [folded("\n".join([text(row) for text in texts])) for row in self._rows]
        return self._hay
