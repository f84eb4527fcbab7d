"""The terminal commands about coverage: who is trained where, and when targets are met."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cittrainer.cli.common import AsJson, chosen_file, opened, print_json, say, today

commands = typer.Typer(no_args_is_help=True, help="How much of each agency is CIT-trained.")


@commands.command("show")
def show(
    context: typer.Context,
    agency: Annotated[str, typer.Argument(help="Only this agency, by any of its names.")] = "",
    pace: Annotated[
        int | None,
        typer.Option(min=0, max=1000, help="People trained a year, in place of the usual number."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show trained people against the strength and the target, and when the target is met."""
    from dataclasses import replace as with_other

    from cittrainer.jobs.calling import agency_called
    from cittrainer.jobs.coverage_as_json import row as plain
    from cittrainer.queries.coverage import coverage
    from cittrainer.queries.coverage_past import past_years
    from cittrainer.rules.coverage import outlook, sentence

    on = today()
    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        only = agency_called(db, agency) if agency else None
        rows = [one for one in coverage(db, today=on) if only in (None, one.agency_id)]
        past = {
            one.key: past_years(db, today=on, agency_ids=[one.agency_id], roles=[one.role])
            for one in (rows if only else ())
        }
    if pace is not None:
        wanted = [with_other(one.prospect, pace=float(pace)) for one in rows]
        rows = [
            with_other(one, prospect=of, outlook=outlook(of))
            for one, of in zip(rows, wanted, strict=True)
        ]
    if as_json:
        print_json({"coverage": [plain(one, on, past.get(one.key)) for one in rows]})
        return
    for one in rows:
        say(f"{one.agency}, {one.role}: {sentence(one.prospect, one.outlook, on)}")
        for shift in one.shifts:
            name = shift.name or "no shift on file"
            of = f" of {shift.strength}" if shift.typed or not one.typed else ""
            say(f"    {name}: {shift.trained}{of} trained")
        for year in past.get(one.key, ()):
            say(f"    end of {year.last_day.year}: {year.trained} trained")
    if not rows:
        say("No agency has anybody on file yet. Import people first.")


@commands.command("list")
def dispatch_list(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="The file; ends in .pdf, .xlsx or .csv.")],
    agency: Annotated[str, typer.Option(help="Only this agency, by any of its names.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file.")] = False,
) -> None:
    """Write the list of active CIT officers by agency and shift, for dispatchers."""
    from cittrainer.jobs.calling import agency_called
    from cittrainer.jobs.coverage_papers import write

    with opened(chosen_file(context), for_writing=False) as database:
        with database.read() as db:
            only = agency_called(db, agency) if agency else None
        number = write(database, path, today=today(), agency_id=only, replace=replace)
    say(f"{number} people in {path}")
