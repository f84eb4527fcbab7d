"""A whole rotation saved from its form in one step, or begun with what the week already says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import Block, CourseDay, Delivery, Rotation
from cittrainer.rules.values import GRID_MINUTES
from cittrainer.rules.wording import quoted
from cittrainer.services.course_guards import open_course, unchanged
from cittrainer.services.groups import SCENARIOS
from cittrainer.services.rotations import (
    LEAST_MINUTES,
    add_station,
    cut_rounds,
    edit_rotation,
    edit_station,
    make_rotation,
    open_rotation,
    remove_station,
    set_coaches,
    take_from_block,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cittrainer.models import Course


@dataclass(frozen=True, slots=True)
class StationPlan:
    """A scenario as a form says it is to be."""

    title: str
    room_id: int | None = None
    actor_ids: tuple[int, ...] = ()
    must_meet: bool = True
    station_id: int | None = None
    """None: a new one."""
    seen: int = 0
    """The version of the scenario that the form was opened for."""


@dataclass(frozen=True, slots=True)
class RotationPlan:
    """A rotation as a form says it is to be."""

    name: str
    stations: tuple[StationPlan, ...]
    coach_ids: tuple[int, ...]
    block_ids: tuple[int, ...]
    """Blocks of practice of which the rounds are cut."""
    minutes: int | None = None
    """The length of each round; None: each block is one round."""


def begin_rotation(db: Session, course_id: int) -> int:
    """Begin a rotation with what the week says: its practice, rooms, actors and coaches.

    Scenarios come from the block with the most rooms. Where there are at least as many placed
    blocks as scenarios, each is one round; else they are cut, so that there are rounds enough.

    Returns:
        The id of the rotation.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: there is no scenario practice in the week.
    """
    course = open_course(db, course_id)
    blocks = _practice(db, course_id)
    if not blocks:
        raise Invalid(
            f"{course.number} has no scenario practice in its week.",
            hint="Place a block whose kind is scenario practice first.",
        )
    richest = max(blocks, key=_rooms)
    rotation_id = make_rotation(
        db, course_id, name=_free(db, course_id), set_name=_set_name(course, _rooms(richest))
    )
    take_from_block(db, rotation_id, richest.id)
    rotation = db.get_one(Rotation, rotation_id)
    db.expire(rotation, ["stations"])
    alike = [block for block in blocks if _rooms(block) == _rooms(richest)]
    scenarios = len(rotation.stations)
    used = alike[:scenarios] if scenarios and len(alike) >= scenarios else alike
    cut_rounds(db, rotation_id, [one.id for one in used], minutes=_length(used, scenarios))
    return rotation_id


def save_rotation(
    db: Session,
    course_id: int,
    plan: RotationPlan,
    *,
    rotation_id: int | None = None,
    seen: int = 0,
) -> int:
    """Make a rotation be what its form says; scenarios that the form no longer has go.

    Args:
        db: The open step.
        course_id: The course.
        plan: What the form says.
        rotation_id: The rotation; None: a new one.
        seen: Its version when the form was opened.

    Returns:
        The id of the rotation.

    Raises:
        ChangedMeanwhile, CourseIsOver, DayIsClosed: as their names say.
        Invalid: a name is taken, a value cannot be stored, or a round does not fit into a block.
    """
    if rotation_id is None:
        course = open_course(db, course_id)
        rotation_id = make_rotation(
            db, course_id, name=plan.name, set_name=_set_name(course, len(plan.stations))
        )
    else:
        rotation = open_rotation(db, rotation_id)
        unchanged(rotation, seen, f"The rotation {quoted(rotation.name)}")
        edit_rotation(db, rotation_id, seen, name=plan.name)
    _set_stations(db, rotation_id, plan.stations)
    set_coaches(db, rotation_id, plan.coach_ids)
    cut_rounds(db, rotation_id, plan.block_ids, minutes=plan.minutes)
    return rotation_id


def _set_stations(db: Session, rotation_id: int, plans: Sequence[StationPlan]) -> None:
    rotation = open_rotation(db, rotation_id)
    kept = {one.station_id for one in plans}
    for station in list(rotation.stations):
        if station.id not in kept:
            remove_station(db, station.id)
    for one in plans:
        if one.station_id is None:
            add_station(
                db,
                rotation_id,
                title=one.title,
                room_id=one.room_id,
                actor_ids=one.actor_ids,
                must_meet=one.must_meet,
            )
        else:
            edit_station(
                db,
                one.station_id,
                one.seen,
                title=one.title,
                room_id=one.room_id,
                actor_ids=one.actor_ids,
                must_meet=one.must_meet,
            )


def _practice(db: Session, course_id: int) -> list[Block]:
    """The placed blocks of scenario practice in the order of time."""
    return list(
        db.scalars(
            select(Block)
            .join(CourseDay, CourseDay.id == Block.course_day_id)
            .where(
                Block.course_id == course_id,
                Block.delivery == Delivery.SCENARIO,
                Block.start_minute.is_not(None),
            )
            .order_by(CourseDay.date, Block.start_minute, Block.id)
        )
    )


def _rooms(block: Block) -> int:
    return sum(part.room_id is not None for part in block.parts)


def _length(blocks: Sequence[Block], scenarios: int) -> int | None:
    """How long rounds are so that there is one for each scenario; None: a block is a round."""
    if len(blocks) >= scenarios:
        return None
    shortest = min(block.minutes for block in blocks)
    for length in range(shortest, LEAST_MINUTES - 1, -GRID_MINUTES):
        if sum(block.minutes // length for block in blocks) >= scenarios:
            return length
    return LEAST_MINUTES


def _set_name(course: Course, size: int) -> str:
    """The set of groups that rotates: the usual one, else the one with a group a scenario."""
    sizes = Counter(group.set_name for group in course.groups)
    if SCENARIOS in sizes or not sizes:
        return SCENARIOS
    return next((name for name, groups in sorted(sizes.items()) if groups == size), SCENARIOS)


def _free(db: Session, course_id: int) -> str:
    """A name that no rotation of the course has."""
    taken = set(db.scalars(select(Rotation.name).where(Rotation.course_id == course_id)))
    number = 1
    name = SCENARIOS
    while name in taken:
        number += 1
        name = f"{SCENARIOS} {number}"
    return name
