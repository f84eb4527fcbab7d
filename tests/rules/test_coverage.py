from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.rules.coverage import HORIZON, Prospect, forecast, outlook, sentence

TODAY = date(2026, 5, 12)
PATROL = Prospect(trained=10, strength=96, target_percent=25)


def says(of):
    return sentence(of, outlook(of), TODAY)


def test_the_needed_are_rounded_up_to_whole_people():
    assert Prospect(trained=0, strength=9, target_percent=25).needed == 3
    assert PATROL.needed == 24
    assert not replace(PATROL, trained=23).met
    assert replace(PATROL, trained=24).met


def test_without_anything_planned_nothing_changes():
    assert forecast(PATROL) == (10.0,) * (HORIZON + 1)
    assert says(PATROL) == (
        "10 of 96 are trained, 24 are needed. The target is not met within five years with no "
        "training planned. 7 people a year would meet it within two years."
    )


def test_a_year_takes_the_turnover_and_months_take_what_runs_out():
    of = replace(PATROL, trained=20, turnover_percent=12, runs_out=((0, 2), (3, 5)))
    months = forecast(of)

    assert months[0] == 18
    assert months[2] == pytest.approx(18 * 0.99**2)
    # Of the five that run out in the third month some have left before.
    assert months[3] == pytest.approx((18 - 5) * 0.99**3)
    assert forecast(replace(of, runs_out=()))[12] == pytest.approx(20 * 0.99**12)


def test_planned_seats_come_first_and_the_pace_goes_on_after_them():
    of = replace(PATROL, planned=((2, 6),), pace=12.0)
    months = forecast(of)

    assert months[:4] == (10, 10, 16, 17)
    assert outlook(of).met_in == 10
    assert says(of) == (
        "10 of 96 are trained, 24 are needed. The target is met in March 2027 with 6 seats in "
        "coming courses and 12 trained a year after them."
    )


def test_a_target_that_is_met_may_be_lost():
    of = replace(PATROL, trained=25, runs_out=((7, 3),))

    assert outlook(of).lost_in == 7
    assert says(of).endswith("Without more training it is lost in December 2026.")
    assert says(replace(of, runs_out=())) == (
        "The target of 25 % is met: 25 of 96 are trained, 24 are needed."
    )


def test_the_target_is_met_in_the_present_month_by_a_course_that_ends_in_it():
    of = replace(PATROL, planned=((0, 14),))

    assert outlook(of).met_in == 0
    assert "is met in May 2026 with 14 seats in coming courses." in says(of)


def test_nobody_knows_anything_about_an_agency_without_people():
    of = Prospect(trained=0, strength=0, target_percent=20)

    assert (of.percent, of.met) == (None, False)
    assert says(of).startswith("Nobody is known to work there. Enter its strength")


@given(
    st.integers(0, 300), st.integers(1, 300), st.integers(0, 100), st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 9)), max_size=6),
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=3),
)  # fmt: skip
def test_the_pace_that_is_advised_does_meet_the_target_and_one_less_does_not(
    trained, strength, target, turnover, runs_out, planned
):
    of = Prospect(
        trained=min(trained, strength), strength=strength, target_percent=target,
        turnover_percent=turnover, runs_out=tuple(runs_out), planned=tuple(planned),
    )  # fmt: skip
    ahead = outlook(of)

    assert all(0 <= one <= max(of.strength, of.trained) for one in ahead.months)
    if ahead.advised_pace is not None and all(one > 0 for one in ahead.months):
        enough = forecast(replace(of, pace=float(ahead.advised_pace)))
        less = forecast(replace(of, pace=float(ahead.advised_pace - 1)))
        assert enough[24] >= of.needed - 1e-6
        assert less[24] < of.needed
