"""What every change of a course asks first: is it on file, is it still open, is it the same?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, Invalid, NotFound, UserError
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
from cittrainer.rules.values import clock
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


class BlockIsPinned(UserError):
    """Somebody decided that this block stays where it is."""


class OutsideTheDay(UserError):
    """A time lies outside the hours of its day."""


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


def course_day(db: Session, course_id: int, course_day_id: int) -> CourseDay:
    """A day of a course on which blocks may be placed.

    Raises:
        Invalid: it is a day of another course.
        DayIsClosed: its attendance is closed.
    """
    day = found(db, CourseDay, course_day_id, "day")
    if day.course_id != course_id:
        raise Invalid(
            f"{date_words(day.date)} is a day of another course.", hint="Choose a day of this one."
        )
    refuse_closed(day)
    return day


def refuse_pinned(block: Block) -> None:
    """Refuse to move or change a block that stays where it is.

    Raises:
        BlockIsPinned: it is pinned.
    """
    if block.pinned:
        raise BlockIsPinned(
            f"{quoted(block.title)} is pinned to {block.place}.", hint="Unpin it first."
        )


def refuse_outside(day: CourseDay, title: str, start: int, minutes: int) -> None:
    """Refuse a time that lies outside the hours of its day.

    Raises:
        OutsideTheDay: it begins too early or ends too late.
    """
    if day.holds(start, minutes):
        return
    if start < day.start_minute:
        said = f"would begin at {clock(start)}, before {day.name} begins at "
        said += clock(day.start_minute)
    else:
        said = f"would end at {_clock(start + minutes)}, after {day.name} ends at "
        said += clock(day.end_minute)
    raise OutsideTheDay(f"{quoted(title)} {said}.", hint="Shorten the block or lengthen the day.")


def _clock(minute: int) -> str:
    return clock(minute) if minute <= 1440 else f"{clock(minute - 1440)} on the next day"


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
