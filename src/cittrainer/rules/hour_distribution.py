"""The week hour by hour: what is taught in each clock hour of each day, on what, and by whom.

California asks for such a schedule in a course's certification package: by day of the week,
instructor and topic for each course hour (POST 2-106, “hourly distribution schedule”).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cittrainer.rules.bookings import NO_INSTRUCTORS
from cittrainer.rules.held import who_presented
from cittrainer.rules.hours import is_creditable, topic_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cittrainer.rules.values import PartValue, PlacedBlock, Week

_HOUR = 60


@dataclass(frozen=True, slots=True)
class TaughtHour:
    """A clock hour of a course day, or what of it belongs to the course."""

    date: date
    start: int
    """Minutes after midnight at which teaching begins in this hour, as is ``end``."""
    end: int
    minutes: int
    """Minutes of it that count; blocks side by side count once."""
    blocks: tuple[str, ...]
    topics: tuple[str, ...]
    """The topics taught, those with most minutes first; the blocks' titles have more."""
    presenters: tuple[str, ...]
    """Who taught, or where that is not recorded is to teach; not those who act in scenarios, host
    a visit or watch over an exam."""


def taught_hours(week: Week) -> tuple[TaughtHour, ...]:
    """Every clock hour in which something is taught that counts, in order."""
    return tuple(hour for day in week.days for hour in _of_day(week, day.id, day.date))


def _of_day(week: Week, day_id: int, on: date) -> Iterator[TaughtHour]:
    blocks = [block for block in week.on(day_id) if is_creditable(block, week.standard)]
    if not blocks:
        return
    first = min(block.start or 0 for block in blocks)
    last = max(block.end or 0 for block in blocks)
    hours = range(first // _HOUR * _HOUR, last + _HOUR, _HOUR)
    for start, end in pairwise(hours):
        inside = [b for b in blocks if (b.start or 0) < end and start < (b.end or 0)]
        if inside:
            yield _hour(on, start, end, inside)


def _hour(on: date, start: int, end: int, blocks: Sequence[PlacedBlock]) -> TaughtHour:
    spans = [(max(start, b.start or 0), min(end, b.end or 0)) for b in blocks]
    counted, until = 0, start
    for begins, ends in sorted(spans):
        counted += max(0, ends - max(begins, until))
        until = max(until, ends)
    topics = topic_minutes(blocks)
    return TaughtHour(
        date=on,
        start=min(begins for begins, _ in spans),
        end=max(ends for _, ends in spans),
        minutes=counted,
        blocks=tuple(dict.fromkeys(block.title for block in blocks)),
        topics=tuple(sorted(topics, key=lambda name: -topics[name])),
        presenters=tuple(
            dict.fromkeys(
                name for block in blocks for part in block.parts for name in _instructors(part)
            )
        ),
    )


def _instructors(part: PartValue) -> Iterator[str]:
    """Who taught a part where that is recorded, else who is expected to."""
    others = {one.presenter for one in part.bookings if one.role.casefold() in NO_INSTRUCTORS}
    return (name for name in who_presented(part) if name not in others)
