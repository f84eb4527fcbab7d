"""Who is CIT-trained and at work, by agency and shift: the list that dispatchers keep at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import (
    Agency,
    AgencyShift,
    Employment,
    IdentifierKind,
    Person,
    PersonIdentifier,
    TraineeRole,
)
from cittrainer.queries.coverage import ROLES
from cittrainer.queries.trained import WITHOUT_END, trained_people, works_there

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class ActiveOfficer:
    """Somebody who is trained today; nothing by which they could be reached off duty."""

    person_id: int
    sorted_name: str
    position: str
    badge: str
    agency: str
    shift: str
    role: TraineeRole
    until: date | None
    """The last day on which it counts; None where it does not run out."""


def active_officers(
    db: Session,
    *,
    today: date,
    agency_id: int | None = None,
    roles: Collection[TraineeRole] = ROLES,
) -> tuple[ActiveOfficer, ...]:
    """Everybody with these roles who is trained today, by agency, shift and name.

    Shifts come in the order of the agency's form; those that it does not name come after them.
    """
    one = trained_people()
    badge = (
        select(func.min(PersonIdentifier.value))
        .where(
            PersonIdentifier.person_id == Person.id,
            PersonIdentifier.kind == IdentifierKind.BADGE,
        )
        .scalar_subquery()
    )
    statement = (
        select(Person, Employment, Agency.name, one.c.until, badge)
        .select_from(one)
        .join(Employment, Employment.person_id == one.c.person_id)
        .join(Person, Person.id == one.c.person_id)
        .join(Agency, Agency.id == Employment.agency_id)
        .where(one.c.until >= today, works_there(today), Employment.role.in_(roles))
        .order_by(func.lower(Agency.name), Person.search_name, Person.id)
    )
    if agency_id is not None:
        statement = statement.where(Employment.agency_id == agency_id)
    order = _order_of_shifts(db)
    found = [
        (job.agency_id, job.shift.casefold(), _officer(person, job, agency, until, number or ""))
        for person, job, agency, until, number in db.execute(statement)
    ]
    found.sort(key=lambda row: (row[2].agency.casefold(), order.get(row[:2], (1, row[1]))))
    return tuple(officer for _agency_id, _shift, officer in found)


def _order_of_shifts(db: Session) -> dict[tuple[int | None, str], tuple[int, str]]:
    rows = db.execute(
        select(AgencyShift.agency_id, AgencyShift.name, AgencyShift.position, AgencyShift.id)
    )
    return {
        (agency_id, name.casefold()): (0, f"{position:06}-{shift_id:09}")
        for agency_id, name, position, shift_id in rows
    }


def _officer(
    person: Person, job: Employment, agency: str, until: date, badge: str
) -> ActiveOfficer:
    return ActiveOfficer(
        person_id=person.id,
        sorted_name=person.sorted_name,
        position=job.position,
        badge=badge,
        agency=agency,
        shift=job.shift,
        role=job.role,
        until=None if until == WITHOUT_END else until,
    )
