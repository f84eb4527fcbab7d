from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cittrainer.rules.availability_words import Calendar, heard, in_short, worded
from cittrainer.rules.availability_words.reading import LONGEST
from cittrainer.rules.plan_values import AVAILABLE, NO, PREFERRED, TimeValue

TODAY = date(2026, 3, 4)
"""A Wednesday."""
COURSE = tuple(date(2026, 5, day) for day in range(4, 9))
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY = " ".join(DAYS)
WEEKDAYS = "mon tue wed thu fri"


def weekly(days, hours="0-24", kind=AVAILABLE, **more):
    """Times as tests write them: days as “mon tue”, hours as “9-11:30”."""
    return [
        TimeValue(kind, *minutes(hours), weekday=DAYS.index(day), **more) for day in days.split()
    ]


def dated(dates, hours="0-24", kind=AVAILABLE, **more):
    """Dates of 2026 as “5/4 5/6”."""
    return [TimeValue(kind, *minutes(hours), on=on(one), **more) for one in dates.split()]


def on(text):
    month, day, *year = map(int, text.split("/"))
    return date(*year or [2026], month, day)


def minutes(hours):
    found = []
    for each in hours.split("-"):
        hour, _, minute = each.partition(":")
        found.append(int(hour) * 60 + int(minute or 0))
    return found


def times(text, dates=COURSE):
    return list(heard(text, Calendar(TODAY, dates)).times)


