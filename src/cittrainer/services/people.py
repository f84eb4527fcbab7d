"""People: put on file, edited, moved to another agency, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Employment,
    Enrollment,
    IdentifierKind,
    NotTheSame,
    Person,
    PersonIdentifier,
    Presenter,
    TraineeRole,
)
from cittrainer.rules.names import fold
from cittrainer.rules.person_values import is_birth_date
from cittrainer.rules.wording import date_words
from cittrainer.services import words
from cittrainer.services.course_guards import found, unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

FIRST_SERVICE_YEAR = 1940
"""Nobody in service today began earlier."""

KIND_NAMES = {
    IdentifierKind.STATE_ID: "state ID",
    IdentifierKind.BADGE: "badge number",
    IdentifierKind.EMPLOYEE: "employee number",
}
"""What identifiers are called in a sentence."""


class IdentifierTaken(UserError):
    """The number belongs to somebody else."""


class PersonInUse(UserError):
    """Records refer to the person, so they have to stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """Everything that is typed about a person and where they work now."""

    last_name: str
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    identifiers: tuple[tuple[IdentifierKind, str], ...] = ()
    agency_id: int | None = None
    role: TraineeRole = TraineeRole.OFFICER
    position: str = ""
    shift: str = ""
    supervisor_id: int | None = None
    """The person who leads them where they work now."""
    service_since: int | None = None
    """A year."""
    email: str = ""
    phone: str = ""
    address: str = ""
    birth_date: date | None = None
    remarks: str = ""


def add_person(db: Session, details: PersonDetails, *, today: date) -> int:
    """Put a person on file and return the id.

    Args:
        db: The open step.
        details: What is known; only the last name is required.
        today: The present day, for what cannot be in the future.

    Raises:
        IdentifierTaken: one of the identifiers belongs to another person.
        Invalid: a value cannot be stored.
    """
    person = Person()
    _fill(person, details, today)
    db.add(person)
    db.flush()
    _set_identifiers(db, person, details.identifiers, details.agency_id)
    person.employments.append(
        Employment(
            agency_id=details.agency_id,
            role=details.role,
            position=words.line(details.position, "The position"),
            shift=words.line(details.shift, "The shift"),
            supervisor_id=_supervisor(db, person, details.supervisor_id),
        )
    )
    db.flush()
    return person.id


def edit_person(
    db: Session,
    person_id: int,
    details: PersonDetails,
    *,
    seen: int,
    today: date,
    moved: bool = True,
) -> None:
    """Change what is on file about a person.

    Args:
        db: The open step.
        person_id: The person.
        details: All values as they are to be.
        seen: The person's version when the form was filled.
        today: The present day, on which a new employment begins.
        moved: Whether another agency or role is a move, which keeps the earlier employment in
            the person's history; else it corrects what was recorded wrongly.

    Raises:
        ChangedMeanwhile: somebody changed the person after the form was filled.
        IdentifierTaken, Invalid: as for ``add_person``.
    """
    person = found(db, Person, person_id, "person")
    unchanged(person, seen, person.full_name)
    before = (person.version, _side_rows(person))
    _fill(person, details, today)
    _set_identifiers(db, person, details.identifiers, details.agency_id)
    set_employment(
        db,
        person_id,
        agency_id=details.agency_id,
        role=details.role,
        position=details.position,
        shift=details.shift,
        today=today,
        moved=moved,
    )
    present = current_employment(person)
    if present is not None:
        present.supervisor_id = _supervisor(db, person, details.supervisor_id)
    db.flush()
    if person.version == before[0] and _side_rows(person) != before[1]:
        touch(person)
        db.flush()


def set_employment(
    db: Session,
    person_id: int,
    *,
    agency_id: int | None,
    role: TraineeRole,
    position: str,
    today: date,
    shift: str | None = None,
    moved: bool = True,
) -> None:
    """Say where a person works now.

    A move to another agency or role ends the present employment the day before and begins a
    new one; one that began today, or that is only corrected, is changed in place.

    Args:
        db: The open step.
        person_id: The person.
        agency_id: The agency; None where they work for none.
        role: What they do there.
        position: Rank or post in the agency's words.
        today: The first day of a new employment.
        shift: Their shift; None leaves it as it is.
        moved: Whether a difference is a move or a correction.
    """
    person = found(db, Person, person_id, "person")
    present = current_employment(person)
    differs = present is None or (present.agency_id, present.role) != (agency_id, role)
    if present is not None and differs and moved and _had_begun(present, today):
        shift = present.shift if shift is None and present.agency_id == agency_id else shift
        present.to_date = today - timedelta(days=1)
        present = None
    if present is None:
        present = Employment(from_date=today if person.employments else None)
        person.employments.append(present)
    present.agency_id = agency_id
    present.role = role
    present.position = words.line(position, "The position")
    if shift is not None:
        present.shift = words.line(shift, "The shift")
    db.flush()


def current_employment(person: Person) -> Employment | None:
    """Where the person works now: the newest employment that has no end."""
    return next((one for one in reversed(person.employments) if one.to_date is None), None)


def add_identifier(db: Session, person_id: int, kind: IdentifierKind, value: str) -> None:
    """Add a number to those by which a person is known; one that is there changes nothing.

    Raises:
        IdentifierTaken: it belongs to another person.
        Invalid: it is too long.
    """
    person = found(db, Person, person_id, "person")
    present = current_employment(person)
    known = [(one.kind, one.value) for one in person.identifiers]
    agency_id = None if present is None else present.agency_id
    _set_identifiers(db, person, [*known, (kind, value)], agency_id)


