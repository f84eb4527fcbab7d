"""A clause about times as the times themselves."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING

from cittrainer.rules.availability_words.clauses import LONGEST_LIST
from cittrainer.rules.availability_words.items import Season
from cittrainer.rules.availability_words.vocabulary import (
    DAY_MINUTES,
    EVENING,
    MORNING,
    PREFER,
    REFUSED,
)
from cittrainer.rules.availability_words.vocabulary import NO as TAKEN
from cittrainer.rules.plan_values import AVAILABLE, NO, PREFERRED, TimeValue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cittrainer.rules.availability_words.clauses import Clause
    from cittrainer.rules.availability_words.items import Hours

_KINDS = {TAKEN: NO, REFUSED: NO, PREFER: PREFERRED}
_NO_SEASON = Season(None, None)


class NotUnderstood(Exception):
    """Why a clause makes no times."""


def times_of(clause: Clause, *, most: int) -> list[TimeValue]:
    """The times that a clause says something about, ``most`` of them at most.

    Raises:
        NotUnderstood: its hours have no end, nothing is left of them, or there are too many times.
    """
    kind = _KINDS.get(clause.said or "", AVAILABLE)
    longest = None if clause.points else clause.minutes
    hours = list(_hours(clause, kind))
    how = (None, False) if kind == NO else (longest, bool(clause.phone))
    weekly, dated = [], list(clause.dates)
    seasons = []
    for season in clause.seasons:
        days = _short(season)
        if days and not clause.days:
            dated += days
        else:
            seasons.append(season)
    if clause.days or seasons or not dated:
        weekly = list(dict.fromkeys(clause.days)) or list(range(7))
    found = [
        TimeValue(kind, start, end, None, day, season.first, season.last, *how)
        for season, day, (start, end) in product(seasons or [_NO_SEASON], weekly, hours)
    ]
    found += [
        TimeValue(kind, start, end, on, None, None, None, *how)
        for on, (start, end) in product(dict.fromkeys(dated), hours)
    ]
    if len(found) > most:
        raise NotUnderstood("these are too many dates")
    return found


def any_day(kind: str) -> list[TimeValue]:
    """All hours of every day."""
    return [TimeValue(kind, 0, DAY_MINUTES, weekday=day) for day in range(7)]


def _short(season: Season) -> list[date]:
    """The dates of a stretch that is short enough to be told one by one."""
    if season.first is None or season.last is None:
        return []
    days = (season.last - season.first).days + 1
    if days > LONGEST_LIST:
        return []
    return [season.first + timedelta(days=n) for n in range(days)]


def _hours(clause: Clause, kind: str) -> Iterator[tuple[int, int]]:
    cuts = [one for one in clause.hours if one.bound]
    exact = [one for one in clause.hours if not one.bound and not one.daytime]
    # “Friday mornings from 8 to 10”: the mornings are told more exactly.
    loose = [
        one
        for one in clause.hours
        if one.daytime
        and not any(one.start <= each.start and each.end <= one.end for each in exact)
    ]
    whole = [_meant(one, kind) for one in clause.hours if one in exact or one in loose]
    if clause.points:
        if clause.minutes is None:
            raise NotUnderstood("it has no end")
        ends = ((at, at + clause.minutes) for at in clause.points)
        whole += [(start, end) for start, end in ends if end <= DAY_MINUTES]
    least = max((one.start for one in cuts), default=0)
    most = min((one.end for one in cuts), default=DAY_MINUTES)
    if least >= most:
        # “Before 9 and after 3”: either.
        whole, least, most = [(one.start, one.end) for one in cuts], 0, DAY_MINUTES
    found = [
        (max(start, least), min(end, most))
        for start, end in whole or [(0, DAY_MINUTES)]
        if max(start, least) < min(end, most)
    ]
    if not found:
        raise NotUnderstood("no time is left")
    yield from dict.fromkeys(found)


def _meant(one: Hours, kind: str) -> tuple[int, int]:
    """From when to when; “no mornings” refuses what comes before the usual hours too."""
    if kind == NO and one.daytime:
        start = 0 if (one.start, one.end) == MORNING else one.start
        end = DAY_MINUTES if (one.start, one.end) == EVENING else one.end
        return start, end
    return one.start, one.end
