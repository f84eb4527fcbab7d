"""A course's week as a timetable for the planner.

Presenters, rooms, groups and the class become resources; each first choice becomes a need that its
alternates would meet too; what other courses use is busy. Blocks of days that are over, blocks
with somebody on record, and pinned blocks stay where they are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cittrainer.jobs.plan_constraints import constraints
from cittrainer.planning.kinds import NotBefore, Window
from cittrainer.planning.problem import (
    AUDIENCE,
    NOBODY,
    PERSON,
    ROOM,
    Activity,
    Candidate,
    Day,
    Need,
    Options,
    Problem,
    Resource,
)
from cittrainer.rules.wording import day_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from cittrainer.rules.values import BookingValue, PartValue, PlacedBlock, Week

CLASS = "class"
"""Everybody who takes the course, as a resource."""

ALTERNATE_COST = 6
"""For each place that somebody stands behind the first choice."""

OTHER_ROOM_COST, OTHER_BUILDING_COST = 4, 12
NOBODY_COST = 60
"""For a place that somebody is still to be found for."""

OVER = "over"
"""The constraint that keeps what is movable away from days that are over."""

CALLED_OFF = frozenset({"declined", "cancelled", "no_show"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a search may take, and what of the week is no longer free."""

    seconds: float = 10.0
    """The most time for one search."""
    steps: float | None = None
    """A limit that gives the same answer on every computer, about a second each."""
    over: frozenset[int] = frozenset()
    """Days that are over, closed ones aside."""
    recorded: frozenset[int] = frozenset()
    """Blocks of which attendance is recorded."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a translation takes for granted, besides the week.

    Args:
        limits: See ``Limits``.
        lost_rooms: Rooms whose parts may go to other rooms.
        lost_on: Only parts of blocks that are on these days; of all blocks where it is empty.
        lost_days: Days on which nothing can be, so that pins there hold nothing.
        missing: Presenters without whom blocks may have to do.
        loose: Blocks that may move although they are pinned.
    """

    limits: Limits = field(default_factory=Limits)
    lost_rooms: frozenset[int] = frozenset()
    lost_on: frozenset[int] = frozenset()
    lost_days: frozenset[int] = frozenset()
    missing: frozenset[int] = frozenset()
    loose: frozenset[int] = frozenset()


def problem(week: Week, given: Given) -> Problem:
    """The week as the planner takes it."""
    fixed_days = fixed_until(week, given.limits)
    activities = tuple(_activity(week, block, given, fixed_days) for block in week.blocks)
    return Problem(
        days=_days(week),
        activities=activities,
        resources=tuple(_resources(week)),
        constraints=(*constraints(week), *_over(week, activities, fixed_days)),
        options=Options(seconds=given.limits.seconds, steps=given.limits.steps),
    )


def fixed_until(week: Week, limits: Limits) -> frozenset[int]:
    """The days up to the last one that is closed or over: what stands there stays."""
    last = max(
        (n for n, day in enumerate(week.days) if day.closed or day.id in limits.over), default=-1
    )
    return frozenset(day.id for day in week.days[: last + 1])


def presenter(presenter_id: int) -> str:
    """A presenter as a resource."""
    return f"presenter:{presenter_id}"


def room(room_id: int) -> str:
    """A room as a resource."""
    return f"room:{room_id}"


def number(resource: str) -> int:
    """The id of a presenter, a room or a group behind a resource."""
    return int(resource.partition(":")[2])


def windows_elsewhere(week: Week) -> Mapping[str, tuple[Window, ...]]:
    """When other courses use a presenter or a room."""
    day_on = {day.date: day.id for day in week.days}
    found: dict[str, list[Window]] = defaultdict(list)
    for busy in week.elsewhere:
        day_id = day_on.get(busy.date)
        if day_id is None:
            continue
        if busy.presenter_id is not None:
            found[presenter(busy.presenter_id)].append(Window(busy.start, busy.end, day_id))
        if busy.room_id is not None:
            found[room(busy.room_id)].append(Window(busy.start, busy.end, day_id))
    return {resource: tuple(windows) for resource, windows in found.items()}


def stands_in(part: PartValue, booking: BookingValue) -> Iterator[BookingValue]:
    """The alternates of a part who would do for one of its first choices, in their order."""
    for one in part.bookings:
        if one.order > 1 and one.state not in CALLED_OFF and one.role == booking.role:
            yield one


def _days(week: Week) -> tuple[Day, ...]:
    names = day_names(week)
    return tuple(
        Day(day.id, day.date.toordinal(), day.start, day.end, names[day.id]) for day in week.days
    )


def _over(
    week: Week, activities: tuple[Activity, ...], fixed_days: frozenset[int]
) -> Iterator[NotBefore]:
    free = tuple(one.id for one in activities if not one.pinned)
    first = next((day.id for day in week.days if day.id not in fixed_days), None)
    if fixed_days and first is not None and free:
        yield NotBefore(
            id=OVER,
            must=True,
            words="Days that are over or closed stay as they are.",
            activities=free,
            day=first,
        )


