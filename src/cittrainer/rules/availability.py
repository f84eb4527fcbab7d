"""What presenters said about their times, resolved to one answer for every minute of a date.

On a date for which somebody gave dated times, these replace what they said for its weekday. Who
said when they *can* come (available or preferred) cannot come at any other time of that date, nor
on dates they said nothing about; who only said when they cannot come is free otherwise. Who said
nothing at all has not answered, which is none of these.

A time at which they can give a short talk only is none for a longer one: they cannot come then.
Whoever would only call in counts as there, and ``by_phone`` tells it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cittrainer.rules.plan_values import AVAILABLE, NO, PREFERRED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cittrainer.rules.plan_values import TimeValue

UNANSWERED = "unanswered"
"""Nobody knows yet: the presenter gave no times at all."""

DAY_MINUTES = 1440

Span = tuple[int, int, str]
"""Minutes after midnight from and to, and what was said about them."""


def spans(times: Sequence[TimeValue], on: date, minutes: int = 0) -> tuple[Span, ...]:
    """The whole date from 0 to 1440, in order, without gaps; neighbours differ.

    Where several times speak of a minute, “no” wins over “preferred”, and that over “available”.

    Args:
        times: All that the presenter said.
        on: The date.
        minutes: For a talk of this length; 0 is for the shortest.
    """
    if not times:
        return ((0, DAY_MINUTES, UNANSWERED),)
    said = [one for one in speaking(times, on) if one.allows(minutes)]
    otherwise = NO if any(one.kind != NO for one in times) else AVAILABLE
    edges = sorted({0, DAY_MINUTES, *(m for one in said for m in (one.start, one.end))})
    found: list[Span] = []
    for start, end in pairwise(edges):
        kinds = {one.kind for one in said if one.start <= start and end <= one.end}
        kind = next((one for one in (NO, PREFERRED, AVAILABLE) if one in kinds), otherwise)
        if found and found[-1][2] == kind:
            found[-1] = (found[-1][0], end, kind)
        else:
            found.append((start, end, kind))
    return tuple(found)


def said_of(times: Sequence[TimeValue], on: date, start: int, end: int) -> str:
    """What holds for a stretch of a date as a whole.

    Args:
        times: All that the presenter said.
        on: The date.
        start: Minutes after midnight.
        end: Minutes after midnight, after the start.

    Returns:
        ``no`` if they cannot come for all of it, ``preferred`` if all of it is, ``available``
        otherwise, and ``unanswered`` where they gave no times at all.
    """
    found = spans(times, on, end - start)
    kinds = {kind for first, last, kind in found if first < end and start < last}
    if UNANSWERED in kinds:
        return UNANSWERED
    if NO in kinds:
        return NO
    return PREFERRED if kinds == {PREFERRED} else AVAILABLE


def limits(times: Sequence[TimeValue]) -> tuple[int, ...]:
    """The lengths over which an answer may be another, in minutes, in order; mostly none."""
    return tuple(sorted({one.most_minutes for one in times if one.most_minutes is not None}))


def by_phone(times: Sequence[TimeValue], on: date, start: int, end: int) -> bool:
    """Whether they could come for a stretch of a date, but for some of it only by phone."""
    if not any(one.by_phone for one in times) or said_of(times, on, start, end) == NO:
        return False
    there = open_times(times, on, end - start)
    in_person = sorted((one.start, one.end) for one in there if not one.by_phone)
    called = any(one.by_phone and one.start < end and start < one.end for one in there)
    return called and not _covered(in_person, start, end)


def open_times(times: Sequence[TimeValue], on: date, minutes: int) -> list[TimeValue]:
    """The times of a date at which they said that they can come for so many minutes."""
    return [one for one in speaking(times, on) if one.kind != NO and one.allows(minutes)]


def speaking(times: Sequence[TimeValue], on: date) -> list[TimeValue]:
    """What speaks of a date: its dated times alone, unless they only take from the weekly ones."""
    dated = [one for one in times if one.on == on]
    if dated and any(one.kind != NO for one in dated):
        return dated
    # “Not the 14th before noon” takes from what they said for the weekday.
    return [one for one in times if one.concerns(on)]


def _covered(stretches: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether stretches in order leave nothing of another one out."""
    for first, last in stretches:
        if first <= start:
            start = max(start, last)
    return start >= end
