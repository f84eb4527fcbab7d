from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import timetable_check as check
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from timetables import activity, closed, problem, problems

from cittrainer.planning.arranging import arrange
from cittrainer.planning.kinds import FixedTime, Window
from cittrainer.planning.problem import (
    NOBODY,
    Absence,
    Candidate,
    Need,
    Shortened,
    Trouble,
    Wish,
)
from cittrainer.planning.repairing import repair
from cittrainer.planning.results import Moved, Reassigned, Removed, Watch


def standing(asked, arrangement):
    """The problem with a plan as the present one."""
    known = {one.activity: one for one in arrangement.placements}
    activities = []
    for one in asked.activities:
        if one.id not in known:
            activities.append(replace(one, day=None, start=None))
            continue
        chosen = dict(known[one.id].chosen)
        needs = tuple(
            replace(
                need,
                candidates=tuple(
                    sorted(need.candidates, key=lambda c: c.resource != chosen[need.id])
                ),
            )
            for need in one.needs
        )
        there = known[one.id]
        activities.append(replace(one, needs=needs, day=there.day, start=there.start))
    return replace(asked, activities=tuple(activities))


@given(problems())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_repair_without_trouble_changes_nothing(drawn):
    asked = standing(drawn, arrange(drawn))

    (only,) = repair(asked, Trouble())

    assert only.changes == ()
    assert only.summary == "changes nothing"
    places = {one.activity: (one.day, one.start) for one in only.arrangement.placements}
    assert places == {one.id: one.place for one in asked.activities if one.place is not None}


@given(problems(), st.sampled_from(("presenter:1", "presenter:2")), st.sampled_from((None, 1)))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_repair_breaks_a_must_and_no_two_are_alike(drawn, lost, day):
    asked = standing(drawn, arrange(drawn))

    found = repair(asked, Trouble(absences=(Absence(lost, (Window(day=day),)),)))

    assert found
    for one in found:
        after = replace(
            asked,
            resources=tuple(
                replace(r, busy=(*r.busy, Window(day=day))) if r.id == lost else r
                for r in asked.resources
            ),
        )
        assert check.always_wrong(after, one.arrangement) == []
        assert check.musts_broken(asked, one.arrangement.placements) == set()
    for one, other in combinations(found, 2):
        assert one.changes != other.changes


@given(problems())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_plan_that_breaks_musts_already_is_left_alone(drawn):
    (only,) = repair(drawn, Trouble())

    assert only.changes == ()


def test_moving_there_and_back_is_nothing():
    asked = problem(*(activity(n, 60, place=(1, 420 + 60 * n)) for n in range(1, 9)))
    there = repair(asked, Trouble(wishes=(Wish(1, 2, 600),)), proposals=1)[0]

    back = repair(
        standing(asked, there.arrangement), Trouble(wishes=(Wish(1, 1, 480),)), proposals=1
    )[0]

    assert [one.activity for one in there.changes] == [1]
    places = {one.activity: (one.day, one.start) for one in back.arrangement.placements}
    assert places == {one.id: one.place for one in asked.activities}


def test_an_alternate_who_can_come_takes_over_and_nothing_moves():
    need = Need("who", (Candidate("presenter:1"), Candidate("presenter:2", 5), Candidate(NOBODY)))
    asked = problem(
        activity(1, place=(1, 480), needs=(need,)), activity(2, 60, "presenter:3", place=(1, 540))
    )

    first, *others = repair(asked, Trouble(absences=(Absence("presenter:1"),)))

    assert first.changes == (
        Reassigned(
            1, "who", "presenter:1", "presenter:2",
            "Presenter 2 takes “Block 1” in place of Presenter 1.",
        ),
    )  # fmt: skip
    assert first.asked == ("presenter:2",)
    assert first.summary == "uses Presenter 2 instead, 1 presenter to be asked, hours unchanged"
    assert [one.summary for one in others][:1] == ["leaves 1 place to be filled, hours unchanged"]


