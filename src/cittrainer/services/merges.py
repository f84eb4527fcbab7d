"""Two records of one person made into one, and two people that look alike kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    EarlierRecord,
    Employment,
    Enrollment,
    EnrollmentState,
    NotTheSame,
    Person,
    PersonIdentifier,
    Presenter,
    SeatsKept,
)
from cittrainer.services import enrollments
from cittrainer.services.course_guards import found
from cittrainer.services.people import current_employment, search_name, touch

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

FIELDS = (
    *("last_name", "first_name", "middle_name", "suffix", "email", "phone", "address"),
    *("birth_date", "service_since", "remarks"),
)
"""The fields of a person of which either one can be kept."""


class CannotMerge(UserError):
    """The records of the two contradict each other."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did.

    Attributes:
        name: The full name of the person who stays.
        courses: How many courses of the other person are theirs now.
    """

    name: str
    courses: int


def merge(
    db: Session, keep_id: int, other_id: int, *, take: Collection[str] = (), today: date
) -> Merged:
    """Make two records of one person into one; everything of the other one moves.

    A field that is empty in the record that stays is filled from the other. Numbers of both are
    kept. Where both work somewhere now, the record that stays is believed, and the other
    employment ends.

    Args:
        db: The open step.
        keep_id: The record that stays.
        other_id: The record that goes.
        take: Those of ``FIELDS`` that are taken from the record that goes.
        today: The present day, before which an employment ends that is no longer true.

    Raises:
        CannotMerge: both have records in one course, or both are in the book of presenters.
        Invalid: they are one record already, or a field is none.
        NotFound: one of them is gone.
    """
    if keep_id == other_id:
        raise Invalid("This is one record already.", hint="Choose two different people.")
    unknown = sorted(set(take) - set(FIELDS))
    if unknown:
        raise Invalid(
            f"“{unknown[0]}” is no field of a person.", hint=f"The fields are {', '.join(FIELDS)}."
        )
    keep, other = found(db, Person, keep_id, "person"), found(db, Person, other_id, "person")
    _refuse_two_presenters(db, keep, other)
    courses = _move_enrollments(db, keep, other)
    _fill(keep, other, take)
    _move_identifiers(db, keep, other)
    _move_employments(db, keep, other, today)
    rows: list[Presenter | SeatsKept | EarlierRecord] = [
        *db.scalars(select(Presenter).where(Presenter.person_id == other_id)),
        *db.scalars(select(SeatsKept).where(SeatsKept.person_id == other_id)),
        *db.scalars(select(EarlierRecord).where(EarlierRecord.person_id == other_id)),
    ]
    for row in rows:
        row.person_id = keep_id
    _move_judgements(db, keep_id, other_id)
    keep.staff = keep.staff or other.staff
    touch(keep)
    db.flush()
    db.expire(other)
    db.delete(other)
    db.flush()
    return Merged(keep.full_name, courses)


def keep_apart(db: Session, one_id: int, other_id: int) -> None:
    """Remember that two people who look alike are two; where it is known, nothing changes.

    Raises:
        Invalid: they are one record.
        NotFound: one of them is gone.
    """
    if one_id == other_id:
        raise Invalid("This is one record.", hint="Choose two different people.")
    first, second = sorted((one_id, other_id))
    for each in (first, second):
        found(db, Person, each, "person")
    known = select(NotTheSame).where(NotTheSame.person_id == first, NotTheSame.other_id == second)
    if db.scalar(known) is None:
        db.add(NotTheSame(person_id=first, other_id=second))
        db.flush()


def _fill(keep: Person, other: Person, take: Collection[str]) -> None:
    for field in FIELDS:
        if field in take or getattr(keep, field) in ("", None):
            setattr(keep, field, getattr(other, field))
    keep.search_name = search_name(keep.last_name, keep.first_name, keep.middle_name, keep.suffix)


def _refuse_two_presenters(db: Session, keep: Person, other: Person) -> None:
    ids = (keep.id, other.id)
    if len(db.scalars(select(Presenter.id).where(Presenter.person_id.in_(ids))).all()) > 1:
        raise CannotMerge(
            f"{keep.full_name} and {other.full_name} are both in the book of presenters.",
            hint="Give the bookings to one of them and take the other out of the book first.",
        )


def _move_enrollments(db: Session, keep: Person, other: Person) -> int:
    """The courses of the other one become theirs; a mere nomination for the same one goes."""
    both = list(db.scalars(select(Enrollment).where(Enrollment.person_id.in_((keep.id, other.id)))))
    theirs = {row.course_id: row for row in both if row.person_id == keep.id}
    moved = 0
    for row in [row for row in both if row.person_id == other.id]:
        known = theirs.get(row.course_id)
        if known is not None:
            spare = next((one for one in (row, known) if _only_nominated(one)), None)
            if spare is None:
                raise CannotMerge(
                    f"{keep.full_name} and {other.full_name} both have records in "
                    f"{row.course.number}.",
                    hint="Withdraw the wrong one there and write its records to the other first.",
                )
            enrollments.remove_nomination(db, spare.id)
            if spare is row:
                continue
        row.person_id = keep.id
        moved += 1
    db.flush()
    return moved


def _only_nominated(row: Enrollment) -> bool:
    return all(entry.state is EnrollmentState.NOMINATED for entry in row.states)


def _move_identifiers(db: Session, keep: Person, other: Person) -> None:
    known = {(one.kind, one.value) for one in keep.identifiers}
    rows = db.scalars(select(PersonIdentifier).where(PersonIdentifier.person_id == other.id)).all()
    for row in rows:
        if (row.kind, row.value) in known:
            db.delete(row)
        else:
            row.person_id = keep.id
    db.flush()


def _move_employments(db: Session, keep: Person, other: Person, today: date) -> None:
    present = current_employment(keep)
    for row in db.scalars(select(Employment).where(Employment.person_id == other.id)).all():
        if present is not None and row.to_date is None:
            if (row.agency_id, row.role) == (present.agency_id, present.role):
                present.position = present.position or row.position
                present.shift = present.shift or row.shift
                present.supervisor_id = present.supervisor_id or row.supervisor_id
                db.delete(row)
                continue
            row.to_date = (present.from_date or today) - timedelta(days=1)
            if row.from_date is not None and row.from_date > row.to_date:
                row.from_date = row.to_date
        row.person_id = keep.id
    for row in db.scalars(select(Employment).where(Employment.supervisor_id == other.id)).all():
        row.supervisor_id = keep.id
    db.flush()
    for row in db.scalars(select(Employment).where(Employment.person_id == keep.id)).all():
        if row.supervisor_id == keep.id:
            row.supervisor_id = None
    db.flush()


def _move_judgements(db: Session, keep_id: int, other_id: int) -> None:
    """Who was not the other one is not this one either."""
    named = or_(NotTheSame.person_id == other_id, NotTheSame.other_id == other_id)
    for row in db.scalars(select(NotTheSame).where(named)).all():
        third = row.person_id if row.other_id == other_id else row.other_id
        db.delete(row)
        db.flush()
        if third != keep_id:
            keep_apart(db, keep_id, third)
