"""Constraints on what one resource has to do: how much, on how many days, how close together."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from cittrainer.planning.order import far_apart
from cittrainer.planning.problem import ROOM
from cittrainer.planning.spans import down, union, up
from cittrainer.planning.when import free_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cittrainer.planning.kinds import Buffer, MostActivities, MostDays, OneVisit, Travel
    from cittrainer.planning.model import Model
    from cittrainer.planning.slots import Slot


def most_activities(model: Model, constraint: MostActivities) -> None:
    """A resource has at most so many activities."""
    users = model.users[constraint.resource]
    if len(users) <= constraint.amount:
        return
    kept = model.instance(constraint, (), tuple(slot.id for slot in users))
    if kept is not None:
        total = sum(slot.uses[constraint.resource] for slot in users)
        model.cp.add(total <= constraint.amount).only_enforce_if(kept)


def most_days(model: Model, constraint: MostDays) -> None:
    """A resource has activities on at most so many days."""
    users = model.users[constraint.resource]
    if len(users) <= constraint.amount:
        return
    kept = model.instance(constraint, (), tuple(slot.id for slot in users))
    if kept is not None:
        days = model.comes(constraint.resource).values()
        model.cp.add(sum(days) <= constraint.amount).only_enforce_if(kept)


def one_visit(model: Model, constraint: OneVisit) -> None:
    """All activities of a resource are on one day, with no long gap."""
    users = model.users[constraint.resource]
    if len(users) < 2:
        return
    kept = model.instance(constraint, (), tuple(slot.id for slot in users))
    if kept is None:
        return
    model.cp.add(sum(model.comes(constraint.resource).values()) <= 1).only_enforce_if(kept)
    gap = down(constraint.gap)
    for slot in users:
        used = slot.uses[constraint.resource]
        last = model.boolean()
        ways = [last]
        for other in users:
            if other is slot:
                continue
            also = other.uses[constraint.resource]
            model.cp.add(other.start <= slot.start).only_enforce_if(last, used, also)
            soon = model.boolean()
            model.cp.add_implication(soon, also)
            model.cp.add(other.start >= slot.end).only_enforce_if(soon)
            model.cp.add(other.start <= slot.end + gap).only_enforce_if(soon)
            ways.append(soon)
        model.cp.add_bool_or(~kept, ~used, *ways)


def buffer(model: Model, constraint: Buffer) -> None:
    """The rooms of an activity are free for a while before and after it."""
    early, late = up(constraint.before), up(constraint.after)
    for id_ in constraint.activities:
        slot = model.slots[id_]
        rooms = [name for name in slot.uses if model.problem.resource[name].kind == ROOM]
        if not rooms:
            continue
        kept = model.instance(constraint, (id_,), (id_,))
        if kept is not None:
            for room in rooms:
                _keep_free(model, slot, room, (early, late), kept)


def _keep_free(model: Model, slot: Slot, room: str, around: tuple[int, int], kept: Any) -> None:
    early, late = around
    used = slot.uses[room]
    needed = model.boolean()
    model.cp.add_bool_or(needed, ~used, ~kept)
    wide = model.cp.new_optional_fixed_size_interval_var(
        slot.start - early, slot.length + early + late, needed, ""
    )
    for other in model.users[room]:
        if other is not slot and not slot.on.keys().isdisjoint(other.on):
            there = model.cp.new_optional_fixed_size_interval_var(
                other.start, other.length, other.uses[room], ""
            )
            model.cp.add_no_overlap([wide, there])
    busy = model.calendar.windows(model.problem.resource[room].busy, outward=True)
    around_busy = union((start - late, end + early) for start, end in busy)
    model.only_at(slot, free_of(model.calendar, around_busy, slot.length), used, kept)


def travel(model: Model, constraint: Travel) -> None:
    """Between successive activities of a resource in two buildings there is time to go there."""
    users = model.users[constraint.resource]
    gap = up(constraint.minutes)
    where = {slot.id: list(_buildings(model, slot, constraint.resource)) for slot in users}
    for one, other in combinations(users, 2):
        if one.on.keys().isdisjoint(other.on):
            continue
        ways = list(_two_buildings(where[one.id], where[other.id]))
        if not ways:
            continue
        ids = (one.id, other.id)
        kept = model.instance(constraint, ids, ids)
        if kept is None:
            continue
        for literals in ways:
            far_apart(model, one, other, gap, users, (kept, *literals))


_Where = tuple[str, tuple[Any, ...]]
"""A building, and the literals under which a resource is in it."""


def _two_buildings(one: Iterable[_Where], other: Iterable[_Where]) -> Iterator[tuple[Any, ...]]:
    """The literals under which a resource is in one building and then in another."""
    for (first, in_first), (second, in_second) in product(one, other):
        if first != second:
            yield (*in_first, *in_second)


def _buildings(model: Model, slot: Slot, resource: str) -> Iterator[_Where]:
    """The buildings where a resource can be for a slot, and the literals under which it is."""
    for need in slot.needs_of(resource):
        chosen = slot.choices[need.id][resource]
        for room_need in slot.activity.needs:
            if room_need.part != need.part:
                continue
            for candidate in room_need.candidates:
                room = model.problem.resource.get(candidate.resource)
                if room is not None and room.kind == ROOM and room.building:
                    yield room.building, (chosen, slot.choices[room_need.id][room.id])
