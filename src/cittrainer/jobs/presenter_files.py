"""Papers about single presenters, written to files: slots, feedback, service record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.documents.files import safe_name
from cittrainer.jobs.paper_files import refuse_ending, write_prepared

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress

SLOTS_ENDINGS = (".pdf",)
RECORD_ENDINGS = (".pdf", ".xlsx", ".csv")


def slots_name(course_number: str, presenter: str = "") -> str:
    """The usual name of a file of slots, of one presenter or of several."""
    whose = f" {presenter}" if presenter else ""
    return f"{safe_name(f'{course_number} slots{whose}')}.pdf"


def feedback_name(course_number: str, presenter: str) -> str:
    """The usual name of the file of a feedback letter."""
    return f"{safe_name(f'{course_number} feedback {presenter}')}.pdf"


def record_name(presenter: str) -> str:
    """The usual name of the file of a service record."""
    return f"{safe_name(f'{presenter} service record')}.pdf"


def write_slots(
    database: Database,
    course_id: int,
    presenter_ids: Collection[int] | None,
    path: Path,
    *,
    today: date,
    replace: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write “Your slots” of some presenters of a course, or of all, as a PDF.

    Raises:
        NothingToPrint: none of them has a slot.
        Invalid: the file's name does not end in ``.pdf``.
        FileRefused: the file cannot be written, or is there and may not be replaced.
    """
    # reportlab takes a quarter of a second to load: not before a paper is wanted.
    from cittrainer.jobs.presenter_papers import prepare_slots  # noqa: PLC0415

    refuse_ending(path, "A page of slots", SLOTS_ENDINGS)
    return write_prepared(
        database,
        path,
        lambda db: prepare_slots(db, course_id, today, presenter_ids),
        reading="Reading the slots",
        replace=replace,
        progress=progress,
    )


def write_feedback(
    database: Database,
    course_id: int,
    presenter_id: int,
    path: Path,
    *,
    today: date,
    replace: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write what was passed on to one presenter of a course as a PDF.

    Raises:
        NothingToPrint: nothing was passed on to them.
        Invalid: the file's name does not end in ``.pdf``.
        FileRefused: the file cannot be written, or is there and may not be replaced.
    """
    from cittrainer.jobs.presenter_papers import prepare_feedback  # noqa: PLC0415 - as above

    refuse_ending(path, "A feedback letter", SLOTS_ENDINGS)
    return write_prepared(
        database,
        path,
        lambda db: prepare_feedback(db, course_id, today, (presenter_id,)),
        reading="Reading the comments",
        replace=replace,
        progress=progress,
    )


def write_service_record(
    database: Database,
    presenter_id: int,
    path: Path,
    *,
    today: date,
    replace: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write what one presenter presented in all courses, as a PDF to be signed or as a sheet.

    Raises:
        NotFound: they were removed.
        NothingToPrint: nothing is on record of them.
        Invalid: the file's ending is none of these.
        FileRefused: the file cannot be written, or is there and may not be replaced.
    """
    from cittrainer.jobs.presenter_papers import prepare_service_record  # noqa: PLC0415 - as above

    refuse_ending(path, "A service record", RECORD_ENDINGS)
    return write_prepared(
        database,
        path,
        lambda db: prepare_service_record(db, presenter_id, today),
        reading="Reading the record",
        replace=replace,
        progress=progress,
    )
