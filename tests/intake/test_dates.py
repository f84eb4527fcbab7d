"""Dates as people write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.intake.dates import day_first, read_date

TODAY = date(2026, 5, 4)
BORN = date(1990, 2, 13)


@pytest.mark.parametrize(
    "cell",
    [
        BORN,
        datetime(1990, 2, 13, 8, 30),
        "1990-02-13",
        "1990-02-13 00:00:00",
        "2/13/1990",
        "02/13/90",
        "13/2/1990",
        "13.2.1990",
        "13 Feb 1990",
        "February 13, 1990",
        "Feb. 13 1990",
        "Tuesday, February 13th, 1990",
        "19900213",
        19900213.0,
        32917.0,
    ],
)
def test_a_date_however_it_is_written(cell):
    assert read_date(cell, today=TODAY) == BORN


@pytest.mark.parametrize(
    "cell",
    ["", "unknown", "2/30/1990", "19901341", "13 Foo 1990", 12.0, "1990", "5/1990", "0/0/00"],
)
def test_what_is_no_date_is_none(cell):
    assert read_date(cell, today=TODAY) is None


def test_years_of_two_digits_are_at_most_ten_years_ahead():
    assert read_date("5/1/36", today=TODAY) == date(2036, 5, 1)
    assert read_date("5/1/37", today=TODAY) == date(1937, 5, 1)


def test_a_column_shows_which_of_two_numbers_is_the_day():
    assert day_first(["3/2/1990", "13/2/1990"])
    assert not day_first(["3/2/1990", "2/13/1990"])
    assert not day_first(["3/2/1990", "unknown", 3.0])
    assert read_date("3/2/1990", day_before_month=True, today=TODAY) == date(1990, 2, 3)
    assert read_date("3/2/1990", today=TODAY) == date(1990, 3, 2)


@given(
    st.dates(date(1930, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["%m/%d/%Y", "%Y-%m-%d", "%d %B %Y"]),
)
def test_any_date_is_read_back(day, layout):
    assert read_date(day.strftime(layout), today=TODAY) == day
