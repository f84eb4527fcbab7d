"""A proposal of the planner accepted as one step, and a week cleared to be arranged anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, UserError
from cittrainer.models import Block, Booking, BookingState
from cittrainer.queries.care import bars
from cittrainer.queries.releases import frozen_plan
from cittrainer.queries.weeks import week
from cittrainer.rules.care import cannot_be_booked
from cittrainer.rules.plan_changes import fingerprint
from cittrainer.services.blocks import move_block, pin_block, unplace_block
from cittrainer.services.bookings import book, set_choice, set_state
from cittrainer.services.course_guards import found, open_block, open_course
from cittrainer.services.parts import set_room
from cittrainer.services.presenters import note_absence

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.rules.plan_changes import NewBooking, NewPlace, PlanChange
    from cittrainer.rules.releases import Plan
    from cittrainer.rules.values import Week


class CannotBeBooked(UserError):
    """Somebody whom a proposal books cannot be booked for the course; nothing tells why."""


def accept(db: Session, change: PlanChange) -> Plan:
    """Do everything that a proposal proposes.

    Blocks are moved, placed or taken off the plan; one that was pinned where it cannot stay is no
    longer pinned. Alternates are moved up, others of the book are booked as to be asked, bookings
    of those who cannot come are cancelled without a reason, and the book of presenters notes when
    they cannot come.

    Returns:
        The plan as it was, against which everybody can be told what changed for them.

    Raises:
        ChangedMeanwhile: the plan is no longer the one that the proposal was made for.
        CannotBeBooked: by now somebody cannot be booked who would be.
        UserError: what one of the services refuses; nothing is changed then.
    """
    open_course(db, change.course_id)
    plan = week(db, change.course_id)
    if fingerprint(plan) != change.seen:
        raise ChangedMeanwhile(
            "The plan was changed since this proposal was made.", hint="Have it made again."
        )
    _refuse_barred(db, plan, change)
    before = frozen_plan(db, plan)
    for place in change.places:
        _place(db, place)
    for room in change.rooms:
        set_room(db, room.part_id, room.room_id)
    for booking in change.bookings:
        _book(db, booking)
    for one in change.presenters:
        book(db, one.part_id, one.presenter_id, role=one.role, state=BookingState.TO_ASK)
    for absence in change.absences:
        note_absence(db, absence.presenter_id, absence.on, start=absence.start)
    return before


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


def _refuse_barred(db: Session, plan: Week, change: PlanChange) -> None:
    """Refuse a change that books somebody who cannot be booked, as by now may be the case."""
    moved_up = {one.booking_id for one in change.bookings if one.order == 1 and not one.called_off}
    goes_to = {one.block_id: one.day_id for one in change.places}
    wanted = [
        (goes_to.get(block.id, block.day_id), one.presenter_id, one.presenter)
        for block in plan.blocks
        for part in block.parts
        for one in part.bookings
        if one.id in moved_up
    ]
    day_of = {
        part.id: goes_to.get(block.id, block.day_id)
        for block in plan.blocks
        for part in block.parts
    }
    wanted += [(day_of.get(one.part_id), one.presenter_id, one.name) for one in change.presenters]
    if not wanted:
        return
    barred = bars(db, plan.course_id)
    for day_id, presenter_id, name in wanted:
        day = plan.day[day_id].date if day_id is not None else None
        if presenter_id in barred and barred[presenter_id].holds(day):
            whole = barred[presenter_id].whole
            raise CannotBeBooked(
                cannot_be_booked(name, None if whole else day), hint="Have it made again."
            )


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
