"""How the cells and headings of the attendance grid are drawn, from the tokens in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cittrainer.gui.attendance.model import CELL_ROLE, HEADING_ROLE, TYPED_ROLE, Heading
from cittrainer.gui.attendance.sheet import Cell, Kind, Total
from cittrainer.gui.common.dates import time_of_day
from cittrainer.gui.common.icons import paint_icon
from cittrainer.gui.common.theme import Size, Weight, font, tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.tokens import Tokens

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
HEADING_HEIGHT = 82
NAMES_WIDTH = 230
_MARK = 22
"""Pixels across of the drawing in the middle of a cell."""
_EDGE = 10
_LINE = 16


class CellPainter(QStyledItemDelegate):
    """Draws a trainee's presence in a block, and the sum at the end of the row."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it."""
        worn = tokens()
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        shown = index.data(CELL_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, place, shown, state, worn)
        typed = index.data(TYPED_ROLE)
        if typed is not None:
            _paint_typing(painter, place, str(typed), worn)
        elif isinstance(shown, Total):
            _paint_total(painter, place, shown, worn)
        elif isinstance(shown, Cell):
            _paint_mark(painter, place, shown, worn)
            if shown.corrected is not None:
                _paint_corner(painter, place, worn)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(worn.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(place).adjusted(2, 2, -2, -3), 5, 5)
        painter.restore()


