"""What is to be done for those who tell their story, and what was done, from the bookings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from cittrainer.models import (
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    BookingState,
    CareDone,
    Course,
    CourseDay,
    CourseState,
    Delivery,
    Presenter,
)
from cittrainer.rules import care_tasks as rules
from cittrainer.rules.bookings import COMPANY

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.rules.care_tasks import CareTask, StoryBooking


def care_tasks(db: Session, *, today: date, minute: int) -> list[CareTask]:
    """What is to be done now over all courses, the soonest due first, in two queries.

    Args:
        db: A session.
        today: The present day.
        minute: Minutes after midnight.
    """
    return rules.care_tasks(
        _stories(db, today - rules.TOLD_FOR, today + rules.PRE_BRIEF_FROM),
        today=today,
        minute=minute,
    )


def done_in(db: Session, course_id: int) -> dict[int, frozenset[str]]:
    """What was done in a course for each booking for which something was, in one query."""
    done: dict[int, set[str]] = defaultdict(set)
    for booking_id, kind in db.execute(
        select(CareDone.booking_id, CareDone.kind)
        .join(Booking, CareDone.booking_id == Booking.id)
        .join(BlockPart, Booking.block_part_id == BlockPart.id)
        .join(Block, BlockPart.block_id == Block.id)
        .where(Block.course_id == course_id)
    ):
        done[booking_id].add(kind.value)
    return {booking_id: frozenset(kinds) for booking_id, kinds in done.items()}


def _stories(db: Session, first: date, last: date) -> list[StoryBooking]:
    recorded = exists().where(ActualPresenter.block_part_id == Booking.block_part_id)
    rows = db.execute(
        select(
            Booking.id,
            Booking.presenter_id,
            Presenter.public_name,
            Booking.state,
            Course.id.label("course_id"),
            Course.number,
            Block.title.label("block"),
            CourseDay.date,
            Block.start_minute,
            Block.minutes,
            recorded.label("recorded"),
        )
        .join(Presenter, Booking.presenter_id == Presenter.id)
        .join(BlockPart, Booking.block_part_id == BlockPart.id)
        .join(Block, BlockPart.block_id == Block.id)
        .join(Course, Block.course_id == Course.id)
        .join(CourseDay, Block.course_day_id == CourseDay.id)
        .where(
            Block.delivery == Delivery.STORY,
            Block.start_minute.is_not(None),
            CourseDay.date.between(first, last),
            Course.state != CourseState.CANCELLED,
            Booking.choice == 1,
            Booking.state.in_(rules.COMES),
            func.lower(Booking.role).not_in(COMPANY),
        )
    ).all()
    done: dict[int, set[str]] = defaultdict(set)
    for booking_id, kind in db.execute(
        select(CareDone.booking_id, CareDone.kind).where(
            CareDone.booking_id.in_([row.id for row in rows])
        )
    ):
        done[booking_id].add(kind.value)
    return [
        rules.StoryBooking(
            id=row.id,
            presenter_id=row.presenter_id,
            presenter=row.public_name,
            state=row.state.value,
            course_id=row.course_id,
            course=row.number,
            block=row.block,
            on=row.date,
            end=row.start_minute + row.minutes,
            stayed_away=row.recorded and row.state is not BookingState.PRESENTED,
            done=frozenset(done[row.id]),
        )
        for row in rows
    ]
