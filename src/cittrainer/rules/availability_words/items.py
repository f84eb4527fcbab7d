"""The parts of what is said: days of the week, dates, seasons, hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cittrainer.rules.wording import day_words

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was said, with where it stands; an ``unknown`` one may say why."""

    kind: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of every week."""

    days: tuple[int, ...]
    one: bool = False
    """Whether it is a single day that may only name the date after it."""


@dataclass(frozen=True, slots=True)
class Season:
    """From a date to a date, either of which may be missing."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when."""

    start: int
    end: int
    bound: bool = False
    """Whether it only cuts off others, as “after 1 pm” does."""
    daytime: bool = False
    """Whether it was named by a word, as “mornings”."""


def other_day(named: int, on: date) -> str:
    """Why a date is not on the weekday that was named beside it; empty where it is."""
    return "" if on.weekday() == named else f"that is {day_words(on)}"