PHRASES = [
    # Days of every week.
    ("Mondays", weekly("mon")),
    ("every Monday 9-11:30", weekly("mon", "9-11:30")),
    ("each Tuesday from 9:00 to 11:30", weekly("tue", "9-11:30")),
    ("Tue and Thu mornings", weekly("tue thu", "8-12")),
    ("Tues & Thurs mornings", weekly("tue thu", "8-12")),
    ("mornings on Tuesdays and Thursdays", weekly("tue thu", "8-12")),
    ("Mon, Wed, Fri afternoons", weekly("mon wed fri", "12-17")),
    ("Mon, Wed, and Fri in the afternoon", weekly("mon wed fri", "12-17")),
    ("Mondays, Wednesdays 9-11", weekly("mon wed", "9-11")),
    ("Mon-Thu", weekly("mon tue wed thu")),
    ("Monday through Thursday, 8 to 10 a.m.", weekly("mon tue wed thu", "8-10")),
    ("Thu to Mon evenings", weekly("thu fri sat sun mon", "17-21")),
    ("M-F 9-5", weekly(WEEKDAYS, "9-17")),
    ("MWF 1-3pm", weekly("mon wed fri", "13-15")),
    ("TTh before noon", weekly("tue thu", "0-12")),
    ("weekdays", weekly(WEEKDAYS)),
    ("any weekday after 3", weekly(WEEKDAYS, "15-24")),
    ("weekends", weekly("sat sun")),
    ("mornings only", weekly(EVERY, "8-12")),
    ("from 10 to noon", weekly(EVERY, "10-12")),
    ("any time", weekly(EVERY)),
    ("every day", weekly(EVERY)),
    ("I'm free on Fridays", weekly("fri")),
    ("I am available Tuesday AM and Thursday PM", weekly("tue", "8-12") + weekly("thu", "12-17")),
    ("Mondays work for me", weekly("mon")),
    ("Hello, I can come Tuesdays in the morning. Thanks!", weekly("tue", "8-12")),
    ("Tuesday; Thursday", weekly("tue thu")),
    ("8:30-9:30 Mon, Tue, Thu", weekly("mon tue thu", "8:30-9:30")),
    ("Mon/Wed/Fri 8-10", weekly("mon wed fri", "8-10")),
    ("mon 9-12 tue 1-3 wed 9-12",
     weekly("mon", "9-12") + weekly("tue", "13-15") + weekly("wed", "9-12")),
    ("Tuesday mornings or all day Thursday", weekly("tue", "8-12") + weekly("thu")),
    # Hours.
    ("Mondays 10am-1pm", weekly("mon", "10-13")),
    ("Mondays 10-1", weekly("mon", "10-13")),
    ("Mondays 1-3", weekly("mon", "13-15")),
    ("Mondays 9 am to 5 pm", weekly("mon", "9-17")),
    ("Mondays 9a-11a", weekly("mon", "9-11")),
    ("Mondays 13:00-15:30", weekly("mon", "13-15:30")),
    ("Mondays 0900-1130", weekly("mon", "9-11:30")),
    ("Mondays 01:00-02:00", weekly("mon", "1-2")),
    ("Mondays noon to 2:15", weekly("mon", "12-14:15")),
    ("Mondays 6 pm to midnight", weekly("mon", "18-24")),
    ("Mondays between 9 and 11", weekly("mon", "9-11")),
    ("Mondays after 1 pm", weekly("mon", "13-24")),
    ("Mondays from 1 pm on", weekly("mon", "13-24")),
    ("Mondays until 3", weekly("mon", "0-15")),
    ("Mondays by noon", weekly("mon", "0-12")),
    ("Mondays after 9 until 3", weekly("mon", "9-15")),
    ("Monday mornings after 9", weekly("mon", "9-12")),
    ("Mondays before 9 and after 3", weekly("mon", "0-9") + weekly("mon", "15-24")),
    ("Mondays 9-11 and 1-3", weekly("mon", "9-11") + weekly("mon", "13-15")),
    ("Mondays 9-11, 1-3", weekly("mon", "9-11") + weekly("mon", "13-15")),
    ("Mondays 9-11 and Wednesdays 1-3", weekly("mon", "9-11") + weekly("wed", "13-15")),
    ("Mondays 9-11, Wednesdays 1-3", weekly("mon", "9-11") + weekly("wed", "13-15")),
    ("9-11 on Mondays, 1-3 on Wednesdays", weekly("mon", "9-11") + weekly("wed", "13-15")),
    ("not before 10, not after 3", weekly(EVERY, "10-15")),
    ("Mondays, never before 10 am", weekly("mon", "10-24")),
    ("Mondays over lunch", weekly("mon", "12-13")),
    ("weekdays during business hours", weekly(WEEKDAYS, "8-17")),
    ("Tuesdays, but only until 10", weekly("tue", "0-10")),
    ("Friday mornings from 8 to 10", weekly("fri", "8-10")),
    ("Wed. mornings only, no later than 11:30", weekly("wed", "8-11:30")),
    # Dates.
    ("May 5 after 1 pm", dated("5/5", "13-24")),
    ("May 5th, 2027", [TimeValue(AVAILABLE, 0, 1440, on=date(2027, 5, 5))]),
    ("5 May 9-11", dated("5/5", "9-11")),
    ("5th of May", dated("5/5")),
    ("5/14", dated("5/14")),
    ("5/14/26 and 5/15", dated("5/14 5/15")),
    ("2026-05-14", dated("5/14")),
    ("the 14th", dated("5/14")),
    ("the 14th and 15th", dated("5/14 5/15")),
    ("the 5th and 6th of June", dated("6/5 6/6")),
    ("May 4, 6 and 8", dated("5/4 5/6 5/8")),
    ("May 4, 9-11", dated("5/4", "9-11")),
    ("May 4-8", dated("5/4 5/5 5/6 5/7 5/8")),
    ("4-6 May", dated("5/4 5/5 5/6")),
    ("the 4th to the 6th of May", dated("5/4 5/5 5/6")),
    ("5/4-5/6 9am-5pm", dated("5/4 5/5 5/6", "9-17")),
    ("May 30 - June 1", dated("5/30 5/31 6/1")),
    ("Tuesday, May 5, 9-11", dated("5/5", "9-11")),
    ("Tuesday May 5 and Thursday May 7", dated("5/5 5/7")),
    ("Monday, May 4 to Wednesday, May 6", dated("5/4 5/5 5/6")),
    ("Thursday the 14th", dated("5/14")),
    ("Tuesday the 14th", dated("7/14")),
    ("first week of June", dated("6/1 6/2 6/3 6/4 6/5 6/6 6/7")),
    ("the last week of June, mornings", dated("6/24 6/25 6/26 6/27 6/28 6/29 6/30", "8-12")),
    ("week of May 6", dated("5/4 5/5 5/6 5/7 5/8 5/9 5/10")),
    ("next Tuesday", dated("3/10")),
    ("this Friday after 2", dated("3/6", "14-24")),
    ("tomorrow", dated("3/5")),
    ("Labor Day", dated("9/7")),
    ("the course week", dated("5/4 5/5 5/6 5/7 5/8")),
    ("the 2nd Tuesday in May", dated("5/12")),
    ("the last Friday of June", dated("6/26")),
    ("4th of July week", dated("6/29 6/30 7/1 7/2 7/3 7/4 7/5")),
    # Seasons.
    ("afternoons until June", weekly(EVERY, "12-17", last_on=on("5/31"))),
    ("Mondays until the end of June", weekly("mon", last_on=on("6/30"))),
    ("Mondays through June", weekly("mon", last_on=on("6/30"))),
    ("Mondays until June 15", weekly("mon", last_on=on("6/15"))),
    ("Mondays before June 15", weekly("mon", last_on=on("6/14"))),
    ("Mondays starting May 11", weekly("mon", first_on=on("5/11"))),
    ("Mondays after May 11", weekly("mon", first_on=on("5/12"))),
    ("Mondays from September on", weekly("mon", first_on=on("9/1"))),
    ("Mondays in May", weekly("mon", first_on=on("5/1"), last_on=on("5/31"))),
    ("in May, Mondays 9-11", weekly("mon", "9-11", first_on=on("5/1"), last_on=on("5/31"))),
    ("Mondays May to July", weekly("mon", first_on=on("5/1"), last_on=on("7/31"))),
    ("Mondays from May 4 to June 1", weekly("mon", first_on=on("5/4"), last_on=on("6/1"))),
    (
        "Tue mornings and Thu afternoons, until June 15",
        weekly("tue", "8-12", last_on=on("6/15")) + weekly("thu", "12-17", last_on=on("6/15")),
    ),
    ("May", weekly(EVERY, first_on=on("5/1"), last_on=on("5/31"))),
    # No.
    ("not the 14th", dated("5/14", kind=NO)),
    ("no Fridays", weekly("fri", kind=NO)),
    ("never on Mondays or Tuesdays", weekly("mon tue", kind=NO)),
    ("I can't Monday mornings, Tuesday afternoons",
     weekly("mon", "0-12", NO) + weekly("tue", "12-17", NO)),
    ("Fridays don't work", weekly("fri", kind=NO)),
    ("Fri not available", weekly("fri", kind=NO)),
    ("unavailable May 4 - May 6", dated("5/4 5/5 5/6", kind=NO)),
    ("can't on Memorial Day week", dated("5/25 5/26 5/27 5/28 5/29 5/30 5/31", kind=NO)),
    ("out of town May 4 and 5", dated("5/4 5/5", kind=NO)),
    ("on vacation July 1-31", weekly(EVERY, kind=NO, first_on=on("7/1"), last_on=on("7/31"))),
    ("not in July", weekly(EVERY, kind=NO, first_on=on("7/1"), last_on=on("7/31"))),
    ("no mornings", weekly(EVERY, "0-12", NO)),
    ("Mondays not available 9-11", weekly("mon", "9-11", NO)),
    ("any time except Fridays", weekly("mon tue wed thu sat sun") + weekly("fri", kind=NO)),
    ("weekdays except Wednesday mornings", weekly(WEEKDAYS) + weekly("wed", "0-12", NO)),
    ("weekdays except mornings", weekly(WEEKDAYS) + weekly(WEEKDAYS, "0-12", NO)),
    ("Mondays but not May 25", weekly("mon") + dated("5/25", kind=NO)),
    ("not Mondays, Wednesdays 9-11", weekly("mon", kind=NO) + weekly("wed", "9-11")),
    ("never Fridays, Mondays are fine", weekly("fri", kind=NO) + weekly("mon")),
    ("any day but Wednesday", weekly("mon tue thu fri sat sun") + weekly("wed", kind=NO)),
    ("no evenings or weekends", weekly(WEEKDAYS, "17-24", NO) + weekly("sat sun", kind=NO)),
    ("Tuesdays (not the 12th) 9-11", weekly("tue", "9-11") + dated("5/12", kind=NO)),
    ("I can't on the 5th but the 6th works", dated("5/5", kind=NO) + dated("5/6")),
    ("Tue: n/a, Wed: none", weekly("tue wed", kind=NO)),
    ("Mondays yes, Tuesdays no", weekly("mon") + weekly("tue", kind=NO)),
    # Preferred.
    ("Mondays and Tuesdays 9-12, prefer Tuesdays",
     weekly("mon tue", "9-12") + weekly("tue", "9-12", PREFERRED)),
    ("Tuesdays are best, Fridays are ok", weekly("tue", kind=PREFERRED) + weekly("fri")),
    ("prefer Wednesdays",
     weekly("wed", kind=PREFERRED) + weekly("mon tue thu fri sat sun")),
    ("weekdays 8-5, prefer May 5 9-11",
     weekly(WEEKDAYS, "8-17") + dated("5/5", "9-11", PREFERRED) + dated("5/5", "8-17")),
    ("prefer Wednesdays; at no other time", weekly("wed", kind=PREFERRED)),
    ("Available: Mondays. Preferred: Tuesdays. Not available: Fridays",
     weekly("mon") + weekly("tue", kind=PREFERRED) + weekly("fri", kind=NO)),
    # How long and how.
    ("Tue and Thu mornings, not the 14th, 30 minutes by phone",
     weekly("tue thu", "8-12", most_minutes=30, by_phone=True) + dated("5/14", kind=NO)),
    ("Mondays, at most an hour", weekly("mon", most_minutes=60)),
    ("Mondays, no more than 45 min", weekly("mon", most_minutes=45)),
    ("half an hour on Mondays", weekly("mon", most_minutes=30)),
    ("Mondays for 1.5 hours", weekly("mon", most_minutes=90)),
    ("Mondays, an hour and a half", weekly("mon", most_minutes=90)),
    ("Mondays, 20-30 minutes", weekly("mon", most_minutes=30)),
    ("Mondays at 9 for half an hour", weekly("mon", "9-9:30")),
    ("Mondays by zoom", weekly("mon", by_phone=True)),
    ("Mondays online, Fridays in person", weekly("mon", by_phone=True) + weekly("fri")),
    ("Mondays in person or by phone", weekly("mon")),
    ("Tuesdays and Wednesdays, Wednesdays only by phone",
     weekly("tue") + weekly("wed", by_phone=True)),
    ("Tuesdays, about 30 minutes", weekly("tue", most_minutes=30)),
    ("Only Tuesdays. By phone: 20 minutes", weekly("tue", most_minutes=20, by_phone=True)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PHRASES, ids=[text for text, _ in PHRASES])
def test_what_people_write_is_understood(text, expected):
    found = heard(text, Calendar(TODAY, COURSE))

    assert found.left == ""
    assert set(found.times) == set(expected)


@pytest.mark.parametrize(
    ("text", "left", "expected"),
    [
        ("every other Monday", "“every other Monday”", []),
        ("I have court Tuesday mornings", "“court Tuesday mornings”", []),
        ("I work Mondays, Tuesdays 9-11", "“I work Mondays, Tuesdays 9-11”", []),
        ("Wednesdays: maybe", "“Wednesdays: maybe”", []),
        ("Mondays, Wednesdays, maybe", "“Mondays, Wednesdays, maybe”", []),
        ("most Tuesdays", "“most Tuesdays”", []),
        (
            "the first Monday of every month",
            "“first Monday of every month” (it names no month)",
            [],
        ),
        ("Mondays if nobody else can", "“Mondays if nobody else can”", []),
        ("I may be free on Fridays", "“I may be free on Fridays”", []),
        ("Tue mornings, hugs to all", "“hugs”", weekly("tue", "8-12")),
        (
            "my office is closed Mondays and Tuesdays, Fridays are fine",
            "“office is closed Mondays and Tuesdays”",
            weekly("fri"),
        ),
        ("Tuesday May 6", "“Tuesday May 6” (that is Wednesday 6 May)", []),
        ("Mondays 11:00-09:00", "“Mondays 11:00-09:00” (it ends before it begins)", []),
        ("May 8 to May 4", "“May 8 to May 4” (it ends before it begins)", []),
        ("February 30", "“February 30” (there is no such date)", []),
        ("13/45", "“13/45”", []),
        ("Mondays at 9", "“Mondays at 9” (it has no end)", []),
        ("Mondays 9-11 after 1 pm", "“Mondays 9-11 after 1 pm” (no time is left)", []),
        ("30 minutes by phone", "“30 minutes by phone” (it says no day)", []),
        ("no", "“no” (it says no day)", []),
        ("cannot", "“cannot” (it says no day)", []),
        ("no holidays", "“no holidays”", []),
        ("Mondays 9-25", "“Mondays 9-25”", []),
        ("понедельник", "“понедельник”", []),
    ],
)
def test_what_is_not_understood_is_told_with_its_words_and_counts_for_nothing(text, left, expected):
    found = heard(text, Calendar(TODAY, COURSE))

    assert found.left == f"Not understood and left out: {left}."
    assert list(found.times) == expected


@pytest.mark.parametrize("text", ["", "   ", "\n", ",;.", "Hello, thanks!", "please"])
def test_what_says_nothing_is_nothing(text):
    assert heard(text, Calendar(TODAY)).times == ()


def test_each_piece_is_told_with_its_place_and_what_was_understood():
    text = "Tue and Thu mornings, not the 14th, hugs"
    found = heard(text, Calendar(TODAY, COURSE))

    assert [(text[one.start : one.end], one.understood, one.sentence) for one in found.pieces] == [
        ("Tue and Thu mornings", True, "Every Tuesday and Thursday, 8:00–12:00: available"),
        ("not the 14th", True, "Thursday 14 May 2026, all day: not available"),
        ("hugs", False, ""),
    ]


def test_a_date_without_its_year_or_month_is_near_the_course_else_the_next_one():
    def first(text, dates=(), today=TODAY):
        (only,) = heard(text, Calendar(today, dates)).times
        return only.on

    assert first("the 2nd") == date(2026, 4, 2)
    assert first("the 2nd", COURSE) == date(2026, 5, 2)
    assert first("March 3") == date(2027, 3, 3)
    assert first("March 4") == TODAY
    assert first("January 7", tuple(date(2027, 1, day) for day in (4, 5, 6, 7, 8))) == date(
        2027, 1, 7
    )
    assert first("December 21", (date(2027, 1, 4),)) == date(2026, 12, 21)
    assert first("Tuesday the 5th", COURSE) == date(2026, 5, 5)
    assert first("the 31st", today=date(2026, 4, 2)) == date(2026, 5, 31)


def test_a_text_that_is_too_long_is_read_to_its_limit_and_the_rest_is_told():
    found = heard("Mondays. " + "x" * LONGEST, Calendar(TODAY))

    assert list(found.times) == weekly("mon")
    assert "the text is too long" in found.left


def test_too_many_dates_are_told():
    many = ", ".join(f"2026-05-{day:02d} {hour}-{hour + 1}" for day, hour in product(
        range(1, 29), range(8, 24)))  # fmt: skip
    text = "; ".join(f"May {n} 9-10" for n in range(1, 29))

    assert len(heard(text, Calendar(TODAY)).times) == 28
    assert len(heard(many, Calendar(TODAY)).times) <= 400


DATES = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def any_times(draw):
    start = draw(st.integers(0, 1439))
    kind = draw(st.sampled_from([AVAILABLE, PREFERRED, NO]))
    weekday = draw(st.none() | st.integers(0, 6))
    first = last = None
    if weekday is not None:
        first = draw(st.none() | DATES)
        last = draw(st.none() | (DATES if first is None else st.just(first + timedelta(days=40))))
    return TimeValue(
        kind,
        *draw(st.sampled_from([(0, 1440), (start, draw(st.integers(start + 1, 1440)))])),
        on=draw(DATES) if weekday is None else None,
        weekday=weekday,
        first_on=first,
        last_on=last,
        most_minutes=None if kind == NO else draw(st.none() | st.integers(5, 600)),
        by_phone=kind != NO and draw(st.booleans()),
    )


@settings(max_examples=400)
@given(st.lists(any_times(), max_size=6, unique=True))
def test_what_the_program_writes_is_read_back_to_the_same_times(said):
    text = worded(said)
    found = heard(text, Calendar(TODAY, COURSE))

    assert found.left == ""
    assert list(found.times) == said


WORDS = [
    *("Monday", "Tuesdays", "May", "4", "14th", "and", "or", "not", "except", "prefer", "mornings"),
    *("9-11", "after", "3pm", "until", "June", ",", ";", ".", "every", "other", "30 minutes"),
    *("by phone", "can't", "week of", "first", "from", "to", "noon", "5/14", "2026-05-14", "-"),
    *(":", "(", "next", "Memorial Day", "2026", "hello", "99", "24", "0:00", "in", "at", "half an"),
    *(
        "hour",
        "all day",
        "end of",
        "weekdays",
        "through",
        "the",
        "between",
        "before",
        "no other time",
    ),
]


@settings(max_examples=600)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_words_are_read_without_a_fault_and_nothing_is_dropped_in_silence(text):
    found = heard(text, Calendar(TODAY, COURSE))

    for one in found.times:
        assert 0 <= one.start < one.end <= 1440
        assert (one.on is None) != (one.weekday is None)
        assert one.first_on is None or one.last_on is None or one.first_on <= one.last_on
    assert all(0 <= one.start <= one.end <= len(text) for one in found.pieces)
    assert in_short(found.times) or not found.times
    if not found.pieces:
        assert not any(word in text for word in ("Monday", "May", "9-11", "5/14", "other", "99"))
