"""Rooms: added, edited, and removed as long as nothing happens in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import Block, BlockPart, Course, Room
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.constraints import forget_room
from cittrainer.services.course_guards import found, unchanged
from cittrainer.services.rotation_guards import refuse_used_room

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_SEATS = 10_000
"""Seats that one room may have."""


class RoomIsUsed(UserError):
    """Something happens in the room, so it stays on file."""


def add_room(
    db: Session, *, name: str, building: str = "", seats: int | None = None, equipment: str = ""
) -> int:
    """Add a room.

    Args:
        db: The open step.
        name: Its name, such as “Room A”; no other room has it.
        building: Where it is.
        seats: How many it holds; None where that is not known.
        equipment: What is in it, in words.

    Returns:
        The room's id.

    Raises:
        Invalid: another room has the name, or a value cannot be stored.
    """
    room = Room(name=_free_name(db, name))
    _take(room, building, seats, equipment)
    db.add(room)
    db.flush()
    return room.id


def edit_room(
    db: Session,
    room_id: int,
    seen: int,
    *,
    name: str,
    building: str = "",
    seats: int | None = None,
    equipment: str = "",
) -> None:
    """Change a room; blocks that happen in it keep it.

    Raises:
        ChangedMeanwhile: somebody changed it after the form was filled.
        Invalid: another room has the name, or a value cannot be stored.
    """
    room = found(db, Room, room_id, "room")
    unchanged(room, seen, quoted(room.name))
    room.name = _free_name(db, name, besides=room.id)
    _take(room, building, seats, equipment)


def remove_room(db: Session, room_id: int) -> None:
    """Remove a room in which nothing happens.

    Raises:
        RoomIsUsed: a block of a course is in it.
        UsedInRotation: a scenario of a rotation is played in it.
    """
    room = found(db, Room, room_id, "room")
    used = db.execute(
        select(Block.title, Course.number)
        .join(BlockPart, BlockPart.block_id == Block.id)
        .join(Course, Course.id == Block.course_id)
        .where(BlockPart.room_id == room.id)
        .order_by(Course.id.desc(), Block.id)
        .limit(1)
    ).first()
    if used is not None:
        raise RoomIsUsed(
            f"{quoted(room.name)} is used by {quoted(used.title)} of {used.number}.",
            hint="Give its blocks another room first.",
        )
    refuse_used_room(db, room.id, room.name)
    forget_room(db, room.id)
    db.delete(room)


def _free_name(db: Session, name: str, *, besides: int | None = None) -> str:
    clean = words.line(name, "The name of the room", required=True)
    taken = select(Room.id).where(func.lower(Room.name) == clean.lower(), Room.id.is_not(besides))
    if db.scalar(taken.limit(1)) is not None:
        raise Invalid(f"There is a room {quoted(clean)} already.", hint="Choose another name.")
    return clean


def _take(room: Room, building: str, seats: int | None, equipment: str) -> None:
    room.building = words.line(building, "The building")
    room.equipment = words.line(equipment, "The equipment")
    room.seats = (
        None
        if seats is None
        else words.number(seats, "The number of seats", least=1, most=MOST_SEATS)
    )
