"""Mends a timetable with the fewest disturbances, in up to three ways that really differ.

The order is lexicographic: first as few activities without a place and as few open needs as can
be, then the fewest disturbed activities and people, then, for what is disturbed, what the changes
cost, then the shortest moves. What was wrong before may stay as it is, and what had no place
before gets none, so that without trouble nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cittrainer.planning.arranging import finished, moves, teller, total
from cittrainer.planning.changing import asked, changes, summary
from cittrainer.planning.judging import standing
from cittrainer.planning.posting import whole_model
from cittrainer.planning.prices import Musts
from cittrainer.planning.problem import NOBODY, PERSON
from cittrainer.planning.results import Arrangement, Moved, Proposal, Reassigned, Watch
from cittrainer.planning.searching import COUNTING, KEEPING, PROVING, Search
from cittrainer.planning.spans import UNIT
from cittrainer.planning.troubles import left, tolerated, troubled

if TYPE_CHECKING:
    from cittrainer.planning.model import Model
    from cittrainer.planning.problem import Problem, Trouble

_MOVED, _OTHER_DAY, _PERSON, _OTHER_PERSON, _OTHER_ROOM = 10, 4, 5, 8, 3
"""What is disturbed by a moved activity, one on another day, each person who is needed at another
time, somebody in another's place, another room."""
_ALIKE = 60
"""Minutes: a move on the same day that differs by less is the same move."""
_LIKENESS = 4
"""One change of so many has to be another one, for a way to be another way."""


@dataclass
class _Aims:
    """What a repair keeps small."""

    removed: list[Any] = field(default_factory=list)
    lost: list[Any] = field(default_factory=list)
    """Literals of open needs that were met before."""
    disturbed: list[tuple[int, Any]] = field(default_factory=list)
    distance: list[Any] = field(default_factory=list)


def repair(
    problem: Problem, trouble: Trouble, *, watch: Watch | None = None, proposals: int = 3
) -> tuple[Proposal, ...]:
    """Up to so many ways to mend a plan, the least disturbing first.

    The activities are where they are in the problem. The first proposal has no changes where the
    trouble changes nothing; there are none where nothing was found in the time.
    """
    search = Search(problem.options, watch or Watch())
    now = troubled(problem, trouble)
    model, aims = _model(problem, now, trouble, Musts.KEPT)
    base = model.cp.clone()
    found: list[Proposal] = []
    while len(found) < proposals:
        model.cp = base.clone()
        proposal = _proposal(model, aims, search, first=not found)
        if proposal is None and not found and model.musts is Musts.KEPT and not search.over:
            # Something that is pinned breaks a must now, and stays.
            model, aims = _model(problem, now, trouble, Musts.PRICED)
            base = model.cp.clone()
            continue
        if proposal is None:
            break
        found.append(proposal)
        if not proposal.changes or search.over:
            break
        model.cp = base
        if len(found) == 1 and model.costs.musts:
            # Another way breaks no must for being another one.
            broken = sum(amount * search.value(one) for amount, one in model.costs.musts)
            model.cp.add(_musts(model) <= broken)
        _differ(model, proposal, aims, most_removed=_removed(problem, found[0]))
    return tuple(found)


def _removed(problem: Problem, proposal: Proposal) -> int:
    """How many activities lost their place."""
    there = {one.activity for one in proposal.arrangement.placements}
    return sum(one.place is not None and one.id not in there for one in problem.activities)


def _model(problem: Problem, now: Problem, trouble: Trouble, musts: Musts) -> tuple[Model, _Aims]:
    wished = {one.activity for one in trouble.wishes}
    nowhere = {one.id: None for one in now.activities if one.place is None and one.id not in wished}
    tolerance = tolerated(problem, trouble)
    if musts is Musts.PRICED:
        tolerance = replace(tolerance, standing=standing(now, left(now, trouble)))
    model = whole_model(now, musts=musts, tolerance=tolerance, fixed=nowhere)
    aims = _Aims()
    for slot in model.slots.values():
        if slot.id in nowhere:
            continue
        aims.removed.append(~slot.placed)
        _reassigned(model, slot, aims)
        if slot.activity.place is not None and not slot.fixed:
            _moved(model, slot, aims)
    return model, aims


def _moved(model: Model, slot: Any, aims: _Aims) -> None:
    at = model.calendar.at(*slot.activity.place)
    moved = moves(model, slot)
    aims.disturbed.append((_MOVED, moved))
    if slot.activity.day in slot.on:
        aims.disturbed.append((_OTHER_DAY, ~slot.on[slot.activity.day]))
    for resource in slot.uses:
        if model.problem.resource[resource].kind == PERSON:
            aims.disturbed.append((_PERSON, _asked(model, slot, resource, moved)))
    distance = model.cp.new_int_var(0, model.calendar.everything[-1][1], "")
    model.cp.add(distance >= slot.start - at).only_enforce_if(slot.placed)
    model.cp.add(distance >= at - slot.start).only_enforce_if(slot.placed)
    aims.distance.append(distance)


