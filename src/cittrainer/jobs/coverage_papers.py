"""The list of active CIT officers for dispatchers, as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import Invalid, NothingToPrint
from cittrainer.queries.active_officers import active_officers
from cittrainer.queries.coverage import ROLES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress
    from cittrainer.models import TraineeRole

ENDINGS = (".pdf", ".xlsx", ".csv")
"""The kinds of file that the list can be, the usual one first."""

FILE_NAME = "Active CIT officers.pdf"
"""The usual name of the file."""


def write(
    database: Database,
    path: Path,
    *,
    today: date,
    agency_id: int | None = None,
    roles: Collection[TraineeRole] = ROLES,
    replace: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write the list of everybody who is trained today; returns how many stand on it.

    Args:
        database: The open file.
        path: Where to; ends in ``.pdf``, ``.xlsx`` or ``.csv``.
        today: The day for which it holds.
        agency_id: Only this agency; None: all of them.
        roles: Only people with these roles.
        replace: Whether a file of that name may be overwritten.
        progress: Told how far the work is; stopping it leaves no file.

    Raises:
        NothingToPrint: nobody is trained.
        Invalid: the file's name has another ending.
        FileRefused: the file cannot be written, or is there and may not be replaced.
    """
    # reportlab takes a quarter of a second to load: not before a paper is wanted.
    from cittrainer.documents.dispatch_lists import (  # noqa: PLC0415
        DispatchLine,
        write_dispatch_list,
    )
    from cittrainer.jobs import paper_values  # noqa: PLC0415

    if path.suffix.casefold() not in ENDINGS:
        raise Invalid(
            f"The list cannot be written as “{path.suffix or path.name}”.",
            hint="Choose a name that ends in .pdf, .xlsx or .csv.",
        )
    if progress is not None:
        progress.report(0, 2, "Reading who is trained")
    with database.read() as db:
        found = active_officers(db, today=today, agency_id=agency_id, roles=roles)
        head = paper_values.letterhead(db, today=today)
    if not found:
        raise NothingToPrint(
            "Nobody there is trained today, so the list would be empty.",
            hint="Issue certificates, or enter courses from elsewhere, first.",
        )
    if progress is not None:
        progress.report(1, 2, f"Writing {path.name}")
    lines = [
        DispatchLine(
            agency=one.agency,
            shift=one.shift,
            name=one.sorted_name,
            rank=one.position,
            badge=one.badge,
            role=one.role.value.capitalize(),
            until=one.until,
        )
        for one in found
    ]
    write_dispatch_list(path, lines, head, replace=replace)
    return len(lines)
