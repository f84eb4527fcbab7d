from __future__ import annotations

from itertools import pairwise

import weeks
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.rules.free_busy import GRAVITY, at, free_busy
from cittrainer.rules.plan_values import ConstraintValue, PresenterValue, TimeValue
from cittrainer.rules.values import BusyElsewhere

ANA, BEN = (weeks.booking(name).presenter_id for name in ("Ana", "Ben"))
ROOM = sum(map(ord, "Room A"))


def known(presenter_id, name, *times):
    return {presenter_id: PresenterValue(presenter_id, name, times=times)}


def told(spans):
    return [
        (f"{s.start // 60}:{s.start % 60:02d}", f"{s.end // 60}:{s.end % 60:02d}", s.kind, s.names)
        for s in spans
    ]


def test_what_a_presenter_said_is_shown_over_the_hours_of_each_day():
    times = (
        TimeValue("available", 480, 720, weekday=0),
        TimeValue("preferred", 540, 600, weekday=0),
    )
    talk = weeks.block("Talk", None, "8:00", 60, weeks.part("Ana"))
    found = free_busy(weeks.week(talk, presenters=known(ANA, "Ana", *times)), talk)

    assert told(found[1]) == [
        ("8:00", "9:00", "available", "Ana"),
        ("9:00", "10:00", "preferred", "Ana"),
        ("10:00", "12:00", "available", "Ana"),
        ("12:00", "17:30", "no", "Ana"),
    ]
    assert told(found[2]) == [("8:00", "17:30", "no", "Ana")]


def test_short_talks_and_calls_are_told_where_a_block_is_held():
    times = (
        TimeValue("available", 480, 600, weekday=0, most_minutes=30),
        TimeValue("available", 600, 720, weekday=0, by_phone=True),
        TimeValue("preferred", 660, 900, weekday=0),
    )
    long = weeks.block("Talk", None, "8:00", 60, weeks.part("Ana"))
    short = weeks.block("Word", None, "8:00", 30, weeks.part("Ana"))
    week = weeks.week(long, short, presenters=known(ANA, "Ana", *times))

    found = free_busy(week, long)[1]

    assert [(one.start, one.end, one.words) for one in found] == [
        (480, 600, "Ana is not available"),
        (600, 660, "Ana is available, but only by phone"),
        (660, 900, "Ana prefers this"),
        (900, 1050, "Ana is not available"),
    ]
    assert [one.words for one in at(found, 600, 660)] == ["Ana is available, but only by phone"]
    assert free_busy(week, short)[1][0].kind == "available"


def test_whoever_gave_no_times_has_not_answered():
    talk = weeks.block("Talk", None, "8:00", 60, weeks.part("Ana"))

    (only,) = free_busy(weeks.week(talk), talk)[1]

    assert (only.kind, only.words) == ("unanswered", "Ana has not answered")


def test_other_blocks_and_other_courses_make_busy_and_are_named():
    talk = weeks.block("Talk", 1, "8:00", 60, weeks.part("Ana", room="Room A"))
    panel = weeks.block("Panel", 1, "10:00", 60, weeks.part("Ana", "Ben"))
    tour = weeks.block("Tour", 1, "10:30", 60, weeks.part("Ben", room="Room A"))
    others = (
        BusyElsewhere(weeks.MONDAY, 840, 900, "CIT-7", "Stories", presenter_id=ANA),
        BusyElsewhere(weeks.MONDAY, 870, 930, "CIT-8", "Exam", room_id=ROOM),
    )
    times = TimeValue("available", 0, 1440, weekday=0)
    week = weeks.week(talk, panel, tour, elsewhere=others, presenters=known(ANA, "Ana", times))

    busy = [span for span in free_busy(week, talk)[1] if span.kind == "busy"]

    assert [(one.start, one.end, one.words) for one in busy] == [
        (600, 660, "Ana is in “Panel”"),
        (840, 870, "Ana is in “Stories” of CIT-7"),
        (870, 900, "Ana is in “Stories” of CIT-7; Room A is taken by “Exam” of CIT-8"),
        (900, 930, "Room A is taken by “Exam” of CIT-8"),
    ]


