"""Every paper of a course that can be written, by its kind: one list for window and terminal.

The list is light; what reads and writes (`paper_writers`) is loaded when a paper is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.documents.files import safe_name
from cittrainer.errors import Invalid
from cittrainer.jobs.paper_files import refuse_ending, write_prepared

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper that a course has."""

    key: str
    """As it is typed in the terminal."""
    title: str
    description: str
    endings: tuple[str, ...]
    """Kinds of file that it can be, the usual one first."""


KINDS = (
    PaperKind("agenda", "Week agenda", "The week as a grid, and each day as a list", (".pdf",)),
    PaperKind(
        "agenda-held",
        "Agenda as held",
        "Who was planned and who presented, with the hours, for the file",
        (".pdf",),
    ),
    PaperKind(
        "hour-distribution",
        "Hourly distribution",
        "Day, topic and instructor of each hour, as California asks for",
        (".pdf", ".xlsx", ".csv"),
    ),
    PaperKind(
        "presenter-slots",
        "Your slots",
        "A page for each presenter: slots, rooms, directions, whom to call",
        (".pdf",),
    ),
    PaperKind(
        "sign-in",
        "Sign-in sheets",
        "A sheet a day, with lines for walk-ins and corrections",
        (".pdf",),
    ),
    PaperKind(
        "sign-in-half-days",
        "Sign-in sheets, half-days",
        "Two sheets a day, before and after lunch",
        (".pdf",),
    ),
    PaperKind(
        "sign-in-blocks",
        "Sign-in sheets, blocks",
        "A sheet a block, with those of its groups and guests who make it up",
        (".pdf",),
    ),
    PaperKind(
        "rotation-cards",
        "Rotation cards",
        "A card for each group, scenario and coach: who is where when",
        (".pdf",),
    ),
    PaperKind(
        "rotation-overview",
        "Scenario rotation",
        "A page a day: rounds, scenarios, groups and coaches",
        (".pdf",),
    ),
    PaperKind(
        "roster",
        "Roster",
        "Everybody with IDs, agency and hours, as states import it",
        (".xlsx", ".csv"),
    ),
    PaperKind(
        "completion",
        "Completion list",
        "Who completed and who did not, with the reasons",
        (".pdf", ".xlsx", ".csv"),
    ),
    PaperKind(
        "skills",
        "Skills forms",
        "A page a trainee with the course's rubric: blank, or with the marks on record",
        (".pdf",),
    ),
    PaperKind("certificates", "Certificates", "The certificates in force, a page each", (".pdf",)),
    PaperKind(
        "evaluation-form-daily",
        "Daily forms",
        "The blank form of each day, to be copied",
        (".pdf",),
    ),
    PaperKind(
        "evaluation-form-course",
        "Course forms",
        "The blank form about the whole course, to be copied",
        (".pdf",),
    ),
    PaperKind(
        "evaluation-form-pre-post",
        "Forms before and after",
        "The blank self-rating before and after the course, to be copied",
        (".pdf",),
    ),
    PaperKind(
        "evaluation-results",
        "Evaluation report",
        "Counts, means and comments of every form that was entered",
        (".pdf",),
    ),
    PaperKind(
        "evaluation-data",
        "Evaluation data",
        "Counts and means of every question, small groups left out",
        (".xlsx", ".csv"),
    ),
    PaperKind(
        "presenter-feedback",
        "Feedback letters",
        "What was passed on to each presenter, names blacked out, no marks",
        (".pdf",),
    ),
    PaperKind(
        "stipends",
        "Stipends",
        "What each presenter gets: amount, date, method, declined",
        (".xlsx", ".csv"),
    ),
    PaperKind(
        "service-records",
        "Service records",
        "What its presenters presented in all courses: dates, roles, hours",
        (".pdf", ".xlsx", ".csv"),
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
    # reportlab and openpyxl take half a second to load: not before a paper is wanted.
    from cittrainer.jobs.paper_writers import PREPARE  # noqa: PLC0415

    refuse_ending(path, paper.title, paper.endings)
    return write_prepared(
        database,
        path,
        lambda db: PREPARE[paper.key](db, course_id, today),
        reading=f"Reading for {paper.title.lower()}",
        replace=replace,
        progress=progress,
    )


def write_rotation(
    database: Database,
    paper: PaperKind,
    rotation_id: int,
    path: Path,
    *,
    today: date,
    replace: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write the cards or the overview of one rotation of a course; see `write`.

    Raises:
        Invalid: the file's ending is none of the paper's.
        FileRefused: the file cannot be written, or is there and may not be replaced.
        UserError: there is no plan to print yet.
    """
    from cittrainer.jobs.paper_writers import PREPARE_ROTATION  # noqa: PLC0415 - as above

    refuse_ending(path, paper.title, paper.endings)
    return write_prepared(
        database,
        path,
        lambda db: PREPARE_ROTATION[paper.key](db, rotation_id, today),
        reading=f"Reading for {paper.title.lower()}",
        replace=replace,
        progress=progress,
    )


def write_certificates(
    database: Database,
    certificate_ids: Collection[int],
    path: Path,
    *,
    today: date,
    replace: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write the PDF of some certificates anew, from the words frozen when they were issued.

    Args:
        database: The open file.
        certificate_ids: Which, of any courses.
        path: Where to; ends in ``.pdf``.
        today: The day of printing.
        replace: Whether a file of that name may be overwritten.
        progress: Told what is being done.

    Raises:
        Invalid: the file's name does not end in ``.pdf``.
        FileRefused: the file cannot be written, or is there and may not be replaced.
        UserError: one of them was revoked.
    """
    from cittrainer.jobs.paper_writers import prepare_certificates  # noqa: PLC0415 - as above

    refuse_ending(path, "A certificate", (".pdf",))
    return write_prepared(
        database,
        path,
        lambda db: prepare_certificates(db, certificate_ids, today),
        reading="Reading the certificates",
        replace=replace,
        progress=progress,
    )
