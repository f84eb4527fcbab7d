"""Calendar files (ICS): events that a later file of a higher sequence changes or cancels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cittrainer.documents.words import printable
from cittrainer.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """Something on a day, from when to when.

    Attributes:
        uid: The same in every file that speaks of this event.
        start_minute: Minutes after midnight at the place.
        cancelled: Whether the file takes it off the calendars that hold it.
        tentative: Whether it is asked for and not agreed yet.
    """

    uid: str
    title: str
    day: date
    start_minute: int
    minutes: int
    location: str = ""
    description: str = ""
    cancelled: bool = False
    tentative: bool = False

    @property
    def status(self) -> str:
        """How sure it is (RFC 5545, section 3.8.1.11)."""
        if self.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.tentative else "CONFIRMED"


def calendar(
    events: Iterable[CalendarEvent], *, name: str, sequence: int, time_zone: str, stamp: datetime
) -> bytes:
    """A calendar file; its times carry the zone of the place, so that they are right anywhere.

    Args:
        events: In the order in which they are written.
        name: What a calendar program calls the file.
        sequence: Higher in every later file, so that an event replaces its earlier self (RFC 5545,
            section 3.8.7.4).
        time_zone: IANA name.
        stamp: When what the file says was decided; naive moments are taken for UTC.

    Raises:
        Invalid: the time zone is unknown.
    """
    # Imported when a calendar is made: most starts of the program never make one.
    from icalendar import Calendar, Event  # noqa: PLC0415

    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise Invalid(
            f"“{time_zone}” is no time zone.", hint="Choose one in the settings of the academy."
        ) from problem
    made = Calendar()
    made.add("prodid", "-//CIT Trainer//Plan//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", printable(name))
    for one in events:
        event = Event()
        event.add("uid", one.uid)
        event.add("sequence", sequence)
        event.add("dtstamp", stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC))
        begins = datetime.combine(one.day, time(), zone) + timedelta(minutes=one.start_minute)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=one.minutes))
        event.add("summary", printable(one.title))
        event.add("status", one.status)
        if one.location:
            event.add("location", printable(one.location))
        if one.description:
            event.add("description", printable(one.description))
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())
