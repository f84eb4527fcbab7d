from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from cittrainer.documents.calendars import CalendarEvent, calendar
from cittrainer.errors import Invalid

STAMP = datetime(2026, 4, 1, 12, tzinfo=UTC)


def event(**more):
    values = {"uid": "a-1@x", "title": "Law", "day": date(2026, 5, 5), "start_minute": 600}
    return CalendarEvent(**(values | {"minutes": 50} | more))


def written(*events, sequence=1, time_zone="America/Chicago"):
    return calendar(events, name="CIT", sequence=sequence, time_zone=time_zone, stamp=STAMP)


def read(content):
    return Calendar.from_ical(content).walk("VEVENT")


def test_an_event_is_at_its_time_of_the_place_in_summer_and_in_winter():
    summer, winter = read(written(event(), event(uid="b@x", day=date(2026, 12, 1))))

    assert summer["dtstart"].dt.isoformat() == "2026-05-05T10:00:00-05:00"
    assert summer["dtend"].dt.isoformat() == "2026-05-05T10:50:00-05:00"
    assert winter["dtstart"].dt.isoformat() == "2026-12-01T10:00:00-06:00"


def test_the_file_brings_the_rules_of_its_time_zone():
    content = written(event())

    assert b"BEGIN:VTIMEZONE" in content
    assert b"DTSTART;TZID=America/Chicago:20260505T100000" in content


def test_a_later_file_has_the_same_name_and_a_higher_sequence():
    first, second = (read(written(event(), sequence=number))[0] for number in (1, 2))

    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (1, 2)


def test_what_is_gone_is_cancelled():
    (one,) = read(written(event(cancelled=True)))

    assert one["status"] == "CANCELLED"


def test_texts_of_any_kind_come_back_and_lines_stay_short():
    title = "Zoë’s talk; “law, order”\nand\r\nATTENDEE:mailto:x@example.org " + "ж" * 200
    content = written(event(title=title, location="Room 1, Main St; 2nd floor"))

    (one,) = read(content)
    assert str(one["location"]) == "Room 1, Main St; 2nd floor"
    assert "law, order" in str(one["summary"])
    assert "attendee" not in one
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_an_unknown_time_zone_is_refused():
    with pytest.raises(Invalid, match="no time zone"):
        written(event(), time_zone="Mars/Olympus")
