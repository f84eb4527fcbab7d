"""How a row of the board is painted: how long still, what and where, who, how things stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cittrainer.gui.common.icons import paint_icon
from cittrainer.gui.common.theme import Size, Weight, font, tokens
from cittrainer.gui.common.tokens import mixed
from cittrainer.gui.presenters.arrival_rows import ARRIVED, LOOKS
from cittrainer.rules.arrivals import Phase

if TYPE_CHECKING:
    from cittrainer.gui.presenters.arrival_rows import ArrivalRow

ROW = 78
"""Pixels of a row."""

_WIDE = 900
"""Pixels from which on a row has room for a button of its own."""

_LARGE, _LESS, _SMALL = 18, 16, 13
"""Pixels of the letters of a line, of words that need two, and of what stands below."""

_PADDING = 14
_PILL_HEIGHT = 32
_ICON = 18
_BUTTON_WIDTH = 108
_BUTTON_HEIGHT = 36
_TIME_WIDTH, _NARROW_TIME_WIDTH = 164, 150
_STATE_WIDTH, _NARROW_STATE_WIDTH = 232, 220


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Where the parts of a row are."""

    time: QRect
    block: QRect
    who: QRect
    state: QRect
    button: QRect | None


class ArrivalPainter(QStyledItemDelegate):
    """Paints a row: how long still, what and where, who, and how things stand."""

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Say how large it would like to be."""
        room: QRect = option.rect
        return QSize(max(room.width(), 0), ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it."""
        row: ArrivalRow = index.data(Qt.ItemDataRole.UserRole)
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        places = row_places(place)
        painter.save()
        _paint_ground(painter, place, state, row, first=index.row() == 0)
        worn = tokens()
        faded = row.line.phase is Phase.OVER
        strong = worn.muted if faded else worn.text
        if not row.repeats:
            now = worn.accent if row.line.phase is Phase.NOW else strong
            _words(painter, places.time, row.to_go or row.time, now, _below_time(row))
            _words(painter, places.block, row.block, strong, row.place)
        elif row.place and not row.same_part:
            _words(painter, places.block, "", strong, row.place)
        _words(painter, places.who, row.name, strong, row.detail)
        _paint_state(painter, places.state, row)
        if places.button is not None and row.offers_arrival:
            _paint_button(painter, places.button)
        if state & QStyle.StateFlag.State_HasFocus:
            _paint_focus(painter, place)
        painter.restore()


def _below_time(row: ArrivalRow) -> str:
    return row.time if row.to_go else ""


def row_places(row: QRect) -> RowPlaces:
    """Where the parts of a row are; a narrow one has no button of its own."""
    wide = row.width() >= _WIDE
    time = _TIME_WIDTH if wide else _NARROW_TIME_WIDTH
    state = _STATE_WIDTH if wide else _NARROW_STATE_WIDTH
    button = _BUTTON_WIDTH + _PADDING if wide else 0
    rest = max(row.width() - time - state - button - _PADDING, 0)
    block = rest // 2
    left = row.left() + _PADDING
    top, height = row.top(), row.height()
    at_state = left + time + rest - _PADDING
    return RowPlaces(
        time=QRect(left, top, time - 8, height),
        block=QRect(left + time, top, block - _PADDING, height),
        who=QRect(left + time + block, top, rest - block - 2 * _PADDING, height),
        state=QRect(at_state, top, state, height),
        button=QRect(
            at_state + state, top + (height - _BUTTON_HEIGHT) // 2, _BUTTON_WIDTH, _BUTTON_HEIGHT
        )
        if wide
        else None,
    )


def _paint_ground(
    painter: QPainter, place: QRect, state: QStyle.StateFlag, row: ArrivalRow, *, first: bool
) -> None:
    worn = tokens()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(place, QColor(worn.accent_soft))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(place, QColor(worn.hover))
    if row.line.phase is Phase.NOW:
        painter.fillRect(QRect(place.left(), place.top(), 4, place.height()), QColor(worn.accent))
    if not first:
        painter.setPen(QColor(worn.grid if row.repeats else worn.strong_line))
        left = place.left() + (0 if not row.repeats else _PADDING)
        painter.drawLine(QPointF(left, place.top()), QPointF(place.right() + 1, place.top()))


def _words(painter: QPainter, place: QRect, above: str, colour: str, below: str) -> None:
    """Large words, over two lines where one is too short, with small ones under them."""
    painter.save()
    painter.setClipRect(place)
    small = QFontMetrics(font(_SMALL)).height() if below else 0
    room = place.width()
    letters, lines = font(_LARGE, Weight.BOLD), [above] if above else []
    if QFontMetrics(letters).horizontalAdvance(above) > room:
        letters = font(_LESS, Weight.BOLD)
        lines = _in_two(above, QFontMetrics(letters), room)
    large = QFontMetrics(letters).height()
    top = place.top() + (place.height() - len(lines) * large - small) // 2
    for text, height, worn, tint in (
        *((line, large, letters, colour) for line in lines),
        (below, small, font(_SMALL), tokens().muted),
    ):
        shown = QFontMetrics(worn).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(worn)
        painter.setPen(QColor(tint))
        at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(place.left(), top, room, height), at, shown)
        top += height
    painter.restore()


def _in_two(text: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Words over two lines, broken between words where the first line has room for one."""
    words = text.split()
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= room:
        first = f"{first} {words.pop(0)}".strip()
    return [part for part in (first, " ".join(words)) if part]


def _paint_state(painter: QPainter, place: QRect, row: ArrivalRow) -> None:
    tone, icon_name = LOOKS[row.line.standing]
    colour, ground = tokens().tone(tone)
    letters = font(15, Weight.BOLD)
    metrics = QFontMetrics(letters)
    words = metrics.elidedText(row.state, Qt.TextElideMode.ElideRight, place.width() - _ICON - 30)
    width = metrics.horizontalAdvance(words) + _ICON + 28
    top = place.top() + (place.height() - _PILL_HEIGHT) / 2
    shape = QRectF(place.left(), top, width, _PILL_HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Its outline shows it on the ground of a chosen row, too.
    painter.setPen(QColor(mixed(colour, ground, 0.3)))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(shape, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
    icon_place = QRect(place.left() + 10, int(top), _ICON, _PILL_HEIGHT)
    paint_icon(painter, icon_place, icon_name, colour)
    painter.setFont(letters)
    painter.setPen(QColor(colour))
    inside = shape.adjusted(_ICON + 16, 0, -10, 0)
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _paint_button(painter: QPainter, place: QRect) -> None:
    worn = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(worn.strong_line))
    painter.setBrush(QColor(worn.raised))
    painter.drawRoundedRect(
        QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), Size.control_radius, Size.control_radius
    )
    painter.setFont(font(_SMALL, Weight.BOLD))
    painter.setPen(QColor(worn.accent))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, ARRIVED)


def _paint_focus(painter: QPainter, place: QRect) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens().accent))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(place).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
