"""Mail drafts of a release: what it means for each presenter and agency, with letter and calendar.

A draft is one EML file. Nothing is sent; the coordinator opens it in a mail program and sends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents.calendars import CalendarEvent, calendar
from cittrainer.documents.files import safe_name
from cittrainer.documents.mail_drafts import Attachment, mail_draft
from cittrainer.errors import NothingToPrint
from cittrainer.jobs import paper_values
from cittrainer.jobs.draft_files import write_files
from cittrainer.models import Course
from cittrainer.queries.academy import academy
from cittrainer.queries.release_recipients import recipients
from cittrainer.queries.releases import release
from cittrainer.rules.release_changes import by_day
from cittrainer.rules.release_shares import class_days, dropped_slots, slots
from cittrainer.rules.release_values import PRESENTER
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.documents.pages import Letterhead
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.release_shares import Slot
    from cittrainer.rules.release_values import Recipient, Release

UID_DOMAIN = "cit-trainer"


def slot_uid(block_uuid: str, presenter_id: int) -> str:
    """What names a presenter's slot in every calendar file, so that a later one updates it."""
    return f"{block_uuid}-{presenter_id}@{UID_DOMAIN}"


@dataclass(frozen=True, slots=True)
class Mailing:
    """A release with everything that its drafts are made of."""

    release: Release
    recipients: tuple[Recipient, ...]
    letterhead: Letterhead
    course_uid: str
    coordinator: str
    contact: str
    """Whom to ask, in one line."""


def mailing(
    db: Session, release_id: int, chosen: Collection[tuple[str, int]] | None, today: date
) -> Mailing:
    """Read what the drafts of a release are made of.

    Args:
        db: Open for reading.
        release_id: Which release.
        chosen: The kinds and ids of those who get a draft; None for all whom it tells something.
        today: The day of printing.

    Raises:
        NotFound: there is no such release.
        NothingToPrint: nobody is left to write to.
    """
    made = release(db, release_id)
    whom = tuple(
        one
        for one in recipients(db, release_id)
        if (one.concerned if chosen is None else (one.kind, one.id) in chosen)
    )
    if not whom:
        raise NothingToPrint(
            f"Release {made.number} tells nobody anything new.", hint="Choose whom to write to."
        )
    card, course = academy(db), db.get_one(Course, made.course_id)
    who = card.coordinator if card else ""
    reach = (who, card.phone, card.email) if card else ()
    return Mailing(
        release=made,
        recipients=whom,
        letterhead=paper_values.letterhead(db, today=today),
        course_uid=course.uuid.hex(),
        coordinator=who,
        contact=", ".join(part for part in reach if part),
    )


