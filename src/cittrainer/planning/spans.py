"""The time of a timetable as whole numbers: units of five minutes from the first midnight on.

Sets of times are sorted tuples of half-open ``(from, to)`` pairs that neither overlap nor touch.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cittrainer.planning.kinds import Window
    from cittrainer.planning.problem import Day

UNIT = 5
"""Minutes."""
DAY = 1440 // UNIT
"""Units from midnight to midnight."""

Spans = tuple[tuple[int, int], ...]


def down(minutes: int) -> int:
    """The last unit that begins at or before a minute."""
    return minutes // UNIT


def up(minutes: int) -> int:
    """The first unit that begins at or after a minute."""
    return -(-minutes // UNIT)


def union(spans: Iterable[tuple[int, int]]) -> Spans:
    """Everything that is in any of them."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def common(first: Spans, second: Spans) -> Spans:
    """What is in both."""
    found = []
    i = j = 0
    while i < len(first) and j < len(second):
        start, end = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if start < end:
            found.append((start, end))
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def without(first: Spans, second: Spans) -> Spans:
    """What is in the first and not in the second."""
    found = []
    for start, end in first:
        at = start
        for low, high in second:
            if low < end and high > at:
                if low > at:
                    found.append((at, low))
                at = max(at, high)
        if at < end:
            found.append((at, end))
    return tuple(found)


def starts(spans: Spans, length: int) -> Spans:
    """When something of a length can begin so that it lies within one of the spans."""
    return tuple((start, end - length + 1) for start, end in spans if end - length >= start)


def clear_of(spans: Spans, length: int) -> Spans:
    """The starts at which something of a length would overlap one of the spans."""
    return union((start - length + 1, end) for start, end in spans)


class Calendar:
    """The days of a problem on one axis.

    Args:
        days: In any order; midnight of the earliest is unit 0.
    """

    def __init__(self, days: Sequence[Day]) -> None:
        first = min(day.ordinal for day in days)
        self.midnight = {day.id: (day.ordinal - first) * DAY for day in days}
        self.days = tuple(sorted(days, key=lambda day: day.ordinal))
        self.everything: Spans = union(self.whole(day.id) for day in days)
        self.hours: Spans = union(
            (self.midnight[day.id] + up(day.start), self.midnight[day.id] + down(day.end))
            for day in days
        )
        edges = [
            (self.midnight[d.id] + down(d.start), self.midnight[d.id] + up(d.end))
            for d in self.days
        ]
        self.shortest_night = min(
            (later[0] - earlier[1] for earlier, later in pairwise(edges)),
            default=DAY,
        )

    def whole(self, day: int) -> tuple[int, int]:
        """A day from midnight to midnight."""
        return self.midnight[day], self.midnight[day] + DAY

    def at(self, day: int, minute: int) -> int:
        """The unit of a day's minute."""
        return self.midnight[day] + down(minute)

    def place(self, unit: int) -> tuple[int, int]:
        """The day and minute of a unit."""
        for day in reversed(self.days):
            if self.midnight[day.id] <= unit:
                return day.id, (unit - self.midnight[day.id]) * UNIT
        raise ValueError(unit)

    def windows(self, windows: Iterable[Window], *, outward: bool) -> Spans:
        """Windows on the axis, rounded to whole units outward or inward."""
        first, last = (down, up) if outward else (up, down)
        return union(
            (self.midnight[day.id] + first(window.start), self.midnight[day.id] + last(window.end))
            for window in windows
            for day in self.days
            if window.day in {None, day.id}
        )
