"""Constraints on what a day looks like: how it begins and ends, its lunch, what is heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.planning.spans import down, up

if TYPE_CHECKING:
    from cittrainer.planning.kinds import (
        Constraint,
        FirstOfDay,
        HeavyInARow,
        LastOfDay,
        Lunch,
        MostADay,
    )
    from cittrainer.planning.model import Model
    from cittrainer.planning.slots import Slot

SHORT_GAP = 1
"""Units: gaps of less than ten minutes do not part heavy activities from each other."""


def first_of_day(model: Model, constraint: FirstOfDay) -> None:
    """A day with any of them begins with one of them."""
    _edge_of_day(model, constraint, constraint.activities, last=False)


def last_of_day(model: Model, constraint: LastOfDay) -> None:
    """A day with any of them ends with one of them."""
    _edge_of_day(model, constraint, constraint.activities, last=True)


def _edge_of_day(
    model: Model, constraint: Constraint, activities: tuple[int, ...], *, last: bool
) -> None:
    chosen = [model.slots[id_] for id_ in activities]
    others = [
        slot
        for slot in model.slots.values()
        if slot.activity.taught and slot.id not in set(activities)
    ]
    for day in model.calendar.days:
        there = [slot for slot in chosen if day.id in slot.on]
        if not there:
            continue
        kept = model.instance(constraint, (day.id,), tuple(slot.id for slot in there))
        if kept is None:
            continue
        edges = []
        for slot in there:
            edge = model.boolean()
            model.cp.add_implication(edge, slot.on[day.id])
            _outermost(model, slot, others, day.id, edge, last=last)
            edges.append(edge)
        for slot in there:
            model.cp.add_bool_or(~kept, ~slot.on[day.id], *edges)


def _outermost(
    model: Model, slot: Slot, others: list[Slot], day: int, edge: Any, *, last: bool
) -> None:
    """Under a literal none of the others on a day begins before a slot, or ends after it."""
    for other in others:
        if day in other.on:
            inside = other.end <= slot.end if last else other.start >= slot.start
            model.cp.add(inside).only_enforce_if(edge, other.on[day])


def most_a_day(model: Model, constraint: MostADay) -> None:
    """At most so many of them on each day."""
    slots = [model.slots[id_] for id_ in dict.fromkeys(constraint.activities)]
    for day in model.calendar.days:
        there = [slot for slot in slots if day.id in slot.on]
        if len(there) <= constraint.amount:
            continue
        kept = model.instance(constraint, (day.id,), tuple(slot.id for slot in there))
        if kept is not None:
            total = sum(slot.on[day.id] for slot in there)
            model.cp.add(total <= constraint.amount).only_enforce_if(kept)


def lunch(model: Model, constraint: Lunch) -> None:
    """Every long day has a lunch between two times."""
    lunches = [
        model.slots[id_]
        for id_ in constraint.activities
        if model.slots[id_].activity.minutes >= constraint.minutes
    ]
    for day in model.calendar.days:
        there = [slot for slot in model.slots.values() if day.id in slot.on]
        if not there:
            continue
        kept = model.instance(constraint, (day.id,))
        if kept is None:
            continue
        ways = [_short_day(model, there, day.id, down(constraint.span))]
        for slot in lunches:
            if day.id not in slot.on:
                continue
            eaten = model.boolean()
            midnight = model.calendar.midnight[day.id]
            model.cp.add_implication(eaten, slot.on[day.id])
            model.cp.add(slot.start >= midnight + up(constraint.start)).only_enforce_if(eaten)
            model.cp.add(slot.end <= midnight + down(constraint.end)).only_enforce_if(eaten)
            ways.append(eaten)
        model.cp.add_bool_or(~kept, *ways)


def _short_day(model: Model, there: list[Slot], day: int, span: int) -> Any:
    """A literal under which all slots of a day lie within so many units."""
    short = model.boolean()
    first, last = model.calendar.whole(day)
    begins = model.cp.new_int_var(first, last, "")
    for slot in there:
        model.cp.add(slot.start >= begins).only_enforce_if(short, slot.on[day])
        model.cp.add(slot.end <= begins + span).only_enforce_if(short, slot.on[day])
    return short


def heavy_in_a_row(model: Model, constraint: HeavyInARow) -> None:
    """Heavy activities that follow each other do not add up to more than so many minutes."""
    heavy = [slot for slot in model.slots.values() if slot.activity.heavy]
    most = down(constraint.minutes)
    total = sum(slot.length for slot in heavy)
    rows = {
        slot.id: model.cp.new_int_var(slot.length, max(total, slot.length), "") for slot in heavy
    }
    follows = {
        (one.id, other.id): _follows(model, one, other)
        for one in heavy
        for other in heavy
        if one is not other and not one.on.keys().isdisjoint(other.on)
    }
    for (one, other), literal in follows.items():
        row = rows[one] + model.slots[other].length
        model.cp.add(rows[other] >= row).only_enforce_if(literal)
    for slot in heavy:
        kept = model.instance(constraint, (slot.id,), (slot.id,))
        if kept is None:
            continue
        # Counted where a row ends: at an activity that no other heavy one follows.
        after = [literal for (one, _), literal in follows.items() if one == slot.id]
        for (one, other), literal in follows.items():
            if other == slot.id:
                switched = [kept, literal]
                if not constraint.must:
                    switched += [~each for each in after]
                model.cp.add(rows[one] + slot.length <= most).only_enforce_if(switched)


def _follows(model: Model, one: Slot, other: Slot) -> Any:
    """A literal that is true exactly when a slot follows another with a short gap or none."""
    follows = model.boolean()
    gap = other.start - one.end
    model.cp.add_implication(follows, one.placed)
    model.cp.add_implication(follows, other.placed)
    model.cp.add(gap >= 0).only_enforce_if(follows)
    model.cp.add(gap <= SHORT_GAP).only_enforce_if(follows)
    early, late = model.boolean(), model.boolean()
    model.cp.add(gap < 0).only_enforce_if(early)
    model.cp.add(gap > SHORT_GAP).only_enforce_if(late)
    reasons = [early, late, ~one.placed, ~other.placed]
    for slot in model.slots.values():
        if slot.activity.heavy or slot.id in {one.id, other.id}:
            continue
        if slot.length > SHORT_GAP and not slot.certain.isdisjoint(one.certain | other.certain):
            continue
        lies = _lies_between(model, one, slot, other)
        model.cp.add_implication(follows, ~lies)
        reasons.append(lies)
    model.cp.add_bool_or(follows, *reasons)
    return follows


def _lies_between(model: Model, one: Slot, slot: Slot, other: Slot) -> Any:
    """A literal that is true exactly when a slot begins between two others."""
    lies, early, late = model.boolean(), model.boolean(), model.boolean()
    model.cp.add_implication(lies, slot.placed)
    model.cp.add(slot.start >= one.end).only_enforce_if(lies)
    model.cp.add(slot.start < other.start).only_enforce_if(lies)
    model.cp.add(slot.start < one.end).only_enforce_if(early)
    model.cp.add(slot.start >= other.start).only_enforce_if(late)
    model.cp.add_bool_or(lies, early, late, ~slot.placed)
    return lies
