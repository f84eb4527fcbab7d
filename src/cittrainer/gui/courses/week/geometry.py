"""Where days, times and blocks lie on the week grid, in device-independent pixels.

Coordinates are those of the scrolled body: its origin is the top left corner under the
header and beside the time axis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF

from cittrainer.rules.values import GRID_MINUTES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cittrainer.rules.values import DayValue, PlacedBlock, Week

LEAST_COLUMN = 132.0
"""A day is never narrower; a narrower window scrolls sideways."""

BODY_PADDING = 10.0
"""Room above the first and below the last minute, for the hour's label."""

COLUMN_INSET = 3.0
BLOCK_GAP = 2.0
"""Empty pixels under a block, so that neighbours are told apart."""

LEAST_SCALE, USUAL_SCALE, MOST_SCALE = 0.6, 1.2, 5.0
"""Pixels per minute."""

FALLBACK_HOURS = (8 * 60, 17 * 60)
"""What the axis shows of a course that has no days yet."""

DAY_MINUTES = 24 * 60


def snapped(minute: float) -> int:
    """The nearest minute that is on the agenda's grid."""
    return GRID_MINUTES * round(minute / GRID_MINUTES)


def lanes(blocks: Sequence[PlacedBlock]) -> Mapping[int, tuple[int, int]]:
    """For each block of one day its sub-column and how many share the width there.

    Blocks that overlap stand side by side. Times are half-open, so a block that starts when
    another ends stands under it.

    Args:
        blocks: Placed blocks in the order of their start.
    """
    placed: dict[int, tuple[int, int]] = {}
    cluster: dict[int, int] = {}
    ends: list[int] = []
    for block in blocks:
        start, end = block.start or 0, block.end or 0
        if all(start >= other for other in ends):
            placed |= {each: (lane, len(ends)) for each, lane in cluster.items()}
            cluster, ends = {}, []
        lane = next((i for i, other in enumerate(ends) if start >= other), len(ends))
        ends[lane : lane + 1] = [end]
        cluster[block.id] = lane
    return placed | {each: (lane, len(ends)) for each, lane in cluster.items()}


class WeekGeometry:
    """The places of one week at one width and zoom; it never changes.

    Args:
        week: What is shown.
        width: Pixels that the days may fill; they take more when there are many.
        scale: Pixels per minute.
    """

    def __init__(self, week: Week, *, width: float, scale: float) -> None:
        self.days: tuple[DayValue, ...] = week.days
        self.scale = scale
        self.first_minute, self.last_minute = shown_hours(week)
        self.column_width = max(LEAST_COLUMN, width / max(1, len(week.days)))
        self._column = {day.id: index for index, day in enumerate(week.days)}
        self._rects: dict[int, QRectF] = {}
        for day in week.days:
            blocks = week.on(day.id)
            shares = lanes(blocks)
            for block in blocks:
                self._rects[block.id] = self.span(
                    day.id, block.start or 0, block.minutes, *shares[block.id]
                )

    @property
    def size(self) -> QSizeF:
        """The size of the whole body."""
        minutes = self.last_minute - self.first_minute
        return QSizeF(
            self.column_width * max(1, len(self.days)), minutes * self.scale + 2 * BODY_PADDING
        )

    @property
    def rects(self) -> Mapping[int, QRectF]:
        """The rectangle of each placed block by its id."""
        return self._rects

    def y_of(self, minute: float) -> float:
        """The height at which a minute of the day lies."""
        return BODY_PADDING + (minute - self.first_minute) * self.scale

    def minute_at(self, y: float) -> float:
        """The minute of the day at a height, not yet snapped; the reverse of ``y_of``."""
        return self.first_minute + (y - BODY_PADDING) / self.scale

    def column(self, day_id: int) -> QRectF:
        """The whole column of a day."""
        left = self._column[day_id] * self.column_width
        return QRectF(left, 0, self.column_width, self.size.height())

    def day_at(self, x: float) -> DayValue | None:
        """The day whose column is there or nearest; None in a course without days."""
        if not self.days:
            return None
        index = int(x // self.column_width)
        return self.days[min(max(index, 0), len(self.days) - 1)]

    def span(self, day_id: int, start: int, minutes: int, lane: int = 0, share: int = 1) -> QRectF:
        """The rectangle of something that starts then and lasts so long.

        Args:
            day_id: A day of the week.
            start: Minutes after midnight.
            minutes: How long it lasts.
            lane: Its sub-column, from 0.
            share: How many sub-columns share the width there.
        """
        left = self._column[day_id] * self.column_width + COLUMN_INSET
        width = (self.column_width - 2 * COLUMN_INSET - 1) / share
        return QRectF(
            left + lane * width,
            self.y_of(start),
            width - (BLOCK_GAP if lane + 1 < share else 0),
            max(minutes * self.scale - BLOCK_GAP, 3.0),
        )

    def block_at(self, point: QPointF) -> int | None:
        """The block under a point, or None."""
        return next((id_ for id_, rect in self._rects.items() if rect.contains(point)), None)


def shown_hours(week: Week) -> tuple[int, int]:
    """The first and last minute of the axis: whole hours that hold all days and blocks."""
    blocks = [block for block in week.blocks if block.placed]
    starts = [day.start for day in week.days] + [block.start or 0 for block in blocks]
    ends = [day.end for day in week.days] + [block.end or 0 for block in blocks]
    if not starts:
        return FALLBACK_HOURS
    first = max(0, min(starts)) // 60 * 60
    last = min(DAY_MINUTES, -(-max(ends) // 60) * 60)
    return first, max(last, first + 60)
