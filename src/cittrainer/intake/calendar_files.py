"""Reads when somebody is busy or free from a calendar file (ICS), and nothing else of it.

Only dates, hours and repetitions are taken. A title is looked at for the words “free” and
“available” and forgotten; descriptions, places and guests are not read at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cittrainer.errors import Invalid, UnreadableFile
from cittrainer.intake.calendar_lines import (
    MOST_BYTES,
    MOST_ENTRIES,
    RawEntry,
    raw_entries,
    text_of,
    zones,
)
from cittrainer.intake.calendar_repeats import Span, Unreadable, Window, learn_zones, spans
from cittrainer.rules.wording import counted, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

DAYS_AHEAD: Final = 365
"""How far ahead entries are read."""

MOST_TIMES: Final = 5_000

_FREE = re.compile(r"\b(?:free|available|availability|open)\b", re.IGNORECASE)
_NOT_FREE = re.compile(r"\b(?:not|isn't|never|no)\b|unavailable", re.IGNORECASE)
_HINT = "Export the calendar again as an .ics file and choose that."


@dataclass(frozen=True, slots=True)
class CalendarTime:
    """A stretch of a date that the calendar has something for."""

    on: date
    start: int
    """Minutes after midnight in the zone that was asked for, as is ``end``."""
    end: int
    free: bool
    """Whether the calendar itself says that they are free or available then."""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a calendar says of the year to come."""

    times: tuple[CalendarTime, ...]
    """In the order of time; those of one kind do not overlap or touch each other."""
    entries: int
    """Entries that say something of this year."""
    left_out: int
    """Entries that could not be read, such as one that repeats by the hour."""


def read_calendar(
    path: Path,
    *,
    zone: str,
    today: date,
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> CalendarFile:
    """When the owner of a calendar is busy or free, from today on for a year.

    Args:
        path: The file.
        zone: IANA name of the time zone in which the times are wanted. Times without a zone of
            their own are taken for times there.
        today: The first day.
        report: Told how many entries are read of how many; it may raise to stop.

    Raises:
        UnreadableFile: it is no calendar, is damaged, or is too large.
        Invalid: the zone is unknown.
    """
    try:
        there = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise Invalid(
            f"“{zone}” is no time zone.", hint="Choose one in the settings of the academy."
        ) from problem
    first = datetime.combine(today, datetime.min.time())
    window = Window(first, first + timedelta(days=DAYS_AHEAD), there)
    found: list[tuple[Span, bool]] = []
    entries = left_out = 0
    read = _entries(path, window)
    moved = _moved(read)
    for done, entry in enumerate(read):
        report(done, len(read))
        try:
            of_one = list(spans(entry, window, moved.get(entry.uid, ())))
        except Unreadable:
            left_out += 1
            continue
        entries += bool(of_one)
        found += [(span, _says_free(entry)) for span in of_one]
        if len(found) > MOST_TIMES:
            raise UnreadableFile(
                f"{quoted(path.name)} has more than {counted(MOST_TIMES, 'time')} in the year to "
                "come.",
                hint="Export a calendar that has only what keeps this person from coming.",
            )
    times = [
        CalendarTime(*stretch, free)
        for free in (False, True)
        for stretch in _joined(span for span, each in found if each is free)
    ]
    return CalendarFile(
        tuple(sorted(times, key=lambda one: (one.on, one.start, one.end))), entries, left_out
    )


def _entries(path: Path, window: Window) -> list[RawEntry]:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableFile(
                f"{quoted(path.name)} is larger than {MOST_BYTES // 1_000_000} MB.",
                hint="Export only the coming year, or only one calendar.",
            )
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(
            f"{quoted(path.name)} cannot be opened.", hint="Choose the file again."
        ) from problem
    text = text_of(data)
    if text is None:
        raise UnreadableFile(f"{quoted(path.name)} is no calendar file.", hint=_HINT)
    learn_zones(zones(text))
    found = []
    for entry in raw_entries(text):
        if entry is None:
            raise UnreadableFile(f"{quoted(path.name)} is damaged: it ends too early.", hint=_HINT)
        if entry.matters_from(window.first.date() - timedelta(days=1)):
            found.append(entry)
        if len(found) > MOST_ENTRIES:
            raise UnreadableFile(
                f"{quoted(path.name)} has more than {counted(MOST_ENTRIES, 'entry', 'entries')}.",
                hint="Export only the coming year, or only one calendar.",
            )
    return found


def _moved(entries: Iterable[RawEntry]) -> dict[str, list[str]]:
    """For each repeated entry the lines that name the ones of it which were moved or changed."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        if entry.uid:
            found.setdefault(entry.uid, []).extend(entry.lines("RECURRENCE-ID"))
    return found


def _says_free(entry: RawEntry) -> bool:
    if entry.value("TRANSP") == "TRANSPARENT":
        return True
    if entry.value("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE" or entry.kind == "free":
        return True
    title = entry.title
    return bool(_FREE.search(title)) and not _NOT_FREE.search(title)


def _joined(found: Iterable[Span]) -> Iterator[tuple[date, int, int]]:
    """The stretches cut at midnight; those that overlap or touch are one."""
    cut = sorted(part for span in found for part in _by_day(span))
    for on, of_day in groupby(cut, key=lambda part: part[0]):
        start, end = -1, -1
        for _, begins, ends in of_day:
            if begins > end:
                if end > 0:
                    yield on, start, end
                start = begins
            end = max(end, ends)
        yield on, start, end


def _by_day(span: Span) -> Iterator[tuple[date, int, int]]:
    start, end = span
    while start < end:
        midnight = datetime.combine(start.date() + timedelta(days=1), datetime.min.time())
        until = min(end, midnight)
        last = 1440 if until == midnight else until.hour * 60 + until.minute
        first = start.hour * 60 + start.minute
        if first < last:
            yield start.date(), first, last
        start = midnight
