"""Who can be booked for a course, and who of a story tells it: as far as everybody may know.

Why somebody cannot be booked is confidential. Nothing here holds it, so that nothing can tell it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.bookings import COMPANY
from cittrainer.rules.values import clock
from cittrainer.rules.wording import day_words

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.rules.values import BookingValue, PlacedBlock

BARRED = "barred"
"""The kind of the findings that somebody is booked who cannot be."""


@dataclass(frozen=True, slots=True)
class Bar:
    """That a presenter cannot be booked for a course, or not on some of its days; never why."""

    whole: bool = False
    """Whether they cannot be booked on any day."""
    on: frozenset[date] = frozenset()

    def holds(self, day: date | None) -> bool:
        """Whether they cannot be booked on a day; None: for something that has no day yet."""
        return self.whole or day in self.on


def week_of(day: date) -> tuple[int, int]:
    """The calendar week of a day, Monday to Sunday, as its year and number."""
    year, number, _ = day.isocalendar()
    return year, number


def month_of(day: date) -> tuple[int, int]:
    """The calendar month of a day, as its year and number."""
    return day.year, day.month


def cannot_be_booked(name: str, day: date | None = None) -> str:
    """That somebody cannot be booked, in the one sentence that everybody may read.

    Args:
        name: The public name.
        day: The day; None where it is the whole course.
    """
    on = "for this course" if day is None else f"on {day_words(day)}"
    return f"{name} cannot be booked {on}."


def storytellers(block: PlacedBlock) -> dict[int, str]:
    """The public names of those who are expected at a story and tell it, by their id, each once."""
    return {one.presenter_id: one.presenter for one in block.holding if tells(one)}


def tells(booking: BookingValue) -> bool:
    """Whether somebody booked for a story tells it, rather than keeping them company."""
    return booking.role.casefold() not in COMPANY


def home_words(early: int, late: int, leaves: int) -> str:
    """When somebody leaves home too early, or is home again too late.

    Args:
        early: Minutes after midnight at which they leave; below 0 the evening before.
        late: Minutes after midnight at which they are home; above 1440 the day after.
        leaves: The earliest that would do.
    """
    if early < leaves:
        return f"leaves home at {clock(early)}" if early >= 0 else "leaves home the day before"
    return f"is home at {clock(late)}" if late <= 1440 else "is home the day after"
