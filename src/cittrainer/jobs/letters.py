"""Writes letters: as one PDF to be printed, or as mail drafts to be looked at and sent by hand."""

from __future__ import annotations

from dataclasses import replace as changed
from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents.calendars import CalendarEvent, calendar
from cittrainer.documents.files import safe_name
from cittrainer.documents.mail_drafts import Attachment, mail_draft
from cittrainer.errors import Invalid, NothingToPrint
from cittrainer.jobs import paper_values
from cittrainer.jobs.draft_files import write_files
from cittrainer.jobs.letter_values import (
    HEADINGS,
    RENEWAL_DAYS,
    TITLES,
    course_letters,
    renewal_letters,
)
from cittrainer.jobs.presenter_letters import presenter_letters
from cittrainer.jobs.release_papers import UID_DOMAIN
from cittrainer.models import Course, LetterKind
from cittrainer.queries.confidential import contact_of
from cittrainer.queries.presenter_letters import PRESENTER_KINDS
from cittrainer.queries.releases import releases
from cittrainer.services.confidential import OPENED, open_confidential

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.jobs.letter_values import LetterRow, Letters
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.letters import Wording


def found_letters(
    db: Session,
    kind: LetterKind,
    course_id: int | None,
    *,
    today: date,
    within_days: int = RENEWAL_DAYS,
    answer_by: date | None = None,
    words: Wording | None = None,
) -> Letters:
    """All letters of a kind, of a course or of those whose certificate runs out; may be none.

    Args:
        db: Open for reading.
        kind: Which kind.
        course_id: Of which course; None for notices of renewal.
        today: The day that they bear.
        within_days: How far notices of renewal look ahead.
        answer_by: By when invitations want an answer; None: as usual.
        words: Other words than those on file, to see what they make.

    Raises:
        NotFound, UserError: there is no such course, or it has no days.
    """
    if course_id is None:
        return renewal_letters(db, today=today, within_days=within_days, words=words)
    if kind in PRESENTER_KINDS:
        return presenter_letters(db, kind, course_id, today=today, answer_by=answer_by, words=words)
    return course_letters(db, kind, course_id, today=today, words=words)


def letters(
    db: Session,
    kind: LetterKind,
    course_id: int | None,
    *,
    today: date,
    within_days: int = RENEWAL_DAYS,
    answer_by: date | None = None,
    chosen: Collection[str] | None = None,
) -> Letters:
    """The letters of a kind for all, or for those with the chosen keys; see ``found_letters``.

    Raises:
        NothingToPrint: nobody gets one.
        NotFound, UserError: there is no such course, or it has no days.
    """
    found = found_letters(
        db, kind, course_id, today=today, within_days=within_days, answer_by=answer_by
    )
    rows = tuple(one for one in found.rows if chosen is None or one.key in chosen)
    if not rows:
        raise NothingToPrint(f"{TITLES[kind]}: there is nobody to write to.", hint=_HINTS[kind])
    return changed(found, rows=rows)


