from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from timetables import activity, closed, problem, problems

from cittrainer.planning import kinds
from cittrainer.planning.arranging import arrange
from cittrainer.planning.explaining import explain
from cittrainer.planning.kinds import Window
from cittrainer.planning.problem import NOBODY
from cittrainer.planning.results import Watch


def can_be_had(asked, clash, *, without=None, without_activity=None):
    """Whether the activities of a clash can all be placed while its members hold, less one."""
    members = [one for one in clash.members if one is not without]

    def those(kind, field):
        return {getattr(one, field) for one in members if one.kind == kind}

    ids = set(clash.activities) - {without_activity}
    kept, once = those("constraint", "constraint"), those("once", "resource")
    whole = replace(
        asked,
        activities=tuple(
            replace(shared(one, once), pinned=one.id in those("pinned", "activity"))
            for one in asked.activities
            if one.id in ids
        ),
    )
    names = {r for one in whole.activities for r in used(one)}
    whole = replace(
        whole,
        resources=tuple(
            replace(r, id=each, busy=r.busy if r.id in those("busy", "resource") else ())
            for each in sorted(names)
            for r in [asked.resource[each.partition("@")[0]]]
        ),
        constraints=tuple(
            each
            for one in asked.constraints
            if one.id in kept
            for each in (spread(one, names) if hasattr(one, "resource") else about(one, ids))
        ),
    )
    found = arrange(whole)
    return not found.unplaced and found.keeps_musts


def used(one):
    return {c.resource for need in one.needs for c in need.candidates} - {NOBODY}


def shared(one, once):
    """A resource whose exclusive use is off is another one for each activity."""

    def name(c):
        return c if c.resource in {NOBODY, *once} else replace(c, resource=f"{c.resource}@{one.id}")

    needs = (replace(need, candidates=tuple(map(name, need.candidates))) for need in one.needs)
    return replace(one, needs=tuple(needs))


def spread(constraint, names):
    """A constraint for each of the resources that its resource has become."""
    return [
        replace(constraint, resource=each, id=f"{constraint.id} {each}")
        for each in sorted(names)
        if each.partition("@")[0] == constraint.resource
    ]


def about(constraint, ids):
    """What a constraint says of some activities while the others have no place."""
    pair = {getattr(constraint, field, None) for field in ("activity", "other")} - {None}
    if not pair <= ids:
        return []
    if hasattr(constraint, "activities"):
        few = tuple(one for one in constraint.activities if one in ids)
        return [replace(constraint, activities=few)] if few else []
    return [constraint]


HELPED = (
    kinds.Lunch, kinds.FirstOfDay, kinds.LastOfDay, kinds.HeavyInARow, kinds.NotNextTo,
    kinds.NotFirstAfter,
)  # fmt: skip
"""Kinds that activities outside a clash can help to keep."""


def can_be_rebuilt(asked, clash):
    """Whether a clash is of kinds that can be put together again without the solver's help."""
    known = {one.id: one for one in asked.constraints}
    named = [known[one.constraint] for one in clash.members if one.constraint]
    return not any(
        isinstance(one, HELPED)
        or (hasattr(one, "resource") and not isinstance(one, (kinds.Closed, kinds.Open)))
        for one in named
    )


@given(problems(most=5))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_reason_truly_clashes_and_nothing_of_it_can_be_dropped(drawn):
    asked = replace(drawn, activities=tuple(replace(a, pinned=False) for a in drawn.activities))

    clash = explain(asked)

    assert (clash is not None) == bool(arrange(asked).unplaced)
    if clash is None:
        return
    assert clash.minimal
    assert clash.activities
    if not can_be_rebuilt(asked, clash):
        return
    assert not can_be_had(asked, clash)
    if clash.arithmetic:
        return
    for member in clash.members:
        assert can_be_had(asked, clash, without=member), member
    for one in clash.activities:
        assert can_be_had(asked, clash, without_activity=one), one


NO_TUESDAY = closed("presenter:1", Window(day=2), id_="tuesday", words="Not on Tuesday.")
NO_MORNING = closed("presenter:1", Window(0, 780, 1), id_="morning", words="Not before 13:00.")


