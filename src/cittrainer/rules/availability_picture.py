"""What a presenter said of days, cut into stretches as a grid shows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from cittrainer.rules.availability import DAY_MINUTES, open_times, spans, speaking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cittrainer.rules.plan_values import TimeValue

EARLIEST, LATEST = 480, 1020
"""Minutes after midnight that are shown at least."""

ANY_MONDAY = date(2024, 1, 1)
"""Stands for every Monday where weeks are shown without their dates."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a day of which the same was said."""

    start: int
    """Minutes after midnight, as is ``end``."""
    end: int
    kind: str
    """``available``, ``preferred``, ``no`` or ``unanswered``."""
    most_minutes: int | None = None
    """The longest talk of those that were offered so; None: as long as it is."""
    by_phone: bool = False
    """Whether they would only call in."""
    implied: bool = False
    """Whether nothing was said of it, so that it follows from the rest."""


def picture(times: Sequence[TimeValue], on: date) -> tuple[Stretch, ...]:
    """A whole date from 0 to 1440 in stretches without gaps; neighbours differ."""
    said = speaking(times, on)
    there = open_times(times, on, 0)
    base = spans(times, on)
    edges = {m for start, end, _ in base for m in (start, end)}
    edges |= {m for one in said for m in (one.start, one.end)}
    found: list[Stretch] = []
    for start, end in pairwise(sorted(edges)):
        kind = next(each for first, last, each in base if first <= start and end <= last)
        offers = [
            one for one in there if one.kind == kind and one.start <= start and end <= one.end
        ]
        long, phone = None, False
        if offers:
            limits = [one.most_minutes for one in offers]
            long = None if None in limits else max(each for each in limits if each is not None)
            phone = all(one.by_phone for one in offers)
        told = any(one.start <= start and end <= one.end for one in said)
        new = Stretch(start, end, kind, long, phone, implied=bool(times) and not told)
        if found and replace(found[-1], end=end) == replace(new, start=found[-1].start):
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(new)
    return tuple(found)


def of_every_week(times: Iterable[TimeValue]) -> tuple[TimeValue, ...]:
    """The weekly times alone, whatever their season."""
    return tuple(replace(one, first_on=None, last_on=None) for one in times if one.on is None)


def shown_hours(times: Iterable[TimeValue]) -> tuple[int, int]:
    """From which full hour to which a grid is shown, so that every time can be seen."""
    starts = [one.start for one in times]
    ends = [one.end for one in times]
    first = min([EARLIEST, *(each for each in starts if each > 0)])
    last = max([LATEST, *(each for each in ends if each < DAY_MINUTES)])
    return first // 60 * 60, min(DAY_MINUTES, -(-last // 60) * 60)


def weeks_with_dates(times: Iterable[TimeValue]) -> tuple[date, ...]:
    """The Mondays of the weeks in which something was said of single dates, in order."""
    dates = {one.on for one in times if one.on is not None}
    return tuple(sorted({on - timedelta(days=on.weekday()) for on in dates}))