def test_alternates_and_those_called_off_do_not_count():
    talk = weeks.block(
        "Talk", 1, "8:00", 60,
        weeks.part(weeks.booking("Ana", order=2), weeks.booking("Ben", "declined")),
    )  # fmt: skip

    assert free_busy(weeks.week(talk), talk) == {}


def test_the_gravest_answer_counts_and_preferred_only_if_it_is_for_all():
    talk = weeks.block("Talk", None, "8:00", 60, weeks.part("Ana", "Ben"))
    people = known(ANA, "Ana", TimeValue("preferred", 480, 1080, weekday=0)) | known(
        BEN, "Ben", TimeValue("available", 480, 600, weekday=0),
        TimeValue("preferred", 600, 660, weekday=0),
    )  # fmt: skip

    assert told(free_busy(weeks.week(talk, presenters=people), talk)[1]) == [
        ("8:00", "10:00", "available", "Ben"),
        ("10:00", "11:00", "preferred", "Ana and Ben"),
        ("11:00", "17:30", "no", "Ben"),
    ]


def test_constraints_of_the_course_about_presenters_and_rooms_count():
    talk = weeks.block("Talk", None, "8:00", 60, weeks.part("Ana", room="Room A"))
    constraints = (
        ConstraintValue(1, "presenter_time", presenter_id=ANA, availability="available",
                        course_day_id=1, start_minute=540, end_minute=720),
        ConstraintValue(2, "room_time", room_id=ROOM, availability="no", start_minute=660,
                        end_minute=690),
        ConstraintValue(3, "presenter_time", active=False, presenter_id=ANA, availability="no"),
        ConstraintValue(4, "presenter_time", presenter_id=BEN, availability="no"),
    )  # fmt: skip
    free = TimeValue("available", 0, 1440, weekday=0)
    week = weeks.week(talk, presenters=known(ANA, "Ana", free), constraints=constraints)

    assert told(free_busy(week, talk)[1]) == [
        ("8:00", "9:00", "no", "Ana"),
        ("9:00", "11:00", "available", "Ana and Room A"),
        ("11:00", "11:30", "no", "Room A"),
        ("11:30", "12:00", "available", "Ana and Room A"),
        ("12:00", "17:30", "no", "Ana"),
    ]


def test_those_who_speak_against_a_time_are_named_the_gravest_first():
    talk = weeks.block("Talk", None, "8:00", 60, weeks.part("Ana", "Ben"))
    panel = weeks.block("Panel", 1, "10:00", 60, weeks.part("Ben"))
    week = weeks.week(talk, panel)
    spans = free_busy(week, talk)[1]

    assert [one.words for one in at(spans, 570, 615)] == [
        "Ben is in “Panel”",
        "Ana has not answered",
        "Ben has not answered",
    ]


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60), st.booleans()), max_size=6))
def test_the_spans_fill_the_day_and_neighbours_differ(uses):
    talk = weeks.block("Talk", None, "8:00", 60, weeks.part("Ana", "Ben"))
    others = [
        BusyElsewhere(weeks.MONDAY, 5 * s, 5 * (s + n), "C", "B", presenter_id=ANA if ana else BEN)
        for s, n, ana in uses
    ]

    spans = free_busy(weeks.week(talk, elsewhere=tuple(others)), talk)[1]

    assert (spans[0].start, spans[-1].end) == (480, 1050)
    assert all(one.end == other.start for one, other in pairwise(spans))
    assert all(
        (one.kind, one.answers) != (other.kind, other.answers) for one, other in pairwise(spans)
    )
    for span in spans:
        middle = (span.start + span.end) / 2
        taken = any(one.start < middle < one.end for one in others)
        assert (span.kind == "busy") == taken
        assert all(GRAVITY[one.kind] <= GRAVITY[span.kind] for one in span.answers)
