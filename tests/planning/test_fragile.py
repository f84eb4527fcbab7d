from __future__ import annotations

from timetables import activity, closed, problem

from cittrainer.planning.fragile import fragility
from cittrainer.planning.kinds import Window
from cittrainer.planning.problem import NOBODY, Candidate, Need
from cittrainer.planning.results import BREAKS, COVERED, UNUSED, Watch


def asked():
    either = Need("who", (Candidate("presenter:1"), Candidate("presenter:2", 5), Candidate(NOBODY)))
    return problem(
        activity(1, place=(1, 480), needs=(either,)),
        activity(2, 60, "presenter:3", place=(1, 540)),
    )


def test_each_person_has_an_outcome_and_a_sentence():
    found = {one.resource: one for one in fragility(asked())}

    assert {name: one.outcome for name, one in found.items()} == {
        "presenter:1": COVERED, "presenter:2": UNUSED, "presenter:3": BREAKS,
    }  # fmt: skip
    assert found["presenter:1"].sentence == "Without Presenter 1, Presenter 2 can take 1 block."
    assert found["presenter:3"].sentence == "Without Presenter 3, “Block 2” has no place."
    assert found["presenter:3"].activities == (2,)
    assert found["presenter:2"].sentence == "Presenter 2 has no block."


def test_an_alternate_who_can_only_come_at_another_time_makes_it_mendable():
    either = Need("who", (Candidate("presenter:1"), Candidate("presenter:2", 5)))
    plan = problem(
        activity(1, place=(1, 480), needs=(either,)),
        constraints=[closed("presenter:2", Window(day=1))],
    )

    found = fragility(plan)[0]

    assert found.outcome == "mendable"
    assert "moves 1 block" in found.sentence


def test_a_block_that_nobody_is_left_for_breaks():
    either = Need("who", (Candidate("presenter:1"), Candidate(NOBODY)))

    found = fragility(problem(activity(1, place=(1, 480), needs=(either,))))[0]

    assert found.outcome == BREAKS
    assert found.sentence == "Without Presenter 1, nobody stands in at “Block 1”."


def test_a_pinned_block_whose_only_presenter_drops_out_breaks():
    found = fragility(problem(activity(1, 60, "presenter:1", place=(1, 480), pinned=True)))[0]

    assert found.outcome == BREAKS


def test_it_can_be_stopped():
    assert fragility(asked(), watch=Watch(cancelled=lambda: True)) == ()
