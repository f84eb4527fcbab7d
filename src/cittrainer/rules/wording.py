"""How findings and reasons name days, times, things and amounts, the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cittrainer.rules.values import DayValue, PlacedBlock, Week

# Spelled here because the names of calendar and strftime depend on the computer's language.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def quoted(title: str) -> str:
    """A title in typographic quotation marks."""
    return f"“{title}”"


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them: “A”, “A and B”, “A, B and C”."""
    *others, last = list(names) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: “1 minute”, “25 minutes”."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def duration(minutes: int) -> str:
    """A length as people say it: “50 minutes”, “2 h”, “1 h 15 min”."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return counted(rest, "minute")
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"


def day_names(week: Week) -> dict[int, str]:
    """The name of each day by its id: the weekday, with its date where the course has two."""
    weekdays = [day.date.weekday() for day in week.days]
    return {
        day.id: _dated(day) if weekdays.count(day.date.weekday()) > 1 else _weekday(day)
        for day in week.days
    }


def date_words(day: date) -> str:
    """A date in words, the same in every language of the computer: “Monday 4 May 2026”."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_words(day: date) -> str:
    """A day without its year, the same in every language of the computer: “Monday 4 May”."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def month_words(day: date, later: int = 0) -> str:
    """The month of a day, or one so many months later: “May 2026”."""
    year, month = divmod(day.year * 12 + day.month - 1 + later, 12)
    return f"{_MONTHS[month]} {year}"


def when(block: PlacedBlock, names: dict[int, str]) -> str:
    """Day and time of a block, as in “Tuesday at 10:00”; “unplaced” without them."""
    if block.day_id is None or block.start is None:
        return "unplaced"
    return f"{names.get(block.day_id, 'another day')} at {clock(block.start)}"


def _weekday(day: DayValue) -> str:
    return WEEKDAYS[day.date.weekday()]


def _dated(day: DayValue) -> str:
    return day_words(day.date)
