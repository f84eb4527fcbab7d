"""Those who may be checked in at the door: their names and all numbers on their cards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import PersonIdentifier
from cittrainer.queries.attendance import register

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.queries.attendance import Register, Trainee


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """The register of a course with the numbers by which its trainees are scanned."""

    book: Register
    numbers: dict[int, tuple[str, ...]]
    """State IDs, badges and the like, by enrollment."""

    def names(self, trainee: Trainee) -> tuple[str, ...]:
        """The parts of a name by which somebody is found."""
        return (trainee.first_name, trainee.middle_name, trainee.last_name)


def at_the_door(db: Session, course_id: int) -> AtTheDoor:
    """The register of a course, guests included, with everybody's numbers.

    Raises:
        NotFound: there is no such course.
    """
    book = register(db, course_id)
    people: dict[int, list[str]] = defaultdict(list)
    rows = db.execute(
        select(PersonIdentifier.person_id, PersonIdentifier.value).where(
            PersonIdentifier.person_id.in_([one.person_id for one in book.everybody])
        )
    )
    for person_id, value in rows:
        people[person_id].append(value)
    return AtTheDoor(
        book, {one.enrollment_id: tuple(people[one.person_id]) for one in book.everybody}
    )
