"""What differs between a plan as it stands and another one, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.planning.problem import NOBODY, PERSON
from cittrainer.planning.results import Moved, Reassigned, Removed
from cittrainer.planning.telling import at, counted, hours, listed, named, who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.planning.problem import Activity, Problem
    from cittrainer.planning.results import Change, Placement


def changes(problem: Problem, placements: Sequence[Placement]) -> tuple[Change, ...]:
    """Everything that is otherwise than at present, in the order of the days."""
    order = {day.id: day.ordinal for day in problem.days}
    known = {one.activity: one for one in placements}
    found: list[tuple[tuple[int, int, int], Change]] = []
    for activity in problem.activities:
        placement = known.get(activity.id)
        place = activity.place if placement is None else (placement.day, placement.start)
        if place is None:
            continue
        key = (order[place[0]], place[1], activity.id)
        found += [(key, one) for one in _changes_of(problem, activity, placement)]
    return tuple(change for _, change in sorted(found, key=lambda one: one[0]))


def _changes_of(problem: Problem, activity: Activity, placement: Placement | None) -> list[Change]:
    what, before = named(problem, activity.id), activity.place
    if placement is None:
        if before is None:
            return []
        sentence = f"{what} loses its place on {at(problem, before)}."
        return [Removed(activity.id, before, sentence)]
    found: list[Change] = []
    after = (placement.day, placement.start)
    if before is None:
        found.append(Moved(activity.id, None, after, f"{what} is placed at {at(problem, after)}."))
    elif before != after:
        sentence = f"{what} moves from {at(problem, before)} to {at(problem, after)}."
        found.append(Moved(activity.id, before, after, sentence))
    chosen = dict(placement.chosen)
    for need in activity.needs:
        old, new = need.candidates[0].resource, chosen[need.id]
        if old != new:
            sentence = _reassigned(problem, what, old, new)
            found.append(Reassigned(activity.id, need.id, old, new, sentence))
    return found


def _reassigned(problem: Problem, what: str, old: str, new: str) -> str:
    if new == NOBODY:
        return f"{what} is left without {who(problem, old)}; somebody is still to be found."
    if old == NOBODY:
        return f"{who(problem, new)} takes {what}."
    if problem.resource[new].kind == PERSON:
        return f"{who(problem, new)} takes {what} in place of {who(problem, old)}."
    return f"{what} is in {who(problem, new)} instead of {who(problem, old)}."


def asked(
    problem: Problem, found: Sequence[Change], placements: Sequence[Placement]
) -> tuple[str, ...]:
    """The people who are needed at another time, or in somebody's place."""
    known = {one.activity: one for one in placements}
    names: dict[str, None] = {}
    for change in found:
        if isinstance(change, Moved):
            for _, resource in known[change.activity].chosen:
                names[resource] = None
        elif isinstance(change, Reassigned):
            names[change.after] = None
    return tuple(one for one in names if one != NOBODY and problem.resource[one].kind == PERSON)


def summary(problem: Problem, found: Sequence[Change], people: Sequence[str]) -> str:
    """The changes in a line: “moves 2 blocks, 1 presenter to be asked, hours unchanged”."""
    if not found:
        return "changes nothing"
    parts = []
    moved = sum(isinstance(one, Moved) and one.before is not None for one in found)
    placed = sum(isinstance(one, Moved) and one.before is None for one in found)
    removed = [one.activity for one in found if isinstance(one, Removed)]
    open_needs = sum(isinstance(one, Reassigned) and one.after == NOBODY for one in found)
    if moved:
        parts.append(f"moves {counted(moved, 'block')}")
    if placed:
        parts.append(f"places {counted(placed, 'block')}")
    replaced = [
        who(problem, one.after)
        for one in found
        if isinstance(one, Reassigned) and one.after != NOBODY
    ]
    if replaced:
        parts.append(f"uses {listed(dict.fromkeys(replaced))} instead")
    if open_needs:
        parts.append(f"leaves {counted(open_needs, 'place')} to be filled")
    if removed:
        parts.append(f"takes out {listed(named(problem, one) for one in removed)}")
    if people:
        parts.append(f"{counted(len(people), 'presenter')} to be asked")
    gone = sum(problem.activity[id_].minutes for id_ in removed if problem.activity[id_].taught)
    parts.append(f"{hours(gone)} less" if gone else "hours unchanged")
    return ", ".join(parts)
