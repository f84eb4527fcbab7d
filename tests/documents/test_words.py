from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cittrainer.documents import words


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 5, 4), date(2026, 5, 8), "May 4–8, 2026"),
        (date(2026, 5, 4), date(2026, 5, 4), "May 4, 2026"),
        (date(2026, 4, 28), date(2026, 5, 2), "April 28 – May 2, 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "December 30, 2026 – January 2, 2027"),
    ],
)
def test_ranges_of_dates(first, last, text):
    assert words.date_range(first, last) == text


@pytest.mark.parametrize(
    ("start", "minutes", "text"),
    [
        (490, 50, "8:10–9:00 am"),
        (680, 100, "11:20 am–1:00 pm"),
        (720, 60, "12:00–1:00 pm"),
        (0, 30, "12:00–12:30 am"),
    ],
)
def test_ranges_of_times(start, minutes, text):
    assert words.clock_range_half(start, minutes) == text


@pytest.mark.parametrize(
    ("amount", "text"), [("40", "40"), ("40.00", "40"), ("38.50", "38.5"), ("0", "0")]
)
def test_hours_have_no_needless_zeros(amount, text):
    assert words.hours(Decimal(amount)) == text


def test_signs_that_nothing_can_hold_are_dropped():
    assert words.printable("a\x00b\ud800c\x7f\uffff\td") == "ab\ufffdc\td"
