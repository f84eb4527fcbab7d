"""The terminal commands about presenters: their service record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cittrainer.cli.common import chosen_file, opened, say, today

commands = typer.Typer(no_args_is_help=True, help="The book of presenters.")


@commands.command("service-record")
def service_record(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The public name, or part of it.")],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="The PDF, XLSX or CSV to write.")
    ],
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file.")] = False,
) -> None:
    """Write what a presenter presented in all courses: dates, titles, roles and hours."""
    from cittrainer.jobs.calling import one_called
    from cittrainer.jobs.presenter_files import write_service_record
    from cittrainer.queries.presenters import public_names

    with opened(chosen_file(context), for_writing=False) as database:
        with database.read() as db:
            presenter_id = one_called(
                name,
                ((one.public_name, one.id) for one in public_names(db)),
                nobody="Nobody in the book of presenters is called",
                hint="Type the public name, as it is printed.",
            )
        write_service_record(database, presenter_id, out, today=today(), replace=replace)
    say(f"The service record is in {out}.")
