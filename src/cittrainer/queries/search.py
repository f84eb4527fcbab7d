"""Finds people, courses and presenters by a few letters, for the search of the window.

Confidential records are never read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from cittrainer.models import Agency, Course, Employment, Person, Presenter
from cittrainer.queries import people_search
from cittrainer.rules.names import fold

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 8
"""Hits of one kind."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found."""

    kind: str
    """``person``, ``course`` or ``presenter``."""
    id: int
    title: str
    detail: str


def search(db: Session, text: str, *, most: int = MOST) -> tuple[Hit, ...]:
    """What begins with, then what holds, every word of a text; nothing for an empty one."""
    words = fold(text).split()
    if not words:
        return ()
    return (
        *_courses(db, text, most),
        *_people(db, text, most),
        *_presenters(db, words, most),
    )


def _people(db: Session, text: str, most: int) -> list[Hit]:
    wanted = people_search.PeopleFilter(text=text)
    agency = (
        select(Agency.name)
        .join(Employment, Employment.agency_id == Agency.id)
        .where(Employment.person_id == Person.id, Employment.to_date.is_(None))
        .order_by(Employment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = people_search.ordered(
        people_search.filtered(db, select(Person, agency), wanted), wanted
    ).limit(most)
    return [
        Hit("person", person.id, person.sorted_name, name or "")
        for person, name in db.execute(rows)
    ]


def _courses(db: Session, text: str, most: int) -> list[Hit]:
    wanted = text.strip()
    rows = db.execute(
        select(Course.id, Course.number, Course.title, Course.state)
        .where(
            or_(
                Course.number.icontains(wanted, autoescape=True),
                Course.title.icontains(wanted, autoescape=True),
            )
        )
        .order_by(func.lower(Course.number).desc())
        .limit(most)
    )
    return [Hit("course", row.id, row.title, f"{row.number} · {row.state}") for row in rows]


def _presenters(db: Session, words: list[str], most: int) -> list[Hit]:
    rows = db.execute(
        select(Presenter.id, Presenter.public_name, Presenter.title, Presenter.organization)
        .where(*(Presenter.search_name.contains(word, autoescape=True) for word in words))
        .order_by(Presenter.search_name)
        .limit(most)
    )
    return [
        Hit("presenter", row.id, row.public_name, ", ".join(part for part in row[2:] if part))
        for row in rows
    ]
