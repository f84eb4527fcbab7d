"""Makes the file of a new academy, with the standards, curricula and forms that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.db import Database
from cittrainer.db.sqlite import remove
from cittrainer.jobs import constraint_defaults, shipped
from cittrainer.services.academy import set_up

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.db import Actor
    from cittrainer.jobs.progress import Progress
    from cittrainer.services.academy import AcademyWords


def create(path: Path, actor: Actor, typed: AcademyWords, progress: Progress) -> None:
    """Make a file and set its academy up; nothing is left behind where that fails.

    Args:
        path: A file that is not there yet.
        actor: Who does it, for the history.
        typed: What was typed about the academy.
        progress: Told how far the work is.

    Raises:
        UserError: there is a file of that name, or it cannot be made.
        Invalid: a value cannot be stored.
        Cancelled: the work is no longer wanted.
    """
    with Database.create(path, actor) as database:
        try:
            progress.report(0, 2, "Academy")
            with database.step(f"Set up {typed.name.strip()}") as db:
                set_up(db, typed)
            progress.report(1, 2, "Standards, curricula and forms")
            with database.step(shipped.LABEL) as db:
                shipped.load_shipped(db)
            with database.step(constraint_defaults.LABEL) as db:
                constraint_defaults.load_defaults(db)
        except BaseException:
            database.close()
            remove(path)
            raise
