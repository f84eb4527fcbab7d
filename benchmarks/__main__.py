"""Runs the benchmarks: ``python -m benchmarks [--size small|state|both] [--json PATH] [--only X]``.

Goals that are missed are told in the table; the exit status is 0 all the same, for a busy machine
is no defect.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import bulk, planning, window, work
from benchmarks.measures import Result, machine, show

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = (
    "start",
    "search",
    "pages",
    "findings",
    "dragging",
    "certificates",
    "roster",
    "matching",
    "coverage",
    "attendance",
    "planner",
)
WITHOUT_FILES = {"certificates", "roster", "attendance", "planner"}
"""Those that need no program's file, which takes minutes to write."""


def main(argv: Sequence[str] | None = None) -> None:
    """Write the data if needed, measure, and tell."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure CIT Trainer.")
    parser.add_argument("--size", choices=("small", "state", "both"), default="both")
    parser.add_argument("--json", type=Path, metavar="PATH", help="also write the numbers there")
    parser.add_argument("--only", choices=NAMES, action="append", help="may be repeated")
    chosen = parser.parse_args(argv)
    sizes = ("small", "state") if chosen.size == "both" else (chosen.size,)
    today = datetime.now().astimezone().date()
    names = chosen.only or NAMES
    needed = sizes if set(names) - WITHOUT_FILES else ()
    files = {size: bulk.stored(bulk.SIZES[size], today) for size in needed}
    results: list[Result] = []
    for name in names:
        print(f"Measuring {name} ...", flush=True)
        results += measure(name, files)
    show(results)
    if chosen.json is not None:
        report = {**machine(), "results": [one.as_json() for one in results]}
        chosen.json.write_text(json.dumps(report, indent=2, ensure_ascii=False), encoding="utf-8")


def measure(name: str, files: dict[str, Path]) -> list[Result]:
    """The results of one of the benchmarks."""
    with tempfile.TemporaryDirectory(prefix="cittrainer-bench-") as folder:
        match name:
            case "start":
                return window.start_and_memory(files)
            case "search":
                return window.search(files)
            case "pages":
                return window.pages(files)
            case "dragging":
                return window.dragging(files)
            case "findings":
                return work.check_week(files)
            case "certificates":
                return work.certificates(Path(folder))
            case "roster":
                return work.roster(Path(folder))
            case "matching":
                return work.matching(files, Path(folder))
            case "coverage":
                return work.covered(files)
            case "attendance":
                return window.ticking()
            case "planner":
                return planning.measured()
    raise ValueError(name)


if __name__ == "__main__":
    main()
