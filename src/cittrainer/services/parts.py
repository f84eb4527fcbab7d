"""Where a block happens and for whom: its parts, their rooms and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import Invalid, UserError
from cittrainer.models import Block, BlockPart, CourseGroup, Room
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.blocks import MOST_PARTS
from cittrainer.services.course_guards import found, open_block, refuse_presented, remove_parts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class LastPart(UserError):
    """A block happens somewhere: its only part cannot be removed."""


def add_part(
    db: Session, block_id: int, *, room_id: int | None = None, group_id: int | None = None
) -> int:
    """Let a block happen in one more room at the same time.

    Returns:
        The part's id.

    Raises:
        CourseIsOver, DayIsClosed: as their names say.
        Invalid: the group is one of another course, or there are too many parts.
    """
    block = open_block(db, block_id)
    words.number(len(block.parts) + 1, "The number of parts", least=1, most=MOST_PARTS)
    part = BlockPart(
        block_id=block.id,
        position=max((each.position for each in block.parts), default=-1) + 1,
        room_id=_room(db, room_id),
        group_id=_group(db, block, group_id),
    )
    db.add(part)
    db.flush()
    db.expire(block, ["parts"])
    return part.id


def remove_part(db: Session, part_id: int) -> None:
    """Take a part of a block away, with its bookings.

    Raises:
        LastPart: the block has no other.
        HasHappened: it is on record who presented it.
        CourseIsOver, DayIsClosed: as their names say.
    """
    part = found(db, BlockPart, part_id, "part")
    block = open_block(db, part.block_id)
    if len(block.parts) == 1:
        raise LastPart(
            f"{quoted(block.title)} has only this part.", hint="Remove the block instead."
        )
    refuse_presented(db, [part.id], block.title, "given up in this room")
    remove_parts(db, [part])
    db.expire(block, ["parts"])


def set_room(db: Session, part_id: int, room_id: int | None) -> None:
    """Say in which room a part happens; None: not known yet.

    A room that is taken at the time is a finding, not a refusal.

    Raises:
        CourseIsOver, DayIsClosed: as their names say.
    """
    part = found(db, BlockPart, part_id, "part")
    open_block(db, part.block_id)
    part.room_id = _room(db, room_id)


def set_group(db: Session, part_id: int, group_id: int | None) -> None:
    """Say for which group a part is; None: for everyone.

    Raises:
        CourseIsOver, DayIsClosed: as their names say.
        Invalid: the group is one of another course.
    """
    part = found(db, BlockPart, part_id, "part")
    block = open_block(db, part.block_id)
    part.group_id = _group(db, block, group_id)


def set_part_title(db: Session, part_id: int, title: str) -> None:
    """Give a part a name of its own, such as “Scenario 3: on the bridge”.

    Raises:
        CourseIsOver, DayIsClosed: as their names say.
        Invalid: it is too long.
    """
    part = found(db, BlockPart, part_id, "part")
    open_block(db, part.block_id)
    part.title = words.line(title, "The name of the part")


def _room(db: Session, room_id: int | None) -> int | None:
    return None if room_id is None else found(db, Room, room_id, "room").id


def _group(db: Session, block: Block, group_id: int | None) -> int | None:
    if group_id is None:
        return None
    group = found(db, CourseGroup, group_id, "group")
    if group.course_id != block.course_id:
        raise Invalid(f"{quoted(group.name)} is a group of another course.")
    return group.id
