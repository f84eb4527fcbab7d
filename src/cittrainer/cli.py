"""The terminal commands: the same verbs as the window, with no display.

Exit status: 0 done, warnings included; 1 refused; 2 wrong usage; 3 done and errors found.
"""

from __future__ import annotations

import getpass
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cittrainer.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.db import Actor, Database
    from cittrainer.jobs.progress import Progress
    from cittrainer.queries.courses import CourseRow
    from cittrainer.rules.values import PlacedBlock, Week

REFUSED, FOUND_ERRORS = 1, 3

app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    help="Plan, run and prove Crisis Intervention Team courses.",
)
import_app = typer.Typer(no_args_is_help=True, help="Bring data in from files.")
course_app = typer.Typer(no_args_is_help=True, help="Courses and what is wrong with their plans.")
app.add_typer(import_app, name="import")
app.add_typer(course_app, name="course")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
CourseNumber = Annotated[str, typer.Argument(metavar="C", help="The course's number.")]


@dataclass
class Chosen:
    """What was said before the command."""

    data: Path | None = None


def main() -> None:
    """Run the command line; a refusal is one sentence on standard error."""
    try:
        app()
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the one place that tells a refusal
        raise SystemExit(REFUSED) from None
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        raise SystemExit(REFUSED) from None


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FILE", help="The academy's file.")
    ] = None,
) -> None:
    """Open the window, unless a command follows."""
    context.obj = Chosen(data)
    if context.invoked_subcommand is None:
        from cittrainer.gui.app import run

        raise SystemExit(run(data))


@app.command()
def sample(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write all papers there.")
    ] = None,
) -> None:
    """Build the sample academy in a new file, and write all its papers, marked SAMPLE."""
    from cittrainer.jobs import sample as job

    path = context.obj.data or job.default_path()
    with _progress("Building the sample academy") as progress:
        job.build(path, _actor(), today=_today(), progress=progress)
    _say(f"The sample academy is in {path}.")
    if out is not None:
        with (
            _opened(path, for_writing=False) as database,
            _progress("Writing its papers") as progress,
        ):
            papers = job.write_papers(database, out, today=_today(), progress=progress)
        _say(f"{len(papers)} papers are in {out}, each marked SAMPLE.")


