"""A rotation as a table: a row a round, a column a group; a cell says what, where and with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cittrainer.gui.common.icons import paint_icon
from cittrainer.gui.common.theme import Size, Weight, font, tokens
from cittrainer.gui.rotations import words
from cittrainer.rules.rotations import marked
from cittrainer.rules.values import ERROR, NOTE, WARNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QResizeEvent

    from cittrainer.rules.rotation_values import RotatingGroup, RotationValue, RoundValue
    from cittrainer.rules.rotations import Cell, RotationFinding

FACE_ROLE = Qt.ItemDataRole.UserRole
"""The `Face` behind an index."""

Index = QModelIndex | QPersistentModelIndex

NARROWEST = 104
"""Pixels of a column; where there are more groups than fit, the table scrolls."""

MOST_HEADER = 150
"""Pixels of the words before the rows."""

PADDING, SIGN, GAP = 6, 14, 2

_SIGNS = {ERROR: "error", WARNING: "warning", NOTE: "info"}
_WEIGHT = {ERROR: 0, WARNING: 1, NOTE: 2}
_WRAP = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class Face:
    """What a cell shows."""

    title: str
    lines: tuple[str, ...] = ()
    severity: str = ""
    changed: bool = False
    """Whether a proposal would change it."""
    pause: bool = False


class RotationModel(QAbstractTableModel):
    """Shows one rotation; it never reads the database itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rotation: RotationValue | None = None
        self._groups: tuple[RotatingGroup, ...] = ()
        self._changed: frozenset[Cell] = frozenset()
        self._marks: dict[Cell, list[RotationFinding]] = {}

    def show(
        self,
        rotation: RotationValue,
        found: Sequence[RotationFinding] = (),
        changed: frozenset[Cell] = frozenset(),
    ) -> None:
        """Replace everything that is shown.

        Args:
            rotation: The rotation, with the meetings that are to be seen.
            found: Its findings.
            changed: Cells that a proposal would change.
        """
        self.beginResetModel()
        self.rotation = rotation
        filled = tuple(group for group in rotation.groups if group.members)
        self._groups = filled or rotation.groups
        self._changed = changed
        self._marks = marked(found)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rounds there are."""
        return 0 if parent.isValid() or self.rotation is None else len(self.rotation.rounds)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many groups rotate."""
        return 0 if parent.isValid() else len(self._groups)

    def round_at(self, row: int) -> RoundValue:
        """The round of a row."""
        assert self.rotation is not None
        return self.rotation.rounds[row]

    def group_at(self, column: int) -> RotatingGroup:
        """The group of a column."""
        return self._groups[column]

    def index_of(self, cell: Cell) -> QModelIndex:
        """Where a round and a group meet; no index where they are not shown."""
        rounds = [] if self.rotation is None else [one.id for one in self.rotation.rounds]
        groups = [one.id for one in self._groups]
        if cell[0] not in rounds or cell[1] not in groups:
            return QModelIndex()
        return self.index(rounds.index(cell[0]), groups.index(cell[1]))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Groups over the columns, rounds before the rows."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._groups[section].name
        one = self.round_at(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{words.round_words(one)}\n{one.block}"
        day = words.round_day(one) or one.block
        return "\n".join((f"Round {one.number}", day, words.round_times(one)))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, what is said aloud, or its face."""
        if self.rotation is None:
            return None
        cell = self.round_at(index.row()).id, self._groups[index.column()].id
        if role == FACE_ROLE:
            return self._face(cell)
        plain = words.meeting_words(self.rotation, self.rotation.at.get(cell))
        if role == Qt.ItemDataRole.DisplayRole:
            return plain
        if role == Qt.ItemDataRole.ToolTipRole:
            said = [one.sentence for one in self._marks.get(cell, ())]
            return "\n".join((plain.replace("; ", "\n"), *said))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = f"{self._groups[index.column()].name}, {self._round_words(index.row())}"
            news = "changed" if cell in self._changed else ""
            said = [one.sentence for one in self._marks.get(cell, ())]
            return ". ".join(filter(None, (where, news, plain, *said)))
        return None

    def _round_words(self, row: int) -> str:
        return words.round_words(self.round_at(row))

    def _face(self, cell: Cell) -> Face:
        assert self.rotation is not None
        changed = cell in self._changed
        marks = [one.severity for one in self._marks.get(cell, ())]
        severity = min(marks, key=lambda one: _WEIGHT[one], default="")
        meeting = self.rotation.at.get(cell)
        if meeting is None:
            title = words.PAUSE if self.rotation.meetings else ""
            return Face(title, severity=severity, changed=changed, pause=True)
        station = self.rotation.station[meeting.station_id]
        # Who plays stays with the scenario from round to round: the tooltip and the cards tell it.
        lines = (words.place_of(station), words.coach_of(self.rotation, meeting))
        return Face(station.title, tuple(filter(None, lines)), severity, changed)


class RotationDelegate(QStyledItemDelegate):
    """Paints a cell: the scenario bold, under it its room and who coaches."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it from the tokens in use."""
        face: Face = index.data(FACE_ROLE)
        worn, place = tokens(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if face.changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(worn.accent_soft))
            painter.drawRoundedRect(QRectF(place).adjusted(2, 2, -3, -3), 6, 6)
        _paint_signs(painter, face, place)
        inner = place.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        first = inner.adjusted(0, 0, -_signs_width(face), 0)
        painter.setPen(QColor(worn.muted if face.pause else worn.text))
        painter.setFont(_title_font(face))
        top = first.top() + _draw(painter, first, face.title)
        painter.setFont(font(Size.small))
        painter.setPen(QColor(worn.muted))
        for line in face.lines:
            top += GAP
            top += _draw(painter, QRect(inner.left(), top, inner.width(), inner.height()), line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(worn.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(place).adjusted(2.5, 2.5, -3.5, -3.5), 6, 6)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Say how high its words are in the width of its column."""
        face: Face = index.data(FACE_ROLE)
        view = option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else NARROWEST
        room = width - 2 * PADDING - 1  # the line between two cells is painted over
        height = _height(_title_font(face), face.title, room - _signs_width(face))
        for line in face.lines:
            height += GAP + _height(font(Size.small), line, room)
        return QSize(width, height + 2 * PADDING)


class RoundHeader(QHeaderView):
    """Before the rows: the number of each round, and under it its day and times."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """As wide as the longest line."""
        return QSize(self._width(), super().sizeHint().height())

    def paintSection(self, painter: QPainter, place: QRect, section: int) -> None:
        """Draw it from the tokens in use."""
        worn = tokens()
        lines = self._lines(section)
        painter.save()
        painter.setPen(QColor(worn.line))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.drawLine(place.topRight(), place.bottomRight())
        inner = place.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        painter.setFont(font(Size.small, Weight.BOLD))
        painter.setPen(QColor(worn.text))
        top = inner.top() + _draw(painter, inner, lines[0])
        painter.setFont(font(Size.small))
        painter.setPen(QColor(worn.muted))
        for line in lines[1:]:
            top += GAP
            top += _draw(painter, QRect(inner.left(), top, inner.width(), inner.height()), line)
        painter.restore()

    def height_of(self, section: int) -> int:
        """How high the words of a round are, with the room around them."""
        room = self._width() - 2 * PADDING
        heights = [
            _height(font(Size.small, Weight.BOLD), one, room) for one in self._lines(section)
        ]
        return sum(heights) + (len(heights) - 1) * GAP + 2 * PADDING

    def _lines(self, section: int) -> list[str]:
        model = self.model()
        return (
            [] if model is None else str(model.headerData(section, self.orientation())).split("\n")
        )

    def _width(self) -> int:
        model = self.model()
        rows = 0 if model is None else model.rowCount()
        metrics = QFontMetrics(font(Size.small))
        widths = [
            metrics.horizontalAdvance(line) for row in range(rows) for line in self._lines(row)
        ]
        return min(MOST_HEADER, max(widths, default=0) + 2 * PADDING + 4)


class RotationTable(QTableView):
    """The table; arrow keys go from cell to cell, and the cell that is looked at is told."""

    cell_opened = Signal(object)
    """A `Cell` on which Enter or the menu key was pressed, or that was clicked twice or right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rounds = RotationModel(self)
        self.setModel(self.rounds)
        self.setItemDelegate(RotationDelegate(self))
        self.setAccessibleName(self.tr("Rotation: rounds and groups"))
        self.setProperty("role", "card")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.down = RoundHeader(self)
        self.setVerticalHeader(self.down)
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        self.activated.connect(self._open)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_at)

    def show_rotation(
        self,
        rotation: RotationValue,
        found: Sequence[RotationFinding] = (),
        changed: frozenset[Cell] = frozenset(),
    ) -> None:
        """Show a rotation; the cell that the keyboard is on stays."""
        at = self.currentIndex()
        self.rounds.show(rotation, found, changed)
        self._take_sizes()
        self.setCurrentIndex(self.rounds.index(max(at.row(), 0), max(at.column(), 0)))

    def go_to(self, cell: Cell) -> None:
        """Bring a cell into view."""
        index = self.rounds.index_of(cell)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the groups."""
        super().resizeEvent(event)
        self._take_sizes()

    def _take_sizes(self) -> None:
        columns = self.rounds.columnCount()
        if not columns:
            return
        room = self.viewport().width() // columns
        for column in range(columns):
            self.setColumnWidth(column, max(NARROWEST, room))
        for row in range(self.rounds.rowCount()):
            self.setRowHeight(row, max(self.sizeHintForRow(row), self.down.height_of(row)))

    def place_of(self, cell: Cell) -> QPoint:
        """Where on the screen a menu of a cell opens: under its first line."""
        inner = self.visualRect(self.rounds.index_of(cell)).topLeft() + QPoint(PADDING, 3 * PADDING)
        return self.viewport().mapToGlobal(inner)

    @Slot(QPoint)
    def _open_at(self, point: QPoint) -> None:
        # The menu key asks from the cell that it is on, the mouse from the one under it.
        index = self.indexAt(point)
        self._open(index if index.isValid() else self.currentIndex())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        round_id = self.rounds.round_at(index.row()).id
        self.cell_opened.emit((round_id, self.rounds.group_at(index.column()).id))


def _paint_signs(painter: QPainter, face: Face, place: QRect) -> None:
    worn = tokens()
    right = place.right() - PADDING
    colours = {ERROR: worn.error, WARNING: worn.warning, NOTE: worn.accent}
    signs = [(_SIGNS[face.severity], colours[face.severity])] if face.severity else []
    if face.changed:
        signs.append(("swap", worn.accent))
    for name, colour in signs:
        paint_icon(painter, QRect(right - SIGN, place.top() + PADDING, SIGN, SIGN), name, colour)
        right -= SIGN + GAP


def _signs_width(face: Face) -> int:
    return (bool(face.severity) + face.changed) * (SIGN + GAP)


def _title_font(face: Face) -> QFont:
    return font(Size.text, Weight.NORMAL if face.pause else Weight.BOLD)


def _draw(painter: QPainter, place: QRect, text: str) -> int:
    """Draw words wrapped into the width of a place, and say how high they are."""
    height = _height(painter.font(), text, place.width())
    painter.drawText(QRect(place.left(), place.top(), place.width(), height), _WRAP, text)
    return height


def _height(letters: QFont, text: str, width: int) -> int:
    metrics = QFontMetrics(letters)
    return metrics.boundingRect(QRect(0, 0, max(width, 20), 4000), _WRAP, text).height()
