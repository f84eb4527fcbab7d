from __future__ import annotations

from datetime import date

import pytest

from cittrainer.rules.fair_rotation import (
    Limits,
    LimitState,
    Talk,
    Use,
    asked_words,
    count_words,
    due_words,
    limit_state,
    limit_words,
    long_unasked,
    still_due,
    use,
    wanted_words,
)

TODAY = date(2026, 5, 14)
"""A Thursday."""


def talk(block, on, *, given=False, course="CIT-1"):
    return Talk(block, on, course, given)


def test_talks_are_counted_in_the_week_month_and_year_of_a_day():
    found = use(
        [
            talk(1, date(2026, 5, 11)),
            talk(2, date(2026, 5, 17)),
            talk(3, date(2026, 5, 10)),
            talk(4, date(2026, 5, 18)),
            talk(5, date(2026, 4, 30)),
            talk(6, date(2026, 12, 31)),
            talk(7, date(2025, 5, 14)),
        ],
        today=TODAY,
        on=TODAY,
    )

    assert (found.week, found.month, found.year) == (2, 4, 6)


def test_the_parts_of_a_block_are_one_talk():
    found = use([talk(1, TODAY), talk(1, TODAY)], today=TODAY, on=TODAY)

    assert (found.week, found.month, found.year) == (1, 1, 1)


def test_the_last_is_one_that_was_given_and_the_next_one_that_is_ahead():
    found = use(
        [
            talk(1, date(2025, 11, 3), given=True, course="CIT-9"),
            talk(2, date(2026, 2, 2), given=True, course="CIT-10"),
            talk(3, date(2026, 6, 1)),
            talk(4, date(2026, 9, 1)),
        ],
        today=TODAY,
        on=date(2026, 9, 1),
    )

    assert (found.last_on, found.last_course) == (date(2026, 2, 2), "CIT-10")
    assert found.next_on == date(2026, 6, 1)
    assert found.month == 1


@pytest.mark.parametrize(
    ("month", "state"),
    [
        (0, LimitState.FREE),
        (1, LimitState.FREE),
        (2, LimitState.NEAR),
        (3, LimitState.REACHED),
        (4, LimitState.OVER),
    ],
)
def test_near_a_limit_is_one_left(month, state):
    assert limit_state(Use(month=month), Limits(most_a_month=3)) is state


def test_a_limit_of_one_is_not_near_before_anything_was_taken():
    assert limit_state(Use(), Limits(most_a_month=1)) is LimitState.FREE
    assert limit_state(Use(month=1), Limits(most_a_month=1)) is LimitState.REACHED


def test_a_limit_of_none_at_all_is_reached_from_the_beginning():
    assert limit_state(Use(), Limits(most_a_year=0)) is LimitState.REACHED


def test_the_narrowest_limit_counts():
    found, limits = Use(week=1, month=1, year=4), Limits(1, 3, 6)

    assert limit_state(found, limits) is LimitState.REACHED
    assert limit_words(found, limits, TODAY) == ("1 of 1 that week: at the limit",)


def test_limits_are_told_with_their_month_and_year():
    found, limits = Use(week=0, month=2, year=5), Limits(None, 2, 6)

    assert limit_words(found, limits, TODAY) == (
        "2 of 2 in May 2026: at the limit",
        "5 of 6 in 2026: one left",
    )


@pytest.mark.parametrize(
    ("limits", "usual", "due"),
    [
        (Limits(), 0, 0),
        (Limits(), 2, 1),
        (Limits(least_a_year=3), 2, 2),
        (Limits(least_a_year=0), 2, 0),
        (Limits(most_a_year=1), 2, 0),
        (Limits(least_a_year=1), 0, 0),
    ],
)
def test_what_is_due_goes_by_the_own_number_first(limits, usual, due):
    assert still_due(Use(year=1), limits, usual=usual) == due


@pytest.mark.parametrize(
    ("asked_on", "next_on", "long"),
    [
        (None, None, True),
        (None, date(2026, 6, 1), False),
        (date(2025, 11, 13), None, True),
        (date(2025, 11, 14), None, False),
        (date(2024, 1, 1), date(2026, 6, 1), False),
    ],
)
def test_long_is_half_a_year_with_nothing_ahead(asked_on, next_on, long):
    assert long_unasked(Use(asked_on=asked_on, next_on=next_on), TODAY) is long


def test_the_words():
    assert asked_words(Use(), TODAY) == "never asked yet"
    assert asked_words(Use(asked_on=date(2025, 10, 1)), TODAY) == "not asked since October 2025"
    assert asked_words(Use(asked_on=date(2026, 5, 1)), TODAY) == "asked in May 2026"
    assert due_words(1, 2026) == "must still be used once in 2026"
    assert due_words(5, 2026) == "must still be used 5 times in 2026"
    assert due_words(0, 2026) == ""
    wanted = wanted_words(Limits(1, 2, None, 3))
    assert wanted == "at most 1 a week and 2 a month; at least 3 a year"
    assert wanted_words(Limits()) == ""
    assert [count_words(1, 2), count_words(3, None), count_words(0, None)] == ["1 of 2", "3", ""]
