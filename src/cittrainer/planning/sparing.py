"""Constraints that spare people: how often, never alone, not right after something, not where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.planning.prices import Musts
from cittrainer.planning.problem import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cittrainer.planning.kinds import (
        Accompanied,
        Constraint,
        MostWithin,
        NotFirstAfter,
        NotInRooms,
    )
    from cittrainer.planning.model import Model
    from cittrainer.planning.problem import Activity
    from cittrainer.planning.slots import Slot


def most_within(model: Model, constraint: MostWithin) -> None:
    """A resource has at most so many of some activities on some days together."""
    days, about = set(constraint.days), set(constraint.activities)
    users = [
        slot
        for slot in model.users[constraint.resource]
        if slot.id in about and not days.isdisjoint(slot.on)
    ]
    if len(users) <= constraint.amount:
        return
    kept = model.instance(constraint, (), tuple(slot.id for slot in users))
    total = sum(_used_within(model, slot, constraint.resource, days) for slot in users)
    if kept is not None:
        model.cp.add(total <= constraint.amount).only_enforce_if(kept)
    if constraint.must and model.musts is not Musts.ASSUMED:
        # Tolerated is what there is now; otherwise only what is pinned cannot be helped.
        stays = [slot for slot in users if kept is None or slot.fixed]
        now = sum(_uses_now(slot.activity, constraint.resource, days) for slot in stays)
        model.cp.add(total <= max(now, constraint.amount))


def _used_within(model: Model, slot: Slot, resource: str, days: set[int]) -> Any:
    """A literal that is true at the latest when a slot uses a resource on one of some days."""
    used = model.boolean()
    for day in sorted(days & slot.on.keys()):
        model.cp.add_bool_or(used, ~slot.on[day], ~slot.uses[resource])
    return used


def _uses_now(activity: Activity, resource: str, days: set[int]) -> bool:
    first = {need.candidates[0].resource for need in activity.needs}
    return activity.place is not None and activity.place[0] in days and resource in first


def accompanied(model: Model, constraint: Accompanied) -> None:
    """Where somebody meets one of some needs, somebody meets one of the others."""
    slot = model.slots[constraint.activity]
    company = list(_met(slot, constraint.company))
    if any(one is slot.placed for one in company):
        return
    alone = [
        one for one in _met(slot, constraint.needs) if company or not _stays(model, constraint, one)
    ]
    if not alone:
        return
    kept = model.instance(constraint, (), (slot.id,))
    if kept is not None:
        for one in alone:
            model.cp.add_bool_or(~kept, ~one, *company)


def _met(slot: Slot, needs: Iterable[str]) -> Iterator[Any]:
    """The literals under which somebody meets one of some needs."""
    for need in needs:
        for resource, chosen in slot.choices[need].items():
            if resource != NOBODY:
                yield chosen


def _stays(model: Model, constraint: Constraint, *literals: Any) -> bool:
    """Whether something stays as it is because it is pinned, whatever a must asks.

    That it breaks the must is told, but costs nothing.
    """
    pinned = all(one is model.true for one in literals)
    return pinned and constraint.must and model.musts is Musts.KEPT


def not_first_after(model: Model, constraint: NotFirstAfter) -> None:
    """On a day none of some activities comes first after one of the others."""
    day = constraint.day
    taught = [slot for slot in model.slots.values() if slot.activity.taught and day in slot.on]
    others = [model.slots[id_] for id_ in constraint.others if day in model.slots[id_].on]
    for id_ in constraint.activities:
        slot = model.slots[id_]
        if day not in slot.on or not others:
            continue
        kept = model.instance(constraint, (id_,), (id_,))
        if kept is None:
            continue
        for other in others:
            _something_between(model, other, slot, taught, kept, day)


def _something_between(
    model: Model, first: Slot, second: Slot, taught: list[Slot], kept: Any, day: int
) -> None:
    """When both are on a day, the second begins before the first ends, or something is between."""
    early = model.boolean()
    model.cp.add(second.start < first.end).only_enforce_if(early)
    ways = [early]
    for slot in taught:
        if slot.id in {first.id, second.id}:
            continue
        inside = model.boolean()
        model.cp.add_implication(inside, slot.placed)
        model.cp.add(slot.start >= first.end).only_enforce_if(inside)
        model.cp.add(slot.start < second.start).only_enforce_if(inside)
        ways.append(inside)
    model.cp.add_bool_or(*ways, ~kept, ~first.on[day], ~second.on[day])


def not_in_rooms(model: Model, constraint: NotInRooms) -> None:
    """A resource is in none of some rooms."""
    for slot in model.users[constraint.resource]:
        wrong = [
            pair for pair in _rooms_with(slot, constraint) if not _stays(model, constraint, *pair)
        ]
        kept = model.instance(constraint, (slot.id,), (slot.id,)) if wrong else None
        if kept is not None:
            for person, room in wrong:
                model.cp.add_bool_or(~kept, ~person, ~room)


def _rooms_with(slot: Slot, constraint: NotInRooms) -> Iterator[tuple[Any, Any]]:
    """The literals under which a resource and one of the rooms are at one place for a slot."""
    for need in slot.needs_of(constraint.resource):
        person = slot.choices[need.id][constraint.resource]
        for other in slot.activity.needs:
            chosen = slot.choices[other.id] if other.part == need.part else {}
            for room in constraint.rooms:
                if room in chosen:
                    yield person, chosen[room]
