"""Who can be booked for a course, and who of a story tells it: as far as everybody may know.

Why somebody cannot be booked is confidential. Nothing here holds it, so that nothing can tell it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.wording import day_words

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.rules.values import BookingValue

BARRED = "barred"
"""The kind of the findings that somebody is booked who cannot be."""

COMPANY = frozenset({"facilitator", "host"})
"""Roles of those who are with the storytellers and tell nothing themselves."""


@dataclass(frozen=True, slots=True)
class Bar:
    """That a presenter cannot be booked for a course, or not on some of its days; never why."""

    whole: bool = False
    """Whether they cannot be booked on any day."""
    on: frozenset[date] = frozenset()

    def holds(self, day: date | None) -> bool:
        """Whether they cannot be booked on a day; None: for something that has no day yet."""
        return self.whole or day in self.on


def cannot_be_booked(name: str, day: date | None = None) -> str:
    """That somebody cannot be booked, in the one sentence that everybody may read.

    Args:
        name: The public name.
        day: The day; None where it is the whole course.
    """
    on = "for this course" if day is None else f"on {day_words(day)}"
    return f"{name} cannot be booked {on}."


def tells(booking: BookingValue) -> bool:
    """Whether somebody booked for a story tells it, rather than keeping them company."""
    return booking.role.casefold() not in COMPANY
