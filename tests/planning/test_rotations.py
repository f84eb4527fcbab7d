from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rotations_check import wrongs

from cittrainer.planning.rotation_values import (
    Group,
    Helper,
    Meeting,
    NoRotation,
    Place,
    RotationPlan,
    RotationProblem,
    Round,
    Station,
)
from cittrainer.planning.rotations import make_rotation


def problem(
    groups=3, stations=3, rounds=3, coaches=3, *, acting=(), rooms=None, optional=(), **values
):
    """Group 1 to n, Scenario 1 to n each in its own room; coaches are 101 to 100 + n.

    ``acting`` lists for each station its actors, ``rooms`` its room.
    """
    actors = sorted({one for each in acting for one in each} - set(range(101, 101 + coaches)))
    return RotationProblem(
        rounds=tuple(Round(n, f"round {n}") for n in range(1, rounds + 1)),
        groups=tuple(Group(n, f"Group {n}") for n in range(1, groups + 1)),
        stations=tuple(
            Station(
                n,
                f"Scenario {n}",
                room=rooms[n - 1] if rooms else n,
                actors=frozenset(acting[n - 1]) if acting else frozenset(),
                must_meet=n not in optional,
            )
            for n in range(1, stations + 1)
        ),
        rooms=tuple(Place(n, f"Room {n}") for n in range(1, stations + 1)),
        helpers=(
            *(Helper(n, f"Coach {n}") for n in range(101, 101 + coaches)),
            *(Helper(n, f"Actor {n}") for n in actors),
        ),
        coaches=tuple(range(101, 101 + coaches)),
        **values,
    )


def away(one, helper_id, *rounds):
    return replace(
        one,
        helpers=tuple(
            replace(each, away=frozenset(rounds)) if each.id == helper_id else each
            for each in one.helpers
        ),
    )


def kinds(answer):
    assert isinstance(answer, NoRotation)
    return {one.kind for one in answer.reasons}


def sentences(answer):
    assert isinstance(answer, NoRotation)
    return " ".join(one.sentence for one in answer.reasons)


def test_six_groups_meet_six_scenarios_in_six_rounds_each_with_a_coach_who_stays():
    asked = problem(6, 6, 6, 6)

    plan = make_rotation(asked)

    assert wrongs(asked, plan.meetings) == []
    assert len(plan.meetings) == 36
    assert plan.proven
    assert len({(one.coach, one.station) for one in plan.meetings}) == 6


def test_the_same_problem_gets_the_same_plan():
    asked = problem(4, 4, 5, 4, not_by=frozenset({(101, 2)}))

    assert make_rotation(asked) == make_rotation(asked)


def test_nobody_assesses_a_group_with_somebody_they_lead():
    asked = problem(3, 3, 3, 3, not_by=frozenset({(101, 1), (101, 2), (102, 3)}))

    plan = make_rotation(asked)

    assert wrongs(asked, plan.meetings) == []


def test_more_rounds_than_scenarios_leave_the_last_ones_free():
    plan = make_rotation(problem(3, 3, 5, 3))

    assert {one.round for one in plan.meetings} == {1, 2, 3}


def test_more_groups_than_scenarios_pause_in_turn():
    asked = problem(4, 2, 4, 2)

    plan = make_rotation(asked)

    assert wrongs(asked, plan.meetings) == []
    assert len(plan.meetings) == 8


def test_scenarios_that_share_a_room_or_an_actor_are_never_played_at_once():
    asked = problem(2, 3, 6, 3, rooms=[1, 1, 2], acting=[[201], [202], [201]])

    plan = make_rotation(asked)

    assert wrongs(asked, plan.meetings) == []
    assert len(plan.meetings) == 6


def test_a_coach_who_also_acts_does_one_thing_at_a_time():
    asked = problem(2, 2, 4, 2, acting=[[101], []])

    plan = make_rotation(asked)

    assert wrongs(asked, plan.meetings) == []
    assert all(one.coach == 102 for one in plan.meetings if one.station == 1)


def test_a_scenario_that_need_not_be_met_is_met_where_a_round_is_left():
    asked = problem(3, 4, 4, 4, optional={4})

    assert len(make_rotation(asked).meetings) == 12
    assert len(make_rotation(problem(3, 4, 3, 4, optional={4})).meetings) == 9


