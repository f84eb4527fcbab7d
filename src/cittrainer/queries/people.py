"""People as lists, forms and matching see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from cittrainer.errors import NotFound
from cittrainer.models import (
    Agency,
    Employment,
    IdentifierKind,
    Person,
    PersonIdentifier,
    Presenter,
    TraineeRole,
)
from cittrainer.queries.people_search import PeopleFilter, filtered, ordered
from cittrainer.queries.standings import NO_STANDING, LatestCourse, Standing, latest_courses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

PAGE = 60
"""People that a list shows before more are asked for: some three windows full, so that the next
letter typed does not wait for rows that nobody has scrolled to."""
CHUNK = 500
"""Ids in one condition."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a line of a list."""

    id: int
    sorted_name: str
    search_name: str
    role: TraineeRole | None
    position: str
    agency_id: int | None
    agency: str
    state_id: str
    """The state ID, or another number where there is none."""
    email: str
    phone: str
    service_since: int | None
    latest_course: str
    """The number of the latest course, or empty."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class EmploymentRow:
    """A stretch of time at an agency."""

    agency_id: int | None
    agency: str
    role: TraineeRole
    position: str
    shift: str
    from_date: date | None
    to_date: date | None
    supervisor_id: int | None = None
    """The person who leads them there."""
    supervisor: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works for an agency, to be chosen from a list."""

    id: int
    sorted_name: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Everything on file about a person, as a form and the details beside a list need it."""

    id: int
    version: int
    last_name: str
    first_name: str
    middle_name: str
    suffix: str
    full_name: str
    sorted_name: str
    email: str
    phone: str
    address: str
    birth_date: date | None
    service_since: int | None
    remarks: str
    staff: bool
    identifiers: tuple[tuple[IdentifierKind, str], ...]
    employments: tuple[EmploymentRow, ...]
    """Oldest first."""

    @property
    def present(self) -> EmploymentRow | None:
        """Where they work now."""
        return next((one for one in reversed(self.employments) if one.to_date is None), None)


def page(
    db: Session, wanted: PeopleFilter, *, today: date, limit: int = PAGE
) -> tuple[PersonRow, ...]:
    """The first people of a list, with a number of statements that does not depend on theirs.

    Args:
        db: The reading session.
        wanted: Which, and in which order.
        today: The present day, for what a certificate is worth.
        limit: How many at most.
    """
    ids = list(db.scalars(ordered(filtered(db, select(Person.id), wanted), wanted).limit(limit)))
    return tuple(_rows(db, ids, today))


def rows(db: Session, person_ids: Sequence[int], *, today: date) -> tuple[PersonRow, ...]:
    """The lines of given people, in the order given."""
    found: list[PersonRow] = []
    for start in range(0, len(person_ids), CHUNK):
        found.extend(_rows(db, person_ids[start : start + CHUNK], today))
    return tuple(found)


def record(db: Session, person_id: int) -> PersonRecord:
    """Everything on file about a person.

    Raises:
        NotFound: they were removed.
    """
    person = db.get(Person, person_id)
    if person is None:
        raise NotFound("This person is no longer on file.", hint="Look at the list again.")
    leader = aliased(Person)
    employments = db.execute(
        select(Employment, Agency.name, leader)
        .outerjoin(Employment.agency)
        .outerjoin(leader, leader.id == Employment.supervisor_id)
        .where(Employment.person_id == person_id)
        .order_by(Employment.id)
    )
    return PersonRecord(
        id=person.id,
        version=person.version,
        last_name=person.last_name,
        first_name=person.first_name,
        middle_name=person.middle_name,
        suffix=person.suffix,
        full_name=person.full_name,
        sorted_name=person.sorted_name,
        email=person.email,
        phone=person.phone,
        address=person.address,
        birth_date=person.birth_date,
        service_since=person.service_since,
        remarks=person.remarks,
        staff=person.staff,
        identifiers=tuple((one.kind, one.value) for one in person.identifiers),
        employments=tuple(
            EmploymentRow(
                one.agency_id,
                agency or "",
                one.role,
                one.position,
                one.shift,
                one.from_date,
                one.to_date,
                one.supervisor_id,
                leads.sorted_name if leads else "",
            )
            for one, agency, leads in employments
        ),
    )


def colleagues(
    db: Session, agency: str, *, besides: int | None = None, limit: int = 500
) -> tuple[Colleague, ...]:
    """Who works for an agency now, by name; for choosing a supervisor.

    Args:
        db: The reading session.
        agency: The agency's name as it is on file; another one has nobody.
        besides: A person who is left out.
        limit: How many at most.
    """
    rows = db.scalars(
        select(Person)
        .join(Employment, Employment.person_id == Person.id)
        .join(Agency, Agency.id == Employment.agency_id)
        .where(Agency.name == agency, Employment.to_date.is_(None), Person.id.is_not(besides))
        .order_by(Person.search_name, Person.id)
        .limit(limit)
    )
    return tuple(Colleague(one.id, one.sorted_name) for one in rows.unique())


def anybody(db: Session) -> bool:
    """Whether there is anybody on file at all."""
    return db.scalar(select(exists(select(Person.id)))) or False


def is_presenter(db: Session, person_id: int) -> bool:
    """Whether the person also presents."""
    return db.scalar(select(exists().where(Presenter.person_id == person_id))) or False


def _rows(db: Session, ids: Sequence[int], today: date) -> list[PersonRow]:
    if not ids:
        return []
    people = {one.id: one for one in db.scalars(select(Person).where(Person.id.in_(ids)))}
    numbers = _shown_numbers(db, ids)
    works = {
        owner: (role, position, agency_id, agency)
        for owner, role, position, agency_id, agency in db.execute(
            select(
                Employment.person_id,
                Employment.role,
                Employment.position,
                Employment.agency_id,
                Agency.name,
            )
            .outerjoin(Employment.agency)
            .where(Employment.person_id.in_(ids), Employment.to_date.is_(None))
            .order_by(Employment.id)
        )
    }
    latest = latest_courses(db, ids, today=today)
    found: list[PersonRow] = []
    for person_id in ids:
        person = people[person_id]
        role, position, agency_id, agency = works.get(person_id, (None, "", None, None))
        course = latest.get(person_id, LatestCourse("", NO_STANDING))
        found.append(
            PersonRow(
                id=person_id,
                sorted_name=person.sorted_name,
                search_name=person.search_name,
                role=role,
                position=position,
                agency_id=agency_id,
                agency=agency or "",
                state_id=numbers.get(person_id, ""),
                email=person.email,
                phone=person.phone,
                service_since=person.service_since,
                latest_course=course.number,
                standing=course.standing,
            )
        )
    return found


def _shown_numbers(db: Session, ids: Sequence[int]) -> dict[int, str]:
    """One number of each: the state ID first, else the badge, else the employee number."""
    best: dict[int, tuple[int, int, str]] = {}
    order = list(IdentifierKind)
    for row in db.scalars(select(PersonIdentifier).where(PersonIdentifier.person_id.in_(ids))):
        candidate = (order.index(row.kind), row.id, row.value)
        if row.person_id not in best or candidate < best[row.person_id]:
            best[row.person_id] = candidate
    return {person_id: value for person_id, (_, _, value) in best.items()}
