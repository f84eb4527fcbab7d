"""What a plan costs and breaks, and what is wrong in it that no constraint has to say."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from cittrainer.planning.posting import whole_model
from cittrainer.planning.prices import USED_TWICE, Musts, Tolerance
from cittrainer.planning.problem import AUDIENCE, NOBODY, PERSON, Candidate
from cittrainer.planning.results import Broken, Costs, Placement, Watch
from cittrainer.planning.searching import AT_ONCE, Search
from cittrainer.planning.slots import certain
from cittrainer.planning.spans import Calendar, common, up
from cittrainer.planning.telling import at, named, who
from cittrainer.planning.when import not_busy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cittrainer.planning.prices import Instance, Key
    from cittrainer.planning.problem import Activity, Problem


def present(problem: Problem) -> tuple[Placement, ...]:
    """The plan as it stands: where things are, with the first candidate of each need."""
    return tuple(
        Placement(
            one.id,
            one.place[0],
            one.place[1],
            tuple((need.id, need.candidates[0].resource) for need in one.needs),
        )
        for one in problem.activities
        if one.place is not None
    )


def pinned(problem: Problem) -> tuple[Placement, ...]:
    """What of the plan as it stands is pinned."""
    return tuple(one for one in present(problem) if problem.activity[one.activity].pinned)


def decided(problem: Problem, placements: Sequence[Placement]) -> Problem:
    """The problem with nothing left to choose."""
    known = {one.activity: one for one in placements}
    return replace(
        problem,
        activities=tuple(_decided(one, known.get(one.id)) for one in problem.activities),
    )


def _decided(activity: Activity, placement: Placement | None) -> Activity:
    if placement is None:
        return replace(activity, pinned=False, day=None, start=None)
    chosen = dict(placement.chosen)
    return replace(
        activity,
        pinned=True,
        day=placement.day,
        start=placement.start,
        needs=tuple(
            replace(need, candidates=(Candidate(chosen[need.id]),)) for need in activity.needs
        ),
    )


def instances(problem: Problem, placements: Sequence[Placement]) -> tuple[Instance, ...]:
    """Every instance of a constraint that a plan breaks."""
    whole = decided(problem, placements)
    placed = {one.activity for one in placements}
    model = whole_model(
        whole,
        musts=Musts.PRICED,
        tolerance=Tolerance(overlaps=overlaps_of(whole)),
        fixed={one.id: None for one in whole.activities if one.id not in placed},
    )
    if not model.instances:
        return ()
    # A clock must not make an answer unlike the last one; everything is fixed, so it ends at once.
    search = Search(replace(problem.options, seconds=60.0, steps=None), Watch())
    search.run(model, sum(one.broken for one in model.instances), way=AT_ONCE)
    return tuple(one for one in model.instances if search.value(one.broken))


def standing(problem: Problem, placements: Sequence[Placement]) -> frozenset[Key]:
    """What stands wrong in part of a plan, whatever becomes of the rest: see ``Tolerance``."""
    whole = decided(problem, placements)
    there = replace(whole, activities=tuple(one for one in whole.activities if one.place))
    calendar = Calendar(problem.days)
    twice = {(USED_TWICE, (resource, id_)) for resource, pair in overlaps_of(there) for id_ in pair}
    busy = {
        (USED_TWICE, (resource, one.id))
        for one in there.activities
        for resource in _is_busy(problem, calendar, one)
    }
    broken = {one.key for one in instances(problem, placements) if one.constraint.must}
    return frozenset(broken | twice | busy)


def broken_by(problem: Problem, placements: Sequence[Placement]) -> tuple[Broken, ...]:
    """What a plan breaks, in sentences; musts first."""
    found = [
        Broken(
            constraint=one.constraint.id,
            must=one.constraint.must,
            cost=0 if one.constraint.must else one.constraint.weight,
            activities=one.activities,
            sentence=one.constraint.words,
        )
        for one in instances(problem, placements)
    ]
    found += _wrong(decided(problem, placements))
    return tuple(sorted(found, key=lambda one: (not one.must, -one.cost)))


def costs_of(problem: Problem, placements: Sequence[Placement], broken: Sequence[Broken]) -> Costs:
    """What a plan costs."""
    candidates = open_needs = 0
    visits = set()
    for one in placements:
        for need in problem.activity[one.activity].needs:
            resource = one.resource(need.id)
            candidates += next(c.cost for c in need.candidates if c.resource == resource)
            if resource == NOBODY:
                open_needs += 1
            elif problem.resource[resource].kind == PERSON:
                visits.add((resource, one.day))
    return Costs(
        constraints=sum(one.cost for one in broken),
        visits=problem.options.visit_cost * len(visits),
        candidates=candidates,
        open_needs=open_needs,
    )


def overlaps_of(
    problem: Problem, *, pinned_only: bool = False
) -> frozenset[tuple[str, frozenset[int]]]:
    """The resources that two activities want at once where they are, and these two.

    Among pinned ones only what no alternate can mend; else what the first candidates make of it.
    """
    there = [
        one
        for one in problem.activities
        if one.place is not None and (one.pinned or not pinned_only)
    ]

    def used(activity: Activity) -> frozenset[str]:
        return certain(activity if pinned_only else _at_present(activity))

    return frozenset(
        (resource, frozenset({one.id, other.id}))
        for one, other in combinations(there, 2)
        if one.day == other.day and _overlap(one, other)
        for resource in used(one) & used(other)
    )


def outside_of(problem: Problem) -> frozenset[int]:
    """The activities outside the hours of their day, or where something is used elsewhere."""
    calendar = Calendar(problem.days)
    return frozenset(
        one.id
        for one in problem.activities
        if one.place is not None
        and (_is_outside(problem, one) or any(_is_busy(problem, calendar, one)))
    )


def _at_present(activity: Activity) -> Activity:
    return replace(
        activity,
        needs=tuple(replace(need, candidates=need.candidates[:1]) for need in activity.needs),
    )


def _overlap(one: Activity, other: Activity) -> bool:
    first, second = one.start or 0, other.start or 0
    return first < second + other.minutes and second < first + one.minutes


def _is_outside(problem: Problem, activity: Activity) -> bool:
    assert activity.place is not None
    day = problem.day[activity.place[0]]
    return activity.place[1] < day.start or activity.place[1] + activity.minutes > day.end


def _is_busy(problem: Problem, calendar: Calendar, activity: Activity) -> Iterator[str]:
    """The resources that are used elsewhere while an activity has them."""
    assert activity.place is not None
    start = calendar.at(*activity.place)
    for resource in sorted(certain(_at_present(activity))):
        free = not_busy(calendar, problem.resource[resource], up(activity.minutes))
        if not common(((start, start + 1),), free):
            yield resource


def _wrong(problem: Problem) -> Iterator[Broken]:
    """What is wrong in a decided plan without any constraint: it was pinned like this."""
    calendar = Calendar(problem.days)
    told: set[frozenset[int]] = set()
    for resource, pair in sorted(overlaps_of(problem), key=lambda one: (one[0], sorted(one[1]))):
        one, other = sorted(pair)
        if problem.resource[resource].kind == AUDIENCE:
            # Who listens is said once: the class, not each of its groups besides.
            if pair in told:
                continue
            told.add(pair)
        yield _always(
            f"{named(problem, one)} and {named(problem, other)} want {who(problem, resource)} "
            "at the same time.",
            (one, other),
        )
    for activity in problem.activities:
        if activity.place is None:
            continue
        if _is_outside(problem, activity):
            where = at(problem, activity.place)
            yield _always(
                f"{named(problem, activity.id)} at {where} is outside the hours of the day.",
                (activity.id,),
            )
        for resource in _is_busy(problem, calendar, activity):
            yield _always(
                f"{who(problem, resource)} is wanted elsewhere during "
                f"{named(problem, activity.id)}.",
                (activity.id,),
            )


def _always(sentence: str, activities: tuple[int, ...]) -> Broken:
    return Broken(constraint="", must=True, cost=0, activities=activities, sentence=sentence)
