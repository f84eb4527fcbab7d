"""What presenters said about their times, as one answer for every minute."""

from datetime import date

from cittrainer.rules.availability import by_phone, said_of, spans
from cittrainer.rules.plan_values import TimeValue

MONDAY, TUESDAY = date(2026, 5, 4), date(2026, 5, 5)


def test_who_said_nothing_has_not_answered():
    assert spans((), MONDAY) == ((0, 1440, "unanswered"),)
    assert said_of((), MONDAY, 480, 540) == "unanswered"


def test_who_said_when_they_can_come_cannot_at_other_times():
    times = (
        TimeValue("available", 480, 720, weekday=0),
        TimeValue("preferred", 540, 600, weekday=0),
    )

    assert spans(times, MONDAY) == (
        (0, 480, "no"),
        (480, 540, "available"),
        (540, 600, "preferred"),
        (600, 720, "available"),
        (720, 1440, "no"),
    )
    assert said_of(times, MONDAY, 540, 600) == "preferred"
    assert said_of(times, MONDAY, 535, 600) == "available"
    assert said_of(times, MONDAY, 700, 725) == "no"
    assert said_of(times, TUESDAY, 540, 600) == "no"


def test_who_only_said_when_they_cannot_is_free_otherwise():
    times = (TimeValue("no", 480, 720, weekday=0),)

    assert said_of(times, MONDAY, 720, 780) == "available"
    assert said_of(times, MONDAY, 719, 780) == "no"
    assert said_of(times, TUESDAY, 480, 540) == "available"


def test_dated_times_replace_those_of_the_weekday_but_a_dated_no_only_takes_from_them():
    weekly = TimeValue("available", 480, 1020, weekday=0)

    assert said_of((weekly, TimeValue("available", 780, 900, on=MONDAY)), MONDAY, 480, 540) == "no"
    assert said_of((weekly, TimeValue("no", 780, 900, on=MONDAY)), MONDAY, 480, 540) == "available"
    assert said_of((weekly, TimeValue("no", 780, 900, on=MONDAY)), MONDAY, 780, 840) == "no"


def test_outside_its_season_a_weekly_time_says_nothing():
    spring = TimeValue(
        "available", 480, 720, weekday=0, first_on=date(2026, 3, 2), last_on=date(2026, 5, 11)
    )
    refused = TimeValue("no", 480, 720, weekday=0, last_on=date(2026, 5, 3))

    assert said_of((spring,), date(2026, 5, 11), 480, 540) == "available"
    assert said_of((spring,), date(2026, 5, 18), 480, 540) == "no"
    assert said_of((spring,), date(2026, 2, 23), 480, 540) == "no"
    assert said_of((refused,), date(2026, 4, 27), 480, 540) == "no"
    assert said_of((refused,), MONDAY, 480, 540) == "available"


def test_a_time_for_a_short_talk_is_none_for_a_longer_one():
    short = TimeValue("available", 480, 720, weekday=0, most_minutes=30)
    long = TimeValue("available", 600, 720, weekday=0)

    assert said_of((short,), MONDAY, 480, 510) == "available"
    assert said_of((short,), MONDAY, 480, 511) == "no"
    assert said_of((short, long), MONDAY, 600, 720) == "available"
    assert said_of((short, long), MONDAY, 570, 630) == "no"
    assert spans((short,), MONDAY, 45) == ((0, 1440, "no"),)


def test_a_dated_time_that_is_too_short_still_replaces_those_of_the_weekday():
    weekly = TimeValue("available", 480, 1020, weekday=0)
    dated = TimeValue("available", 480, 1020, on=MONDAY, most_minutes=30)

    assert said_of((weekly, dated), MONDAY, 480, 540) == "no"


def test_a_refusal_speaks_of_talks_of_any_length():
    times = (TimeValue("no", 480, 720, weekday=0, most_minutes=30),)

    assert said_of(times, MONDAY, 480, 660) == "no"


def test_who_would_only_call_in_is_told_unless_they_could_come_too():
    calls = TimeValue("available", 480, 720, weekday=0, by_phone=True)
    comes = TimeValue("preferred", 540, 720, weekday=0)

    assert said_of((calls,), MONDAY, 480, 540) == "available"
    assert by_phone((calls,), MONDAY, 480, 540)
    assert not by_phone((calls,), MONDAY, 700, 740)
    assert not by_phone((calls, comes), MONDAY, 540, 600)
    assert by_phone((calls, comes), MONDAY, 530, 600)
    assert not by_phone((comes,), MONDAY, 540, 600)
