"""The rotations of a course as frozen values, read with a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    Agency,
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseGroup,
    CourseState,
    Delivery,
    Employment,
    Enrollment,
    GroupMember,
    Meeting,
    Person,
    Presenter,
    Room,
    Rotation,
    RotationAbsence,
    RotationCoach,
    RotationRound,
    Station,
    StationActor,
)
from cittrainer.queries.plan_values import presenters_by_id
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.rotation_values import (
    AbsenceValue,
    BusyValue,
    HelperValue,
    MeetingValue,
    MemberValue,
    RotatingGroup,
    RotationValue,
    RoundValue,
    StationValue,
)
from cittrainer.rules.seats import HOLDS_SEAT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class RotationRow:
    """A rotation in a list."""

    id: int
    name: str
    set_name: str


@dataclass(frozen=True, slots=True)
class ScenarioBlock:
    """A block of scenario practice, of which rounds can be cut."""

    id: int
    title: str
    minutes: int
    date: date | None
    start: int | None
    parts: int


def rotations(db: Session, course_id: int) -> tuple[RotationRow, ...]:
    """The rotations of a course in the order in which they were made."""
    rows = db.execute(
        select(Rotation.id, Rotation.name, Rotation.set_name)
        .where(Rotation.course_id == course_id)
        .order_by(Rotation.id)
    )
    return tuple(RotationRow(*row) for row in rows)


def scenario_blocks(db: Session, course_id: int) -> tuple[ScenarioBlock, ...]:
    """The blocks of scenario practice of a course in the order of time, unplaced ones last."""
    parts = (
        select(BlockPart.block_id, func.count().label("parts"))
        .group_by(BlockPart.block_id)
        .subquery()
    )
    rows = db.execute(
        select(
            Block.id,
            Block.title,
            Block.minutes,
            CourseDay.date,
            Block.start_minute,
            func.coalesce(parts.c.parts, 0),
        )
        .outerjoin(CourseDay, CourseDay.id == Block.course_day_id)
        .outerjoin(parts, parts.c.block_id == Block.id)
        .where(Block.course_id == course_id, Block.delivery == Delivery.SCENARIO)
        .order_by(CourseDay.date.is_(None), CourseDay.date, Block.start_minute, Block.id)
    )
    return tuple(ScenarioBlock(*row) for row in rows)


def rotation(db: Session, rotation_id: int) -> RotationValue:
    """One rotation with all that its checks need: a fixed number of statements.

    Coaches and actors appear under their public name only.

    Raises:
        NotFound: there is no such rotation.
    """
    row = db.execute(
        select(Rotation, Course.number, Course.state)
        .join(Course, Course.id == Rotation.course_id)
        .where(Rotation.id == rotation_id)
    ).first()
    if row is None:
        raise NotFound("This rotation is no longer on file.", hint="Make it again.")
    one, number, state = row
    stations = _stations(db, rotation_id)
    coaches = _coaches(db, rotation_id)
    rounds = _rounds(db, rotation_id)
    groups, ungrouped = _groups(db, one.course_id, one.set_name)
    people = {
        each.presenter_id
        for each in (*coaches, *(actor for station in stations for actor in station.actors))
    }
    days = {each.date for each in rounds if each.date is not None}
    return RotationValue(
        id=one.id,
        version=one.version,
        course_id=one.course_id,
        course=number,
        name=one.name,
        set_name=one.set_name,
        over=state in (CourseState.CLOSED, CourseState.CANCELLED),
        stations=stations,
        coaches=coaches,
        rounds=rounds,
        groups=groups,
        meetings=_meetings(db, rotation_id, {each.id for each in groups}),
        absences=_absences(db, rotation_id),
        presenters=presenters_by_id(db, people),
        busy=(
            *_busy_presenters(db, people, days),
            *_busy_rooms(db, {each.room_id for each in stations if each.room_id is not None}, days),
        ),
        ungrouped=ungrouped,
    )


def _stations(db: Session, rotation_id: int) -> tuple[StationValue, ...]:
    actors: dict[int, list[HelperValue]] = defaultdict(list)
    playing = db.execute(
        select(StationActor.station_id, Presenter.id, Presenter.public_name, Presenter.person_id)
        .join(Station, Station.id == StationActor.station_id)
        .join(Presenter, Presenter.id == StationActor.presenter_id)
        .where(Station.rotation_id == rotation_id)
        .order_by(Presenter.public_name, Presenter.id)
    )
    for station_id, presenter_id, name, person_id in playing:
        actors[station_id].append(HelperValue(presenter_id, name, person_id))
    rows = db.execute(
        select(
            Station.id, Station.version, Station.title, Station.room_id, Room.name,
            Station.must_meet,
        )
        .outerjoin(Room, Room.id == Station.room_id)
        .where(Station.rotation_id == rotation_id)
        .order_by(Station.position, Station.id)
    )  # fmt: skip
    return tuple(
        StationValue(
            id=row.id,
            version=row.version,
            title=row.title,
            room_id=row.room_id,
            room=row.name or "",
            must_meet=row.must_meet,
            actors=tuple(actors[row.id]),
        )
        for row in rows
    )


def _coaches(db: Session, rotation_id: int) -> tuple[HelperValue, ...]:
    """The coaches in the order in which they were chosen."""
    rows = db.execute(
        select(Presenter.id, Presenter.public_name, Presenter.person_id)
        .join(RotationCoach, RotationCoach.presenter_id == Presenter.id)
        .where(RotationCoach.rotation_id == rotation_id)
        .order_by(RotationCoach.id)
    )
    return tuple(HelperValue(*row) for row in rows)


def _rounds(db: Session, rotation_id: int) -> tuple[RoundValue, ...]:
    rows = db.execute(
        select(
            RotationRound.id,
            RotationRound.offset,
            RotationRound.minutes,
            Block.id.label("block_id"),
            Block.title,
            Block.minutes.label("block_minutes"),
            Block.start_minute,
            CourseDay.date,
            CourseDay.closed,
        )
        .join(Block, Block.id == RotationRound.block_id)
        .outerjoin(CourseDay, CourseDay.id == Block.course_day_id)
        .where(RotationRound.rotation_id == rotation_id)
        .order_by(
            CourseDay.date.is_(None),
            CourseDay.date,
            Block.start_minute + RotationRound.offset,
            RotationRound.position,
            RotationRound.id,
        )
    )
    return tuple(
        RoundValue(
            id=row.id,
            number=number,
            block_id=row.block_id,
            block=row.title,
            offset=row.offset,
            minutes=row.minutes,
            block_minutes=row.block_minutes,
            date=row.date,
            block_start=row.start_minute,
            closed=bool(row.closed),
        )
        for number, row in enumerate(rows, start=1)
    )


def _groups(
    db: Session, course_id: int, set_name: str
) -> tuple[tuple[RotatingGroup, ...], tuple[MemberValue, ...]]:
    """The groups of a set with their members, and who holds a seat but is in none of them."""
    trainees = _trainees(db, course_id)
    chosen = db.execute(
        select(CourseGroup.id, CourseGroup.name)
        .where(CourseGroup.course_id == course_id, CourseGroup.set_name == set_name)
        .order_by(CourseGroup.position, CourseGroup.id)
    ).all()
    members = db.execute(
        select(GroupMember.enrollment_id, GroupMember.group_id).where(
            GroupMember.group_id.in_([row.id for row in chosen])
        )
    )
    placed = {enrollment_id: group_id for enrollment_id, group_id in members}  # noqa: C416 - typed
    groups = tuple(
        RotatingGroup(
            row.id,
            row.name,
            tuple(one for one in trainees if placed.get(one.enrollment_id) == row.id),
        )
        for row in chosen
    )
    return groups, tuple(one for one in trainees if one.enrollment_id not in placed)


def _trainees(db: Session, course_id: int) -> tuple[MemberValue, ...]:
    """Everybody who holds a seat, by name; the supervisor is that of where they work now."""
    now = db.execute(
        select(Employment.person_id, Employment.supervisor_id)
        .join(Enrollment, Enrollment.person_id == Employment.person_id)
        .where(Enrollment.course_id == course_id, Employment.to_date.is_(None))
        .order_by(Employment.id)
    )
    leads = {person_id: supervisor_id for person_id, supervisor_id in now}  # noqa: C416 - typed
    rows = db.execute(
        select(Enrollment, Person, Agency.name)
        .join(Person, Person.id == Enrollment.person_id)
        .outerjoin(Agency, Agency.id == Enrollment.agency_id)
        .where(Enrollment.course_id == course_id, Enrollment.state.in_(HOLDS_SEAT))
        .order_by(Person.search_name, Person.id)
    )
    return tuple(
        MemberValue(
            enrollment_id=enrollment.id,
            person_id=person.id,
            name=person.full_name,
            sorted_name=person.sorted_name,
            agency_id=enrollment.agency_id,
            agency=agency or "",
            role=enrollment.role.value,
            supervisor_id=leads.get(person.id),
        )
        for enrollment, person, agency in rows
    )


def _meetings(db: Session, rotation_id: int, groups: Collection[int]) -> tuple[MeetingValue, ...]:
    rows = db.execute(
        select(Meeting.round_id, Meeting.group_id, Meeting.station_id, Meeting.coach_id)
        .join(RotationRound, RotationRound.id == Meeting.round_id)
        .where(RotationRound.rotation_id == rotation_id, Meeting.group_id.in_(groups))
        .order_by(RotationRound.position, Meeting.id)
    )
    return tuple(MeetingValue(*row) for row in rows)


def _absences(db: Session, rotation_id: int) -> tuple[AbsenceValue, ...]:
    rows = db.execute(
        select(RotationAbsence, Presenter.public_name, Room.name, Station.title, Person)
        .outerjoin(Presenter, Presenter.id == RotationAbsence.presenter_id)
        .outerjoin(Room, Room.id == RotationAbsence.room_id)
        .outerjoin(Station, Station.id == RotationAbsence.station_id)
        .outerjoin(Enrollment, Enrollment.id == RotationAbsence.enrollment_id)
        .outerjoin(Person, Person.id == Enrollment.person_id)
        .where(RotationAbsence.rotation_id == rotation_id)
        .order_by(RotationAbsence.id)
    )
    return tuple(
        AbsenceValue(
            id=one.id,
            round_id=one.round_id,
            name=presenter or room or station or (person.full_name if person else ""),
            presenter_id=one.presenter_id,
            room_id=one.room_id,
            station_id=one.station_id,
            enrollment_id=one.enrollment_id,
        )
        for one, presenter, room, station, person in rows
    )


def _busy_presenters(
    db: Session, people: Collection[int], days: Collection[date]
) -> Iterable[BusyValue]:
    rows = db.execute(
        select(
            Block.id, Block.title, Course.number, CourseDay.date, Block.start_minute,
            Block.minutes, Booking.presenter_id, BlockPart.room_id,
        )
        .join(BlockPart, BlockPart.block_id == Block.id)
        .join(Booking, Booking.block_part_id == BlockPart.id)
        .join(Course, Course.id == Block.course_id)
        .join(CourseDay, CourseDay.id == Block.course_day_id)
        .where(
            Booking.presenter_id.in_(people),
            Booking.choice == 1,
            Booking.state.not_in(CALLED_OFF),
            CourseDay.date.in_(days),
            Block.start_minute.is_not(None),
            Course.state != CourseState.CANCELLED,
        )
        .order_by(Block.id)
    )  # fmt: skip
    return tuple(
        BusyValue(block_id, block, course, day, start, start + minutes, who, room)
        for block_id, block, course, day, start, minutes, who, room in rows
        if start is not None
    )


def _busy_rooms(db: Session, rooms: Collection[int], days: Collection[date]) -> Iterable[BusyValue]:
    rows = db.execute(
        select(
            Block.id, Block.title, Course.number, CourseDay.date, Block.start_minute,
            Block.minutes, BlockPart.room_id,
        )
        .join(BlockPart, BlockPart.block_id == Block.id)
        .join(Course, Course.id == Block.course_id)
        .join(CourseDay, CourseDay.id == Block.course_day_id)
        .where(
            BlockPart.room_id.in_(rooms),
            CourseDay.date.in_(days),
            Block.start_minute.is_not(None),
            Course.state != CourseState.CANCELLED,
        )
        .order_by(Block.id)
    )  # fmt: skip
    return tuple(
        BusyValue(block_id, block, course, day, start, start + minutes, room_id=room)
        for block_id, block, course, day, start, minutes, room in rows
        if start is not None
    )
