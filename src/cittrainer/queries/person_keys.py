"""People as far as matching may know them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, String, func, select, type_coerce

from cittrainer.models import (
    Agency,
    AgencyAlias,
    Change,
    Employment,
    Person,
    PersonIdentifier,
    Step,
)
from cittrainer.rules.person_values import Identifier, PersonKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.orm import Session

CHUNK = 500
"""Ids in one condition."""


def keys(db: Session, person_ids: Iterable[int] | None = None) -> list[PersonKey]:
    """People as far as matching may know them, by plain columns for speed.

    Presenters of confidential kinds are no people on file, so none of them is among these.

    Args:
        db: The reading session.
        person_ids: Only these; None means everybody.
    """
    some = None if person_ids is None else list(person_ids)
    numbers: dict[int, tuple[Identifier, ...]] = {}
    for owner, kind, value in _only(db, select(*_NUMBERS), _NUMBERS[0], some):
        numbers[owner] = (*numbers.get(owner, ()), Identifier(kind, value))
    agencies = dict(db.execute(select(Agency.id, Agency.name)).all())
    works: dict[int, tuple[str, str, str]] = {}
    employed = select(*_WORK).where(_EMPLOYMENT.to_date.is_(None))
    for owner, agency_id, role, position, shift in _only(db, employed, _WORK[0], some):
        works[owner] = (agencies.get(agency_id, ""), position or role, shift)
    before: dict[int, tuple[str, ...]] = {}
    ended = select(*_WORK[:2]).where(_EMPLOYMENT.to_date.is_not(None))
    for owner, agency_id in _only(db, ended, _WORK[0], some):
        if (name := agencies.get(agency_id)) is not None:
            before[owner] = (*before.get(owner, ()), name)
    nowhere = ("", "", "")
    found: list[PersonKey] = []
    for row in _only(db, select(*_PEOPLE), _PEOPLE[0], some):
        person_id, last, first, middle, suffix, email, phone, birth_date, address = row
        agency, position, shift = works.get(person_id, nowhere)
        known = numbers.get(person_id, ())
        found.append(
            PersonKey(
                person_id,
                last,
                first,
                middle,
                suffix,
                agency,
                known,
                email,
                phone,
                position,
                birth_date,
                address,
                shift,
                before.get(person_id, ()),
            )
        )
    return found


# Columns of tables, not attributes of classes: reading those takes twice as long. Kinds and roles
# are read as plain text: making members of them takes half of the time.
_NUMBER, _EMPLOYMENT, _PERSON = (cls.__table__.c for cls in (PersonIdentifier, Employment, Person))
_NUMBERS = (_NUMBER.person_id, type_coerce(_NUMBER.kind, String), _NUMBER.value)
_WORK = (
    _EMPLOYMENT.person_id,
    _EMPLOYMENT.agency_id,
    type_coerce(_EMPLOYMENT.role, String),
    _EMPLOYMENT.position,
    _EMPLOYMENT.shift,
)
_PEOPLE = (
    _PERSON.id,
    _PERSON.last_name,
    _PERSON.first_name,
    _PERSON.middle_name,
    _PERSON.suffix,
    _PERSON.email,
    _PERSON.phone,
    _PERSON.birth_date,
    _PERSON.address,
)


def _only(
    db: Session, statement: Select[*tuple[Any, ...]], column: Any, ids: Sequence[int] | None
) -> Iterable[Any]:
    """The rows of a statement, of these ids only where some are given."""
    if ids is None:
        return db.execute(statement).all()
    rows: list[Any] = []
    for start in range(0, len(ids), CHUNK):
        rows += db.execute(statement.where(column.in_(ids[start : start + CHUNK])))
    return rows


def latest_step(db: Session) -> int:
    """The number of the newest step in the history, for ``changed_since``; 0 in an empty file."""
    return db.scalar(select(func.max(Step.id))) or 0


def changed_since(db: Session, step_id: int, person_ids: Collection[int]) -> bool:
    """Whether later steps changed what a matching was based on.

    That is: an agency or its names, one of these people, or somebody who came or went.

    Args:
        db: The open step or reading session.
        step_id: What ``latest_step`` said when the matching was done.
        person_ids: The people on file who were found.
    """
    changes = db.execute(
        select(Change.table_name, Change.row_id, Change.action).where(
            Change.step_id > step_id,
            Change.table_name.in_([cls.__tablename__ for cls in _MATCHED]),
        )
    ).all()
    agencies = {Agency.__tablename__, AgencyAlias.__tablename__}
    if any(table in agencies or action != "update" for table, _, action in changes):
        return True
    updated = {table: [row for one, row, _ in changes if one == table] for table, _, _ in changes}
    people = set(updated.get(Person.__tablename__, ()))
    for cls in (PersonIdentifier, Employment):
        rows = updated.get(cls.__tablename__, [])
        people.update(db.scalars(select(cls.person_id).where(cls.id.in_(rows))))
    return not people.isdisjoint(person_ids)


_MATCHED = (Person, PersonIdentifier, Employment, Agency, AgencyAlias)
