"""Records from before or from elsewhere: added with what was seen, corrected, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import Curriculum, EarlierKind, EarlierRecord, Person
from cittrainer.rules.wording import date_words, quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found, unchanged

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

MOST_HOURS = 2_000
"""Hours that one course can have; a whole police academy has about a thousand."""


class RecordedAlready(UserError):
    """The same course of the same day is on the person's record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDetails:
    """Everything that is typed about a record from before or from elsewhere."""

    title: str
    done_on: date
    kind: EarlierKind = EarlierKind.COMPLETION
    began_on: date | None = None
    minutes: int | None = None
    provider: str = ""
    certificate_number: str = ""
    expires_on: date | None = None
    proof: str = ""
    remarks: str = ""
    agency_id: int | None = None
    curriculum_id: int | None = None


def add_record(db: Session, person_id: int, details: EarlierDetails, *, today: date) -> int:
    """Put a record on a person's transcript and return its id.

    Args:
        db: The open step.
        person_id: Whose record.
        details: What it says; a title, a day and a proof are required.
        today: The present day; nothing was completed later.

    Raises:
        RecordedAlready: they have a record of that title and day.
        Invalid: a value cannot be stored, or the proof is missing.
    """
    person = found(db, Person, person_id, "person")
    row = EarlierRecord(person_id=person_id)
    _fill(db, row, details, today)
    _refuse_twice(db, row, person.full_name)
    db.add(row)
    db.flush()
    return row.id


def edit_record(
    db: Session, record_id: int, details: EarlierDetails, *, seen: int, today: date
) -> None:
    """Correct a record.

    Raises:
        ChangedMeanwhile: somebody changed it after the form was filled.
        RecordedAlready, Invalid: as for ``add_record``.
    """
    row = found(db, EarlierRecord, record_id, "record")
    unchanged(row, seen, quoted(row.title))
    _fill(db, row, details, today)
    _refuse_twice(db, row, row.person.full_name)
    db.flush()


def remove_record(db: Session, record_id: int) -> None:
    """Take a record off a person's transcript."""
    db.delete(found(db, EarlierRecord, record_id, "record"))
    db.flush()


def _fill(db: Session, row: EarlierRecord, details: EarlierDetails, today: date) -> None:
    exempt = details.kind is EarlierKind.EXEMPTION
    what = "The exemption" if exempt else "The course"
    row.title = words.line(details.title, "The title")
    if not row.title:
        raise Invalid(
            "The title is missing.",
            hint="Say what they are exempt from." if exempt else "Type the title of the course.",
        )
    if details.done_on > today:
        raise Invalid(
            f"{date_words(details.done_on)} lies in the future, so nothing was completed then.",
            hint="Type the day on which it ended.",
        )
    if details.began_on is not None and details.began_on > details.done_on:
        raise Invalid(f"{what} cannot end before it began.", hint="Check the two days.")
    if details.expires_on is not None and details.expires_on < details.done_on:
        raise Invalid(
            f"{what} cannot run out before {date_words(details.done_on)}.",
            hint="Check the day until which it counts, or leave it empty.",
        )
    if details.minutes is not None and not 0 < details.minutes <= MOST_HOURS * 60:
        raise Invalid(
            f"Hours go from more than 0 to {MOST_HOURS:,}.", hint="Type the hours of the course."
        )
    row.proof = words.text(details.proof, "The proof")
    if not row.proof:
        raise Invalid(
            "What was seen as proof is missing.",
            hint="Say what it is and where it is kept, such as “Copy of certificate, binder 12”.",
        )
    if details.curriculum_id is not None:
        found(db, Curriculum, details.curriculum_id, "curriculum")
    row.kind = details.kind
    row.done_on = details.done_on
    row.began_on = details.began_on
    row.minutes = details.minutes
    row.expires_on = details.expires_on
    row.provider = words.line(details.provider, "Who held it")
    row.certificate_number = words.line(details.certificate_number, "The certificate number")
    row.remarks = words.line(details.remarks, "The remarks")
    row.agency_id = details.agency_id
    row.curriculum_id = details.curriculum_id


def _refuse_twice(db: Session, row: EarlierRecord, name: str) -> None:
    with db.no_autoflush:
        same = db.scalars(
            select(EarlierRecord).where(
                EarlierRecord.person_id == row.person_id, EarlierRecord.done_on == row.done_on
            )
        ).all()
    if any(one is not row and one.title.casefold() == row.title.casefold() for one in same):
        raise RecordedAlready(
            f"{quoted(row.title)} of {date_words(row.done_on)} is on record for {name} already.",
            hint="Correct that record instead.",
        )
