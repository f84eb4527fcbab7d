"""The terminal commands about releases of a plan: made, listed, and what changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cittrainer.cli.common import (
    AsJson,
    CourseNumber,
    chosen_file,
    find_course,
    opened,
    print_json,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.rules.release_changes import Change
    from cittrainer.rules.release_values import Draft, Recipient, Release
    from cittrainer.rules.values import Week


def release(
    context: typer.Context,
    course: CourseNumber,
    note: Annotated[str, typer.Option(help="What this release is about.")] = "",
    acknowledge: Annotated[
        bool, typer.Option("--acknowledge", help="Release although something was found.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Release even if nothing changed.")
    ] = False,
    sent: Annotated[
        bool, typer.Option("--sent", help="Note that everybody whom it concerns got it.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the mail drafts there.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Release a course's plan under the next number, once its findings are acknowledged."""
    from cittrainer.cli import release_drafts
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries.release_recipients import recipients
    from cittrainer.queries.releases import draft_of
    from cittrainer.queries.weeks import week
    from cittrainer.rules.checks import findings
    from cittrainer.services.course_guards import open_course

    if out is not None:
        release_drafts.refuse_no_folder(out)
    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            open_course(db, course_id)
            plan = week(db, course_id)
            draft = draft_of(db, plan)
            if out is not None:
                release_drafts.refuse_no_letterhead(db)
        found = findings(plan)
        if not as_json:
            for one in found:
                say(f"{one.severity}: {one.sentence} {one.hint}".rstrip())
        if found and not acknowledge:
            if as_json:
                print_json(
                    {"course": course, "released": None, "findings": plain.findings(plan, found)}
                )
            _refuse_findings(len(found))
        made = _release(
            database, draft, plan, note=note, words=[one.sentence for one in found], again=again
        )
        with database.read() as db:
            concerned = [one for one in recipients(db, made.id) if one.concerned]
        if not as_json:
            _tell(draft, made, concerned)
        paths = (
            release_drafts.write(database, made, out, concerned, quiet=as_json)
            if out is not None and concerned
            else ()
        )
        if sent:
            release_drafts.note_sent(database, made, course, concerned)
    if as_json:
        print_json(
            {
                "course": course,
                "released": plain.release(made),
                "changes": plain.changes(draft.changes),
                "findings": plain.findings(plan, found),
                "recipients": [plain.recipient(one) for one in concerned],
                "drafts": [str(path) for path in paths],
            }
        )


def releases(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """List the releases of a course's plan, the latest first, and where the plan stands."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries import releases as reading

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            rows, draft = reading.releases(db, course_id), reading.draft(db, course_id)
    if as_json:
        print_json(
            {
                "course": course,
                "releases": [plain.release(one) for one in rows],
                "changes_since": len(draft.changes) if rows else None,
            }
        )
        return
    say(draft.sentence)
    for one in rows:
        got = f"{one.receipts} got it" if one.receipts else "nobody got it yet"
        say(f"{one.number:>4}  {one.made.astimezone():%Y-%m-%d %H:%M}  {got}  {one.note}".rstrip())


def changes(
    context: typer.Context,
    course: CourseNumber,
    since: Annotated[
        int | None, typer.Option(metavar="N", help="Since which release; else the latest.")
    ] = None,
    to: Annotated[
        int | None, typer.Option(metavar="N", help="Up to which release; else the plan of now.")
    ] = None,
    for_name: Annotated[
        str,
        typer.Option(
            "--for", metavar="NAME", help="For a presenter or an agency, since what they last got."
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Tell what changed in a course's plan since a release, for everybody or for one."""
    from cittrainer.cli.release_drafts import recipient_named
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries.release_recipients import recipients_of_draft

    if for_name and (since is not None or to is not None):
        raise typer.BadParameter("--for tells since what they last got, without --since and --to.")
    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            if for_name:
                one = recipient_named(recipients_of_draft(db, course_id), for_name)
                value: dict[str, Any] = plain.recipient(one)
                found, first = one.changes, one.sentence
            else:
                found, first, value = _between(db, course_id, since, to)
    if as_json:
        print_json({"course": course, **value})
        return
    say(first)
    _tell_changes(found)


def _refuse_findings(number: int) -> None:
    from cittrainer.rules.wording import counted
    from cittrainer.services.releases import NotAcknowledged

    raise NotAcknowledged(
        f"Not released: {counted(number, 'finding')} to be acknowledged.",
        hint="Look at them, and release with --acknowledge if the plan is to go out as it is.",
    )


def _release(
    database: Database, draft: Draft, plan: Week, *, note: str, words: list[str], again: bool
) -> Release:
    from cittrainer.queries import releases as reading
    from cittrainer.services import releases as services

    with database.step(f"Release {draft.number} of {plan.number}") as db:
        release_id = services.release(
            db,
            plan.course_id,
            note=note,
            acknowledged=words,
            seen=draft.plan.digest,
            again=again,
        )
    with database.read() as db:
        return reading.release(db, release_id)


def _between(
    db: Session, course_id: int, since: int | None, to: int | None
) -> tuple[tuple[Change, ...], str, dict[str, Any]]:
    """The changes between two releases, or up to now, with a first line and as plain values."""
    from cittrainer.errors import NotFound
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries import releases as reading
    from cittrainer.rules.release_changes import changes as differences
    from cittrainer.rules.wording import counted

    by_number = {one.number: one for one in reading.releases(db, course_id)}
    if not by_number:
        raise NotFound("Nothing was released yet.", hint="Release the plan first.")
    before = max(by_number) if since is None else since
    for number in (before, to):
        if number is not None and number not in by_number:
            raise NotFound(
                f"There is no release {number}.", hint=f"Choose one from 1 to {max(by_number)}."
            )
    after = reading.draft(db, course_id).plan if to is None else by_number[to].plan
    found = differences(by_number[before].plan, after)
    end = "now" if to is None else f"release {to}"
    words = counted(len(found), "change") if found else "Nothing changed"
    value = {"since": before, "to": to, "changes": plain.changes(found)}
    return found, f"{words} from release {before} to {end}.", value


def _tell(draft: Draft, made: Release, concerned: Sequence[Recipient]) -> None:
    say(f"Released the plan as release {made.number}.")
    _tell_changes(draft.changes)
    for one in concerned:
        say(f"{one.name}: {one.sentence}")


def _tell_changes(found: Iterable[Change]) -> None:
    from cittrainer.rules.release_changes import by_day

    for heading, sentences in by_day(found):
        say(f"\n{heading}")
        for sentence in sentences:
            say(f"  {sentence}")
