"""What holds a block, why a wish cannot be had, and what breaks without somebody."""

from __future__ import annotations

import pytest
from planned import planned

from cittrainer.jobs.fragility import weaknesses
from cittrainer.jobs.holding import hold
from cittrainer.jobs.plan_course import IsOver
from cittrainer.jobs.plan_problem import Limits
from cittrainer.jobs.progress import Progress
from cittrainer.services.blocks import pin_block


@pytest.fixture
def plan(database):
    return planned(database)


def held(plan, title, day=None, start=None, **limits):
    return hold(
        plan.database, plan.course, plan.block(title), Progress(),
        day_id=day, start=start, limits=Limits(**limits),
    )  # fmt: skip


def test_what_stands_against_a_place_is_said_once_and_what_would_give(plan):
    answer = held(plan, "Law", plan.days[0], 600)

    assert answer.title == "“Law” on Monday at 10:00"
    assert "“Law” and “Story” want the class and Gym at the same time." in {
        line.sentence for line in answer.lines
    }
    assert answer.reason is None
    assert answer.suggestions.found[0].change.places


def test_why_a_wish_is_impossible(plan):
    with plan.database.step("Pin") as db:
        pin_block(db, plan.block("Story"), pinned=True)

    answer = held(plan, "Law", plan.days[0], 600)

    assert answer.suggestions is None
    assert answer.reason.minimal
    assert any("pinned to Monday 10:00" in line.sentence for line in answer.reason.lines)


def test_what_holds_a_block_and_where_one_could_be(plan):
    assert held(plan, "Law").title == "What holds “Law” on Monday at 9:00"
    waiting = held(plan, "Veterans")
    assert waiting.title == "Where “Veterans” could be"
    assert "Tuesday 8:00: nothing is in the way." in {line.sentence for line in waiting.lines}


def test_what_has_happened_is_not_asked_about(plan):
    with pytest.raises(IsOver):
        held(plan, "Law", over=frozenset({plan.days[0]}))


def test_each_presenter_is_looked_at_the_worst_first(plan):
    told = []

    found = weaknesses(
        plan.database, plan.course, Progress(lambda *what: told.append(what)), Limits()
    )

    assert [(one.presenter, one.outcome) for one in found] == [
        ("Ana Ruiz", "breaks"),
        ("Walt K.", "covered"),
    ]
    assert found[0].sentence == "Without Ana Ruiz, nobody stands in at “Law”."
    assert found[0].blocks == (plan.block("Law"),)
    assert (1, 3, "Imani B.") in told


def test_what_is_over_breaks_without_nobody(plan):
    found = weaknesses(
        plan.database, plan.course, Progress(), Limits(over=frozenset({plan.days[0]}))
    )

    assert found == ()


def test_what_was_not_found_out_in_the_time_is_not_said_to_be_certain(plan):
    found = weaknesses(plan.database, plan.course, Progress(), Limits(steps=0.0))

    assert [one.sentence for one in found if one.outcome == "breaks"]
    assert all(
        one.sentence.endswith("Something better may exist: the time was over.")
        for one in found
        if one.outcome == "breaks"
    )
