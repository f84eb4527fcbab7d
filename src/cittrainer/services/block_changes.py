"""Blocks made from other blocks, and blocks that change places: split, copy, swap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Block,
    BlockPart,
    Booking,
    BookingState,
    BookingStateEntry,
    ExcusedBlock,
    Presenter,
)
from cittrainer.queries.weeks import week
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.swapping import swapped
from cittrainer.rules.values import GRID_MINUTES
from cittrainer.rules.wording import duration, quoted
from cittrainer.services import words
from cittrainer.services.arrivals import forget_arrivals
from cittrainer.services.course_guards import (
    course_day,
    found,
    open_block,
    open_course,
    refuse_outside,
    refuse_pinned,
    refuse_recorded,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cittrainer.rules.swapping import Place

_COPIED = (
    "course_id", "module_id", "title", "delivery", "least_minutes", "most_minutes", "weight",
    "must_attend", "equipment", "qualification", "objectives", "note",
)  # fmt: skip


class DoesNotFit(UserError):
    """Two blocks cannot change places."""


def split_block(db: Session, block_id: int, first_minutes: int) -> int:
    """Make two blocks of one: the second follows the first and has the rest of its minutes.

    Both teach the same module with the same shares of topics, in the same rooms, with the same
    presenters in the same state. The shortest and longest time that the module allows is divided
    with the minutes. Who is excused from the one is excused from the other.

    Args:
        db: The open step.
        block_id: The block.
        first_minutes: How long the first of the two lasts, a multiple of 5.

    Returns:
        The id of the second block.

    Raises:
        Invalid: nothing would be left for one of the two.
        HasHappened: attendance or presenters of it are on record.
        BlockIsPinned, CourseIsOver, DayIsClosed: as their names say.
    """
    block = open_block(db, block_id)
    refuse_pinned(block)
    refuse_recorded(db, block, "split")
    words.grid(first_minutes, "The length of the first part")
    total = block.minutes
    if not 0 < first_minutes < total:
        raise Invalid(
            f"{quoted(block.title)} lasts {duration(total)}; it cannot be split after "
            f"{first_minutes} minutes.",
            hint=f"Choose between {GRID_MINUTES} and {total - GRID_MINUTES} minutes.",
        )
    second = _copied(block)
    second.minutes = total - first_minutes
    for name in ("least_minutes", "most_minutes"):
        whole = getattr(block, name)
        if whole is not None:
            share = GRID_MINUTES * round(whole * first_minutes / total / GRID_MINUTES)
            setattr(block, name, max(share, GRID_MINUTES))
            setattr(second, name, max(whole - share, GRID_MINUTES))
    block.minutes = first_minutes
    if block.start_minute is not None:
        second.course_day_id = block.course_day_id
        second.start_minute = block.start_minute + first_minutes
    db.add(second)
    db.flush()
    _copy_bookings(db, block, second, as_asked=True)
    for one in db.scalars(select(ExcusedBlock).where(ExcusedBlock.block_id == block.id)):
        db.add(ExcusedBlock(enrollment_id=one.enrollment_id, block_id=second.id))
    db.flush()
    return second.id


def copy_block(
    db: Session,
    block_id: int,
    *,
    presenters: bool = False,
    course_day_id: int | None = None,
    start_minute: int | None = None,
) -> int:
    """Add a block like another one, with its parts, rooms and groups.

    Args:
        db: The open step.
        block_id: The block that is copied; it stays as it is.
        presenters: Whether its presenters are to be asked for the copy too: they are booked as
            to be asked, but for those who declined, were called off or are inactive.
        course_day_id: The day of the copy; None leaves it unplaced.
        start_minute: Minutes after midnight on that day, a multiple of 5.

    Returns:
        The id of the copy.

    Raises:
        OutsideTheDay, CourseIsOver, DayIsClosed: as their names say.
    """
    block = found(db, Block, block_id, "block")
    open_course(db, block.course_id)
    copy = _copied(block)
    if course_day_id is not None and start_minute is not None:
        day = course_day(db, block.course_id, course_day_id)
        words.grid(start_minute, "The time")
        refuse_outside(day, block.title, start_minute, block.minutes)
        copy.course_day_id, copy.start_minute = day.id, start_minute
    db.add(copy)
    db.flush()
    if presenters:
        _copy_bookings(db, block, copy, as_asked=False)
    return copy.id


def swap_blocks(db: Session, first_id: int, second_id: int) -> None:
    """Let two blocks of a course change places; each keeps its length, rooms and presenters.

    One of the two may be unplaced: it takes the other's place, which then waits.

    Raises:
        DoesNotFit: one would leave its day's hours or run into a third block.
        Invalid: they are one block, or blocks of two courses.
        HasHappened: one would be taken off the plan though it has records.
        BlockIsPinned, CourseIsOver, DayIsClosed: as their names say.
    """
    first, second = open_block(db, first_id), open_block(db, second_id)
    if first is second or first.course_id != second.course_id:
        raise Invalid("Two blocks of one course change places.", hint="Select two blocks.")
    for block, other in ((first, second), (second, first)):
        refuse_pinned(block)
        if other.course_day_id is None:
            refuse_recorded(db, block, "taken off the plan")
    shown = week(db, first.course_id)
    of = {block.id: block for block in shown.blocks}
    swap = swapped(shown, of[first.id], of[second.id])
    if swap.first is None or swap.second is None:
        raise DoesNotFit(swap.refusal, hint=swap.hint)
    if first.course_day_id != second.course_day_id:
        forget_arrivals(db, [first.id, second.id])
    _put(first, swap.first)
    _put(second, swap.second)


def _put(block: Block, place: Place) -> None:
    block.course_day_id = place.day_id
    block.start_minute = place.start


def _copied(block: Block) -> Block:
    """An unplaced block like another, with parts but without bookings."""
    copy = Block(
        **{name: getattr(block, name) for name in _COPIED},
        minutes=block.minutes,
        topics=dict(block.topics),
    )
    copy.parts = [
        BlockPart(
            position=part.position,
            title=part.title,
            room_id=part.room_id,
            group_id=part.group_id,
        )
        for part in block.parts
    ]
    return copy


def _copy_bookings(db: Session, block: Block, copy: Block, *, as_asked: bool) -> None:
    """Book the presenters of a block for its copy.

    Args:
        db: The open step.
        block: Whose presenters.
        copy: A block with as many parts, in the same order.
        as_asked: Whether they stand where they stood; otherwise they are asked anew.
    """
    for part, twin in zip(block.parts, copy.parts, strict=True):
        for booking in _bookings(db, part):
            if not as_asked and (booking.state in CALLED_OFF or not _active(db, booking)):
                continue
            state = booking.state if as_asked else BookingState.TO_ASK
            made = Booking(
                block_part_id=twin.id,
                presenter_id=booking.presenter_id,
                role=booking.role,
                choice=booking.choice,
                state=state,
            )
            made.states.append(BookingStateEntry(state=state))
            db.add(made)
    db.flush()


def _bookings(db: Session, part: BlockPart) -> Iterable[Booking]:
    return db.scalars(
        select(Booking).where(Booking.block_part_id == part.id).order_by(Booking.id)
    ).all()


def _active(db: Session, booking: Booking) -> bool:
    return found(db, Presenter, booking.presenter_id, "presenter").active
