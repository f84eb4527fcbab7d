"""A paper in memory, for showing it before it is printed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cittrainer.jobs import papers

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.db import Database
    from cittrainer.jobs.papers import PaperKind
    from cittrainer.jobs.progress import Progress


def pdf_of(
    database: Database, paper: PaperKind, course_id: int, *, today: date, progress: Progress
) -> bytes:
    """A paper of a course as the bytes of its PDF; nothing stays on the disk.

    Raises:
        UserError: there is nothing to print yet.
    """
    with TemporaryDirectory(prefix="cittrainer-") as folder:
        path = Path(folder) / "preview.pdf"
        papers.write(database, paper, course_id, path, today=today, progress=progress)
        return path.read_bytes()


def rotation_pdf(
    database: Database, paper: PaperKind, rotation_id: int, *, today: date, progress: Progress
) -> bytes:
    """The cards or the overview of one rotation as the bytes of their PDF; see `pdf_of`.

    Raises:
        UserError: there is no plan to print yet.
    """
    with TemporaryDirectory(prefix="cittrainer-") as folder:
        path = Path(folder) / "preview.pdf"
        papers.write_rotation(database, paper, rotation_id, path, today=today, progress=progress)
        return path.read_bytes()
