"""A picture of all that stays as it is while a block is dragged, so that a move paints little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize

    from cittrainer.gui.courses.week.inks import Inks


class StillPicture:
    """What lies under a dragged block; only what was spoilt since is painted anew.

    Args:
        size: Of the viewport.
        ratio: Pixels of the screen for each of the window's.
        colours: In which it is painted; in others it is of no use.
    """

    def __init__(self, size: QSize, ratio: float, colours: Inks) -> None:
        self._made_for = size, ratio, colours
        self._picture = QPixmap(size * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._spoilt = [QRect(0, 0, size.width(), size.height())]

    def fits(self, size: QSize, ratio: float, colours: Inks) -> bool:
        """Whether it can still be shown in a viewport."""
        return self._made_for == (size, ratio, colours)

    def spoil(self, area: QRect) -> None:
        """Say that something changed there."""
        self._spoilt.append(area)

    def draw(
        self, painter: QPainter, dirty: QRectF, paint: Callable[[QPainter, QRectF], None]
    ) -> None:
        """Show it.

        Args:
            painter: Draws in coordinates of the viewport.
            dirty: What is to be shown.
            paint: Paints anew what lies in a rectangle.
        """
        if self._spoilt:
            anew = QPainter(self._picture)
            anew.setRenderHint(QPainter.RenderHint.Antialiasing)
            for area in self._spoilt:
                paint(anew, QRectF(area))
            anew.end()
            self._spoilt.clear()
        painter.save()
        painter.setClipRect(dirty)
        painter.drawPixmap(QPointF(0, 0), self._picture)
        painter.restore()
