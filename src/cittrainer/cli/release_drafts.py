"""The terminal's mail drafts of a release: written for everybody whom it concerns, or for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cittrainer.cli.common import (
    AsJson,
    CourseNumber,
    chosen_file,
    find_course,
    opened,
    print_json,
    progress_bar,
    say,
    today,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.rules.release_values import Recipient, Release


def drafts(
    context: typer.Context,
    course: CourseNumber,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder they go to.")],
    number: Annotated[
        int | None,
        typer.Option("--release", metavar="N", help="Of which release; else the latest."),
    ] = None,
    for_name: Annotated[
        str, typer.Option("--for", metavar="NAME", help="For one presenter or agency only.")
    ] = "",
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Also those whom it tells nothing new.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Write over earlier drafts.")] = False,
    sent: Annotated[
        bool, typer.Option("--sent", help="Note that those who are written to got the release.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write mail drafts of a release, each with a letter and a calendar file; nothing is sent."""
    from cittrainer.queries.release_recipients import recipients
    from cittrainer.queries.releases import releases

    if for_name and everybody:
        raise typer.BadParameter("Say either --for NAME or --everybody.")
    refuse_no_folder(out)
    with opened(chosen_file(context), for_writing=sent) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            made = _chosen_release(releases(db, course_id), number)
            whom = recipients(db, made.id)
        if for_name:
            whom = (recipient_named(whom, for_name),)
        elif not everybody:
            whom = tuple(one for one in whom if one.concerned)
        paths = write(database, made, out, whom, replace=replace, quiet=as_json)
        if sent:
            note_sent(database, made, course, whom)
    if as_json:
        print_json(
            {"course": course, "release": made.number, "drafts": [str(path) for path in paths]}
        )


def refuse_no_folder(folder: Path) -> None:
    """Refuse a folder that is none, before anything else is done.

    Raises:
        FileRefused: it is none.
    """
    from cittrainer.errors import FileRefused

    if not folder.is_dir():
        raise FileRefused(f"There is no folder “{folder}”.", hint="Choose a folder that exists.")


def refuse_no_letterhead(db: Session) -> None:
    """Refuse a file whose academy has no name to stand on a letter.

    Raises:
        NotFound: it has none.
    """
    from cittrainer.jobs.paper_values import letterhead

    letterhead(db, today=today())


def write(
    database: Database,
    made: Release,
    folder: Path,
    whom: Collection[Recipient],
    *,
    replace: bool = False,
    quiet: bool = False,
) -> tuple[Path, ...]:
    """Write the drafts of a release with a progress bar, and say how many there are.

    Args:
        database: The open file.
        made: The release.
        folder: Where they go.
        whom: Who is written to.
        replace: Whether earlier drafts may be overwritten.
        quiet: Whether nothing is said, as beside JSON.

    Returns:
        The files.

    Raises:
        DraftsThere: some are in the folder and may not be replaced.
        FileRefused: a file cannot be written.
        NothingToPrint: nobody is to be written to.
    """
    from cittrainer.jobs.draft_files import DraftsThere
    from cittrainer.jobs.release_papers import write_drafts
    from cittrainer.rules.wording import counted

    with progress_bar("Writing drafts", quiet=quiet) as progress:
        try:
            paths = write_drafts(
                database,
                made.id,
                folder,
                today=today(),
                chosen={(one.kind, one.id) for one in whom},
                replace=replace,
                progress=progress,
            )
        except DraftsThere as error:
            error.hint = "Choose another folder, or add --replace."
            raise
    if not quiet:
        said = counted(len(paths), "mail draft")
        say(f"{said} of release {made.number} in {folder}; nothing was sent.")
    return paths


def note_sent(database: Database, made: Release, course: str, whom: Sequence[Recipient]) -> None:
    """Note, as one step, that some got a release."""
    from cittrainer.services.releases import note_receipts

    with database.step(f"Who got release {made.number} of {course}") as db:
        note_receipts(
            db,
            made.id,
            presenter_ids=[one.id for one in whom if one.kind == "presenter"],
            agency_ids=[one.id for one in whom if one.kind == "agency"],
        )


def recipient_named(whom: Collection[Recipient], name: str) -> Recipient:
    """The one of the recipients whose name was typed, or a part of it that fits nobody else.

    Raises:
        NotFound: it fits nobody, or several.
    """
    from cittrainer.jobs.calling import one_called

    return one_called(
        name,
        ((one.name, one) for one in whom),
        nobody="The plan concerns nobody called",
        hint="Give a presenter of the course, or an agency with trainees in it.",
    )


def _chosen_release(rows: Sequence[Release], number: int | None) -> Release:
    from cittrainer.errors import NotFound

    if not rows:
        raise NotFound("Nothing was released yet.", hint="Release the plan first.")
    by_number = {one.number: one for one in rows}
    wanted = max(by_number) if number is None else number
    if wanted not in by_number:
        raise NotFound(
            f"There is no release {wanted}.", hint=f"Choose one from 1 to {max(by_number)}."
        )
    return by_number[wanted]