def test_one_group_and_one_scenario_make_a_rotation():
    (only,) = make_rotation(problem(1, 1, 1, 1)).meetings

    assert only == Meeting(1, 1, 1, 101)


def test_without_any_coaches_the_groups_still_rotate():
    plan = make_rotation(problem(3, 3, 3, 0))

    assert len(plan.meetings) == 9
    assert (plan.uncoached, plan.unmet) == (0, ())


@pytest.mark.parametrize(
    ("asked", "kind", "words"),
    [
        (problem(0, 3, 3), "rounds", "There are no groups yet."),
        (problem(3, 0, 3), "station", "There are no scenarios yet."),
        (problem(3, 3, 0), "rounds", "There are no rounds yet."),
        (
            problem(3, 4, 3, 4),
            "rounds",
            "Each group still has to meet 4 scenarios, and there are only 3 rounds.",
        ),
        (
            problem(4, 3, 3, 3),
            "rounds",
            ("“Scenario 1” takes one group at a time: 4 groups still have to meet it, "
            "and there are only 3 rounds."),
        ),
        (
            problem(3, 3, 3, 3, rooms=[1, 1, 2]),
            "room",
            ("“Scenario 1” and “Scenario 2” share Room 1, so that only one of them is played in a "
            "round: 6 meetings are needed, and there are only 3 rounds for them."),
        ),
        (
            problem(2, 2, 3, 2, acting=[[201], [201]]),
            "actor",
            ("“Scenario 1” and “Scenario 2” share Actor 201, so that only one of them is played in "
            "a round: 4 meetings are needed, and there are only 3 rounds for them."),
        ),
        (
            problem(3, 3, 3, 2),
            "coach",
            ("9 meetings need a coach, and the coaches who are there can take only 6 in 3 rounds; "
            "in one of them there are only 2 coaches."),
        ),
        (
            problem(2, 2, 2, 2, not_by=frozenset({(101, 1), (102, 1)})),
            "supervisor",
            ("Coach 101 and Coach 102 lead somebody of Group 1 and may not assess it: it needs "
            "another coach 2 times, and one is there in no round."),
        ),
        (
            away(problem(2, 2, 3, 2), 101, 1, 2, 3),
            "coach",
            ("4 meetings need a coach, and the coaches who are there can take only 3 in 3 rounds; "
            "in one of them there is only 1 coach."),
        ),
    ],
)  # fmt: skip
def test_what_is_short_is_said_with_the_numbers(asked, kind, words):
    answer = make_rotation(asked)

    assert kinds(answer) == {kind}
    assert words in sentences(answer)
    assert answer.counted


def test_a_scenario_whose_actor_is_missing_says_so():
    asked = away(problem(3, 3, 3, 3, acting=[[201], [202], [203]]), 202, 2, 3)

    answer = make_rotation(asked)

    assert kinds(answer) == {"actor"}
    assert (
        "it can be played in only 1 round, because Actor 202 is not there in the others"
        in sentences(answer)
    )


def mended(asked, reason):
    """The problem without each thing that a reason names, one at a time."""
    match reason.kind:
        case "meet":
            for one in reason.about:
                yield replace(
                    asked,
                    stations=tuple(
                        replace(each, must_meet=each.must_meet and each.id != one)
                        for each in asked.stations
                    ),
                )
        case "supervisor":
            yield replace(asked, not_by=asked.not_by - {reason.about})
        case "coach" if not reason.about:
            yield replace(asked, coaches=())
        case "coach" | "actor" if "not there" in reason.sentence:
            yield away(asked, reason.about[0])
        case "room" if "share" in reason.sentence:
            yield replace(
                asked,
                stations=tuple(
                    replace(one, room=None if one.room == reason.about[0] else one.room)
                    for one in asked.stations
                ),
            )
        case "actor":
            # The same person as several, one for each thing they are to do.
            (who,) = reason.about
            parts = {one.id: 900 + one.id for one in asked.stations if who in one.actors}
            gone = asked.helper[who].away
            yield replace(
                asked,
                stations=tuple(
                    replace(one, actors=one.actors - {who} | {parts[one.id]})
                    if one.id in parts
                    else one
                    for one in asked.stations
                ),
                helpers=(
                    *asked.helpers,
                    *(Helper(each, f"Part {each}", gone) for each in parts.values()),
                ),
            )


