"""Says what holds an activity where it is, or stands against another day or time for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.planning.explaining import explain
from cittrainer.planning.obstructing import Against, reasons
from cittrainer.planning.problem import Trouble, Wish
from cittrainer.planning.repairing import repair
from cittrainer.planning.results import Held, Watch
from cittrainer.planning.spans import UNIT
from cittrainer.planning.telling import at, named
from cittrainer.planning.troubles import wish_as_must

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cittrainer.planning.problem import Activity, Problem


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
    place = (day, _least_troubled(problem, one, day, start))
    direct = tuple(dict.fromkeys(each.sentence for each in reasons(problem, one, place)))
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
    """What stands against each day for an activity while all else stays, a line for each."""
    if activity.pinned and activity.place is not None:
        yield f"{named(problem, activity.id)} is pinned to {at(problem, activity.place)}."
    against: dict[str, list[Against]] = {}
    for day in sorted(problem.days, key=lambda one: one.ordinal):
        if watch.cancelled():
            return
        if day.end - day.start < activity.minutes:
            against[day.name] = [Against("", "the day is too short")]
            continue
        place = (day.id, _least_troubled(problem, activity, day.id, None, elsewhere=True))
        against[at(problem, place)] = list(reasons(problem, activity, place))
    everywhere = _everywhere(against.values())
    if everywhere:
        yield f"Wherever it goes: {'; '.join(one.shortly for one in everywhere)}."
    for where, those in against.items():
        own = [one.shortly for one in those if one not in everywhere]
        yield (
            f"{where}: {'; '.join(own) or 'nothing else is in the way'}."
            if those
            else (f"{where}: nothing is in the way.")
        )


def _everywhere(against: Iterable[list[Against]]) -> list[Against]:
    """What stands against each of several days alike, so that it need not be said of each."""
    first, *others = against
    return [one for one in first if others and all(one in each for each in others)]


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
