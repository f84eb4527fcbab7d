"""A presenter's times from where they come: their words, their calendar, the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.intake.calendar_files import read_calendar
from cittrainer.models import AvailabilityKind
from cittrainer.rules.availability_words import Calendar
from cittrainer.rules.plan_values import AVAILABLE, NO, TimeValue
from cittrainer.rules.wording import counted
from cittrainer.services.presenters import TimeWindow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from cittrainer.db import Database
    from cittrainer.intake.calendar_files import CalendarFile
    from cittrainer.jobs.progress import Progress
    from cittrainer.queries.presenter_times import Surroundings
    from cittrainer.queries.presenters import WindowValue


def calendar_of(known: Surroundings, today: date, course_id: int | None = None) -> Calendar:
    """The calendar by which words are read: about a course, or else about the next one."""
    chosen = [one for one in known.courses if course_id in {None, one.id}]
    return Calendar(today, chosen[0].dates if chosen else ())


def zone_of(known: Surroundings, course_id: int | None = None) -> str:
    """The time zone of a course, or the academy's."""
    return next((one.time_zone for one in known.courses if one.id == course_id), known.time_zone)


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """What a calendar file says of somebody's times."""

    file: CalendarFile
    name: str

    @property
    def marked_free(self) -> int:
        """How many of its times the calendar itself calls free."""
        return sum(one.free for one in self.file.times)

    def times(self, *, free: bool) -> tuple[TimeValue, ...]:
        """The times as what was said of them.

        Args:
            free: Whether the entries are when they can come: those that the calendar calls free,
                or all where it calls none so. Else they are when they cannot come, and what it
                calls free is left out.
        """
        wanted = [one for one in self.file.times if one.free is free]
        if free and not wanted:
            wanted = list(self.file.times)
        kind = AVAILABLE if free else NO
        return tuple(TimeValue(kind, one.start, one.end, on=one.on) for one in wanted)

    def told(self, *, free: bool) -> str:
        """What was read, in a sentence or two."""
        taken = len(self.times(free=free))
        said = "when they can come" if free else "when they cannot come"
        parts = [f"{counted(taken, 'time')} of the coming year {said}."]
        left = len(self.file.times) - taken
        if left:
            called = "free" if not free else "busy"
            parts.append(f"{counted(left, 'time')} that the calendar calls {called} left out.")
        if self.file.left_out:
            them = counted(self.file.left_out, "entry", "entries")
            parts.append(f"{them} could not be read.")
        return " ".join(parts)


def read_file(
    _database: Database, progress: Progress, path: Path, *, time_zone: str, today: date
) -> CalendarAnswer:
    """Read a calendar file; nothing is saved.

    Raises:
        UnreadableFile, Invalid: see ``read_calendar``.
        Cancelled: it was stopped.
    """
    found = read_calendar(
        path,
        zone=time_zone,
        today=today,
        report=lambda done, total: progress.report(done, total, "Reading the calendar"),
    )
    return CalendarAnswer(found, path.name)


def time_of(one: WindowValue | TimeWindow) -> TimeValue:
    """A time in the book as the rules know it."""
    return TimeValue(
        one.kind.value,
        one.start_minute,
        one.end_minute,
        one.on_date,
        one.weekday,
        one.first_on,
        one.last_on,
        one.most_minutes,
        one.by_phone,
    )


def window_of(one: TimeValue) -> TimeWindow:
    """A time of the rules as it is written into the book."""
    return TimeWindow(
        kind=AvailabilityKind(one.kind),
        on_date=one.on,
        weekday=one.weekday,
        start_minute=one.start,
        end_minute=one.end,
        first_on=one.first_on,
        last_on=one.last_on,
        most_minutes=one.most_minutes,
        by_phone=one.by_phone,
    )


def together(on_file: Iterable[TimeValue], new: Iterable[TimeValue]) -> tuple[TimeValue, ...]:
    """Times with others added; what stands there already is not repeated."""
    return tuple(dict.fromkeys((*on_file, *new)))