@import_app.command("people")
def import_people(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A sheet: XLSX, XLS, ODS or CSV.")],
    course: Annotated[
        str, typer.Option("--course", metavar="C", help="Enroll them in this course.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring people in from a sheet; doubtful lines are left for the window."""
    from cittrainer.jobs import import_people as job

    with (
        _opened_or_empty(context, for_writing=not dry_run) as database,
        _progress("Reading people", quiet=as_json) as progress,
    ):
        course_id = _course_id(database, course) if course else None
        preview = job.read(database, file, progress)
        if not dry_run:
            job.save(database, preview, course_id=course_id, progress=progress)
    value = job.as_json(preview)
    if as_json:
        _print_json(value)
        return
    for row in value["rows"]:
        name = f"{row['last_name']}, {row['first_name']}"
        _say(f"{row['line']:>5}  {row['verdict']:<9} {name:<32} {' '.join(row['reasons'])}")
    counts = "  ".join(f"{name} {count}" for name, count in value["counts"].items())
    _say(f"{counts}\n{'Nothing was saved.' if dry_run else 'Saved; doubtful lines were left out.'}")


@course_app.command("list")
def course_list(context: typer.Context, as_json: AsJson = False) -> None:
    """List the courses, the newest first."""
    from cittrainer.queries import courses

    with _opened(_file(context), for_writing=False) as database, database.read() as db:
        rows = [_course_json(row) for row in courses.courses(db)]
    if as_json:
        _print_json({"courses": rows})
        return
    for row in rows:
        _say(
            f"{row['number']:<16} {row['starts_on'] or '-':<11} {row['state']:<10} "
            f"{row['enrolled']:>3} of {row['seats']:<4} {row['title']}"
        )
    if not rows:
        _say("No courses yet.")


@course_app.command("show")
def course_show(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """Show a course with its agenda."""
    from cittrainer.queries import courses
    from cittrainer.queries.weeks import week

    with _opened(_file(context), for_writing=False) as database:
        course_id = _course_id(database, course)
        with database.read() as db:
            value = _course_json(courses.course(db, course_id).row) | _agenda_json(
                week(db, course_id)
            )
    if as_json:
        _print_json(value)
        return
    _say(f"{value['number']}  {value['title']}  ({value['state']})")
    for day in value["days"]:
        _say(f"\n{day['date']}  {day['starts_at']}-{day['ends_at']}")
        for block in day["blocks"]:
            rooms = ", ".join(block["rooms"])
            names = ", ".join(block["presenters"])
            details = "  ".join(part for part in (rooms, names) if part)
            _say(f"  {block['starts_at']:>5}-{block['ends_at']:<5}  {block['title']}  {details}")


@course_app.command("check")
def course_check(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """Say what is wrong with a course's plan; status 3 where there are errors."""
    from cittrainer.queries.weeks import week
    from cittrainer.rules.checks import findings

    with _opened(_file(context), for_writing=False) as database:
        course_id = _course_id(database, course)
        with database.read() as db:
            found = findings(week(db, course_id))
    if as_json:
        _print_json(
            {
                "course": course,
                "findings": [
                    {
                        "kind": one.kind,
                        "severity": one.severity,
                        "sentence": one.sentence,
                        "hint": one.hint,
                        "blocks": list(one.blocks),
                    }
                    for one in found
                ],
            }
        )
    else:
        for one in found:
            _say(f"{one.severity}: {one.sentence} {one.hint}".rstrip())
        if not found:
            _say("No findings: the plan holds.")
    if any(one.severity == "error" for one in found):
        raise typer.Exit(FOUND_ERRORS)


@app.command()
def export(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Which paper.")],
    course: CourseNumber,
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The file to write.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file.")] = False,
) -> None:
    """Write a paper of a course: agenda, sign-in, roster, completion, certificates ..."""
    from cittrainer.jobs import papers

    paper = papers.kind(kind)
    with _opened(_file(context), for_writing=False) as database:
        course_id = _course_id(database, course)
        papers.write(database, paper, course_id, out, today=_today(), replace=replace)
    _say(f"{paper.title} written to {out}.")


@app.command()
def backup(context: typer.Context) -> None:
    """Copy the file into its backup folder."""
    with _opened(_file(context), for_writing=False) as database:
        _say(f"Backed up to {database.backup('by hand')}.")


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="BACKUP", help="The backup to go back to.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; else only say what would change.")
    ] = False,
) -> None:
    """Go back to a backup; what is replaced is kept beside it."""
    from cittrainer.db import backup as backups
    from cittrainer.db.lock import Lock

    path = _file(context)
    for one in backups.differences(path, file):
        _say(f"{one.table.replace('_', ' ')}: {one.now:,} now, {one.after:,} after")
    if not yes:
        _say("Nothing was changed. Say --yes to go back to this backup.")
        return
    lock = Lock(path)
    lock.take(_actor().name)
    try:
        replaced = backups.restore(path, file)
    finally:
        lock.give_back()
    _say(f"Restored. What was there is now {replaced}.")


@app.command()
def check(context: typer.Context) -> None:
    """Read through the whole file; status 3 where it is damaged."""
    from cittrainer.db.sqlite import DamagedFile

    try:
        with _opened(_file(context), for_writing=False) as database:
            database.check()
    except DamagedFile as error:
        _say(str(error))
        raise typer.Exit(FOUND_ERRORS) from None
    _say("The file is whole.")


@app.command()
def history(
    context: typer.Context,
    limit: Annotated[int, typer.Option(help="The most lines.", min=1)] = 30,
    as_json: AsJson = False,
) -> None:
    """Tell who changed what, the newest first."""
    from cittrainer.queries.history import lines

    with _opened(_file(context), for_writing=False) as database, database.read() as db:
        found = lines(db, limit=limit)
    if as_json:
        _print_json(
            {
                "steps": [
                    {
                        "label": line.label,
                        "at": (line.at.date() if line.day_only else line.at).isoformat(),
                        "who": line.who,
                        "account": line.account,
                        "origin": line.origin,
                        "kind": line.kind.value,
                        "undone": line.undone,
                        "steps": line.count,
                    }
                    for line in found
                ]
            }
        )
        return
    for line in found:
        at = line.at.astimezone()
        when = f"{at:%Y-%m-%d}" if line.day_only else f"{at:%Y-%m-%d %H:%M}"
        word = {"do": "", "undo": "undone: ", "redo": "again: "}[line.kind.value]
        times = f" ({line.count} times)" if line.count > 1 else ""
        _say(f"{when:<16}  {line.who:<20}  {word}{line.label}{times}")


def _file(context: typer.Context) -> Path:
    """The file that was chosen, or the user's own."""
    from cittrainer.paths import default_file

    chosen: Chosen = context.obj
    return chosen.data or default_file()


@contextmanager
def _opened(path: Path, *, for_writing: bool) -> Iterator[Database]:
    from cittrainer.db import Database

    with Database.open(path, _actor(), for_writing=for_writing) as database:
        yield database


@contextmanager
def _opened_or_empty(context: typer.Context, *, for_writing: bool) -> Iterator[Database]:
    """The chosen file; where there is none yet, a new one, which goes again if only read."""
    from tempfile import TemporaryDirectory

    from cittrainer.db import Database

    path = _file(context)
    if path.exists():
        with _opened(path, for_writing=for_writing) as database:
            yield database
    elif for_writing:
        with Database.create(path, _actor()) as database:
            yield database
    else:
        with (
            TemporaryDirectory() as folder,
            Database.create(Path(folder) / "empty.cit", _actor()) as database,
        ):
            yield database


def _actor() -> Actor:
    from cittrainer.db import Actor
    from cittrainer.settings import SettingsFile

    account = getpass.getuser()
    return Actor(SettingsFile().value.user_name or account, account, "terminal")


def _course_id(database: Database, number: str) -> int:
    from cittrainer.queries import courses

    with database.read() as db:
        return courses.course_id(db, number)


def _course_json(row: CourseRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "starts_on": _iso(row.starts_on),
        "ends_on": _iso(row.ends_on),
        "state": row.state,
        "seats": row.seats,
        "enrolled": row.enrolled,
        "waiting": row.waiting,
        "unconfirmed_presenters": row.unconfirmed,
        "unplaced_blocks": row.unplaced,
        "venue": row.venue,
    }


def _agenda_json(week: Week) -> dict[str, Any]:
    from cittrainer.rules.values import clock

    return {
        "days": [
            {
                "date": day.date.isoformat(),
                "starts_at": clock(day.start),
                "ends_at": clock(day.end),
                "blocks": [_block_json(block) for block in week.on(day.id)],
            }
            for day in week.days
        ],
        "unplaced": [_block_json(block) for block in week.unplaced],
    }


def _block_json(block: PlacedBlock) -> dict[str, Any]:
    from cittrainer.rules.values import clock

    return {
        "title": block.title,
        "delivery": block.delivery,
        "starts_at": None if block.start is None else clock(block.start),
        "ends_at": None if block.end is None else clock(block.end),
        "minutes": block.minutes,
        "rooms": list(block.rooms),
        "presenters": list(block.presenters),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@contextmanager
def _progress(title: str, *, quiet: bool = False) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import Progress as Bar

    from cittrainer.jobs.progress import Progress

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield Progress()
        return
    with Bar(console=console, transient=True) as bar:
        task = bar.add_task(title, total=None)

        def show(done: int, total: int, text: str) -> None:
            bar.update(task, completed=done, total=total or None, description=text or title)

        yield Progress(show)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))  # noqa: T201


def _say(sentence: str) -> None:
    print(sentence)  # noqa: T201


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on this computer's wall
