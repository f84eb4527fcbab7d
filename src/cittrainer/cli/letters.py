"""The terminal's letters: written as PDF or mail drafts, and their words shown and changed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cittrainer.cli.common import (
    AsJson,
    chosen_file,
    find_course,
    opened,
    print_json,
    progress_bar,
    say,
    today,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.jobs.letter_values import Letters
    from cittrainer.models import LetterKind
    from cittrainer.queries.letters import LetterWords
    from cittrainer.queries.renewals import RenewalRow

commands = typer.Typer(no_args_is_help=True, help="Letters in the academy's own words.")


class Kind(StrEnum):
    """What a letter is for."""

    JOINING = "joining"
    SUPERVISOR = "supervisor"
    OFFER = "offer"
    RENEWAL = "renewal"
    INVITATION = "invitation"
    CONFIRMATION = "confirmation"
    REMINDER = "reminder"
    CHANGE = "change"
    THANKS = "thanks"


OfKind = Annotated[
    Kind,
    typer.Argument(
        metavar="KIND",
        help=(
            "joining, supervisor, offer or renewal; to presenters: invitation, confirmation, "
            "reminder, change or thanks."
        ),
    ),
]
Within = Annotated[
    int, typer.Option("--within", metavar="DAYS", min=0, max=3650, help="How far to look ahead.")
]


@commands.command("write")
def write(
    context: typer.Context,
    kind: OfKind,
    out: Annotated[
        Path, typer.Option("--out", metavar="PATH", help="A PDF to write, or a folder for drafts.")
    ],
    course: Annotated[str, typer.Option(metavar="C", help="Of which course.")] = "",
    only: Annotated[
        list[str] | None, typer.Option("--for", metavar="NAME", help="Only for these people.")
    ] = None,
    within: Within = 180,
    answer_by: Annotated[
        datetime | None,
        typer.Option(
            "--answer-by",
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="By when invitations want an answer, such as 2026-05-04.",
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over what is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write the letters of a course, or notices of renewal; nothing is sent and no state set."""
    from cittrainer.jobs import letters as job
    from cittrainer.jobs.draft_files import DraftsThere
    from cittrainer.models import LetterKind

    if (kind is Kind.RENEWAL) == bool(course):
        raise typer.BadParameter(
            "Notices of renewal belong to no course." if course else "Say --course C."
        )
    with (
        opened(chosen_file(context), for_writing=False) as database,
        progress_bar("Writing letters", quiet=as_json) as progress,
    ):
        course_id = find_course(database, course) if course else None
        by = None if answer_by is None else answer_by.date()
        ask = partial(job.letters, today=today(), within_days=within, answer_by=by)
        with database.read() as db:
            found = ask(db, LetterKind(kind), course_id)
        keys = {row.key for row in found.rows} if not only else _keys(found, only)
        into = job.write_drafts if out.is_dir() else job.write_pdf
        try:
            done = into(
                database,
                LetterKind(kind),
                course_id,
                out,
                today=today(),
                within_days=within,
                answer_by=by,
                chosen=keys,
                replace=replace,
                progress=progress,
            )
        except DraftsThere as error:
            error.hint = "Choose another folder, or add --replace."
            raise
    paths = [done] if isinstance(done, Path) else list(done)
    if as_json:
        print_json({"letters": len(keys), "files": [str(path) for path in paths]})
        return
    counted = "1 letter" if len(keys) == 1 else f"{len(keys)} letters"
    say(f"{counted} written to {out}; nothing was sent.")
    if found.nobody_for:
        say(f"Nobody to write to for {', '.join(found.nobody_for)}.")


