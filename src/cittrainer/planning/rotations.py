"""Makes a rotation: groups go from scenario to scenario, and each meets each once.

`make_rotation` finds the plan that differs least from the previous one, is done earliest and loads
coaches evenly; where there is none, it says why. Run to its end or to its limit of effort, the same
problem always gets the same plan.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cittrainer.planning.rotation_model import RotationModel
from cittrainer.planning.rotation_reasons import clashing, shortages
from cittrainer.planning.rotation_values import (
    Meeting,
    NoRotation,
    RotationPlan,
    RotationProblem,
    changes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Stop = Callable[[], bool]
    Report = Callable[[int, int, str], None]

EFFORT = 5.0
"""Units of the solver's own deterministic time that each goal may take; a few seconds a unit."""

LOOK_SECONDS = 0.1
"""How often it is looked whether the work is still wanted."""

GOALS = {
    "unmet": "as many scenarios as can be",
    "uncoached": "as many coaches as can be",
    "changes": "the fewest changes",
    "optional": "further scenarios",
    "early": "no gaps",
    "even": "coaches evenly loaded",
    "stay": "coaches who stay where they are",
    "home": "coaches where they are booked",
}
"""What is looked for, in words."""


def make_rotation(
    problem: RotationProblem,
    *,
    strict: bool = True,
    effort: float = EFFORT,
    stop: Stop | None = None,
    report: Report | None = None,
) -> RotationPlan | NoRotation | None:
    """The best plan for a problem, or why there is none.

    In this order: the fewest places that differ from the previous plan, the most optional
    stations, the earliest end, coaches loaded evenly and staying where they are.

    Args:
        problem: Groups, stations, rounds, coaches, and the previous plan if there is one.
        strict: Whether every must is kept; else as few as can be are broken, and a plan is found
            wherever there are rounds at all: scenarios that are not met and meetings without a
            coach are counted in it.
        effort: Deterministic units that each goal may take; a plan of which a goal was cut short
            is not called proven.
        stop: Asked ten times a second whether to end with the best plan so far.
        report: Told the goals done, how many there are, and the present one in words.

    Returns:
        The plan; or `NoRotation`; or None where nothing was found before the end of the effort.
    """
    if strict and (short := shortages(problem)):
        return NoRotation(short, counted=True)
    model = RotationModel(problem, strict=strict)
    model.hint(problem.previous if problem.planned_before else _round_robin(problem))
    search = _Search(effort, stop)
    best: tuple[Meeting, ...] | None = None
    proven = True
    goals = model.costs() or [("early", 0)]
    for number, (name, cost) in enumerate(goals):
        if report is not None:
            report(number, len(goals), f"Looking for {GOALS[name]}")
        if best is not None and name in ("even", "stay"):
            model.tighten(best, None if name == "even" else round(search.value))
        model.cp.minimize(cost)
        outcome = search.run(model.cp)
        if outcome == search.NO_PLAN:
            return clashing(problem, effort=effort)
        if outcome == search.NOTHING:
            proven = False
            break
        best = _meetings(model, search)
        proven = proven and outcome == search.BEST
        if search.stopped:
            break
        model.cp.add(cost <= round(search.value))
        model.hint(best)
    if report is not None:
        report(len(goals), len(goals), "Done")
    return None if best is None else _plan(problem, best, proven=proven and not search.stopped)


class _Search:
    """Runs the solver on one thread, so that it always answers alike, and ends it when asked."""

    BEST, FOUND, NO_PLAN, NOTHING = range(4)

    def __init__(self, effort: float, stop: Stop | None) -> None:
        from ortools.sat.python import cp_model  # slow to import

        self._cp_model = cp_model
        self._stop = stop
        self.stopped = False
        self.solver: Any = cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        self.solver.parameters.random_seed = 1
        # The relaxation proves how often coaches have to change; without it that stays open.
        self.solver.parameters.linearization_level = 2
        self.solver.parameters.max_deterministic_time = effort

    @property
    def value(self) -> float:
        """What the last goal came to."""
        return float(self.solver.objective_value)

    def run(self, model: Any) -> int:
        """Solve a model and say how it ended."""
        with self._watched():
            status = self.solver.solve(model)
        if status == self._cp_model.OPTIMAL:
            return self.BEST
        if status == self._cp_model.FEASIBLE:
            return self.FOUND
        return self.NO_PLAN if status == self._cp_model.INFEASIBLE else self.NOTHING

    @contextmanager
    def _watched(self) -> Iterator[None]:
        if self._stop is None:
            yield
            return
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done,), name="rotation watch")
        watch.start()
        try:
            yield
        finally:
            done.set()
            watch.join()

    def _watch(self, done: threading.Event) -> None:
        while not done.wait(LOOK_SECONDS):
            if self._stop is not None and self._stop():
                self.stopped = True
                self.solver.stop_search()


def _meetings(model: RotationModel, search: _Search) -> tuple[Meeting, ...]:
    coaches = {
        (round_id, station): coach
        for (round_id, coach, station), variable in model.coach.items()
        if search.solver.value(variable)
    }
    return tuple(
        Meeting(round_id, group, station, coaches.get((round_id, station)))
        for (round_id, group, station), variable in model.meet.items()
        if search.solver.value(variable)
    )


def _plan(problem: RotationProblem, found: Iterable[Meeting], *, proven: bool) -> RotationPlan:
    rounds = {one.id: number for number, one in enumerate(problem.rounds)}
    groups = {one.id: number for number, one in enumerate(problem.groups)}
    over = [one for one in problem.previous if one.round in problem.over]
    meetings = tuple(
        sorted(
            (*over, *found),
            key=lambda one: (rounds.get(one.round, -1), groups.get(one.group, len(groups))),
        )
    )
    met = {(one.group, one.station) for one in meetings}
    unmet = tuple(
        (group.id, station.id)
        for station in problem.stations
        for group in problem.needed(station)
        if (group.id, station.id) not in met
    )
    uncoached = (
        sum(one.coach is None and one.round not in problem.over for one in meetings)
        if problem.coaches
        else 0
    )
    return RotationPlan(meetings, changes(problem, meetings), proven, unmet, uncoached)


def _round_robin(problem: RotationProblem) -> list[Meeting]:
    """Where to begin looking: every group moves on by one station each round."""
    stations = [one for one in problem.stations if one.must_meet]
    groups, rounds, coaches = problem.groups, problem.round_ids, problem.coaches
    if not stations or not groups:
        return []
    size = max(len(stations), len(groups))
    return [
        Meeting(
            round_id,
            group.id,
            stations[place].id,
            coaches[place % len(coaches)] if coaches else None,
        )
        for turn, round_id in enumerate(rounds[:size])
        for number, group in enumerate(groups)
        if (place := (number + turn) % size) < len(stations)
    ]
