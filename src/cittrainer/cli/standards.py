"""The terminal commands about standards: list, and which courses would fall short under one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cittrainer.cli.common import (
    FOUND_ERRORS,
    AsJson,
    chosen_file,
    opened,
    print_json,
    progress_bar,
    say,
    version_on_file,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

commands = typer.Typer(
    help="Standards: list, and which courses would fall short under one.", no_args_is_help=True
)


@commands.command("list")
def list_standards(context: typer.Context, as_json: AsJson = False) -> None:
    """List the versions of all standards."""
    from cittrainer.queries.standards import standards

    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        rows = standards(db)
    if as_json:
        print_json(
            [
                {
                    "code": row.code,
                    "version": row.number,
                    "title": row.title,
                    "jurisdiction": row.jurisdiction,
                    "audience": row.audience,
                    "hours": row.total_hours,
                    "effective_on": None if row.effective_on is None else f"{row.effective_on}",
                    "academys_own": row.academys_own,
                    "topics": row.requirements,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        say(f"{row.code}, version {row.number}: {row.title}")


@commands.command("short")
def falls_short(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The standard's code.")],
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="By default the newest.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell which courses would fall short under a standard; closed and cancelled ones are left out.

    The exit status is 3 if one would.
    """
    from cittrainer.jobs.falling_short import falling_short

    with opened(chosen_file(context), for_writing=False) as database:
        with database.read() as db:
            standard_id = _standard(db, code, version)
        with progress_bar("Measuring the courses", quiet=as_json) as progress:
            found = falling_short(database, standard_id, progress)
    if as_json:
        print_json([asdict(one) for one in found])
    elif not found:
        say("Every course that is not over reaches this standard.")
    course = None
    for one in () if as_json else found:
        if one.number != course:
            course = one.number
            say(f"{one.number}, {one.course}:")
        say(f"  {one.sentence}")
    if found:
        raise typer.Exit(FOUND_ERRORS)


def _standard(db: Session, code: str, number: int | None) -> int:
    from cittrainer.services.standards import standard_on_file

    return version_on_file(db, standard_on_file, "standard", code, number)
