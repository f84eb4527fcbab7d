"""A course with people and taught blocks, for the tests of attendance, completion and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import builders
from sqlalchemy import select

from cittrainer.models import (
    Academy,
    Agency,
    AttendanceMark,
    Block,
    CourseDay,
    Delivery,
    Enrollment,
    EnrollmentState,
)
from cittrainer.services import attendance

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.db import Database

TODAY = date(2026, 5, 9)
"""The Saturday after the course."""

NAMES = (
    ("O'Malley", "Siobhán"), ("Nguyễn", "Minh Anh"), ("Okafor", "Chidinma"), ("Lee", "Grace"),
    ("García-López", "María José"), ("=Hale", "Robert"), ("בן דוד", "נועה"), ("🚓", "Ali"),
)  # fmt: skip


@dataclass(frozen=True)
class Taught:
    """Ids of what was made."""

    course_id: int
    days: tuple[int, ...]
    blocks: tuple[int, ...]
    """Day by day."""
    trainees: tuple[int, ...]
    """Enrollments, in the order in which they were made."""


def taught(
    db: Session,
    *,
    people: int = 3,
    days: int = 1,
    blocks: int = 2,
    minutes: int = 60,
    state: EnrollmentState = EnrollmentState.ENROLLED,
    **course: Any,
) -> Taught:
    """A course with days of equal blocks from 8:00 on, lunch in the middle, and people in it."""
    if db.scalar(select(Academy)) is None:
        builders.academy(db, coordinator="Dana Whitfield")
    pd = db.scalar(select(Agency)) or builders.agency(db)
    one = builders.course(db, days=days, **course)
    made: list[Block] = []
    for day in one.days:
        for place in range(blocks):
            start = 8 * 60 + place * minutes + (60 if place >= (blocks + 1) // 2 else 0)
            made.append(
                builders.block(
                    db, f"Block {place + 1}", day=day, start=_clock(start), minutes=minutes
                )
            )
        noon = 8 * 60 + (blocks + 1) // 2 * minutes
        builders.block(db, "Lunch", day=day, start=_clock(noon), delivery=Delivery.LUNCH)
    trainees = [enrolled(db, one, pd, number, state) for number in range(people)]
    return Taught(
        one.id, tuple(day.id for day in one.days), tuple(b.id for b in made), tuple(trainees)
    )


def enrolled(db: Session, course: Any, agency: Any, number: int, state: EnrollmentState) -> int:
    last, first = NAMES[number % len(NAMES)]
    if number >= len(NAMES):
        last = f"{last}-{number}"
    person = builders.person(db, last, first, agency=agency, state_id=f"R-{10_000 + number}")
    return builders.enrollment(db, course, person, state=state).id


def attend(
    database: Database,
    made: Taught,
    *,
    but: dict[tuple[int, int], AttendanceMark] | None = None,
) -> None:
    """Everybody was present in every block, but for some pairs of enrollment and block."""
    other = but or {}
    with database.step("Tick") as db:
        attendance.record(
            db,
            [
                attendance.Tick(one, block, other.get((one, block), AttendanceMark.PRESENT))
                for one in made.trainees
                for block in made.blocks
            ],
        )


def close(database: Database, day_id: int) -> None:
    """Close a day's attendance as if it had been closed before the test."""
    with database.step("Close") as db:
        db.get_one(CourseDay, day_id).closed = True


def rename(database: Database, enrollment_id: int, last_name: str) -> None:
    """Give the person behind an enrollment another last name."""
    with database.step("Rename") as db:
        db.get_one(Enrollment, enrollment_id).person.last_name = last_name


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"
