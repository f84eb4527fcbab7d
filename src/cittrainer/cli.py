"""The terminal commands: the same verbs as the window, with no display.

Exit status: 0 done, warnings included; 1 refused; 2 wrong usage; 3 done and errors found.
"""

from __future__ import annotations

import codecs
import getpass
import io
import json
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cittrainer.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.db import Actor, Database
    from cittrainer.jobs.progress import Progress

REFUSED, FOUND_ERRORS = 1, 3

SIMPLER = "cittrainer-simpler"
"""How letters are written that a terminal does not know."""

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

_SAVED = {
    "added": "added",
    "updated": "updated",
    "kept": "on file already",
    "left_out": "left out",
    "agencies_added": "new agencies",
    "enrolled": "put into the course",
    "in_course_already": "in the course already",
}
"""What the terminal says of each count of an import."""

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
CourseNumber = Annotated[str, typer.Argument(metavar="C", help="The course's number.")]


@dataclass
class Chosen:
    """What was said before the command."""

    data: Path | None = None


def main() -> None:
    """Run the command line; a refusal is one sentence on standard error."""
    codecs.register_error(SIMPLER, _simpler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=SIMPLER)
    try:
        app()
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the one place that tells a refusal
        raise SystemExit(REFUSED) from None
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        raise SystemExit(REFUSED) from None


def _tell_version(wanted: bool) -> None:
    if wanted:
        from cittrainer import __version__

        _say(f"CIT Trainer {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FILE", help="The academy's file.")
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_tell_version, help="Tell the version."),
    ] = False,
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
    if out is not None:
        job.make_folder(out)
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
        value = job.as_json(preview)
        if not dry_run:
            result = job.save(database, preview, course_id=course_id, progress=progress)
            value["saved"] = asdict(result)
    if as_json:
        _print_json(value)
        return
    for row in value["rows"]:
        name = f"{row['last_name']}, {row['first_name']}"
        _say(f"{row['line']:>5}  {row['verdict']:<9} {name:<32} {' '.join(row['reasons'])}")
    _say("  ".join(f"{name} {count}" for name, count in value["counts"].items()))
    if dry_run:
        _say("Nothing was saved.")
    else:
        counts = (f"{count} {_SAVED[what]}" for what, count in value["saved"].items() if count)
        _say(f"Saved: {', '.join(counts)}.")


@course_app.command("list")
def course_list(context: typer.Context, as_json: AsJson = False) -> None:
    """List the courses, the newest first."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries import courses

    with _opened(_file(context), for_writing=False) as database, database.read() as db:
        rows = [plain.course(row) for row in courses.courses(db)]
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
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries import courses
    from cittrainer.queries.weeks import week

    with _opened(_file(context), for_writing=False) as database:
        course_id = _course_id(database, course)
        with database.read() as db:
            row, plan = courses.course(db, course_id).row, week(db, course_id)
    value = plain.course(row) | plain.agenda(plan)
    if as_json:
        _print_json(value)
        return
    _say(f"{value['number']}  {value['title']}  ({value['state']})")
    for day in value["days"]:
        _say(f"\n{day['date']}  {day['starts_at']}–{day['ends_at']}")
        for block in day["blocks"]:
            _say(f"  {block['starts_at']:>5}–{block['ends_at']:<5}  {_block_words(block)}")
    if value["unplaced"]:
        _say("\nNot placed yet")
        for block in value["unplaced"]:
            _say(f"  {block['minutes']:>5} min    {_block_words(block)}")


@course_app.command("check")
def course_check(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """Say what is wrong with a course's plan; status 3 where there are errors."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries.weeks import week
    from cittrainer.rules.checks import findings

    with _opened(_file(context), for_writing=False) as database:
        course_id = _course_id(database, course)
        with database.read() as db:
            plan = week(db, course_id)
    found = findings(plan)
    if as_json:
        _print_json({"course": course, "findings": plain.findings(plan, found)})
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
        now = "nothing readable" if one.now is None else f"{one.now:,}"
        _say(f"{one.table.replace('_', ' ')}: {now} now, {one.after:,} after")
    if not yes:
        _say("Nothing was changed. Say --yes to go back to this backup.")
        return
    lock = Lock(path)
    lock.take(_actor().name)
    try:
        replaced = backups.restore(path, file)
    finally:
        lock.give_back()
    _say(f"Restored. What was there is now {replaced}." if replaced else "Restored.")


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
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries.history import lines

    with _opened(_file(context), for_writing=False) as database, database.read() as db:
        found = lines(db, limit=limit)
    if as_json:
        _print_json({"steps": plain.steps(found)})
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
    """The chosen file; where there is none yet, a new one, kept if something is saved in it."""
    from tempfile import TemporaryDirectory

    from cittrainer.db import Database
    from cittrainer.db.sqlite import remove

    path = _file(context)
    if path.exists():
        with _opened(path, for_writing=for_writing) as database:
            yield database
        return
    with TemporaryDirectory() as folder:
        new = path if for_writing else Path(folder) / "empty.cit"
        with Database.create(new, _actor()) as database:
            try:
                yield database
            except BaseException:
                # Nothing was saved in it: it goes again.
                database.close()
                remove(new)
                raise


def _actor() -> Actor:
    from cittrainer.db import Actor
    from cittrainer.settings import SettingsFile

    account = getpass.getuser()
    return Actor(SettingsFile().value.user_name or account, account, "terminal")


def _course_id(database: Database, number: str) -> int:
    from cittrainer.queries import courses

    # What the terminal could not decode is in no course's number.
    typed = number.encode("utf-8", "replace").decode("utf-8")
    with database.read() as db:
        return courses.course_id(db, typed)


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


def _block_words(block: dict[str, Any]) -> str:
    details = (", ".join(block["rooms"]), ", ".join(block["presenters"]))
    return "  ".join(part for part in (block["title"], *details) if part)


def _print_json(value: Any) -> None:
    # JSON can say every letter in any encoding; a terminal's replacements would be lies.
    plain = not (sys.stdout.encoding or "").casefold().startswith("utf")
    print(json.dumps(value, ensure_ascii=plain, indent=2))  # noqa: T201


def _simpler(error: UnicodeError) -> tuple[str, int]:
    """Letters that a terminal can write in place of those that it cannot."""
    from cittrainer.rules.plain_letters import plain_letters

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain_letters(error.object[error.start : error.end]), error.end


def _say(sentence: str) -> None:
    print(sentence)  # noqa: T201


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on this computer's wall
