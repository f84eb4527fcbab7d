"""Scenario rotations: made, edited and removed, with their stations, coaches and rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import (
    Block,
    Booking,
    Course,
    Delivery,
    Presenter,
    Room,
    Rotation,
    RotationCoach,
    RotationRound,
    Station,
    StationActor,
)
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.wording import counted, quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found, open_course, unchanged
from cittrainer.services.groups import SCENARIOS
from cittrainer.services.rotation_guards import refuse_recorded_meetings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.orm import Session

MOST_STATIONS = 40
"""Scenarios that one rotation may have."""

LEAST_MINUTES, MOST_MINUTES = 5, 480
"""Of one round."""

COACH, ACTOR = "coach", "actor"
"""Roles of bookings that say what somebody does in scenario practice."""


def make_rotation(
    db: Session, course_id: int, *, name: str = SCENARIOS, set_name: str = SCENARIOS
) -> int:
    """Begin a rotation of a course and return its id.

    Args:
        db: The open step.
        course_id: The course.
        name: What it is called; no other rotation of the course has the name.
        set_name: The set of the course's groups that rotate; it may come later.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: the name is taken or cannot be stored.
    """
    course = open_course(db, course_id)
    rotation = Rotation(
        course_id=course.id,
        name=_free_name(db, course.id, name),
        set_name=words.line(set_name, "The name of the set", required=True),
    )
    db.add(rotation)
    db.flush()
    return rotation.id


def edit_rotation(db: Session, rotation_id: int, seen: int, *, name: str) -> None:
    """Give a rotation another name.

    Raises:
        ChangedMeanwhile, CourseIsOver: as their names say.
        Invalid: the name is taken or cannot be stored.
    """
    rotation = open_rotation(db, rotation_id)
    unchanged(rotation, seen, quoted(rotation.name))
    rotation.name = _free_name(db, rotation.course_id, name, besides=rotation.id)


def remove_rotation(db: Session, rotation_id: int) -> None:
    """Remove a rotation with its stations, rounds and plan; groups and blocks stay.

    Raises:
        DayIsClosed: a meeting of it was held on a day whose attendance is closed.
        CourseIsOver: the course is closed or cancelled.
    """
    rotation = open_rotation(db, rotation_id)
    refuse_recorded_meetings(rotation.rounds)
    _remove_rounds(db, rotation, rotation.rounds)
    db.delete(rotation)
    db.flush()


def add_station(
    db: Session,
    rotation_id: int,
    *,
    title: str,
    room_id: int | None = None,
    actor_ids: Sequence[int] = (),
    must_meet: bool = True,
) -> int:
    """Add a scenario at the end of the list and return its id.

    Args:
        db: The open step.
        rotation_id: The rotation.
        title: What the scenario is called; no other of the rotation has the title.
        room_id: Where it is played; None: not known yet.
        actor_ids: Presenters who play in it.
        must_meet: Whether every group has to meet it.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: the title is taken, a value cannot be stored, or there are too many.
    """
    rotation = open_rotation(db, rotation_id)
    words.number(len(rotation.stations) + 1, "The number of scenarios", least=1, most=MOST_STATIONS)
    station = Station(
        rotation_id=rotation.id,
        position=max((one.position for one in rotation.stations), default=0) + 1,
    )
    _fill(db, rotation, station, title, room_id, must_meet)
    db.add(station)
    db.flush()
    _set_actors(db, station, actor_ids)
    db.expire(rotation, ["stations"])
    return station.id


def edit_station(
    db: Session,
    station_id: int,
    seen: int,
    *,
    title: str,
    room_id: int | None,
    actor_ids: Sequence[int],
    must_meet: bool,
) -> None:
    """Change a scenario; what this does to the plan is a finding, not a refusal.

    Raises:
        ChangedMeanwhile, CourseIsOver: as their names say.
        Invalid: the title is taken, or a value cannot be stored.
    """
    station = found(db, Station, station_id, "scenario")
    rotation = open_rotation(db, station.rotation_id)
    unchanged(station, seen, quoted(station.title))
    before = station.version
    _fill(db, rotation, station, title, room_id, must_meet)
    if _set_actors(db, station, actor_ids):
        db.flush()
        if station.version == before:
            station.version += 1  # so that a form that was opened before shows as stale


def remove_station(db: Session, station_id: int) -> None:
    """Remove a scenario with its meetings.

    Raises:
        DayIsClosed: a group met it on a day whose attendance is closed.
        CourseIsOver: the course is closed or cancelled.
    """
    station = found(db, Station, station_id, "scenario")
    rotation = open_rotation(db, station.rotation_id)
    refuse_recorded_meetings(rotation.rounds, station_id=station.id)
    for one in rotation.rounds:
        for meeting in list(one.meetings):
            if meeting.station_id == station.id:
                one.meetings.remove(meeting)
    db.flush()
    rotation.stations.remove(station)
    db.flush()


def set_coaches(db: Session, rotation_id: int, presenter_ids: Collection[int]) -> None:
    """Say who coaches and assesses; those who no longer do leave their meetings to come.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        NotFound: a presenter is no longer in the book.
    """
    rotation = open_rotation(db, rotation_id)
    wanted = dict.fromkeys(presenter_ids)
    for one in list(rotation.coaches):
        if one.presenter_id not in wanted:
            rotation.coaches.remove(one)
            _take_out(rotation, one.presenter_id)
    known = {one.presenter_id for one in rotation.coaches}
    for presenter_id in wanted:
        if presenter_id not in known:
            found(db, Presenter, presenter_id, "presenter")
            rotation.coaches.append(RotationCoach(presenter_id=presenter_id))
    db.flush()


def cut_rounds(
    db: Session, rotation_id: int, block_ids: Sequence[int], *, minutes: int | None = None
) -> int:
    """Cut the rounds of a rotation out of blocks of scenario practice; returns how many.

    The rotation has these rounds and no others; rounds that were there already keep their
    meetings. What is left of a block after its last whole round stays free.

    Args:
        db: The open step.
        rotation_id: The rotation.
        block_ids: Blocks of the course.
        minutes: How long each round is; None: each block is one round.

    Raises:
        DayIsClosed: a round with meetings on a closed day would go.
        CourseIsOver: the course is closed or cancelled.
        Invalid: a block is another course's or no scenario practice, shorter than a round, or
            the minutes are none.
    """
    rotation = open_rotation(db, rotation_id)
    if minutes is not None:
        words.number(minutes, "The length of a round", least=LEAST_MINUTES, most=MOST_MINUTES)
        words.grid(minutes, "The length of a round")
    blocks = [_practice(db, rotation, block_id) for block_id in dict.fromkeys(block_ids)]
    wanted = [cut for block in blocks for cut in _cuts(block, minutes)]
    present = {(one.block_id, one.offset, one.minutes): one for one in rotation.rounds}
    going = [one for key, one in present.items() if key not in set(wanted)]
    refuse_recorded_meetings(going)
    _remove_rounds(db, rotation, going)
    for place, (block_id, offset, length) in enumerate(wanted):
        one = present.get((block_id, offset, length))
        if one is None:
            one = RotationRound(block_id=block_id, offset=offset, minutes=length)
            rotation.rounds.append(one)
        one.position = place
    db.flush()
    db.expire(rotation, ["rounds"])
    return len(wanted)


def take_from_block(db: Session, rotation_id: int, block_id: int) -> int:
    """Take over scenarios, rooms, actors and coaches from the parts of a block of practice.

    Each part with a room becomes a scenario there, unless the room has one; those booked as
    “actor” play in it, all others booked for the part coach.

    Returns:
        How many scenarios were added.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: the block is another course's, or no scenario practice.
    """
    rotation = open_rotation(db, rotation_id)
    block = _practice(db, rotation, block_id)
    rooms = {one.room_id for one in rotation.stations}
    titles = {one.title for one in rotation.stations}
    coaches = {one.presenter_id: None for one in rotation.coaches}
    added = 0
    for part in block.parts:
        booked = _booked(db, part.id)
        coaches.update({one.presenter_id: None for one in booked if one.role != ACTOR})
        if part.room is None or part.room_id in rooms:
            continue
        title = part.title or part.room.name
        if title in titles:
            title = f"{title} ({part.room.name})"
        actors = [one.presenter_id for one in booked if one.role == ACTOR]
        add_station(db, rotation.id, title=title, room_id=part.room_id, actor_ids=actors)
        rooms.add(part.room_id)
        titles.add(title)
        added += 1
    set_coaches(db, rotation.id, coaches)
    return added


def open_rotation(db: Session, rotation_id: int) -> Rotation:
    """A rotation that may change.

    Raises:
        CourseIsOver: its course is closed or cancelled.
        NotFound: it is no longer on file.
    """
    rotation = found(db, Rotation, rotation_id, "rotation")
    open_course(db, rotation.course_id)
    return rotation


def _free_name(db: Session, course_id: int, name: str, *, besides: int | None = None) -> str:
    clean = words.line(name, "The name of the rotation", required=True)
    taken = select(Rotation.id).where(
        Rotation.course_id == course_id, Rotation.name == clean, Rotation.id.is_not(besides)
    )
    if db.scalar(taken.limit(1)) is not None:
        number = db.get_one(Course, course_id).number
        raise Invalid(
            f"{number} has a rotation {quoted(clean)} already.", hint="Choose another name."
        )
    return clean


def _fill(
    db: Session,
    rotation: Rotation,
    station: Station,
    title: str,
    room_id: int | None,
    must_meet: bool,
) -> None:
    clean = words.line(title, "The title of the scenario", required=True)
    if any(one.title == clean and one.id != station.id for one in rotation.stations):
        raise Invalid(f"There is a scenario {quoted(clean)} already.", hint="Choose another title.")
    station.title = clean
    station.room_id = None if room_id is None else found(db, Room, room_id, "room").id
    station.must_meet = must_meet


def _set_actors(db: Session, station: Station, actor_ids: Iterable[int]) -> bool:
    """Let these play in a scenario; says whether that changed something."""
    wanted = dict.fromkeys(actor_ids)
    changed = False
    for one in list(station.actors):
        if one.presenter_id not in wanted:
            station.actors.remove(one)
            changed = True
    known = {one.presenter_id for one in station.actors}
    for presenter_id in wanted:
        if presenter_id not in known:
            found(db, Presenter, presenter_id, "presenter")
            station.actors.append(StationActor(presenter_id=presenter_id))
            changed = True
    db.flush()
    return changed


def _take_out(rotation: Rotation, presenter_id: int) -> None:
    for one in rotation.rounds:
        day = one.block.course_day
        for meeting in one.meetings:
            if meeting.coach_id == presenter_id and (day is None or not day.closed):
                meeting.coach_id = None


def _practice(db: Session, rotation: Rotation, block_id: int) -> Block:
    block = found(db, Block, block_id, "block")
    if block.course_id != rotation.course_id:
        raise Invalid(f"{quoted(block.title)} is a block of another course.")
    if block.delivery is not Delivery.SCENARIO:
        raise Invalid(
            f"{quoted(block.title)} is no scenario practice.",
            hint="Choose a block whose kind is scenario practice.",
        )
    return block


def _cuts(block: Block, minutes: int | None) -> list[tuple[int, int, int]]:
    """The rounds of a block: its id, minutes after its beginning, and length."""
    length = block.minutes if minutes is None else minutes
    number = block.minutes // length
    if not number:
        raise Invalid(
            f"{quoted(block.title)} has {counted(block.minutes, 'minute')}, "
            f"so that no round of {counted(length, 'minute')} fits into it.",
            hint="Choose shorter rounds, or leave the block out.",
        )
    return [(block.id, place * length, length) for place in range(number)]


def _remove_rounds(db: Session, rotation: Rotation, going: Iterable[RotationRound]) -> None:
    for one in list(going):
        for absence in list(one.absences):
            rotation.absences.remove(absence)
        db.flush()
        rotation.rounds.remove(one)
    db.flush()


def _booked(db: Session, part_id: int) -> list[Booking]:
    return list(
        db.scalars(
            select(Booking)
            .where(
                Booking.block_part_id == part_id,
                Booking.choice == 1,
                Booking.state.not_in(CALLED_OFF),
            )
            .order_by(Booking.id)
        )
    )
