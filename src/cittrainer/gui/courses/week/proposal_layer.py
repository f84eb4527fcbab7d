"""Draws a proposal over the week grid: where its blocks would go, and where they come from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from cittrainer.gui.courses.week.painting import RADIUS, Look
from cittrainer.rules.plan_changes import change_lines, changed

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from cittrainer.gui.courses.week.geometry import WeekGeometry
    from cittrainer.gui.courses.week.inks import Inks
    from cittrainer.gui.courses.week.painting import WeekPainter
    from cittrainer.rules.plan_changes import PlanChange
    from cittrainer.rules.values import PlacedBlock, Week

LEFT_BEHIND = 0.28
"""How much is seen of a block at the place that it would leave."""

SEEN, SEEN_BESIDE = 0.94, 0.5
"""How much is seen of a block at its new place, and of it while another is looked at."""

GROUND = 225
"""Of 255: how much of what lies under a block at its new place is hidden."""

MOST_TRACES = 8
"""With more moves than these, only the way of the block that is looked at is drawn."""

LEAST_WAY = 26.0
"""Pixels; a shorter way needs no arrow."""

ARROW = 9.0
BEND = 0.08
"""How far an arrow leaves the straight line, as a share of its length."""

DASHES = [4.0, 3.0]


class ProposalLayer:
    """One proposal over one week.

    Args:
        week: The week that it was made for.
        change: What it changes.
        leaving: The words on a block that is taken off the plan.
    """

    def __init__(self, week: Week, change: PlanChange, leaving: str) -> None:
        self.week = week
        self.after = changed(week, change)
        self._leaving_words = leaving
        self._looked_at = 0
        before = week.block
        self._sentences: dict[int, list[str]] = {}
        for line in change_lines(week, change):
            self._sentences.setdefault(line.block_id or 0, []).append(line.sentence)
        self._new = {b.id: b for b in self.after.blocks if b != before[b.id]}

    @property
    def looked_at(self) -> int:
        """The block whose change is looked at, 0 for none."""
        return self._looked_at

    def look_at(self, block_id: int) -> None:
        """Let one of the changed blocks stand out; 0 for none."""
        self._looked_at = block_id if block_id in self._new else 0

    @property
    def leaving(self) -> frozenset[int]:
        """The blocks that would not stay where they are."""
        return frozenset(id_ for id_, new in self._new.items() if self._goes(new))

    def rects(self, geometry: WeekGeometry) -> dict[int, QRectF]:
        """Where each changed block would be, in body coordinates; without those off the plan."""
        return {id_: rect for id_, rect in geometry.places(self.after).items() if id_ in self._new}

    def block_at(self, geometry: WeekGeometry, point: QPointF) -> int:
        """The changed block whose new place is under a point of the body, or 0."""
        rects = self.rects(geometry)
        under = [id_ for id_, rect in rects.items() if rect.contains(point)]
        return self._looked_at if self._looked_at in under else max(under, default=0)

    def sentences(self, block_id: int) -> tuple[str, ...]:
        """What changes for a block, in sentences; none where nothing does."""
        return tuple(self._sentences.get(block_id, ()))

    def paint(
        self,
        painter: QPainter,
        pen: WeekPainter,
        geometry: WeekGeometry,
        visible: QRectF,
        inks: Inks,
    ) -> None:
        """Draw it over the blocks of the week, the block that is looked at last."""
        rects = self.rects(geometry)
        for block_id in self.leaving:
            old = geometry.rects.get(block_id)
            if old is not None and block_id not in rects and old.intersects(visible):
                self._paint_leaving(painter, pen.small, old, block_id, inks)
        for block_id in sorted(rects, key=lambda one: one == self._looked_at):
            if rects[block_id].intersects(visible.adjusted(-8, -8, 8, 8)):
                self._paint_new(painter, pen, self._new[block_id], rects[block_id], inks)
        ways = [id_ for id_ in rects if id_ in self.leaving and id_ in geometry.rects]
        for block_id in ways:
            if block_id == self._looked_at or (not self._looked_at and len(ways) <= MOST_TRACES):
                self._paint_way(painter, geometry.rects[block_id], rects[block_id], inks)

    def _goes(self, new: PlacedBlock) -> bool:
        old = self.week.block[new.id]
        return old.placed and (old.day_id, old.start) != (new.day_id, new.start)

    def _paint_new(
        self,
        painter: QPainter,
        pen: WeekPainter,
        block: PlacedBlock,
        rect: QRectF,
        inks: Inks,
    ) -> None:
        """A block where it would be: let through a little, with a dashed outline."""
        looked_at = block.id == self._looked_at
        seen = SEEN if looked_at or not self._looked_at else SEEN_BESIDE
        radius = min(RADIUS, rect.height() / 2)
        ground = QColor(inks.surface)
        ground.setAlpha(GROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, radius, radius)
        pen.block(painter, block, rect, Look(block.start or 0, block.minutes, opacity=seen), inks)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_dashed(inks.accent, 2.5 if looked_at else 1.5))
        painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)

    def _paint_leaving(
        self, painter: QPainter, font: QFont, rect: QRectF, block_id: int, inks: Inks
    ) -> None:
        """A block that goes off the plan: struck through, with the words for it."""
        radius = min(RADIUS, rect.height() / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_dashed(inks.error, 2.5 if block_id == self._looked_at else 1.5))
        painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        painter.drawLine(QLineF(rect.bottomLeft(), rect.topRight()))
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(self._leaving_words) + 12
        size = QSizeF(width, metrics.height() + 2)
        if size.width() > rect.width() or size.height() > rect.height():
            return
        pill = QRectF(QPointF(0, 0), size)
        pill.moveCenter(rect.center())
        painter.setPen(QPen(inks.error, 1))
        painter.setBrush(inks.raised)
        painter.drawRoundedRect(pill, 4, 4)
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._leaving_words)

    def _paint_way(self, painter: QPainter, old: QRectF, new: QRectF, inks: Inks) -> None:
        """An arrow from where a block is to where it would be."""
        start, middle = old.center(), new.center()
        straight = QLineF(start, middle)
        if straight.length() < LEAST_WAY:
            return
        strong = self._looked_at != 0
        colour = QColor(inks.accent)
        colour.setAlpha(255 if strong else 160)
        aside = straight.normalVector().unitVector()
        bend = straight.center() + (aside.p2() - aside.p1()) * straight.length() * BEND
        end = _edge(new, bend)
        path = QPainterPath(start)
        path.quadTo(bend, end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2.0 if strong else 1.3))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(start, 3, 3)
        painter.drawPolygon(_head(bend, end))


def _dashed(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setDashPattern([each / width for each in DASHES])
    return pen


def _edge(rect: QRectF, outside: QPointF) -> QPointF:
    """Where the line from a point to the middle of a rectangle meets the rectangle."""
    way = outside - rect.center()
    reach = max(abs(way.x()) / (rect.width() / 2), abs(way.y()) / (rect.height() / 2))
    return rect.center() + way / reach if reach > 1 else rect.center()


def _head(before: QPointF, tip: QPointF) -> QPolygonF:
    """The head of an arrow that comes from a point."""
    way = math.atan2(tip.y() - before.y(), tip.x() - before.x())
    sides = [
        tip - QPointF(math.cos(way + turn) * ARROW, math.sin(way + turn) * ARROW)
        for turn in (-0.45, 0.45)
    ]
    return QPolygonF([tip, *sides])
