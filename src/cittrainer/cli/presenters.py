"""The terminal commands about presenters: the book, one of them, their service record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cittrainer.cli.common import AsJson, chosen_file, opened, print_json, say, today

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

commands = typer.Typer(no_args_is_help=True, help="The book of presenters.")

PublicName = Annotated[str, typer.Argument(metavar="NAME", help="The public name, or part of it.")]


@commands.command("list")
def list_presenters(
    context: typer.Context,
    everybody: Annotated[bool, typer.Option("--all", help="Inactive ones too.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the presenters: last talk, when asked, talks of the month and year, what is to know."""
    from cittrainer.jobs.presenters_as_json import line
    from cittrainer.queries.presenter_talks import standings
    from cittrainer.queries.presenters import presenters
    from cittrainer.rules.fair_rotation import count_words, to_know

    now = today()
    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        rows = [row for row in presenters(db, today=now) if everybody or row.active]
        found = standings(db, today=now, for_the_book=False)
    if as_json:
        print_json({"presenters": [line(row, found[row.id], today=now) for row in rows]})
        return
    for row in rows:
        standing = found[row.id]
        used, limits = standing.use, standing.limits
        said = [
            f"last talk {used.last_on}" if used.last_on else "no talk yet",
            f"month {count_words(used.month, limits.most_a_month) or 0}",
            f"year {count_words(used.year, limits.most_a_year) or 0}",
            *to_know(standing, now),
        ]
        say(f"{row.public_name}: {'; '.join(said)}")
    if not rows:
        say("Nobody is in the book of presenters yet.")


@commands.command("show")
def show_presenter(context: typer.Context, name: PublicName, as_json: AsJson = False) -> None:
    """Show what is agreed with a presenter, and what they are booked for."""
    from cittrainer.jobs.presenters_as_json import card, in_words
    from cittrainer.queries.presenter_talks import standings
    from cittrainer.queries.presenters import presenter

    now = today()
    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        presenter_id = _called(db, name)
        one = presenter(db, presenter_id)
        standing = standings(db, today=now, only=[presenter_id], for_the_book=False)[presenter_id]
    if as_json:
        print_json(card(one, standing, today=now))
        return
    for each in in_words(one, standing, today=now):
        say(each)


@commands.command("service-record")
def service_record(
    context: typer.Context,
    name: PublicName,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="The PDF, XLSX or CSV to write.")
    ],
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file.")] = False,
) -> None:
    """Write what a presenter presented in all courses: dates, titles, roles and hours."""
    from cittrainer.jobs.presenter_files import write_service_record

    with opened(chosen_file(context), for_writing=False) as database:
        with database.read() as db:
            presenter_id = _called(db, name)
        write_service_record(database, presenter_id, out, today=today(), replace=replace)
    say(f"The service record is in {out}.")


def _called(db: Session, name: str) -> int:
    """The id of the presenter with a public name, or of the only one whose name holds it."""
    from cittrainer.jobs.calling import one_called
    from cittrainer.queries.presenters import public_names

    return one_called(
        name,
        ((one.public_name, one.id) for one in public_names(db)),
        nobody="Nobody in the book of presenters is called",
        hint="Type the public name, as it is printed.",
    )
