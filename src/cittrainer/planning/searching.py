"""Runs the solver on a model: limits, progress, stopping, and the best that was found.

A search uses the same subsolvers in the same turns on one processor, so that what is run to its
end, or to a number of steps, comes out the same on every machine.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cittrainer.planning.problem import NOBODY
from cittrainer.planning.results import Placement, Progress, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cittrainer.planning.model import Model
    from cittrainer.planning.problem import Options

_ASK_EVERY = 0.05
"""Seconds between two questions whether to stop."""

LEAST_SECONDS = 0.05
"""What a search gets however little time is left, so that it can hand back what it was given."""


@dataclass(frozen=True, slots=True)
class Way:
    """Which of the solver's subsolvers take turns, on one processor.

    More of them at once only wait for each other, and the window needs the other processor. Each
    way was chosen by trial for what it is good at.
    """

    subsolvers: tuple[str, ...] = ()
    """None: the solver's own choice."""
    neighbourhoods: bool = False
    """Whether part of the last solution is kept to better the rest of it."""


AT_ONCE = Way()
"""Where everything is decided already, or it is only asked whether it can be done."""
PROVING = Way(("core", "quick_restart_no_lp"))
"""Closes the bound of a week with few free blocks sooner than any other."""
FILLING = Way(("fixed", "core"))
"""Where a model says in which order things are best decided; the second knows when to give up."""
COUNTING = Way(("default_lp",), neighbourhoods=True)
"""How much fits is a question of sums, which the others see late."""
KEEPING = Way(("default_lp",), neighbourhoods=True)
"""Where the best plan is near the one that it begins with."""


@dataclass(frozen=True, slots=True)
class Found:
    """How one run of the solver ended."""

    proven: bool
    """Nothing better exists, or nothing at all where nothing was found."""
    value: int | None
    """The objective; None where nothing was found."""
    bound: int


class Search:
    """Runs of the solver that share one budget of time.

    Args:
        options: How long in all.
        watch: Who follows, and may stop it.
    """

    def __init__(self, options: Options, watch: Watch) -> None:
        self._options = options
        self._watch = watch
        self.seconds = options.seconds
        """What is left."""
        self.steps = options.steps
        self.stopped = False
        self.known = True
        """Whether the last question whether something clashes was answered."""
        self._values: list[int] = []

    @property
    def over(self) -> bool:
        """Whether the time is used up or somebody stopped it."""
        if self._watch.cancelled():
            self.stopped = True
        return self.stopped or self.seconds <= 0 or (self.steps is not None and self.steps <= 0)

    def run(
        self,
        model: Model,
        objective: Any,
        *,
        stage: str = "",
        share: float = 1.0,
        tell: Callable[[Sequence[int]], tuple[int, int]] | None = None,
        way: Way = PROVING,
        near: Mapping[int, int] | None = None,
    ) -> Found:
        """Minimise an objective, from the last solution on.

        Args:
            model: What must hold.
            objective: What is to be small; None: any solution will do.
            stage: What is being done, for progress.
            share: Of the time that is left.
            tell: How many are placed, and at which cost, in a solution.
            way: Who searches.
            near: Values to begin with in place of the last solution, by the index of the variable.
        """
        from ortools.sat.python import cp_model

        if objective is None:
            model.cp.clear_objective()
        else:
            model.cp.minimize(objective)
        model.cp.clear_hints()
        for index, value in enumerate(self._values) if near is None else near.items():
            model.cp.add_hint(model.cp.get_int_var_from_proto_index(index), value)
        solver = cp_model.CpSolver()
        self._set_up(solver.parameters, share, way)
        with self._stopping(solver):
            status = solver.solve(model.cp, self._callback(stage, tell))
        self._spend(solver)
        if status == cp_model.MODEL_INVALID:
            raise ValueError(model.cp.validate())
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            self._values = list(solver.response_proto.solution)
            value = round(solver.objective_value) if objective is not None else 0
            bound = round(solver.best_objective_bound) if objective is not None else 0
            return Found(status == cp_model.OPTIMAL, value, bound)
        return Found(status == cp_model.INFEASIBLE, None, 0)

    def clash(self, model: Model, literals: Sequence[Any]) -> frozenset[int] | None:
        """The indices of those of some literals that cannot all be true.

        None where they can, or it was not found out: see ``known``.
        """
        from ortools.sat.python import cp_model

        model.cp.clear_objective()
        model.cp.clear_assumptions()
        model.cp.add_assumptions(literals)
        solver = cp_model.CpSolver()
        self._set_up(solver.parameters, 1.0, AT_ONCE)
        with self._stopping(solver):
            status = solver.solve(model.cp)
        self._spend(solver)
        self.known = status in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE}
        if status != cp_model.INFEASIBLE:
            return None
        return frozenset(solver.sufficient_assumptions_for_infeasibility())

    def _spend(self, solver: Any) -> None:
        self.seconds -= solver.wall_time
        if self.steps is not None:
            self.steps -= solver.deterministic_time

    def _set_up(self, parameters: Any, share: float, way: Way) -> None:
        parameters.random_seed = self._options.seed
        # Whoever watches decides what Ctrl+C means; the solver would end one of several searches.
        parameters.catch_sigint_signal = False
        parameters.max_time_in_seconds = max(self.seconds * share, LEAST_SECONDS)
        if self.steps is not None:
            parameters.max_deterministic_time = max(self.steps * share, LEAST_SECONDS)
        parameters.num_workers = 1
        if way.subsolvers:
            parameters.interleave_search = True
            parameters.use_lns = way.neighbourhoods
            parameters.subsolvers.extend(way.subsolvers)

    def _callback(self, stage: str, tell: Callable[[Sequence[int]], tuple[int, int]] | None) -> Any:
        from ortools.sat.python import cp_model

        if self._watch.progress is None or tell is None:
            return None
        progress, told = self._watch.progress, tell

        class Told(cp_model.CpSolverSolutionCallback):
            def on_solution_callback(self) -> None:
                placed, cost = told(self.response_proto.solution)
                bound = round(self.best_objective_bound)
                progress(Progress(stage, placed, cost, bound))

        return Told()

    @contextmanager
    def _stopping(self, solver: Any) -> Iterator[None]:
        """Stop the solver soon after somebody asks for it."""
        ended = threading.Event()

        def ask() -> None:
            while not ended.wait(_ASK_EVERY):
                if self._watch.cancelled():
                    self.stopped = True
                    solver.stop_search()

        asking = threading.Thread(target=ask, name="planning-stop", daemon=True)
        asking.start()
        try:
            yield
        finally:
            ended.set()
            asking.join()

    def value(self, literal: Any) -> int:
        """The value of a variable or literal in the last solution."""
        index: int = literal.index
        return self._values[index] if index >= 0 else 1 - self._values[-index - 1]

    @property
    def has_solution(self) -> bool:
        """Whether anything was found yet."""
        return bool(self._values)

    def placements(self, model: Model) -> tuple[Placement, ...]:
        """The last solution in the order of time."""
        found = []
        for slot in model.slots.values():
            if not self.value(slot.placed):
                continue
            day, minute = model.calendar.place(self.value(slot.start))
            chosen = tuple(
                (need, next((r for r, lit in ways.items() if self.value(lit)), NOBODY))
                for need, ways in slot.choices.items()
            )
            found.append(Placement(slot.id, day, minute, chosen))
        order = {day.id: at for at, day in enumerate(model.calendar.days)}
        return tuple(sorted(found, key=lambda one: (order[one.day], one.start, one.activity)))
