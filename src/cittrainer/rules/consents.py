"""Whether a consent holds on a day, and what is doubtful about it for the coming bookings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.wording import date_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Consent:
    """When a consent was given and how long it holds."""

    given: date | None
    expires: date | None = None
    """The last day on which it holds; None: it does not run out."""
    withdrawn: date | None = None
    """From this day on it does not hold."""

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return (
            self.given is not None
            and self.given <= on
            and (self.expires is None or on <= self.expires)
            and (self.withdrawn is None or on < self.withdrawn)
        )


@dataclass(frozen=True, slots=True)
class BookedDay:
    """A day for which somebody is booked, and the course that it belongs to."""

    course: str
    on: date
    last: date
    """The last day of the course."""


def doubt(consent: Consent, booked: Sequence[BookedDay]) -> str:
    """What is doubtful about a consent for the days booked, as one sentence; empty: nothing.

    A consent that ends during the course of a booked day is doubtful though it still holds on
    that day: a story that is moved within the week could fall behind its end.

    Args:
        consent: As it is typed.
        booked: The coming days, the soonest first.
    """
    for one in booked:
        if not consent.holds(one.on):
            return _why_not(consent, one)
    for one in booked:
        if not consent.holds(one.last):
            over = date_words(one.last)
            return f"The consent {_end(consent, one.last)}, before {one.course} is over on {over}."
    return ""


def _why_not(consent: Consent, booked: BookedDay) -> str:
    day = f"and they are booked for {booked.course} on {date_words(booked.on)}."
    if consent.given is None:
        return f"No consent is on file, {day}"
    if booked.on < consent.given:
        return f"The consent begins on {date_words(consent.given)}, {day}"
    return f"The consent {_end(consent, booked.on)}, {day}"


def _end(consent: Consent, on: date) -> str:
    """Why it no longer holds on a day."""
    if consent.withdrawn is not None and consent.withdrawn <= on:
        return f"is withdrawn from {date_words(consent.withdrawn)} on"
    assert consent.expires is not None, "only a consent that ended is asked"
    return f"ends on {date_words(consent.expires)}"
