"""Sign-in times: read as people write them, and what they mean for a block; who is meant by a scan.

Minutes present are those between signing in and out, to the minute. Somebody who did not sign out
is taken to have stayed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cittrainer.errors import Invalid
from cittrainer.rules.names import fold
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Collection

_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?\s*(?:m\.?)?", re.IGNORECASE)
_HALF_DAY: Final = 720

LEAST_LETTERS: Final = 2
"""Letters of a name from which on people are offered for a check-in."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What sign-in times mean for one block."""

    minutes: int
    late: bool = False
    early: bool = False
    """Whether they left before its end."""


def minute_of(text: str, *, start: int = 0, end: int = 1_439) -> int:
    """A time of day as it is written on a sheet, in minutes after midnight.

    “8:05”, “805”, “8.05 am”, “5 pm” and “17:00” are understood. A time without its half of the day
    is taken for the one that is nearer to the day of the course.

    Args:
        text: As it was typed.
        start: The first minute of the day of the course.
        end: Its last minute.

    Raises:
        Invalid: it is no time of day.
    """
    found = _TIME.fullmatch(" ".join(text.split()))
    hour = int(found[1]) if found else 24
    minute = int(found[2] or 0) if found else 60
    half = (found[3] or "").casefold() if found else ""
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise Invalid(f"{quoted(text.strip())} is no time.", hint="Type it like 8:05 or 1:30 pm.")
    if half:
        return (hour % 12 + (12 if half == "p" else 0)) * 60 + minute
    typed = hour * 60 + minute
    if not 1 <= hour < 12:
        return typed
    return min(typed, typed + _HALF_DAY, key=lambda one: max(start - one, one - end, 0))


def check_times(came: int, went: int | None) -> None:
    """Refuse somebody who went before they came.

    Raises:
        Invalid: they did.
    """
    if went is not None and went <= came:
        raise Invalid(
            "Nobody can sign out before signing in.", hint="Check both times, and am and pm."
        )


def presence(start: int, minutes: int, came: int, went: int | None) -> Presence:
    """How long somebody was in a block.

    Args:
        start: When the block begins, in minutes after midnight.
        minutes: Its length.
        came: When they signed in.
        went: When they signed out; None where they did not.
    """
    end = start + minutes
    left = end if went is None else went
    there = max(0, min(end, left) - max(start, came))
    return Presence(there, late=came > start, early=left < end)


def fits(typed: str, names: Collection[str], numbers: Collection[str]) -> bool:
    """Whether what was typed or scanned may mean a person.

    Args:
        typed: Letters, or a number from a card.
        names: The parts of their name.
        numbers: Their identifiers.
    """
    if is_number(typed, numbers):
        return True
    words = fold(typed).split()
    parts = [part for name in names for part in fold(name).split()]
    letters = sum(map(len, words))
    return letters >= LEAST_LETTERS and all(
        any(part.startswith(word) for part in parts) for word in words
    )


def is_number(typed: str, numbers: Collection[str]) -> bool:
    """Whether exactly this identifier was typed or scanned, capitals, spaces and zeros aside."""
    wanted = _plain(typed)
    return bool(wanted) and wanted in {_plain(one) for one in numbers}


def _plain(number: str) -> str:
    return "".join(number.split()).casefold().lstrip("0")
