"""Writes a file of a given size for the benchmarks, once, and keeps it in a folder of its own.

The file is what the program would have made of years of work: agencies, people with numbers and
employments, presenters, courses with their agenda and bookings, enrollments with their states,
attendance, certificates, anonymous evaluations, and the newest steps of the history. It alone goes
round the history, because two million recorded ticks would take hours. The same size on the same
day gives the same file, byte for byte of what it holds but for the keys of what ships.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks import bulk_courses, bulk_history, bulk_people, bulk_records
from benchmarks.writer import Writer
from cittrainer.db import Actor, Database
from cittrainer.jobs.shipped import LABEL, load_shipped
from cittrainer.models import Academy

if TYPE_CHECKING:
    from datetime import date

VERSION = 3
"""Raised whenever the writer or the schema changes, so that older files are written anew."""

FOLDER = Path(__file__).resolve().parents[1] / "out" / "bench-data"
ACTOR = Actor("Dana Whitfield", "benchmark")
_SEED = 20260504
_FRESH = timedelta(days=7)
"""A file older than this is written anew, for its coming courses would lie behind."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is in a file.

    Attributes:
        ahead: Courses that are not over, of all.
        a_week: Past courses that began in one week.
        trainees: In each course.
        steps: The newest steps, with history.
    """

    name: str
    people: int
    agencies: int
    presenters: int
    courses: int
    ahead: int
    a_week: int
    trainees: int
    steps: int


SIZES = {
    "small": Size("small", 10_000, 80, 400, 200, 20, 1, 24, 50_000),
    "state": Size("state", 100_000, 600, 2_000, 2_000, 20, 4, 24, 50_000),
}
"""The two sizes of the design: 200 courses; and 2,000 with two million attendance entries."""


def stored(size: Size, today: date, folder: Path = FOLDER) -> Path:
    """The file of a size, written if it is not there or no longer fits."""
    path = folder / f"{size.name}.cit"
    stamp = folder / f"{size.name}.stamp"
    wanted = f"version {VERSION}, {size}"
    if path.exists() and stamp.exists():
        made_of, _, written = stamp.read_text(encoding="utf-8").rpartition("\n")
        age = today - datetime.fromisoformat(written).date()
        if made_of == wanted and age < _FRESH:
            return path
    stamp.unlink(missing_ok=True)
    began = time.perf_counter()
    print(f"Writing the {size.name} data ...", flush=True)
    write(path, size, today)
    print(f"  {path.stat().st_size / 1e6:,.0f} MB in {time.perf_counter() - began:.0f} s")
    stamp.write_text(f"{wanted}\n{today.isoformat()}", encoding="utf-8")
    return path


def write(path: Path, size: Size, today: date) -> None:
    """Write a new file, over one that is there.

    Args:
        path: Where to.
        size: How much.
        today: The courses lie before and after this day.
    """
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    with Database.create(path, ACTOR) as database:
        with database.step(LABEL) as db:
            load_shipped(db)
        with database.step("Set up the academy") as db:
            db.add(Academy(name="Tamarack State Academy", coordinator="Dana Whitfield"))
    random = Random(_SEED)
    long_ago = datetime(2016, 1, 4, 8, tzinfo=UTC)
    writer = Writer(path, random=random, written=long_ago)
    people = bulk_people.write(writer, random, size)
    plan = bulk_courses.write(writer, random, size, today)
    bulk_records.write(writer, random, size, people, plan, today)
    bulk_history.write(writer, random, size, today)
    writer.finish()
