"""What is in the way of an activity at one place while all else stays, told for just that place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.planning.judging import broken_by, overlaps_of, present
from cittrainer.planning.kinds import Closed, Open
from cittrainer.planning.problem import AUDIENCE, PERSON
from cittrainer.planning.telling import listed, named, who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.planning.problem import Activity, Problem
    from cittrainer.planning.results import Broken


@dataclass(frozen=True, slots=True)
class Against:
    """One thing in the way."""

    sentence: str
    """As it stands by itself."""
    shortly: str
    """In a list under the place, without a full stop."""


def reasons(problem: Problem, activity: Activity, place: tuple[int, int]) -> Iterator[Against]:
    """What would be wrong or broken, and is not now, with an activity at a place."""
    there = replace(
        problem,
        activities=tuple(
            replace(one, day=place[0], start=place[1]) if one.id == activity.id else one
            for one in problem.activities
        ),
    )
    yield from _wanted_by_others(problem, there, activity)
    now = {_known(one) for one in broken_by(problem, present(problem))}
    seen = set()
    for one in broken_by(there, present(there)):
        overlap = not one.constraint and len(one.activities) > 1
        if overlap or not one.sentence or _known(one) in now:
            continue
        found = _told(problem, one)
        if found not in seen:
            seen.add(found)
            yield found


def _known(one: Broken) -> tuple[str, tuple[int, ...], str]:
    return one.constraint, one.activities, "" if one.constraint else one.sentence


def _wanted_by_others(problem: Problem, there: Problem, activity: Activity) -> Iterator[Against]:
    """Who or what another activity has at the time, all of one other together."""
    wanted: dict[int, list[str]] = {}
    for resource, pair in sorted(
        overlaps_of(there) - overlaps_of(problem), key=lambda one: (sorted(one[1]), one[0])
    ):
        for other in pair - {activity.id}:
            wanted.setdefault(other, []).append(resource)
    for other in sorted(wanted, key=lambda one: problem.activity[one].start or 0):
        names = listed(_said_once(problem, wanted[other]))
        one, second = sorted((activity.id, other))
        both = f"{named(problem, one)} and {named(problem, second)}"
        yield Against(
            f"{both} want {names} at the same time.", f"{named(problem, other)} has {names}"
        )


def _said_once(problem: Problem, resources: list[str]) -> list[str]:
    """The names of resources; who listens once, not the class and each of its groups besides."""
    listening = [one for one in resources if problem.resource[one].kind == AUDIENCE]
    return [who(problem, one) for one in resources if one not in listening[1:]]


def _told(problem: Problem, one: Broken) -> Against:
    """A broken constraint; of times that are refused only that this is one of them."""
    constraint = next((each for each in problem.constraints if each.id == one.constraint), None)
    if isinstance(constraint, Closed | Open):
        said = _of_times(problem, constraint)
        return Against(f"{said}.", said)
    if not one.constraint:
        return Against(one.sentence, one.sentence.removesuffix("."))
    return Against(one.sentence, f"breaks “{one.sentence.removesuffix('.')}”")


def _of_times(problem: Problem, constraint: Closed | Open) -> str:
    name = who(problem, constraint.resource)
    if problem.resource[constraint.resource].kind != PERSON:
        return f"{name} cannot be used then"
    if constraint.must:
        return f"{name} cannot come then"
    return f"{name} would rather come at another time"
