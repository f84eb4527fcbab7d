"""A proposal of the planner accepted as one step, and a week cleared to be arranged anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile
from cittrainer.models import Block, Booking, BookingState
from cittrainer.queries.weeks import week
from cittrainer.rules.plan_changes import fingerprint
from cittrainer.services.blocks import move_block, pin_block, unplace_block
from cittrainer.services.bookings import set_choice, set_state
from cittrainer.services.course_guards import found, open_block, open_course
from cittrainer.services.parts import set_room
from cittrainer.services.presenters import note_absence

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.rules.plan_changes import NewBooking, NewPlace, PlanChange


def accept(db: Session, change: PlanChange) -> None:
    """Do everything that a proposal proposes.

    Blocks are moved, placed or taken off the plan; one that was pinned where it cannot stay is no
    longer pinned. Alternates are moved up, bookings of those who cannot come are cancelled without
    a reason, and the book of presenters notes when they cannot come.

    Raises:
        ChangedMeanwhile: the plan is no longer the one that the proposal was made for.
        UserError: what one of the services refuses; nothing is changed then.
    """
    open_course(db, change.course_id)
    if fingerprint(week(db, change.course_id)) != change.seen:
        raise ChangedMeanwhile(
            "The plan was changed since this proposal was made.", hint="Have it made again."
        )
    for place in change.places:
        _place(db, place)
    for room in change.rooms:
        set_room(db, room.part_id, room.room_id)
    for booking in change.bookings:
        _book(db, booking)
    for absence in change.absences:
        note_absence(db, absence.presenter_id, absence.on, start=absence.start)


def take_all_off(db: Session, course_id: int) -> int:
    """Take every block off the plan that is neither pinned nor on a closed day.

    Returns:
        How many were taken off.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        HasHappened: attendance or presenters of one of them are on record.
    """
    open_course(db, course_id)
    blocks = db.scalars(
        select(Block)
        .where(Block.course_id == course_id, Block.course_day_id.is_not(None), ~Block.pinned)
        .order_by(Block.id)
    ).all()
    free = [one for one in blocks if one.course_day is not None and not one.course_day.closed]
    for block in free:
        unplace_block(db, block.id)
    return len(free)


def _place(db: Session, place: NewPlace) -> None:
    block = open_block(db, place.block_id)
    if block.pinned:
        pin_block(db, block.id, pinned=False)
    if place.day_id is None or place.start is None:
        unplace_block(db, block.id)
    else:
        move_block(db, block.id, course_day_id=place.day_id, start_minute=place.start)


def _book(db: Session, new: NewBooking) -> None:
    booking = found(db, Booking, new.booking_id, "booking")
    if booking.choice != new.order:
        set_choice(db, [booking.id], new.order)
    if new.called_off and booking.state is not BookingState.CANCELLED:
        set_state(db, [booking.id], BookingState.CANCELLED)
