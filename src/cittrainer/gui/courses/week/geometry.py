"""Where days, times and blocks lie on the week grid, in device-independent pixels.

Coordinates are those of the scrolled body: its origin is the top left corner under the
header and beside the time axis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF

from cittrainer.gui.courses.week.columns import Division, Stretch, divided, neighbours
from cittrainer.rules.values import GRID_MINUTES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cittrainer.gui.courses.week.columns import SubColumn
    from cittrainer.rules.values import DayValue, PartValue, PlacedBlock, Week

LEAST_COLUMN = 132.0
"""A day is never narrower; a narrower window scrolls sideways."""

LEAST_SUBCOLUMN = 84.0
"""A room or group of a day is never narrower."""

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
        division: By what each day is divided.
    """

    def __init__(
        self, week: Week, *, width: float, scale: float, division: Division = Division.DAYS
    ) -> None:
        self.days: tuple[DayValue, ...] = week.days
        self.scale = scale
        self.division = division
        self.first_minute, self.last_minute = shown_hours(week)
        self._divided = divided(week, division)
        most = max((len(one.columns) for one in self._divided.values()), default=0)
        fitted = width / max(1, len(week.days))
        self.column_width = max(LEAST_COLUMN, fitted, most * LEAST_SUBCOLUMN)
        self._column = {day.id: index for index, day in enumerate(week.days)}
        self._rects = self.places(week)

    def places(self, week: Week) -> dict[int, QRectF]:
        """The rectangle of each placed block of a week with the same days, by its id.

        Blocks that want the same place at the same time stand side by side.
        """
        return {
            block.id: self._rect(day.id, block.start or 0, block.minutes, stretch, shares[block.id])
            for day in week.days
            for stretch, those in neighbours(week.on(day.id), self._divided[day.id])
            for shares in (lanes(those),)
            for block in those
        }

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

    @property
    def is_divided(self) -> bool:
        """Whether any day has sub-columns."""
        return any(one.columns for one in self._divided.values())

    def subcolumns(self, day_id: int) -> tuple[tuple[SubColumn, QRectF], ...]:
        """The rooms or groups of a day, each with its whole column; none where it has one only."""
        whole = self.column(day_id)
        columns = self._divided[day_id].columns
        return tuple(
            (one, QRectF(left, whole.top(), right - left, whole.height()))
            for at, one in enumerate(columns)
            for left, right in (self._edges(day_id, Stretch(at, at, len(columns))),)
        )

    def subcolumn_at(self, x: float) -> SubColumn | None:
        """The room or group whose column is there; None where a day is not divided."""
        day = self.day_at(x)
        found = () if day is None else self.subcolumns(day.id)
        return next((one for one, rect in found if rect.left() <= x < rect.right()), None)

    def other_column(self, block: PlacedBlock, x: float) -> SubColumn | None:
        """The room or group that a block would come to there, if it is another than its own."""
        there, day = self.subcolumn_at(x), self.day_at(x)
        if there is None or day is None:
            return None
        own = self._divided[day.id].stands_in(block)
        return there if own is not None and own.id != there.id else None

    def place(self, block: PlacedBlock, day_id: int, start: int, minutes: int) -> QRectF:
        """The rectangle of a block if it were there, as if nothing else were.

        Args:
            block: Whose rooms or groups say in which sub-columns.
            day_id: A day of the week.
            start: Minutes after midnight.
            minutes: How long it lasts.
        """
        return self._rect(day_id, start, minutes, self._divided[day_id].stretch(block), (0, 1))

    def parts(self, block: PlacedBlock) -> tuple[tuple[PartValue, QRectF], ...]:
        """Each part of a placed block that has a sub-column, with the whole of that."""
        day = self._divided.get(block.day_id or 0)
        if day is None or not day.columns:
            return ()
        columns = dict(self.subcolumns(block.day_id or 0))
        own = ((part, day.column_of(part)) for part in block.parts)
        return tuple((part, columns[one]) for part, one in own if one is not None)

    def _edges(self, day_id: int, stretch: Stretch) -> tuple[float, float]:
        left, each = self.column(day_id).left(), self.column_width / stretch.among
        return left + stretch.first * each, left + (stretch.last + 1) * each

    def _rect(
        self, day_id: int, start: int, minutes: int, stretch: Stretch, lane: tuple[int, int]
    ) -> QRectF:
        """Where something stands; a lane is its number, from 0, and how many share the width."""
        at, share = lane
        left, right = self._edges(day_id, stretch)
        left += COLUMN_INSET
        width = (right - left - COLUMN_INSET - 1) / share
        return QRectF(
            left + at * width,
            self.y_of(start),
            width - (BLOCK_GAP if at + 1 < share else 0),
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
