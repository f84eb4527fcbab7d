"""The confidential record of a presenter who tells a story of their own.

History says only that it was opened or changed. Never a diagnosis, never the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, Invalid, UserError
from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    Agency,
    AgencyNotBookedFor,
    Booking,
    ConfidentialOpening,
    ConfidentialRecord,
    ConsentAgency,
    Presenter,
)
from cittrainer.rules.names import tidy
from cittrainer.services import words
from cittrainer.services.course_guards import found, unchanged

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

A = TypeVar("A", AgencyNotBookedFor, ConsentAgency)

LABEL = "Confidential record changed"
"""What the step is called in the history: it names nobody, for having such a record at all is
health information. So is it with ``OPENED``."""

OPENED = "Confidential record opened"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConfidentialWords:
    """What is typed into the record; see ``ConfidentialRecord`` for what each part means.

    It tells nothing of itself where it is printed, as in a log.
    """

    phone: str = ""
    email: str = ""
    address: str = ""
    support_person: str = ""
    access_needs: str = ""
    topics_not_asked: str = ""
    consent_on: date | None = None
    consent_scope: str = ""
    consent_print: bool = True
    consent_photos: bool = False
    consent_all_agencies: bool = True
    consent_expires_on: date | None = None
    consent_withdrawn_on: date | None = None


def open_confidential(db: Session, presenter_id: int) -> None:
    """Note in the history that a confidential record is opened.

    Save this step before anything of the record is read: what cannot be noted is not shown. The
    step is called ``OPENED`` and names nobody. Where there is no record there is nothing to note.

    Raises:
        NotFound: the presenter was removed.
    """
    presenter = found(db, Presenter, presenter_id, "presenter")
    if _rows(db, presenter.id):
        db.add(ConfidentialOpening(presenter_id=presenter.id))
        db.flush()


def write_confidential(
    db: Session,
    presenter_id: int,
    typed: ConfidentialWords,
    *,
    agencies_not_booked_for: Collection[int] = (),
    consent_agencies: Collection[int] = (),
    support_invited: Mapping[int, bool] | None = None,
    seen: int | None,
) -> None:
    """Keep what a presenter entrusted to the coordinator.

    A consent that ends during a course is kept as it is: the plan of the course tells of it.

    Args:
        db: The open step.
        presenter_id: A presenter of a confidential kind.
        typed: Everything that the form holds.
        agencies_not_booked_for: Agencies in front of which they are not to be booked.
        consent_agencies: Agencies that the consent covers, unless it covers every one.
        support_invited: By the id of a booking of theirs, whether the support person is invited
            to it; bookings that are not named stay as they are.
        seen: The record's version when the form was filled; None where there was none.

    Raises:
        Invalid: the presenter is of another kind, a date of the consent is impossible, or it
            covers only chosen agencies and none is chosen.
        ChangedMeanwhile: the record was changed or removed after the form was filled.
    """
    presenter = found(db, Presenter, presenter_id, "presenter")
    if presenter.kind not in CONFIDENTIAL_KINDS:
        raise Invalid(
            f"{presenter.public_name} has no confidential record.",
            hint="It is for presenters who tell a story of their own.",
        )
    _refuse_impossible_consent(typed)
    covered = set() if typed.consent_all_agencies else set(consent_agencies)
    if not typed.consent_all_agencies and not covered:
        raise Invalid(
            "The consent covers only chosen agencies, and none is chosen.",
            hint="Tick the agencies, or let it cover every agency.",
        )
    record = record_of(db, presenter_id)
    if record is None:
        if seen is not None:
            raise ChangedMeanwhile(
                "The confidential record was removed after you opened this form.",
                hint="Close the form; open it again if there is a new record to make.",
            )
        record = ConfidentialRecord(presenter_id=presenter_id, support_invited=[])
    else:
        unchanged(record, seen or 0, "The confidential record")
    record.support_invited = _invited(db, record, support_invited or {})
    _write(record, typed)
    db.add(record)
    _set_agencies(db, AgencyNotBookedFor, presenter_id, set(agencies_not_booked_for))
    _set_agencies(db, ConsentAgency, presenter_id, covered)


def remove_confidential(db: Session, presenter_id: int) -> list[bytes]:
    """Remove the confidential record of a presenter for good, and how often it was opened.

    That pre-briefs, debriefs and calls were done stays: it belongs to the bookings.

    Returns:
        The UUIDs of the rows that were removed, to be removed again from a restored backup.
    """
    presenter = found(db, Presenter, presenter_id, "presenter")
    rows = _rows(db, presenter.id)
    openings = db.scalars(
        select(ConfidentialOpening).where(ConfidentialOpening.presenter_id == presenter.id)
    ).all()
    uuids = [row.uuid for row in (*rows, *openings)]
    for row in rows:
        db.delete(row)
    # The record first: why the step cannot be undone is then said of the record.
    db.flush()
    for opening in openings:
        db.delete(opening)
    db.flush()
    return uuids


def forget_agency(db: Session, agency_id: int) -> None:
    """Let no consent and no wish name an agency that goes."""
    for cls in (AgencyNotBookedFor, ConsentAgency):
        for row in db.scalars(select(cls).where(cls.agency_id == agency_id)):
            db.delete(row)
    db.flush()


def refuse_record_left(db: Session, presenter: Presenter) -> None:
    """Refuse what would leave a confidential record that nobody could open any more.

    Raises:
        UserError: there is one.
    """
    if _rows(db, presenter.id):
        raise UserError(
            f"{presenter.public_name} has a confidential record.",
            hint="Remove the confidential record first.",
        )


def record_of(db: Session, presenter_id: int) -> ConfidentialRecord | None:
    """The confidential record of a presenter, where there is one."""
    return db.scalar(
        select(ConfidentialRecord).where(ConfidentialRecord.presenter_id == presenter_id)
    )


def _write(record: ConfidentialRecord, typed: ConfidentialWords) -> None:
    record.phone = words.line(typed.phone, "The phone number")
    record.email = words.line(typed.email, "The e-mail address")
    record.address = words.text(typed.address, "The address")
    record.support_person = words.line(typed.support_person, "The support person")
    needs = (tidy(each) for each in re.split(r"[,\n]", typed.access_needs))
    record.access_needs = words.text(", ".join(filter(None, needs)), "The list of access needs")
    record.topics_not_asked = words.text(typed.topics_not_asked, "The list of topics")
    record.consent_on = typed.consent_on
    record.consent_scope = words.text(typed.consent_scope, "The scope of the consent")
    record.consent_print = typed.consent_print
    record.consent_photos = typed.consent_photos
    record.consent_all_agencies = typed.consent_all_agencies
    record.consent_expires_on = typed.consent_expires_on
    record.consent_withdrawn_on = typed.consent_withdrawn_on


def _invited(db: Session, record: ConfidentialRecord, wanted: Mapping[int, bool]) -> list[str]:
    """The UUIDs of the bookings for which the support person is invited, with some changed."""
    kept = dict.fromkeys(record.support_invited)
    for booking_id, invited in wanted.items():
        booking = found(db, Booking, booking_id, "booking")
        if booking.presenter_id != record.presenter_id:
            raise Invalid("This booking is somebody else's.", hint="Look at the form again.")
        if invited:
            kept[booking.uuid.hex()] = None
        else:
            kept.pop(booking.uuid.hex(), None)
    return list(kept)


def _refuse_impossible_consent(typed: ConfidentialWords) -> None:
    given = typed.consent_on
    for end, what in (
        (typed.consent_expires_on, "expires"),
        (typed.consent_withdrawn_on, "is withdrawn"),
    ):
        if end is not None and given is None:
            raise Invalid(
                f"The consent {what} but was never given.", hint="Enter the day it was given."
            )
        if end is not None and given is not None and end < given:
            raise Invalid(f"The consent {what} before it is given.", hint="Check the two dates.")


def _set_agencies(db: Session, cls: type[A], presenter_id: int, wanted: set[int]) -> None:
    rows = _agency_rows(db, cls, presenter_id)
    for row in rows:
        if row.agency_id not in wanted:
            db.delete(row)
    for agency_id in sorted(wanted - {row.agency_id for row in rows}):
        found(db, Agency, agency_id, "agency")
        db.add(cls(presenter_id=presenter_id, agency_id=agency_id))
    db.flush()


def _agency_rows(db: Session, cls: type[A], presenter_id: int) -> Sequence[A]:
    return db.scalars(select(cls).where(cls.presenter_id == presenter_id)).all()


def _rows(
    db: Session, presenter_id: int
) -> list[ConfidentialRecord | AgencyNotBookedFor | ConsentAgency]:
    """Everything that was entrusted by a presenter."""
    record = record_of(db, presenter_id)
    return [
        *_agency_rows(db, AgencyNotBookedFor, presenter_id),
        *_agency_rows(db, ConsentAgency, presenter_id),
        *([] if record is None else [record]),
    ]