def test_what_clashes_only_together_is_told_as_a_set():
    asked = problem(2, 2, 2, 2, acting=[[101], []], not_by=frozenset({(102, 1)}))

    answer = make_rotation(asked)

    assert (answer.counted, answer.minimal) == (False, True)
    assert "Coach 102 leads somebody of Group 1 and may not assess it." in sentences(answer)


@settings(max_examples=60)
@given(st.data())
def test_no_member_of_a_clashing_set_can_be_left_out(data):
    asked = data.draw(problems())
    asked = replace(asked, stations=tuple(replace(one, must_meet=True) for one in asked.stations))
    answer = make_rotation(asked)
    if not isinstance(answer, NoRotation) or answer.counted:
        return

    assert answer.minimal
    for reason in answer.reasons:
        for without in mended(asked, reason):
            assert isinstance(make_rotation(without), RotationPlan), reason.sentence


def test_nobody_missing_changes_nothing():
    asked = problem(4, 4, 5, 4, not_by=frozenset({(101, 2)}))
    before = make_rotation(asked).meetings

    again = make_rotation(replace(asked, previous=before, over=frozenset({1})))

    assert again.changes == ()
    assert again.meetings == before


def test_rounds_that_are_over_stay_even_where_they_broke_a_rule():
    asked = problem(2, 2, 4, 2, not_by=frozenset({(101, 1)}))
    wrong = (Meeting(1, 1, 1, 101), Meeting(1, 2, 2, 102))

    plan = make_rotation(replace(asked, previous=wrong, over=frozenset({1})))

    assert plan.meetings[:2] == wrong
    assert sorted((one.group, one.station) for one in plan.meetings) == [
        (1, 1), (1, 2), (2, 1), (2, 2),
    ]  # fmt: skip


def test_a_missing_coach_is_replaced_and_nothing_else_moves():
    asked = problem(3, 3, 3, 4)
    before = make_rotation(asked).meetings
    gone = next(one.coach for one in before)

    plan = make_rotation(replace(away(asked, gone, 2, 3), previous=before, over=frozenset({1})))

    assert wrongs(away(asked, gone, 2, 3), plan.meetings[3:], strict=False) == []
    assert all(one.before.coach == gone for one in plan.changes)
    assert all(one.before.station == one.after.station for one in plan.changes)
    assert len(plan.changes) == sum(one.coach == gone and one.round > 1 for one in before)


def test_too_few_coaches_leave_as_few_meetings_without_one_as_can_be():
    asked = problem(3, 3, 3, 3)
    before = make_rotation(asked).meetings
    short = replace(away(asked, 101, 2, 3), previous=before, over=frozenset({1}))

    assert kinds(make_rotation(short)) == {"coach"}
    plan = make_rotation(short, strict=False)

    assert (plan.uncoached, plan.unmet, len(plan.changes)) == (2, (), 2)


def test_a_scenario_that_falls_away_is_told_as_unmet():
    asked = problem(3, 3, 3, 3)
    before = make_rotation(asked).meetings
    closed = replace(
        asked,
        stations=(replace(asked.stations[0], closed=frozenset({2, 3})), *asked.stations[1:]),
        previous=before,
        over=frozenset({1}),
    )

    assert kinds(make_rotation(closed)) == {"station"}
    plan = make_rotation(closed, strict=False)

    assert len(plan.unmet) == 2
    assert {station for _group, station in plan.unmet} == {1}
    assert len(plan.changes) == 2


def test_work_that_is_stopped_is_not_called_proven():
    plan = make_rotation(problem(8, 8, 8, 8, not_by=frozenset({(101, 1)})), stop=lambda: True)

    assert plan is None or not plan.proven


def test_an_id_that_is_used_twice_or_refers_to_nothing_is_refused():
    with pytest.raises(ValueError, match="twice"):
        RotationProblem((Round(1, "a"), Round(1, "b")), (), ())
    with pytest.raises(ValueError, match="room"):
        RotationProblem((), (), (Station(1, "a", room=7),))
    with pytest.raises(ValueError, match="coach"):
        RotationProblem((), (), (), coaches=(5,))


