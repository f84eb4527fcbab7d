"""Several blocks at once: moved, unplaced, pinned or removed together, and shifted along a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import Invalid, UserError
from cittrainer.queries.weeks import week
from cittrainer.rules.shifting import closed_gap, shifted
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.blocks import move_block, pin_block, remove_block, unplace_block
from cittrainer.services.course_guards import open_block, refuse_pinned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cittrainer.models import Block
    from cittrainer.rules.shifting import Shift

Placement = tuple[int, int, int]
"""A block, a day of its course, and minutes after midnight."""


class CannotShift(UserError):
    """The blocks of a day cannot come earlier or later as was asked."""


def place_blocks(db: Session, placements: Iterable[Placement]) -> None:
    """Place several blocks at once; all of them, or none if one is refused.

    Raises:
        OutsideTheDay, BlockIsPinned, CourseIsOver, DayIsClosed: as their names say.
    """
    for block_id, day_id, start in placements:
        move_block(db, block_id, course_day_id=day_id, start_minute=start)


def unplace_blocks(db: Session, block_ids: Iterable[int]) -> None:
    """Take several blocks off the plan; those that wait already stay in the list.

    Raises:
        BlockIsPinned, HasHappened, CourseIsOver, DayIsClosed: as their names say.
    """
    for block_id in block_ids:
        unplace_block(db, block_id)


def pin_blocks(db: Session, block_ids: Iterable[int], *, pinned: bool) -> None:
    """Pin several blocks where they are, or let them go.

    Raises:
        Invalid: one of them has no place to stay at.
        CourseIsOver, DayIsClosed: as their names say.
    """
    for block_id in block_ids:
        pin_block(db, block_id, pinned=pinned)


def remove_blocks(db: Session, block_ids: Iterable[int]) -> None:
    """Remove several blocks from the course, with their parts and bookings.

    Raises:
        HasHappened, CourseIsOver, DayIsClosed: as their names say.
    """
    for block_id in block_ids:
        remove_block(db, block_id)


def shift_following(db: Session, block_id: int, minutes: int) -> int:
    """Let a block and what follows it on its day come later, or earlier.

    Lunch and pinned blocks stay where they are; see ``rules.shifting``.

    Args:
        db: The open step.
        block_id: The first block that moves.
        minutes: How much later, or earlier when negative; a multiple of 5.

    Returns:
        How many blocks moved.

    Raises:
        CannotShift: there is no room for it.
        Invalid: the block is unplaced, or the minutes are none of the grid.
        BlockIsPinned, CourseIsOver, DayIsClosed: as their names say.
    """
    block = open_block(db, block_id)
    refuse_pinned(block)
    words.grid(minutes, "The time")
    day_id, start = _place(block)
    shown = week(db, block.course_id)
    return _apply(db, day_id, shifted(shown.day[day_id], shown.on(day_id), start, minutes))


def close_gap(db: Session, block_id: int) -> int:
    """Close the gap before a block: it and what follows come earlier by as much.

    Returns:
        How many blocks moved.

    Raises:
        CannotShift: there is no gap.
        Invalid: the block is unplaced.
        BlockIsPinned, CourseIsOver, DayIsClosed: as their names say.
    """
    block = open_block(db, block_id)
    refuse_pinned(block)
    day_id, _ = _place(block)
    shown = week(db, block.course_id)
    return _apply(db, day_id, closed_gap(shown.day[day_id], shown.on(day_id), block_id))


def _place(block: Block) -> tuple[int, int]:
    if block.course_day_id is None or block.start_minute is None:
        raise Invalid(f"{quoted(block.title)} has no time yet.", hint="Place it first.")
    return block.course_day_id, block.start_minute


def _apply(db: Session, day_id: int, shift: Shift) -> int:
    if shift.refusal:
        raise CannotShift(shift.refusal, hint=shift.hint)
    place_blocks(db, [(block_id, day_id, start) for block_id, start in shift.starts.items()])
    return len(shift.starts)
