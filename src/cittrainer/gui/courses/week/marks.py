"""Small signs drawn as outlines, sharp at any scale: error, warning, note, pin, lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from cittrainer.rules.values import ERROR, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.gui.courses.week.inks import Inks
    from cittrainer.rules.values import Finding

MARK = 15.0
"""Width and height of a sign in pixels."""

WEIGHT = {ERROR: 2, WARNING: 1}
"""How grave a finding is; notes weigh nothing and are not marked on a block."""


def gravest(findings: Iterable[Finding]) -> str:
    """The severity that is shown for several findings, or empty."""
    return max((f.severity for f in findings), key=lambda s: WEIGHT.get(s, 0), default="")


def draw_severity(painter: QPainter, rect: QRectF, severity: str, inks: Inks) -> None:
    """A disc with × for an error, ! for a warning, i for a note."""
    colour, soft = inks.severity(severity)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    painter.drawEllipse(rect)
    stroke = QPen(colour, rect.width() * 0.12)
    stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(stroke)
    middle, unit = rect.center(), rect.width() * 0.17
    if severity == ERROR:
        painter.drawLine(middle + QPointF(-unit, -unit), middle + QPointF(unit, unit))
        painter.drawLine(middle + QPointF(-unit, unit), middle + QPointF(unit, -unit))
        return
    dot, top, bottom = (1.5, -1.5, 0.4) if severity == WARNING else (-1.5, -0.3, 1.5)
    painter.drawLine(middle + QPointF(0, unit * top), middle + QPointF(0, unit * bottom))
    painter.drawPoint(middle + QPointF(0, unit * dot))


def draw_pin(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A drawing pin: this block stays where it is."""
    painter.save()
    painter.translate(rect.center())
    painter.rotate(40)
    unit = rect.height() / 15
    painter.scale(unit, unit)
    path = QPainterPath()
    path.addRoundedRect(QRectF(-3.2, -6, 6.4, 2), 1, 1)
    path.addRect(QRectF(-2, -4.4, 4, 3.6))
    path.addRoundedRect(QRectF(-4.2, -1, 8.4, 2), 1, 1)
    path.addRect(QRectF(-0.6, 0.6, 1.2, 5.6))
    path.setFillRule(Qt.FillRule.WindingFill)
    painter.fillPath(path, colour)
    painter.restore()


def draw_lock(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A padlock: this day is closed."""
    painter.save()
    painter.translate(rect.center())
    unit = rect.height() / 15
    painter.scale(unit, unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.5))
    painter.drawArc(QRectF(-2.8, -5.5, 5.6, 7), 0, 180 * 16)
    path = QPainterPath()
    path.addRoundedRect(QRectF(-4.2, -1.6, 8.4, 6.6), 1.4, 1.4)
    painter.fillPath(path, colour)
    painter.restore()
