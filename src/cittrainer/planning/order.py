"""Constraints on which of two activities comes first, on which day, and how far apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.planning.spans import up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.planning.kinds import (
        Before,
        DifferentDay,
        KeepOrder,
        NotNextTo,
        SameDay,
        StoryRest,
    )
    from cittrainer.planning.model import Model
    from cittrainer.planning.slots import Slot


def same_day(model: Model, constraint: SameDay) -> None:
    """Two activities are on one day."""
    one, other = model.slots[constraint.activity], model.slots[constraint.other]
    kept = model.instance(constraint, (), (one.id, other.id))
    if kept is not None and one is not other:
        together(model, one, other, kept)


def together(model: Model, one: Slot, other: Slot, *when: Any) -> None:
    """Under some literals, and when both are placed, two are on one day."""
    switched = [~each for each in (*when, one.placed, other.placed)]
    for first, second in ((one, other), (other, one)):
        for day, on in first.on.items():
            there = [second.on[day]] if day in second.on else []
            model.cp.add_bool_or(*switched, ~on, *there)


def apart(model: Model, one: Slot, other: Slot, *when: Any) -> None:
    """Under some literals two are not on one day."""
    switched = [~each for each in when]
    for day in one.on.keys() & other.on.keys():
        model.cp.add_bool_or(*switched, ~one.on[day], ~other.on[day])


def different_day(model: Model, constraint: DifferentDay) -> None:
    """Two activities are on two days."""
    one, other = model.slots[constraint.activity], model.slots[constraint.other]
    kept = model.instance(constraint, (), (one.id, other.id))
    if kept is not None:
        apart(model, one, other, kept)


def before(model: Model, constraint: Before) -> None:
    """An activity ends before another begins, directly if asked."""
    one, other = model.slots[constraint.activity], model.slots[constraint.other]
    kept = model.instance(constraint, (), (one.id, other.id))
    if kept is None:
        return
    both = [kept, one.placed, other.placed]
    model.cp.add(other.start >= one.end).only_enforce_if(both)
    if not constraint.directly:
        return
    together(model, one, other, kept)
    for slot in model.slots.values():
        if not slot.activity.taught or slot.id in {one.id, other.id}:
            continue
        earlier = model.boolean()
        model.cp.add(slot.start < one.end).only_enforce_if(*both, slot.placed, earlier)
        model.cp.add(slot.start >= other.start).only_enforce_if(*both, slot.placed, ~earlier)


def keep_order(model: Model, constraint: KeepOrder) -> None:
    """Each placed activity begins no earlier than the placed one before it."""
    slots = [model.slots[id_] for id_ in constraint.activities]
    last = model.calendar.everything[-1][1]
    reached: Any = 0
    for at, slot in enumerate(slots):
        if at:
            kept = model.instance(constraint, (slot.id,), (slots[at - 1].id, slot.id))
            if kept is not None:
                model.cp.add(slot.start >= reached).only_enforce_if(kept, slot.placed)
        latest = model.cp.new_int_var(0, last, "")
        model.cp.add(latest == slot.start).only_enforce_if(slot.placed)
        model.cp.add(latest == reached).only_enforce_if(~slot.placed)
        reached = latest


def story_rest(model: Model, constraint: StoryRest) -> None:
    """A story of a resource begins long enough after each that came before it."""
    users = [slot for slot in model.users[constraint.resource] if slot.id in constraint.activities]
    rest = up(constraint.minutes)
    for later in users:
        others = [slot for slot in users if slot is not later]
        if not others:
            return
        kept = model.instance(constraint, (later.id,), (later.id,))
        if kept is None:
            continue
        for earlier in others:
            used = [kept, later.uses[constraint.resource], earlier.uses[constraint.resource]]
            rested = model.boolean()
            model.cp.add(later.start >= earlier.end + rest).only_enforce_if(*used, rested)
            model.cp.add(later.start < earlier.end).only_enforce_if(*used, ~rested)


def not_next_to(model: Model, constraint: NotNextTo) -> None:
    """No two of two lists are near each other on a day, with no taught activity between."""
    pairs = sorted(
        {
            (min(one, other), max(one, other))
            for one in constraint.activities
            for other in constraint.others
            if one != other
        }
    )
    taught = [slot for slot in model.slots.values() if slot.activity.taught]
    for pair in pairs:
        one, other = model.slots[pair[0]], model.slots[pair[1]]
        if one.on.keys().isdisjoint(other.on):
            continue
        kept = model.instance(constraint, pair, pair)
        if kept is not None:
            far_apart(
                model, one, other, up(constraint.minutes), taught, (kept, one.placed, other.placed)
            )


def far_apart(
    model: Model,
    one: Slot,
    other: Slot,
    gap: int,
    between: Sequence[Slot],
    when: tuple[Any, ...],
) -> None:
    """Under some literals two are not followed by each other on a day within fewer units than gap.

    They are not when they overlap, or one of some slots lies between.
    """
    ways = []
    for first, second in ((one, other), (other, one)):
        far = model.boolean()
        model.cp.add(second.start >= first.end + gap).only_enforce_if(*when, far)
        ways.append(far)
        for slot in between:
            if slot.id in {one.id, other.id} or _too_long(slot, first, second, gap):
                continue
            inside = model.boolean()
            model.cp.add_implication(inside, slot.placed)
            model.cp.add(slot.start >= first.end).only_enforce_if(inside)
            model.cp.add(slot.start < second.start).only_enforce_if(inside)
            ways.append(inside)
    if one.certain.isdisjoint(other.certain):
        overlap = model.boolean()
        model.cp.add(one.start < other.end).only_enforce_if(overlap)
        model.cp.add(other.start < one.end).only_enforce_if(overlap)
        ways.append(overlap)
    if gap > model.calendar.shortest_night:
        nights = model.boolean()
        apart(model, one, other, nights)
        ways.append(nights)
    model.cp.add_bool_or(*ways, *(~each for each in when))


def _too_long(slot: Slot, first: Slot, second: Slot, gap: int) -> bool:
    """Whether a slot cannot lie in a gap because it would overlap the second."""
    return slot.length >= gap and not (
        slot.certain.isdisjoint(first.certain) and slot.certain.isdisjoint(second.certain)
    )
