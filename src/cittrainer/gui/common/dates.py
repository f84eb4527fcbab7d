"""Dates and times as the window writes them: in the system's format, the same on every page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QTime

from cittrainer.errors import Invalid
from cittrainer.intake.dates import read_date

if TYPE_CHECKING:
    from datetime import date


def this_day() -> date:
    """The day on this computer's wall."""
    return datetime.now().astimezone().date()


def this_minute() -> int:
    """The time on this computer's wall, in minutes after midnight."""
    now = datetime.now().astimezone()
    return now.hour * 60 + now.minute


def qdate(day: date) -> QDate:
    """The date as Qt's own."""
    return QDate(day.year, day.month, day.day)


def short_date(day: date | None) -> str:
    """A date as lists show it, with all digits of the year; empty for none."""
    if day is None:
        return ""
    locale = QLocale()
    layout = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return locale.toString(qdate(day), layout if "yyyy" in layout else layout.replace("yy", "yyyy"))


def typed_date(text: str, today: date) -> date | None:
    """A date as somebody typed it, in the system's order or any other that is clear.

    Raises:
        Invalid: it is no date.
    """
    typed = text.strip()
    if not typed:
        return None
    found = read_date(typed, day_before_month=not _month_first(QLocale()), today=today)
    if found is None:
        raise Invalid(f"“{typed}” is no date.", hint=f"Type it like {short_date(today)}.")
    return found


def long_date(day: date) -> str:
    """A date with its weekday, as sentences say it: “Monday, May 4, 2026”."""
    return QLocale().toString(qdate(day), QLocale.FormatType.LongFormat)


def day_month(day: date) -> str:
    """A date without its year, in the order the system writes dates: “4 May” or “May 4”."""
    locale = QLocale()
    return locale.toString(qdate(day), "MMM d" if _month_first(locale) else "d MMM")


def month_year(day: date | None) -> str:
    """A month as narrow lists show it: “May 2026”; empty for none."""
    return "" if day is None else QLocale().toString(qdate(day), "MMM yyyy")


def weekday(day: date) -> str:
    """The short name of the day in the system's language: “Mon”."""
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def date_range(first: date | None, last: date | None) -> str:
    """From when to when, saying nothing twice: “4–8 May 2026”; empty for no dates."""
    if first is None or last is None:
        return ""
    locale = QLocale()
    month_first = _month_first(locale)
    year = f"{last.year}"
    if first == last:
        return f"{day_month(first)}{', ' if month_first else ' '}{year}"
    if (first.year, first.month) == (last.year, last.month):
        month = locale.toString(qdate(first), "MMM")
        days = f"{first.day}–{last.day}"
        return f"{month} {days}, {year}" if month_first else f"{days} {month} {year}"
    between = f"{day_month(first)} – {day_month(last)}"
    return f"{between}{', ' if month_first else ' '}{year}"


def time_of_day(minute: int) -> str:
    """Minutes after midnight in the system's format: “8:10” or “8:10 AM”."""
    hour, rest = divmod(minute % 1440, 60)
    return QLocale().toString(QTime(hour, rest), QLocale.FormatType.ShortFormat)


def _month_first(locale: QLocale) -> bool:
    layout = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return "M" in layout.split("d", maxsplit=1)[0]


def moment(at: datetime) -> str:
    """When something happened, in local time: today the time alone, else the date with it."""
    local = at.astimezone()
    time = time_of_day(local.hour * 60 + local.minute)
    if local.date() == this_day():
        return time
    return f"{short_date(local.date())}, {time}"


def use_language_of_the_field() -> None:
    """Write dates as in the United States where the system names no language of its own."""
    if QLocale.system().language() is QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
