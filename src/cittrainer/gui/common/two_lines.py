"""Paints what a list offers with a second line in small letters: why, or why not."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cittrainer.gui.common.theme import Size, font, tokens

NOTE_ROLE = Qt.ItemDataRole.UserRole + 8
"""The words of the second line; none for a plain row."""

FAINT_ROLE = Qt.ItemDataRole.UserRole + 9
"""Whether the first line is drawn in the colour of the second."""

_BETWEEN = 2


class TwoLines(QStyledItemDelegate):
    """Draws a row with its tick, its words, and its note below them."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row."""
        note = index.data(NOTE_ROLE)
        if not note:
            super().paint(painter, option, index)
            return
        filled = QStyleOptionViewItem(option)
        self.initStyleOption(filled, index)
        style = self._style(filled)
        place = style.subElementRect(
            QStyle.SubElement.SE_ItemViewItemText, filled, filled.widget
        ).adjusted(3, 0, -3, 0)
        words = filled.text
        filled.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, filled, painter, filled.widget)
        upper, lower = QFontMetrics(font()), QFontMetrics(font(Size.small))
        top = place.center().y() - (upper.height() + _BETWEEN + lower.height()) // 2
        muted = QColor(tokens().muted)
        painter.save()
        painter.setFont(font())
        painter.setPen(muted if index.data(FAINT_ROLE) else QColor(tokens().text))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        line = QRect(place.left(), top, place.width(), upper.height())
        shown = upper.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(line, left, shown)
        painter.setFont(font(Size.small))
        painter.setPen(muted)
        below = QRect(place.left(), line.bottom() + _BETWEEN, place.width(), lower.height())
        painter.drawText(
            below, left, lower.elidedText(note, Qt.TextElideMode.ElideRight, place.width())
        )
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Answer how much room a row wants."""
        size = super().sizeHint(option, index)
        if index.data(NOTE_ROLE):
            size.setHeight(size.height() + QFontMetrics(font(Size.small)).height() + _BETWEEN)
        return size

    def _style(self, option: QStyleOptionViewItem) -> QStyle:
        return option.widget.style() if option.widget is not None else QApplication.style()
