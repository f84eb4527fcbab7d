"""The trainees of a course, its seats, and courses that people can be put into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    Agency,
    Block,
    Course,
    CourseDay,
    CourseGroup,
    CourseState,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    ExcusedBlock,
    GroupMember,
    IdentifierKind,
    Person,
    PersonIdentifier,
    TraineeRole,
)
from cittrainer.queries.standings import waiting_places
from cittrainer.rules.seats import HOLDS_SEAT, SeatCount, seat_count

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group of a course."""

    id: int
    set_name: str
    name: str


@dataclass(frozen=True, slots=True)
class EnrollmentRow:
    """A trainee of a course as a line of a list.

    Attributes:
        place: The place on the waiting list, from 1; else 0.
        since: When the present state was recorded.
        reason: Why, where it was said.
        groups: The groups they are in.
        excused: How many blocks they need not attend.
    """

    id: int
    version: int
    person_id: int
    sorted_name: str
    full_name: str
    search_name: str
    agency: str
    role: TraineeRole
    position: str
    state_id: str
    email: str
    state: EnrollmentState
    place: int
    since: datetime | None
    reason: str
    walk_in: bool
    groups: tuple[GroupChoice, ...]
    excused: int
    remarks: str
    offer_until: date | None = None
    """The last day on which an offered seat can be taken."""
    warnings: tuple[str, ...] = ()
    """What speaks against giving them a seat."""


@dataclass(frozen=True, slots=True)
class CourseEnrollments:
    """Everybody in a course, with its seats and its groups."""

    course_id: int
    number: str
    title: str
    course_state: CourseState
    seats: SeatCount
    rows: tuple[EnrollmentRow, ...]
    groups: tuple[GroupChoice, ...]


@dataclass(frozen=True, slots=True)
class CourseChoice:
    """A course that people can be put into."""

    id: int
    number: str
    title: str
    first_day: date | None
    seats: SeatCount


@dataclass(frozen=True, slots=True)
class StateRow:
    """One state of an enrollment's history."""

    state: EnrollmentState
    recorded: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class BlockChoice:
    """A block that a trainee may be excused from.

    ``day`` and ``start_minute`` are None while the block is not placed.
    """

    id: int
    title: str
    day: date | None
    start_minute: int | None
    minutes: int
    excused: bool


def of_course(db: Session, course_id: int) -> CourseEnrollments:
    """Everybody in a course by name, with seven statements.

    Raises:
        NotFound: there is no such course.
    """
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    everyone = db.execute(
        select(Enrollment, Person, Agency.name)
        .join(Enrollment.person)
        .outerjoin(Enrollment.agency)
        .where(Enrollment.course_id == course_id)
        .order_by(Person.search_name, Person.id)
    ).all()
    latest = _latest_states(db, course_id)
    numbers = _state_ids(db, course_id)
    groups = _groups(db, course_id)
    members = _members(db, course_id)
    excused = _excused_counts(db, course_id)
    places = waiting_places(db, [course_id])
    rows = tuple(
        EnrollmentRow(
            id=one.id,
            version=one.version,
            person_id=person.id,
            sorted_name=person.sorted_name,
            full_name=person.full_name,
            search_name=person.search_name,
            agency=agency or "",
            role=one.role,
            position=one.position,
            state_id=numbers.get(person.id, ""),
            email=person.email,
            state=one.state,
            place=places.get(one.id, 0),
            since=latest[one.id].recorded if one.id in latest else None,
            reason=latest[one.id].reason if one.id in latest else "",
            walk_in=one.walk_in,
            groups=tuple(group for group in groups if (one.id, group.id) in members),
            excused=excused.get(one.id, 0),
            remarks=one.remarks or person.remarks,
            offer_until=one.offer_until,
        )
        for one, person, agency in everyone
    )
    return CourseEnrollments(
        course_id=course_id,
        number=course.number,
        title=course.title,
        course_state=course.state,
        seats=seat_count(course.seats, (row.state for row in rows), overbooking=course.overbooking),
        rows=rows,
        groups=tuple(groups),
    )


