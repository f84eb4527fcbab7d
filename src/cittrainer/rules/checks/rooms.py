"""Whether rooms are large enough and equipped, and whether there is time to reach and set them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cittrainer.rules.checks import asked
from cittrainer.rules.values import NOTE, SCENARIO, WARNING, Finding, clock
from cittrainer.rules.wording import counted, day_names, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.rules.values import PartValue, PlacedBlock, Week

ROOM_TOO_SMALL = "room_too_small"
EQUIPMENT_MISSING = "equipment_missing"
TRAVEL_TIME = "travel_time"
SET_UP_TIME = "set_up_time"

TRAVEL_MINUTES = 10
"""Least time between two buildings. The academy's own rule: no source sets it."""

SET_UP_MINUTES = 10
"""Least time to set up a room for scenarios or equipment. The academy's own rule likewise."""

_CLASS = "The class"


class _Stop(NamedTuple):
    """Where somebody is for how long."""

    start: int
    end: int
    building: str
    block: PlacedBlock


class _Way(NamedTuple):
    """Who goes from stop to stop on a day, in the order of their beginning."""

    who: str
    stops: list[_Stop]


def room_findings(week: Week) -> list[Finding]:
    """All findings of this module."""
    return [
        *rooms_too_small(week),
        *without_equipment(week),
        *too_little_travel(week),
        *too_little_set_up(week),
    ]


def rooms_too_small(week: Week) -> list[Finding]:
    """The parts whose room has fewer seats than trainees are to come; once for each block."""
    found = []
    for block in week.blocks:
        tight = {part.room_id or 0: said for part in block.parts if (said := _small(week, part))}
        if tight:
            found.append(
                Finding(
                    ROOM_TOO_SMALL,
                    WARNING,
                    f"{quoted(block.title)}: {listed(dict.fromkeys(tight.values()))}.",
                    (block.id,),
                    "Choose a larger room or more rooms.",
                    rooms=tuple(tight),
                )
            )
    return found


def _small(week: Week, part: PartValue) -> str:
    room = week.rooms.get(part.room_id) if part.room_id is not None else None
    seats = room.seats if room is not None else None
    expected = week.enrolled if part.group_id is None else week.group_sizes.get(part.group_id, 0)
    if seats is None or expected <= seats:
        return ""
    return f"{part.room} has {counted(seats, 'seat')} for {counted(expected, 'trainee')}"


def without_equipment(week: Week) -> list[Finding]:
    """The blocks in rooms that lack something that the block needs."""
    found = []
    for block in week.blocks:
        lacking: dict[int, str] = {}
        for part in block.parts if block.equipment else ():
            room = week.rooms.get(part.room_id) if part.room_id is not None else None
            if room is not None and (missing := block.equipment - room.equipment):
                lacking[room.id] = f"{part.room} has no {listed(sorted(missing))}"
        if lacking:
            found.append(
                Finding(
                    EQUIPMENT_MISSING,
                    WARNING,
                    f"{quoted(block.title)}: {listed(lacking.values())}.",
                    (block.id,),
                    "Choose another room, or enter what the room has.",
                    rooms=tuple(lacking),
                )
            )
    return found


def too_little_travel(week: Week) -> list[Finding]:
    """Successive blocks of the same people in different buildings with too little time between."""
    if len({room.building for room in week.rooms.values() if room.building}) < 2:
        return []
    if asked.asked(week, asked.TRAVEL):
        return []
    names = day_names(week)
    hurried: dict[tuple[int, int], tuple[_Stop, _Stop, list[str]]] = {}
    for day in week.days:
        for way in _ways(week, week.on(day.id)):
            for first, second in pairwise(way.stops):
                between = second.start - first.end
                if first.building != second.building and 0 <= between < TRAVEL_MINUTES:
                    pair = first.block.id, second.block.id
                    hurried.setdefault(pair, (first, second, []))[2].append(way.who)
    return [_hurried(first, second, who, names) for first, second, who in hurried.values()]


def _hurried(first: _Stop, second: _Stop, whose: list[str], names: dict[int, str]) -> Finding:
    day_id = first.block.day_id or 0
    if _CLASS in whose:
        # Each of its groups comes the same way.
        whose = [_CLASS]
    return Finding(
        TRAVEL_TIME,
        WARNING,
        f"{listed(whose)} {'has' if len(whose) == 1 else 'have'} "
        f"{counted(second.start - first.end, 'minute')} on {names[day_id]} at "
        f"{clock(first.end)} to come from {first.building} ({quoted(first.block.title)}) to "
        f"{second.building} ({quoted(second.block.title)}); the academy’s own least is "
        f"{TRAVEL_MINUTES}.",
        (second.block.id, first.block.id),
        "Leave time between the two, or give them one building.",
        days=(day_id,),
    )


def _ways(week: Week, blocks: tuple[PlacedBlock, ...]) -> Iterable[_Way]:
    """Where the class, each group and each presenter of a day is, as far as buildings are known."""
    whole = _Way(_CLASS, [])
    groups = {
        part.group_id: _Way(part.group, [])
        for block in blocks
        for part in block.parts
        if part.group_id is not None
    }
    presenters: dict[int, _Way] = {}
    for block in blocks:
        for part in block.parts:
            room = week.rooms.get(part.room_id) if part.room_id is not None else None
            if room is None or not room.building:
                continue
            stop = _Stop(block.start or 0, block.end or 0, room.building, block)
            if part.group_id is not None:
                groups[part.group_id].stops.append(stop)
            else:
                for way in (whole, *groups.values()):
                    way.stops.append(stop)
            for one in part.bookings:
                if one.holds_time:
                    presenters.setdefault(one.presenter_id, _Way(one.presenter, [])).stops.append(
                        stop
                    )
    return (whole, *groups.values(), *presenters.values())


def too_little_set_up(week: Week) -> list[Finding]:
    """Rooms that something else leaves just before they are to be set up.

    Scenarios and what needs equipment have to be set up. Where a constraint of the course keeps
    time free around blocks, it alone is heard.
    """
    if asked.asked(week, asked.BUFFER):
        return []
    names = day_names(week)
    found = []
    for day in week.days:
        last: dict[int, PlacedBlock] = {}
        for block in week.on(day.id):
            start = block.start or 0
            rooms = {part.room_id: part.room for part in block.parts if part.room_id is not None}
            for room_id, room in rooms.items():
                before = last.get(room_id)
                if before is not None and _must_be_set_up(block, before, start):
                    found.append(
                        Finding(
                            SET_UP_TIME,
                            NOTE,
                            f"{room} has {counted(start - (before.end or 0), 'minute')} on "
                            f"{names[day.id]} to be set up for {quoted(block.title)} after "
                            f"{quoted(before.title)}; the academy’s own least is "
                            f"{SET_UP_MINUTES}.",
                            (block.id, before.id),
                            "Leave time before it, or use another room.",
                            rooms=(room_id,),
                            days=(day.id,),
                        )
                    )
                last[room_id] = block
    return found


def _must_be_set_up(block: PlacedBlock, before: PlacedBlock, start: int) -> bool:
    changes = (block.delivery == SCENARIO and before.delivery != SCENARIO) or bool(
        block.equipment - before.equipment
    )
    return changes and 0 <= start - (before.end or 0) < SET_UP_MINUTES
