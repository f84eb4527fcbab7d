"""A course that rotates: groups with trainees, scenarios with rooms, actors and coaches, rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import builders

from cittrainer.models import Course, CourseGroup, Delivery
from cittrainer.services import rotation_plans, rotations
from cittrainer.services.rotation_plans import PlannedMeeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Rotating:
    """Ids of what was made."""

    course_id: int
    rotation_id: int
    days: tuple[int, ...]
    blocks: tuple[int, ...]
    """One block of practice a day, from 13:00."""
    groups: tuple[int, ...]
    stations: tuple[int, ...]
    rooms: tuple[int, ...]
    actors: tuple[int, ...]
    coaches: tuple[int, ...]
    rounds: tuple[int, ...]
    trainees: tuple[int, ...]
    """Enrollments, two a group, in the order of the groups."""
    people: tuple[int, ...]
    leader: int
    """The person of the first coach, who leads the first trainee."""


def rotating(db: Session, size: int = 3, *, rounds: int | None = None, spare: int = 0) -> Rotating:
    """As many groups, scenarios, rooms, actors and coaches as ``size``, and as many rounds.

    Args:
        db: An open step.
        size: How many of each.
        rounds: How many rounds, if not as many.
        spare: Coaches beyond one a scenario.
    """
    builders.academy(db, sample=True)
    course = builders.course(db, days=2)
    agency = builders.agency(db)
    leader = builders.person(db, "Whitehorse", "Dana", agency=agency)
    length = (rounds or size) * 30
    blocks = [
        builders.block(
            db, "Practical exercises", day=day, start="13:00", minutes=minutes,
            delivery=Delivery.SCENARIO,
        )
        for day, minutes in zip(course.days, (length - 30 or 30, 30), strict=True)
    ]  # fmt: skip
    rooms = [builders.room(db, f"Scenario room {n}", 10) for n in range(1, size + 1)]
    actors = [builders.presenter(db, f"Actor {n}") for n in range(1, size + 1)]
    coaches = [builders.presenter(db, f"Coach {n}") for n in range(1, size + 1 + spare)]
    coaches[0].person_id = leader.id
    people = [
        builders.person(db, f"Trainee{n:02d}", "Ada", agency=agency, state_id=f"R-{n:03d}")
        for n in range(1, 2 * size + 1)
    ]
    people[0].employments[0].supervisor_id = leader.id
    enrolled = [builders.enrollment(db, course, one) for one in people]
    ids = [one.id for one in enrolled]
    db.flush()
    rotation_id = rotations.make_rotation(db, course.id)
    stations = [
        rotations.add_station(
            db, rotation_id, title=f"Scene {n + 1}", room_id=rooms[n].id, actor_ids=[actors[n].id]
        )
        for n in range(size)
    ]
    rotations.set_coaches(db, rotation_id, [one.id for one in coaches])
    used = blocks if (rounds or size) > 1 else blocks[:1]
    rotations.cut_rounds(db, rotation_id, [one.id for one in used], minutes=30)
    if size > 1:
        rotation_plans.put_into_groups(
            db, course.id, "Scenarios", [ids[2 * n : 2 * n + 2] for n in range(size)]
        )
    db.expire_all()
    rotation = rotations.open_rotation(db, rotation_id)
    return Rotating(
        course_id=course.id,
        rotation_id=rotation_id,
        days=tuple(day.id for day in course.days),
        blocks=tuple(one.id for one in blocks),
        groups=tuple(one.id for one in course.groups),
        stations=tuple(stations),
        rooms=tuple(one.id for one in rooms),
        actors=tuple(one.id for one in actors),
        coaches=tuple(one.id for one in coaches),
        rounds=tuple(one.id for one in rotation.rounds),
        trainees=tuple(ids),
        people=tuple(one.id for one in people),
        leader=leader.id,
    )


def one_meeting(db: Session, course_id: int) -> None:
    """Let the one group of a course meet one scenario, on its first day."""
    day = db.get_one(Course, course_id).days[0]
    block = builders.block(
        db, "Practice", day=day, start="15:00", minutes=30, delivery=Delivery.SCENARIO
    )
    group = builders.add(db, CourseGroup(course_id=course_id, name="Group 1", set_name="Scenarios"))
    db.flush()
    rotation_id = rotations.make_rotation(db, course_id)
    station_id = rotations.add_station(db, rotation_id, title="Scene 1")
    rotations.cut_rounds(db, rotation_id, [block.id])
    rotation = rotations.open_rotation(db, rotation_id)
    rotation_plans.set_meeting(db, rotation.rounds[0].id, group.id, station_id=station_id)


def round_robin(made: Rotating) -> list[PlannedMeeting]:
    """A plan in which each group moves on by one; coach n stays at scenario n."""
    size = len(made.stations)
    return [
        PlannedMeeting(
            round_id, group, made.stations[(n + turn) % size], made.coaches[(n + turn) % size]
        )
        for turn, round_id in enumerate(made.rounds[:size])
        for n, group in enumerate(made.groups)
    ]