def remove_person(db: Session, person_id: int) -> None:
    """Take a person off the file; those whom they led have no supervisor then.

    Raises:
        PersonInUse: they are or were in a course, or they present.
    """
    person = found(db, Person, person_id, "person")
    enrolled = db.scalar(
        select(func.count()).select_from(Enrollment).where(Enrollment.person_id == person_id)
    )
    if enrolled:
        courses = "1 course" if enrolled == 1 else f"{enrolled} courses"
        raise PersonInUse(
            f"{person.full_name} cannot be removed: the records of {courses} refer to them.",
            hint="Remove a nomination in its course first; records of a course always stay.",
        )
    if db.scalar(select(Presenter.id).where(Presenter.person_id == person_id).limit(1)):
        raise PersonInUse(
            f"{person.full_name} cannot be removed: they are a presenter.",
            hint="Mark the presenter as no longer active instead.",
        )
    pairs = select(NotTheSame).where(
        (NotTheSame.person_id == person_id) | (NotTheSame.other_id == person_id)
    )
    for pair in db.scalars(pairs):
        db.delete(pair)
    for led in db.scalars(select(Employment).where(Employment.supervisor_id == person_id)):
        led.supervisor_id = None
    db.flush()
    db.delete(person)


def touch(person: Person) -> None:
    """Raise a person's version although only rows beside it changed, so that stale forms show."""
    person.version += 1


def search_name(last_name: str, first_name: str, middle_name: str = "", suffix: str = "") -> str:
    """The names as they are searched and sorted: last name first, no accents, no capitals."""
    return fold(" ".join((last_name, first_name, middle_name, suffix)))[: words.LONGEST]


def _fill(person: Person, details: PersonDetails, today: date) -> None:
    person.last_name = words.line(details.last_name, "The last name", required=True)
    if not fold(person.last_name):
        raise Invalid(
            f"The last name “{person.last_name}” has no letters.", hint="Type the last name."
        )
    person.first_name = words.line(details.first_name, "The first name")
    person.middle_name = words.line(details.middle_name, "The middle name")
    person.suffix = words.line(details.suffix, "The suffix")
    person.search_name = search_name(
        person.last_name, person.first_name, person.middle_name, person.suffix
    )
    person.email = words.line(details.email, "The e-mail address")
    if person.email and "@" not in person.email.strip("@"):
        raise Invalid(
            f"“{person.email}” is no e-mail address.", hint="Correct it or leave it empty."
        )
    person.phone = words.line(details.phone, "The phone number")
    person.address = words.text(details.address, "The address")
    if details.birth_date is not None and not is_birth_date(details.birth_date, today):
        raise Invalid(
            f"Nobody in training was born on {date_words(details.birth_date)}.",
            hint="Correct the birth date or leave it empty.",
        )
    person.birth_date = details.birth_date
    person.remarks = words.line(details.remarks, "The remarks")
    year = details.service_since
    if year is not None and not FIRST_SERVICE_YEAR <= year <= today.year:
        raise Invalid(
            f"Nobody's service began in {year}.",
            hint=f"Type a year from {FIRST_SERVICE_YEAR} to {today.year}.",
        )
    person.service_since = year


def _set_identifiers(
    db: Session,
    person: Person,
    wanted: Iterable[tuple[IdentifierKind, str]],
    agency_id: int | None,
) -> None:
    """Make the person's identifiers be these; rows that stay are not written again."""
    pairs = {(kind, words.line(value, f"The {KIND_NAMES[kind]}")) for kind, value in wanted}
    pairs = {(kind, value) for kind, value in pairs if value}
    for kind, value in sorted(pairs):
        _refuse_taken(db, person, kind, value, agency_id)
    for one in list(person.identifiers):
        if (one.kind, one.value) not in pairs:
            person.identifiers.remove(one)
    known = {(one.kind, one.value) for one in person.identifiers}
    for kind, value in sorted(pairs - known):
        person.identifiers.append(PersonIdentifier(kind=kind, value=value))
    db.flush()


def _refuse_taken(
    db: Session, person: Person, kind: IdentifierKind, value: str, agency_id: int | None
) -> None:
    """Refuse a number of somebody else; badges and employee numbers are each agency's own."""
    others = (
        select(Person)
        .join(Person.identifiers)
        .where(
            PersonIdentifier.kind == kind,
            PersonIdentifier.value == value,
            PersonIdentifier.person_id != person.id,
        )
        .limit(50)
    )
    for other in db.scalars(others):
        at = current_employment(other)
        elsewhere = at is not None and at.agency_id != agency_id
        if kind is not IdentifierKind.STATE_ID and elsewhere:
            continue
        raise IdentifierTaken(
            f"The {KIND_NAMES[kind]} “{value}” belongs to {other.full_name} already.",
            hint="Check the number, or edit that person instead.",
        )


def _supervisor(db: Session, person: Person, supervisor_id: int | None) -> int | None:
    """Who leads a person, if that can be stored.

    Raises:
        Invalid: it would be the person.
        NotFound: they are no longer on file.
    """
    if supervisor_id is None:
        return None
    if supervisor_id == person.id:
        raise Invalid(
            f"{person.full_name} cannot be their own supervisor.", hint="Choose somebody else."
        )
    return found(db, Person, supervisor_id, "person").id


def _had_begun(employment: Employment, today: date) -> bool:
    return employment.from_date is None or employment.from_date < today


def _side_rows(person: Person) -> Sequence[tuple[int, int]]:
    """Ids and versions of what belongs to a person, to see whether something changed."""
    return [(one.id, one.version) for one in (*person.identifiers, *person.employments)]
