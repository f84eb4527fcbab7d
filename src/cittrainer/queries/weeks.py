"""The week of a course as one frozen value, read with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    SWORN_ROLES,
    Academy,
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseGroup,
    CourseState,
    Enrollment,
    GroupMember,
    Module,
    Presenter,
    Room,
)
from cittrainer.queries.plan_values import (
    constraints_of,
    last_release,
    overrides_of,
    presenters_of,
    rooms_by_id,
)
from cittrainer.queries.presented import presented_by_part
from cittrainer.queries.standards import standard_value
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.plan_values import equipment_words
from cittrainer.rules.public_holidays import public_holidays
from cittrainer.rules.seats import HOLDS_SEAT
from cittrainer.rules.values import (
    BookingValue,
    BusyElsewhere,
    DayValue,
    PartValue,
    PlacedBlock,
    Week,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import InstrumentedAttribute, Session


def week(db: Session, course_id: int, *, holidays: bool = True) -> Week:
    """One course's plan with all that its checks need: a fixed number of queries.

    Presenters appear under their public name only. Without ``holidays`` the public holidays among
    its days are left out, because the first look into their calendar takes a tenth of a second.

    Raises:
        NotFound: there is no such course.
    """
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    days = _days(db, course_id)
    blocks = _blocks(db, course_id)
    rooms = rooms_by_id(db)
    enrolled, non_sworn = _class(db, course_id)
    release, released = last_release(db, course_id, days)
    return Week(
        course_id=course.id,
        title=course.title,
        number=course.number,
        state=course.state.value,
        days=days,
        blocks=blocks,
        standard=None if course.standard_id is None else standard_value(db, course.standard_id),
        elsewhere=_elsewhere(db, course_id, days, blocks, set(rooms)),
        rooms=rooms,
        presenters=presenters_of(db, course_id, days, blocks, rooms),
        constraints=constraints_of(db, course_id),
        overrides=overrides_of(db, course_id),
        holidays=_holidays(db, days) if holidays else {},
        released=released,
        release=release,
        group_sizes=_group_sizes(db, course_id),
        enrolled=enrolled,
        non_sworn=non_sworn,
        override_reason=course.override_reason,
    )


def _holidays(db: Session, days: Sequence[DayValue]) -> dict[date, str]:
    region = db.scalar(select(Academy.holiday_region).limit(1))
    return public_holidays(region, [day.date for day in days]) if region else {}


def _days(db: Session, course_id: int) -> tuple[DayValue, ...]:
    rows = db.execute(
        select(
            CourseDay.id,
            CourseDay.date,
            CourseDay.start_minute,
            CourseDay.end_minute,
            CourseDay.closed,
        )
        .where(CourseDay.course_id == course_id)
        .order_by(CourseDay.date)
    )
    return tuple(DayValue(*row) for row in rows)


def _blocks(db: Session, course_id: int) -> tuple[PlacedBlock, ...]:
    parts = _parts(db, course_id)
    rows = db.execute(
        select(
            Block.id,
            Block.title,
            Block.delivery,
            Block.minutes,
            Block.course_day_id,
            Block.start_minute,
            Block.pinned,
            Block.must_attend,
            Block.topics,
            Block.least_minutes,
            Block.most_minutes,
            Block.version,
            Block.note,
            Block.weight,
            Block.equipment,
            Block.qualification,
            Module.position,
        )
        .outerjoin(Module, Module.id == Block.module_id)
        .where(Block.course_id == course_id)
        .order_by(Block.id)
    )
    return tuple(
        PlacedBlock(
            id=row.id,
            title=row.title,
            delivery=row.delivery.value,
            minutes=row.minutes,
            day_id=row.course_day_id,
            start=row.start_minute,
            pinned=row.pinned,
            must_attend=row.must_attend,
            topics=row.topics,
            parts=tuple(parts.get(row.id, ())),
            least_minutes=row.least_minutes,
            most_minutes=row.most_minutes,
            version=row.version,
            note=row.note,
            weight=row.weight,
            position=row.position,
            equipment=equipment_words(row.equipment),
            qualification=row.qualification,
        )
        for row in rows
    )


def _parts(db: Session, course_id: int) -> Mapping[int, list[PartValue]]:
    """The parts of all blocks by the id of the block."""
    bookings = _bookings(db, course_id)
    actual = presented_by_part(db, Block.course_id == course_id)
    parts: dict[int, list[PartValue]] = defaultdict(list)
    rows = db.execute(
        select(
            BlockPart.id,
            BlockPart.block_id,
            BlockPart.title,
            BlockPart.room_id,
            Room.name,
            BlockPart.group_id,
            CourseGroup.name,
            CourseGroup.set_name,
            BlockPart.version,
        )
        .join(Block, Block.id == BlockPart.block_id)
        .outerjoin(Room, Room.id == BlockPart.room_id)
        .outerjoin(CourseGroup, CourseGroup.id == BlockPart.group_id)
        .where(Block.course_id == course_id)
        .order_by(BlockPart.block_id, BlockPart.position, BlockPart.id)
    )
    for part_id, block_id, title, room_id, room, group_id, group, group_set, version in rows:
        parts[block_id].append(
            PartValue(
                id=part_id,
                title=title,
                room_id=room_id,
                room=room or "",
                group_id=group_id,
                group=group or "",
                group_set=group_set or "",
                bookings=tuple(bookings.get(part_id, ())),
                actual=tuple(name for _, name in actual.get(part_id, ())),
                version=version,
            )
        )
    return parts


def _bookings(db: Session, course_id: int) -> Mapping[int, list[BookingValue]]:
    """The bookings by the id of their part, first choices first."""
    bookings: dict[int, list[BookingValue]] = defaultdict(list)
    rows = db.execute(
        select(
            Booking.block_part_id,
            Booking.id,
            Booking.presenter_id,
            Presenter.public_name,
            Booking.state,
            Booking.role,
            Booking.choice,
            Booking.version,
        )
        .join(Presenter, Presenter.id == Booking.presenter_id)
        .join(BlockPart, BlockPart.id == Booking.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .where(Block.course_id == course_id)
        .order_by(Booking.block_part_id, Booking.choice, Booking.id)
    )
    for part_id, booking_id, presenter_id, name, state, role, choice, version in rows:
        bookings[part_id].append(
            BookingValue(booking_id, presenter_id, name, state.value, role, choice, version)
        )
    return bookings


def _elsewhere(
    db: Session,
    course_id: int,
    days: Sequence[DayValue],
    blocks: Sequence[PlacedBlock],
    rooms: set[int],
) -> tuple[BusyElsewhere, ...]:
    """What other courses use on these days of the rooms, and of the presenters of this one.

    Alternates and rooms that this course does not use are among them: whoever moves one up, or
    looks for another room, wants to know.
    """
    presenters = {
        booking.presenter_id
        for block in blocks
        for part in block.parts
        for booking in part.bookings
    }
    if not days or not (rooms or presenters):
        return ()
    dates = [day.date for day in days]
    return (
        *_busy(db, _others(course_id, dates, BlockPart.room_id, rooms), rooms=True),
        *busy_elsewhere(db, course_id, dates, presenters),
    )


def busy_elsewhere(
    db: Session, course_id: int, dates: Sequence[date], presenter_ids: set[int]
) -> Iterator[BusyElsewhere]:
    """When courses other than this one expect some presenters on some dates, in one query."""
    expected = (
        _others(course_id, dates, Booking.presenter_id, presenter_ids)
        .join(Booking, Booking.block_part_id == BlockPart.id)
        .where(Booking.choice == 1, Booking.state.not_in(CALLED_OFF))
    )
    return _busy(db, expected, rooms=False)


def _others(
    course_id: int, dates: Sequence[date], used: InstrumentedAttribute[Any], ids: set[int]
) -> Select[Any]:
    """The placed parts of other courses, unless called off, that use one of these on a date."""
    return (
        select(CourseDay.date, Block.start_minute, Block.minutes, Course.number, Block.title, used)
        .select_from(BlockPart)
        .join(Block, Block.id == BlockPart.block_id)
        .join(CourseDay, CourseDay.id == Block.course_day_id)
        .join(Course, Course.id == Block.course_id)
        .where(
            Course.id != course_id,
            Course.state != CourseState.CANCELLED,
            CourseDay.date.in_(dates),
            # Not by the bare column: its index leads to every use there ever was of a room, which
            # is far more than what happens on a few days.
            func.coalesce(used, 0).in_(ids),
        )
        .order_by(CourseDay.date, Block.start_minute, Block.id)
    )


def _busy(db: Session, rows: Select[Any], *, rooms: bool) -> Iterator[BusyElsewhere]:
    for on, start, minutes, course, block, used in db.execute(rows):
        yield BusyElsewhere(
            on,
            start,
            start + minutes,
            course,
            block,
            presenter_id=None if rooms else used,
            room_id=used if rooms else None,
        )


def _group_sizes(db: Session, course_id: int) -> dict[int, int]:
    """Trainees of each group that has any."""
    rows = db.execute(
        select(GroupMember.group_id, func.count())
        .join(Enrollment, Enrollment.id == GroupMember.enrollment_id)
        .where(Enrollment.course_id == course_id, Enrollment.state.in_(HOLDS_SEAT))
        .group_by(GroupMember.group_id)
    )
    return {group_id: count for group_id, count in rows}  # noqa: C416 - rows are no pairs to mypy


def _class(db: Session, course_id: int) -> tuple[int, int]:
    """Trainees who hold a seat, and how many of them are not sworn."""
    enrolled = non_sworn = 0
    rows = db.execute(
        select(Enrollment.role, func.count())
        .where(Enrollment.course_id == course_id, Enrollment.state.in_(HOLDS_SEAT))
        .group_by(Enrollment.role)
    )
    for role, count in rows:
        enrolled += count
        non_sworn += 0 if role in SWORN_ROLES else count
    return enrolled, non_sworn