def write_drafts(
    database: Database,
    release_id: int,
    folder: Path,
    *,
    today: date,
    chosen: Collection[tuple[str, int]] | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write a mail draft for each presenter and agency chosen, in the order of their names.

    Stopped or refused halfway, it takes away what it wrote, unless that replaced other files.

    Args:
        database: The open file.
        release_id: Which release.
        folder: Where the drafts go; it exists.
        today: The day of printing.
        chosen: The kinds and ids of recipients; None for all whom the release tells something.
        replace: Whether files of these names may be overwritten.
        progress: Told who is written to, and may stop it.

    Returns:
        The files.

    Raises:
        DraftsThere: some are in the folder and may not be replaced.
        FileRefused: a file cannot be written.
        NothingToPrint: nobody is to be written to.
        Cancelled: it was stopped.
    """
    with database.read() as db:
        value = mailing(db, release_id, chosen, today)
    return write_files(
        folder,
        [(one.name, partial(draft, value, one)) for one in value.recipients],
        start=f"{value.release.plan.course.number} release {value.release.number}",
        replace=replace,
        progress=progress,
    )


def draft(value: Mailing, recipient: Recipient) -> bytes:
    """The mail draft for one recipient as EML, with the letter as PDF and the calendar as ICS."""
    # reportlab takes a while to load: not before a letter is wanted.
    from cittrainer.documents.release_letters import release_letter  # noqa: PLC0415

    number, course = value.release.number, recipient.now.course
    name = safe_name(f"{course.number} release {number}")
    letter = release_letter(recipient, number, value.letterhead, contact=value.contact)
    return mail_draft(
        to_name=recipient.salutation,
        to_address=recipient.email,
        subject=f"{_sample(value)}{course.title} ({course.number}): release {number} of the plan",
        body=body(value, recipient),
        attachments=(
            Attachment(f"{name}.pdf", "application/pdf", letter),
            Attachment(f"{name}.ics", "text/calendar", calendar_of(value, recipient)),
        ),
    )


def body(value: Mailing, recipient: Recipient) -> str:
    """What a mail says: what changed, then the slots or days, then whom to ask."""
    # As above.
    from cittrainer.documents.release_letters import STYLE, changes_words  # noqa: PLC0415

    course = recipient.now.course
    lines = [f"Dear {recipient.salutation},", ""]
    lines += [f"this is about {course.title} ({course.number})."]
    if course.location:
        lines += [f"Where: {course.location}"]
    lines += ["", changes_words(recipient, value.release.number)]
    for day, sentences in by_day(recipient.changes_in(STYLE), STYLE):
        lines += ["", day, *(f"- {one}" for one in sentences)]
    if recipient.kind == PRESENTER:
        own = slots(recipient.now, recipient.id)
        lines += ["", "Your slots:" if own else "You have no slots in this release."]
        lines += [f"- {STYLE.when(one.block)}: {slot_words(one)}" for one in own]
    else:
        lines += ["", "The days of the course:"]
        lines += [
            f"- {STYLE.day(day.date)}, {STYLE.span(day.start, day.end)}"
            for day in class_days(recipient.now)
        ]
        lines += ["", "The days of each of your people are in the letter."]
    lines += ["", "The letter and a calendar file are attached; the calendar file brings earlier"]
    lines += ["entries up to date."]
    if value.contact:
        lines += ["", f"Questions: {value.contact}"]
    lines += ["", value.coordinator or value.letterhead.academy, ""]
    return "\n".join(lines)


def calendar_of(value: Mailing, recipient: Recipient) -> bytes:
    """A recipient's slots or days as a calendar file; what they lost is cancelled in it."""
    course = recipient.now.course
    return calendar(
        calendar_events(recipient, value.course_uid),
        name=f"{course.title} ({course.number})",
        sequence=value.release.number,
        time_zone=course.time_zone,
        stamp=value.release.made,
    )


def calendar_events(recipient: Recipient, course_uid: str) -> Iterator[CalendarEvent]:
    """A presenter's slots or an agency's days as entries; those they lost are cancelled ones."""
    if recipient.kind == PRESENTER:
        return _slot_events(recipient)
    return _day_events(recipient, course_uid)


def _slot_events(recipient: Recipient) -> Iterator[CalendarEvent]:
    now = slots(recipient.now, recipient.id)
    gone = dropped_slots(recipient.before, recipient.now, recipient.id)
    where = recipient.now.course.location
    for slot, cancelled in (*((one, False) for one in now), *((one, True) for one in gone)):
        place = ", ".join(part for part in (listed(slot.places), where) if part)
        yield CalendarEvent(
            uid=slot_uid(slot.block.uuid, recipient.id),
            title=slot.block.title,
            day=slot.block.date,
            start_minute=slot.block.start,
            minutes=slot.block.minutes,
            location=place,
            description=slot_words(slot),
            cancelled=cancelled,
        )


def _day_events(recipient: Recipient, course_uid: str) -> Iterator[CalendarEvent]:
    course = recipient.now.course
    now = class_days(recipient.now)
    kept = {day.date for day in now}
    before = () if recipient.before is None else class_days(recipient.before)
    gone = tuple(day for day in before if day.date not in kept)
    for day, cancelled in (*((one, False) for one in now), *((one, True) for one in gone)):
        yield CalendarEvent(
            uid=f"{course_uid}-{day.date:%Y%m%d}@{UID_DOMAIN}",
            title=f"{course.title} ({course.number})",
            day=day.date,
            start_minute=day.start,
            minutes=day.end - day.start,
            location=course.location,
            cancelled=cancelled,
        )


def slot_words(slot: Slot) -> str:
    """What a slot is, where and for whom, in one line."""
    words = [quoted(slot.block.title)]
    if slot.titles:
        words.append(listed(slot.titles))
    if slot.places:
        words.append(f"in {listed(slot.places)}")
    words.append(f"for {listed(slot.groups) or 'the whole class'}")
    if slot.others:
        words.append(f"with {listed(slot.others)}")
    return ", ".join(words)


def _sample(value: Mailing) -> str:
    return "SAMPLE – " if value.letterhead.sample else ""
