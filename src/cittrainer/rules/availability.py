"""What presenters said about their times, resolved to one answer for every minute of a date.

On a date for which somebody gave dated times, these replace what they said for its weekday. Who
said when they *can* come (available or preferred) cannot come at any other time of that date, nor
on dates they said nothing about; who only said when they cannot come is free otherwise. Who said
nothing at all has not answered, which is none of these.
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


def spans(times: Sequence[TimeValue], on: date) -> tuple[Span, ...]:
    """The whole date from 0 to 1440, in order, without gaps; neighbours differ.

    Where several times speak of a minute, “no” wins over “preferred”, and that over “available”.
    """
    if not times:
        return ((0, DAY_MINUTES, UNANSWERED),)
    dated = [one for one in times if one.on == on]
    said = dated or [one for one in times if one.on is None and one.concerns(on)]
    otherwise = NO if any(one.kind != NO for one in times) else AVAILABLE
    if dated and all(one.kind == NO for one in dated):
        # “Not the 14th before noon” takes from what they said for the weekday.
        said = [one for one in times if one.concerns(on)]
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
    kinds = {kind for first, last, kind in spans(times, on) if first < end and start < last}
    if UNANSWERED in kinds:
        return UNANSWERED
    if NO in kinds:
        return NO
    return PREFERRED if kinds == {PREFERRED} else AVAILABLE
