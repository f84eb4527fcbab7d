"""The planner: invented weeks with every constraint on, and a conference in three rooms.

The times are wall time with the building of the model in them. The solver is imported before, and
its import is told apart, for a program does it once.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.measures import Result
from benchmarks.timetables import DAYS, conference, week
from cittrainer.planning import kinds
from cittrainer.planning.arranging import arrange
from cittrainer.planning.explaining import explain
from cittrainer.planning.kinds import Window
from cittrainer.planning.problem import Absence, Trouble, Wish
from cittrainer.planning.repairing import repair
from cittrainer.planning.results import PROVEN, Watch
from cittrainer.planning.troubles import wish_as_must

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.planning.problem import Activity, Need, Problem
    from cittrainer.planning.results import Arrangement, Placement, Progress

SEEDS = (1, 2, 3, 4, 5)
LONGEST = 15.0
"""Seconds after which a search for the best plan is given up."""
_IMPORT = """
import time
began = time.perf_counter()
from ortools.sat.python import cp_model
print((time.perf_counter() - began) * 1000)
"""


class _Clock:
    """Milliseconds from its making until a plan is whole."""

    def __init__(self, whole: int) -> None:
        self._whole = whole
        self._began = time.perf_counter()
        self.first: float | None = None

    @property
    def now(self) -> float:
        """Milliseconds until now."""
        return (time.perf_counter() - self._began) * 1000

    def follow(self, progress: Progress) -> None:
        """Note the first time at which everything is placed."""
        if self.first is None and progress.placed == self._whole:
            self.first = self.now


def measured() -> list[Result]:
    """Every goal of the planner; the median of five weeks."""
    results = [
        Result("Planner: the solver's import", "", _import_ms(), note="once, when first used"),
        *_weeks("30 free blocks", [_week(free=30, seed=seed) for seed in SEEDS]),
        *_full_weeks([_week(free=None, seed=seed) for seed in SEEDS]),
    ]
    planned = [_planned(_week(free=30, seed=seed)) for seed in SEEDS]
    results += [_repairs(planned, proposals=1, most=1000), _repairs(planned, 3, most=2000)]
    results.append(_explanations(planned))
    return results + _conferences()


def _week(*, free: int | None, seed: int) -> Problem:
    problem = week(free=free, seed=seed)
    return replace(problem, options=replace(problem.options, seconds=LONGEST))


def _import_ms() -> float:
    runs = [
        subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return statistics.median(float(run.stdout) for run in runs)


def _arranged(problem: Problem) -> tuple[Arrangement, float, float | None]:
    """A plan, the milliseconds to its end, and to the first that was whole if any was."""
    clock = _Clock(len(problem.activities))
    plan = arrange(problem, watch=Watch(progress=clock.follow))
    return plan, clock.now, clock.first


def _weeks(size: str, problems: Sequence[Problem]) -> list[Result]:
    arrange(problems[0])  # does not count: the solver is loaded here
    runs = [_arranged(one) for one in problems]
    proven = sum(plan.status == PROVEN for plan, _, _ in runs)
    polished = sum(plan.polished for plan, _, _ in runs)
    return [
        _first_plan(size, runs),
        Result(
            "Planner: proven best in every stage", size,
            statistics.median(ms for _, ms, _ in runs) if min(proven, polished) * 2 > len(runs)
            else None,
            most=3000,
            note=f"lowest cost proven in {proven} of {len(runs)}, fewest moves in {polished}, "
            f"given up after {LONGEST:g} s; median end {_end(runs):,.0f} ms",
        ),
    ]  # fmt: skip


def _full_weeks(problems: Sequence[Problem]) -> list[Result]:
    size = f"{len(problems[0].activities)} free blocks"
    limited = [replace(one, options=replace(one.options, seconds=5.0)) for one in problems]
    runs = [_arranged(one) for one in limited]
    gaps = [_gap(plan) for plan, _, _ in runs]
    return [
        _first_plan(size, runs),
        Result(
            "Planner: from the bound after 5 s", size, statistics.median(gaps), "%", most=2,
            note=f"{min(gaps):.0f} to {max(gaps):.0f} %; median end {_end(runs):,.0f} ms",
        ),
    ]  # fmt: skip


def _first_plan(size: str, runs: Sequence[tuple[Arrangement, float, float | None]]) -> Result:
    first = [ms for _, _, ms in runs if ms is not None]
    return Result(
        "Planner: first whole plan", size, statistics.median(first) if first else None, most=1000,
        note=f"found in {len(first)} of {len(runs)}",
    )  # fmt: skip


def _end(runs: Sequence[tuple[Arrangement, float, float | None]]) -> float:
    return statistics.median(ms for _, ms, _ in runs)


def _gap(plan: Arrangement) -> float:
    """How far a plan is from the bound, in percent of its cost; everything where none is whole."""
    if plan.unplaced:
        return 100.0
    cost = plan.costs.total
    return 100 * (cost - plan.bound) / cost if cost else 0.0


def _planned(problem: Problem) -> Problem:
    """The week as it stands after it was planned, with nothing pinned but what was."""
    placed = {one.activity: one for one in arrange(problem).placements}
    activities = tuple(
        _standing(one, placed[one.id]) if one.id in placed else one for one in problem.activities
    )
    return replace(problem, activities=activities)


def _standing(activity: Activity, placement: Placement) -> Activity:
    needs = tuple(_present(need, placement.resource(need.id)) for need in activity.needs)
    return replace(activity, day=placement.day, start=placement.start, needs=needs)


def _present(need: Need, resource: str) -> Need:
    """A need whose present choice is a resource."""
    ordered = sorted(need.candidates, key=lambda one: one.resource != resource)
    return replace(need, candidates=tuple(ordered))


def _movable(problem: Problem) -> Activity:
    """A block that can be moved and has a presenter."""
    return next(one for one in problem.activities if not one.pinned and len(one.needs) > 2)


def _presenter(activity: Activity) -> str:
    return activity.needs[2].candidates[0].resource


def _repairs(planned: Sequence[Problem], proposals: int, most: float) -> Result:
    """A presenter is out on the day of one of the blocks."""
    times, found, proven = [], 0, 0
    for problem in planned:
        block = _movable(problem)
        out = Absence(_presenter(block), (Window(day=block.day),))
        began = time.perf_counter()
        ways = repair(problem, Trouble(absences=(out,)), proposals=proposals)
        times.append((time.perf_counter() - began) * 1000)
        found += len(ways)
        proven += sum(one.arrangement.status == PROVEN for one in ways)
    return Result(
        f"Planner: {proposals} repair{'s' if proposals > 1 else ''} of an absence",
        "30 free blocks", statistics.median(times), most=most,
        note=f"{found} of {proposals * len(planned)} found, {proven} proven best",
    )  # fmt: skip


def _explanations(planned: Sequence[Problem]) -> Result:
    """A block is to be on a day on which its presenter, and who would stand in, cannot come."""
    times, sizes, minimal = [], [], 0
    for problem in planned:
        block = _movable(problem)
        day = next(one.id for one in DAYS if one.id != block.day)
        gone = (Window(day=day),)
        closed = tuple(
            kinds.Closed(id=f"gone {n}", must=True, resource=one.resource, windows=gone)
            for n, one in enumerate(block.needs[2].candidates)
        )
        wish = wish_as_must(problem, Wish(block.id, day))
        asked = replace(problem, constraints=(*problem.constraints, *closed, *wish))
        began = time.perf_counter()
        clash = explain(asked)
        times.append((time.perf_counter() - began) * 1000)
        sizes.append(len(clash.members) if clash else 0)
        minimal += clash is not None and clash.minimal
    return Result(
        "Planner: a local explanation", "30 free blocks", statistics.median(times), most=1000,
        note=f"{min(sizes)} to {max(sizes)} members, minimal in {minimal} of {len(planned)}",
    )  # fmt: skip


def _conferences() -> list[Result]:
    runs = [_arranged(conference(seed)) for seed in SEEDS]
    placed = _first_plan("100 talks, 3 rooms", runs)
    proven = sum(plan.status == PROVEN for plan, _, _ in runs)
    return [
        replace(
            placed, name="Planner: all talks placed", most=2000,
            note=f"{placed.note}; lowest cost proven in {proven}; median end {_end(runs):,.0f} ms",
        )
    ]  # fmt: skip
