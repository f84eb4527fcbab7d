"""Draws the week grid: ground, hours, day headings and blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from cittrainer.gui.courses.week import words
from cittrainer.gui.courses.week.block_face import FaceMaker
from cittrainer.gui.courses.week.deliveries import is_hatched, tone
from cittrainer.gui.courses.week.marks import MARK, draw_lock, draw_pin, draw_severity
from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from cittrainer.gui.courses.week.block_face import TextLine
    from cittrainer.gui.courses.week.geometry import WeekGeometry
    from cittrainer.gui.courses.week.inks import Inks
    from cittrainer.rules.values import DayValue, PlacedBlock

RADIUS = 6.0
RING = 3
"""Pixels that the ring round a chosen block stands out on each side."""
BAR = 3.0
HATCH = 7.0
"""Pixels between the slanted lines of a pause."""

BAND_ALPHA = 30
"""Of 255: how much the rectangle that chooses blocks covers."""

LEAST_MARKED_HEIGHT = 10.0
"""A lower block has no room for a sign."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one block is shown just now.

    Args:
        start: Minutes after midnight that are written on it.
        minutes: The length that is written on it.
        severity: The gravest finding about it, or empty.
        selected: It is the one that keys act on.
        focused: The grid has the keyboard.
        hovered: The mouse is over it.
        opacity: Less than 1 while it is being dragged away from here, or stands back.
    """

    start: int
    minutes: int
    severity: str = ""
    selected: bool = False
    focused: bool = False
    hovered: bool = False
    opacity: float = 1.0


def with_ring(rect: QRectF) -> QRectF:
    """The place of a block with the ring that it has when it is chosen."""
    return rect.adjusted(-RING, -RING, RING, RING)


class WeekPainter:
    """Knows how things look; where they are it is told.

    Args:
        font: The window's font.
    """

    def __init__(self, font: QFont) -> None:
        self.faces = FaceMaker(font)
        self.heading = QFont(font)
        self.heading.setWeight(QFont.Weight.DemiBold)
        self.plain = QFont(font)
        self.small = self.faces.detail

    def ground(self, painter: QPainter, week: WeekGeometry, visible: QRectF, inks: Inks) -> None:
        """The days with their hours; what lies outside a day's hours is shaded."""
        painter.fillRect(visible, inks.surface)
        right = week.size.width()
        if visible.right() > right:
            beside = QRectF(right, visible.top(), visible.right() - right, visible.height())
            painter.fillRect(beside, inks.window)
        for day in week.days:
            column = week.column(day.id)
            if column.right() < visible.left() or column.left() > visible.right():
                continue
            self._outside(painter, week, day, visible, inks)
        self._hours(painter, week, visible, inks)
        painter.setPen(QPen(inks.grid, 1))
        for day in week.days:
            for _, place in week.subcolumns(day.id)[1:]:
                x = round(place.left()) - 0.5
                painter.drawLine(QLineF(x, visible.top(), x, visible.bottom()))
        painter.setPen(QPen(inks.line, 1))
        for day in week.days:
            x = round(week.column(day.id).right()) - 0.5
            painter.drawLine(QLineF(x, visible.top(), x, visible.bottom()))

    def _outside(
        self, painter: QPainter, week: WeekGeometry, day: DayValue, visible: QRectF, inks: Inks
    ) -> None:
        column = week.column(day.id)
        if day.closed:
            painter.fillRect(column & visible, inks.window)
        above, below = QRectF(column), QRectF(column)
        above.setTop(min(visible.top(), 0.0))
        above.setBottom(week.y_of(day.start))
        below.setTop(week.y_of(day.end))
        below.setBottom(max(visible.bottom(), column.bottom()))
        for shade in (above, below):
            if shade.isValid():
                painter.fillRect(shade & visible, inks.window)

    def _hours(self, painter: QPainter, week: WeekGeometry, visible: QRectF, inks: Inks) -> None:
        right = min(week.size.width(), visible.right())
        lines = []
        for minute in range(week.first_minute, week.last_minute + 1, 60):
            y = round(week.y_of(minute)) - 0.5
            lines.append(QLineF(visible.left(), y, right, y))
        painter.setPen(QPen(inks.line, 1))
        painter.drawLines(lines)
        halves = QPen(inks.grid, 1)
        painter.setPen(halves)
        painter.drawLines([line.translated(0, round(30 * week.scale)) for line in lines[:-1]])

    def axis(self, painter: QPainter, week: WeekGeometry, strip: QRectF, inks: Inks) -> None:
        """The hours beside the grid.

        Args:
            painter: Draws in body coordinates of y, and in those of the strip of x.
            week: Where the hours are.
            strip: The strip in the same coordinates.
            inks: The colours.
        """
        painter.fillRect(strip, inks.surface)
        painter.setFont(self.small)
        painter.setPen(inks.muted)
        height = QFontMetricsF(self.small).height()
        for minute in range(week.first_minute, week.last_minute + 1, 60):
            place = QRectF(strip.left(), week.y_of(minute) - height / 2, strip.width() - 9, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, clock(minute))
        painter.setPen(QPen(inks.line, 1))
        x = strip.right() - 0.5
        painter.drawLine(QLineF(x, strip.top(), x, strip.bottom()))

    def day_heading(
        self, painter: QPainter, place: QRectF, day: DayValue, taught: int, inks: Inks
    ) -> None:
        """The name of a day, and at the right the time taught or that the day is closed."""
        inner = place.adjusted(11, 0, -11, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        right = inner.right()
        painter.setFont(self.small)
        painter.setPen(inks.muted)
        hours = clock(taught)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, hours)
        right -= QFontMetricsF(self.small).horizontalAdvance(hours) + 6
        if day.closed:
            draw_lock(painter, QRectF(right - 14, place.center().y() - 7.5, 14, 15), inks.muted)
            right -= 18
        name = words.weekday(day.date)
        painter.setFont(self.heading)
        painter.setPen(inks.text)
        painter.drawText(inner, middle, name)
        left = inner.left() + QFontMetricsF(self.heading).horizontalAdvance(name) + 6
        painter.setFont(self.plain)
        painter.setPen(inks.muted)
        metrics = QFontMetricsF(self.plain)
        date = words.day_and_month(day.date)
        if metrics.horizontalAdvance(date) > right - left:
            date = str(day.date.day)
        painter.drawText(QRectF(left, place.top(), right - left, place.height()), middle, date)

    def band(self, painter: QPainter, rect: QRectF, inks: Inks) -> None:
        """The rectangle that chooses the blocks it touches."""
        painter.setPen(QPen(inks.accent, 1))
        ground = QColor(inks.accent)
        ground.setAlpha(BAND_ALPHA)
        painter.setBrush(ground)
        painter.drawRect(rect)

    def block(
        self, painter: QPainter, block: PlacedBlock, rect: QRectF, look: Look, inks: Inks
    ) -> None:
        """One block with its words and signs."""
        painter.save()
        painter.setOpacity(look.opacity)
        outline = QPainterPath()
        radius = min(RADIUS, rect.height() / 2, rect.width() / 2)
        outline.addRoundedRect(rect, radius, radius)
        if is_hatched(block.delivery):
            self._pause(painter, rect, outline, look, inks)
        else:
            self._card(painter, block, rect, outline, look, inks)
        if look.selected:
            self._ring(painter, rect, radius, look, inks)
        signs = self._signs(painter, block, rect, look, inks)
        self._words(painter, block, rect, look, signs, inks)
        painter.restore()

    def _card(
        self,
        painter: QPainter,
        block: PlacedBlock,
        rect: QRectF,
        outline: QPainterPath,
        look: Look,
        inks: Inks,
    ) -> None:
        """Fill, coloured bar and, while somebody has not said yes, a dashed border."""
        colour = tone(block.delivery)
        fills = inks.fill_hovered if look.hovered else inks.fill
        painter.fillPath(outline, fills[colour])
        painter.save()
        edge = QRectF(rect.left(), rect.top(), BAR, rect.height())
        painter.setClipRect(edge, Qt.ClipOperation.IntersectClip)
        painter.fillPath(outline, inks.bar[colour])
        painter.restore()
        if words.is_tentative(block):
            pen = QPen(inks.bar[colour], 1)
            pen.setDashPattern([3.0, 2.5])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
            radius = min(RADIUS, inner.height() / 2)
            painter.drawRoundedRect(inner, radius, radius)

    def _pause(
        self,
        painter: QPainter,
        rect: QRectF,
        outline: QPainterPath,
        look: Look,
        inks: Inks,
    ) -> None:
        """Slanted lines on the plain ground."""
        painter.save()
        # A clip with round corners takes four times as long, and nobody sees these corners.
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.fillPath(outline, inks.hover if look.hovered else inks.surface)
        painter.setPen(QPen(inks.hatch, 1))
        height = rect.height()
        steps = int((rect.width() + height) / HATCH) + 1
        bottom, left = rect.bottom(), rect.left() - height
        painter.drawLines(
            [
                QLineF(left + i * HATCH, bottom, left + i * HATCH + height, rect.top())
                for i in range(steps + 1)
            ]
        )
        painter.restore()

    def _ring(self, painter: QPainter, rect: QRectF, radius: float, look: Look, inks: Inks) -> None:
        """The border of the selected block; wider, with a gap, when keys go to the grid."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(inks.accent, 1.5))
        painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        if look.focused:
            painter.setPen(QPen(inks.accent, 2))
            outer = rect.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(outer, radius + 2, radius + 2)

    def _signs(
        self, painter: QPainter, block: PlacedBlock, rect: QRectF, look: Look, inks: Inks
    ) -> int:
        """Pin and gravest finding at the top right.

        Returns:
            How many there are.
        """
        if rect.height() < LEAST_MARKED_HEIGHT or rect.width() < 3 * MARK:
            return 0
        size = min(MARK, rect.height() - 2)
        top = rect.top() + min(4.0, (rect.height() - size) / 2)
        spot = QRectF(rect.right() - size - 4, top, size, size)
        signs = 0
        if look.severity:
            draw_severity(painter, spot, look.severity, inks)
            spot.translate(-size - 2, 0)
            signs += 1
        if block.pinned:
            draw_pin(painter, spot, inks.muted)
            signs += 1
        return signs

    def _words(
        self,
        painter: QPainter,
        block: PlacedBlock,
        rect: QRectF,
        look: Look,
        signs: int,
        inks: Inks,
    ) -> None:
        lines = self.faces.face(block, rect.size(), look.start, look.minutes, signs)
        quiet = is_hatched(block.delivery)
        if quiet:
            self._clear_behind(painter, rect, lines, inks)
        for line in lines:
            painter.setFont(line.font)
            painter.setPen(inks.muted if line.muted or quiet else inks.text)
            painter.drawStaticText(rect.topLeft() + line.place, line.text)

    def _clear_behind(
        self, painter: QPainter, rect: QRectF, lines: tuple[TextLine, ...], inks: Inks
    ) -> None:
        """Keep the slanted lines off the letters."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.surface)
        for line in lines:
            size = line.text.size()
            ground = QRectF(rect.topLeft() + line.place, size).adjusted(-4, 0, 4, 0)
            painter.drawRoundedRect(ground & rect.adjusted(1, 1, -1, -1), 3, 3)
