"""A day of a course with who is expected, who has arrived and who presented.

Nothing here tells a presenter's kind, and no number is read with the day: each is asked for alone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import NotFound
from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseGroup,
    CourseState,
    Presenter,
    Room,
)
from cittrainer.queries.presented import presented_by_part
from cittrainer.queries.presenters import UNSTAFFED
from cittrainer.rules.arrivals import DayOnFile, ExpectedValue, PartOnDay
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.values import DayValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session


def day_on_file(
    db: Session, course_id: int, *, today: date, day_id: int | None = None
) -> DayOnFile:
    """A day of a course with its presenters, read with five statements at most.

    Args:
        db: A session.
        course_id: The course.
        today: The present day.
        day_id: Which of its days; without it, or where it is gone, that of today, else the next
            one, else the last.

    Raises:
        NotFound: there is no such course.
    """
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    days = tuple(
        DayValue(*row)
        for row in db.execute(
            select(
                CourseDay.id,
                CourseDay.date,
                CourseDay.start_minute,
                CourseDay.end_minute,
                CourseDay.closed,
            )
            .where(CourseDay.course_id == course_id)
            .order_by(CourseDay.date)
        )
    )
    day = _chosen(days, day_id, today)
    over = course.state in {CourseState.CLOSED, CourseState.CANCELLED}
    if day is None:
        return DayOnFile(course.id, course.number, course.title, over)
    expected, arrived = _expected(db, day.id)
    return DayOnFile(
        course.id,
        course.number,
        course.title,
        over,
        days,
        day,
        _parts(db, day.id, expected),
        arrived,
    )


def courses_on(db: Session, day: date) -> tuple[int, ...]:
    """The ids of the courses that take place on a date, in the order of their numbers."""
    return tuple(
        db.scalars(
            select(Course.id)
            .join(CourseDay, CourseDay.course_id == Course.id)
            .where(CourseDay.date == day, Course.state != CourseState.CANCELLED)
            .order_by(Course.number)
        )
    )


def open_number(db: Session, presenter_id: int) -> str | None:
    """A presenter's number as the book shows it to everybody.

    Returns:
        The number, empty where there is none; None where it would stand in the confidential
        record, which is opened on purpose.

    Raises:
        NotFound: they were removed.
    """
    one = db.get(Presenter, presenter_id)
    if one is None:
        raise NotFound("This presenter is no longer on file.", hint="Look at the list again.")
    return None if one.kind in CONFIDENTIAL_KINDS else one.phone


def _chosen(days: Sequence[DayValue], day_id: int | None, today: date) -> DayValue | None:
    for day in days:
        if day.id == day_id:
            return day
    coming = [day for day in days if day.date >= today]
    return next(iter(coming), days[-1] if days else None)


def _expected(
    db: Session, day_id: int
) -> tuple[Mapping[int, Sequence[ExpectedValue]], Mapping[int, int]]:
    """Who is expected, by the id of the part, and who has arrived when."""
    expected: dict[int, list[ExpectedValue]] = defaultdict(list)
    arrived: dict[int, int] = {}
    rows = db.execute(
        select(
            Booking.id,
            Booking.block_part_id,
            Booking.presenter_id,
            Presenter.public_name,
            Booking.role,
            Booking.state,
            Booking.choice,
            Booking.arrived_minute,
        )
        .join(Presenter, Presenter.id == Booking.presenter_id)
        .join(BlockPart, BlockPart.id == Booking.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .where(Block.course_day_id == day_id)
        .order_by(Booking.block_part_id, Booking.id)
    )
    for row in rows:
        if row.choice == 1 and row.state not in CALLED_OFF:
            expected[row.block_part_id].append(
                ExpectedValue(row.id, row.presenter_id, row.public_name, row.role, row.state.value)
            )
        if row.arrived_minute is not None:
            # A booking that was added after they arrived says nothing; another one does.
            arrived[row.presenter_id] = row.arrived_minute
    return expected, arrived


def _parts(
    db: Session, day_id: int, expected: Mapping[int, Sequence[ExpectedValue]]
) -> tuple[PartOnDay, ...]:
    actual = presented_by_part(db, Block.course_day_id == day_id)
    rows = db.execute(
        select(
            BlockPart.id,
            Block.id.label("block_id"),
            Block.title,
            BlockPart.title.label("part"),
            Room.name.label("room"),
            CourseGroup.name.label("group"),
            Block.start_minute,
            Block.minutes,
            Block.delivery,
        )
        .join(Block, Block.id == BlockPart.block_id)
        .outerjoin(Room, Room.id == BlockPart.room_id)
        .outerjoin(CourseGroup, CourseGroup.id == BlockPart.group_id)
        .where(Block.course_day_id == day_id)
        .order_by(Block.start_minute, Block.id, BlockPart.position, BlockPart.id)
    )
    return tuple(
        PartOnDay(
            part_id=row.id,
            block_id=row.block_id,
            block=row.title,
            part=row.part,
            room=row.room or "",
            group=row.group or "",
            start=row.start_minute,
            minutes=row.minutes,
            staffed=row.delivery.value not in UNSTAFFED,
            expected=tuple(expected.get(row.id, ())),
            actual=tuple(actual.get(row.id, ())),
        )
        for row in rows
    )
