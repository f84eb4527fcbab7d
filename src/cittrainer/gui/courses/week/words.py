"""What the week grid says about a block or a day, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cittrainer.rules.values import BookingValue, DayValue, Finding, PlacedBlock

SETTLED = frozenset({"confirmed", "presented"})
"""Booking states in which nobody has to be asked any more."""

MOST_NAMES = 4
"""More presenters than these are told by their number."""


def time_range(start: int, minutes: int) -> str:
    """From when to when: “8:10–9:00”."""
    return f"{clock(start)}–{clock(start + minutes)}"


def weekday(day: date) -> str:
    """The short name of the day in the system's language: “Mon”."""
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def day_and_month(day: date) -> str:
    """The date without its year, in the order the system writes dates: “4 May” or “May 4”."""
    locale = QLocale()
    usual = locale.dateFormat(QLocale.FormatType.ShortFormat)
    month_first = "M" in usual.split("d", maxsplit=1)[0]
    pattern = "MMM d" if month_first else "d MMM"
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def moment(day: DayValue, start: int) -> str:
    """A day and a time of the week: “Tue 8:10”."""
    return f"{weekday(day.date)} {clock(start)}"


def bookings(block: PlacedBlock) -> tuple[BookingValue, ...]:
    """The bookings of all its parts that are expected to hold."""
    return tuple(booking for part in block.parts for booking in part.bookings if booking.holds_time)


def is_tentative(block: PlacedBlock) -> bool:
    """Whether somebody who is expected has not said yes."""
    return any(booking.state not in SETTLED for booking in bookings(block))


def rooms(block: PlacedBlock) -> str:
    """Its rooms in few words: “Room A”, “Rooms A–F”, “Hall, Yard” or “4 rooms”; may be empty."""
    names = block.rooms
    if len(names) < 2:
        return "".join(names)
    stems = {name[:-1] for name in names}
    ends = [name[-1] for name in names]
    stem = stems.pop().rstrip() if len(stems) == 1 else ""
    if stem and ends == [chr(ord(ends[0]) + i) for i in range(len(ends))]:
        plural = stem if stem.endswith("s") else f"{stem}s"
        return f"{plural} {ends[0]}–{ends[-1]}"
    return ", ".join(names) if len(names) == 2 else f"{len(names)} rooms"


def groups(block: PlacedBlock) -> str:
    """Its groups: one by name, several by number; empty when it is for everyone."""
    names = tuple(dict.fromkeys(part.group for part in block.parts if part.group))
    return f"{len(names)} groups" if len(names) > 1 else "".join(names)


def time_and_place(block: PlacedBlock, start: int, minutes: int) -> str:
    """The line under the title: “8:10–9:00 · Room A”."""
    return " · ".join(filter(None, [time_range(start, minutes), rooms(block)]))


def who(block: PlacedBlock) -> str:
    """For whom and by whom: “Dr. Singh · not confirmed” or “6 groups · 5 of 6 presenters”."""
    held = bookings(block)
    names = block.presenters
    open_ = sum(booking.state not in SETTLED for booking in held)
    if len(block.parts) > 1 and len(names) < len(block.parts):
        by = f"{len(names)} of {len(block.parts)} presenters"
    elif len(names) > MOST_NAMES:
        by = f"{len(names)} presenters"
    else:
        by = ", ".join(names)
    unsettled = "not confirmed" if open_ == len(held) else f"{open_} not confirmed"
    words = [groups(block), unsettled if open_ else "", by]
    if open_ and len(held) == 1:
        words = [groups(block), by, unsettled]
    return " · ".join(filter(None, words))


def spoken(block: PlacedBlock, day: DayValue | None, findings: Sequence[Finding] = ()) -> str:
    """One block in full sentences, for screen readers."""
    if day is None or block.start is None:
        where = f"Not placed, {block.minutes} minutes"
    else:
        where = (
            f"{QLocale().dayName(day.date.isoweekday())} {day_and_month(day.date)}, "
            f"{clock(block.start)} to {clock(block.start + block.minutes)}"
        )
    parts = [block.title, where, rooms(block), who(block)]
    parts += ["Pinned"] if block.pinned else []
    parts += [f"{finding.severity}: {finding.sentence}" for finding in findings]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
