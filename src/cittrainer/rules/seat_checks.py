"""What speaks against giving somebody a seat: told beside the name, never decided for anybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cittrainer.rules.wording import counted, quoted

if TYPE_CHECKING:
    from datetime import date

_NIGHT = re.compile(r"\b(night|nights|midnights?|graveyard|overnight|third|3rd)\b", re.IGNORECASE)


def works_nights(shift: str) -> bool:
    """Whether a shift is one at night, by what it is called."""
    return bool(_NIGHT.search(shift))


def short_service(since: int | None, least_years: int | None, on: date) -> str:
    """What is missing of the years of service that a course asks for; empty if nothing is."""
    if not least_years:
        return ""
    asked = counted(least_years, "year")
    if since is None:
        return f"Years of service are not known; {asked} asked."
    years = on.year - since
    if years >= least_years:
        return ""
    return f"{counted(max(0, years), 'year')} of service; {asked} asked."


def missing_course(title: str, *, completed: bool) -> str:
    """What is missing of the earlier course that is asked for; empty if nothing is."""
    return "" if completed or not title else f"Has not completed {quoted(title)}."


def other_course(number: str, days: int) -> str:
    """Says that somebody has a seat in another course on the same days."""
    return f"Has a seat in {number} on {counted(days, 'of these days', 'of these days')}."


def night_before(shift: str) -> str:
    """Says that somebody comes off the night shift in the morning; empty if they do not."""
    if not works_nights(shift):
        return ""
    return f"Works {quoted(shift)}: free the night before the first day."
