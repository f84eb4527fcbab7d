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
    numbers: dict[int, list[Identifier]] = {}
    # Kinds and roles are read as plain text: making members of them takes half the time.
    columns = (
        PersonIdentifier.person_id,
        type_coerce(PersonIdentifier.kind, String),
        PersonIdentifier.value,
    )
    for owner, kind, value in _only(db, select(*columns), PersonIdentifier.person_id, some):
        numbers.setdefault(owner, []).append(Identifier(kind, value))
    agencies = dict(db.execute(select(Agency.id, Agency.name)).all())
    works: dict[int, tuple[str, str]] = {}
    employed = select(
        Employment.person_id,
        Employment.agency_id,
        type_coerce(Employment.role, String),
        Employment.position,
    ).where(Employment.to_date.is_(None))
    for owner, agency_id, role, position in _only(db, employed, Employment.person_id, some):
        works[owner] = (agencies.get(agency_id, ""), position or role)
    names = select(
        Person.id,
        Person.last_name,
        Person.first_name,
        Person.middle_name,
        Person.suffix,
        Person.email,
        Person.phone,
    )
    found: list[PersonKey] = []
    for person_id, last, first, middle, suffix, email, phone in _only(db, names, Person.id, some):
        agency, position = works.get(person_id, ("", ""))
        one = PersonKey(
            person_id,
            last,
            first,
            middle,
            suffix,
            agency,
            tuple(numbers.get(person_id, ())),
            email,
            phone,
            position,
        )
        found.append(one)
    return found


def _only(
    db: Session, statement: Select[*tuple[Any, ...]], column: Any, ids: Sequence[int] | None
) -> Iterable[Any]:
    """The rows of a statement, of these ids only where some are given."""
    if ids is None:
        yield from db.execute(statement)
        return
    for start in range(0, len(ids), CHUNK):
        yield from db.execute(statement.where(column.in_(ids[start : start + CHUNK])))


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
