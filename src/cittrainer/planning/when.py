"""Constraints that are about one activity at a time, as the starts that they allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.planning.kinds import Closed, FixedTime, NotAfter, NotBefore, Open
from cittrainer.planning.spans import (
    clear_of,
    common,
    down,
    starts,
    union,
    up,
    without,
)

if TYPE_CHECKING:
    from cittrainer.planning.kinds import Constraint
    from cittrainer.planning.problem import Resource
    from cittrainer.planning.spans import Calendar, Spans

ONE_AT_A_TIME = (Closed, Open, FixedTime, NotBefore, NotAfter)


def resource_of(constraint: Constraint) -> str | None:
    """The resource whose activities a constraint is about; None where it names activities."""
    return constraint.resource if isinstance(constraint, (Closed, Open)) else None


def speaks_of(constraint: Constraint, activity: int) -> bool:
    """Whether a constraint on a resource means this one of its activities too."""
    only = constraint.only if isinstance(constraint, (Closed, Open)) else None
    return only is None or activity in only


def activities_of(constraint: Constraint) -> tuple[int, ...]:
    """The activities that a constraint names."""
    if isinstance(constraint, FixedTime):
        return (constraint.activity,)
    if isinstance(constraint, (NotBefore, NotAfter)):
        return constraint.activities
    return ()


def allowed(calendar: Calendar, constraint: Constraint, length: int) -> Spans:
    """The starts at which an activity of a length keeps to a constraint."""
    match constraint:
        case Closed():
            return free_of(calendar, calendar.windows(constraint.windows, outward=True), length)
        case Open():
            return _within(calendar, constraint, length)
        case FixedTime():
            at = calendar.at(constraint.day, constraint.start)
            return ((at, at + 1),)
        case NotBefore():
            return _not_before(calendar, constraint)
        case NotAfter():
            return _not_after(calendar, constraint, length)
    raise TypeError(constraint)


def free_of(calendar: Calendar, busy: Spans, length: int) -> Spans:
    """The starts at which an activity of a length overlaps none of the spans."""
    return without(calendar.everything, clear_of(busy, length))


def not_busy(calendar: Calendar, resource: Resource, length: int) -> Spans:
    """The starts at which a resource is not used elsewhere."""
    return free_of(calendar, calendar.windows(resource.busy, outward=True), length)


def _within(calendar: Calendar, constraint: Open, length: int) -> Spans:
    windows = calendar.windows(constraint.windows, outward=False)
    inside = union(
        each
        for day in calendar.days
        for each in starts(common(windows, (calendar.whole(day.id),)), length)
    )
    if constraint.days is None:
        return inside
    spoken_of = union(calendar.whole(day) for day in constraint.days)
    return union((*inside, *without(calendar.everything, spoken_of)))


def _not_before(calendar: Calendar, constraint: NotBefore) -> Spans:
    first = calendar.everything[0][0]
    last = calendar.everything[-1][1]
    start = up(constraint.start or 0)
    if constraint.day is not None:
        return ((calendar.midnight[constraint.day] + start, last),)
    return union(
        (max(first, calendar.midnight[day.id] + start), calendar.whole(day.id)[1])
        for day in calendar.days
    )


def _not_after(calendar: Calendar, constraint: NotAfter, length: int) -> Spans:
    end = down(1440 if constraint.end is None else constraint.end)
    first = calendar.everything[0][0]
    if constraint.day is not None:
        return union([(first, calendar.midnight[constraint.day] + end - length + 1)])
    return union(
        (calendar.midnight[day.id], calendar.midnight[day.id] + end - length + 1)
        for day in calendar.days
    )
