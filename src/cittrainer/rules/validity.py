"""How long a completed course counts, and what a course from elsewhere counts as."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

COMPLETION, CONTINUING = "completion", "continuing"

LEAST_HOURS: Final = 8
"""Hours from which on something called a CIT course is taken for a whole one.

The shortest whole courses are those for dispatchers, of 8 hours (Washington,
https://www.cjtc.wa.gov/training-education/crisis-intervention-training).
"""

_ABOUT: Final = re.compile(r"\bc\.?i\.?t\.?\b|crisis intervention", re.IGNORECASE)
_AGAIN: Final = re.compile(
    r"refresher|recert|re-cert|update|advanced|continuing|in-?service|booster|renewal",
    re.IGNORECASE,
)


def after_months(day: date, months: int) -> date:
    """The same day so many months later; a month that is shorter ends on its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def kind_of(title: str, minutes: int | None, curricula: Collection[str] = ()) -> str:
    """Whether a course from elsewhere is a whole CIT course or continuing education.

    Args:
        title: As it is written in a list of completions.
        minutes: Its length; None where nobody knows it.
        curricula: Titles of the academy's own curricula, which are whole courses.
    """
    if title.casefold() in {one.casefold() for one in curricula}:
        return COMPLETION
    short = minutes is not None and minutes < LEAST_HOURS * 60
    if short or _AGAIN.search(title) or not _ABOUT.search(title):
        return CONTINUING
    return COMPLETION
