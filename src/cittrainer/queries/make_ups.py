"""Make-ups: what is missed and where to go, what counts from elsewhere, who is a guest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from cittrainer.models import (
    AttendanceEntry,
    Block,
    Course,
    CourseDay,
    CourseState,
    Enrollment,
    MakeUp,
)
from cittrainer.queries.completion import completion_list
from cittrainer.rules.make_ups import Place, Proposal, Taught, proposals
from cittrainer.rules.seats import HOLDS_SEAT

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cittrainer.queries.completion import CompletionRow

COMING = (CourseState.PLANNING, CourseState.OPEN, CourseState.RUNNING)
"""States of courses in which somebody can still sit as a guest."""


@dataclass(frozen=True, slots=True)
class MakeUpRow:
    """A make-up that was arranged.

    Attributes:
        minutes: Minutes present there; None while nothing was recorded.
    """

    id: int
    enrollment_id: int
    missed_block_id: int
    block_id: int
    title: str
    course_id: int
    course: str
    on: date | None
    start: int | None
    minutes: int | None
    note: str


@dataclass(frozen=True, slots=True)
class MissedBlock:
    """A block that a trainee missed in full or in part.

    Attributes:
        length: Minutes of the block.
        missed: Minutes still missed, what was made up already taken off.
        arranged: Its make-ups, the earliest first.
        proposals: Coming blocks that teach the same, without those arranged.
    """

    block_id: int
    title: str
    length: int
    missed: int
    must_attend: bool
    arranged: tuple[MakeUpRow, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class TraineeMissed:
    """Somebody with all that they missed in a course."""

    enrollment_id: int
    person_id: int
    full_name: str
    sorted_name: str
    agency: str
    completed: bool
    blocks: tuple[MissedBlock, ...]


def of_course(db: Session, course_id: int, *, today: date) -> tuple[TraineeMissed, ...]:
    """Everybody who missed something of a course, with the places where it can be made up.

    Those who did not complete the course stand first. The number of statements does not depend
    on how many there are.

    Raises:
        NotFound: there is no such course.
    """
    outcomes = completion_list(db, course_id)
    mine = arranged(db, course_id)
    teaches = _taught(db, course_id)
    places = coming(db, besides=course_id, today=today)
    found = [
        TraineeMissed(
            enrollment_id=row.trainee.enrollment_id,
            person_id=row.trainee.person_id,
            full_name=row.trainee.full_name,
            sorted_name=row.trainee.sorted_name,
            agency=row.trainee.agency,
            completed=row.outcome.completed,
            blocks=_missed(row, mine, teaches, places),
        )
        for row in outcomes.rows
    ]
    missing = [one for one in found if one.blocks]
    return tuple(sorted(missing, key=lambda one: one.completed))


def arranged(db: Session, course_id: int) -> tuple[MakeUpRow, ...]:
    """The make-ups of a course's own trainees, the earliest first."""
    return _rows(db, _make_ups().where(Enrollment.course_id == course_id))


def of_people(db: Session, person_ids: Collection[int]) -> tuple[MakeUpRow, ...]:
    """All make-ups of some people, the earliest first."""
    return _rows(db, _make_ups().where(Enrollment.person_id.in_(list(person_ids))))


def coming(db: Session, *, besides: int, today: date) -> tuple[Place, ...]:
    """The placed blocks from today on of all other courses that are neither over nor cancelled."""
    seats = _free_seats(db)
    guests = _guest_counts(db)
    rows = db.execute(
        select(Block, Course.number, CourseDay.date)
        .join(CourseDay, CourseDay.id == Block.course_day_id)
        .join(Course, Course.id == Block.course_id)
        .where(Course.state.in_(COMING), Course.id != besides, CourseDay.date >= today)
        .order_by(CourseDay.date, Block.start_minute)
    )
    return tuple(
        Place(
            block_id=block.id,
            course_id=block.course_id,
            course=number,
            on=on,
            start=block.start_minute or 0,
            free=max(0, seats[block.course_id] - guests.get(block.id, 0)),
            teaches=_value(block),
        )
        for block, number, on in rows
    )


