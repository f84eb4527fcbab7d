"""A whole block saved from its form in one step: what it is, when, where, and who presents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import Block, BlockPart, Booking, BookingState, Delivery
from cittrainer.rules.wording import quoted
from cittrainer.services.blocks import (
    BlockFields,
    add_block,
    edit_block,
    move_block,
    pin_block,
    resize_block,
    swap_module,
    unplace_block,
)
from cittrainer.services.bookings import book, edit_booking, set_state, unbook
from cittrainer.services.course_guards import found, open_block, unchanged
from cittrainer.services.parts import add_part, remove_part, set_group, set_part_title, set_room

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class BookingPlan:
    """A presenter as the form wants them at a part."""

    presenter_id: int
    role: str = "presenter"
    choice: int = 1
    state: BookingState = BookingState.TO_ASK
    booking_id: int | None = None
    """None for somebody who is asked anew."""


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part as the form wants it."""

    title: str = ""
    room_id: int | None = None
    group_id: int | None = None
    bookings: tuple[BookingPlan, ...] = ()
    part_id: int | None = None
    """None for a new part."""


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """A block as the form wants it."""

    title: str
    delivery: Delivery
    minutes: int
    topics: Mapping[str, int]
    must_attend: bool
    pinned: bool
    note: str
    parts: tuple[PartPlan, ...]
    """At least one."""
    course_day_id: int | None = None
    """None leaves it unplaced."""
    start_minute: int | None = None
    module_id: int | None = None
    """The module that it teaches, where that is another one than before."""
    equipment: str | None = None
    """What its rooms must have, in words; None leaves it, as it does ``qualification``."""
    qualification: str | None = None
    """What its presenters must hold."""


def save_new_block(db: Session, course_id: int, plan: BlockPlan) -> int:
    """Add a block as its form wants it.

    Returns:
        The block's id.

    Raises:
        UserError: what one of the services refuses; nothing is added then.
    """
    block_id = add_block(
        db,
        course_id,
        title=plan.title,
        delivery=plan.delivery,
        minutes=plan.minutes,
        module_id=plan.module_id,
        course_day_id=plan.course_day_id,
        start_minute=plan.start_minute,
        parts=1,
        must_attend=plan.must_attend,
        note=plan.note,
    )
    block = found(db, Block, block_id, "block")
    edit_block(db, block_id, block.version, **_fields(plan))
    first, *others = plan.parts
    _save_part(db, block.parts[0], first)
    for part in others:
        _save_part(db, found(db, BlockPart, add_part(db, block_id), "part"), part)
    if plan.pinned:
        pin_block(db, block_id, pinned=True)
    return block_id


def save_block(db: Session, block_id: int, seen: int, plan: BlockPlan) -> int:
    """Change a block into what its form wants.

    Args:
        db: The open step.
        block_id: The block.
        seen: Its version when the form was filled.
        plan: What it is to be.

    Returns:
        The block's id.

    Raises:
        ChangedMeanwhile: somebody changed it since.
        UserError: what one of the services refuses; nothing is changed then.
    """
    block = open_block(db, block_id)
    unchanged(block, seen, quoted(block.title))
    if plan.module_id is not None and plan.module_id != block.module_id:
        swap_module(db, block_id, plan.module_id)
    if block.pinned and not plan.pinned:
        pin_block(db, block_id, pinned=False)
    _place(db, block, plan)
    # Saving the place raises the version; what follows is checked against the raised one.
    db.flush()
    edit_block(db, block_id, block.version, **_fields(plan))
    _save_parts(db, block, plan.parts)
    if plan.pinned and not block.pinned:
        pin_block(db, block_id, pinned=True)
    return block_id


def _fields(plan: BlockPlan) -> BlockFields:
    """What the form says the block is; its length is saved with its place."""
    fields = BlockFields(
        title=plan.title,
        delivery=plan.delivery,
        topics=plan.topics,
        must_attend=plan.must_attend,
        note=plan.note,
    )
    if plan.equipment is not None:
        fields["equipment"] = plan.equipment
    if plan.qualification is not None:
        fields["qualification"] = plan.qualification
    return fields


def _place(db: Session, block: Block, plan: BlockPlan) -> None:
    """Move, resize or unplace, as far as the plan differs from what is on file."""
    place = (block.course_day_id, block.start_minute)
    if place == (plan.course_day_id, plan.start_minute):
        if plan.minutes != block.minutes:
            resize_block(db, block.id, minutes=plan.minutes)
    elif plan.course_day_id is None or plan.start_minute is None:
        unplace_block(db, block.id)
        if plan.minutes != block.minutes:
            resize_block(db, block.id, minutes=plan.minutes)
    else:
        move_block(
            db,
            block.id,
            course_day_id=plan.course_day_id,
            start_minute=plan.start_minute,
            minutes=plan.minutes,
        )


def _save_parts(db: Session, block: Block, plans: Sequence[PartPlan]) -> None:
    kept = {plan.part_id for plan in plans}
    gone = [part.id for part in block.parts if part.id not in kept]
    # New parts first: a block never loses its last one.
    for plan in plans:
        part_id = plan.part_id if plan.part_id is not None else add_part(db, block.id)
        _save_part(db, found(db, BlockPart, part_id, "part"), plan)
    for part_id in gone:
        remove_part(db, part_id)


def _save_part(db: Session, part: BlockPart, plan: PartPlan) -> None:
    set_part_title(db, part.id, plan.title)
    set_room(db, part.id, plan.room_id)
    set_group(db, part.id, plan.group_id)
    bookings = {
        booking.id: booking
        for booking in db.scalars(select(Booking).where(Booking.block_part_id == part.id))
    }
    kept = {booking.booking_id for booking in plan.bookings}
    for booking_id in bookings:
        if booking_id not in kept:
            unbook(db, booking_id)
    db.flush()
    for wanted in plan.bookings:
        if wanted.booking_id is None:
            book(
                db,
                part.id,
                wanted.presenter_id,
                role=wanted.role,
                choice=wanted.choice,
                state=wanted.state,
            )
        else:
            booking = bookings[wanted.booking_id]
            edit_booking(db, booking.id, role=wanted.role, choice=wanted.choice)
            if booking.state is not wanted.state:
                set_state(db, [booking.id], wanted.state)
