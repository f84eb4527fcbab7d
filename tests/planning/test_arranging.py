from __future__ import annotations

from dataclasses import replace

import timetable_check as check
from hypothesis import HealthCheck, given, settings
from timetables import activity, closed, problem, problems

from benchmarks.timetables import conference
from cittrainer.planning import kinds
from cittrainer.planning.arranging import arrange
from cittrainer.planning.kinds import Window
from cittrainer.planning.problem import NOBODY, Candidate, Need
from cittrainer.planning.results import PROVEN, STOPPED, Watch


@given(problems())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_arrangement_never_breaks_a_must_and_knows_what_it_costs(drawn):
    found = arrange(drawn)

    assert check.always_wrong(drawn, found) == []
    assert check.musts_broken(drawn, found.placements) == set()
    assert found.keeps_musts
    assert found.costs.total == check.cost(drawn, found.placements)
    assert found.status == PROVEN
    assert found.bound == found.costs.total


def test_everything_is_placed_where_there_is_room():
    asked = problem(*(activity(n, 90, "presenter:1") for n in range(1, 13)))

    found = arrange(asked)

    assert found.unplaced == ()
    assert check.always_wrong(asked, found) == []


def test_what_does_not_fit_stays_unplaced_and_as_little_as_can_be():
    found = arrange(problem(activity(1, 540), activity(2, 480), activity(3, 60), activity(4, 30)))

    assert len(found.unplaced) == 1
    assert found.status == PROVEN


def test_an_alternate_is_taken_before_a_block_is_left_out_and_nobody_before_that():
    need = Need("who", (Candidate("presenter:1"), Candidate("presenter:2", 5), Candidate(NOBODY)))
    one = activity(1, needs=(need,))
    gone = [closed("presenter:1", Window())]
    both = [*gone, closed("presenter:2", Window(), id_="also")]

    alternate = arrange(problem(one, constraints=gone))
    nobody = arrange(problem(one, constraints=both))

    assert alternate.placements[0].resource("who") == "presenter:2"
    assert alternate.costs.candidates == 5
    assert nobody.placements[0].resource("who") == NOBODY
    assert nobody.costs.open_needs == 1


def test_pinned_activities_that_break_a_must_stay_and_are_told():
    asked = problem(
        activity(1, 60, "presenter:1", place=(1, 480), pinned=True),
        activity(2, 60, "presenter:1"),
        constraints=[closed("presenter:1", Window(480, 600, 1))],
    )

    found = arrange(asked)

    assert [(one.constraint, one.activities) for one in found.broken if one.must] == [
        ("closed", (1,))
    ]
    assert found.unplaced == ()
    assert check.broken(asked, found.placements) == {"closed": 1}


def test_pinned_activities_that_clash_among_themselves_stay_and_are_told():
    asked = problem(
        activity(1, 60, place=(1, 480), pinned=True),
        activity(2, 60, place=(1, 510), pinned=True),
        activity(3, 60),
    )

    found = arrange(asked)

    assert found.unplaced == ()
    assert [one.sentence for one in found.broken] == [
        "“Block 1” and “Block 2” want the class at the same time."
    ]
    assert check.always_wrong(asked, found) == ["1 and 2 want frozenset({'class'})"]


def test_nothing_moves_that_need_not_move():
    blocks = [activity(n, 60, "presenter:1", place=(1, 540 + 60 * n)) for n in range(1, 5)]
    asked = problem(*blocks, activity(5, 60, "presenter:1"))

    found = arrange(asked)

    places = {one.activity: (one.day, one.start) for one in found.placements}
    assert [places[one.id] for one in blocks] == [one.place for one in blocks]
    assert places[5] == (1, 480)
    assert found.polished


def test_the_same_problem_gets_the_same_plan_every_time():
    asked = full()

    assert arrange(asked) == arrange(asked)


def full():
    """Two full days with visits that cannot all be had."""
    return problem(
        *(activity(n, 60, f"presenter:{1 + n % 3}", room="room:1") for n in range(1, 9)),
        constraints=[kinds.OneVisit(id=f"v{n}", resource=f"presenter:{n}") for n in (1, 2, 3)],
    )


def test_a_limit_of_steps_gives_the_same_plan_every_time():
    asked = full()
    asked = replace(asked, options=replace(asked.options, seconds=120.0, steps=0.02))

    first, second = arrange(asked), arrange(asked)

    assert first == second
    assert check.always_wrong(asked, first) == []


def test_a_search_that_is_stopped_hands_back_its_best_and_does_not_call_it_proven():
    asked = conference()
    stages = []

    found = arrange(asked, watch=Watch(stages.append, lambda: bool(stages)))

    assert found.status == STOPPED
    assert check.always_wrong(asked, found) == []
    assert check.musts_broken(asked, found.placements) == set()


def test_a_search_that_is_stopped_at_once_leaves_what_is_pinned():
    asked = problem(activity(1, place=(1, 480), pinned=True), activity(2))

    found = arrange(asked, watch=Watch(cancelled=lambda: True))

    assert 1 not in found.unplaced


def test_a_hundred_talks_find_their_rooms_side_by_side():
    asked = conference()

    found = arrange(asked)

    assert found.unplaced == ()
    assert check.always_wrong(asked, found) == []
    assert check.musts_broken(asked, found.placements) == set()


def test_empty_timetables_are_arranged():
    found = arrange(problem())

    assert found.placements == ()
    assert found.status == PROVEN
