"""What all jobs that write a paper to a file have in common: its ending, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress


def refuse_ending(path: Path, what: str, endings: tuple[str, ...]) -> None:
    """Refuse a file as which a paper cannot be written.

    Args:
        path: The file.
        what: The paper, as the beginning of a sentence.
        endings: Those that it can have, in small letters with their point.

    Raises:
        Invalid: its name has none of the endings.
    """
    if path.suffix.casefold() not in endings:
        raise Invalid(
            f"{what} cannot be written as “{path.suffix or path.name}”.",
            hint=f"Choose a name that ends in {' or '.join(endings)}.",
        )


def report(progress: Progress | None, done: int, text: str) -> None:
    """Tell how far the work is: 0 while it reads, 1 while it writes."""
    if progress is not None:
        progress.report(done, 2, text)


def write_prepared(
    database: Database,
    path: Path,
    prepare: Callable[[Session], Callable[[Path, bool], None]],
    *,
    reading: str,
    replace: bool,
    progress: Progress | None,
) -> Path:
    """Read what a paper needs, then write it: the reading ends before the writing begins.

    Args:
        database: The open file.
        path: Where to.
        prepare: Reads, and returns what writes to a path and may replace a file there.
        reading: What is said while it reads.
        replace: Whether a file of that name may be overwritten.
        progress: Told what is being done.
    """
    report(progress, 0, reading)
    with database.read() as db:
        save = prepare(db)
    report(progress, 1, f"Writing {path.name}")
    save(path, replace)
    return path
