"""Times of a presenter as sentences, which can be read back to the same times."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from cittrainer.rules.plan_values import AVAILABLE, NO, PREFERRED
from cittrainer.rules.wording import WEEKDAYS, counted, date_words, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cittrainer.rules.plan_values import TimeValue

_KINDS = {AVAILABLE: "available", PREFERRED: "preferred", NO: "not available"}
_MANY = 6
"""Dates in a row that are told as “from … to …”."""


def worded(times: Sequence[TimeValue]) -> str:
    """All times in words, such as “Available every Monday 08:00–12:00; not available on …”."""
    said = [_sentence(list(alike)) for _, alike in groupby(times, key=_but_for_the_day)]
    kinds = {one.kind for one in times}
    dated = any(one.kind == PREFERRED and one.on is not None for one in times)
    if dated or (PREFERRED in kinds and AVAILABLE not in kinds):
        said.append("at no other time")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def in_short(times: Sequence[TimeValue]) -> str:
    """One thing that was understood, in words for a person: “Every Monday, 9:00–11:30: available”.

    Hours that several days share are told once.
    """
    told = [_short(list(alike)) for _, alike in groupby(times, key=_but_for_the_day)]
    return "; ".join(told)


def how_words(most_minutes: int | None, *, by_phone: bool) -> str:
    """How long and how, such as “at most 30 minutes, only by phone”; mostly empty."""
    long = f"at most {counted(most_minutes, 'minute')}" if most_minutes is not None else ""
    return ", ".join(filter(None, (long, "only by phone" if by_phone else "")))


def _but_for_the_day(one: TimeValue) -> tuple[object, ...]:
    same = replace(one, on=None, weekday=None)
    return one.on is None, *(getattr(same, name) for name in same.__slots__)


def _sentence(alike: list[TimeValue]) -> str:
    one = alike[0]
    day = f"every {_weekdays(alike)}" if one.on is None else f"on {_dates(alike)}"
    parts = [_KINDS[one.kind], day, _hours(one, "all day", digits=2)]
    if one.first_on is not None:
        parts.append(f"from {_day(one.first_on)}{' on' if one.last_on is None else ''}")
    if one.last_on is not None:
        parts.append(f"until {_day(one.last_on)}")
    said = " ".join(parts)
    how = how_words(one.most_minutes, by_phone=one.by_phone)
    return f"{said}, {how}" if how else said


def _short(alike: list[TimeValue]) -> str:
    one = alike[0]
    if one.on is None:
        everyday = sorted(each.weekday or 0 for each in alike) == list(range(7))
        day = "Every day" if everyday else f"Every {_weekdays(alike)}"
        if [each.weekday for each in alike] == list(range(5)):
            day = "Every weekday"
    else:
        dates = [each.on for each in alike if each.on is not None]
        in_a_row = all((later - earlier).days == 1 for earlier, later in pairwise(dates))
        if len(dates) > 2 and in_a_row:
            day = f"{date_words(dates[0])} to {date_words(dates[-1])}"
        else:
            day = listed(map(date_words, dates[:_MANY]))
            if len(dates) > _MANY:
                day += f" and {counted(len(dates) - _MANY, 'more date')}"
    first = f"from {_day(one.first_on)}" if one.first_on is not None else ""
    last = f"until {_day(one.last_on)}" if one.last_on is not None else ""
    parts = [day, _plain_hours(one), " ".join(filter(None, (first, last)))]
    parts.append(how_words(one.most_minutes, by_phone=one.by_phone))
    return f"{', '.join(filter(None, parts))}: {_KINDS[one.kind]}"


def _hours(one: TimeValue, whole: str, *, digits: int) -> str:
    if (one.start, one.end) == (0, 1440):
        return whole
    return f"{_clock(one.start, digits)}–{_clock(one.end, digits)}"


def _plain_hours(one: TimeValue) -> str:
    if one.start == 0 and one.end < 1440:
        return f"before {_clock(one.end, 1)}"
    if one.start > 0 and one.end == 1440:
        return f"from {_clock(one.start, 1)}"
    return _hours(one, "all day", digits=1)


def _clock(minute: int, digits: int) -> str:
    return f"{minute // 60:0{digits}d}:{minute % 60:02d}"


def _weekdays(alike: Iterable[TimeValue]) -> str:
    return listed(WEEKDAYS[one.weekday or 0] for one in alike)


def _dates(alike: Iterable[TimeValue]) -> str:
    return listed(date_words(one.on) for one in alike if one.on is not None)


def _day(on: date) -> str:
    return date_words(on).partition(" ")[2]
