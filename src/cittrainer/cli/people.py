"""The terminal commands about people on file: who may be one person twice, and what to do then."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cittrainer.cli.common import (
    AsJson,
    chosen_file,
    opened,
    print_json,
    progress_bar,
    say,
    today,
)

commands = typer.Typer(no_args_is_help=True, help="People on file.")


class RecordKind(StrEnum):
    """What a record from before or from elsewhere says."""

    COMPLETION = "completion"
    CONTINUING = "continuing"
    EXEMPTION = "exemption"


One = Annotated[int, typer.Argument(metavar="ID", help="The person who stays, by number.")]
Other = Annotated[int, typer.Argument(metavar="OTHER", help="The other person, by number.")]


@commands.command("find")
def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="A name, a number or an agency.")],
    as_json: AsJson = False,
) -> None:
    """Find people by a few letters, each with the number to call them by."""
    from cittrainer.jobs.people_as_json import person
    from cittrainer.queries.people import page
    from cittrainer.queries.people_search import PeopleFilter

    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        rows = page(db, PeopleFilter(text=text), today=today())
    if as_json:
        print_json({"people": [person(row) for row in rows]})
        return
    for row in rows:
        number = f", {row.state_id}" if row.state_id else ""
        say(f"{row.id:>6}  {row.sorted_name}, {row.agency}{number}")
    if not rows:
        say("Nobody fits.")


@commands.command("record")
def record_elsewhere(
    context: typer.Context,
    person: Annotated[int, typer.Argument(metavar="ID", help="The person, by number.")],
    title: Annotated[str, typer.Option(help="The course, or what they are exempt from.")],
    done: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day it ended.")],
    proof: Annotated[str, typer.Option(help="What was seen, and where it is kept.")],
    kind: Annotated[RecordKind, typer.Option(help="What it is.")] = RecordKind.COMPLETION,
    hours: Annotated[float | None, typer.Option(min=0.1, help="Its length.")] = None,
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day it counts.")
    ] = None,
    certificate: Annotated[str, typer.Option(help="The certificate's number.")] = "",
    provider: Annotated[str, typer.Option(help="Who held or granted it.")] = "",
) -> None:
    """Put a course held elsewhere, or an exemption, on somebody's record."""
    from cittrainer.models import EarlierKind
    from cittrainer.queries.people import record
    from cittrainer.services.earlier_records import EarlierDetails, add_record

    details = EarlierDetails(
        title=title,
        done_on=done.date(),
        kind=EarlierKind(kind),
        minutes=None if hours is None else round(hours * 60),
        provider=provider,
        certificate_number=certificate,
        expires_on=None if expires is None else expires.date(),
        proof=proof,
    )
    with opened(chosen_file(context), for_writing=True) as database:
        with database.read() as db:
            name = record(db, person).full_name
        with database.step(f"Record “{title[:80]}” of {name[:80]}") as db:
            add_record(db, person, details, today=today())
    say(f"On the record of {name}.")


@commands.command("transcript")
def transcript(
    context: typer.Context,
    person: Annotated[int, typer.Argument(metavar="ID", help="The person, by number.")],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The PDF to write.")],
    replace: Annotated[bool, typer.Option("--replace", help="Even if it is there.")] = False,
) -> None:
    """Write everything on record about somebody as a PDF."""
    from cittrainer.jobs import person_papers

    with (
        opened(chosen_file(context), for_writing=False) as database,
        progress_bar("Transcript") as progress,
    ):
        path = person_papers.write(
            database, person, out, today=today(), replace=replace, progress=progress
        )
    say(f"Wrote {path}.")


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

    with opened(chosen_file(context), for_writing=True) as database:
        with database.read() as db:
            name = record(db, person).full_name
            record(db, other)
        with database.step(f"Merge two records of {name}"[:200]) as db:
            done = merges.merge(db, person, other, take=take or (), today=today())
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
