"""Those on file who may be a person who is being typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from cittrainer.models import Agency, Employment, Person, PersonIdentifier
from cittrainer.queries import agencies, person_keys
from cittrainer.queries.academy import matching_policy
from cittrainer.rules.agencies import agency_key
from cittrainer.rules.matching import alike
from cittrainer.rules.names import fold
from cittrainer.rules.people_index import PeopleIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cittrainer.rules.person_values import Alike, PersonKey

MOST_COMPARED = 3_000
"""People who are read and compared, for an answer while somebody types."""

MOST_TOLD = 3

_LETTERS = 3
"""First letters of a name that somebody has to share to be compared."""


def likely(db: Session, typed: PersonKey) -> tuple[Alike, ...]:
    """Up to three people on file who may be the one typed, the likeliest first.

    Compared are those who share a number or the e-mail address, and those of whom some name
    begins like a name that was typed; nobody while there is no last name.

    Args:
        db: Open for reading.
        typed: What is known of the person; the agency under any of its names.
    """
    if not fold(typed.last_name):
        return ()
    known = {agency_key(name): one for name, one in agencies.aliases(db).items()}
    agency_id = known.get(agency_key(typed.agency))
    if agency_id is not None:
        typed = typed._replace(agency=db.get_one(Agency, agency_id).name)
    sharing = db.scalars(select(Person.id).where(or_(*_sharing(typed)))).all()
    named = db.scalars(
        select(Person.id).where(or_(*_named(typed, agency_id))).limit(MOST_COMPARED)
    ).all()
    on_file = PeopleIndex(person_keys.keys(db, {*sharing, *named} - {typed.id}))
    return alike(typed, on_file, matching_policy(db).thresholds)[:MOST_TOLD]


def _sharing(typed: PersonKey) -> Iterator[ColumnElement[bool]]:
    values = [value for _kind, value in typed.identifiers]
    yield Person.id.in_(
        select(PersonIdentifier.person_id).where(PersonIdentifier.value.in_(values))
    )
    if typed.email:
        yield Person.email.ilike(typed.email.strip(), escape="\\")


def _named(typed: PersonKey, agency_id: int | None) -> Iterator[ColumnElement[bool]]:
    for word in fold(typed.last_name).split():
        yield _begins(word)
    here = Person.id.in_(select(Employment.person_id).where(Employment.agency_id == agency_id))
    for word in fold(typed.first_name).split():
        if agency_id is not None:
            yield and_(_begins(word), here)


def _begins(word: str) -> ColumnElement[bool]:
    """Whether some name of a person begins with the first letters of a word."""
    start = word[:_LETTERS]
    return or_(
        Person.search_name.startswith(start, autoescape=True),
        Person.search_name.contains(f" {start}", autoescape=True),
    )
