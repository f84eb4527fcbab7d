"""Limits on how much fits: implied by what a model keeps, they show sooner what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.planning.prices import Musts
from cittrainer.planning.problem import NOBODY
from cittrainer.planning.spans import common

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cittrainer.planning.model import Model
    from cittrainer.planning.problem import Activity
    from cittrainer.planning.slots import Slot
    from cittrainer.planning.spans import Spans

_FEW = 4
"""Fewer activities than these fit into a day anyway."""


def limit(model: Model) -> None:
    """Add what follows from the hours of the days and the number of rooms or people."""
    if model.musts is Musts.ASSUMED or model.tolerance.overlaps:
        return
    _limit_days(model)
    if model.musts is Musts.KEPT:  # else who is pinned may use what is used already
        for alike in sorted(set(_alike(model)), key=sorted):
            _limit_together(model, alike)


def _limit_days(model: Model) -> None:
    """A day holds no more of what one resource has to do than its hours."""
    seen: set[frozenset[int]] = set()
    for resource, users in model.users.items():
        sure = [slot for slot in users if resource in slot.certain]
        ids = frozenset(slot.id for slot in sure if not slot.fixed)
        if len(ids) >= _FEW and ids not in seen:
            seen.add(ids)
            _limit_hours(model, [(slot, 1) for slot in sure], 1)


def _alike(model: Model) -> Iterator[frozenset[str]]:
    """Resources of which any will do for some need."""
    for slot in model.slots.values():
        for need in slot.activity.needs:
            names = frozenset(one.resource for one in need.candidates)
            if len(names) > 1 and NOBODY not in names:
                yield names


def _limit_together(model: Model, alike: frozenset[str]) -> None:
    """At any time no more of some alike resources are used than there are."""
    users = [(slot, _demand(slot.activity, alike)) for slot in model.slots.values()]
    users = [(slot, demand) for slot, demand in users if demand]
    if len(users) <= max(_FEW, len(alike)):
        return
    intervals = [slot.interval for slot, _ in users]
    model.cp.add_cumulative(intervals, [demand for _, demand in users], len(alike))
    _limit_hours(model, users, len(alike))


def _demand(activity: Activity, alike: frozenset[str]) -> int:
    """How many of some resources an activity uses at least.

    Two needs have one resource only where they have it at present.
    """
    return len(
        {
            need.candidates[0].resource
            for need in activity.needs
            if all(one.resource in alike for one in need.candidates)
        }
    )


def _limit_hours(model: Model, users: Sequence[tuple[Slot, int]], amount: int) -> None:
    """So many times the hours of a day hold all that is on it, each so often as it counts."""
    inside = [(slot, n) for slot, n in users if slot.id not in model.tolerance.outside]
    fixed = [(slot, n) for slot, n in inside if slot.fixed]
    for day in model.calendar.days:
        hours = common(model.calendar.hours, (model.calendar.whole(day.id),))
        total = amount * _units(hours)
        for slot, n in fixed:
            total -= n * _units(common(hours, ((slot.first, slot.first + slot.length),)))
        parts = [
            n * slot.length * slot.on[day.id]
            for slot, n in inside
            if not slot.fixed and day.id in slot.on
        ]
        if parts:
            model.cp.add(sum(parts) <= max(total, 0))


def _units(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
