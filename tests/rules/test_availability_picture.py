from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cittrainer.rules.availability import said_of
from cittrainer.rules.availability_picture import (
    ANY_MONDAY,
    Stretch,
    of_every_week,
    picture,
    shown_hours,
    weeks_with_dates,
)
from cittrainer.rules.plan_values import TimeValue

MONDAY = date(2026, 5, 4)


def test_nothing_said_is_one_stretch_without_an_answer():
    assert picture((), MONDAY) == (Stretch(0, 1440, "unanswered"),)


def test_longest_talk_and_calls_are_told_where_nothing_better_is_offered():
    times = (
        TimeValue("available", 480, 720, weekday=0, most_minutes=30, by_phone=True),
        TimeValue("available", 600, 660, weekday=0, most_minutes=45),
        TimeValue("preferred", 660, 720, weekday=0),
    )

    assert picture(times, MONDAY) == (
        Stretch(0, 480, "no", implied=True),
        Stretch(480, 600, "available", 30, by_phone=True),
        Stretch(600, 660, "available", 45),
        Stretch(660, 720, "preferred"),
        Stretch(720, 1440, "no", implied=True),
    )


def test_every_week_shows_weekly_times_whatever_their_season():
    times = (
        TimeValue("available", 480, 720, weekday=0, last_on=date(2020, 1, 1)),
        TimeValue("no", 0, 1440, on=MONDAY),
    )

    shown = picture(of_every_week(times), ANY_MONDAY)

    assert [(one.start, one.end, one.kind) for one in shown] == [
        (0, 480, "no"),
        (480, 720, "available"),
        (720, 1440, "no"),
    ]
    assert weeks_with_dates(times) == (MONDAY,)


def test_the_hours_of_a_grid_reach_every_time():
    assert shown_hours(()) == (480, 1020)
    assert shown_hours([TimeValue("no", 0, 1440, weekday=0)]) == (480, 1020)
    assert shown_hours([TimeValue("no", 405, 1270, weekday=0)]) == (360, 1320)


@given(
    st.lists(
        st.builds(
            TimeValue,
            st.sampled_from(["available", "preferred", "no"]),
            st.integers(0, 700),
            st.integers(701, 1440),
            weekday=st.just(0),
            most_minutes=st.sampled_from([None, 30]),
            by_phone=st.booleans(),
        ),
        max_size=4,
    )
)
def test_a_picture_has_no_gaps_and_says_what_the_rules_say(times):
    shown = picture(times, MONDAY)

    assert [one.start for one in shown] == [0, *(one.end for one in shown[:-1])]
    assert shown[-1].end == 1440
    for one in shown:
        if one.end - one.start <= (one.most_minutes or 1440):
            assert said_of(times, MONDAY, one.start, one.end) == one.kind
