"""Dates as people write them in sheets."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.intake.sheets import Cell

_NUMBERS: Final = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[ T]\d{1,2}:\d{2}.*)?")
_WITH_MONTH: Final = re.compile(
    r"(?:[A-Za-z]+,? )?(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]+([A-Za-z]{3,9})[ .,-]+(\d{2,4})"
    r"|([A-Za-z]{3,9})[ .-]+(\d{1,2})(?:st|nd|rd|th)?[ ,.-]+(\d{2,4}))"
)
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_DAY_ZERO: Final = date(1899, 12, 30)
"""From which spreadsheet programs count days."""
_SERIALS: Final = range(10_000, 80_000)
"""Numbers that a cell without a date format can mean as days: the years 1927 to 2119."""
_COMPACT: Final = range(1900_01_01, 2200_00_00)
"""Numbers that are a date as YYYYMMDD."""


def day_first(cells: Iterable[Cell]) -> bool:
    """Whether a column writes the day before the month, as “13/2/1990” shows.

    Where no cell shows it the month comes first, as it does in the United States.
    """
    first = second = 0
    for cell in cells:
        found = _NUMBERS.fullmatch(cell) if isinstance(cell, str) else None
        if found and len(found[1]) <= 2:
            first, second = max(first, int(found[1])), max(second, int(found[2]))
    return first > 12 >= second


def read_date(cell: Cell, *, day_before_month: bool = False, today: date) -> date | None:
    """The date in a cell, or None where it holds none.

    Understood are dates of the spreadsheet, 1990-02-13, 2/13/1990, 13.2.90, 13 Feb 1990,
    February 13, 1990, 19900213, and days counted by the spreadsheet.

    Args:
        cell: The cell.
        day_before_month: Whether 3/2/1990 is the 3rd of February.
        today: Years of two digits are the latest ones that do not lie after it by ten years.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) or cell.isdigit():
        return _of_number(float(cell))
    found = _NUMBERS.fullmatch(cell)
    if found:
        return _of_parts(found[1], found[2], found[3], day_before_month, today)
    found = _WITH_MONTH.fullmatch(cell)
    if found is None:
        return None
    day, month, year = (
        (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    )
    name = month[:3].lower()
    return _date(year, _MONTHS.index(name) + 1, int(day), today) if name in _MONTHS else None


def _of_number(number: float) -> date | None:
    whole = int(number)
    if whole in _COMPACT:
        try:
            return date(whole // 10_000, whole // 100 % 100, whole % 100)
        except ValueError:
            return None
    return _DAY_ZERO + timedelta(days=whole) if whole in _SERIALS else None


def _of_parts(one: str, two: str, three: str, day_before_month: bool, today: date) -> date | None:
    if len(one) > 2:
        return _date(one, int(two), int(three), today) if len(three) <= 2 else None
    day, month = (int(one), int(two)) if day_before_month else (int(two), int(one))
    if month > 12:  # one line that is written the other way round than its column
        day, month = month, day
    return _date(three, month, day, today)


def _date(year_text: str, month: int, day: int, today: date) -> date | None:
    year = int(year_text)
    if len(year_text) <= 2:
        century = today.year // 100 * 100
        year += century if century + year <= today.year + 10 else century - 100
    try:
        return date(year, month, day)
    except ValueError:
        return None
