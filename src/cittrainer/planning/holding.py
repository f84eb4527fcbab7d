"""Says what holds an activity where it is, or stands against another day or time for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.planning.explaining import explain
from cittrainer.planning.judging import broken_by, present
from cittrainer.planning.problem import Trouble, Wish
from cittrainer.planning.repairing import repair
from cittrainer.planning.results import Held, Watch
from cittrainer.planning.spans import UNIT
from cittrainer.planning.telling import at, named
from cittrainer.planning.troubles import wish_as_must

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.planning.problem import Activity, Problem
    from cittrainer.planning.results import Broken


def held(
    problem: Problem,
    activity: int,
    *,
    watch: Watch | None = None,
    day: int | None = None,
    start: int | None = None,
) -> Held:
    """What holds an activity, or stands against a day, and a time if one is given, for it.

    Args:
        problem: The plan as it stands.
        activity: The activity.
        watch: Who follows, and may stop it.
        day: Where it is wished; None asks of every day what stands against moving it there.
        start: Minutes, only with a day; without it the least troubled time of the day is told of.
    """
    watch = watch or Watch()
    one = problem.activity[activity]
    if day is None:
        clash = None
        if one.place is None:
            clash = explain(problem, watch=watch, activities=_standing(problem, activity))
        return Held(tuple(_round_about(problem, one, watch)), clash, None)
    direct = _against(problem, one, (day, _least_troubled(problem, one, day, start)))
    wish = Wish(activity, day, start)
    asked = replace(
        problem,
        activities=tuple(
            replace(each, pinned=False) if each.id == activity else each
            for each in problem.activities
        ),
        constraints=(*problem.constraints, *wish_as_must(problem, wish)),
    )
    clash = explain(asked, watch=watch, activities=_standing(problem, activity))
    if clash is not None or watch.cancelled():
        return Held(direct, clash, None)
    found = repair(problem, Trouble(wishes=(wish,)), watch=watch, proposals=1)
    return Held(direct, None, found[0] if found else None)


def _standing(problem: Problem, activity: int) -> frozenset[int]:
    """What has a place, and one activity: others without a place are no reason for anything."""
    return frozenset(one.id for one in problem.activities if one.place is not None) | {activity}


def _round_about(problem: Problem, activity: Activity, watch: Watch) -> Iterator[str]:
    """What stands against each day for an activity while all else stays."""
    if activity.pinned and activity.place is not None:
        yield f"{named(problem, activity.id)} is pinned to {at(problem, activity.place)}."
    for day in sorted(problem.days, key=lambda one: one.ordinal):
        if watch.cancelled():
            return
        if day.end - day.start < activity.minutes:
            yield f"{day.name}: the day is too short."
            continue
        place = (day.id, _least_troubled(problem, activity, day.id, None, elsewhere=True))
        reasons = _against(problem, activity, place)
        if reasons:
            yield from (f"{at(problem, place)}: {one}" for one in reasons)
        else:
            yield f"{at(problem, place)}: nothing is in the way."


def _least_troubled(
    problem: Problem,
    activity: Activity,
    day: int,
    start: int | None,
    *,
    elsewhere: bool = False,
) -> int:
    """The start on a day at which an activity is in the way of fewest minutes of others."""
    if start is not None:
        return start
    hours = problem.day[day]
    uses = {need.candidates[0].resource for need in activity.needs}
    taken = [
        (other.start or 0, (other.start or 0) + other.minutes)
        for other in problem.activities
        if other.day == day and other.id != activity.id and other.place is not None
        for _ in uses & {need.candidates[0].resource for need in other.needs}
    ]
    taken += [
        (window.start, window.end)
        for resource in sorted(uses & problem.resource.keys())
        for window in problem.resource[resource].busy
        if window.day in {None, day}
    ]
    first = -(-hours.start // UNIT) * UNIT
    starts = [
        minute
        for minute in range(first, max(hours.end - activity.minutes, first) + 1, UNIT)
        if not (elsewhere and (day, minute) == activity.place)
    ]

    def trouble(minute: int) -> tuple[int, int]:
        end = minute + activity.minutes
        return sum(max(0, min(end, e) - max(minute, s)) for s, e in taken), minute

    return min(starts, key=trouble, default=first)


def _against(problem: Problem, activity: Activity, place: tuple[int, int]) -> tuple[str, ...]:
    """What would be broken, and is not now, with an activity at a place and all else staying."""
    there = replace(
        problem,
        activities=tuple(
            replace(one, day=place[0], start=place[1]) if one.id == activity.id else one
            for one in problem.activities
        ),
    )

    def known(one: Broken) -> tuple[str, tuple[int, ...], str]:
        return one.constraint, one.activities, "" if one.constraint else one.sentence

    now = {known(one) for one in broken_by(problem, present(problem))}
    found = [one for one in broken_by(there, present(there)) if known(one) not in now]
    return tuple(dict.fromkeys(one.sentence for one in found if one.sentence))
