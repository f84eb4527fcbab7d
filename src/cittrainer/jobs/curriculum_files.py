"""Curricula to and from files, without a window: read with no step open, saved in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.documents.curriculum_files import write_curriculum
from cittrainer.intake.curriculum_file import read_curriculum_file
from cittrainer.queries.curriculum_values import curriculum_value
from cittrainer.rules.wording import quoted
from cittrainer.services.curriculum_drafts import add_draft

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.db import Database


def export_curriculum(
    database: Database, version_id: int, path: Path, *, replace: bool = False
) -> None:
    """Write a version to a file.

    Raises:
        NotFound: the version is not on file.
        FileRefused: the file exists and may not be replaced, or cannot be written.
    """
    with database.read() as db:
        value = curriculum_value(db, version_id)
    write_curriculum(path, value, replace=replace)


def import_curriculum(database: Database, path: Path) -> int:
    """Put the curriculum of a file on file as a draft, the next version of its code.

    Returns:
        The draft's id.

    Raises:
        UnreadableFile: it is not such a file.
        Invalid: a value in it cannot be stored; nothing is.
    """
    value = read_curriculum_file(path)
    with database.step(f"Read the curriculum {quoted(value.title)} from a file") as db:
        return add_draft(db, value, code=value.code)
