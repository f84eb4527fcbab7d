"""Papers about one person: their transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.documents.files import safe_name
from cittrainer.jobs.paper_files import refuse_ending, report
from cittrainer.queries import transcripts

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress


def transcript_name(full_name: str) -> str:
    """The usual name of the file of a transcript."""
    return safe_name(f"{full_name} transcript") + ".pdf"


def write(
    database: Database,
    person_id: int,
    path: Path,
    *,
    today: date,
    replace: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write a person's transcript as a PDF.

    Raises:
        NotFound: they were removed.
        Invalid: the file's name does not end in ``.pdf``.
        FileRefused: the file cannot be written, or is there and may not be replaced.
    """
    # reportlab takes a quarter of a second to load: not before a paper is wanted.
    from cittrainer.documents.transcripts import write_transcript  # noqa: PLC0415
    from cittrainer.jobs import paper_values, transcript_values  # noqa: PLC0415

    refuse_ending(path, "A transcript", (".pdf",))
    report(progress, 0, "Reading the record")
    with database.read() as db:
        value = transcript_values.printed(transcripts.transcript(db, person_id))
        head = paper_values.letterhead(db, today=today)
    report(progress, 1, f"Writing {path.name}")
    write_transcript(path, value, head, replace=replace)
    return path