def write_pdf(
    database: Database,
    kind: LetterKind,
    course_id: int | None,
    path: Path,
    *,
    today: date,
    within_days: int = RENEWAL_DAYS,
    answer_by: date | None = None,
    chosen: Collection[str] | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write letters as one PDF, each on a page of its own; arguments as for ``letters``.

    Raises:
        Invalid: the name does not end in ``.pdf``.
        FileRefused: the file cannot be written, or is there and may not be replaced.
        NothingToPrint: nobody gets one.
    """
    # reportlab takes a quarter of a second to load: not before a paper is wanted.
    from cittrainer.documents.letters import write_letters  # noqa: PLC0415

    if path.suffix.casefold() != ".pdf":
        raise Invalid(
            f"Letters cannot be written as “{path.suffix or path.name}”.",
            hint="Choose a name that ends in .pdf, or for mail drafts a folder that is there.",
        )
    if progress is not None:
        progress.report(0, 2, "Reading")
    with database.read() as db:
        found = letters(
            db,
            kind,
            course_id,
            today=today,
            within_days=within_days,
            answer_by=answer_by,
            chosen=chosen,
        )
        head = paper_values.letterhead(db, today=today)
    if progress is not None:
        progress.report(1, 2, f"Writing {path.name}")
    write_letters(
        path,
        [one.letter for one in found.rows],
        head,
        title=HEADINGS[kind],
        subtitle=found.subtitle,
        replace=replace,
    )
    return path


def write_drafts(
    database: Database,
    kind: LetterKind,
    course_id: int | None,
    folder: Path,
    *,
    today: date,
    within_days: int = RENEWAL_DAYS,
    answer_by: date | None = None,
    chosen: Collection[str] | None = None,
    open_addresses: bool = False,
    replace: bool = False,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write a mail draft for each letter; other arguments as for ``letters``.

    Joining letters and letters to supervisors come with the days as a calendar file, letters to
    presenters with their slots. With ``open_addresses`` presenters without an address on file
    get the one of their confidential record; that it is opened is noted in the history first.

    Returns:
        The files.

    Raises:
        DraftsThere: some are in the folder and may not be replaced.
        FileRefused: a file cannot be written.
        NothingToPrint: nobody gets one.
        Cancelled: it was stopped; what it wrote is taken away.
    """
    with database.read() as db:
        found = letters(
            db,
            kind,
            course_id,
            today=today,
            within_days=within_days,
            answer_by=answer_by,
            chosen=chosen,
        )
        sample = paper_values.letterhead(db, today=today).sample
        attached = _attachments(db, found, course_id, today)
    if open_addresses and kind in PRESENTER_KINDS:
        found = _with_addresses(database, found)
    return write_files(
        folder,
        [
            (one.letter.name, partial(_draft, one, attached.get(one.key, ()), sample=sample))
            for one in found.rows
        ],
        start=f"{found.title} {found.subtitle}".strip(),
        replace=replace,
        progress=progress,
    )


def _with_addresses(database: Database, found: Letters) -> Letters:
    """Presenters' letters with the addresses of confidential records where they have no other."""
    without = [int(row.key) for row in found.rows if not row.letter.email]
    if not without:
        return found
    # What cannot be noted in the history is not read.
    with database.step(OPENED) as db:
        for presenter_id in without:
            open_confidential(db, presenter_id)
    with database.read() as db:
        contacts = contact_of(db, without)
    addresses = {str(one): contact.email for one, contact in contacts.items()}
    rows = [
        changed(row, letter=changed(row.letter, email=addresses[row.key]))
        if row.key in addresses
        else row
        for row in found.rows
    ]
    return changed(found, rows=tuple(rows))


def _draft(row: LetterRow, attached: tuple[Attachment, ...], *, sample: bool) -> bytes:
    one = row.letter
    return mail_draft(
        to_name=one.name,
        to_address=one.email,
        subject=f"{'SAMPLE – ' if sample else ''}{one.subject}",
        body=one.body,
        attachments=attached,
    )


def _attachments(
    db: Session, found: Letters, course_id: int | None, today: date
) -> dict[str, tuple[Attachment, ...]]:
    """The calendar file of each letter by its key: its own slots, or the days of the course.

    The entries have the names of those of releases, so that either file updates the other's.
    """
    if course_id is None:
        return {}
    course = db.get_one(Course, course_id)
    title = f"{course.title} ({course.number})"
    days = tuple(
        CalendarEvent(
            uid=f"{course.uuid.hex()}-{day.date:%Y%m%d}@{UID_DOMAIN}",
            title=title,
            day=day.date,
            start_minute=day.start,
            minutes=day.minutes,
            location=course.venue,
        )
        for day in found.days
    )
    # Never below that of a release, so that what a later plan said is not taken back.
    sequence = max((one.number for one in releases(db, course_id)), default=0)
    name, zone = f"{safe_name(course.number)}.ics", course.time_zone
    made: dict[tuple[CalendarEvent, ...], tuple[Attachment, ...]] = {(): ()}
    attached = {}
    for row in found.rows:
        events = days + row.events
        if events not in made:
            content = calendar(
                events,
                name=title,
                sequence=sequence,
                time_zone=zone,
                stamp=datetime.combine(today, time(), UTC),
            )
            made[events] = (Attachment(name, "text/calendar", content),)
        attached[row.key] = made[events]
    return attached


_HINTS = {
    LetterKind.JOINING: "Enroll somebody first.",
    LetterKind.SUPERVISOR: "Enroll somebody of an agency first.",
    LetterKind.OFFER: "Offer a seat to somebody on the waiting list first.",
    LetterKind.RENEWAL: "Look further ahead.",
    LetterKind.INVITATION: "Book somebody who is still to be asked first.",
    LetterKind.CONFIRMATION: "Set those who said yes to confirmed first.",
    LetterKind.REMINDER: "Set those who said yes to confirmed first.",
    LetterKind.CHANGE: "Invite somebody first.",
    LetterKind.THANKS: "Record who came first.",
}
