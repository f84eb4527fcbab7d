"""What every change of a course asks first: is it on file, is it still open, is it the same?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, NotFound, UserError
from cittrainer.models import (
    ActualPresenter,
    AttendanceEntry,
    Block,
    BlockPart,
    Booking,
    BookingState,
    Course,
    CourseDay,
    CourseState,
    Record,
)
from cittrainer.rules.wording import date_words, quoted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

R = TypeVar("R", bound=Record)

OVER = frozenset({CourseState.CLOSED, CourseState.CANCELLED})
"""States in which nothing of a course changes any more."""


class CourseIsOver(UserError):
    """The course is closed or cancelled; its plan and its records stay as they are."""


class DayIsClosed(UserError):
    """The attendance of the day is closed, so what was taught on it stays as it is."""


class HasHappened(UserError):
    """Attendance or presenters of a block are on record."""


def found(db: Session, cls: type[R], row_id: int, what: str) -> R:
    """A row by its id.

    Raises:
        NotFound: it is gone, because somebody removed it or took its step back.
    """
    row = db.get(cls, row_id)
    if row is None:
        raise NotFound(f"This {what} is no longer on file.", hint="Look at the list again.")
    return row


def unchanged(row: Record, seen: int, what: str) -> None:
    """Refuse a form that was filled from an older state of its record.

    Raises:
        ChangedMeanwhile: the record was changed after the form was filled.
    """
    if row.version != seen:
        raise ChangedMeanwhile(
            f"{what} was changed after you opened this form.",
            hint="Copy what you typed, open the form again and enter it there.",
        )


def open_course(db: Session, course_id: int) -> Course:
    """A course whose plan may change.

    Raises:
        CourseIsOver: it is closed or cancelled.
        NotFound: there is no such course.
    """
    course = found(db, Course, course_id, "course")
    if course.state in OVER:
        raise CourseIsOver(f"The course is {course.state.value}; reopen it first.")
    return course


def open_block(db: Session, block_id: int) -> Block:
    """A block whose course and day may change.

    Raises:
        CourseIsOver, DayIsClosed: as their names say.
        NotFound: there is no such block.
    """
    block = found(db, Block, block_id, "block")
    open_course(db, block.course_id)
    if block.course_day is not None:
        refuse_closed(block.course_day)
    return block


def refuse_closed(day: CourseDay) -> None:
    """Refuse to change what stands on a day whose attendance is closed.

    Raises:
        DayIsClosed: it is.
    """
    if day.closed:
        raise DayIsClosed(
            f"The attendance of {date_words(day.date)} is closed, so its agenda stays as it is.",
            hint="Plan on another day.",
        )


def refuse_recorded(db: Session, block: Block, what: str) -> None:
    """Refuse to take away a block that attendance or presenters on record refer to.

    Args:
        db: The open step.
        block: The block.
        what: What is refused, as in “removed”.

    Raises:
        HasHappened: somebody's attendance is recorded, or who presented it.
    """
    if db.scalar(select(AttendanceEntry.id).where(AttendanceEntry.block_id == block.id).limit(1)):
        raise HasHappened(
            f"{quoted(block.title)} cannot be {what}: attendance is recorded for it.",
            hint="Leave it in the agenda; correct its attendance where it is wrong.",
        )
    parts = [part.id for part in block.parts]
    refuse_presented(db, parts, block.title, what)


def refuse_presented(db: Session, part_ids: list[int], title: str, what: str) -> None:
    """Refuse to take away parts of which somebody is recorded to have presented them.

    Raises:
        HasHappened: somebody is.
    """
    presented = select(Booking.id).where(
        Booking.block_part_id.in_(part_ids), Booking.state == BookingState.PRESENTED
    )
    actual = select(ActualPresenter.id).where(ActualPresenter.block_part_id.in_(part_ids))
    if db.scalar(presented.limit(1)) or db.scalar(actual.limit(1)):
        raise HasHappened(
            f"{quoted(title)} cannot be {what}: it is on record who presented it.",
            hint="Leave it in the agenda.",
        )


def remove_parts(db: Session, parts: list[BlockPart]) -> None:
    """Delete parts of blocks with the bookings that hang on them."""
    ids = [part.id for part in parts]
    for booking in db.scalars(select(Booking).where(Booking.block_part_id.in_(ids))):
        db.delete(booking)
    db.flush()
    for part in parts:
        db.delete(part)
    db.flush()
