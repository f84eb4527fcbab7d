"""Every constraint of a problem put into a model, each kind by the function that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.planning import daily, kinds, loads, order, sparing
from cittrainer.planning.model import Model
from cittrainer.planning.prices import Musts
from cittrainer.planning.spans import common
from cittrainer.planning.when import activities_of, allowed, resource_of, speaks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cittrainer.planning.kinds import Constraint
    from cittrainer.planning.prices import Tolerance
    from cittrainer.planning.problem import Problem


def whole_model(
    problem: Problem,
    *,
    musts: Musts = Musts.KEPT,
    tolerance: Tolerance | None = None,
    fixed: Mapping[int, tuple[int, int] | None] | None = None,
) -> Model:
    """A model of all that a problem says."""
    model = Model(problem, musts=musts, tolerance=tolerance, fixed=fixed)
    for constraint in problem.constraints:
        if constraint.must or musts is not Musts.ASSUMED:
            _POST[type(constraint)](model, constraint)
    if musts is not Musts.ASSUMED:
        model.price_visits()
    return model


def _one_at_a_time(model: Model, constraint: Constraint) -> None:
    """Each activity that it is about begins where it is allowed to."""
    resource = resource_of(constraint)
    named = activities_of(constraint)
    slots = model.users[resource] if resource is not None else [model.slots[id_] for id_ in named]
    for slot in slots:
        if not speaks_of(constraint, slot.id):
            continue
        spans = allowed(model.calendar, constraint, slot.length)
        within = common(slot.domain, spans)
        if within == slot.domain:
            continue
        used = slot.placed if resource is None else slot.uses[resource]
        certain = resource is None or resource in slot.certain
        if constraint.must and slot.fixed and certain and model.musts is Musts.KEPT:
            # A pinned activity stays; that it breaks a must is told, but costs nothing.
            continue
        kept = model.instance(constraint, (slot.id,), (slot.id,))
        if kept is not None:
            model.only_at(slot, spans, used, kept)


_POST: dict[type[Constraint], Callable[[Model, Any], None]] = {
    kinds.Closed: _one_at_a_time,
    kinds.Open: _one_at_a_time,
    kinds.FixedTime: _one_at_a_time,
    kinds.NotBefore: _one_at_a_time,
    kinds.NotAfter: _one_at_a_time,
    kinds.SameDay: order.same_day,
    kinds.DifferentDay: order.different_day,
    kinds.Before: order.before,
    kinds.KeepOrder: order.keep_order,
    kinds.StoryRest: order.story_rest,
    kinds.NotNextTo: order.not_next_to,
    kinds.FirstOfDay: daily.first_of_day,
    kinds.LastOfDay: daily.last_of_day,
    kinds.MostADay: daily.most_a_day,
    kinds.Lunch: daily.lunch,
    kinds.HeavyInARow: daily.heavy_in_a_row,
    kinds.Buffer: loads.buffer,
    kinds.MostActivities: loads.most_activities,
    kinds.MostDays: loads.most_days,
    kinds.OneVisit: loads.one_visit,
    kinds.Travel: loads.travel,
    kinds.MostWithin: sparing.most_within,
    kinds.Accompanied: sparing.accompanied,
    kinds.NotFirstAfter: sparing.not_first_after,
    kinds.NotInRooms: sparing.not_in_rooms,
}