def _asked(model: Model, slot: Any, resource: str, moved: Any) -> Any:
    """A literal that is true at the latest when a person is needed at another time."""
    if resource in slot.certain:
        return moved
    needed = model.boolean()
    model.cp.add_bool_or(needed, ~moved, ~slot.uses[resource])
    return needed


def _reassigned(model: Model, slot: Any, aims: _Aims) -> None:
    for need in slot.activity.needs:
        at_present = need.candidates[0].resource
        for one in need.candidates[1:]:
            chosen = slot.choices[need.id][one.resource]
            if one.resource == NOBODY:
                if at_present != NOBODY:
                    aims.lost.append(chosen)
                continue
            kind = model.problem.resource[one.resource].kind
            aims.disturbed.append((_OTHER_PERSON if kind == PERSON else _OTHER_ROOM, chosen))


def _musts(model: Model) -> Any:
    """What the musts that are broken count, as an expression."""
    return sum(amount * literal for amount, literal in model.costs.musts)


def _proposal(model: Model, aims: _Aims, search: Search, *, first: bool) -> Proposal | None:
    """The best that there is now, stage by stage; None where there is nothing more."""
    disturbance = sum(amount * literal for amount, literal in aims.disturbed)
    per_activity = len(aims.lost) + 1
    per_must = per_activity * (len(aims.removed) + 1)
    losses = sum(aims.lost) + per_activity * sum(aims.removed) + per_must * _musts(model)
    stages = [
        ("Most kept", losses, 0.4, COUNTING),
        ("Fewest changes", disturbance, 0.5 if first else 0.4, KEEPING),
        ("Lowest cost", total(model), 0.5, PROVING),
        ("Shortest moves", sum(aims.distance), 0.5, PROVING),
    ]
    proven, present = True, _at_present(model)
    for at, (stage, objective, share, way) in enumerate(stages):
        if at and search.over:
            proven = False
            break
        if isinstance(objective, int):
            continue
        near = None if at or not first else present
        found = search.run(
            model, objective, stage=stage, share=share, tell=teller(model), way=way, near=near
        )
        if found.value is None:
            if not at:
                return None
            proven = False
            break
        proven = proven and found.proven
        model.cp.add(objective <= found.value)
        if way is KEEPING:
            _keep_undisturbed(model, aims, search)
    if not search.has_solution:
        search.run(model, None)
    return _told(model, search, proven=proven)


def _keep_undisturbed(model: Model, aims: _Aims, search: Search) -> None:
    """From here on nobody and nothing is disturbed that is not: what is left is soon decided."""
    disturbing = (literal for _, literal in aims.disturbed)
    for literal in (*aims.removed, *aims.lost, *disturbing):
        if not search.value(literal):
            model.cp.add(literal == 0)


def _at_present(model: Model) -> dict[int, int]:
    """The plan as it stands, as values of variables, so that the search begins where it is.

    A search that begins anywhere moves most of a week, and comes back too late for a morning call.
    """
    values: dict[int, int] = {}

    def say(literal: Any, value: int) -> None:
        index: int = literal.index
        values.setdefault(*((index, value) if index >= 0 else (-index - 1, 1 - value)))

    for slot in model.slots.values():
        if slot.activity.place is None or slot.fixed:
            continue
        say(slot.start, model.calendar.at(*slot.activity.place))
        say(slot.placed, 1)
        for day, on in slot.on.items():
            say(on, int(day == slot.activity.day))
        for need in slot.activity.needs:
            for one in need.candidates:
                say(slot.choices[need.id][one.resource], int(one is need.candidates[0]))
    return values


def _told(model: Model, search: Search, *, proven: bool) -> Proposal:
    arrangement: Arrangement = finished(model, search, proven=proven, bound=0, polished=proven)
    problem = model.problem
    found = changes(problem, arrangement.placements)
    people = asked(problem, found, arrangement.placements)
    return Proposal(arrangement, found, people, summary(problem, found, people))


def _differ(model: Model, proposal: Proposal, aims: _Aims, *, most_removed: int) -> None:
    """From here on a part of a proposal is not done again, and no more is taken out."""
    again = []
    for change in proposal.changes:
        slot = model.slots[change.activity]
        if not slot.on:
            continue  # nowhere whatever is done
        if isinstance(change, Reassigned):
            again.append(slot.choices[change.need][change.after])
        elif isinstance(change, Moved):
            at, near = model.calendar.at(*change.after), _ALIKE // UNIT
            early, late, on = model.boolean(), model.boolean(), slot.on[change.after[0]]
            alike = model.boolean()
            model.cp.add(slot.start <= at - near).only_enforce_if(early)
            model.cp.add(slot.start >= at + near).only_enforce_if(late)
            model.cp.add_bool_or(alike, ~on, early, late)
            again.append(alike)
        else:
            again.append(~slot.placed)
    model.cp.add(sum(again) <= len(again) - max(1, len(again) // _LIKENESS))
    model.cp.add(sum(aims.removed) <= most_removed)