@commands.command("words")
def words(
    context: typer.Context,
    kind: OfKind,
    subject: Annotated[str, typer.Option(help="Another subject.")] = "",
    body: Annotated[
        Path | None, typer.Option("--body", metavar="FILE", help="Other words, in a text file.")
    ] = None,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="Give the academy's own words up.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the words of a kind of letter and what it knows, or change them."""
    from cittrainer.models import LetterKind
    from cittrainer.rules.letters import PLACEHOLDERS
    from cittrainer.services.letters import set_words, use_shipped_words

    of, changing = LetterKind(kind), bool(subject or body)
    if shipped and changing:
        raise typer.BadParameter("Say either --shipped or other words.")
    with opened(chosen_file(context), for_writing=shipped or changing) as database:
        with database.read() as db:
            now = _words(db, of)
        if shipped:
            with database.step(f"Use the shipped words of the letter “{kind.value}”") as db:
                use_shipped_words(db, of)
        elif changing:
            text = now.words.body if body is None else _text_of(body)
            with database.step(f"Change the words of the letter “{kind.value}”") as db:
                set_words(db, of, subject or now.words.subject, text, seen=now.version)
        with database.read() as db:
            now = _words(db, of)
    if as_json:
        print_json(
            {
                "kind": kind.value,
                "own": now.own,
                "subject": now.words.subject,
                "body": now.words.body,
                "placeholders": dict(PLACEHOLDERS[kind.value]),
            }
        )
        return
    say(f"Subject: {now.words.subject}\n\n{now.words.body}\n")
    say("The academy's own words." if now.own else "The shipped words.")
    for name, means in PLACEHOLDERS[kind.value].items():
        say(f"  {f'{{{name}}}':<20} {means}")


def renewals(
    context: typer.Context,
    within: Within = 180,
    agency: Annotated[str, typer.Option(help="Only the people of this agency.")] = "",
    as_json: AsJson = False,
) -> None:
    """List whose certificate runs out or ran out, and what is missing for a renewal."""
    from cittrainer.jobs.calling import agency_called
    from cittrainer.queries.agencies import names
    from cittrainer.queries.renewals import renewals as found

    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        rows = found(db, today=today(), within_days=within)
        if agency:
            called = agency_called(db, agency)
            name = next(one.name for one in names(db) if one.id == called)
            rows = tuple(row for row in rows if row.agency == name)
    if as_json:
        print_json({"renewals": [_plain(row) for row in rows]})
        return
    for row in rows:
        say(f"{row.person_id:>6}  {row.expires_on}  {row.sorted_name}, {row.agency}{_told(row)}")
    if not rows:
        say("No certificate runs out by then.")


def _told(row: RenewalRow) -> str:
    told = []
    if row.hours_asked:
        told.append(f"{row.minutes_done / 60:g} of {row.hours_asked} hours")
    if row.exempt:
        told.append(f"exempt: {row.exempt}")
    if row.coming:
        told.append(f"in {row.coming}")
    return f"  ({'; '.join(told)})" if told else ""


def _plain(row: RenewalRow) -> dict[str, object]:
    return {
        "person": row.person_id,
        "name": row.full_name,
        "agency": row.agency,
        "course": row.course,
        "certificate": row.certificate,
        "expires_on": row.expires_on.isoformat(),
        "days_left": row.days_left(today()),
        "hours_asked": row.hours_asked,
        "hours_done": round(row.minutes_done / 60, 2),
        "exempt": row.exempt,
        "coming_course": row.coming,
    }


def _words(db: Session, kind: LetterKind) -> LetterWords:
    from cittrainer.queries.letters import letter_words

    return next(one for one in letter_words(db) if one.kind is kind)


def _text_of(path: Path) -> str:
    from cittrainer.errors import UnreadableFile

    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile(
            f"“{path.resolve().name}” cannot be read as text.",
            hint="Choose a text file that is saved as UTF-8.",
        ) from None


def _keys(found: Letters, only: list[str]) -> set[str]:
    from cittrainer.jobs.calling import one_called

    named = [(row.letter.name, row.key) for row in found.rows]
    return {
        one_called(
            name,
            named,
            nobody="No letter is for anybody called",
            hint="Give the name of somebody who gets one.",
        )
        for name in only
    }
