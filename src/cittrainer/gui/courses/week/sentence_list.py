"""A list of sentences under headings; looking at one, or choosing it, is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cittrainer.gui.common.theme import Size, Weight, font
from cittrainer.gui.courses.week.block_face import wrapped
from cittrainer.gui.courses.week.inks import inks
from cittrainer.gui.courses.week.marks import draw_severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent

    from cittrainer.gui.courses.week.inks import Inks

LINE_ROLE = Qt.ItemDataRole.UserRole
"""The ``Line`` behind an index."""

INDENT, EDGE, PADDING = 24.0, 4.0, 5.0
SIGN = 14.0
DOT = 5.0
MOST_LINES = 8
MOST_KEPT = 500
"""Sentences whose lines are remembered."""

LEAST_HEIGHT = 96
"""Pixels that a list is high which should show all its lines and has no room for them."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and what it is about."""

    text: str
    severity: str = ""
    """Draws the sign of ``error``, ``warning`` or ``note``; else a dot."""
    block_id: int | None = None
    constraint_id: int | None = None
    heading: bool = False
    """Words over the lines that follow; nobody can choose them."""
    number: int = 0
    """Stands in the place of the dot; 0 for none."""

    @property
    def leads(self) -> bool:
        """Whether choosing it leads to a block or a constraint."""
        return self.block_id is not None or self.constraint_id is not None


class _LineModel(QAbstractListModel):
    """Shows ``Line`` values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self.lines[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The sentence, what is said aloud, or the line itself."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ": ".join(filter(None, [line.severity, line.text]))
        return line if role == LINE_ROLE else None


class _LineDelegate(QStyledItemDelegate):
    """Paints sign and sentence, as high as the words need."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept: dict[tuple[str, bool, float], list[str]] = {}

    def forget(self) -> None:
        """Break all sentences anew, as in another font."""
        self._kept.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it from the tokens in use."""
        line: Line = index.data(LINE_ROLE)
        colours, place = inks(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not line.heading:
            _paint_state(painter, place, option.state, colours)
            _paint_sign(painter, line, place, colours)
        letters = _letters(line)
        painter.setFont(letters)
        painter.setPen(colours.text)
        height = QFontMetricsF(letters).height()
        left, y = _left(line), place.top() + PADDING
        for words in self._words(line, place.width()):
            spot = QRectF(place.left() + left, y, place.width() - left, height)
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, words)
            y += height
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Say how large it would like to be in the width of its list."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 240
        line: Line = index.data(LINE_ROLE)
        rows = len(self._words(line, width))
        return QSize(width, round(rows * QFontMetricsF(_letters(line)).height() + 2 * PADDING))

    def _words(self, line: Line, width: float) -> list[str]:
        """A sentence in lines that fit; kept, because a list asks often."""
        key = line.text, line.heading, width
        if key not in self._kept:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            room = width - _left(line) - EDGE
            self._kept[key] = wrapped(line.text, _letters(line), room, room, MOST_LINES)
        return self._kept[key]


class SentenceList(QListView):
    """Sentences, one of which may be looked at with mouse or keys.

    Args:
        name: What screen readers call it.
        whole: Whether it is as high as its lines where there is room, and never higher.
        most_height: Pixels that it is high at most, if it is as high as its lines.
        parent: The widget it stands in.
    """

    looked_at = Signal(object)
    """The ``Line`` under the mouse or the keyboard; None when the mouse has left."""
    line_chosen = Signal(object)
    """The ``Line`` that was clicked, or on which the space bar was pressed."""

    def __init__(
        self,
        name: str,
        *,
        whole: bool = False,
        most_height: int = 10_000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole, self._most_height = whole, most_height
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setMouseTracking(True)
        self._model = _LineModel(self)
        self._delegate = _LineDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.entered.connect(self._look)
        self.clicked.connect(self._choose)
        self.selectionModel().currentChanged.connect(self._look)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._model.lines

    @property
    def current(self) -> Line | None:
        """The line that the keyboard is on."""
        line: Line | None = self.currentIndex().data(LINE_ROLE)
        return line

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace everything that is shown."""
        self._model.set_lines(tuple(lines))
        self._take_height()

    def go_to(self, row: int) -> None:
        """Put the keyboard on a line."""
        self.setCurrentIndex(self._model.index(row, 0))

    def choose(self, row: int) -> None:
        """Choose a line as if it were clicked."""
        self._choose(self._model.index(row, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._take_height()

    def leaveEvent(self, event: QEvent) -> None:
        """Go back to the line that the keyboard is on, if it is here."""
        super().leaveEvent(event)
        self.looked_at.emit(self.current if self.hasFocus() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the space bar."""
        if event.key() == Qt.Key.Key_Space and self.current is not None:
            self.line_chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as all lines together, where that is wanted."""
        usual = super().sizeHint()
        return QSize(usual.width(), self._height()) if self._whole else usual

    def minimumSizeHint(self) -> QSize:
        """High enough for a few lines; where there is no room for more, the others scroll."""
        usual = super().minimumSizeHint()
        return QSize(usual.width(), min(LEAST_HEIGHT, self._height())) if self._whole else usual

    def _height(self) -> int:
        rows = range(self._model.rowCount())
        return min(2 + sum(self.sizeHintForRow(row) for row in rows), self._most_height)

    def _take_height(self) -> None:
        if self._whole:
            self.setMaximumHeight(self._height())
            self.updateGeometry()

    @Slot(QModelIndex)
    def _look(self, index: QModelIndex) -> None:
        self.looked_at.emit(index.data(LINE_ROLE))

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        line: Line = index.data(LINE_ROLE)
        if not line.heading:
            self.line_chosen.emit(line)


def _letters(line: Line) -> QFont:
    return font(Size.small, Weight.BOLD if line.heading else Weight.NORMAL)


def _left(line: Line) -> float:
    return EDGE if line.heading else INDENT


def _paint_state(painter: QPainter, place: QRectF, state: QStyle.StateFlag, colours: Inks) -> None:
    """The ground of the line under the mouse, and of the one that is chosen."""
    inner = place.adjusted(0, 1, 0, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(colours.accent_soft)
        painter.drawRoundedRect(inner, 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(colours.hover)
        painter.drawRoundedRect(inner, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colours.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)


def _paint_sign(painter: QPainter, line: Line, place: QRectF, colours: Inks) -> None:
    """Number, sign or dot before the first line of a sentence."""
    height = QFontMetricsF(_letters(line)).height()
    middle = QPointF(place.left() + INDENT / 2, place.top() + PADDING + height / 2)
    if line.number:
        painter.setFont(font(Size.small, Weight.BOLD))
        painter.setPen(colours.accent)
        spot = QRectF(place.left(), middle.y() - height / 2, INDENT, height)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(line.number))
    elif line.severity:
        sign = QRectF(0, 0, SIGN, SIGN)
        sign.moveCenter(middle)
        draw_severity(painter, sign, line.severity, colours)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.muted)
        painter.drawEllipse(middle, DOT / 2, DOT / 2)
