"""Times as they are written on sign-in sheets, what they mean for a block, and scans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.errors import Invalid
from cittrainer.rules.sign_in import check_times, fits, is_number, minute_of, presence


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("8:05", 485), ("805", 485), ("0805", 485), ("8.05", 485), (" 8:05  am ", 485),
        ("8", 480), ("8 a.m.", 480), ("17:00", 1020), ("5 pm", 1020), ("5:15PM", 1035),
        ("12:30", 750), ("12:30 pm", 750), ("12:10 am", 10), ("1:15", 795), ("4:55", 1015),
        ("7:40", 460), ("11:59", 719), ("23:59", 1439), ("5:30", 1050),
    ],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text, minute):
    assert minute_of(text, start=480, end=1050) == minute


def test_a_day_that_begins_at_night_keeps_its_hours():
    assert minute_of("5:30", start=300, end=900) == 330


@pytest.mark.parametrize("text", ["", "x", "25:00", "8:60", "13 pm", "0 am", "8:5", "8:05:10"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(Invalid, match="is no time"):
        minute_of(text, start=480, end=1020)


@pytest.mark.parametrize(("came", "went"), [(480, 480), (600, 500)])
def test_nobody_signs_out_before_signing_in(came, went):
    check_times(480, 481)
    check_times(480, None)
    with pytest.raises(Invalid, match="before signing in"):
        check_times(came, went)


@pytest.mark.parametrize(
    ("came", "went", "minutes", "late", "early"),
    [
        (470, 560, 60, False, False), (480, 540, 60, False, False), (500, None, 40, True, False),
        (470, 520, 40, False, True), (490, 530, 40, True, True), (540, 600, 0, True, False),
        (400, 470, 0, False, True),
    ],
)  # fmt: skip
def test_what_times_mean_for_a_block_from_eight_to_nine(came, went, minutes, late, early):
    one = presence(480, 60, came, went)

    assert (one.minutes, one.late, one.early) == (minutes, late, early)


@given(
    start=st.integers(0, 1380),
    minutes=st.integers(5, 60),
    came=st.integers(0, 1439),
    stay=st.integers(1, 800),
)
def test_minutes_are_those_that_both_stretches_share(start, minutes, came, stay):
    one = presence(start, minutes, came, came + stay)

    shared = set(range(start, start + minutes)) & set(range(came, came + stay))
    assert one.minutes == len(shared)
    assert (one.minutes == minutes) == (not one.late and not one.early)


def test_letters_numbers_and_scans_mean_people():
    names, numbers = ("María José", "García-López"), ("R-0042", "00917")
    for typed in ("ma", "ga", "jo ga", "GARCIA", "r-0042", "R-0042 ", "917", "00917"):
        assert fits(typed, names, numbers), typed
    for typed in ("", "m", "ria", "ma xx", "42", "9170"):
        assert not fits(typed, names, numbers), typed
    assert is_number(" 917", numbers)
    assert not is_number("0", ("",))