def test_a_presenter_who_is_out_on_one_day_comes_on_another():
    asked = problem(
        activity(1, 60, "presenter:1", place=(1, 600)),
        activity(2, 60, "presenter:2", place=(1, 480)),
    )

    first = repair(asked, Trouble(absences=(Absence("presenter:1", (Window(day=1),)),)))[0]

    (moved,) = first.changes
    assert isinstance(moved, Moved)
    assert (moved.before, moved.after[0]) == ((1, 600), 2)
    assert first.asked == ("presenter:1",)
    assert first.summary == "moves 1 block, 1 presenter to be asked, hours unchanged"


def test_what_finds_no_other_place_is_taken_out_and_told():
    asked = problem(activity(1, 60, "presenter:1", place=(1, 600)))

    first = repair(asked, Trouble(absences=(Absence("presenter:1"),)))[0]

    assert [type(one) for one in first.changes] == [Removed]
    assert first.summary == "takes out “Block 1”, 1 h less"


def test_a_snow_day_moves_what_was_there_even_when_it_was_pinned():
    asked = problem(activity(1, 60, place=(1, 480), pinned=True), activity(2, 60, place=(2, 480)))

    first = repair(asked, Trouble(shortened=(Shortened(1, 0, 0),)))[0]

    assert [(one.activity, one.after[0]) for one in first.changes] == [(1, 2)]


def test_a_pinned_block_whose_room_is_lost_stays_and_that_is_told():
    asked = problem(activity(1, 60, room="room:1", place=(1, 480), pinned=True))

    first = repair(asked, Trouble(absences=(Absence("room:1"),)))[0]

    assert first.changes == ()
    assert [one.sentence for one in first.arrangement.broken] == [
        "Hall is wanted elsewhere during “Block 1”."
    ]


def test_a_wish_is_kept_and_the_rest_makes_way():
    asked = problem(
        activity(1, 60, place=(1, 480)), activity(2, 60, place=(1, 540)),
        constraints=[closed("presenter:1", Window(day=1))],
    )  # fmt: skip

    first = repair(asked, Trouble(wishes=(Wish(2, 1, 480),)))[0]

    places = {one.activity: (one.day, one.start) for one in first.arrangement.placements}
    assert places[2] == (1, 480)
    assert len(first.arrangement.placements) == 2
    assert check.always_wrong(asked, first.arrangement) == []


def test_a_wish_that_cannot_be_had_has_the_block_taken_out_and_never_breaks_a_must():
    asked = problem(
        activity(1, 60, "presenter:1", place=(2, 480)),
        constraints=[closed("presenter:1", Window(day=1))],
    )

    first = repair(asked, Trouble(wishes=(Wish(1, 1, 480),)))[0]

    assert [type(one) for one in first.changes] == [Removed]


def test_what_had_no_place_gets_none():
    asked = problem(activity(1, 60, "presenter:1", place=(1, 480)), activity(2, 60))

    for one in repair(asked, Trouble(absences=(Absence("presenter:1", (Window(day=1),)),))):
        assert 2 in one.arrangement.unplaced


def test_a_pinned_block_that_breaks_a_new_must_does_not_stop_a_repair():
    asked = problem(
        activity(1, 60, "presenter:1", place=(1, 480), pinned=True),
        activity(2, 60, "presenter:2", place=(1, 600)),
        constraints=[FixedTime(id="f", must=True, activity=1, day=1, start=540)],
    )

    first = repair(asked, Trouble(absences=(Absence("presenter:2", (Window(day=1),)),)))[0]

    assert [one.activity for one in first.changes] == [2]


def test_a_repair_is_the_same_every_time():
    asked = problem(*(activity(n, 60, "presenter:1", place=(1, 420 + 60 * n)) for n in range(1, 9)))
    trouble = Trouble(absences=(Absence("presenter:1", (Window(480, 600, 1),)),))

    assert repair(asked, trouble) == repair(asked, trouble)


def test_a_repair_that_is_stopped_at_once_hands_back_nothing_or_something_sound():
    asked = problem(activity(1, 60, "presenter:1", place=(1, 480)))
    trouble = Trouble(absences=(Absence("presenter:1", (Window(day=1),)),))

    for one in repair(asked, trouble, watch=Watch(cancelled=lambda: True)):
        assert check.always_wrong(asked, one.arrangement) == []
