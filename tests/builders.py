"""Small worlds for tests, made of real rows in an open step.

Each builder adds one thing with sensible values and returns the mapped object, flushed so that
it has its id.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from cittrainer.models import (
    Academy,
    Agency,
    AgencyKind,
    Block,
    BlockPart,
    Course,
    CourseDay,
    Delivery,
    Employment,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    Person,
    PersonIdentifier,
    Presenter,
    Room,
    Standard,
    TraineeRole,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

T = TypeVar("T")


def today() -> date:
    """The day on this computer's wall, as the window and the terminal ask for it."""
    return date.today()  # noqa: DTZ011


MONDAY = date(2026, 5, 4)


def add(db: Session, row: T) -> T:
    """Add a row and give it its id."""
    db.add(row)
    db.flush()
    return row


def academy(db: Session, name: str = "Tamarack County Academy", **values: Any) -> Academy:
    return add(db, Academy(name=name, **values))


def agency(db: Session, name: str = "Ridgeway PD", **values: Any) -> Agency:
    return add(db, Agency(name=name, kind=values.pop("kind", AgencyKind.POLICE), **values))


def person(
    db: Session,
    last_name: str = "O'Malley",
    first_name: str = "Siobhán",
    *,
    agency: Agency | None = None,
    role: TraineeRole = TraineeRole.OFFICER,
    state_id: str = "",
    **values: Any,
) -> Person:
    one = Person(last_name=last_name, first_name=first_name, **values)
    one.search_name = f"{last_name} {first_name}".casefold()
    if agency is not None:
        one.employments.append(Employment(agency_id=agency.id, role=role))
    if state_id:
        one.identifiers.append(PersonIdentifier(value=state_id))
    return add(db, one)


def standard(db: Session, code: str = "SAMPLE", **values: Any) -> Standard:
    values.setdefault("title", "Sample standard")
    return add(db, Standard(code=code, **values))


def course(db: Session, number: str = "CIT-2026-05", *, days: int = 5, **values: Any) -> Course:
    first = values.pop("first", MONDAY)
    values.setdefault("title", "CIT 40-hour, May 2026")
    one = Course(number=number, **values)
    for index in range(days):
        one.days.append(CourseDay(date=first + timedelta(days=index)))
    return add(db, one)


def course_days(db: Session, count: int, **values: Any) -> list[CourseDay]:
    return list(course(db, days=count, **values).days)


def minute(text: str) -> int:
    """Minutes after midnight of a time such as “8:10”."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def block(
    db: Session,
    title: str = "De-escalation",
    *,
    day: CourseDay | None = None,
    course: Course | None = None,
    start: str = "8:00",
    minutes: int = 60,
    delivery: Delivery = Delivery.LECTURE,
    room: Room | None = None,
    parts: int = 1,
    **values: Any,
) -> Block:
    owner = day.course_id if day is not None else (course.id if course else None)
    one = Block(
        course_id=owner,
        title=title,
        minutes=minutes,
        delivery=delivery,
        course_day_id=None if day is None else day.id,
        start_minute=None if day is None else minute(start),
        **values,
    )
    for position in range(parts):
        one.parts.append(BlockPart(position=position, room_id=room.id if room else None))
    return add(db, one)


def room(db: Session, name: str = "Room A", seats: int | None = 40) -> Room:
    return add(db, Room(name=name, seats=seats))


def presenter(db: Session, public_name: str = "Dr. Ana Ruiz", **values: Any) -> Presenter:
    return add(db, Presenter(public_name=public_name, search_name=public_name.casefold(), **values))


def enrollment(
    db: Session,
    course: Course,
    person: Person,
    *,
    state: EnrollmentState = EnrollmentState.ENROLLED,
    **values: Any,
) -> Enrollment:
    employment = person.employments[-1] if person.employments else None
    one = Enrollment(
        course_id=course.id,
        person_id=person.id,
        agency_id=employment.agency_id if employment else None,
        role=employment.role if employment else TraineeRole.OTHER,
        state=state,
        **values,
    )
    one.states.append(EnrollmentStateEntry(state=state))
    return add(db, one)
