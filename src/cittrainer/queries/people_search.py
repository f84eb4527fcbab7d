"""Finding people: which a list shows, and in which order, also among 100,000."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from cittrainer.models import (
    Agency,
    AgencyAlias,
    CourseDay,
    Employment,
    Enrollment,
    Person,
    PersonIdentifier,
    TraineeRole,
)
from cittrainer.rules.names import fold

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OTHER_ROLES = frozenset(TraineeRole) - {TraineeRole.OFFICER, TraineeRole.DISPATCHER}


FEW_AGENCIES = 20
"""Up to so many agencies are looked up by their people."""


class PeopleOrder(StrEnum):
    """What a list of people is sorted by; the name decides between equals."""

    NAME = "name"
    POSITION = "position"
    AGENCY = "agency"
    STATE_ID = "state_id"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people a list shows, and in which order."""

    text: str = ""
    """Words of names, the beginning of an identifier, or an agency; all of them must fit."""
    roles: frozenset[TraineeRole] = frozenset()
    """Empty: any."""
    agency_id: int | None = None
    not_in_course: int | None = None
    """Leaves out who is in this course already, in whatever state."""
    order: PeopleOrder = PeopleOrder.NAME
    descending: bool = False


def count(db: Session, wanted: PeopleFilter) -> int:
    """How many people a filter lets through."""
    statement = filtered(db, select(func.count()).select_from(Person), wanted)
    return db.scalar(statement) or 0


def all_ids(db: Session, wanted: PeopleFilter) -> tuple[int, ...]:
    """Everybody whom a filter lets through, in its order, for an export."""
    return tuple(db.scalars(ordered(filtered(db, select(Person.id), wanted), wanted)))


def filtered(
    db: Session, statement: Select[*tuple[Any, ...]], wanted: PeopleFilter
) -> Select[*tuple[Any, ...]]:
    """The statement over ``Person``, of those only whom the filter lets through."""
    for word in wanted.text.split():
        statement = statement.where(_fits(db, word))
    if wanted.roles:
        statement = statement.where(_employed(Employment.role.in_(wanted.roles)))
    if wanted.agency_id is not None:
        statement = statement.where(_employed(Employment.agency_id == wanted.agency_id))
    if wanted.not_in_course is not None:
        there = select(Enrollment.person_id).where(Enrollment.course_id == wanted.not_in_course)
        statement = statement.where(Person.id.not_in(there))
    return statement


def _employed(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    here = select(Employment.person_id).where(Employment.to_date.is_(None), condition)
    return Person.id.in_(here)


def _fits(db: Session, word: str) -> ColumnElement[bool]:
    """Whether a typed word is in somebody's names, begins a number, or names their agency."""
    folded = fold(word)
    ways: list[ColumnElement[bool]] = []
    if folded:
        ways.append(Person.search_name.like(f"%{folded}%"))
        agencies = _agencies_named(db, folded)
        if agencies:
            ways.append(_works_for(agencies))
    if not folded or any(char.isdigit() for char in word):
        # By ranges and not by LIKE: a range is found through the index.
        beginnings = {word, word.upper(), word.lower()}
        numbers = or_(
            *(PersonIdentifier.value.between(one, f"{one}\U0010ffff") for one in beginnings)
        )
        ways.append(Person.id.in_(select(PersonIdentifier.person_id).where(numbers)))
    return or_(*ways)


def _works_for(agency_ids: list[int]) -> ColumnElement[bool]:
    """Whether somebody works for one of these agencies.

    For a few they are looked up once; for many, as “police” names them, person by person until
    the list is full.
    """
    if len(agency_ids) <= FEW_AGENCIES:
        return _employed(Employment.agency_id.in_(agency_ids))
    return exists().where(
        Employment.person_id == Person.id,
        Employment.to_date.is_(None),
        # Not by the bare column: its index would be asked for every agency in turn.
        func.coalesce(Employment.agency_id, 0).in_(agency_ids),
    )


def _agencies_named(db: Session, folded: str) -> list[int]:
    if len(folded) < 2:
        return []
    names = [
        *db.execute(select(Agency.id, Agency.name)),
        *db.execute(select(Agency.id, Agency.short_name)),
        *db.execute(select(AgencyAlias.agency_id, AgencyAlias.name)),
    ]
    return sorted({agency_id for agency_id, name in names if folded in fold(name)})


def ordered(statement: Select[*tuple[Any, ...]], wanted: PeopleFilter) -> Select[*tuple[Any, ...]]:
    """The statement in order; people without the value come last, whichever way it goes."""
    if wanted.order is not PeopleOrder.NAME:
        key = _ORDER_KEYS[wanted.order]()
        empty = func.coalesce(key, "") == ""
        statement = statement.order_by(empty, key.desc() if wanted.descending else key)
        return statement.order_by(Person.search_name, Person.id)
    if wanted.descending:
        return statement.order_by(Person.search_name.desc(), Person.id.desc())
    return statement.order_by(Person.search_name, Person.id)


def _of_present(column: Any) -> Any:
    return (
        select(func.max(column))
        .select_from(Employment)
        .outerjoin(Employment.agency)
        .where(Employment.person_id == Person.id, Employment.to_date.is_(None))
        .scalar_subquery()
    )


def _of_numbers() -> Any:
    return (
        select(func.min(PersonIdentifier.value))
        .where(PersonIdentifier.person_id == Person.id)
        .scalar_subquery()
    )


def _of_courses() -> Any:
    return (
        select(func.max(CourseDay.date))
        .select_from(Enrollment)
        .join(CourseDay, CourseDay.course_id == Enrollment.course_id)
        .where(Enrollment.person_id == Person.id)
        .scalar_subquery()
    )


_ORDER_KEYS = {
    PeopleOrder.POSITION: lambda: func.lower(_of_present(Employment.position)),
    PeopleOrder.AGENCY: lambda: func.lower(_of_present(Agency.name)),
    PeopleOrder.STATE_ID: _of_numbers,
    PeopleOrder.COURSE: _of_courses,
}
