"""Arranges a timetable: as much as can be placed, at the least cost, then with the fewest moves.

The order is lexicographic, for one sum of everything is hardly ever proven best: first as many
activities as can be and as few open needs, then the cost, and at that cost as few moves from where
things are and as early an end as can be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cittrainer.planning.judging import broken_by, costs_of, overlaps_of, pinned, standing
from cittrainer.planning.posting import whole_model
from cittrainer.planning.prices import Musts, Tolerance
from cittrainer.planning.results import FOUND, PROVEN, STOPPED, Arrangement, Watch
from cittrainer.planning.searching import FILLING, Found, Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.planning.model import Model
    from cittrainer.planning.problem import Problem

_PLACING_SHARE, _COST_SHARE, _POLISH_SHARE = 0.5, 0.8, 0.2
"""Of the time that is left, for each stage. Early ends are seldom proven the earliest, and what is
gained after the first moments is not worth the wait."""


def arrange(problem: Problem, *, watch: Watch | None = None) -> Arrangement:
    """Place everything, or as much as can be, at the least cost.

    Where pinned activities already break a must, as few musts are broken as can be, those that they
    break rather than others, and the arrangement says which.
    """
    search = Search(problem.options, watch or Watch())
    tolerance = Tolerance(overlaps=overlaps_of(problem, pinned_only=True))
    model = whole_model(problem, tolerance=tolerance)
    placed = place(model, search)
    if placed.value is None and placed.proven:
        tolerance = replace(tolerance, standing=standing(problem, pinned(problem)))
        model = whole_model(problem, musts=Musts.PRICED, tolerance=tolerance)
        placed = place(model, search)
    if placed.value is None:
        return _nothing(problem, search)
    cheapest = cheapen(model, search)
    polished = polish(model, search)
    return finished(
        model, search, proven=placed.proven and cheapest.proven, bound=cheapest.bound,
        polished=polished,
    )  # fmt: skip


def place(model: Model, search: Search) -> Found:
    """Break the fewest musts, leave out the fewest activities, leave the fewest needs open."""
    costs = model.costs
    per_activity = len(costs.open_needs) + 1
    per_must = per_activity * (len(costs.unplaced) + 1)
    objective = (
        sum(costs.open_needs)
        + per_activity * sum(costs.unplaced)
        + per_must * sum(amount * literal for amount, literal in costs.musts)
    )
    _lead(model)
    found = search.run(
        model, objective, stage="Placing", share=_PLACING_SHARE, tell=teller(model), way=FILLING
    )
    model.cp.proto.search_strategy.clear()
    if found.value is not None:
        model.cp.add(objective <= found.value)
    return found


def _lead(model: Model) -> None:
    """Tell in which order a week is best filled: days first, then times from early on.

    What is open to the fewest days goes first, and each after it begins with another day, for a
    search that fills Monday first finds out late what is left for Friday.
    """
    from ortools.sat.python import cp_model as cp

    free = sorted(
        (slot for slot in model.slots.values() if slot.on and not slot.fixed),
        key=lambda slot: (len(slot.on), -slot.length),
    )
    days = []
    for at, slot in enumerate(free):
        on = list(slot.on.values())
        first = at % len(on)
        days += on[first:] + on[:first]
    model.cp.add_decision_strategy(
        [slot.placed for slot in free], cp.CHOOSE_FIRST, cp.SELECT_MAX_VALUE
    )
    model.cp.add_decision_strategy(days, cp.CHOOSE_FIRST, cp.SELECT_MAX_VALUE)
    model.cp.add_decision_strategy(
        [slot.start for slot in free], cp.CHOOSE_LOWEST_MIN, cp.SELECT_MIN_VALUE
    )


def cheapen(model: Model, search: Search) -> Found:
    """Lower the cost as far as it can be, and keep it so low."""
    objective = total(model)
    found = search.run(
        model, objective, stage="Lowering the cost", share=_COST_SHARE, tell=teller(model)
    )
    if found.value is not None:
        model.cp.add(objective <= found.value)
    return found


def total(model: Model) -> Any:
    """The cost of a plan as an expression."""
    return sum(amount * literal for amount, literal in model.costs.priced)


def polish(model: Model, search: Search) -> bool:
    """At this cost move the fewest activities, and let all end early; whether that is proven."""
    if search.over:
        return False
    moved, starts = [], []
    for slot in model.slots.values():
        if slot.fixed:
            continue
        starts.append(slot.start)
        if slot.activity.place is not None:
            moved.append(moves(model, slot))
    if not starts:
        return True
    _keep_days_and_people(model, search)
    most = sum(slot.last for slot in model.slots.values()) + 1
    found = search.run(
        model, most * sum(moved) + sum(starts), stage="Fewest moves", share=_POLISH_SHARE,
        tell=teller(model),
    )  # fmt: skip
    return found.proven and found.value is not None


def _keep_days_and_people(model: Model, search: Search) -> None:
    """From here on only times are open."""
    for slot in model.slots.values():
        chosen = [lit for ways in slot.choices.values() for lit in ways.values()]
        for literal in (slot.placed, *slot.on.values(), *chosen):
            model.cp.add(literal == search.value(literal))


def moves(model: Model, slot: Any) -> Any:
    """A literal that is false only where a slot stays where it is."""
    moved = model.boolean()
    at = model.calendar.at(*slot.activity.place)
    model.cp.add(slot.start == at).only_enforce_if(~moved)
    model.cp.add_implication(~moved, slot.placed)
    return moved


def finished(
    model: Model, search: Search, *, proven: bool, bound: int, polished: bool
) -> Arrangement:
    """The last solution as an arrangement, with what it costs and breaks."""
    placements = search.placements(model)
    there = {one.activity for one in placements}
    broken = broken_by(model.problem, placements)
    costs = costs_of(model.problem, placements, broken)
    status = PROVEN if proven else STOPPED if search.stopped else FOUND
    return Arrangement(
        placements=placements,
        unplaced=tuple(one.id for one in model.problem.activities if one.id not in there),
        costs=costs,
        broken=broken,
        status=status,
        bound=costs.total if proven else min(bound, costs.total),
        polished=polished,
    )


def teller(model: Model) -> Any:
    """How many are placed in a solution, and what it costs."""
    placed = [slot.placed.index for slot in model.slots.values()]
    priced = [(amount, literal.index) for amount, literal in model.costs.priced]

    def tell(values: Sequence[int]) -> tuple[int, int]:
        def at(index: int) -> int:
            return values[index] if index >= 0 else 1 - values[-index - 1]

        return sum(at(i) for i in placed), sum(amount * at(i) for amount, i in priced)

    return tell


def _nothing(problem: Problem, search: Search) -> Arrangement:
    """What there is when the search was over before anything was found: what is pinned."""
    placements = pinned(problem)
    there = {one.activity for one in placements}
    broken = broken_by(problem, placements)
    return Arrangement(
        placements=placements,
        unplaced=tuple(one.id for one in problem.activities if one.id not in there),
        costs=costs_of(problem, placements, broken),
        broken=broken,
        status=STOPPED if search.stopped else FOUND,
        bound=0,
        polished=False,
    )
