"""Rooms and groups as rows for lists and choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import Block, BlockPart, CourseGroup, GroupMember, Room

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room in a list."""

    id: int
    version: int
    name: str
    building: str
    seats: int | None
    equipment: str
    blocks: int
    """How many blocks, over all courses, happen in it."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of a course."""

    id: int
    set_name: str
    name: str
    members: int


def rooms(db: Session) -> tuple[RoomRow, ...]:
    """All rooms by name."""
    used = (
        select(BlockPart.room_id, func.count(func.distinct(BlockPart.block_id)).label("blocks"))
        .join(Block, Block.id == BlockPart.block_id)
        .group_by(BlockPart.room_id)
        .subquery()
    )
    rows = db.execute(
        select(
            Room.id,
            Room.version,
            Room.name,
            Room.building,
            Room.seats,
            Room.equipment,
            func.coalesce(used.c.blocks, 0),
        )
        .outerjoin(used, used.c.room_id == Room.id)
        .order_by(Room.name)
    )
    return tuple(RoomRow(*row) for row in rows)


def groups(db: Session, course_id: int) -> tuple[GroupRow, ...]:
    """The groups of a course, set by set, in their order."""
    members = (
        select(GroupMember.group_id, func.count().label("members"))
        .group_by(GroupMember.group_id)
        .subquery()
    )
    rows = db.execute(
        select(
            CourseGroup.id,
            CourseGroup.set_name,
            CourseGroup.name,
            func.coalesce(members.c.members, 0),
        )
        .outerjoin(members, members.c.group_id == CourseGroup.id)
        .where(CourseGroup.course_id == course_id)
        .order_by(CourseGroup.set_name, CourseGroup.position, CourseGroup.id)
    )
    return tuple(GroupRow(*row) for row in rows)
