"""A picture of all that stays as it is while a block is dragged, so that a move paints little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize

    from cittrainer.gui.courses.week.inks import Inks

    Paint = Callable[[QPainter, QRectF], None]


class StillPicture:
    """What lies under a dragged block; only what was spoilt since is painted anew.

    Args:
        size: Of the viewport.
        ratio: Pixels of the screen for each of the window's.
        colours: In which it is painted; in others it is of no use.
    """

    def __init__(self, size: QSize, ratio: float, colours: Inks) -> None:
        self._made_for = size, ratio, colours
        self._picture, self._ground = QPixmap(size * ratio), QPixmap(size * ratio)
        for one in (self._picture, self._ground):
            one.setDevicePixelRatio(ratio)
        self._ratio = ratio
        self._grounded = False
        """Whether the ground, which no block changes, is painted."""
        self._spoilt = [QRect(0, 0, size.width(), size.height())]

    def fits(self, size: QSize, ratio: float, colours: Inks) -> bool:
        """Whether it can still be shown in a viewport."""
        return self._made_for == (size, ratio, colours)

    def spoil(self, area: QRect) -> None:
        """Say that something changed there."""
        self._spoilt.append(area)

    def draw(self, painter: QPainter, dirty: QRectF, ground: Paint, blocks: Paint) -> None:
        """Show it.

        Args:
            painter: Draws in coordinates of the viewport.
            dirty: What is to be shown.
            ground: Paints what lies under all blocks in a rectangle.
            blocks: Paints the blocks that lie in a rectangle, over the ground.
        """
        if not self._grounded:
            self._paint(self._ground, self._spoilt[:1], ground)
            self._grounded = True
        if self._spoilt:
            self._paint(self._picture, self._spoilt, self._on_ground(blocks))
            self._spoilt.clear()
        painter.save()
        painter.setClipRect(dirty)
        painter.drawPixmap(QPointF(0, 0), self._picture)
        painter.restore()

    def _on_ground(self, blocks: Paint) -> Paint:
        def paint(anew: QPainter, area: QRectF) -> None:
            ratio = self._ratio
            source = QRectF(area.topLeft() * ratio, area.size() * ratio)
            anew.drawPixmap(area, self._ground, source)
            blocks(anew, area)

        return paint

    def _paint(self, on: QPixmap, areas: list[QRect], paint: Paint) -> None:
        anew = QPainter(on)
        anew.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area in areas:
            paint(anew, QRectF(area))
        anew.end()
