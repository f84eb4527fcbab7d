from __future__ import annotations

import pytest
from weeks import block, booking, part, week

from cittrainer.errors import Invalid, NotFound
from cittrainer.jobs.naming import block_named, day_named, minute_named, presenter_named
from cittrainer.rules.plan_values import PresenterValue

PEOPLE = {
    1: PresenterValue(1, "Hugh Sørensen"),
    2: PresenterValue(2, "Marisol T."),
    3: PresenterValue(3, "Marisol Tenorio"),
    4: PresenterValue(4, "李小龙"),
}
PLAN = week(
    block("Stories of recovery", 1, "9:00", 60, part(booking("Marisol T."))),
    block("Stories of recovery: families", 2, "9:00"),
    presenters=PEOPLE,
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Hugh Sorensen", 1), ("sørensen", 1), ("MARISOL T.", 2), ("tenorio", 3), ("李小龙", 4)],
)
def test_presenters_are_found_by_their_name_or_a_part_of_it(typed, found):
    assert presenter_named(PLAN, typed) == found


@pytest.mark.parametrize("typed", ["Nobody", "", "王", "?"])
def test_who_is_not_booked_is_not_found(typed):
    with pytest.raises(NotFound, match="no presenter booked in this course"):
        presenter_named(PLAN, typed)


def test_a_name_that_fits_several_names_them():
    with pytest.raises(Invalid, match="fits 2 of them: “Marisol T.” and “Marisol Tenorio”"):
        presenter_named(PLAN, "marisol")


def test_a_whole_title_wins_over_titles_that_hold_it():
    assert block_named(PLAN, "stories of recovery") == PLAN.blocks[0].id
    assert block_named(PLAN, "families") == PLAN.blocks[1].id


@pytest.mark.parametrize("typed", ["2026-05-06", "Wednesday", "wed", "3"])
def test_days_are_found_by_date_weekday_or_number(typed):
    assert day_named(PLAN, typed) == 3


@pytest.mark.parametrize("typed", ["", "Sunday", "6", "2026-05-09", "we"])
def test_what_is_no_day_names_the_days(typed):
    with pytest.raises(NotFound, match="Its days are Monday 4 May 2026, "):
        day_named(PLAN, typed)


def test_times_are_those_of_the_agenda():
    assert minute_named("9:05") == 545
    for typed in ("9", "9:03", "25:00", "9:60", "", "-1:00", "9:5"):
        with pytest.raises(Invalid, match="is no time of the agenda"):
            minute_named(typed)
