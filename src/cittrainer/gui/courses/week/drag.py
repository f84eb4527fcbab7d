"""What a drag means: which block goes where while the mouse is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from cittrainer.gui.courses.week.columns import sent
from cittrainer.gui.courses.week.geometry import snapped
from cittrainer.rules.values import GRID_MINUTES, with_block_moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF, QRectF

    from cittrainer.gui.courses.week.columns import SubColumn
    from cittrainer.gui.courses.week.geometry import WeekGeometry
    from cittrainer.rules.values import PlacedBlock, Week

EDGE = 5.0
"""Pixels at the upper and lower edge of a block that change its length."""


class Grip(Enum):
    """Where a block is held."""

    BODY = auto()
    TOP = auto()
    BOTTOM = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """Where a block would be; without a day it would be unplaced."""

    day_id: int | None
    start: int | None
    minutes: int
    into: SubColumn | None = None
    """The room or group that it would come to; None where it keeps its own."""

    @classmethod
    def of(cls, block: PlacedBlock) -> Target:
        """Where a block is now."""
        return cls(block.day_id, block.start, block.minutes)

    def applied(self, week: Week, block_id: int) -> Week:
        """The week with the block there."""
        moved = with_block_moved(week, block_id, self.day_id, self.start, self.minutes)
        return moved if self.into is None else sent(moved, block_id, self.into)


@dataclass(frozen=True, slots=True)
class Drag:
    """A block that is held.

    Args:
        block: As it was when the drag began.
        grip: Where it is held.
        held_at: Minutes from its start to the mouse.
    """

    block: PlacedBlock
    grip: Grip
    held_at: float

    def target(self, geometry: WeekGeometry, point: QPointF) -> Target:
        """Where the block would be with the mouse there, on the grid of five minutes.

        Args:
            geometry: The week that the mouse is over.
            point: The mouse in body coordinates.
        """
        block, minute = self.block, geometry.minute_at(point.y())
        first, last = geometry.first_minute, geometry.last_minute
        if self.grip is Grip.BODY or block.start is None:
            day = geometry.day_at(point.x())
            start = max(first, min(snapped(minute - self.held_at), last - block.minutes))
            if day is None:
                return Target(None, None, block.minutes)
            into = geometry.other_column(block, point.x())
            return Target(day.id, start, block.minutes, into)
        end = block.start + block.minutes
        if self.grip is Grip.TOP:
            start = max(first, min(snapped(minute - self.held_at), end - GRID_MINUTES))
            return Target(block.day_id, start, end - start)
        pulled_to = snapped(minute - self.held_at + block.minutes)
        end = min(last, max(pulled_to, block.start + GRID_MINUTES))
        return Target(block.day_id, block.start, end - block.start)


def beside(
    week: Week, block: PlacedBlock, target: Target, company: Sequence[PlacedBlock]
) -> tuple[tuple[PlacedBlock, Target], ...]:
    """Where the blocks go that are carried along with another: as many days and minutes on.

    Args:
        week: Their week.
        block: The block that is held, as it was.
        target: Where it would be.
        company: The others, all placed on days to which the move leads, see ``kept_together``.
    """
    if not company:
        return ()
    if target.day_id is None or target.start is None:
        return tuple((one, Target(None, None, one.minutes)) for one in company)
    days = [day.id for day in week.days]
    on = days.index(target.day_id) - days.index(block.day_id or 0)
    later = target.start - (block.start or 0)
    return tuple(
        (one, Target(days[days.index(one.day_id or 0) + on], (one.start or 0) + later, one.minutes))
        for one in company
    )


def kept_together(
    geometry: WeekGeometry, block: PlacedBlock, target: Target, company: Sequence[PlacedBlock]
) -> Target:
    """The target nearest to one at which nothing that is carried along leaves the grid."""
    if not company or target.day_id is None or target.start is None:
        return target
    days = [day.id for day in geometry.days]
    own = days.index(block.day_id or 0)
    columns = [days.index(one.day_id or 0) for one in (block, *company)]
    on = days.index(target.day_id) - own
    on = max(-min(columns), min(on, len(days) - 1 - max(columns)))
    earliest = min(one.start or 0 for one in (block, *company))
    latest = max(one.end or 0 for one in (block, *company))
    later = target.start - (block.start or 0)
    later = max(geometry.first_minute - earliest, min(later, geometry.last_minute - latest))
    return Target(days[own + on], (block.start or 0) + later, target.minutes)


def grip_at(rect: QRectF, point: QPointF) -> Grip:
    """How a block is held when the mouse goes down at a point of it."""
    edge = min(EDGE, rect.height() / 4)
    if point.y() - rect.top() < edge:
        return Grip.TOP
    if rect.bottom() - point.y() < edge:
        return Grip.BOTTOM
    return Grip.BODY