def free_in(db: Session, block: Block) -> int:
    """Free seats in one block of a course for guests, 0 or more."""
    return max(0, _free_seats(db)[block.course_id] - _guest_counts(db).get(block.id, 0))


def _missed(
    row: CompletionRow,
    make_ups: tuple[MakeUpRow, ...],
    teaches: dict[int, Taught],
    places: tuple[Place, ...],
) -> tuple[MissedBlock, ...]:
    made = defaultdict(list)
    for one in make_ups:
        if one.enrollment_id == row.trainee.enrollment_id:
            made[one.missed_block_id].append(one)
    blocks = []
    for block in row.trainee_blocks:
        there = made.get(block.block_id, [])
        if not there and (block.present is None or not block.missed):
            continue
        taken = {one.block_id for one in there}
        left = [place for place in places if place.block_id not in taken]
        offered = proposals(teaches[block.block_id], left) if block.missed else ()
        blocks.append(
            MissedBlock(
                block.block_id,
                block.title,
                block.minutes,
                block.missed,
                block.must_attend,
                tuple(there),
                offered,
            )
        )
    return tuple(blocks)


def _make_ups() -> Select[MakeUp, Block, str, date]:
    return (
        select(MakeUp, Block, Course.number, CourseDay.date)
        .join(Enrollment, Enrollment.id == MakeUp.enrollment_id)
        .join(Block, Block.id == MakeUp.block_id)
        .join(Course, Course.id == Block.course_id)
        .outerjoin(CourseDay, CourseDay.id == Block.course_day_id)
        .order_by(CourseDay.date, Block.start_minute, MakeUp.id)
    )


def _rows(db: Session, statement: Select[MakeUp, Block, str, date]) -> tuple[MakeUpRow, ...]:
    found = db.execute(statement).all()
    minutes = _present(db, [(row[0].enrollment_id, row[0].block_id) for row in found])
    return tuple(
        MakeUpRow(
            id=one.id,
            enrollment_id=one.enrollment_id,
            missed_block_id=one.missed_block_id,
            block_id=one.block_id,
            title=block.title,
            course_id=block.course_id,
            course=number,
            on=on,
            start=block.start_minute,
            minutes=minutes.get((one.enrollment_id, one.block_id)),
            note=one.note,
        )
        for one, block, number, on in found
    )


def _present(db: Session, pairs: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Minutes of the entry that counts for each of these pairs."""
    rows = db.execute(
        select(AttendanceEntry.enrollment_id, AttendanceEntry.block_id, AttendanceEntry.minutes)
        .where(
            AttendanceEntry.enrollment_id.in_({one for one, _ in pairs}),
            AttendanceEntry.block_id.in_({block for _, block in pairs}),
        )
        .order_by(AttendanceEntry.id)
    )
    return {(one, block): minutes for one, block, minutes in rows}


def _taught(db: Session, course_id: int) -> dict[int, Taught]:
    blocks = db.scalars(select(Block).where(Block.course_id == course_id))
    return {block.id: _value(block) for block in blocks}


def _value(block: Block) -> Taught:
    return Taught(block.title, block.minutes, block.module_id, block.topics)


def _free_seats(db: Session) -> dict[int, int]:
    held = aliased(Enrollment)
    rows = db.execute(
        select(Course.id, Course.seats, func.count(held.id))
        .outerjoin(held, and_(held.course_id == Course.id, held.state.in_(HOLDS_SEAT)))
        .where(Course.state.in_(COMING))
        .group_by(Course.id)
    )
    return defaultdict(int, {one: max(0, seats - taken) for one, seats, taken in rows})


def _guest_counts(db: Session) -> dict[int, int]:
    rows = db.execute(select(MakeUp.block_id, func.count()).group_by(MakeUp.block_id))
    return dict(rows.all())
