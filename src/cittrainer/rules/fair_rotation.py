"""Whose turn it is: how often presenters were used, beside what they want and what is due to them.

A talk is a block in which somebody presented or is expected; its parts count once. Months and years
are those of the calendar, weeks begin on Monday.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from cittrainer.rules.wording import counted, listed, month_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cittrainer.rules.running_out import RunsOut

LEAST_STORIES = 2
"""Talks in a calendar year that are due to somebody who tells a story of their own.

Source: duties of a program coordinator of NAMI In Our Own Voice, who is to use every certified
presenter at least twice in a calendar year (nami.org, pages for coordinators, 34482 and 37508).
"""

LONG = timedelta(days=182)
"""Whoever was not asked for half a year was not asked for long."""


class LimitState(IntEnum):
    """How somebody stands to their own limits; the larger, the worse."""

    FREE = 0
    NEAR = 1
    """One talk is left, and at least one was taken."""
    REACHED = 2
    OVER = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """How many talks somebody wants to give at most, and is to be given at least; None: any."""

    most_a_week: int | None = None
    most_a_month: int | None = None
    most_a_year: int | None = None
    least_a_year: int | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A block in which somebody presented, or is expected to."""

    block_id: int
    on: date
    course: str
    """The course's number."""
    given: bool
    """Whether it is over."""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """How often somebody is used around a day, and when they were last."""

    week: int = 0
    """Talks in the week of the day, as for the month and the year."""
    month: int = 0
    year: int = 0
    last_on: date | None = None
    last_course: str = ""
    next_on: date | None = None
    asked_on: date | None = None
    """When they were last asked for anything."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands: their use, their limits, what is due to them, what runs out."""

    use: Use = field(default_factory=Use)
    limits: Limits = field(default_factory=Limits)
    due: int = 0
    """Talks for which they must still be used in the calendar year."""
    runs_out: tuple[RunsOut, ...] = ()


def use(talks: Iterable[Talk], *, today: date, on: date, asked_on: date | None = None) -> Use:
    """How often somebody is used in the week, month and year of a day.

    Args:
        talks: Theirs, in any order, at least those of that year; a block may be there twice.
        today: Divides the last from the next.
        on: The day around which is counted.
        asked_on: When they were last asked for anything.
    """
    monday = on - timedelta(days=on.weekday())
    sunday = monday + timedelta(days=6)
    week = month = year = 0
    last: Talk | None = None
    next_on: date | None = None
    for one in {one.block_id: one for one in talks}.values():
        day = one.on
        week += monday <= day <= sunday
        if day.year == on.year:
            year += 1
            month += day.month == on.month
        if one.given:
            if last is None or (day, one.block_id) > (last.on, last.block_id):
                last = one
        elif day >= today and (next_on is None or day < next_on):
            next_on = day
    return Use(
        week=week,
        month=month,
        year=year,
        last_on=last.on if last else None,
        last_course=last.course if last else "",
        next_on=next_on,
        asked_on=asked_on,
    )


def still_due(found: Use, limits: Limits, *, usual: int = 0) -> int:
    """Talks for which somebody must still be used in the year that was counted.

    Args:
        found: Their use.
        limits: Their own; the least of them counts where there is one.
        usual: What is due to everybody of their kind.
    """
    least = usual if limits.least_a_year is None else limits.least_a_year
    if limits.most_a_year is not None:
        least = min(least, limits.most_a_year)
    return max(0, least - found.year)


def limit_state(found: Use, limits: Limits) -> LimitState:
    """How somebody stands to the narrowest of their own limits."""
    return max((_state(count, most) for count, most, _ in _pairs(found, limits)), default=_FREE)


def long_unasked(found: Use, today: date) -> bool:
    """Whether somebody has nothing ahead and was not asked for half a year, or never."""
    if found.next_on is not None:
        return False
    return found.asked_on is None or today - found.asked_on >= LONG


def limit_words(found: Use, limits: Limits, on: date) -> tuple[str, ...]:
    """What there is to say of the limits around a day: “2 of 2 in May 2026: at the limit”."""
    where = {"week": "that week", "month": f"in {month_words(on)}", "year": f"in {on.year}"}
    return tuple(
        f"{count} of {most} {where[period]}: {_STATE_WORDS[state]}"
        for count, most, period in _pairs(found, limits)
        if (state := _state(count, most)) is not LimitState.FREE
    )


def due_words(due: int, year: int) -> str:
    """What is due, in words: “must still be used once in 2026”; empty for nothing."""
    if not due:
        return ""
    return f"must still be used {_TIMES.get(due, counted(due, 'time'))} in {year}"


def asked_words(found: Use, today: date) -> str:
    """When somebody was last asked: “not asked since October 2025”, “asked in May 2026”."""
    if found.asked_on is None:
        return "never asked yet"
    month = month_words(found.asked_on)
    return f"not asked since {month}" if today - found.asked_on >= LONG else f"asked in {month}"


def to_know(standing: Standing, today: date) -> tuple[str, ...]:
    """What is to be kept in mind before somebody is asked, in few words each."""
    said = [one.words for one in standing.runs_out]
    said += limit_words(standing.use, standing.limits, today)
    said.append(due_words(standing.due, today.year))
    if long_unasked(standing.use, today):
        said.append(asked_words(standing.use, today))
    return tuple(filter(None, said))


def wanted_words(limits: Limits) -> str:
    """Own limits in words: “at most 1 a week and 2 a month; at least 2 a year”; empty for none."""
    most = [
        f"{number} a {time}"
        for number, time in (
            (limits.most_a_week, "week"),
            (limits.most_a_month, "month"),
            (limits.most_a_year, "year"),
        )
        if number is not None
    ]
    said = [f"at most {listed(most)}"] if most else []
    if limits.least_a_year is not None:
        said.append(f"at least {limits.least_a_year} a year")
    return "; ".join(said)


def count_words(count: int, most: int | None) -> str:
    """A number of talks beside its limit: “1 of 2”, “3”; empty for none without a limit."""
    if most is not None:
        return f"{count} of {most}"
    return str(count) if count else ""


_FREE = LimitState.FREE
_STATE_WORDS = {
    LimitState.NEAR: "one left",
    LimitState.REACHED: "at the limit",
    LimitState.OVER: "over the limit",
}
_TIMES = {1: "once", 2: "twice"}


def _pairs(found: Use, limits: Limits) -> Iterator[tuple[int, int, str]]:
    for count, most, period in (
        (found.week, limits.most_a_week, "week"),
        (found.month, limits.most_a_month, "month"),
        (found.year, limits.most_a_year, "year"),
    ):
        if most is not None:
            yield count, most, period


def _state(count: int, most: int) -> LimitState:
    if count > most:
        return LimitState.OVER
    if count == most:
        return LimitState.REACHED
    return LimitState.NEAR if count and count == most - 1 else LimitState.FREE
