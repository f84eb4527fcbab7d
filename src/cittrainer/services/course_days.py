"""The days of a course: moved together, added, removed, and their hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import AttendanceEntry, Block, Course, CourseDay
from cittrainer.rules.course_dates import moved_dates
from cittrainer.rules.wording import date_words, quoted
from cittrainer.services import words
from cittrainer.services.arrivals import forget_arrivals
from cittrainer.services.constraints import forget_day
from cittrainer.services.course_guards import (
    HasHappened,
    found,
    open_course,
    refuse_closed,
)
from cittrainer.services.courses import DAY_END, DAY_START, MOST_DAYS, due_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

MIDNIGHT = 1440
"""Minutes of a day."""


class DayTaken(Invalid):
    """The course has a day on that date already."""


class LastDay(UserError):
    """The only day of a course cannot be removed."""


def move_course(db: Session, course_id: int, first_day: date) -> None:
    """Move all days of a course together; their spacing and everything on them stays.

    A roster due date moves along.

    Args:
        db: The open step.
        course_id: The course.
        first_day: The new date of its first day.

    Raises:
        CourseIsOver: it is closed or cancelled.
        HasHappened: attendance is recorded for it.
    """
    course = open_course(db, course_id)
    if not course.days:
        raise Invalid(f"{quoted(course.title)} has no days yet.", hint="Add a day first.")
    _refuse_attended(db, course)
    forget_arrivals(db, [block.id for block in course.blocks])
    shift = first_day - course.days[0].date
    dates = moved_dates([day.date for day in course.days], first_day)
    pairs = list(zip(course.days, dates, strict=True))
    # Two days of a course never share a date, not even between two of these changes.
    for day, on in reversed(pairs) if shift.days > 0 else pairs:
        day.date = on
        db.flush()
    if course.roster_due_on is not None:
        course.roster_due_on += shift


def add_day(
    db: Session,
    course_id: int,
    on: date,
    *,
    start_minute: int = DAY_START,
    end_minute: int = DAY_END,
) -> int:
    """Give a course another day, before, between or after the others.

    Args:
        db: The open step.
        course_id: The course.
        on: Its date.
        start_minute: When it begins, minutes after midnight.
        end_minute: When it ends, minutes after midnight.

    Returns:
        The day's id.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        DayTaken: the course has a day on that date.
        Invalid: the hours are none.
    """
    course = open_course(db, course_id)
    words.number(len(course.days) + 1, "The number of days", least=1, most=MOST_DAYS)
    follows = _due_date_follows(db, course)
    _refuse_taken(course, on)
    start_minute, end_minute = _hours(start_minute, end_minute)
    day = CourseDay(course_id=course.id, date=on, start_minute=start_minute, end_minute=end_minute)
    db.add(day)
    _days_changed(db, course, follows=follows)
    return day.id


def edit_day(
    db: Session,
    day_id: int,
    *,
    on: date | None = None,
    start_minute: int | None = None,
    end_minute: int | None = None,
) -> None:
    """Change the hours of a day, or its date; blocks left outside the hours are findings.

    Raises:
        CourseIsOver, DayIsClosed, DayTaken: as their names say.
        Invalid: the hours are none.
    """
    day = found(db, CourseDay, day_id, "day")
    course = open_course(db, day.course_id)
    refuse_closed(day)
    day.start_minute, day.end_minute = _hours(
        day.start_minute if start_minute is None else start_minute,
        day.end_minute if end_minute is None else end_minute,
    )
    if on is not None and on != day.date:
        follows = _due_date_follows(db, course)
        _refuse_taken(course, on)
        forget_arrivals(db, [block.id for block in _blocks_on(db, day)])
        day.date = on
        _days_changed(db, course, follows=follows)


def remove_day(db: Session, day_id: int) -> None:
    """Take a day out of its course; its blocks wait to be placed again.

    Raises:
        CourseIsOver, DayIsClosed: as their names say.
        LastDay: it is the only one.
        HasHappened: attendance is recorded for a block on it.
    """
    day = found(db, CourseDay, day_id, "day")
    course = open_course(db, day.course_id)
    refuse_closed(day)
    if len(course.days) == 1:
        raise LastDay(
            f"{date_words(day.date)} is the only day of {quoted(course.title)}.",
            hint="Move it to another date instead.",
        )
    _refuse_attended(db, course, day_id=day.id)
    follows = _due_date_follows(db, course)
    blocks = _blocks_on(db, day)
    forget_arrivals(db, [block.id for block in blocks])
    for block in blocks:
        block.course_day = None
        block.start_minute = None
        block.pinned = False
    db.flush()
    forget_day(db, day.id)
    db.delete(day)
    _days_changed(db, course, follows=follows)


def _blocks_on(db: Session, day: CourseDay) -> Sequence[Block]:
    return db.scalars(select(Block).where(Block.course_day_id == day.id)).all()


def _refuse_attended(db: Session, course: Course, *, day_id: int | None = None) -> None:
    recorded = (
        select(Block.title)
        .join(AttendanceEntry, AttendanceEntry.block_id == Block.id)
        .where(Block.course_id == course.id)
    )
    if day_id is not None:
        recorded = recorded.where(Block.course_day_id == day_id)
    title = db.scalar(recorded.limit(1))
    if title is not None:
        what = "The day stays" if day_id is not None else "The course stays on its dates"
        raise HasHappened(
            f"{what}: attendance is recorded for {quoted(title)}.",
            hint="Add another day for what is still to come.",
        )


def _refuse_taken(course: Course, on: date) -> None:
    if any(day.date == on for day in course.days):
        raise DayTaken(
            f"{quoted(course.title)} has a day on {date_words(on)} already.",
            hint="Choose another date.",
        )


def _hours(start: int, end: int) -> tuple[int, int]:
    words.grid(start, "The beginning of the day")
    words.grid(end, "The end of the day")
    if not 0 <= start < end <= MIDNIGHT:
        raise Invalid("A day ends after it begins.", hint="Correct one of the two times.")
    return start, end


def _due_date_follows(db: Session, course: Course) -> bool:
    """Whether the roster's due date is the one of the standard rather than a typed one."""
    return course.roster_due_on == due_date(db, course)


def _days_changed(db: Session, course: Course, *, follows: bool) -> None:
    db.flush()
    db.expire(course, ["days"])
    if follows:
        course.roster_due_on = due_date(db, course)
