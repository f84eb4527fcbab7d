"""Every paper of a course that can be written, by its kind: one list for window and terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.documents.agendas import write_agenda
from cittrainer.documents.certificates import write_certificates
from cittrainer.documents.completion_lists import write_completion_list
from cittrainer.documents.files import safe_name
from cittrainer.documents.rosters import write_roster
from cittrainer.documents.sign_in_sheets import write_sign_in_sheets
from cittrainer.errors import Invalid, UserError
from cittrainer.jobs import paper_values

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress

    Write = Callable[[Path, bool], None]
    Prepare = Callable[[Session, int, date], Write]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper that a course has."""

    key: str
    """As it is typed in the terminal."""
    title: str
    description: str
    endings: tuple[str, ...]
    """Kinds of file that it can be, the usual one first."""
    prepare: Prepare
    """Reads what is on file and returns what writes it; the reading ends before the writing."""


def _roster(db: Session, course_id: int, _today: date) -> Write:
    value = paper_values.roster(db, course_id)
    return lambda path, replace: write_roster(path, value, replace=replace)


def _sign_in(db: Session, course_id: int, today: date, *, half_days: bool = False) -> Write:
    value = paper_values.sign_in_sheets(db, course_id, today=today, half_days=half_days)
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_sign_in_sheets(path, value, head, replace=replace)


def _sign_in_half_days(db: Session, course_id: int, today: date) -> Write:
    return _sign_in(db, course_id, today, half_days=True)


def _agenda(db: Session, course_id: int, today: date) -> Write:
    value = paper_values.agenda(db, course_id)
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_agenda(path, value, head, replace=replace)


def _certificates(db: Session, course_id: int, today: date) -> Write:
    value = paper_values.issued(db, course_id)
    if not value:
        raise UserError(
            "No certificates of this course are in force.",
            hint="Issue them on the Papers tab first.",
        )
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_certificates(path, value, head, replace=replace)


def _completion(db: Session, course_id: int, today: date) -> Write:
    value = paper_values.completion_paper(db, course_id)
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_completion_list(path, value, head, replace=replace)


KINDS = (
    PaperKind(
        "agenda", "Week agenda", "The week as a grid, and each day as a list", (".pdf",), _agenda
    ),
    PaperKind(
        "sign-in",
        "Sign-in sheets",
        "A sheet a day, with lines for walk-ins and corrections",
        (".pdf",),
        _sign_in,
    ),
    PaperKind(
        "sign-in-half-days",
        "Sign-in sheets, half-days",
        "Two sheets a day, before and after lunch",
        (".pdf",),
        _sign_in_half_days,
    ),
    PaperKind(
        "roster",
        "Roster",
        "Everybody with IDs, agency and hours, as states import it",
        (".xlsx", ".csv"),
        _roster,
    ),
    PaperKind(
        "completion",
        "Completion list",
        "Who completed and who did not, with the reasons",
        (".pdf", ".xlsx", ".csv"),
        _completion,
    ),
    PaperKind(
        "certificates",
        "Certificates",
        "The certificates in force, a page each",
        (".pdf",),
        _certificates,
    ),
)
"""Every kind, in the order in which a course needs them."""


def kind(key: str) -> PaperKind:
    """The kind of paper with a key.

    Raises:
        Invalid: there is none.
    """
    for one in KINDS:
        if one.key == key:
            return one
    raise Invalid(
        f"“{key}” is no kind of paper.",
        hint=f"Choose one of: {', '.join(one.key for one in KINDS)}.",
    )


def file_name(paper: PaperKind, course_number: str, ending: str = "") -> str:
    """The usual name of a paper's file, safe on every system."""
    return safe_name(f"{course_number} {paper.title.lower()}") + (ending or paper.endings[0])


def write(
    database: Database,
    paper: PaperKind,
    course_id: int,
    path: Path,
    *,
    today: date,
    replace: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write a paper of a course to a file, whole or not at all.

    Raises:
        Invalid: the file's ending is none of the paper's.
        FileRefused: the file cannot be written, or is there and may not be replaced.
        UserError: there is nothing to print yet.
    """
    if path.suffix.casefold() not in paper.endings:
        raise Invalid(
            f"{paper.title} cannot be written as “{path.suffix or path.name}”.",
            hint=f"Choose a name that ends in {' or '.join(paper.endings)}.",
        )
    if progress is not None:
        progress.report(0, 2, f"Reading for {paper.title.lower()}")
    with database.read() as db:
        save = paper.prepare(db, course_id, today)
    if progress is not None:
        progress.report(1, 2, f"Writing {path.name}")
    save(path, replace)
    return path
