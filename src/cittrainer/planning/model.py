"""The constraint model of a timetable: its variables, what always holds, and what it costs."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from cittrainer.planning import fitting
from cittrainer.planning.prices import (
    NEWLY_BROKEN,
    USED_TWICE,
    Costs,
    Instance,
    Musts,
    Tolerance,
)
from cittrainer.planning.problem import NOBODY, PERSON
from cittrainer.planning.slots import Slot, certain
from cittrainer.planning.spans import Calendar, common, starts, union
from cittrainer.planning.when import (
    ONE_AT_A_TIME,
    activities_of,
    allowed,
    not_busy,
    resource_of,
    speaks_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cittrainer.planning.kinds import Constraint
    from cittrainer.planning.prices import Key
    from cittrainer.planning.problem import Activity, Problem, Resource
    from cittrainer.planning.spans import Spans


class Model:
    """Variables for every activity and what always holds; constraints are added by ``posting``.

    Args:
        problem: What is to be arranged.
        musts: What becomes of constraints that are musts.
        tolerance: What need not be better than it is.
        fixed: Where activities are that cannot move, besides those that are pinned; None is
            nowhere.
    """

    def __init__(
        self,
        problem: Problem,
        *,
        musts: Musts = Musts.KEPT,
        tolerance: Tolerance | None = None,
        fixed: Mapping[int, tuple[int, int] | None] | None = None,
    ) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.musts = musts
        self.tolerance = tolerance or Tolerance()
        self.calendar = Calendar(problem.days)
        self.cp: Any = cp_model.CpModel()
        self._domain = cp_model.Domain
        self.true: Any = self.cp.new_constant(1)
        self.instances: list[Instance] = []
        self.costs = Costs()
        self.assumed: dict[tuple[str, int | str], Any] = {}
        """What can be switched on: a kind of member and which, to literal."""
        self._comes: dict[str, dict[int, Any]] = {}
        self._rightly: dict[tuple[str, int], Any] = {}
        places: dict[int, tuple[int, int] | None] = {
            one.id: one.place for one in problem.activities if one.pinned and one.place
        }
        places |= fixed or {}
        self.slots: dict[int, Slot] = {
            one.id: self._slot(one, places) for one in problem.activities
        }
        self.users: dict[str, list[Slot]] = defaultdict(list)
        for slot in self.slots.values():
            for resource in slot.uses:
                self.users[resource].append(slot)
        self._keep_exclusive()
        self._keep_off_busy()
        fitting.limit(self)

    # What rules are written with

    def span(self, spans: Spans) -> Any:
        """Spans as a domain."""
        return self._domain.from_intervals([[start, end - 1] for start, end in spans])

    def boolean(self, name: str = "") -> Any:
        """A new literal."""
        return self.cp.new_bool_var(name)

    def assume(self, kind: str, which: int | str) -> Any:
        """The literal that switches something on, where musts are assumed."""
        if (kind, which) not in self.assumed:
            self.assumed[kind, which] = self.boolean(f"{kind} {which}")
        return self.assumed[kind, which]

    def instance(
        self, constraint: Constraint, which: tuple[int | str, ...], activities: tuple[int, ...] = ()
    ) -> Any:
        """The literal under which one instance of a constraint is kept.

        None where nothing has to be kept: broken already, and tolerated.
        """
        if self.musts is Musts.ASSUMED:
            return self.assume("constraint", constraint.id) if constraint.must else None
        key = (constraint.id, which)
        if key in self.tolerance.broken:
            return None
        if constraint.must and self.musts is Musts.KEPT:
            return self.true
        kept = self.boolean()
        self.instances.append(Instance(constraint, key, ~kept, activities))
        if constraint.must:
            self.costs.musts.append((self._weight(key), ~kept))
        else:
            self.costs.constraints.append((constraint.weight, ~kept))
        return kept

    def _weight(self, key: Key) -> int:
        """What it counts that a must is broken: less where what is pinned breaks it anyway."""
        return 1 if key in self.tolerance.standing else NEWLY_BROKEN

    def comes(self, resource: str) -> dict[int, Any]:
        """Day to literal: true at the latest when the resource has an activity on that day."""
        if resource not in self._comes:
            users = self.users[resource]
            if len(users) == 1 and resource in users[0].certain:
                self._comes[resource] = users[0].on
            else:
                self._comes[resource] = self._days_of(resource, users)
        return self._comes[resource]

    def _days_of(self, resource: str, users: list[Slot]) -> dict[int, Any]:
        days = sorted({day for slot in users for day in slot.on})
        comes = {day: self.boolean() for day in days}
        for slot in users:
            for day, on in slot.on.items():
                self.cp.add_bool_or(~on, ~slot.uses[resource], comes[day])
            if resource in slot.certain:
                self.cp.add_bool_or(~slot.placed, *(comes[day] for day in slot.on))
        return comes

    # Activities

    def _slot(self, activity: Activity, places: Mapping[int, tuple[int, int] | None]) -> Slot:
        place = places.get(activity.id)
        if activity.id in places and place is None:
            slot = Slot(activity, ())
        else:
            slot = Slot(activity, self._domain_of(activity))
        if place is not None and self.musts is not Musts.ASSUMED:
            self._fix(slot, place)
        else:
            self._free(slot)
            if place is not None:
                at = self.calendar.at(*place)
                pin = self.assume("pinned", activity.id)
                self.cp.add(slot.start == at).only_enforce_if(pin)
                self.cp.add_implication(pin, slot.placed)
        self._choose(slot)
        return slot

    def _domain_of(self, activity: Activity) -> Spans:
        """The starts that are open to an activity before anything is decided."""
        length = Slot(activity, ()).length
        domain = union(
            each
            for day in self.calendar.days
            for each in starts(common(self.calendar.hours, (self.calendar.whole(day.id),)), length)
        )
        if self.musts is not Musts.ASSUMED:
            for resource in sorted(certain(activity)):
                found = self.problem.resource[resource]
                domain = common(domain, not_busy(self.calendar, found, length))
            for constraint in self._about(activity):
                domain = common(domain, allowed(self.calendar, constraint, length))
        stays = activity.id in self.tolerance.outside
        if activity.place is not None and (
            stays or (activity.pinned and self.musts is Musts.ASSUMED)
        ):
            at = self.calendar.at(*activity.place)
            domain = union((*domain, (at, at + 1)))
        return domain

    def _about(self, activity: Activity) -> Iterator[Constraint]:
        """The musts about this activity alone that hold whatever is chosen for it."""
        used = certain(activity)
        for constraint in self.problem.constraints:
            if not constraint.must or not isinstance(constraint, ONE_AT_A_TIME):
                continue
            of_one = resource_of(constraint) in used and speaks_of(constraint, activity.id)
            about = of_one or activity.id in activities_of(constraint)
            if about and (constraint.id, (activity.id,)) not in self.tolerance.broken:
                yield constraint

    def _fix(self, slot: Slot, place: tuple[int, int]) -> None:
        at = self.calendar.at(*place)
        slot.fixed = True
        slot.domain = ((at, at + 1),)
        slot.start = self.cp.new_constant(at)
        slot.placed = self.true
        slot.on = {place[0]: self.true}
        slot.interval = self.cp.new_fixed_size_interval_var(at, slot.length, "")

    def _free(self, slot: Slot) -> None:
        if not slot.domain:
            slot.placed = ~self.true
            slot.domain = ((0, 1),)
            slot.start = self.cp.new_constant(0)
        else:
            slot.start = self.cp.new_int_var_from_domain(self.span(slot.domain), "")
            slot.placed = self.boolean()
            for day in self.calendar.days:
                within = common(slot.domain, (self.calendar.whole(day.id),))
                if within:
                    on = slot.on[day.id] = self.boolean()
                    self.cp.add_linear_expression_in_domain(
                        slot.start, self.span(within)
                    ).only_enforce_if(on)
            self.cp.add(sum(slot.on.values()) == slot.placed)
            self.cp.add(slot.start == slot.first).only_enforce_if(~slot.placed)
        slot.interval = self.cp.new_optional_fixed_size_interval_var(
            slot.start, slot.length, slot.placed, ""
        )
        if self.musts is Musts.ASSUMED:
            self.cp.add_implication(self.assume("placed", slot.id), slot.placed)
        self.costs.unplaced.append(~slot.placed)

    def _choose(self, slot: Slot) -> None:
        meets: dict[str, list[tuple[Any, bool]]] = defaultdict(list)
        for need in slot.activity.needs:
            if len(need.candidates) == 1:
                chosen = {need.candidates[0].resource: slot.placed}
            else:
                chosen = {one.resource: self.boolean() for one in need.candidates}
                self.cp.add(sum(chosen.values()) == slot.placed)
            slot.choices[need.id] = chosen
            for one in need.candidates:
                if one.resource == NOBODY:
                    self.costs.open_needs.append(chosen[NOBODY])
                else:
                    first = one is need.candidates[0]
                    meets[one.resource].append((chosen[one.resource], first))
                if one.cost:
                    self.costs.candidates.append((one.cost, chosen[one.resource]))
        for resource, met in meets.items():
            slot.uses[resource] = self._any(slot, [literal for literal, _ in met])
            for (one, first), (other, also) in combinations(met, 2):
                if not (first and also):  # twice only where it is so at present
                    self.cp.add_bool_or(~one, ~other)

    def _any(self, slot: Slot, literals: list[Any]) -> Any:
        """A literal that is true exactly when one of some is."""
        if len(literals) == 1 or any(one is slot.placed for one in literals):
            return slot.placed if any(one is slot.placed for one in literals) else literals[0]
        used = self.boolean()
        self.cp.add_max_equality(used, literals)
        return used

    # What always holds

    def _keep_exclusive(self) -> None:
        """A resource is at one activity at a time."""
        done: list[frozenset[int]] = []
        order = sorted(self.users, key=lambda one: (-len(self.users[one]), one))
        for resource in order:
            users = self.users[resource]
            if len(users) < 2:
                continue
            all_certain = all(resource in slot.certain for slot in users)
            ids = frozenset(slot.id for slot in users)
            if self.musts is not Musts.ASSUMED and all_certain:
                if any(ids <= other for other in done):
                    continue
                if not any(name == resource for name, _ in self.tolerance.overlaps):
                    done.append(ids)
            self._no_overlap(resource, users)

    def _no_overlap(self, resource: str, users: list[Slot]) -> None:
        together = {pair for name, pair in self.tolerance.overlaps if name == resource}
        intervals = {slot.id: self.interval(resource, slot) for slot in users}
        odd = {one for pair in together for one in pair}
        plain = [interval for id_, interval in intervals.items() if id_ not in odd]
        self.cp.add_no_overlap(plain)
        waiting = sorted(odd & set(intervals))
        for at, one in enumerate(waiting):
            self.cp.add_no_overlap([*plain, intervals[one]])
            for other in waiting[at + 1 :]:
                if frozenset({one, other}) not in together:
                    self.cp.add_no_overlap([intervals[one], intervals[other]])

    def interval(self, resource: str, slot: Slot) -> Any:
        """An interval that is there when a slot uses a resource."""
        used = slot.uses[resource]
        if self.musts is Musts.ASSUMED:
            there = self.boolean()
            self.cp.add_bool_or(there, ~used, ~self.assume("once", resource))
            used = there
        elif resource in slot.certain:
            return slot.interval
        else:
            used = self._rightly_used(resource, slot)
        return self.cp.new_optional_fixed_size_interval_var(slot.start, slot.length, used, "")

    def _keep_off_busy(self) -> None:
        """A resource that is chosen, or whose busy times are assumed, is not used elsewhere."""
        for resource, users in self.users.items():
            found: Resource = self.problem.resource[resource]
            if not found.busy:
                continue
            assumed = self.musts is Musts.ASSUMED
            for slot in users:
                if resource in slot.certain and not assumed:
                    continue
                free = not_busy(self.calendar, found, slot.length)
                if slot.id in self.tolerance.outside and slot.activity.place is not None:
                    at = self.calendar.at(*slot.activity.place)
                    free = union((*free, (at, at + 1)))
                switch = [self.assume("busy", resource)] if assumed else []
                self.only_at(slot, free, self._rightly_used(resource, slot), *switch)

    def _rightly_used(self, resource: str, slot: Slot) -> Any:
        """That a slot uses a resource; where it is pinned, at a price, without any right to it."""
        used = slot.uses[resource]
        if not slot.fixed or self.musts is not Musts.PRICED or resource in slot.certain:
            return used
        if (resource, slot.id) not in self._rightly:
            wrong, rightly = self.boolean(), self.boolean()
            self.costs.musts.append((self._weight((USED_TWICE, (resource, slot.id))), wrong))
            self.cp.add_bool_or(rightly, wrong, ~used)
            self._rightly[resource, slot.id] = rightly
        return self._rightly[resource, slot.id]

    def only_at(self, slot: Slot, spans: Spans, *when: Any) -> None:
        """Under some literals a slot begins within spans."""
        within = common(slot.domain, spans)
        if within == slot.domain:
            return
        if within:
            self.cp.add_linear_expression_in_domain(slot.start, self.span(within)).only_enforce_if(
                list(when)
            )
        else:
            self.cp.add_bool_or([~one for one in when])

    def price_visits(self) -> None:
        """Each day on which a person comes has its price."""
        cost = self.problem.options.visit_cost
        if not cost:
            return
        for resource in sorted(self.users):
            if self.problem.resource[resource].kind == PERSON:
                for literal in self.comes(resource).values():
                    self.costs.visits.append((cost, literal))
