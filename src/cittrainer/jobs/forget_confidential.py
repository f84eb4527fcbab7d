"""Removes a confidential record so that nothing of it is left in the file or comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.db import backup
from cittrainer.queries.confidential import record_uuid
from cittrainer.services.confidential import remove_confidential

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress

LABEL = "Confidential record removed"
"""The step's words; they do not say whose, for having one is health information."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The backups that hold a confidential record."""

    count: int
    newest: date | None = None
    """The day on which the newest of them was made; None where there is none."""
    gone_by: date | None = None
    """The last day on which one is still there, in regular use; see ``backup.gone_by``."""


def copies(db: Session, file: Path, presenter_id: int) -> Copies:
    """Which backups of a file hold the confidential record of a presenter, and until when."""
    uuid = record_uuid(db, presenter_id)
    held = [] if uuid is None else backup.holding(file, [uuid])
    if not held:
        return Copies(0)
    newest = held[0]
    return Copies(len(held), newest.made.date(), backup.gone_by(newest))


def forget_confidential(database: Database, presenter_id: int, _progress: Progress) -> None:
    """Remove the confidential record of a presenter for good.

    What was removed is listed beside the backups before it is saved, so that a restored backup
    never brings it back; the write-ahead log, which holds earlier contents, is emptied.

    Raises:
        FileRefused: the list beside the backups cannot be written; nothing was removed.
        NotFound: the presenter was removed.
    """
    with database.step(LABEL) as db:
        database.forget(remove_confidential(db, presenter_id))
    database.empty_log()
