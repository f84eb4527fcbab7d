"""What presenters said about their times, as one answer for every minute."""

from datetime import date

from cittrainer.rules.availability import said_of, spans
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
