from __future__ import annotations

import timetable_check as check
from timetables import activity, closed, problem

from cittrainer.planning import kinds
from cittrainer.planning.holding import held
from cittrainer.planning.kinds import Window
from cittrainer.planning.results import Watch


def full_monday(*more, constraints=()):
    """A Monday without a gap."""
    return problem(
        *(activity(n, 60, place=(1, 420 + 60 * n)) for n in range(1, 10)), *more,
        constraints=constraints,
    )  # fmt: skip


def test_what_is_in_the_way_of_a_time_is_named_and_a_way_to_have_it_is_shown():
    asked = full_monday()

    found = held(asked, 1, day=1, start=720)

    assert found.direct == ("“Block 1” and “Block 5” want the class at the same time.",)
    assert found.clash is None
    places = {one.activity: (one.day, one.start) for one in found.proposal.arrangement.placements}
    assert places[1] == (1, 720)
    assert check.always_wrong(asked, found.proposal.arrangement) == []


def test_a_must_that_would_be_broken_is_named_and_is_the_reason():
    asked = full_monday(
        activity(10, 60, "presenter:1", place=(2, 480)),
        constraints=[closed("presenter:1", Window(day=1))],
    )

    found = held(asked, 10, day=1, start=480)

    assert "Presenter 1 cannot come then." in found.direct
    assert {one.constraint for one in found.clash.members} == {"closed", "wish 10"}
    assert found.proposal is None


def test_a_wish_that_is_no_must_is_told_but_does_not_stand_against_it():
    asked = full_monday(
        activity(10, 60, "presenter:1", place=(2, 480)),
        constraints=[
            closed("presenter:1", Window(0, 600, 2), must=False, id_="soft", words="Not early."),
            kinds.MostADay(id="ten", activities=(9, 10), amount=1, words="One a day."),
        ],
    )

    found = held(asked, 10, day=2, start=540)
    moved = held(asked, 10, day=1, start=480)

    assert found.direct == ()
    assert "One a day." in moved.direct
    assert moved.clash is None


def test_what_holds_an_activity_is_told_day_by_day():
    asked = full_monday(
        activity(10, 60, "presenter:1", place=(1, 480)),
        constraints=[closed("presenter:1", Window(day=2), words="Not on Tuesday.")],
    )

    found = held(asked, 1)

    assert found.direct[-1] == "Tuesday 8:00: nothing is in the way."
    assert any(one.startswith("Monday") and "Block" in one for one in found.direct[:-1])
    assert held(asked, 10).direct[-1] == "Tuesday 8:00: Presenter 1 cannot come then."


def test_what_stands_against_every_day_is_said_once_and_each_day_has_one_line():
    asked = full_monday(
        *(activity(n, 60, place=(2, 420 + 60 * (n - 10))) for n in range(11, 20)),
        constraints=[kinds.FixedTime(id="at", activity=1, day=1, start=480, words="It is early.")],
    )

    found = held(asked, 1)

    assert found.direct == (
        "Wherever it goes: breaks “It is early”.",
        "Monday 8:05: “Block 2” has the class.",
        "Tuesday 8:00: “Block 11” has the class.",
    )


def test_a_time_that_somebody_would_rather_not_come_is_told_as_that():
    asked = problem(
        activity(1, 60, "presenter:1", place=(1, 480)),
        constraints=[
            closed("presenter:1", Window(day=2), must=False, words="Not on Tuesday or Friday.")
        ],
    )

    assert held(asked, 1).direct[-1] == (
        "Tuesday 8:00: Presenter 1 would rather come at another time."
    )


def test_a_pin_holds_an_activity():
    asked = problem(activity(1, 60, place=(1, 480), pinned=True))

    found = held(asked, 1)

    assert found.direct[0] == "“Block 1” is pinned to Monday 8:00."


def test_why_an_activity_finds_no_place_leaves_others_without_a_place_aside():
    asked = full_monday(
        activity(10, 60, "presenter:1"),
        activity(11, 600),
        constraints=[
            closed("presenter:1", Window(day=2), words="Not on Tuesday."),
            *(kinds.FixedTime(id=f"f{n}", must=True, activity=n, day=1, start=420 + 60 * n)
              for n in range(1, 10)),
        ],
    )  # fmt: skip

    found = held(asked, 10)

    assert 10 in found.clash.activities
    assert 11 not in found.clash.activities
    assert "Not on Tuesday." in [one.sentence for one in found.clash.members]


def test_a_question_can_be_stopped():
    found = held(full_monday(), 1, day=2, start=480, watch=Watch(cancelled=lambda: True))

    assert found.direct == ()
