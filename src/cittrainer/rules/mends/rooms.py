"""Mends that give the parts of a block another room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.mends.values import Mend
from cittrainer.rules.plan_changes import NewRoom
from cittrainer.rules.wording import counted, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cittrainer.rules.plan_values import RoomValue
    from cittrainer.rules.values import PartValue, PlacedBlock, Week

GROWING = frozenset({"planning", "open"})
"""States of a course in which trainees are still to come."""


def other_rooms(
    week: Week, block: PlacedBlock, rooms: Collection[int], *, building: str = ""
) -> Iterator[Mend]:
    """For a part in one of some rooms, the rooms that are free and suit: the smallest first.

    Args:
        week: The week.
        block: Whose parts.
        rooms: The rooms that are to be left.
        building: Where the room is to be; empty: anywhere.
    """
    parts = [part for part in block.parts if part.room_id in rooms]
    if len({part.room_id for part in parts}) != len(parts):
        parts = parts[1:]  # one of those that share a room may keep it
    if len(parts) != 1:
        return
    part = parts[0]
    taken = _taken(week, block)
    expected = _expected(week, part)
    where = "" if len(block.parts) == 1 else f" for {part.title or part.group or 'one part'}"
    suiting = [
        room
        for room in week.rooms.values()
        if room.id not in taken
        and room.id != part.room_id
        and block.equipment <= room.equipment
        and (not building or room.building == building)
        and (room.seats is None or room.seats >= expected)
    ]
    for room in sorted(suiting, key=lambda one: _order(week, one, part)):
        yield Mend(
            f"Use {room.name}{where} in {quoted(block.title)}: it is free{_seats(room)}",
            (NewRoom(part.id, room.id),),
        )


def buildings(week: Week, block: PlacedBlock) -> list[str]:
    """Where a block is."""
    return [
        room.building
        for part in block.parts
        if part.room_id is not None and (room := week.rooms.get(part.room_id)) and room.building
    ]


def _expected(week: Week, part: PartValue) -> int:
    """How many seats are needed: while a class still grows, as many as its room has now."""
    if part.group_id is not None:
        return week.group_sizes.get(part.group_id, 0)
    now = week.rooms.get(part.room_id or 0)
    seats = now.seats if now is not None and week.state in GROWING else None
    return max(week.enrolled, seats or 0)


def _order(week: Week, room: RoomValue, part: PartValue) -> tuple[bool, bool, int, str]:
    """Known sizes first, then the same building, then the fewest seats."""
    now = week.rooms.get(part.room_id or 0)
    elsewhere = now is not None and room.building != now.building
    return room.seats is None, elsewhere, room.seats or 0, room.name


def _seats(room: RoomValue) -> str:
    return "" if room.seats is None else f" and has {counted(room.seats, 'seat')}"


def _taken(week: Week, block: PlacedBlock) -> set[int]:
    """The rooms that are in use at the time of a block, by itself too; all known courses count."""
    used = {part.room_id for part in block.parts if part.room_id is not None}
    if block.day_id is None or block.start is None or block.end is None:
        return used
    for other in week.on(block.day_id):
        if (other.start or 0) < block.end and block.start < (other.end or 0):
            used |= {part.room_id for part in other.parts if part.room_id is not None}
    on = week.day[block.day_id].date
    for busy in week.elsewhere:
        overlaps = busy.start < block.end and block.start < busy.end
        if busy.room_id is not None and busy.date == on and overlaps:
            used.add(busy.room_id)
    return used
