"""The confidential record of a presenter who tells a story of their own.

History says only that it changed. Never a diagnosis, never the story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    Agency,
    AgencyNotBookedFor,
    ConfidentialRecord,
    Presenter,
    Record,
)
from cittrainer.services import words
from cittrainer.services.course_guards import found, unchanged

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy.orm import Session


LABEL = "Confidential record changed"
"""What the step is called in the history: it names nobody, for having such a record at all is
health information."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialWords:
    """What is typed into the record; see ``ConfidentialRecord`` for what each part means."""

    phone: str = ""
    email: str = ""
    address: str = ""
    support_person: str = ""
    access_needs: str = ""
    topics_not_asked: str = ""
    consent_on: date | None = None
    consent_scope: str = ""
    consent_expires_on: date | None = None
    consent_withdrawn_on: date | None = None


def write_confidential(
    db: Session,
    presenter_id: int,
    typed: ConfidentialWords,
    *,
    agencies_not_booked_for: Collection[int] = (),
    seen: int | None,
) -> None:
    """Keep what a presenter entrusted to the coordinator.

    Args:
        db: The open step.
        presenter_id: A presenter of a confidential kind.
        typed: Everything that the form holds.
        agencies_not_booked_for: Agencies in front of which they are not to be booked.
        seen: The record's version when the form was filled; None where there was none.

    Raises:
        Invalid: the presenter is of another kind, or a date of the consent is impossible.
        ChangedMeanwhile: the record was changed or removed after the form was filled.
    """
    presenter = found(db, Presenter, presenter_id, "presenter")
    if presenter.kind not in CONFIDENTIAL_KINDS:
        raise Invalid(
            f"{presenter.public_name} has no confidential record.",
            hint="It is for presenters who tell a story of their own.",
        )
    _refuse_impossible_consent(typed)
    record = record_of(db, presenter_id)
    if record is None:
        if seen is not None:
            raise ChangedMeanwhile(
                "The confidential record was removed after you opened this form.",
                hint="Close the form; open it again if there is a new record to make.",
            )
        record = ConfidentialRecord(presenter_id=presenter_id)
        db.add(record)
    else:
        unchanged(record, seen or 0, "The confidential record")
    record.phone = words.line(typed.phone, "The phone number")
    record.email = words.line(typed.email, "The e-mail address")
    record.address = words.text(typed.address, "The address")
    record.support_person = words.line(typed.support_person, "The support person")
    record.access_needs = words.text(typed.access_needs, "The list of access needs")
    record.topics_not_asked = words.text(typed.topics_not_asked, "The list of topics")
    record.consent_on = typed.consent_on
    record.consent_scope = words.text(typed.consent_scope, "The scope of the consent")
    record.consent_expires_on = typed.consent_expires_on
    record.consent_withdrawn_on = typed.consent_withdrawn_on
    _set_agencies(db, presenter_id, set(agencies_not_booked_for))


def remove_confidential(db: Session, presenter_id: int) -> list[bytes]:
    """Remove the confidential record of a presenter for good.

    Returns:
        The UUIDs of the rows that were removed, to be removed again from a restored backup.
    """
    presenter = found(db, Presenter, presenter_id, "presenter")
    rows: list[Record] = list(_agency_rows(db, presenter.id))
    record = record_of(db, presenter.id)
    if record is not None:
        rows.append(record)
    for row in rows:
        db.delete(row)
    db.flush()
    return [row.uuid for row in rows]


def record_of(db: Session, presenter_id: int) -> ConfidentialRecord | None:
    """The confidential record of a presenter, where there is one."""
    return db.scalar(
        select(ConfidentialRecord).where(ConfidentialRecord.presenter_id == presenter_id)
    )


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


def _set_agencies(db: Session, presenter_id: int, wanted: set[int]) -> None:
    rows = _agency_rows(db, presenter_id)
    for row in rows:
        if row.agency_id not in wanted:
            db.delete(row)
    for agency_id in sorted(wanted - {row.agency_id for row in rows}):
        found(db, Agency, agency_id, "agency")
        db.add(AgencyNotBookedFor(presenter_id=presenter_id, agency_id=agency_id))
    db.flush()


def _agency_rows(db: Session, presenter_id: int) -> Sequence[AgencyNotBookedFor]:
    return db.scalars(
        select(AgencyNotBookedFor).where(AgencyNotBookedFor.presenter_id == presenter_id)
    ).all()
