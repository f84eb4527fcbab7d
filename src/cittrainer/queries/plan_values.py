"""What a plan has to keep to, read as frozen values: rooms, presenters, constraints, overrides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import (
    Availability,
    FindingOverride,
    PlanConstraint,
    PlanRelease,
    Presenter,
    Qualification,
    Room,
)
from cittrainer.queries.care import care_of
from cittrainer.queries.talks import span, talks_elsewhere
from cittrainer.rules.plan_values import (
    ConstraintValue,
    OverrideValue,
    PresenterValue,
    QualificationValue,
    RoomValue,
    TimeValue,
    equipment_words,
)
from cittrainer.rules.releases import from_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cittrainer.rules.values import BookingValue, DayValue, PlacedBlock


def rooms_by_id(db: Session) -> dict[int, RoomValue]:
    """Every room of the academy by its id."""
    rows = db.execute(select(Room.id, Room.name, Room.building, Room.seats, Room.equipment))
    return {
        room_id: RoomValue(room_id, name, building, seats, equipment_words(equipment))
        for room_id, name, building, seats, equipment in rows
    }


def presenters_of(
    db: Session,
    course_id: int,
    days: Sequence[DayValue],
    blocks: Iterable[PlacedBlock],
    rooms: Mapping[int, RoomValue],
) -> dict[int, PresenterValue]:
    """Everybody booked for one of the blocks, alternates included, in nine queries at most.

    Each with what follows for this course from what they agreed to, and their talks in others.
    """
    bookings = [one for block in blocks for part in block.parts for one in part.bookings]
    return presenters_booked(db, course_id, days, bookings, rooms)


def presenters_booked(
    db: Session,
    course_id: int,
    days: Sequence[DayValue],
    bookings: Collection[BookingValue],
    rooms: Mapping[int, RoomValue],
) -> dict[int, PresenterValue]:
    """The same for some bookings of a course, also for such as are only thought of."""
    if not bookings:
        return {}
    dates = [day.date for day in days]
    known = presenters_by_id(db, {one.presenter_id for one in bookings})
    care = care_of(db, course_id, dates, bookings, rooms)
    yearly = any(one.most_a_year is not None for one in known.values())
    talks = talks_elsewhere(db, course_id, known, *span(dates, yearly=yearly))
    return {
        one.id: replace(
            one,
            barred=care[one.id].bar.whole,
            barred_on=care[one.id].bar.on,
            unsuited_rooms=care[one.id].unsuited_rooms,
            unarranged=care[one.id].unarranged,
            talks_elsewhere=tuple(each.on for each in talks.get(one.id, ())),
            stories_elsewhere=tuple(each.on for each in talks.get(one.id, ()) if each.story),
        )
        for one in known.values()
    }


def presenters_by_id(db: Session, ids: set[int]) -> dict[int, PresenterValue]:
    """Presenters by their id with what they said about their times, in three queries."""
    times = _times(db, ids)
    qualifications = _qualifications(db, ids)
    rows = db.execute(
        select(
            Presenter.id,
            Presenter.public_name,
            Presenter.active,
            Presenter.travel_minutes,
            Presenter.most_a_week,
            Presenter.most_a_month,
            Presenter.most_a_year,
        ).where(Presenter.id.in_(ids))
    )
    return {
        presenter_id: PresenterValue(
            id=presenter_id,
            name=name,
            active=active,
            times=tuple(times.get(presenter_id, ())),
            qualifications=tuple(qualifications.get(presenter_id, ())),
            travel_minutes=travel,
            most_a_week=week,
            most_a_month=month,
            most_a_year=year,
        )
        for presenter_id, name, active, travel, week, month, year in rows
    }


def constraints_of(db: Session, course_id: int | None) -> tuple[ConstraintValue, ...]:
    """The constraints of a course, or the academy's defaults for None, in the order made."""
    of_course = (
        PlanConstraint.course_id.is_(None)
        if course_id is None
        else PlanConstraint.course_id == course_id
    )
    rows = db.scalars(select(PlanConstraint).where(of_course).order_by(PlanConstraint.id))
    return tuple(
        ConstraintValue(
            id=row.id,
            kind=row.kind.value,
            active=row.active,
            must=row.must,
            weight=row.weight,
            comment=row.comment,
            block_id=row.block_id,
            other_block_id=row.other_block_id,
            presenter_id=row.presenter_id,
            room_id=row.room_id,
            course_day_id=row.course_day_id,
            delivery=row.delivery.value if row.delivery else None,
            other_delivery=row.other_delivery.value if row.other_delivery else None,
            availability=row.availability.value if row.availability else None,
            start_minute=row.start_minute,
            end_minute=row.end_minute,
            minutes=row.minutes,
            minutes_after=row.minutes_after,
            amount=row.amount,
            directly=row.directly,
            version=row.version,
        )
        for row in rows
    )


def overrides_of(db: Session, course_id: int) -> tuple[OverrideValue, ...]:
    """The errors of a course's plan that the coordinator let stand."""
    rows = db.execute(
        select(
            FindingOverride.id,
            FindingOverride.finding,
            FindingOverride.fingerprint,
            FindingOverride.reason,
        )
        .where(FindingOverride.course_id == course_id)
        .order_by(FindingOverride.id)
    )
    return tuple(OverrideValue(*row) for row in rows)


def last_release(
    db: Session, course_id: int, days: Iterable[DayValue]
) -> tuple[int | None, dict[int, tuple[int, int, int]]]:
    """The number of a course's latest release and where it has each block, in one query.

    Returns:
        The number, or None while there is none; by the id of the block its day, its start and its
        minutes. A block that was on a day which is gone by now is left out.
    """
    row = db.execute(
        select(PlanRelease.number, PlanRelease.plan)
        .where(PlanRelease.course_id == course_id)
        .order_by(PlanRelease.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return None, {}
    by_date = {day.date: day.id for day in days}
    return row.number, {
        block.id: (by_date[block.date], block.start, block.minutes)
        for block in from_json(row.plan).blocks
        if block.date in by_date
    }


def _times(db: Session, ids: set[int]) -> Mapping[int, list[TimeValue]]:
    found: dict[int, list[TimeValue]] = defaultdict(list)
    rows = db.execute(
        select(
            Availability.presenter_id,
            Availability.kind,
            Availability.start_minute,
            Availability.end_minute,
            Availability.on_date,
            Availability.weekday,
            Availability.first_on,
            Availability.last_on,
            Availability.most_minutes,
            Availability.by_phone,
        )
        .where(Availability.presenter_id.in_(ids))
        .order_by(Availability.id)
    )
    for presenter_id, kind, *when in rows:
        found[presenter_id].append(TimeValue(kind.value, *when))
    return found


def _qualifications(db: Session, ids: set[int]) -> Mapping[int, list[QualificationValue]]:
    found: dict[int, list[QualificationValue]] = defaultdict(list)
    rows = db.execute(
        select(Qualification.presenter_id, Qualification.name, Qualification.expires_on)
        .where(Qualification.presenter_id.in_(ids))
        .order_by(Qualification.name)
    )
    for presenter_id, name, expires_on in rows:
        found[presenter_id].append(QualificationValue(name, expires_on))
    return found
