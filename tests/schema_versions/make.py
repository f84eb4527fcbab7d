"""Stores a file of the newest schema, once when a schema is released: ``python make.py``.

The file holds the sample academy, so that later migrations meet every kind of row.
"""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cittrainer.db import Actor, schema
from cittrainer.jobs import sample
from cittrainer.jobs.progress import Progress


def make(folder: Path) -> Path:
    """Build the sample academy, of invented people, and pack it."""
    packed = folder / f"{schema.HEAD}.cit.gz"
    with TemporaryDirectory() as work:
        path = Path(work) / "academy.cit"
        sample.build(
            path, Actor("Dana", "dana", "terminal"), today=date(2026, 5, 12), progress=Progress()
        )
        with closing(sqlite3.connect(path)) as connection:
            # One file, with no log beside it and no empty pages in it.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("VACUUM")
        packed.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    return packed


if __name__ == "__main__":
    print(make(Path(__file__).parent))  # noqa: T201 - a developer's command
