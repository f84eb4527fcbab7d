"""When an entry of a calendar is: its own time, its repetitions, and what is excepted from them."""

from __future__ import annotations

import contextlib
import warnings
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from cittrainer.intake.calendar_lines import RawEntry

Span = tuple[datetime, datetime]
"""From when to when on the clock of the wanted zone, without a zone of its own."""

_OFTEN: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
"""How often entries may repeat; what repeats by the hour keeps nobody from coming."""

_MOST_REPEATS: Final = 40_000
"""From the first one on; a hundred years of days."""

_EARLIEST: Final = 1970
_BY_HOUR = ("BYHOUR", "BYMINUTE", "BYSECOND")
_OF_MONTHS = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")


class Unreadable(Exception):
    """An entry says something that is not understood."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time that is wanted, on the clock of a zone."""

    first: datetime
    last: datetime
    zone: ZoneInfo

    def there(self, moment: datetime) -> datetime:
        """A moment on the clock of the zone; one without a zone is taken for one there."""
        if moment.tzinfo is None:
            return moment
        return moment.astimezone(self.zone).replace(tzinfo=None)


def learn_zones(described: Sequence[Sequence[str]]) -> None:
    """Make the time zones that a file describes known by the names that it gives them."""
    from icalendar import Calendar  # noqa: PLC0415 - as below

    for lines in described:
        # A zone that cannot be read is not needed, or what names it is taken for local time.
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError, OverflowError):
            whole = ["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]
            Calendar.from_ical("\r\n".join(whole))


def spans(entry: RawEntry, window: Window, moved: Sequence[str]) -> Iterator[Span]:
    """All times of an entry within the window.

    Args:
        entry: The entry.
        window: What is wanted.
        moved: Lines that name those repetitions which an entry of their own speaks of.

    Raises:
        Unreadable: it cannot be understood, or ends before it begins.
    """
    # Imported when a calendar is read: most starts of the program never read one.
    from icalendar import Event, FreeBusy  # noqa: PLC0415

    if entry.value("STATUS") == "CANCELLED":
        return
    kind = Event if entry.kind == "event" else FreeBusy
    name = "VEVENT" if entry.kind == "event" else "VFREEBUSY"
    repeats = [] if entry.lines("RECURRENCE-ID") else moved
    lines = [f"BEGIN:{name}", *(line for _, line in entry.when), f"END:{name}"]
    excepted = [f"BEGIN:{name}", *(_as_exception(line) for line in repeats), f"END:{name}"]
    try:
        with warnings.catch_warnings():
            # About zones whose names are guessed.
            warnings.simplefilter("ignore")
            component = kind.from_ical("\r\n".join(lines))
            others = kind.from_ical("\r\n".join(excepted)) if repeats else None
        times = (
            _busy_times(component, window)
            if entry.kind == "busy"
            else _event_times(component, others, window)
        )
        found = list(times)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as problem:
        # Whatever the file holds instead of dates and rules.
        raise Unreadable(str(problem)) from problem
    for start, end in found:
        first, last = max(start, window.first), min(end, window.last)
        if first < last:
            yield first, last


def _as_exception(line: str) -> str:
    """A line that names a repetition as one that excepts it."""
    return "EXDATE" + line[len("RECURRENCE-ID") :]


def _busy_times(component: Any, window: Window) -> Iterator[Span]:
    for each in _listed(component.get("FREEBUSY")):
        if str(each.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        for period in getattr(each, "dts", [each]):
            start, end = period.dt if hasattr(period, "dt") else (period.start, period.end)
            if isinstance(end, timedelta):
                end = start + end
            if end < start:
                raise Unreadable("it ends before it begins")
            yield window.there(start), window.there(end)


def _event_times(component: Any, others: Any, window: Window) -> Iterator[Span]:
    begins = component["DTSTART"].dt
    length = _length(component, begins)
    if length < timedelta():
        raise Unreadable("it ends before it begins")
    if not length:
        return
    excepted = _excepted(component, window)
    if others is not None:
        excepted |= _excepted(others, window)
    for start in _starts(component, begins, window, length):
        there = window.there(start)
        if there not in excepted and there.date() not in excepted:
            yield there, there + length


def _starts(
    component: Any, begins: date | datetime, window: Window, length: timedelta
) -> Iterator[datetime]:
    """The moments at which it begins, repetitions included, up to the end of the window."""
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - as above

    first = _moment(begins)
    zone = first.tzinfo
    if first.year < _EARLIEST:
        raise Unreadable("it begins too long ago")
    rules = _listed(component.get("RRULE"))
    if component.get("EXRULE") is not None or len(rules) > 1:
        raise Unreadable("its repetition is of a kind that is no longer used")
    for each in _listed(component.get("RDATE")):
        for one in each.dts:
            yield _moment(one.dt[0] if isinstance(one.dt, tuple) else one.dt)
    if not rules:
        yield first
        return
    rule, until = _rule(rules[0], first)
    # On the clock of its own zone, so that nine o'clock stays nine o'clock in summer.
    for number, wall in enumerate(rrulestr(rule, dtstart=first.replace(tzinfo=None))):
        start = wall.replace(tzinfo=zone)
        if number > _MOST_REPEATS:
            raise Unreadable("it repeats too often")
        if (until is not None and wall > until) or window.there(start) >= window.last:
            return
        if window.there(start) + length > window.first:
            yield start


def _rule(rule: Any, first: datetime) -> tuple[str, datetime | None]:
    """A repetition without its end, and the end on the clock of the entry's own zone."""
    parts = {str(name).upper(): value for name, value in rule.items()}
    often = str(parts["FREQ"][0]).upper()
    if often not in _OFTEN or any(len(_listed(parts.get(name))) > 1 for name in _BY_HOUR):
        raise Unreadable("it repeats by the hour")
    if often in {"DAILY", "WEEKLY"} and any(parts.get(name) for name in _OF_MONTHS):
        # Allowed in part, used by nobody, and the way to keep a computer searching for ages.
        raise Unreadable("its repetition is too involved")
    until = None
    for each in _listed(parts.get("UNTIL")):
        if isinstance(each, datetime):
            known = each.tzinfo is not None and first.tzinfo is not None
            until = (each.astimezone(first.tzinfo) if known else each).replace(tzinfo=None)
        else:
            until = datetime.combine(each, datetime.max.time())
    text = rule.to_ical().decode()
    kept = [part for part in text.split(";") if not part.upper().startswith("UNTIL=")]
    return ";".join(kept), until


def _excepted(component: Any, window: Window) -> set[date | datetime]:
    """The moments, or whole dates, at which it does not take place."""
    found: set[date | datetime] = set()
    for each in _listed(component.get("EXDATE")):
        for one in each.dts:
            is_moment = isinstance(one.dt, datetime)
            found.add(window.there(one.dt) if is_moment else one.dt)
    return found


def _length(component: Any, begins: date | datetime) -> timedelta:
    if (duration := component.get("DURATION")) is not None:
        return timedelta(seconds=duration.dt.total_seconds())
    if (ends := component.get("DTEND")) is not None:
        start, end = _moment(begins), _moment(ends.dt)
        if start.tzinfo is not None and end.tzinfo is not None:
            return end.astimezone(UTC) - start.astimezone(UTC)
        return end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return timedelta() if isinstance(begins, datetime) else timedelta(days=1)


def _moment(value: date | datetime) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, datetime.min.time())


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
