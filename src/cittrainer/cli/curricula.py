"""The terminal commands about curricula: list, difference, export, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cittrainer.cli.common import (
    AsJson,
    chosen_file,
    opened,
    opened_or_empty,
    print_json,
    say,
    version_on_file,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

commands = typer.Typer(help="Curricula: list, difference, export, import.", no_args_is_help=True)

Code = Annotated[str, typer.Argument(metavar="CODE", help="The curriculum's code.")]


@commands.command("list")
def list_curricula(context: typer.Context, as_json: AsJson = False) -> None:
    """List the versions of all curricula."""
    from cittrainer.queries.curricula import curricula

    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        rows = curricula(db)
    if as_json:
        print_json(
            [
                {
                    "code": row.code,
                    "version": row.number,
                    "title": row.title,
                    "state": row.state,
                    "modules": row.modules,
                    "minutes": row.minutes,
                    "courses": row.courses,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        say(f"{row.code}, version {row.number} ({row.state}): {row.title}")


@commands.command("difference")
def difference_of_versions(
    context: typer.Context,
    code: Code,
    before: Annotated[int, typer.Argument(metavar="BEFORE", help="The earlier version.")],
    after: Annotated[int, typer.Argument(metavar="AFTER", help="The later version.")],
    as_json: AsJson = False,
) -> None:
    """Tell in sentences what one version has otherwise than another."""
    from cittrainer.queries.curriculum_values import curriculum_value
    from cittrainer.rules.curriculum_difference import difference

    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        was = curriculum_value(db, _version(db, code, before))
        now = curriculum_value(db, _version(db, code, after))
    found = difference(was, now)
    if as_json:
        print_json(
            {
                "before": was.number,
                "after": now.number,
                "changes": [change.sentence for change in found.changes],
                "minutes": {"before": found.taught.before, "after": found.taught.after},
            }
        )
        return
    for change in found.changes:
        say(change.sentence)
    if not found:
        say("There is no difference.")


@commands.command("export")
def export_version(
    context: typer.Context,
    code: Code,
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The file to write.")],
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="By default the newest.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file.")] = False,
) -> None:
    """Write a version of a curriculum to one file."""
    from cittrainer.jobs.curriculum_files import export_curriculum

    with opened(chosen_file(context), for_writing=False) as database:
        with database.read() as db:
            version_id = _version(db, code, version)
        export_curriculum(database, version_id, out, replace=replace)
    say(f"{code} written to {out}.")


@commands.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A curriculum that was exported.")],
) -> None:
    """Read a curriculum from a file; it becomes a draft."""
    from cittrainer.jobs.curriculum_files import import_curriculum
    from cittrainer.queries.curricula import curriculum

    with opened_or_empty(context, for_writing=True) as database:
        version_id = import_curriculum(database, file)
        with database.read() as db:
            row = curriculum(db, version_id).row
    say(f"{row.code}, version {row.number} is a draft now: {row.title}.")


def _version(db: Session, code: str, number: int | None) -> int:
    from cittrainer.services.curricula import curriculum_on_file

    return version_on_file(db, curriculum_on_file, "curriculum", code, number)
