"""Rounds the corners of the week grid off like those of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from cittrainer.gui.courses.week.inks import Inks

CORNER = 12.0


def paint_frame(painter: QPainter, whole: QRectF, colours: Inks) -> None:
    """Cover what is outside the corners, and draw the line round all of it."""
    outside = QPainterPath()
    outside.lineTo(CORNER, 0)
    outside.arcTo(QRectF(0, 0, 2 * CORNER, 2 * CORNER), 90, 90)
    for turn, corner in enumerate(
        (whole.topLeft(), whole.topRight(), whole.bottomRight(), whole.bottomLeft())
    ):
        painter.save()
        painter.translate(corner)
        painter.rotate(90 * turn)
        painter.fillPath(outside, colours.window)
        painter.restore()
    painter.setPen(QPen(colours.line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
