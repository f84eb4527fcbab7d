"""A timetable after something happened to it: what is lost is no longer free, a wish is a must."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.planning.judging import instances, outside_of, overlaps_of, pinned, present
from cittrainer.planning.kinds import Constraint, FixedTime, NotAfter, NotBefore
from cittrainer.planning.prices import Tolerance
from cittrainer.planning.problem import NOBODY
from cittrainer.planning.telling import at, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.planning.problem import Activity, Day, Problem, Trouble, Wish
    from cittrainer.planning.results import Placement


def troubled(problem: Problem, trouble: Trouble) -> Problem:
    """The problem with what was lost gone, and what is wished as a must.

    A pinned activity is let go where the hours of its day no longer hold it, or it is wished
    elsewhere.
    """
    lost = {one.resource: one.windows for one in trouble.absences}
    hours = {one.day: one for one in trouble.shortened}
    days = {
        day.id: replace(day, start=hours[day.id].start, end=hours[day.id].end)
        if day.id in hours
        else day
        for day in problem.days
    }
    wished = {one.activity for one in trouble.wishes}
    return replace(
        problem,
        days=tuple(days.values()),
        resources=tuple(
            replace(one, busy=(*one.busy, *lost[one.id])) if one.id in lost else one
            for one in problem.resources
        ),
        activities=tuple(
            replace(one, pinned=False)
            if one.id in wished or (one.day in hours and not _fits(one, days))
            else one
            for one in problem.activities
        ),
        constraints=(*problem.constraints, *_wishes(problem, trouble)),
    )


def _fits(activity: Activity, days: dict[int, Day]) -> bool:
    if activity.place is None:
        return True
    day, start = activity.place
    return days[day].start <= start and start + activity.minutes <= days[day].end


def _wishes(problem: Problem, trouble: Trouble) -> Iterator[Constraint]:
    for wish in trouble.wishes:
        yield from wish_as_must(problem, wish)


def wish_as_must(problem: Problem, wish: Wish) -> tuple[Constraint, ...]:
    """That an activity is on a day, at a time if one is given."""
    what = named(problem, wish.activity)
    if wish.start is not None:
        words = f"{what} is wished at {at(problem, (wish.day, wish.start))}."
        return (
            FixedTime(
                id=f"wish {wish.activity}",
                must=True,
                words=words,
                activity=wish.activity,
                day=wish.day,
                start=wish.start,
            ),
        )
    words = f"{what} is wished on {problem.day[wish.day].name}."
    which = (wish.activity,)
    return (
        NotBefore(
            id=f"wish {wish.activity}", must=True, words=words, activities=which, day=wish.day
        ),
        NotAfter(
            id=f"wish {wish.activity} ends", must=True, words=words, activities=which, day=wish.day
        ),
    )


def left(problem: Problem, trouble: Trouble) -> tuple[Placement, ...]:
    """What is pinned, without those who are lost and without whom it may do."""
    lost = {one.resource for one in trouble.absences}
    return tuple(
        replace(
            one,
            chosen=tuple(
                (need, NOBODY)
                if resource in lost and _may_be_open(problem, one.activity, need)
                else (need, resource)
                for need, resource in one.chosen
            ),
        )
        for one in pinned(problem)
    )


def _may_be_open(problem: Problem, activity: int, need: str) -> bool:
    candidates = next(n.candidates for n in problem.activity[activity].needs if n.id == need)
    return any(one.resource == NOBODY for one in candidates)


def tolerated(problem: Problem, trouble: Trouble) -> Tolerance:
    """What was wrong before, and may stay so: a repair mends what happened and nothing else."""
    hit = {one.activity for one in trouble.wishes}
    lost = {one.resource for one in trouble.absences}
    changed = {one.day for one in trouble.shortened}
    for one in problem.activities:
        uses = {need.candidates[0].resource for need in one.needs}
        if one.day in changed or uses & lost:
            hit.add(one.id)
    return Tolerance(
        broken=frozenset(one.key for one in instances(problem, present(problem))),
        overlaps=overlaps_of(problem),
        outside=outside_of(problem) - hit,
    )