def open_courses(db: Session) -> tuple[CourseChoice, ...]:
    """The courses that are neither closed nor cancelled, the next one first."""
    first = func.min(CourseDay.date)
    courses = db.execute(
        select(Course, first)
        .outerjoin(Course.days)
        .where(Course.state.not_in([CourseState.CLOSED, CourseState.CANCELLED]))
        .group_by(Course.id)
        .order_by(first.is_(None), first, Course.number)
    ).all()
    counts = _state_counts(db, [course.id for course, _ in courses])
    return tuple(
        CourseChoice(
            course.id,
            course.number,
            course.title,
            day,
            _seats(course.seats, counts.get(course.id, {})),
        )
        for course, day in courses
    )


def history(db: Session, enrollment_id: int) -> tuple[StateRow, ...]:
    """Every state that an enrollment came through, oldest first."""
    entries = db.scalars(
        select(EnrollmentStateEntry)
        .where(EnrollmentStateEntry.enrollment_id == enrollment_id)
        .order_by(EnrollmentStateEntry.id)
    )
    return tuple(StateRow(one.state, one.recorded, one.reason) for one in entries)


def blocks_to_excuse(db: Session, enrollment_id: int) -> tuple[BlockChoice, ...]:
    """The blocks of the enrollment's course in the order of the agenda."""
    course_id = db.scalar(select(Enrollment.course_id).where(Enrollment.id == enrollment_id))
    excused = set(
        db.scalars(select(ExcusedBlock.block_id).where(ExcusedBlock.enrollment_id == enrollment_id))
    )
    blocks = db.execute(
        select(Block.id, Block.title, CourseDay.date, Block.start_minute, Block.minutes)
        .outerjoin(CourseDay, CourseDay.id == Block.course_day_id)
        .where(Block.course_id == course_id)
        .order_by(CourseDay.date.is_(None), CourseDay.date, Block.start_minute, Block.id)
    )
    return tuple(BlockChoice(*row, excused=row[0] in excused) for row in blocks)


def _latest_states(db: Session, course_id: int) -> dict[int, EnrollmentStateEntry]:
    newest = (
        select(func.max(EnrollmentStateEntry.id))
        .join(EnrollmentStateEntry.enrollment)
        .where(Enrollment.course_id == course_id)
        .group_by(EnrollmentStateEntry.enrollment_id)
    )
    entries = db.scalars(select(EnrollmentStateEntry).where(EnrollmentStateEntry.id.in_(newest)))
    return {entry.enrollment_id: entry for entry in entries}


def _state_ids(db: Session, course_id: int) -> dict[int, str]:
    found = db.execute(
        select(PersonIdentifier.person_id, PersonIdentifier.value)
        .join(Enrollment, Enrollment.person_id == PersonIdentifier.person_id)
        .where(Enrollment.course_id == course_id, PersonIdentifier.kind == IdentifierKind.STATE_ID)
        .order_by(PersonIdentifier.id.desc())
    )
    return dict(found.all())


def _groups(db: Session, course_id: int) -> list[GroupChoice]:
    found = db.scalars(
        select(CourseGroup)
        .where(CourseGroup.course_id == course_id)
        .order_by(CourseGroup.set_name, CourseGroup.position, CourseGroup.id)
    )
    return [GroupChoice(one.id, one.set_name, one.name) for one in found]


def _members(db: Session, course_id: int) -> set[tuple[int, int]]:
    found = db.execute(
        select(GroupMember.enrollment_id, GroupMember.group_id)
        .join(GroupMember.enrollment)
        .where(Enrollment.course_id == course_id)
    )
    return set(found.all())


def _excused_counts(db: Session, course_id: int) -> dict[int, int]:
    found = db.execute(
        select(ExcusedBlock.enrollment_id, func.count())
        .join(ExcusedBlock.enrollment)
        .where(Enrollment.course_id == course_id)
        .group_by(ExcusedBlock.enrollment_id)
    )
    return dict(found.all())


def _state_counts(db: Session, course_ids: list[int]) -> dict[int, dict[EnrollmentState, int]]:
    counts: dict[int, dict[EnrollmentState, int]] = {}
    for course_id, state, number in db.execute(
        select(Enrollment.course_id, Enrollment.state, func.count())
        .where(Enrollment.course_id.in_(course_ids))
        .group_by(Enrollment.course_id, Enrollment.state)
    ):
        counts.setdefault(course_id, {})[state] = number
    return counts


def _seats(seats: int, counts: dict[EnrollmentState, int]) -> SeatCount:
    taken = sum(number for state, number in counts.items() if state in HOLDS_SEAT)
    return SeatCount(seats, taken, counts.get(EnrollmentState.WAITLISTED, 0))
