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
    statement = (
        select(Person, Employment, Agency.name, one.c.until)
        .select_from(one)
        .join(Employment, Employment.person_id == one.c.person_id)
        .join(Person, Person.id == one.c.person_id)
        .join(Agency, Agency.id == Employment.agency_id)
        .where(one.c.until >= today, works_there(today), Employment.role.in_(roles))
        .order_by(func.lower(Agency.name), Person.search_name, Person.id)
    )
    if agency_id is not None:
        statement = statement.where(Employment.agency_id == agency_id)
    badges = dict(
        db.execute(
            select(PersonIdentifier.person_id, func.min(PersonIdentifier.value))
            .where(PersonIdentifier.kind == IdentifierKind.BADGE)
            .group_by(PersonIdentifier.person_id)
        ).all()
    )
    order = _order_of_shifts(db)
    found = [
        (order.get((job.agency_id, job.shift.casefold()), (1, job.shift.casefold())), officer)
        for job, officer in (
            (job, _officer(person, job, agency, until, badges.get(person.id, "")))
            for person, job, agency, until in db.execute(statement)
        )
    ]
    found.sort(key=lambda pair: (pair[1].agency.casefold(), pair[0]))
    return tuple(officer for _, officer in found)


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
