"""Who is missing or has not said yes in all coming courses, the most urgent first.

Everybody appears under their public name; nothing is read from the confidential records.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from cittrainer.models import (
    Block,
    BlockPart,
    Booking,
    BookingStateEntry,
    Course,
    CourseDay,
    Delivery,
    Presenter,
    Room,
)
from cittrainer.queries.care import bars_by_course
from cittrainer.queries.presenters import (
    PLANNED,
    UNCONFIRMED,
    UNSTAFFED,
    BookingRow,
    PartRow,
    booking_row,
    select_bookings,
)
from cittrainer.rules.bookings import CALLED_OFF, PRESENTER
from cittrainer.rules.care import Bar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

USUAL_ROLE = PRESENTER


@dataclass(frozen=True, slots=True)
class BoardLine:
    """Something to do: a first choice who has not said yes, or a place that nobody fills.

    Attributes:
        course: The course's number.
        part: With everybody who is asked for it.
        role: What somebody is or would be asked for.
        booking: The first choice who has not said yes; None where nobody is expected.
        called_off: Who is not coming after all, where that left the place empty.
        since: When the booking, or the one that was called off, came into its state.
        next_up: The alternate who would be asked next.
        days_to_go: Days until it takes place; None where it has no day yet.
    """

    course_id: int
    course: str
    course_title: str
    part: PartRow
    role: str
    booking: BookingRow | None
    called_off: BookingRow | None
    since: datetime | None
    next_up: BookingRow | None
    days_to_go: int | None

    @property
    def unfilled(self) -> bool:
        """Whether nobody is expected."""
        return self.booking is None


@dataclass(frozen=True, slots=True)
class Board:
    """What is to be done, and in how many coming courses it was looked for."""

    lines: tuple[BoardLine, ...]
    courses: int


@dataclass(frozen=True, slots=True)
class _Asked:
    row: BookingRow
    since: datetime | None
    can: bool
    """Whether they are active and can be booked."""


def board(db: Session, *, today: date) -> Board:
    """What is unfilled or unconfirmed in courses that are planned, open or running.

    What is over is left out. The soonest come first, those without a day last; on the same day
    what nobody fills comes before what nobody confirmed.

    Args:
        db: A session.
        today: The present day.
    """
    ahead = (
        Course.state.in_(PLANNED),
        Block.delivery.not_in([Delivery(one) for one in UNSTAFFED]),
        or_(CourseDay.date.is_(None), CourseDay.date >= today),
    )
    asked: dict[int, list[_Asked]] = defaultdict(list)
    rows = db.execute(_bookings(ahead)).all()
    barred = bars_by_course(db, {row.course_id for row in rows})
    for row in rows:
        bar = barred[row.course_id].get(row.presenter_id, Bar())
        can = row.active and not bar.holds(row.date)
        asked[row.part_id].append(_Asked(booking_row(row), row.recorded, can))
    lines: list[BoardLine] = []
    for row in db.execute(_parts(ahead)):
        lines += _lines(row, asked.get(row.part_id, []), today)
    courses = db.scalar(select(func.count(Course.id)).where(Course.state.in_(PLANNED))) or 0
    return Board(tuple(sorted(lines, key=_urgency)), courses)


def _urgency(line: BoardLine) -> tuple[Any, ...]:
    days, part = line.days_to_go, line.part
    return (
        days is None, days or 0, not line.unfilled, part.start_minute or 0, line.course,
        part.block_id, part.part_id, line.role, line.booking.id if line.booking else 0,
    )  # fmt: skip


def _parts(ahead: Sequence[ColumnElement[bool]]) -> Any:
    return (
        select(
            BlockPart.id.label("part_id"),
            Block.id.label("block_id"),
            Block.title,
            Block.delivery,
            BlockPart.title.label("part"),
            Room.name.label("room"),
            CourseDay.date,
            Block.course_day_id,
            Block.start_minute,
            Block.minutes,
            Course.id.label("course_id"),
            Course.number,
            Course.title.label("course_title"),
        )
        .join(Block, BlockPart.block_id == Block.id)
        .join(Course, Block.course_id == Course.id)
        .outerjoin(Room, BlockPart.room_id == Room.id)
        .outerjoin(CourseDay, Block.course_day_id == CourseDay.id)
        .where(*ahead)
    )


def _bookings(ahead: Sequence[ColumnElement[bool]]) -> Any:
    entry = aliased(BookingStateEntry)
    latest = select(func.max(entry.id)).where(entry.booking_id == Booking.id).scalar_subquery()
    return (
        select_bookings()
        .add_columns(Presenter.active, BookingStateEntry.recorded)
        .outerjoin(BookingStateEntry, BookingStateEntry.id == latest)
        .where(*ahead)
        .order_by(Booking.choice, Booking.id)
    )


def _lines(row: Any, asked: Sequence[_Asked], today: date) -> Iterator[BoardLine]:
    """The lines of one part: alternates stand in order within a role."""
    chains: dict[str, list[_Asked]] = {}
    for one in asked:
        chains.setdefault(one.row.role.casefold(), []).append(one)
    part = PartRow(
        part_id=row.part_id,
        block_id=row.block_id,
        block=row.title,
        delivery=row.delivery.value,
        part=row.part,
        room=row.room or "",
        on_date=row.date,
        start_minute=row.start_minute,
        minutes=row.minutes,
        bookings=tuple(one.row for one in asked),
        actual=(),
        course_day_id=row.course_day_id,
    )
    somebody = any(_expected(one) for one in asked)

    def line(
        role: str, booking: _Asked | None, next_up: _Asked | None, called_off: _Asked | None = None
    ) -> BoardLine:
        about = booking or called_off
        return BoardLine(
            course_id=row.course_id,
            course=row.number,
            course_title=row.course_title,
            part=part,
            role=role,
            booking=booking.row if booking else None,
            called_off=called_off.row if called_off else None,
            since=about.since if about else None,
            next_up=next_up.row if next_up else None,
            days_to_go=None if row.date is None else (row.date - today).days,
        )

    if not chains:
        yield line(USUAL_ROLE, None, None)
    for chain in chains.values():
        role = chain[0].row.role
        expected = [one for one in chain if _expected(one)]
        gone = next(
            (one for one in chain if one.row.choice == 1 and one.row.state in CALLED_OFF), None
        )
        behind = [one for one in chain if one.row.choice > 1 and one.row.state not in CALLED_OFF]
        next_up = next((one for one in behind if one.can), None)
        # Of several first choices one may be missing: that is told while somebody stands behind.
        if gone and (not expected or behind):
            yield line(role, None, next_up, gone)
        elif not expected and not somebody:
            yield line(role, None, next_up)
        for one in expected:
            if one.row.state in UNCONFIRMED:
                yield line(role, one, next_up)


def _expected(one: _Asked) -> bool:
    return one.row.choice == 1 and one.row.state not in CALLED_OFF
