"""Writes into a block that stretches over several rooms or groups what each of its parts is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPen

from cittrainer.gui.courses.week.columns import Division

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from cittrainer.gui.courses.week.geometry import WeekGeometry
    from cittrainer.gui.courses.week.inks import Inks
    from cittrainer.rules.values import PartValue, PlacedBlock

BELOW = 50.0
"""Pixels of a block that its own title, time and people take."""
MARGIN = 12.0


def paint_parts(
    painter: QPainter,
    font: QFont,
    geometry: WeekGeometry,
    block: PlacedBlock,
    rect: QRectF,
    inks: Inks,
) -> None:
    """Under a block's own words, each part in its sub-column; nothing where there is no room."""
    metrics = QFontMetricsF(font)
    line = metrics.height()
    lines = int((rect.height() - BELOW) // line)
    if lines < 1 or len(block.parts) < 2:
        return
    painter.setFont(font)
    for part, column in geometry.parts(block):
        place = QRectF(column.left(), rect.top() + BELOW, column.width(), rect.height() - BELOW)
        if column.left() > rect.left():
            painter.setPen(QPen(inks.line, 1))
            x = round(column.left()) - 0.5
            painter.drawLine(QLineF(x, place.top(), x, place.bottom() - 4))
        painter.setPen(inks.text)
        for at, text in enumerate(_words(part, geometry.division)[:lines]):
            spot = QRectF(
                place.left() + MARGIN, place.top() + at * line, place.width() - MARGIN - 4, line
            )
            elided = Qt.TextElideMode.ElideRight if at else Qt.TextElideMode.ElideMiddle
            short = metrics.elidedText(text, elided, spot.width())
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, short)
            painter.setPen(inks.muted)


def _words(part: PartValue, division: Division) -> tuple[str, ...]:
    """What the heading over a part does not say, and who presents it."""
    where = part.group if division is Division.ROOMS else part.room
    who = ", ".join(one.presenter for one in part.bookings if one.holds_time)
    return tuple(filter(None, (part.title or where, who)))
