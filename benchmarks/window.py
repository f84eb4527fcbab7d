"""Measures of the window: its start, the search of people, opening pages, memory.

Each runs in a process of its own, as the program does, on Qt's offscreen platform.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.dragging import BLOCKS, PRESENTERS
from benchmarks.measures import Result, median_ms
from benchmarks.probe import TYPED
from benchmarks.ticking import BLOCKS as TICKED_BLOCKS
from benchmarks.ticking import TRAINEES
from cittrainer.db import backup
from cittrainer.rules.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
FRAME = 16.0
"""Milliseconds between two frames on a usual screen."""
_START_GOALS = {"small": 1.3, "state": 1.5}


def start_and_memory(files: Mapping[str, Path]) -> list[Result]:
    """From the start of the process to a window that shows the user's own data; and memory."""
    empty: list[dict[str, Any]] = []
    models: list[dict[str, Any]] = []
    program: dict[str, list[dict[str, Any]]] = {size: [] for size in files}
    for size, path in files.items():
        _probe("program", path)
        program[size] = []
    for _ in range(RUNS):
        empty.append(_probe("bare"))
        models.append(_probe("models"))
        for size, path in files.items():
            program[size].append(_probe("program", path))
    bare, configured = _median(empty, "shown"), _median(models, "shown")
    results = [Result("Bare window, for comparison", "", bare)]
    for size, found in program.items():
        results += [
            Result(
                "Frame of the window", size, _median(found, "frame"), baseline=bare,
                baseline_name="bare window", most_ratio=2,
            ),
            Result(
                "Start to the user's own data", size, _median(found, "shown"),
                baseline=configured, baseline_name="empty window with SQLAlchemy and our models",
                most_ratio=_START_GOALS[size],
            ),
            _memory_result(size, found, models),
        ]  # fmt: skip
    return results


def search(files: Mapping[str, Path]) -> list[Result]:
    """From a key typed into the search of people to its rows painted."""
    results = []
    for size, path in files.items():
        keys = [time for _ in range(2) for time in _probe("search", path)["keys"]]
        results.append(
            Result(
                "Key in the people search, 95th percentile", size,
                statistics.quantiles(keys, n=20)[-1], baseline=_raw_search(path),
                baseline_name="raw SQL of the same words, 95th percentile",
                most=30 if size == "state" else None,
                note=f"{len(keys)} keys, median {statistics.median(keys):.0f} ms",
            )
        )  # fmt: skip
    return results


def pages(files: Mapping[str, Path]) -> list[Result]:
    """From choosing a page, for the first time, to all it shows painted."""
    results = []
    for size, path in files.items():
        found = [_probe("pages", path) for _ in range(3)]
        for key in found[0]:
            times = [one[key] for one in found if isinstance(one[key], int | float)]
            missing = "" if times else str(found[0][key])
            results.append(
                Result(
                    f"Open {key}", size, statistics.median(times) if times else None,
                    most=150 if size == "state" else None, note=missing,
                )
            )  # fmt: skip
    return results


def dragging(files: Mapping[str, Path]) -> list[Result]:
    """One move of the mouse while a block is dragged over a week of 60 blocks."""
    times = sorted(_probe("drag", next(iter(files.values())))["moves"])
    what = f"of a drag over {BLOCKS} blocks, {PRESENTERS} presenters"
    note = "findings, hours, free and busy times and painting; offscreen"
    return [
        Result(
            f"One move {what}, median", "", statistics.median(times), baseline=FRAME,
            baseline_name="one frame", most_ratio=1, note=note,
        ),
        Result(
            f"One move {what}, 95th percentile", "", times[len(times) * 95 // 100],
            baseline=FRAME, baseline_name="one frame", most_ratio=1, note=note,
        ),
    ]  # fmt: skip


def ticking() -> list[Result]:
    """The attendance grid of 60 trainees and 60 blocks: opened, and ticked."""
    found = _probe("tick")
    opened, ticked = found["opened"][1:], found["ticked"]
    size = f"{TRAINEES} trainees, {TICKED_BLOCKS} blocks"
    return [
        Result(
            "Attendance grid opened", size, statistics.median(opened), most=100,
            note=f"from the making of the tab to its painting; longest {max(opened):.0f} ms",
        ),
        Result(
            "A tick saved", size, statistics.median(ticked), most=20,
            note=f"from the key to the file; 95th percentile "
            f"{statistics.quantiles(ticked, n=20)[-1]:.0f} ms",
        ),
    ]  # fmt: skip


def _probe(kind: str, path: Path | None = None) -> dict[str, Any]:
    """What one process measured."""
    if path is not None:
        _call_backed_up(path)
    with tempfile.TemporaryDirectory(prefix="cittrainer-bench-") as folder:
        environment = {
            **os.environ,
            "CITTRAINER_FOLDER": folder,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_LOGGING_RULES": "*.debug=false",
        }
        arguments = [str(path.resolve())] if path else []
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.probe", repr(time.time()), kind, *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise RuntimeError(f"The measured process failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _call_backed_up(path: Path) -> None:
    """Leave an empty backup of now, so that no copy of the file is made while measuring.

    A window makes the backup once a day beside its work; the copies would fill the disk here.
    """
    folder = backup.folder(path)
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.cit"):
        old.unlink()
    now = datetime.now().astimezone()
    (folder / f"{now:%Y-%m-%d %H%M%S} daily.cit").touch()


def _raw_search(path: Path) -> float:
    """The 95th percentile of the plain statement for the same keys, in milliseconds."""
    sql = (
        "SELECT id, last_name, first_name FROM person "
        "WHERE search_name LIKE ? ORDER BY search_name LIMIT 200"
    )
    times = []
    with closing(sqlite3.connect(path)) as connection:
        for word in TYPED:
            for end in range(1, len(word) + 1):
                read = partial(_fetch, connection, sql, f"%{fold(word[:end])}%")
                times.append(median_ms(read, runs=3))
    return statistics.quantiles(times, n=20)[-1]


def _fetch(connection: sqlite3.Connection, sql: str, pattern: str) -> list[Any]:
    return connection.execute(sql, (pattern,)).fetchall()


def _memory_result(size: str, found: list[dict[str, Any]], models: list[dict[str, Any]]) -> Result:
    name = "Memory with the data open"
    if found[0]["memory"] is None:
        return Result(name, size, None, unit="MB", note="not measured on this system")
    mega = 1e6
    return Result(
        name, size, statistics.median(one["memory"] for one in found) / mega, unit="MB",
        baseline=statistics.median(one["memory"] for one in models) / mega,
        baseline_name="empty window with SQLAlchemy and our models", most_ratio=1.7,
    )  # fmt: skip


def _median(found: list[dict[str, Any]], key: str) -> float:
    """The median of what some processes measured in seconds, in milliseconds."""
    return float(statistics.median(one[key] for one in found)) * 1000
