"""What happened to somebody, as a line with a dot for every entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cittrainer.gui.common.theme import Size, Weight, font, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENTRY = 42
"""Pixels from one entry to the next."""
_TEXT = 21
"""Pixels from the left edge to the words."""
_DOT = 4.0


class Timeline(QWidget):
    """Entries of two lines each, the newest on top."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or self.tr("Record"))
        self._entries: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show other entries, each a title and what stands under it."""
        self._entries = tuple(entries)
        told = ". ".join(" ".join(filter(None, entry)) for entry in self._entries)
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """What is shown."""
        return self._entries

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(200, _ENTRY * len(self._entries))

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return QSize(120, _ENTRY * len(self._entries))

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._entries) > 1:
            painter.setPen(QPen(QColor(worn.line), 2))
            last = _ENTRY * (len(self._entries) - 1) + 9
            painter.drawLine(QPointF(6, 9), QPointF(6, last))
        bold, small = font(weight=Weight.BOLD), font(Size.small)
        wide = max(self.width() - _TEXT, 0)
        for at, (title, detail) in enumerate(self._entries):
            top = at * _ENTRY
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(worn.accent))
            painter.drawEllipse(QPointF(6, top + 9), _DOT, _DOT)
            for text, letters, colour, under in (
                (title, bold, worn.text, 0),
                (detail, small, worn.muted, 18),
            ):
                painter.setFont(letters)
                painter.setPen(QColor(colour))
                shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, wide)
                place = QRect(_TEXT, top + under, wide, 18)
                left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(place, left, shown)
        painter.end()
