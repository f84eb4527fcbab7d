"""On which dates the days of a course fall, and when its roster is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SATURDAY = 5


def course_dates(first_day: date, count: int) -> tuple[date, ...]:
    """The dates of a course that runs on working days from its first day on.

    Saturdays and Sundays are left out, unless the course begins on one: then its days follow
    each other without a gap, because that is what a weekend course means.

    Args:
        first_day: The date of the first day.
        count: How many days, 0 or more.
    """
    weekend = first_day.weekday() >= _SATURDAY
    dates: list[date] = []
    day = first_day
    while len(dates) < count:
        if weekend or day.weekday() < _SATURDAY:
            dates.append(day)
        day += timedelta(days=1)
    return tuple(dates)


def moved_dates(dates: Sequence[date], first_day: date) -> tuple[date, ...]:
    """The same days with the same spacing, beginning on another date."""
    if not dates:
        return ()
    shift = first_day - min(dates)
    return tuple(day + shift for day in dates)


def roster_due(dates: Sequence[date], roster_due_days: int | None) -> date | None:
    """When the roster must be handed in; None where the standard does not say.

    Args:
        dates: The days of the course.
        roster_due_days: Days after the last of them, as the standard sets.
    """
    if not dates or roster_due_days is None:
        return None
    return max(dates) + timedelta(days=roster_due_days)
