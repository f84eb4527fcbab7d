"""The terminal commands about people on file: who may be one person twice, and what to do then."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from cittrainer.cli.common import AsJson, chosen_file, opened, print_json, progress_bar, say

commands = typer.Typer(no_args_is_help=True, help="People on file.")

One = Annotated[int, typer.Argument(metavar="ID", help="The person who stays, by number.")]
Other = Annotated[int, typer.Argument(metavar="OTHER", help="The other person, by number.")]


@commands.command("duplicates")
def duplicates(context: typer.Context, as_json: AsJson = False) -> None:
    """List people who may be on file twice, each with the number to call them by."""
    from cittrainer.jobs import duplicates as job

    with (
        opened(chosen_file(context), for_writing=False) as database,
        progress_bar("Comparing people", quiet=as_json) as progress,
    ):
        found = job.find(database, progress)
    if as_json:
        print_json([job.as_json(pair) for pair in found])
        return
    for pair in found:
        names = (
            f"{one.id} {one.name}, {one.agency}".rstrip(", ") for one in (pair.one, pair.other)
        )
        say(f"{pair.points:>3}  {' = '.join(names)}?  {' '.join(pair.reasons)}")
    if not found:
        say("Nobody seems to be on file twice.")


@commands.command("merge")
def merge(
    context: typer.Context,
    person: One,
    other: Other,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="FIELD", help="A field to take from the other person."),
    ] = None,
) -> None:
    """Make two records of one person into one; one undo takes it back."""
    from cittrainer.queries.people import record
    from cittrainer.services import merges

    today = datetime.now(UTC).astimezone().date()
    with opened(chosen_file(context), for_writing=True) as database:
        with database.read() as db:
            name = record(db, person).full_name
            record(db, other)
        with database.step(f"Merge two records of {name}"[:200]) as db:
            done = merges.merge(db, person, other, take=take or (), today=today)
    moved = "1 course" if done.courses == 1 else f"{done.courses} courses"
    say(f"{done.name} is on file once now; {moved} of the other record moved.")


@commands.command("apart")
def apart(context: typer.Context, person: One, other: Other) -> None:
    """Remember that two people who look alike are two."""
    from cittrainer.queries.people import record
    from cittrainer.services import merges

    with opened(chosen_file(context), for_writing=True) as database:
        with database.read() as db:
            names = [record(db, each).full_name for each in (person, other)]
        with database.step(f"Keep {names[0]} and {names[1]} apart"[:200]) as db:
            merges.keep_apart(db, person, other)
    say(f"{names[0]} and {names[1]} are two people.")
