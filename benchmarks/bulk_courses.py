"""Courses with days, rooms, groups, blocks, parts, and presenters booked and actual."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from benchmarks.writer import moment
from cittrainer.intake import shipped
from cittrainer.models import (
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    BookingStateEntry,
    Course,
    CourseDay,
    CourseGroup,
    Room,
)

if TYPE_CHECKING:
    from random import Random

    from benchmarks.bulk import Size
    from benchmarks.writer import Writer
    from cittrainer.intake.shipped import ShippedModule

CURRICULUM = "MEMPHIS-40"
ROOMS = 14
GROUPS = 6
UNTAUGHT = frozenset({"break", "lunch", "travel", "admin", "ceremony"})
"""Blocks for which nobody presents and no attendance is written."""


@dataclass(slots=True)
class CourseValue:
    """A course as the records of its trainees need it."""

    id: int
    number: str
    title: str
    state: str
    days: list[date]
    groups: list[int] = field(default_factory=list)
    taught: list[tuple[int, date, int, int]] = field(default_factory=list)
    """Blocks with attendance: id, day, minutes, end minute."""


def write(writer: Writer, random: Random, size: Size, today: date) -> list[CourseValue]:
    """Write the courses, the oldest first, and return them."""
    modules = next(one for one in shipped.curricula() if one.code == CURRICULUM).modules
    ((version_id, standard_id),) = writer.select(
        "SELECT v.id, v.standard_id FROM curriculum_version v "
        "JOIN curriculum c ON c.id = v.curriculum_id WHERE c.code = ?",
        CURRICULUM,
    )
    writer.insert(
        Room, ("id", "name", "seats"), ((n, f"Room {n}", 40) for n in range(1, ROOMS + 1))
    )
    plan = [_course(number, size, today) for number in range(1, size.courses + 1)]
    rows: dict[type, list[Any]] = {model: [] for model in _COLUMNS}
    ids = {model: count(1) for model in _COLUMNS}
    for course in plan:
        rows[Course].append(
            (
                course.id, course.number, course.title, course.state, version_id, standard_id,
                "Tamarack Training Center", size.trainees + 6, f"{course.id:05d}",
                random.choice(("Lt. Renée Ashford", "Sgt. Darnell Holbrook", "Capt. Mei Stanford")),
            )
        )  # fmt: skip
        earlier = len(rows[BlockPart])
        _agenda(course, modules, rows, ids)
        _bookings(course, rows[BlockPart][earlier:], random, size, today, rows, ids)
        if course.id % 100 == 0 or course.id == size.courses:
            for model, columns in _COLUMNS.items():
                writer.insert(model, columns, rows[model])
                rows[model].clear()
    return plan


_COLUMNS: dict[type, tuple[str, ...]] = {
    Course: (
        "id", "number", "title", "state", "curriculum_version_id", "standard_id", "venue", "seats",
        "class_number", "lead_instructor",
    ),
    CourseDay: ("id", "course_id", "date", "start_minute", "end_minute", "closed"),
    CourseGroup: ("id", "course_id", "name", "position"),
    Block: (
        "id", "course_id", "title", "delivery", "course_day_id", "start_minute", "minutes",
        "topics", "weight", "must_attend",
    ),
    BlockPart: ("id", "block_id", "position", "room_id", "group_id"),
    Booking: ("id", "block_part_id", "presenter_id", "state", "created", "changed", "version"),
    BookingStateEntry: ("id", "booking_id", "state", "recorded"),
    ActualPresenter: ("block_part_id", "presenter_id"),
}  # fmt: skip


def _course(number: int, size: Size, today: date) -> CourseValue:
    """Course 1 is the oldest; the first of those ahead runs in the week of today."""
    monday = today - timedelta(days=today.weekday())
    ahead = number - (size.courses - size.ahead) - 1
    if ahead >= 0:
        first = monday + timedelta(weeks=ahead)
        state = "running" if ahead == 0 else "open" if ahead < size.ahead // 2 else "planning"
    else:
        first = monday + timedelta(weeks=ahead // size.a_week)
        # The last two are over but not closed yet.
        state = "running" if ahead >= -2 else "closed"
    return CourseValue(
        id=number,
        number=f"CIT-{first.year}-{number:04d}",
        title=f"CIT 40-hour, {first:%B %Y}",
        state=state,
        days=[first + timedelta(days=day) for day in range(5)],
    )


def _agenda(
    course: CourseValue, modules: tuple[ShippedModule, ...], rows: dict[type, Any], ids: Any
) -> None:
    day_ids = []
    for day in course.days:
        day_ids.append(next(ids[CourseDay]))
        closed = course.state == "closed"
        rows[CourseDay].append((day_ids[-1], course.id, day.isoformat(), 480, 1080, closed))
    for position in range(GROUPS):
        course.groups.append(next(ids[CourseGroup]))
        rows[CourseGroup].append((course.groups[-1], course.id, f"Group {position + 1}", position))
    for module in modules:
        _block(course, module, day_ids, rows, ids)


def _block(
    course: CourseValue, module: ShippedModule, days: list[int], rows: dict[type, Any], ids: Any
) -> None:
    block_id = next(ids[Block])
    day = module.day or 1
    start = module.start or 0
    topics = json.dumps(dict(module.topics))
    rows[Block].append(
        (
            block_id, course.id, module.title, module.delivery, days[day - 1], start,
            module.minutes, topics, module.weight, module.must_attend,
        )
    )  # fmt: skip
    for position in range(module.parts):
        in_groups = module.parts == GROUPS
        room = course.id % 2 * (ROOMS // 2) + 1 + position
        group = course.groups[position] if in_groups else None
        rows[BlockPart].append((next(ids[BlockPart]), block_id, position, room, group))
    if module.delivery not in UNTAUGHT:
        course.taught.append(
            (block_id, course.days[day - 1], module.minutes, start + module.minutes)
        )


def _bookings(
    course: CourseValue,
    parts: list[Any],
    random: Random,
    size: Size,
    today: date,
    rows: dict[type, Any],
    ids: Any,
) -> None:
    """One presenter for each part that is taught; some of those ahead have not said yes."""
    asked = datetime.combine(course.days[0] - timedelta(days=60), datetime.min.time(), UTC)
    taught = {block_id for block_id, *_ in course.taught}
    over = course.days[-1] < today
    team = random.sample(range(1, size.presenters + 1), 40)
    for part_id, block_id, position, *_ in parts:
        if block_id not in taught:
            continue
        presenter = team[(block_id + position) % len(team)]
        booking_id = next(ids[Booking])
        booked = asked.replace(hour=9 + position, minute=block_id % 60)
        said_yes = over or random.random() < 0.9
        states = ["invited", *(["confirmed"] if said_yes else []), *(["presented"] if over else [])]
        for number, state in enumerate(states):
            when = moment(booked + timedelta(days=7 * number))
            rows[BookingStateEntry].append((next(ids[BookingStateEntry]), booking_id, state, when))
        rows[Booking].append(
            (
                booking_id, part_id, presenter, states[-1], moment(booked),
                moment(booked + timedelta(days=7 * (len(states) - 1))), len(states),
            )
        )  # fmt: skip
        if over:
            rows[ActualPresenter].append((part_id, presenter))
