"""Removes a confidential record so that nothing of it is left in the file or comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.services.confidential import remove_confidential

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress

LABEL = "Confidential record removed"
"""The step's words; they do not say whose, for having one is health information."""


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
