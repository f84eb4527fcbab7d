"""Dates, times and amounts as they are printed on papers.

Papers are in American English whatever the computer speaks, so nothing here asks the locale.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def long_date(day: date) -> str:
    """A date such as “May 4, 2026”."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def weekday(day: date) -> str:
    """The name of the day of the week, such as “Monday”."""
    return _DAYS[day.weekday()]


def day_and_date(day: date) -> str:
    """A date such as “Monday, May 4, 2026”."""
    return f"{weekday(day)}, {long_date(day)}"


def short_day(day: date) -> str:
    """A day without its year, such as “May 4”."""
    return f"{_MONTHS[day.month - 1][:3]} {day.day}"


def date_range(first: date, last: date) -> str:
    """The days from first to last, such as “May 4–8, 2026”."""
    if first == last:
        return long_date(first)
    if first.year != last.year:
        return f"{long_date(first)} – {long_date(last)}"
    start = f"{_MONTHS[first.month - 1]} {first.day}"
    if first.month == last.month:
        return f"{start}–{last.day}, {last.year}"
    return f"{start} – {_MONTHS[last.month - 1]} {last.day}, {last.year}"


def clock(minute: int) -> str:
    """The time of day without its half, such as “2:30”; minutes are after midnight."""
    hour = minute // 60 % 24
    return f"{hour % 12 or 12}:{minute % 60:02d}"


def clock_half(minute: int) -> str:
    """The time of day with its half, such as “2:30 pm”; minutes are after midnight."""
    return f"{clock(minute)} {'am' if minute // 60 % 24 < 12 else 'pm'}"


def clock_range(start_minute: int, minutes: int) -> str:
    """A stretch of time, such as “8:10–9:00”; the length is in minutes."""
    return f"{clock(start_minute)}–{clock(start_minute + minutes)}"


def clock_range_half(start_minute: int, minutes: int) -> str:
    """A stretch of time with its half of the day, such as “11:20 am–1:00 pm”."""
    end = start_minute + minutes
    if (start_minute // 60 % 24 < 12) == (end // 60 % 24 < 12):
        return f"{clock(start_minute)}–{clock_half(end)}"
    return f"{clock_half(start_minute)}–{clock_half(end)}"


def hours(amount: Decimal) -> str:
    """Hours without needless zeros, such as “40” or “38.5”."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def printable(text: str) -> str:
    """The text without what no paper or sheet can hold: control signs and lone surrogates.

    Tabs and line ends stay.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = ("\ufffd" if unicodedata.category(sign) == "Cs" else sign for sign in text)
    return "".join(sign for sign in kept if sign in "\t\n\r" or _can_be_stored(sign))


def _can_be_stored(sign: str) -> bool:
    """Whether XML and UTF-8 know the sign: no control sign and no “noncharacter”."""
    return unicodedata.category(sign) != "Cc" and ord(sign) & 0xFFFE != 0xFFFE
