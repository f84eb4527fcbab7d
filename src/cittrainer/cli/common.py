"""What the terminal commands share: the file, its courses, progress, and how things are printed."""

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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from cittrainer.db import Actor, Database
    from cittrainer.jobs.progress import Progress

REFUSED, FOUND_ERRORS = 1, 3
"""Exit statuses; 0 is done, warnings included, and 2 is wrong usage."""

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
CourseNumber = Annotated[str, typer.Argument(metavar="C", help="The course's number.")]


@dataclass
class Chosen:
    """What was said before the command."""

    data: Path | None = None


def chosen_file(context: typer.Context) -> Path:
    """The file that was chosen, or the user's own."""
    from cittrainer.paths import default_file

    chosen: Chosen = context.obj
    return chosen.data or default_file()


@contextmanager
def opened(path: Path, *, for_writing: bool) -> Iterator[Database]:
    """The file, open until the end of the block."""
    from cittrainer.db import Database

    with Database.open(path, actor(), for_writing=for_writing) as database:
        yield database


@contextmanager
def opened_or_empty(context: typer.Context, *, for_writing: bool) -> Iterator[Database]:
    """The chosen file; where there is none yet, a new one, kept if something is saved in it."""
    from tempfile import TemporaryDirectory

    from cittrainer.db import Database
    from cittrainer.db.sqlite import remove

    path = chosen_file(context)
    if path.exists():
        with opened(path, for_writing=for_writing) as database:
            yield database
        return
    with TemporaryDirectory() as folder:
        new = path if for_writing else Path(folder) / "empty.cit"
        with Database.create(new, actor()) as database:
            try:
                yield database
            except BaseException:
                # Nothing was saved in it: it goes again.
                database.close()
                remove(new)
                raise


def actor() -> Actor:
    """Who types: the name set on this computer, else the system account."""
    from cittrainer.db import Actor
    from cittrainer.settings import SettingsFile

    account = getpass.getuser()
    return Actor(SettingsFile().value.user_name or account, account, "terminal")


def find_course(database: Database, number: str) -> int:
    """The id of the course with a number.

    Raises:
        NotFound: no course has it.
    """
    from cittrainer.queries import courses

    # What the terminal could not decode is in no course's number.
    typed = number.encode("utf-8", "replace").decode("utf-8")
    with database.read() as db:
        return courses.course_id(db, typed)


@contextmanager
def progress_bar(title: str, *, quiet: bool = False) -> Iterator[Progress]:
    """A bar on standard error where that is a terminal, else silence."""
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


def print_json(value: Any) -> None:
    """Print one JSON value."""
    # JSON can say every letter in any encoding; a terminal's replacements would be lies.
    plain = not (sys.stdout.encoding or "").casefold().startswith("utf")
    print(json.dumps(value, ensure_ascii=plain, indent=2))  # noqa: T201


def say(sentence: str) -> None:
    """Print one line."""
    print(sentence)  # noqa: T201


def today() -> date:
    """The day on this computer's wall."""
    return date.today()  # noqa: DTZ011 - the day on this computer's wall


def version_on_file(
    db: Session,
    find: Callable[[Session, str, int | None], int | None],
    what: str,
    code: str,
    number: int | None,
) -> int:
    """The id of a version that was named by its code, the newest where no number is given.

    Args:
        db: Reads.
        find: Looks for it.
        what: What it is a version of, which is also the command that lists them.
        code: As it was typed.
        number: Of the version.

    Raises:
        NotFound: it is not on file.
    """
    from cittrainer.errors import NotFound
    from cittrainer.rules.wording import quoted

    # What the terminal could not decode is in no code, and no version has a huge number.
    typed = code.encode("utf-8", "replace").decode("utf-8")
    found = None
    if number is None or 0 < number < 2**31:
        found = find(db, typed, number)
    if found is None:
        which = quoted(typed) if number is None else f"{quoted(typed)}, version {number},"
        raise NotFound(f"No {what} {which} is on file.", hint=f"Look at “cittrainer {what} list”.")
    return found