class BlockHeadings(QHeaderView):
    """Over each column: what it is, from when to when, and how many were there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(64)

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(super().sizeHint().width(), HEADING_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one heading."""
        worn = tokens()
        painter.save()
        painter.fillRect(rect, QColor(worn.surface))
        painter.setPen(QColor(worn.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        heading = self.model().headerData(section, self.orientation(), HEADING_ROLE)
        if isinstance(heading, Heading):
            _paint_heading(painter, rect, heading, worn)
        painter.restore()


class NameHeadings(QHeaderView):
    """Before each row: the trainee's name, and under it the agency."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(Size.row)
        self.setFixedWidth(NAMES_WIDTH)
        self.found = -1
        """The row that the search found, or -1."""

    def sizeHint(self) -> QSize:
        """Say how wide it would like to be; its height is that of the rows."""
        # Qt would ask every name for its size, at each change of the cursor.
        return QSize(NAMES_WIDTH, Size.row)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one name."""
        worn = tokens()
        painter.save()
        current = section in (self.found, _current_row(self.parentWidget()))
        painter.fillRect(rect, QColor(worn.accent_soft if current else worn.surface))
        painter.setPen(QColor(worn.grid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(worn.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        name, agency = self.model().headerData(section, self.orientation(), HEADING_ROLE)
        inside = rect.adjusted(14, 4, -8, -4)
        half = inside.height() // 2
        upper = QRect(inside.left(), inside.top(), inside.width(), half)
        lower = QRect(inside.left(), inside.top() + half, inside.width(), half)
        _write(painter, upper if agency else inside, name, Size.text, Weight.BOLD, worn.text)
        if agency:
            _write(painter, lower, agency, 11, Weight.NORMAL, worn.muted)
        painter.restore()


def _current_row(view: object) -> int:
    index = getattr(view, "currentIndex", None)
    return -1 if index is None else int(index().row())


def _write(
    painter: QPainter,
    place: QRect,
    text: str,
    size: int,
    weight: Weight,
    colour: str,
    side: Qt.AlignmentFlag = LEFT,
) -> None:
    letters = font(size, weight)
    painter.setFont(letters)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, side, shown)


def _paint_ground(
    painter: QPainter, place: QRect, shown: object, state: QStyle.StateFlag, worn: Tokens
) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(place, QColor(worn.accent_soft))
    elif isinstance(shown, Cell) and shown.kind in {Kind.NOT_THEIRS, Kind.BEFOREHAND}:
        painter.fillRect(place, QColor(worn.window))
    painter.setPen(QColor(worn.grid))
    painter.drawLine(place.bottomLeft(), place.bottomRight())
    painter.drawLine(place.topRight(), place.bottomRight())


def _paint_mark(painter: QPainter, place: QRect, shown: Cell, worn: Tokens) -> None:
    middle = QRectF(0, 0, _MARK, _MARK)
    middle.moveCenter(QPointF(place.center()))
    match shown.kind:
        case Kind.PRESENT:
            _disc(painter, middle, worn.good_soft)
            paint_icon(
                painter, middle.toRect().adjusted(4, 4, -4, -4), "check", worn.good, bold=True
            )
        case Kind.ABSENT:
            _disc(painter, middle, worn.error_soft)
            paint_icon(
                painter, middle.toRect().adjusted(5, 5, -5, -5), "close", worn.error, bold=True
            )
        case Kind.EXCUSED:
            _disc(painter, middle, worn.accent_soft)
            _write(painter, place, "E", Size.small, Weight.BOLD, worn.accent, CENTRE)
        case Kind.PART:
            wide = QRectF(0, 0, 46, _MARK)
            wide.moveCenter(QPointF(place.center()))
            _disc(painter, wide, worn.warning_soft)
            _write(
                painter, wide.toRect(), shown.text, Size.small, Weight.BOLD, worn.warning, CENTRE
            )
        case Kind.BEFOREHAND:
            _write(painter, place, shown.text, 11, Weight.NORMAL, worn.muted, CENTRE)
        case Kind.OPEN:
            _paint_open(painter, place, shown, worn)
        case Kind.NOT_THEIRS:
            pass


def _paint_open(painter: QPainter, place: QRect, shown: Cell, worn: Tokens) -> None:
    ring = QRectF(0, 0, 12, 12)
    ring.moveCenter(QPointF(place.center()))
    painter.setPen(QPen(QColor(worn.faint), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    if shown.mark is not None or shown.present:
        painter.setBrush(QColor(worn.faint))
        painter.drawPie(ring, 90 * 16, 180 * 16)


def _disc(painter: QPainter, place: QRectF, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)


def _paint_corner(painter: QPainter, place: QRect, worn: Tokens) -> None:
    corner = QPointF(place.right() - 1, place.top() + 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(worn.accent))
    painter.drawPolygon(QPolygonF([corner, corner + QPointF(-8, 0), corner + QPointF(0, 8)]))


def _paint_typing(painter: QPainter, place: QRect, typed: str, worn: Tokens) -> None:
    box = QRectF(place).adjusted(6, 7, -6, -8)
    painter.setPen(QPen(QColor(worn.accent), 1))
    painter.setBrush(QColor(worn.surface))
    painter.drawRoundedRect(box, 5, 5)
    _write(painter, box.toRect(), f"−{typed}|", Size.text, Weight.BOLD, worn.accent, CENTRE)


def _paint_total(painter: QPainter, place: QRect, shown: Total, worn: Tokens) -> None:
    inside = place.adjusted(_EDGE, 0, -_EDGE, 0)
    if not shown.expected:
        _write(painter, inside, "–", Size.small, Weight.NORMAL, worn.muted)
        return
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    share = f"{shown.percent} %"
    full = shown.percent == 100
    colour = worn.good if full else worn.muted if shown.still_open else worn.text
    _write(painter, inside, share, Size.small, Weight.BOLD, colour, right)
    rest = inside.adjusted(0, 0, -48, 0)
    _write(
        painter, rest, f"{clock(shown.present)} of {clock(shown.expected)}", Size.small,
        Weight.NORMAL, worn.muted,
    )  # fmt: skip


def clock(minutes: int) -> str:
    """A length in hours and minutes: 75 is “1:15”."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def _paint_heading(painter: QPainter, rect: QRect, heading: Heading, worn: Tokens) -> None:
    inside = rect.adjusted(_EDGE, 8, -4, -6)
    letters = font(Size.small, Weight.BOLD)
    painter.setFont(letters)
    painter.setPen(QColor(worn.text))
    title = two_lines(heading.title, QFontMetrics(letters), inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
    lower = [
        QRect(inside.left(), inside.bottom() - up, inside.width(), _LINE)
        for up in (2 * _LINE, _LINE)
    ]
    if heading.slot is None:
        _write(painter, lower[1], heading.note, 11, Weight.NORMAL, worn.muted)
        return
    when = f"{time_of_day(heading.slot.start)} · {clock(heading.slot.minutes)} h"
    _write(painter, lower[0], when, 11, Weight.NORMAL, worn.muted)
    there, expected = heading.there
    colour = worn.good if expected and there == expected else worn.muted
    _write(painter, lower[1], f"{there} of {expected}", 11, Weight.MEDIUM, colour)


def two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """A heading broken between words into at most two lines, the second shortened to fit."""
    words = text.split()
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    elide = Qt.TextElideMode.ElideRight
    if not first:
        return metrics.elidedText(text, elide, width)
    return f"{first}\n{metrics.elidedText(' '.join(words), elide, width)}".strip()
