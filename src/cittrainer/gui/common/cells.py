"""How the cells of a list are painted: names bold, states as pills, one thin line a row."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from cittrainer.gui.common.tables import BAR_ROLE, BOLD_ROLE, NOTHING, TONE_ROLE
from cittrainer.gui.common.theme import Size, Weight, font, tokens
from cittrainer.gui.common.tokens import Tone

if TYPE_CHECKING:
    from cittrainer.gui.common.tables import Bar
    from cittrainer.gui.common.tokens import Tokens

PADDING = 12
"""Pixels between a cell's edge and its words."""

_PILL_HEIGHT = 20
_PILL_PADDING = 8

_BAR_TEXT = 46
"""Pixels that the number beside a bar has."""

_NARROWEST_BAR = 24


def paint_pill(painter: QPainter, place: QRect, text: str, tone: Tone, letters: QFont) -> int:
    """Draw a coloured word at the left of a place, centred upright.

    Returns:
        How many pixels wide it became.
    """
    colour, ground = tokens().tone(tone)
    metrics = QFontMetrics(letters)
    room = max(place.width() - 2 * _PILL_PADDING, 0)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    width = metrics.horizontalAdvance(shown) + 2 * _PILL_PADDING
    top = place.top() + (place.height() - _PILL_HEIGHT) / 2
    shape = QRectF(place.left(), top, width, _PILL_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(shape, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
    painter.setPen(QColor(colour))
    painter.setFont(letters)
    painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()
    return width


def paint_share(painter: QPainter, place: QRect, bar: Bar) -> None:
    """Draw a bar filled to a share, with a mark at its goal, in the middle of a place."""
    if place.width() < _NARROWEST_BAR:
        return
    worn = tokens()
    height = 6.0
    ground = QRectF(place.left(), place.center().y() - height / 2 + 1, place.width(), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(worn.grid))
    painter.drawRoundedRect(ground, 3, 3)
    filled = QRectF(ground)
    filled.setWidth(max(ground.width() * min(bar.share, 1.0), height))
    painter.setBrush(QColor(worn.tone(bar.tone)[0]))
    if bar.share > 0:
        painter.drawRoundedRect(filled, 3, 3)
    if 0 < bar.goal <= 1:
        painter.setBrush(QColor(worn.text))
        at = ground.left() + ground.width() * bar.goal
        painter.drawRect(QRectF(at - 1, ground.top() - 3, 2, height + 6))
    painter.restore()


class CellDelegate(QStyledItemDelegate):
    """Paints every cell of a `ListView` from the tokens."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._plain = QFont()
        self._bold = QFont()
        self._pill = QFont()
        self.take_fonts()

    def take_fonts(self) -> None:
        """Make the fonts anew from the application's."""
        self._plain = font()
        self._bold = font(weight=Weight.BOLD)
        self._pill = font(11, Weight.BOLD)

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
        self._paint_ground(painter, place, state, index.row(), worn)
        inside = place.adjusted(PADDING, 0, -PADDING, 0)
        text = str(index.data())
        tone = index.data(TONE_ROLE)
        if tone is not None:
            # Qt hands the member of a StrEnum over as a plain text.
            paint_pill(painter, inside, text, Tone(tone), self._pill)
        else:
            letters = self._bold if index.data(BOLD_ROLE) else self._plain
            painter.setFont(letters)
            painter.setPen(QColor(worn.faint if text == NOTHING else worn.text))
            side = index.data(Qt.ItemDataRole.TextAlignmentRole)
            metrics = QFontMetrics(letters)
            shown = metrics.elidedText(
                text.replace("\n", " "), Qt.TextElideMode.ElideRight, inside.width()
            )
            painter.drawText(inside, int(side), shown)
        bar = index.data(BAR_ROLE)
        if bar is not None:
            paint_share(painter, inside.adjusted(_BAR_TEXT, 0, 0, 0), bar)
        if state & QStyle.StateFlag.State_HasFocus:
            _paint_focus(painter, place, worn)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Say how large it would like to be."""
        metrics = QFontMetrics(self._bold if index.data(BOLD_ROLE) else self._plain)
        width = metrics.horizontalAdvance(str(index.data())) + 2 * PADDING
        if index.data(TONE_ROLE) is not None:
            width += 2 * _PILL_PADDING
        return QSize(width, Size.row)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the whole text of a cell that is too narrow for it."""
        place: QRect = option.rect
        cut_off = self.sizeHint(option, index).width() > place.width()
        if cut_off and not index.data(Qt.ItemDataRole.ToolTipRole):
            QToolTip.showText(event.globalPos(), html.escape(str(index.data())), view)
            return True
        return super().helpEvent(event, view, option, index)

    def _paint_ground(
        self, painter: QPainter, place: QRect, state: QStyle.StateFlag, row: int, worn: Tokens
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(worn.accent_soft))
        elif row == self.hovered_row:
            painter.fillRect(place, QColor(worn.hover))
        painter.setPen(QColor(worn.grid))
        below = place.bottom()
        painter.drawLine(QPointF(place.left(), below), QPointF(place.right() + 1, below))


def _paint_focus(painter: QPainter, place: QRect, worn: Tokens) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(worn.accent))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(place).adjusted(1.5, 1.5, -1.5, -2.5), 4, 4)
    painter.restore()
