"""What cannot be because there is not enough time, found by adding up before any search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.planning.kinds import Closed, MostActivities, Open
from cittrainer.planning.results import Clash, Member
from cittrainer.planning.slots import certain
from cittrainer.planning.spans import UNIT, Calendar, common, union, up, without
from cittrainer.planning.telling import counted, hours, listed, named, who

if TYPE_CHECKING:
    from collections.abc import Collection

    from cittrainer.planning.kinds import Constraint
    from cittrainer.planning.problem import Activity, Problem, Resource
    from cittrainer.planning.spans import Spans


def too_much(problem: Problem, wanted: Collection[int]) -> Clash | None:
    """A resource that is wanted for more time than it has; None where all can be added up."""
    calendar = Calendar(problem.days)
    users: dict[str, list[Activity]] = {}
    for activity in problem.activities:
        for resource in certain(activity) if activity.id in wanted else ():
            users.setdefault(resource, []).append(activity)
    for resource in sorted(users):
        found = _too_much_of(problem, calendar, problem.resource[resource], users[resource])
        if found is not None:
            return found
    return None


def _too_much_of(
    problem: Problem, calendar: Calendar, resource: Resource, users: list[Activity]
) -> Clash | None:
    limits = [(one, _taken(calendar, one)) for one in _limits(problem, resource.id)]
    busy_times = calendar.windows(resource.busy, outward=True)
    wanted = sum(up(one.minutes) for one in users)
    if wanted <= _room(calendar, limits, busy_times):
        return None
    elsewhere = wanted <= _room(calendar, limits, ())
    taken = busy_times if elsewhere else ()
    limits = _needed(calendar, limits, taken, wanted)
    most = _room(calendar, limits, taken)
    chosen: list[Activity] = []
    total = 0
    for activity in sorted(users, key=lambda one: (-one.minutes, one.id)):
        chosen.append(activity)
        total += up(activity.minutes)
        if total > most:
            break
    # Fewer activities may need fewer limits still.
    limits = _needed(calendar, limits, taken, total)
    most = _room(calendar, limits, taken)
    members = [_once(resource)] if len(chosen) > 1 else []
    members += [Member("constraint", one.words, constraint=one.id) for one, _ in limits]
    if elsewhere:
        members.append(_busy(resource))
    return Clash(
        activities=tuple(one.id for one in chosen),
        members=tuple(members),
        sentence=_sentence(problem, resource, chosen, most),
        arithmetic=True,
    )


def _room(calendar: Calendar, limits: list[tuple[Constraint, Spans]], taken: Spans) -> int:
    """The units that are left of all days."""
    free = without(calendar.hours, taken)
    for _, spans in limits:
        free = without(free, spans)
    return sum(end - start for start, end in free)


def _needed(
    calendar: Calendar, limits: list[tuple[Constraint, Spans]], taken: Spans, wanted: int
) -> list[tuple[Constraint, Spans]]:
    """Those of some limits without any of which there would be room enough."""
    for one in list(limits):
        fewer = [each for each in limits if each is not one]
        if wanted > _room(calendar, fewer, taken):
            limits = fewer
    return limits


def _limits(problem: Problem, resource: str) -> list[Constraint]:
    return [
        one
        for one in problem.constraints
        # What speaks of some activities alone takes no time from the others.
        if one.must
        and isinstance(one, (Closed, Open))
        and one.only is None
        and one.resource == resource
    ]


def _taken(calendar: Calendar, constraint: Constraint) -> Spans:
    """The times that a constraint takes from its resource."""
    if isinstance(constraint, Closed):
        return calendar.windows(constraint.windows, outward=True)
    assert isinstance(constraint, Open)
    windows = calendar.windows(constraint.windows, outward=False)
    days = [day.id for day in calendar.days] if constraint.days is None else constraint.days
    spoken_of = union(calendar.whole(day) for day in days)
    return without(spoken_of, common(windows, spoken_of))


def _once(resource: Resource) -> Member:
    name = resource.name[:1].upper() + resource.name[1:]
    return Member("once", f"{name} can be at one block at a time.", resource=resource.id)


def _busy(resource: Resource) -> Member:
    name = resource.name[:1].upper() + resource.name[1:]
    return Member("busy", f"{name} is used elsewhere at some of these times.", resource=resource.id)


def once(problem: Problem, resource: str) -> Member:
    """That a resource is in one place at a time."""
    return _once(problem.resource[resource])


def busy(problem: Problem, resource: str) -> Member:
    """That a resource is used elsewhere."""
    return _busy(problem.resource[resource])


def _sentence(problem: Problem, resource: Resource, chosen: list[Activity], most: int) -> str:
    total = hours(sum(one.minutes for one in chosen))
    if len(chosen) < 4:
        what = listed(named(problem, one.id) for one in chosen)
    else:
        what = f"{counted(len(chosen), 'block')}, {named(problem, chosen[0].id)} among them,"
    verb, them = ("takes", "it") if len(chosen) == 1 else ("take", "them")
    time = hours(most * UNIT) if most else "no time"
    has = f"{who(problem, resource.id)} has {time} for {them}"
    return f"{what} {verb} {total}, but {has}."


def too_many(problem: Problem, wanted: Collection[int]) -> Clash | None:
    """A resource that has to be at more activities than it is to have."""
    for constraint in problem.constraints:
        if not constraint.must or not isinstance(constraint, MostActivities):
            continue
        mine = [
            one.id
            for one in problem.activities
            if one.id in wanted and constraint.resource in certain(one)
        ]
        if len(mine) > constraint.amount:
            chosen = mine[: constraint.amount + 1]
            names = listed(named(problem, one) for one in chosen)
            return Clash(
                activities=tuple(chosen),
                members=(Member("constraint", constraint.words, constraint=constraint.id),),
                sentence=f"{who(problem, constraint.resource)} is needed for {names}, "
                f"but is to have at most {counted(constraint.amount, 'block')}.",
                arithmetic=True,
            )
    return None