def _resources(week: Week) -> Iterator[Resource]:
    busy = windows_elsewhere(week)
    yield Resource(CLASS, "the class", AUDIENCE)
    for group_id, name in _groups(week).items():
        yield Resource(f"group:{group_id}", name, AUDIENCE)
    for one in week.presenters.values():
        resource = presenter(one.id)
        yield Resource(resource, one.name, PERSON, busy.get(resource, ()))
    for each in week.rooms.values():
        resource = room(each.id)
        yield Resource(resource, each.name, ROOM, busy.get(resource, ()), each.building)


def _groups(week: Week) -> dict[int, str]:
    return {
        part.group_id: part.group or f"Group {part.group_id}"
        for block in week.blocks
        for part in block.parts
        if part.group_id is not None
    }


def _activity(
    week: Week, block: PlacedBlock, given: Given, fixed_days: Collection[int]
) -> Activity:
    has_happened = block.id in given.limits.recorded or any(part.actual for part in block.parts)
    over = block.placed and block.day_id in fixed_days
    pinned = block.pinned and block.day_id not in given.lost_days and block.id not in given.loose
    return Activity(
        id=block.id,
        name=block.title,
        minutes=block.minutes,
        needs=(
            *_audience(week, block),
            *(
                need
                for at, part in enumerate(block.parts)
                for need in _of_part(week, block, at, part, given)
            ),
        ),
        delivery=block.delivery,
        taught=block.taught,
        heavy=block.weight >= 2,
        pinned=block.placed and (pinned or has_happened or over),
        day=block.day_id,
        start=block.start,
    )


def _audience(week: Week, block: PlacedBlock) -> Iterator[Need]:
    """The class and all its groups, or the groups that a block names."""
    part_of = {part.group_id: at for at, part in reversed(list(enumerate(block.parts)))}
    listening = {one for one in part_of if one is not None}
    if None in part_of or not part_of:
        yield Need(CLASS, (Candidate(CLASS),), part_of.get(None, 0))
        listening |= set(_groups(week))
    for group_id in sorted(listening):
        at = part_of.get(group_id, part_of.get(None, 0))
        yield Need(f"group:{group_id}", (Candidate(f"group:{group_id}"),), at)


def _of_part(
    week: Week, block: PlacedBlock, at: int, part: PartValue, given: Given
) -> Iterator[Need]:
    """The room of a part and its people; a room or person named twice in a block is once there."""
    before = block.parts[:at]
    if part.room_id is not None and part.room_id not in {one.room_id for one in before}:
        yield Need(f"room:{part.id}", _rooms(week, block, part, given), at)
    named = {b.presenter_id for one in before for b in one.bookings if b.holds_time}
    for booking in _first_choices(part):
        if booking.presenter_id in named and booking.holds_time:
            continue
        named.add(booking.presenter_id)
        yield Need(f"booking:{booking.id}", _people(part, booking, given), at)


def _first_choices(part: PartValue) -> Iterator[BookingValue]:
    """Who is expected, and of each role that nobody is left for the one who called off."""
    expected = [one for one in part.bookings if one.holds_time]
    yield from expected
    roles = {one.role for one in expected}
    for one in part.bookings:
        called_off = one.order == 1 and not one.holds_time
        if called_off and one.role not in roles and any(stands_in(part, one)):
            roles.add(one.role)
            yield one


def _people(part: PartValue, booking: BookingValue, given: Given) -> tuple[Candidate, ...]:
    alternates = [
        Candidate(presenter(one.presenter_id), ALTERNATE_COST * (one.order - 1))
        for one in stands_in(part, booking)
    ]
    nobody = Candidate(NOBODY, NOBODY_COST)
    if not booking.holds_time:
        return (nobody, *alternates)
    first = Candidate(presenter(booking.presenter_id))
    missing = booking.presenter_id in given.missing
    return (first, *alternates, nobody) if missing else (first, *alternates)


def _rooms(week: Week, block: PlacedBlock, part: PartValue, given: Given) -> tuple[Candidate, ...]:
    own = part.room_id or 0
    elsewhere = bool(given.lost_on) and block.day_id not in given.lost_on
    if own not in given.lost_rooms or elsewhere:
        return (Candidate(room(own)),)
    lost = week.rooms.get(own)
    needed = week.group_sizes.get(part.group_id, 0) if part.group_id else week.enrolled
    others = [
        Candidate(
            room(one.id),
            OTHER_ROOM_COST
            if lost is not None and one.building == lost.building
            else OTHER_BUILDING_COST,
        )
        for one in week.rooms.values()
        if one.id != own
        and block.equipment <= one.equipment
        and (one.seats is None or one.seats >= needed)
    ]
    return (Candidate(room(own)), *others, Candidate(NOBODY, NOBODY_COST))
