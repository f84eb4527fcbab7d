"""Courses as rows for lists and with all their facts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    Block,
    BlockPart,
    Booking,
    BookingState,
    Course,
    CourseDay,
    CourseState,
    Curriculum,
    CurriculumVersion,
    Enrollment,
    EnrollmentState,
    Standard,
)
from cittrainer.rules.seats import HOLDS_SEAT
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Any

    from sqlalchemy import ColumnElement, Subquery
    from sqlalchemy.orm import Session

NOT_CONFIRMED = (BookingState.TO_ASK, BookingState.INVITED, BookingState.TENTATIVE)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course in a list."""

    id: int
    number: str
    title: str
    state: str
    starts_on: date | None
    """None while it has no days."""
    ends_on: date | None
    days: int
    venue: str
    lead_instructor: str
    seats: int
    enrolled: int
    """Trainees who hold a seat."""
    waiting: int
    unconfirmed: int
    """First choices among its presenters who have not said yes."""
    unplaced: int
    """Blocks that wait for a time."""
    roster_due_on: date | None


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of a course with its hours."""

    id: int
    date: date
    start_minute: int
    end_minute: int
    closed: bool
    blocks: int


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """Everything of a course but its agenda and its people."""

    row: CourseRow
    version: int
    """For stale-form checks."""
    curriculum_version_id: int | None
    curriculum: str
    """Title and version in words; empty without one."""
    standard_id: int | None
    standard: str
    made_from: str
    """The number of the earlier course whose plan it took over."""
    address: str
    directions: str
    provided: str
    day_contact: str
    time_zone: str
    state_course_number: str
    class_number: str
    approval_number: str
    override_reason: str
    closing_reason: str
    reopening_reason: str
    note: str
    days: tuple[DayRow, ...]


def courses(db: Session) -> tuple[CourseRow, ...]:
    """All courses, the latest first."""
    return tuple(_rows(db))


def course_row(db: Session, course_id: int) -> CourseRow:
    """One course as it stands in the list.

    Raises:
        NotFound: there is no such course.
    """
    row = next(_rows(db, Course.id == course_id), None)
    if row is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    return row


def course(db: Session, course_id: int) -> CourseFacts:
    """Everything of one course but its agenda and its people.

    Raises:
        NotFound: there is no such course.
    """
    row = course_row(db, course_id)
    one = db.get_one(Course, course_id)
    earlier = db.scalar(select(Course.number).where(Course.id == one.made_from_id))
    return CourseFacts(
        row=row,
        version=one.version,
        curriculum_version_id=one.curriculum_version_id,
        curriculum=_curriculum(db, one.curriculum_version_id),
        standard_id=one.standard_id,
        standard=db.scalar(select(Standard.title).where(Standard.id == one.standard_id)) or "",
        made_from=earlier or "",
        address=one.address,
        directions=one.directions,
        provided=one.provided,
        day_contact=one.day_contact,
        time_zone=one.time_zone,
        state_course_number=one.state_course_number,
        class_number=one.class_number,
        approval_number=one.approval_number,
        override_reason=one.override_reason,
        closing_reason=one.closing_reason,
        reopening_reason=one.reopening_reason,
        note=one.note,
        days=_days(db, course_id),
    )


def course_id(db: Session, number: str) -> int:
    """The id of the course with a number, capitals aside.

    Raises:
        NotFound: there is none; the hint names those there are.
    """
    found = db.scalar(select(Course.id).where(func.lower(Course.number) == number.strip().lower()))
    if found is not None:
        return found
    known = db.scalars(select(Course.number).order_by(Course.id.desc()).limit(5)).all()
    raise NotFound(
        f"There is no course {quoted(number)}.",
        hint=f"There are {', '.join(known)}." if known else "There are no courses yet.",
    )


def next_number(db: Session, first_day: date, prefix: str = "CIT") -> str:
    """A number that no course has: “CIT-2026-05”, then “CIT-2026-05-2” and so on.

    Args:
        db: The reading session.
        first_day: Year and month of it are in the number.
        prefix: What the number begins with.
    """
    wanted = f"{prefix}-{first_day:%Y-%m}"
    taken = {number.lower() for number in db.scalars(select(Course.number))}
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(each for each in chain([wanted], numbered) if each.lower() not in taken)


def _rows(db: Session, *where: ColumnElement[bool]) -> Iterator[CourseRow]:
    days = (
        select(
            CourseDay.course_id,
            func.min(CourseDay.date).label("starts_on"),
            func.max(CourseDay.date).label("ends_on"),
            func.count().label("days"),
        )
        .group_by(CourseDay.course_id)
        .subquery()
    )
    enrolled = _enrolled(HOLDS_SEAT)
    waiting = _enrolled({EnrollmentState.WAITLISTED})
    unconfirmed = (
        select(Block.course_id, func.count().label("number"))
        .join(BlockPart, BlockPart.block_id == Block.id)
        .join(Booking, Booking.block_part_id == BlockPart.id)
        .where(Booking.choice == 1, Booking.state.in_(NOT_CONFIRMED))
        .group_by(Block.course_id)
        .subquery()
    )
    unplaced = (
        select(Block.course_id, func.count().label("number"))
        .where(Block.course_day_id.is_(None))
        .group_by(Block.course_id)
        .subquery()
    )
    found: Select[Any] = select(
        Course.id,
        Course.number,
        Course.title,
        Course.state,
        days.c.starts_on,
        days.c.ends_on,
        func.coalesce(days.c.days, 0),
        Course.venue,
        Course.lead_instructor,
        Course.seats,
        func.coalesce(enrolled.c.number, 0),
        func.coalesce(waiting.c.number, 0),
        func.coalesce(unconfirmed.c.number, 0),
        func.coalesce(unplaced.c.number, 0),
        Course.roster_due_on,
    )
    for sums in (days, enrolled, waiting, unconfirmed, unplaced):
        found = found.outerjoin(sums, sums.c.course_id == Course.id)
    latest_first = (days.c.starts_on.desc(), Course.id.desc())
    for row_id, number, title, state, *rest in db.execute(
        found.where(*where).order_by(*latest_first)
    ):
        yield CourseRow(row_id, number, title, CourseState(state).value, *rest)


def _enrolled(states: set[EnrollmentState] | frozenset[str]) -> Subquery:
    return (
        select(Enrollment.course_id, func.count().label("number"))
        .where(Enrollment.state.in_(states))
        .group_by(Enrollment.course_id)
        .subquery()
    )


def _days(db: Session, course_id: int) -> tuple[DayRow, ...]:
    rows = db.execute(
        select(
            CourseDay.id,
            CourseDay.date,
            CourseDay.start_minute,
            CourseDay.end_minute,
            CourseDay.closed,
            func.count(Block.id),
        )
        .outerjoin(Block, Block.course_day_id == CourseDay.id)
        .where(CourseDay.course_id == course_id)
        .group_by(CourseDay.id)
        .order_by(CourseDay.date)
    )
    return tuple(DayRow(*row) for row in rows)


def _curriculum(db: Session, version_id: int | None) -> str:
    row = db.execute(
        select(Curriculum.title, CurriculumVersion.number)
        .join(CurriculumVersion, CurriculumVersion.curriculum_id == Curriculum.id)
        .where(CurriculumVersion.id == version_id)
    ).first()
    return "" if row is None else f"{row.title}, version {row.number}"
