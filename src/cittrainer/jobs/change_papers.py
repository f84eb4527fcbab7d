"""Mail drafts about one change of a plan: for each whose days it changed, with a calendar file.

No release is made for it. What a draft says is what differs between two plans for its recipient,
as with a release; the calendar entries keep their UID, so that the next release finds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents.calendars import calendar
from cittrainer.documents.files import safe_name
from cittrainer.documents.mail_drafts import Attachment, mail_draft
from cittrainer.documents.words import clock_half, day_and_date
from cittrainer.errors import NothingToPrint
from cittrainer.jobs import paper_values
from cittrainer.jobs.draft_files import write_files
from cittrainer.jobs.release_papers import calendar_events, slot_words
from cittrainer.models import Course
from cittrainer.models.base import utc_now
from cittrainer.queries.academy import academy
from cittrainer.queries.release_recipients import recipients_since
from cittrainer.queries.releases import latest
from cittrainer.rules.release_changes import ADDED, REMOVED, Style, by_day
from cittrainer.rules.release_shares import dropped_slots, slots
from cittrainer.rules.release_values import PRESENTER
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.release_shares import Slot
    from cittrainer.rules.release_values import Recipient
    from cittrainer.rules.releases import Plan

STYLE = Style(day=day_and_date, clock=clock_half)
"""How mails write days and times."""


@dataclass(frozen=True, slots=True)
class ChangeMailing:
    """A change of a plan with everything that its drafts are made of."""

    recipients: tuple[Recipient, ...]
    course_uid: str
    number: int
    """Of the latest release, 0 while there is none; the calendar entries carry it."""
    made: datetime
    coordinator: str
    contact: str
    """Whom to ask, in one line."""
    sample: bool


def change_mailing(db: Session, course_id: int, before: Plan, today: date) -> ChangeMailing:
    """Read what the drafts about a change are made of.

    Args:
        db: Open for reading.
        course_id: The course.
        before: The plan before the change.
        today: The day of printing.

    Raises:
        NotFound: there is no such course.
        NothingToPrint: the plan changes nothing for anybody.
    """
    whom = recipients_since(db, course_id, before)
    if not whom:
        raise NothingToPrint("The plan is as it was for everybody.", hint="Nobody is to be told.")
    card, course, last = academy(db), db.get_one(Course, course_id), latest(db, course_id)
    letterhead = paper_values.letterhead(db, today=today)
    who = card.coordinator if card else ""
    reach = (who, card.phone, card.email) if card else ()
    return ChangeMailing(
        recipients=whom,
        course_uid=course.uuid.hex(),
        number=last.number if last is not None else 0,
        made=utc_now(),
        coordinator=who or letterhead.academy,
        contact=", ".join(part for part in reach if part),
        sample=letterhead.sample,
    )


def write_change_drafts(
    database: Database,
    course_id: int,
    before: Plan,
    folder: Path,
    *,
    today: date,
    replace: bool = False,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write a mail draft for each presenter and agency whose days a change concerns.

    Stopped or refused halfway, it takes away what it wrote, unless that replaced other files.

    Args:
        database: The open file.
        course_id: The course.
        before: The plan before the change.
        folder: Where the drafts go; it exists.
        today: The day of printing.
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
        value = change_mailing(db, course_id, before, today)
    return write_files(
        folder,
        [(one.name, partial(draft, value, one)) for one in value.recipients],
        start=f"{before.course.number} change",
        replace=replace,
        progress=progress,
    )


def draft(value: ChangeMailing, recipient: Recipient) -> bytes:
    """The mail draft for one recipient as EML, with the calendar as ICS."""
    course = recipient.now.course
    events = calendar(
        calendar_events(recipient, value.course_uid),
        name=f"{course.title} ({course.number})",
        sequence=value.number,
        time_zone=course.time_zone,
        stamp=value.made,
    )
    sample = "SAMPLE – " if value.sample else ""
    return mail_draft(
        to_name=recipient.salutation,
        to_address=recipient.email,
        subject=f"{sample}{course.title} ({course.number}): {_subject(recipient)}",
        body=body(value, recipient),
        attachments=(Attachment(f"{safe_name(course.number)}.ics", "text/calendar", events),),
    )


def body(value: ChangeMailing, recipient: Recipient) -> str:
    """What a mail says: thanks to whoever is out, a question to whoever stands in, else changes.

    Nobody is asked why they cannot come.
    """
    course = recipient.now.course
    lost, new, kept = shares_of(recipient)
    lines = [f"Dear {recipient.salutation},", ""]
    purpose = _purpose(recipient)
    if purpose == REMOVED:
        lines += _thanks(recipient, lost, kept)
    elif purpose == ADDED:
        lines += _question(recipient, new)
    else:
        lines += [f"something has changed in {course.title} ({course.number}):"]
        for day, sentences in by_day(recipient.changes_in(STYLE), STYLE):
            lines += ["", day, *(f"- {one}" for one in sentences)]
    if course.location and (kept or purpose != REMOVED):
        lines += ["", f"Where: {course.location}"]
    lines += ["", "The attached calendar file brings your calendar up to date."]
    if value.contact:
        lines += ["", f"Questions: {value.contact}"]
    return "\n".join([*lines, "", value.coordinator, ""])


def shares_of(recipient: Recipient) -> tuple[tuple[Slot, ...], tuple[Slot, ...], tuple[Slot, ...]]:
    """The slots that a presenter has no longer, has now, and keeps; none for an agency."""
    if recipient.kind != PRESENTER or recipient.before is None:
        return (), (), ()
    had = {one.block.uuid for one in slots(recipient.before, recipient.id)}
    now = slots(recipient.now, recipient.id)
    return (
        dropped_slots(recipient.before, recipient.now, recipient.id),
        tuple(one for one in now if one.block.uuid not in had),
        tuple(one for one in now if one.block.uuid in had),
    )


def _subject(recipient: Recipient) -> str:
    words = {REMOVED: "your time is free again", ADDED: "could you be with us?"}
    return words.get(_purpose(recipient), "what changed for you")


def _purpose(recipient: Recipient) -> str:
    """What all changes for a presenter have in common: slots lost, slots gained; else empty."""
    kinds = {one.kind for one in recipient.changes}
    return kinds.pop() if recipient.kind == PRESENTER and len(kinds) == 1 else ""


def _thanks(recipient: Recipient, lost: tuple[Slot, ...], kept: tuple[Slot, ...]) -> list[str]:
    course = recipient.now.course
    slots_ = "this slot" if len(lost) == 1 else "these slots"
    lines = [f"you need not come to {slots_} of {course.title} ({course.number}):"]
    lines += ["", *_slot_lines(lost), ""]
    lines += ["There is nothing for you to do, and nothing to explain. Thank you for all that you"]
    lines += ["give to our courses; you are welcome at any time."]
    if kept:
        lines += ["", "This stays as it was:", "", *_slot_lines(kept)]
    return lines


def _question(recipient: Recipient, new: tuple[Slot, ...]) -> list[str]:
    course = recipient.now.course
    slots_ = "this slot" if len(new) == 1 else f"these {counted(len(new), 'slot')}"
    lines = [f"we would be glad to have you for {slots_} of {course.title} ({course.number}):"]
    lines += ["", *_slot_lines(new), ""]
    return [*lines, "Please tell us whether you can come. If you cannot, a word is enough."]


def _slot_lines(found: tuple[Slot, ...]) -> list[str]:
    return [f"- {STYLE.when(one.block)}: {slot_words(one)}" for one in found]
