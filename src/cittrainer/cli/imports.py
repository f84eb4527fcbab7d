"""The terminal command that brings data in from files."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cittrainer.cli.common import (
    AsJson,
    find_course,
    opened_or_empty,
    print_json,
    progress_bar,
    say,
)

commands = typer.Typer(no_args_is_help=True, help="Bring data in from files.")

_SAVED = {
    "added": ("added", "added"),
    "updated": ("updated", "updated"),
    "kept": ("on file already", "on file already"),
    "left_out": ("left out", "left out"),
    "agencies_added": ("new agency", "new agencies"),
    "enrolled": ("put into the course", "put into the course"),
    "in_course_already": ("in the course already", "in the course already"),
    "completions": ("completion recorded", "completions recorded"),
}
"""What the terminal says of each count of an import: of one, and of several."""


@commands.command("people")
def import_people(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A sheet: XLSX, XLS, ODS or CSV.")],
    course: Annotated[
        str, typer.Option("--course", metavar="C", help="Enroll them in this course.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    mapping: Annotated[
        str, typer.Option("--mapping", metavar="NAME", help="Read it by these remembered columns.")
    ] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="FIELD=C", help="Which column holds a field, such as agency=D."
        ),
    ] = None,
    remember: Annotated[
        str, typer.Option("--remember", metavar="NAME", help="Remember the columns as this.")
    ] = "",
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="NAME", help="The sheet of the file to read.")
    ] = "",
    heading: Annotated[
        int | None,
        typer.Option("--heading-line", min=0, help="The line of the headings; 0: there are none."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring people in from a sheet; doubtful lines are left for the window."""
    from cittrainer.intake.people_sheet import columns_of
    from cittrainer.jobs import import_people as job
    from cittrainer.models import SheetPurpose
    from cittrainer.queries import sheet_layouts
    from cittrainer.rules.wording import counted

    with (
        opened_or_empty(context, for_writing=not dry_run) as database,
        progress_bar("Reading people", quiet=as_json) as progress,
    ):
        course_id = find_course(database, course) if course else None
        chosen = None
        if mapping:
            with database.read() as db:
                chosen = dict(sheet_layouts.layout(db, SheetPurpose.PEOPLE, mapping).mapping)
        read = partial(
            job.read, database, file, progress, sheet=sheet or None, heading_line=heading
        )
        preview = read(chosen)
        if column:
            preview = read(columns_of(preview.sheet, column))
        value = job.as_json(preview)
        if not dry_run:
            result = job.save(
                database, preview, course_id=course_id, remember_as=remember, progress=progress
            )
            value["saved"] = asdict(result)
    if as_json:
        print_json(value)
        return
    for row in value["rows"]:
        name = f"{row['last_name']}, {row['first_name']}"
        say(f"{row['line']:>5}  {row['verdict']:<9} {name:<32} {' '.join(row['reasons'])}")
    say("  ".join(f"{name} {count}" for name, count in value["counts"].items()))
    if dry_run:
        say("Nothing was saved.")
    else:
        counts = [counted(count, *_SAVED[what]) for what, count in value["saved"].items() if count]
        say(f"Saved: {', '.join(counts) or 'nothing'}.")
