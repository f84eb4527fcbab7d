"""Agencies with how many people they have and how many of those are trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import Agency, AgencyAlias, AgencyKind, Employment
from cittrainer.queries.trained import trained_people
from cittrainer.rules.coverage import ShiftStrength

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as a line of a list.

    Attributes:
        people: People on file who work there now.
        trained: Those of them who are CIT-trained today, here or elsewhere.
        aliases: Its other names.
    """

    id: int
    name: str
    short_name: str
    kind: AgencyKind
    people: int
    trained: int
    target_percent: int | None
    contact_name: str
    email: str
    phone: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """Everything on file about an agency."""

    id: int
    version: int
    name: str
    short_name: str
    kind: AgencyKind
    address: str
    phone: str
    email: str
    contact_name: str
    sworn: int | None
    patrol: int | None
    dispatchers: int | None
    target_percent: int | None
    turnover_percent: int | None
    shifts: tuple[ShiftStrength, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency to choose in a form."""

    id: int
    name: str


def agencies(db: Session, *, today: date) -> tuple[AgencyRow, ...]:
    """All agencies by name, with four statements."""
    people = dict(
        db.execute(
            select(Employment.agency_id, func.count(func.distinct(Employment.person_id)))
            .where(Employment.to_date.is_(None))
            .group_by(Employment.agency_id)
        ).all()
    )
    one_trained = trained_people()
    trained = dict(
        db.execute(
            select(Employment.agency_id, func.count(func.distinct(Employment.person_id)))
            .select_from(one_trained)
            .join(Employment, Employment.person_id == one_trained.c.person_id)
            .where(Employment.to_date.is_(None), one_trained.c.until >= today)
            .group_by(Employment.agency_id)
        ).all()
    )
    aliases: dict[int, list[str]] = {}
    for agency_id, name in db.execute(
        select(AgencyAlias.agency_id, AgencyAlias.name).order_by(AgencyAlias.id)
    ):
        aliases.setdefault(agency_id, []).append(name)
    return tuple(
        AgencyRow(
            id=one.id,
            name=one.name,
            short_name=one.short_name,
            kind=one.kind,
            people=people.get(one.id, 0),
            trained=trained.get(one.id, 0),
            target_percent=one.target_percent,
            contact_name=one.contact_name,
            email=one.email,
            phone=one.phone,
            aliases=tuple(aliases.get(one.id, ())),
        )
        for one in db.scalars(select(Agency).order_by(Agency.name))
    )


def names(db: Session) -> tuple[AgencyName, ...]:
    """All agencies to choose from, by name."""
    found = db.execute(select(Agency.id, Agency.name).order_by(func.lower(Agency.name)))
    return tuple(AgencyName(agency_id, name) for agency_id, name in found)


def aliases(db: Session) -> dict[str, int]:
    """The agency that each name belongs to, as written; the names before the other names."""
    found = {one.name: one.id for one in names(db)}
    for agency_id, name in db.execute(
        select(AgencyAlias.agency_id, AgencyAlias.name).order_by(AgencyAlias.id)
    ):
        found.setdefault(name, agency_id)
    return found


def record(db: Session, agency_id: int) -> AgencyRecord:
    """Everything on file about an agency.

    Raises:
        NotFound: it was removed.
    """
    one = db.get(Agency, agency_id)
    if one is None:
        raise NotFound("This agency is no longer on file.", hint="Look at the list again.")
    return AgencyRecord(
        id=one.id,
        version=one.version,
        name=one.name,
        short_name=one.short_name,
        kind=one.kind,
        address=one.address,
        phone=one.phone,
        email=one.email,
        contact_name=one.contact_name,
        sworn=one.sworn,
        patrol=one.patrol,
        dispatchers=one.dispatchers,
        target_percent=one.target_percent,
        turnover_percent=one.turnover_percent,
        shifts=tuple(
            ShiftStrength(shift.name, shift.patrol, shift.dispatchers) for shift in one.shifts
        ),
        aliases=tuple(alias.name for alias in one.aliases),
    )
