"""A week as the planner's problem: who and what is needed, and what is fixed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from weeks import MONDAY, block, booking, part, week

from cittrainer.jobs.plan_constraints import constraint_id, constraints
from cittrainer.jobs.plan_problem import Given, Limits, fixed_until, problem
from cittrainer.models import ConstraintKind
from cittrainer.planning import kinds
from cittrainer.planning.kinds import Window
from cittrainer.planning.problem import NOBODY
from cittrainer.rules.constraint_words import words
from cittrainer.rules.plan_values import ConstraintValue, PresenterValue, RoomValue, TimeValue
from cittrainer.rules.values import BusyElsewhere

ANA, WALT, IMANI = booking("Ana"), booking("Walt"), booking("Imani", "invited", 2)
PEOPLE = {
    one.presenter_id: PresenterValue(one.presenter_id, one.presenter) for one in (ANA, WALT, IMANI)
}


def who(one):
    return f"presenter:{one.presenter_id}"


def needs(plan, given=None):
    (activity,) = problem(plan, given or Given()).activities
    return {
        need.id: [(each.resource, each.cost > 0) for each in need.candidates]
        for need in activity.needs
    }


def test_a_lecture_needs_its_class_room_and_presenter():
    plan = week(block("Talk", 1, "9:00", 60, part(ANA, room="Gym")), presenters=PEOPLE)
    room_id = plan.blocks[0].parts[0].room_id

    assert needs(plan) == {
        "class": [("class", False)],
        "room:1": [(f"room:{room_id}", False)],
        f"booking:{ANA.id}": [(who(ANA), False)],
    }


def test_an_alternate_would_do_at_a_cost_and_nobody_only_for_one_who_is_missing():
    plan = week(block("Story", 1, "9:00", 60, part(WALT, IMANI)), presenters=PEOPLE)
    need = f"booking:{WALT.id}"

    assert needs(plan)[need] == [(who(WALT), False), (who(IMANI), True)]
    missing = Given(missing=frozenset({WALT.presenter_id}))
    assert needs(plan, missing)[need][-1] == (NOBODY, True)


@pytest.mark.parametrize("state", ["declined", "cancelled"])
def test_an_alternate_is_wanted_where_the_first_choice_called_off(state):
    off = replace(WALT, state=state)
    plan = week(block("Story", 1, "9:00", 60, part(off, IMANI)), presenters=PEOPLE)
    alone = week(block("Story", 1, "9:00", 60, part(off)), presenters=PEOPLE)

    assert needs(plan)[f"booking:{off.id}"] == [(NOBODY, True), (who(IMANI), True)]
    assert set(needs(alone)) == {"class"}


def test_groups_side_by_side_and_everybody_at_once():
    parts = (replace(part(ANA, group="Group 1"), id=1), replace(part(WALT, group="Group 2"), id=2))
    practice = block("Practice", 1, "9:00", 60, *parts)
    talk = block("Talk", 1, "10:00", 60, part())
    plan = week(practice, talk, presenters=PEOPLE)

    first, second = problem(plan, Given()).activities

    groups = {f"group:{one.group_id}" for one in parts}
    assert {need.id for need in first.needs if not need.id.startswith("booking")} == groups
    assert {need.id for need in second.needs} == {"class", *groups}
    assert {need.part for need in first.needs if need.id.startswith("booking")} == {0, 1}


def test_one_presenter_or_room_in_two_parts_of_a_block_is_needed_once():
    parts = (replace(part(ANA, room="Gym"), id=1), replace(part(ANA, room="Gym"), id=2))
    plan = week(block("Practice", 1, "9:00", 60, *parts), presenters=PEOPLE)

    assert list(needs(plan)) == ["class", "room:1", f"booking:{ANA.id}"]


def test_pinned_recorded_and_past_blocks_stay_and_nothing_goes_to_days_that_are_over():
    pinned = block("Lunch", 3, "12:00", pinned=True)
    presented = block("Held", 3, "9:00", 60, replace(part(ANA), actual=("Ana",)))
    attended, past = block("Attended", 3, "10:00"), block("Past", 1, "9:00")
    free, waits = block("Free", 4, "9:00"), block("Waits", None)
    plan = week(pinned, presented, attended, past, free, waits, presenters=PEOPLE)

    asked = problem(plan, Given(Limits(over=frozenset({1}), recorded=frozenset({attended.id}))))

    assert [one.name for one in asked.activities if not one.pinned] == ["Free", "Waits"]
    (over,) = asked.constraints
    assert (over.day, over.activities, over.must) == (2, (free.id, waits.id), True)


def test_what_stands_before_a_closed_day_stays_too():
    plan = week(block("Talk", 1, "9:00"))
    closed = replace(plan, days=(plan.days[0], replace(plan.days[1], closed=True), *plan.days[2:]))

    assert fixed_until(closed, Limits()) == {1, 2}
    assert fixed_until(plan, Limits()) == frozenset()


def test_a_pin_on_a_lost_day_or_on_a_block_that_is_to_move_holds_nothing():
    pinned = block("Talk", 2, "9:00", pinned=True)
    plan = week(pinned)

    def is_pinned(given):
        return problem(plan, given).activities[0].pinned

    assert is_pinned(Given())
    assert not is_pinned(Given(lost_days=frozenset({2})))
    assert not is_pinned(Given(loose=frozenset({pinned.id})))


def test_a_lost_room_is_replaced_by_rooms_that_would_do():
    plan = week(
        replace(
            block("Talk", 1, "9:00", 60, part(ANA, room="Gym")),
            equipment=frozenset({"projector"}),
        ),
        presenters=PEOPLE,
        enrolled=30,
    )
    gym = plan.blocks[0].parts[0].room_id
    screen = frozenset({"projector"})
    rooms = [
        RoomValue(gym, "Gym", "Main", 40, screen),
        RoomValue(1, "Near", "Main", 30, screen),
        RoomValue(2, "Far", "Annex", None, screen),
        RoomValue(3, "Small", "Main", 20, screen),
        RoomValue(4, "Bare", "Main", 40),
    ]
    plan = replace(plan, rooms={one.id: one for one in rooms})

    (activity,) = problem(plan, Given(lost_rooms=frozenset({gym}))).activities
    need = next(one for one in activity.needs if one.id == "room:1")

    found = [each.resource for each in need.candidates]
    assert found == [f"room:{gym}", "room:1", "room:2", NOBODY]
    near, far = need.candidates[1:3]
    assert 0 < near.cost < far.cost


def test_what_other_courses_use_is_busy():
    busy = (
        BusyElsewhere(MONDAY, 540, 600, "CIT-9", "Talk", presenter_id=ANA.presenter_id),
        BusyElsewhere(MONDAY, 600, 660, "CIT-9", "Talk", room_id=7),
    )
    plan = week(
        block("Talk", 1, "9:00", 60, part(ANA)),
        presenters=PEOPLE,
        rooms={7: RoomValue(7, "Gym")},
        elsewhere=busy,
    )

    asked = problem(plan, Given())

    assert asked.resource[who(ANA)].busy == (Window(540, 600, 1),)
    assert asked.resource["room:7"].busy == (Window(600, 660, 1),)


def kept(plan, **values):
    one = ConstraintValue(id=9, **values)
    return list(constraints(replace(plan, constraints=(one,))))


def test_times_of_the_book_rule_out_what_was_refused_and_price_what_is_not_preferred():
    times = (
        TimeValue("no", 0, 720, on=MONDAY),
        TimeValue("preferred", 780, 900, weekday=1),
        TimeValue("available", 480, 1020, weekday=0),
    )
    plan = week(
        block("Talk", 1, "9:00", 60, part(ANA)),
        days=2,
        presenters={ANA.presenter_id: PresenterValue(ANA.presenter_id, "Ana", True, times)},
    )

    closed, preferred = kept(plan, kind="book_times", must=True)

    assert (closed.resource, closed.must) == (who(ANA), True)
    assert Window(0, 720, 1) in closed.windows
    assert Window(0, 780, 2) in closed.windows
    assert preferred.windows == (Window(780, 900, 2), *closed.windows)
    assert not preferred.must
    assert closed.words == (
        "Ana cannot come on Monday before 12:00, on Monday from 17:00, "
        "on Tuesday before 13:00 and on Tuesday from 15:00, as the book says."
    )
    assert {constraint_id(closed.id), constraint_id(preferred.id)} == {9}


def test_windows_of_a_presenter_are_taken_together():
    plan = week(block("Talk", 1, "9:00", 60, part(ANA)), presenters=PEOPLE)
    common = {"kind": "presenter_time", "presenter_id": ANA.presenter_id}
    early = ConstraintValue(1, availability="available", end_minute=720, course_day_id=1, **common)
    noon = ConstraintValue(
        2, availability="available", start_minute=700, end_minute=780, must=True, **common
    )
    late = ConstraintValue(3, availability="preferred", start_minute=840, must=True, **common)
    never = ConstraintValue(4, availability="no", course_day_id=2, must=True, **common)
    off = ConstraintValue(5, availability="no", active=False, **common)

    found = list(constraints(replace(plan, constraints=(early, noon, late, never, off))))

    assert [(one.id, type(one), one.windows, one.must) for one in found] == [
        ("2", kinds.Open, (Window(0, 720, 1), Window(700, 780), Window(840, 1440)), True),
        ("3", kinds.Open, (Window(840, 1440),), False),
        ("4", kinds.Closed, (Window(0, 1440, 2),), True),
    ]
    assert [one.words for one in found] == [
        "Ana can only come on Monday before 12:00, every day 11:40–13:00 and every day from 14:00.",
        "Ana can come preferably from 14:00 on.",
        "Ana cannot come on Tuesday.",
    ]


def test_a_constraint_about_what_the_week_does_not_have_is_left_out():
    plan = week(block("Talk", 1, "9:00", 60, part(ANA)), presenters=PEOPLE)

    for about in (
        {"presenter_id": 999, "availability": "no", "kind": "presenter_time"},
        {"room_id": 999, "availability": "no", "kind": "room_time"},
        {"block_id": 999, "start_minute": 540, "kind": "not_before"},
    ):
        assert kept(plan, **about) == []


@pytest.mark.parametrize(
    ("values", "made"),
    [
        (
            {"kind": "fixed_time", "block_id": 1, "course_day_id": 2, "start_minute": 540},
            kinds.FixedTime,
        ),
        ({"kind": "not_before", "start_minute": 540}, kinds.NotBefore),
        ({"kind": "not_after", "end_minute": 900}, kinds.NotAfter),
        ({"kind": "same_day", "block_id": 1, "other_block_id": 2}, kinds.SameDay),
        ({"kind": "different_day", "block_id": 1, "other_block_id": 2}, kinds.DifferentDay),
        ({"kind": "before", "block_id": 1, "other_block_id": 2, "directly": True}, kinds.Before),
        ({"kind": "first_of_day", "delivery": "lecture"}, kinds.FirstOfDay),
        ({"kind": "last_of_day", "delivery": "lecture"}, kinds.LastOfDay),
        ({"kind": "most_a_day", "delivery": "lecture", "amount": 2}, kinds.MostADay),
        ({"kind": "heavy_in_a_row", "minutes": 90}, kinds.HeavyInARow),
        ({"kind": "buffer", "minutes": 10, "minutes_after": 5}, kinds.Buffer),
        ({"kind": "presenter_most_blocks", "amount": 3}, kinds.MostActivities),
        ({"kind": "presenter_most_days", "amount": 2}, kinds.MostDays),
        ({"kind": "one_visit"}, kinds.OneVisit),
        ({"kind": "lunch", "start_minute": 660, "end_minute": 810, "minutes": 45}, kinds.Lunch),
        ({"kind": "story_rest", "minutes": 900}, kinds.StoryRest),
        (
            {"kind": "not_next_to", "delivery": "story", "other_delivery": "scenario"},
            kinds.NotNextTo,
        ),
        ({"kind": "stories_a_week", "amount": 1}, kinds.MostWithin),
        ({"kind": "stories_a_month", "amount": 3}, kinds.MostWithin),
        ({"kind": "story_facilitated"}, kinds.Accompanied),
        ({"kind": "story_after_lunch"}, kinds.NotFirstAfter),
        ({"kind": "suitable_room"}, kinds.NotInRooms),
        ({"kind": "from_home", "start_minute": 390, "end_minute": 1140}, kinds.Closed),
        ({"kind": "keep_order"}, kinds.KeepOrder),
        ({"kind": "travel", "minutes": 15}, kinds.Travel),
        ({"kind": "room_time", "room_id": 7, "availability": "no"}, kinds.Closed),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_every_kind_becomes_one_of_the_planners(values, made):
    talk, other = block("Talk", 1, "9:00", 60, part(ANA)), block("Panel", 1, "11:00")
    story = block("Story", 2, "11:00", 60, part(ANA), delivery="story")
    plan = week(
        replace(talk, id=1),
        replace(other, id=2),
        story,
        presenters={1: PresenterValue(1, "Ana", unsuited_rooms=frozenset({7}), travel_minutes=30)},
        rooms={7: RoomValue(7, "Gym")},
    )

    found = kept(plan, weight=7, **values)

    assert found
    assert {type(one) for one in found} == {made}
    assert {(constraint_id(one.id), one.must, one.weight) for one in found} == {(9, False, 7)}
    assert len({one.id for one in found}) == len(found)
    assert all(one.words.endswith(".") and not one.words[0].islower() for one in found)


def test_what_was_released_is_fixed_where_it_was():
    talk = block("Talk", 1, "9:00")
    plan = week(talk, released={talk.id: (2, 600, 60), 12345: (2, 600, 60)})

    (one,) = kept(plan, kind="keep_released", must=True)

    assert (one.activity, one.day, one.start, one.must) == (talk.id, 2, 600, True)


def test_no_kind_of_constraint_is_left_out():
    plan = week(block("Talk", 1, "9:00"))

    for kind in ConstraintKind:
        list(constraints(replace(plan, constraints=(ConstraintValue(1, kind.value),))))


def test_a_constraint_is_a_sentence_with_its_comment():
    talk, panel = replace(block("Talk"), id=1), replace(block("Panel"), id=2)
    plan = week(talk, panel, presenters={5: PresenterValue(5, "Walt K.")})
    day = {"block_id": 1, "course_day_id": 2}

    def said(kind, **values):
        return words(plan, ConstraintValue(1, kind, **values))

    assert said("fixed_time", start_minute=540, **day) == "“Talk” begins on Tuesday at 9:00."
    assert said("not_before", **day) == "“Talk” begins no earlier than Tuesday."
    assert said("not_after", **day) == "“Talk” has ended by the end of Tuesday."
    assert said("not_after", end_minute=900, **day) == "“Talk” has ended by Tuesday at 15:00."
    assert said("not_after", end_minute=900, delivery="story") == "Every story has ended by 15:00."
    assert said("before", block_id=1, other_block_id=2, directly=True) == (
        "“Talk” comes directly before “Panel”."
    )
    assert said("presenter_most_days", presenter_id=5, amount=1, comment="Drives far.") == (
        "Walt K. has at most 1 day in this course (Drives far)."
    )
    assert said("most_a_day", delivery="story", amount=2) == "A day has at most 2 stories."