@st.composite
def problems(draw):
    groups = draw(st.integers(1, 4))
    stations = draw(st.integers(1, 4))
    rounds = draw(st.integers(1, 5))
    coaches = draw(st.integers(0, 4))
    rooms = [draw(st.integers(1, stations)) for _ in range(stations)]
    acting = [
        draw(st.lists(st.sampled_from([101, 201, 202, 203, 204]), max_size=2, unique=True))
        if coaches
        else draw(st.lists(st.sampled_from([201, 202, 203, 204]), max_size=2, unique=True))
        for _ in range(stations)
    ]
    pairs = [(100 + c, g) for c in range(1, coaches + 1) for g in range(1, groups + 1)]
    not_by = frozenset(draw(st.lists(st.sampled_from(pairs), max_size=3))) if pairs else frozenset()
    optional = {n for n in range(1, stations + 1) if draw(st.integers(0, 3)) == 0}
    asked = problem(
        groups, stations, rounds, coaches, rooms=rooms, acting=acting, not_by=not_by,
        optional=optional,
    )  # fmt: skip
    for helper in asked.helpers:
        if draw(st.integers(0, 4)) == 0:
            asked = away(asked, helper.id, *range(draw(st.integers(1, rounds)), rounds + 1))
    return asked


@settings(max_examples=40)
@given(problems())
def test_no_plan_ever_breaks_a_rule(asked):
    plan = make_rotation(asked)

    if isinstance(plan, RotationPlan):
        assert wrongs(asked, plan.meetings) == []
    else:
        assert plan.reasons


@settings(max_examples=40)
@given(problems())
def test_the_best_that_can_be_had_breaks_no_rule_but_says_what_is_missing(asked):
    if not (asked.groups and asked.stations and asked.rounds):
        return
    plan = make_rotation(asked, strict=False)

    assert wrongs(asked, plan.meetings, strict=False) == []
    met = {(one.group, one.station) for one in plan.meetings}
    missing = {
        (group.id, station.id)
        for group in asked.groups
        for station in asked.stations
        if station.must_meet and (group.id, station.id) not in met
    }
    assert set(plan.unmet) == missing
    perfect = not missing and plan.uncoached == 0
    assert perfect == isinstance(make_rotation(asked), RotationPlan)


def every_plan(asked):
    """All plans of a very small problem, tried one by one."""
    stations = [None, *(one.id for one in asked.stations)]
    rounds = [one.id for one in asked.rounds if one.id not in asked.over]
    kept = tuple(one for one in asked.previous if one.round in asked.over)
    cells = [(r, g.id) for r in rounds for g in asked.groups]
    for at in product(stations, repeat=len(cells)):
        if len({(r, s) for (r, _), s in zip(cells, at, strict=True) if s}) < sum(map(bool, at)):
            continue
        used = [(cell, s) for cell, s in zip(cells, at, strict=True) if s]
        if sorted((g, s) for (_, g), s in used) != sorted(
            {(g.id, s.id) for g in asked.groups for s in asked.stations}
            - {(one.group, one.station) for one in kept}
        ):
            continue
        for coaches in product(asked.coaches, repeat=len(used)):
            meetings = tuple(
                Meeting(r, g, s, c) for ((r, g), s), c in zip(used, coaches, strict=True)
            )
            if not wrongs(asked, (*kept, *meetings)):
                yield meetings


@settings(max_examples=12)
@given(st.data())
def test_a_plan_is_made_again_with_the_fewest_changes_there_can_be(data):
    asked = problem(2, 2, 3, 3)
    before = make_rotation(asked).meetings
    gone = data.draw(st.sampled_from([*asked.coaches, None]))
    own = data.draw(st.sampled_from([(c, g) for c in asked.coaches for g in (1, 2)]))
    now = replace(asked, previous=before, over=frozenset({1}), not_by=frozenset({own}))
    if gone is not None:
        now = away(now, gone, 2, 3)

    plan = make_rotation(now)
    fewest = min(
        (
            sum(
                (one.group, one.round) not in {(m.group, m.round) for m in each}
                for one in before
                if one.round > 1
            )
            + len(set(each) - set(before))
            for each in every_plan(now)
        ),
        default=None,
    )

    if isinstance(plan, RotationPlan):
        assert wrongs(now, plan.meetings) == []
        assert len(plan.changes) == fewest
    else:
        assert fewest is None
