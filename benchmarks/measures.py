"""What a benchmark hands back, and how it is told: a table for people, JSON for machines."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Result:
    """One measure beside its baseline, both from the same run.

    Attributes:
        name: What was measured.
        size: The data it was measured on, or empty.
        value: In ``unit``; None where it could not be measured.
        unit: ``ms`` or ``MB``.
        baseline: The same in the same unit, without our program; None where there is none.
        baseline_name: What the baseline is.
        most_ratio: The goal, times the baseline; None where the goal is no ratio.
        most: The goal in ``unit``; None where there is none.
        note: What a reader must know.
    """

    name: str
    size: str
    value: float | None
    unit: str = "ms"
    baseline: float | None = None
    baseline_name: str = ""
    most_ratio: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Value to baseline."""
        return self.value / self.baseline if self.value and self.baseline else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is no goal."""
        if self.most is None and self.most_ratio is None:
            return None
        if self.value is None:
            return False
        within = self.most is None or self.value <= self.most
        return within and (self.most_ratio is None or (self.ratio or 0) <= self.most_ratio)

    @property
    def goal(self) -> str:
        """The goal in words."""
        parts = [f"≤ {self.most_ratio:g} x"] if self.most_ratio is not None else []
        parts += [f"≤ {self.most:g} {self.unit}"] if self.most is not None else []
        return ", ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """All of it as plain values."""
        return {
            "name": self.name,
            "size": self.size,
            "value": self.value,
            "unit": self.unit,
            "baseline": self.baseline,
            "baseline_name": self.baseline_name,
            "ratio": self.ratio,
            "goal": self.goal,
            "met": self.met,
            "note": self.note,
        }


def median_ms(work: Callable[[], object], runs: int = 5) -> float:
    """The median time of some runs, in milliseconds, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def side_by_side(
    one: Callable[[], object], other: Callable[[], object], runs: int = 5
) -> tuple[float, float]:
    """The median times of two works run in turn, so that a slow moment meets both."""
    times: tuple[list[float], list[float]] = ([], [])
    for count in range(runs + 1):
        for work, found in zip((one, other), times, strict=True):
            began = time.perf_counter()
            work()
            if count:
                found.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def show(results: Sequence[Result]) -> None:
    """Print the table."""
    table = Table(title="CIT Trainer benchmarks", title_justify="left")
    for heading in ("What", "Data"):
        table.add_column(heading)
    for heading in ("Measured", "Baseline", "Ratio"):
        table.add_column(heading, justify="right")
    for heading in ("Goal", "", "Beside, and notes"):
        table.add_column(heading)
    words = {True: "met", False: "MISSED", None: ""}
    for one in results:
        beside = "; ".join(part for part in (one.baseline_name, one.note) if part)
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        table.add_row(
            one.name, one.size, _number(one.value, one.unit), _number(one.baseline, one.unit),
            ratio, one.goal, words[one.met], beside,
        )  # fmt: skip
    # A file or a pipe has no width of its own: sentences are not broken there.
    console = Console() if sys.stdout.isatty() else Console(width=200)
    console.print(table)


def machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "commit": _commit(),
    }


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f} {unit}" if value < 100 else f"{value:,.0f} {unit}"


def _commit() -> str:
    """The commit that was measured; empty outside a checkout."""
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip()
