from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from cittrainer.errors import Invalid, UnreadableFile
from cittrainer.intake import calendar_files, calendar_lines
from cittrainer.intake.calendar_files import read_calendar

TODAY = date(2026, 5, 1)
CHICAGO = "America/Chicago"
NINE = "DTSTART:20260504T090000\nDURATION:PT1H"
NINE_THERE = "DTSTART;TZID=America/Chicago:20260504T090000\nDURATION:PT1H"
EIGHT_PM = "DTSTART;TZID=America/Chicago:20260504T200000\nDURATION:PT1H"


def write(tmp_path, *events, head=""):
    """A calendar of entries, each as its lines between BEGIN and END."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", *head.split("\n")]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.strip().split("\n"), "END:VEVENT"]
    path = tmp_path / "calendar.ics"
    text = "\r\n".join(line.strip() for line in [*lines, "END:VCALENDAR", ""] if line.strip())
    path.write_bytes(text.encode())
    return path


def read(path, zone=CHICAGO, today=TODAY):
    return read_calendar(path, zone=zone, today=today)


def told(file):
    """Times as “5/4 9:00-10:30”."""
    return [
        f"{one.on.month}/{one.on.day} {one.start // 60}:{one.start % 60:02d}-"
        f"{one.end // 60}:{one.end % 60:02d}{' free' if one.free else ''}"
        for one in file.times
    ]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART;TZID=America/Chicago:20260504T090000\nDTEND;TZID=America/Chicago:20260504T103000",
         ["5/4 9:00-10:30"]),
        ("DTSTART:20260504T140000Z\nDTEND:20260504T150000Z", ["5/4 9:00-10:00"]),
        ("DTSTART:20260504T090000\nDURATION:PT45M", ["5/4 9:00-9:45"]),
        ("DTSTART;TZID=America/New_York:20260504T090000\nDURATION:PT1H", ["5/4 8:00-9:00"]),
        ("DTSTART;TZID=Eastern Standard Time:20260504T090000\nDURATION:PT1H", ["5/4 8:00-9:00"]),
        ("DTSTART;VALUE=DATE:20260504", ["5/4 0:00-24:00"]),
        ("DTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260506",
         ["5/4 0:00-24:00", "5/5 0:00-24:00"]),
        ("DTSTART:20260504T220000\nDTEND:20260506T020000",
         ["5/4 22:00-24:00", "5/5 0:00-24:00", "5/6 0:00-2:00"]),
        ("DTSTART:20260504T030000Z\nDTEND:20260504T060000Z", ["5/3 22:00-24:00", "5/4 0:00-1:00"]),
        ("DTSTART:20260504T090000", []),
        ("DTSTART:20260504T090000\nDTEND:20260504T080000", []),
        ("DTSTART:20260504T090000\nDURATION:PT1H\nSTATUS:CANCELLED", []),
        ("DTSTART:20250504T090000\nDURATION:PT1H", []),
        ("DTSTART:20270504T090000\nDURATION:PT1H", []),
    ],
)  # fmt: skip
def test_an_entry_is_read_on_the_clock_of_the_academy(tmp_path, event, expected):
    assert told(read(write(tmp_path, event))) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART:20260504T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3",
         ["5/4 9:00-10:00", "5/11 9:00-10:00", "5/18 9:00-10:00"]),
        ("DTSTART:20260504T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20260511T090000",
         ["5/4 9:00-10:00", "5/11 9:00-10:00"]),
        (f"{EIGHT_PM}\nRRULE:FREQ=DAILY;UNTIL=20260506T010000Z",
         ["5/4 20:00-21:00", "5/5 20:00-21:00"]),
        (f"{NINE}\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260511T090000",
         ["5/4 9:00-10:00", "5/18 9:00-10:00"]),
        (f"{NINE_THERE}\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260511T140000Z,20260518T140000Z",
         ["5/4 9:00-10:00"]),
        (f"{NINE}\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE;VALUE=DATE:20260511", ["5/4 9:00-10:00"]),
        ("DTSTART;VALUE=DATE:20260504\nRRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=2",
         ["5/4 0:00-24:00", "6/1 0:00-24:00"]),
        ("DTSTART:20260504T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260511",
         ["5/4 9:00-10:00", "5/6 9:00-10:00", "5/11 9:00-10:00"]),
        ("DTSTART:20260504T090000\nDURATION:PT1H\nRDATE:20260505T100000", ["5/4 9:00-10:00",
         "5/5 10:00-11:00"]),
        ("DTSTART:20200101T090000\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=4",
         ["5/4 9:00-10:00"]),
    ],
)  # fmt: skip
def test_repetitions_and_their_exceptions_are_read(tmp_path, event, expected):
    assert told(read(write(tmp_path, event))) == expected


def test_nine_o_clock_stays_nine_o_clock_when_summer_time_ends(tmp_path):
    event = "DTSTART;TZID=America/Chicago:20261026T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"
    assert told(read(write(tmp_path, event))) == ["10/26 9:00-10:00", "11/2 9:00-10:00"]


def test_an_endless_repetition_is_read_for_a_year(tmp_path):
    event = "DTSTART:20200106T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"

    found = read(write(tmp_path, event))

    assert len(found.times) == 52
    assert found.times[0].on == date(2026, 5, 4)
    assert found.times[-1].on < TODAY + timedelta(days=calendar_files.DAYS_AHEAD)


def test_a_repetition_that_was_moved_is_where_it_was_moved_to(tmp_path):
    series = (
        "UID:a\nDTSTART;TZID=America/Chicago:20260504T090000\nDURATION:PT1H\n"
        "RRULE:FREQ=WEEKLY;COUNT=3"
    )
    moved = "UID:a\nRECURRENCE-ID:20260511T140000Z\nDTSTART:20260512T150000Z\nDURATION:PT1H"
    called_off = (
        "UID:a\nRECURRENCE-ID:20260518T140000Z\nDTSTART:20260518T140000Z\nDURATION:PT1H\n"
        "STATUS:CANCELLED"
    )

    assert told(read(write(tmp_path, series, moved, called_off))) == [
        "5/4 9:00-10:00",
        "5/12 10:00-11:00",
    ]


def test_entries_that_touch_or_overlap_are_one_time(tmp_path):
    events = [
        "DTSTART:20260504T090000\nDURATION:PT1H",
        "DTSTART:20260504T100000\nDURATION:PT30M",
        "DTSTART:20260504T093000\nDURATION:PT15M",
        "DTSTART:20260504T110000\nDURATION:PT15M",
    ]

    found = read(write(tmp_path, *events))

    assert told(found) == ["5/4 9:00-10:30", "5/4 11:00-11:15"]
    assert found.entries == 4


@pytest.mark.parametrize(
    ("lines", "free"),
    [
        ("SUMMARY:Dentist", False),
        ("SUMMARY:Available for talks", True),
        ("SUMMARY;LANGUAGE=en:free", True),
        ("SUMMARY:Not available", False),
        ("SUMMARY:Unavailable", False),
        ("TRANSP:TRANSPARENT", True),
        ("TRANSP:OPAQUE\nSUMMARY:Freedom march", False),
        ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", True),
    ],
)
def test_what_the_calendar_calls_free_is_told_apart(tmp_path, lines, free):
    (only,) = read(write(tmp_path, f"DTSTART:20260504T090000\nDURATION:PT1H\n{lines}")).times

    assert only.free is free


def test_nothing_of_a_title_place_or_guest_is_kept(tmp_path):
    event = (
        "UID:secret-uid\nDTSTART:20260504T090000\nDURATION:PT1H\nSUMMARY:Secret clinic\n"
        "LOCATION:Secret street\nDESCRIPTION:Secret words\nATTENDEE:mailto:secret@example.org"
    )

    assert "ecret" not in repr(read(write(tmp_path, event)))


def test_lists_of_busy_times_are_read(tmp_path):
    path = tmp_path / "busy.ics"
    path.write_text(
        "BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\n"
        "FREEBUSY;FBTYPE=BUSY:20260504T140000Z/PT1H,20260505T140000Z/20260505T150000Z\r\n"
        "FREEBUSY;FBTYPE=FREE:20260506T140000Z/PT1H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    )

    assert told(read(path)) == ["5/4 9:00-10:00", "5/5 9:00-10:00"]


def test_a_zone_that_the_file_describes_is_known_by_its_name(tmp_path):
    zone = "\n".join(
        ["BEGIN:VTIMEZONE", "TZID:Our office", "BEGIN:STANDARD", "DTSTART:19700101T000000",
         "TZOFFSETFROM:-0300", "TZOFFSETTO:-0300", "END:STANDARD", "END:VTIMEZONE"]
    )  # fmt: skip
    event = "DTSTART;TZID=Our office:20260504T090000\nDURATION:PT1H"

    assert told(read(write(tmp_path, event, head=zone))) == ["5/4 7:00-8:00"]


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:tomorrow\nDURATION:PT1H",
        "SUMMARY:nothing",
        "DTSTART:20260504T090000\nDURATION:PT1H\nRRULE:FREQ=SECONDLY",
        "DTSTART:20260504T090000\nDURATION:PT1H\nRRULE:FREQ=HOURLY",
        "DTSTART:20260504T090000\nDURATION:PT1H\nRRULE:nonsense",
        "DTSTART:20260504T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYHOUR=1,2,3",
        "DTSTART:20260504T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "DTSTART:00010101T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY",
        "DTSTART;TZID=America/Chicago:20260504T090000\nDURATION:P999999999D",
    ],
)
def test_an_entry_that_cannot_be_read_is_counted_and_the_others_are_read(tmp_path, event):
    good = "DTSTART:20260505T090000\nDURATION:PT1H"

    found = read(write(tmp_path, event, good))

    assert (told(found), found.left_out) == (["5/5 9:00-10:00"], 1)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is no calendar file"),
        (b"Name;Date\r\n", "is no calendar file"),
        (b"\x89PNG\r\n", "is no calendar file"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260504T0900", "ends too early"),
        (b"BEGIN:VEVENT\r\n" * 1000, "is no calendar file"),
    ],
)
def test_what_is_no_calendar_is_refused_in_one_sentence(tmp_path, data, says):
    path = tmp_path / "calendar.ics"
    path.write_bytes(data)

    with pytest.raises(UnreadableFile, match=f"“calendar.ics” {says}|{says}"):
        read(path)


def test_a_missing_file_and_an_unknown_zone_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read(tmp_path / "nothing.ics")
    with pytest.raises(Invalid, match="“Mars/Base” is no time zone"):
        read(write(tmp_path), zone="Mars/Base")


def test_a_file_that_is_too_large_or_has_too_much_is_refused(tmp_path, monkeypatch):
    event = "DTSTART:20260504T090000\nDURATION:PT1H"
    path = write(tmp_path, *[event] * 4)

    monkeypatch.setattr(calendar_files, "MOST_ENTRIES", 3)
    with pytest.raises(UnreadableFile, match="has more than 3 entries"):
        read(path)
    monkeypatch.setattr(calendar_files, "MOST_BYTES", 100)
    with pytest.raises(UnreadableFile, match="is larger than"):
        read(path)
    monkeypatch.setattr(calendar_files, "MOST_BYTES", calendar_lines.MOST_BYTES)
    monkeypatch.setattr(calendar_files, "MOST_TIMES", 300)
    daily = write(tmp_path, f"{event}\nRRULE:FREQ=DAILY")
    with pytest.raises(UnreadableFile, match="has more than 300 times"):
        read(daily)


def test_ten_thousand_old_entries_cost_little(tmp_path):
    old = "DTSTART:20150504T090000Z\nDTEND:20150504T100000Z\nSUMMARY:x"
    path = write(tmp_path, *[old] * 10_000, "DTSTART:20260504T090000\nDURATION:PT1H")
    began = datetime.now()  # noqa: DTZ005

    found = read(path)

    assert told(found) == ["5/4 9:00-10:00"]
    assert (datetime.now() - began).total_seconds() < 5  # noqa: DTZ005


def test_whoever_asks_is_told_how_far_it_is_and_can_stop_it(tmp_path):
    class Stopped(Exception):
        pass

    def stop(done, total):
        if done == 1:
            assert total == 3
            raise Stopped

    path = write(tmp_path, *["DTSTART:20260504T090000\nDURATION:PT1H"] * 3)
    with pytest.raises(Stopped):
        read_calendar(path, zone=CHICAGO, today=TODAY, report=stop)
