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
from cittrainer.jobs.plan_people import stands_in, wanted
from cittrainer.planning.kinds import Closed, NotBefore, Window
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
from cittrainer.rules.care import cannot_be_booked
from cittrainer.rules.wording import day_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cittrainer.jobs.plan_people import Wanted
    from cittrainer.rules.plan_values import PresenterValue
    from cittrainer.rules.values import DayValue, PartValue, PlacedBlock, Week

CLASS = "class"
"""Everybody who takes the course, as a resource."""

ALTERNATE_COST = 6
"""For each place that somebody stands behind the first choice."""

OTHER_ROOM_COST, OTHER_BUILDING_COST = 4, 12
NOBODY_COST = 60
"""For a place that somebody is still to be found for."""

OVER = "over"
"""The constraint that keeps what is movable away from days that are over."""

SUITABLE_ROOM = "suitable_room"
BARRED = "barred"
"""How the constraints begin that keep those off who cannot be booked."""


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
    activities = tuple(_activity(week, block, given) for block in week.blocks)
    return Problem(
        days=_days(week),
        activities=activities,
        resources=tuple(_resources(week)),
        constraints=(
            *constraints(week),
            *_barred(week, fixed_days),
            *_over(week, activities, fixed_days),
        ),
        options=Options(seconds=given.limits.seconds, steps=given.limits.steps),
    )


def fixed_until(week: Week, limits: Limits) -> frozenset[int]:
    """The days up to the last one that is closed or over: what stands there stays."""
    last = max(
        (n for n, day in enumerate(week.days) if day.closed or day.id in limits.over), default=-1
    )
    return frozenset(day.id for day in week.days[: last + 1])


def has_happened(week: Week, block: PlacedBlock, limits: Limits) -> bool:
    """Whether a block is on record or on a day that is over."""
    on_record = block.id in limits.recorded or any(part.actual for part in block.parts)
    return on_record or (block.placed and block.day_id in fixed_until(week, limits))


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


def _barred(week: Week, fixed_days: frozenset[int]) -> Iterator[Closed]:
    """Who cannot be booked, for good or on a day, is kept off the days that are not over."""
    for one in week.presenters.values():
        days = [day for day in week.days if day.id not in fixed_days and one.barred_at(day.date)]
        if one.barred and days:
            yield _closed(one, BARRED, cannot_be_booked(one.name), days)
            continue
        for day in days:
            said = cannot_be_booked(one.name, day.date)
            yield _closed(one, f"{BARRED}:{day.id}", said, [day])


def _closed(one: PresenterValue, id_: str, words: str, days: list[DayValue]) -> Closed:
    return Closed(
        id=f"{id_}:{one.id}",
        must=True,
        words=words,
        resource=presenter(one.id),
        windows=tuple(Window(day=day.id) for day in days),
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


def _activity(week: Week, block: PlacedBlock, given: Given) -> Activity:
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
        pinned=block.placed and (pinned or has_happened(week, block, given.limits)),
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
    for one in wanted(block):
        if one.at == at and not one.again:
            yield Need(one.need, _people(week, block, one, given), at)


def _people(week: Week, block: PlacedBlock, wanted: Wanted, given: Given) -> tuple[Candidate, ...]:
    booking = wanted.booking
    alternates = [
        Candidate(presenter(one.presenter_id), ALTERNATE_COST * (one.order - 1))
        for one in stands_in(wanted.part, booking)
    ]
    nobody = Candidate(NOBODY, NOBODY_COST)
    if not booking.holds_time:
        return (nobody, *alternates)
    first = Candidate(presenter(booking.presenter_id))
    known = week.presenters.get(booking.presenter_id)
    # Rather without them than not at all; what has happened has happened with them.
    barred = known is not None and known.barred and not has_happened(week, block, given.limits)
    missing = booking.presenter_id in given.missing or barred
    return (first, *alternates, nobody) if missing else (first, *alternates)


def _rooms(week: Week, block: PlacedBlock, part: PartValue, given: Given) -> tuple[Candidate, ...]:
    own = part.room_id or 0
    elsewhere = bool(given.lost_on) and block.day_id not in given.lost_on
    lost = own in given.lost_rooms and not elsewhere
    if not lost and not (_unsuited(week, part) and not has_happened(week, block, given.limits)):
        return (Candidate(room(own)),)
    now = week.rooms.get(own)
    needed = week.group_sizes.get(part.group_id, 0) if part.group_id else week.enrolled
    others = [
        Candidate(
            room(one.id),
            OTHER_ROOM_COST
            if now is not None and one.building == now.building
            else OTHER_BUILDING_COST,
        )
        for one in week.rooms.values()
        if one.id != own
        and block.equipment <= one.equipment
        and (one.seats is None or one.seats >= needed)
    ]
    return (Candidate(room(own)), *others, Candidate(NOBODY, NOBODY_COST))


def _unsuited(week: Week, part: PartValue) -> bool:
    """Whether a room does not suit somebody who is expected there, and a must asks that it does."""
    asked_of = {
        one.presenter_id
        for one in week.constraints
        if one.active and one.must and one.kind == SUITABLE_ROOM
    }
    return any(
        one.holds_time
        and not asked_of.isdisjoint({None, one.presenter_id})
        and (known := week.presenters.get(one.presenter_id)) is not None
        and part.room_id in known.unsuited_rooms
        for one in part.bookings
    )
