"""Draws what stays beside the week grid while it scrolls: hours, days, their rooms or groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPainter

    from cittrainer.gui.courses.week.geometry import WeekGeometry
    from cittrainer.gui.courses.week.inks import Inks
    from cittrainer.gui.courses.week.painting import WeekPainter

DAYS, SUBCOLUMNS = 35.0, 20.0
"""Height of the names of the days, and of those of their rooms or groups under them."""
MARGIN = 5.0


def height(geometry: WeekGeometry) -> float:
    """Of all headings together."""
    return DAYS + (SUBCOLUMNS if geometry.is_divided else 0.0)


def paint(
    painter: QPainter,
    pen: WeekPainter,
    geometry: WeekGeometry,
    taught: Mapping[int, int],
    strip: QRectF,
    shift: float,
    colours: Inks,
) -> None:
    """Draw the headings.

    Args:
        painter: Draws in coordinates of the viewport.
        pen: Knows how the name of a day looks.
        geometry: Where the days are.
        taught: Minutes of each day by its id.
        strip: Where they are seen: over the days, beside the axis.
        shift: How far to the right of their place in the body they are seen.
        colours: The colours in use.
    """
    painter.save()
    painter.fillRect(QRectF(0, 0, strip.right(), strip.height()), colours.surface)
    painter.setClipRect(strip)
    for day in geometry.days:
        place = geometry.column(day.id).translated(shift, 0)
        place.setHeight(DAYS)
        pen.day_heading(painter, place, day, taught.get(day.id, 0), colours)
        _paint_subcolumns(painter, pen, geometry, day.id, shift, colours)
        painter.setPen(QPen(colours.line, 1))
        x = round(place.right()) - 0.5
        painter.drawLine(QPointF(x, 0), QPointF(x, strip.bottom()))
    painter.setClipping(False)
    painter.setPen(QPen(colours.line, 1))
    beside, under = strip.left() - 0.5, strip.bottom() - 0.5
    painter.drawLine(QPointF(beside, 0), QPointF(beside, strip.bottom()))
    painter.drawLine(QPointF(0, under), QPointF(strip.right(), under))
    painter.restore()


def paint_axis(
    painter: QPainter,
    pen: WeekPainter,
    geometry: WeekGeometry,
    strip: QRectF,
    shift: float,
    colours: Inks,
) -> None:
    """Draw the hours at the left; ``shift`` is how far under their place in the body."""
    painter.save()
    painter.setClipRect(strip)
    painter.translate(0, shift)
    pen.axis(painter, geometry, strip.translated(0, -shift), colours)
    painter.restore()


def _paint_subcolumns(
    painter: QPainter,
    pen: WeekPainter,
    geometry: WeekGeometry,
    day_id: int,
    shift: float,
    colours: Inks,
) -> None:
    """The names of the rooms or groups of a day, with a quiet line between them."""
    painter.setFont(pen.small)
    metrics = QFontMetricsF(pen.small)
    for at, (one, rect) in enumerate(geometry.subcolumns(day_id)):
        left, width = rect.left() + shift, rect.width()
        place = QRectF(left + MARGIN, DAYS, width - 2 * MARGIN, SUBCOLUMNS)
        name = metrics.elidedText(one.name, Qt.TextElideMode.ElideMiddle, place.width())
        painter.setPen(colours.muted)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        if at:
            painter.setPen(QPen(colours.grid, 1))
            x = round(left) - 0.5
            painter.drawLine(QPointF(x, DAYS), QPointF(x, DAYS + SUBCOLUMNS))
