"""For which parts an alternate is to be asked first."""

from __future__ import annotations

from dataclasses import replace

from weeks import block, booking, part, standard, week

from cittrainer.rules.fragile_parts import EMPTY, PART, UNMET, fragile_parts
from cittrainer.rules.values import RequirementValue


def told(plan, over=()):
    return [(one.outcome, plan.block[one.block_id].title) for one in fragile_parts(plan, over)]


def asks(*topics, **more):
    return standard(requirements=tuple(RequirementValue(one) for one in topics), **more)


def test_what_leaves_the_standard_unmet_comes_before_what_is_only_empty():
    plan = week(
        block("Welcome", 1, "8:00", 60, part("Dana")),
        block("Law", 2, "9:00", 60, part("Ana"), topics={"Law": 100}),
        block("Story", 3, "9:00", 60, part("Walt K."), delivery="story"),
        standard=asks("Law", story_required=True),
    )

    assert told(plan) == [(UNMET, "Law"), (UNMET, "Story"), (EMPTY, "Welcome")]
    law = fragile_parts(plan)[0]
    assert law.sentence == "Without Ana, the standard is not met: nothing on “Law”."
    assert (law.what, law.next_choice, law.grave) == ("“Law”, Tuesday at 9:00", 2, True)


def test_hours_alone_come_after_what_is_missing_altogether():
    plan = week(
        block("Welcome", 1, "8:00", 60, part("Dana")),
        block("Law", 2, "9:00", 60, part("Ana"), topics={"Law": 100}),
        standard=asks("Law", total_minutes=120),
    )

    assert [(one.outcome, one.grave) for one in fragile_parts(plan)] == [
        (UNMET, True),
        (UNMET, False),
    ]


def test_an_alternate_or_a_second_presenter_makes_a_part_safe():
    plan = week(
        block("Law", 1, "9:00", 60, part("Ana", booking("Imani B.", "invited", 2))),
        block("Panel", 1, "10:00", 60, part("Ana", "Walt K.")),
        block("Lunch", 1, "12:00", 60, part("Ana"), delivery="lunch"),
    )

    assert told(plan) == []


def test_an_alternate_who_declined_or_has_another_role_does_not():
    coach = replace(booking("Rae", "confirmed", 2), role="coach")
    plan = week(
        block("Law", 1, "9:00", 60, part("Ana", booking("Imani B.", "declined", 2))),
        block("Calm", 1, "10:00", 60, part("Ana", coach)),
    )

    assert told(plan) == [(EMPTY, "Law"), (EMPTY, "Calm")]
    assert [one.next_choice for one in fragile_parts(plan)] == [3, 3]


def test_a_facilitator_cannot_hold_a_story_alone():
    leah = replace(booking("Leah"), role="facilitator")
    plan = week(block("Story", 1, "9:00", 60, part("Walt K.", leah), delivery="story"))

    assert [one.presenter for one in fragile_parts(plan)] == ["Walt K."]


def test_a_block_that_goes_on_in_other_parts_comes_last():
    rooms = tuple(replace(part(f"Coach {n}", group=f"Group {n}"), id=n) for n in (1, 2))
    plan = week(
        block("Drill", 1, "9:00", 60, *rooms, delivery="scenario", topics={"Drill": 100}),
        block("Law", 1, "10:00", 60, part("Ana")),
        standard=asks("Drill"),
    )

    assert told(plan) == [(EMPTY, "Law"), (PART, "Drill"), (PART, "Drill")]
    assert fragile_parts(plan)[1].sentence == "Without Coach 1, “Drill” has nobody for Group 1."


def test_days_that_are_over_and_unplaced_blocks_are_left_out():
    plan = week(
        block("Law", 1, "9:00", 60, part("Ana")),
        block("Calm", 2, "9:00", 60, part("Ana")),
        block("Later", None, "9:00", 60, part("Ana")),
    )

    assert told(plan, over={1}) == [(EMPTY, "Calm")]


def test_what_was_unmet_already_is_no_reason_to_ask():
    plan = week(block("Welcome", 1, "8:00", 60, part("Dana")), standard=asks(total_minutes=2400))

    assert told(plan) == [(EMPTY, "Welcome")]