def made(*constraints, **more):
    """A timetable of two blocks by one presenter and one by another."""
    return problem(
        activity(1, 120, "presenter:1"), activity(2, 150, "presenter:1"),
        activity(3, 60, "presenter:2", room="room:1", **more),
        constraints=constraints,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "activities", "members", "words"),
    [
        (
            made(NO_TUESDAY, NO_MORNING),
            {1, 2},
            {"tuesday", "morning", "once presenter:1"},
            "“Block 2” and “Block 1” take 4 h 30 min, but Presenter 1 has 4 h for them.",
        ),
        (
            made(NO_TUESDAY, kinds.NotBefore(id="late", must=True, activities=(1,), day=2)),
            {1},
            {"tuesday", "late"},
            "“Block 1” finds no place: 2 things clash.",
        ),
        (
            made(
                kinds.Before(id="first", must=True, activity=1, other=2, words="1 before 2."),
                kinds.Before(id="then", must=True, activity=2, other=3, words="2 before 3."),
                kinds.Before(id="round", must=True, activity=3, other=1, words="3 before 1."),
            ),
            {1, 2, 3},
            {"first", "then", "round"},
            "“Block 1”, “Block 2” and “Block 3” cannot all be placed: 3 things clash.",
        ),
        (
            made(
                kinds.SameDay(id="same", must=True, activity=1, other=3),
                kinds.DifferentDay(id="apart", must=True, activity=1, other=3),
            ),
            {1, 3},
            {"same", "apart"},
            "“Block 1” and “Block 3” cannot both be placed: 2 things clash.",
        ),
        (
            made(kinds.FixedTime(id="at", must=True, activity=2, day=1, start=600),
                 kinds.FixedTime(id="too", must=True, activity=3, day=1, start=660)),
            {2, 3},
            {"at", "too", "once class"},
            "“Block 2” and “Block 3” cannot both be placed: 3 things clash.",
        ),
        (
            made(kinds.MostActivities(id="most", must=True, resource="presenter:1", amount=1)),
            {1, 2},
            {"most"},
            "Presenter 1 is needed for “Block 1” and “Block 2”, but is to have at most 1 block.",
        ),
        (
            made(kinds.FixedTime(id="at", must=True, activity=1, day=1, start=500, words="8:20."),
                 place=(1, 540), pinned=True),
            {1, 3},
            {"at", "once class", "pinned 3"},
            "“Block 1” and “Block 3” cannot both be placed: 3 things clash.",
        ),
        (
            made(kinds.MostADay(id="one", must=True, activities=(1, 2, 3), amount=1,
                                words="One a day.")),
            {1, 2, 3},
            {"one"},
            "“Block 1”, “Block 2” and “Block 3” cannot all be placed: 1 thing is in the way.",
        ),
        (
            problem(activity(1, 600)), {1}, set(),
            "“Block 1” finds no place: the days are too short.",
        ),
        (
            problem(*(activity(n, 240) for n in range(1, 7))),
            {1, 2, 3, 4, 5},
            {"once class"},
            "5 blocks, “Block 1” among them, take 20 h, but the class has 18 h for them.",
        ),
        (
            problem(*(activity(n, 320) for n in range(1, 4))),
            {1, 2, 3},
            {"once class"},
            "“Block 1”, “Block 2” and “Block 3” cannot all be placed: 1 thing is in the way.",
        ),
    ],
)  # fmt: skip
def test_a_week_made_impossible_has_the_expected_reason(asked, activities, members, words):
    clash = explain(asked)

    assert clash is not None
    assert set(clash.activities) == activities
    found = {
        one.constraint or f"{one.kind} {one.resource or one.activity}" for one in clash.members
    }
    assert found == members
    assert clash.sentence == words
    assert clash.minimal


def test_a_week_that_can_be_done_has_no_reason():
    assert explain(made(NO_TUESDAY)) is None


def test_a_wish_that_is_no_must_is_never_a_reason():
    wish = kinds.MostADay(id="one", activities=(1, 2, 3), amount=1)

    assert explain(made(wish)) is None


def test_a_room_that_is_used_elsewhere_is_named():
    asked = made(kinds.FixedTime(id="at", must=True, activity=3, day=1, start=600))
    asked = replace(
        asked,
        resources=tuple(
            replace(r, busy=(Window(540, 660, 1),)) if r.id == "room:1" else r
            for r in asked.resources
        ),
    )

    clash = explain(asked)

    assert {one.kind for one in clash.members} == {"busy", "constraint"}
    assert "Hall is used elsewhere at some of these times." in [m.sentence for m in clash.members]


def test_a_search_for_a_reason_can_be_stopped():
    asked = made(
        kinds.SameDay(id="same", must=True, activity=1, other=3),
        kinds.DifferentDay(id="apart", must=True, activity=1, other=3),
    )

    clash = explain(asked, watch=Watch(cancelled=lambda: True))

    assert clash is None or not clash.minimal
