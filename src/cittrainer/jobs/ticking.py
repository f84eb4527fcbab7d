"""Attendance as the terminal records it: of one block, or of a day by its sign-in times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import Invalid, NotFound
from cittrainer.models import AttendanceMark
from cittrainer.queries.attendance import register
from cittrainer.rules.sign_in import minute_of
from cittrainer.rules.wording import date_words, quoted
from cittrainer.services.attendance import Tick
from cittrainer.services.attendance import record as record_ticks

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.rules.values import DayValue, PlacedBlock


def block_of(db: Session, course_id: int, wanted: str) -> PlacedBlock:
    """A block of a course by its number, or by a title that only one of its blocks has.

    Raises:
        NotFound: there is none, or there are several of that title.
    """
    book = register(db, course_id)
    blocks = [block for day in book.week.days for block in book.blocks(day)]
    typed = wanted.strip()
    found = [one for one in blocks if str(one.id) == typed]
    found = found or [one for one in blocks if one.title.casefold() == typed.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(str(one.id) for one in found)
        raise NotFound(
            f"{len(found)} blocks are called {quoted(typed)}.",
            hint=f"Name one by its number: {numbers}.",
        )
    raise NotFound(
        f"No placed block of {book.week.number} is {quoted(typed)}.",
        hint="Look at “cittrainer course attendance”.",
    )


def tick(
    db: Session,
    course_id: int,
    block_id: int,
    enrollment_ids: Collection[int] = (),
    *,
    mark: AttendanceMark = AttendanceMark.PRESENT,
    missed: int | None = None,
    reason: str = "",
) -> int:
    """Record a mark in a block and return how many entries were added.

    Args:
        db: The open step.
        course_id: The course.
        block_id: One of its blocks.
        enrollment_ids: For whom; none means everybody expected who has no entry yet.
        mark: What they were.
        missed: Minutes missed, for those who came late or left early.
        reason: Why something on record is corrected.

    Raises:
        NotFound: somebody is not expected in that block.
        UserError: as for ``services.attendance.record``.
    """
    book = register(db, course_id)
    expected = [one for one, block in book.credited if block == block_id]
    for one in enrollment_ids:
        if one not in expected:
            raise NotFound(
                f"No trainee with the number {one} is expected in that block.",
                hint=f"Look at “cittrainer course attendance {book.week.number}”.",
            )
    excused = {one.enrollment_id for one in book.everybody if block_id in one.excused}
    missing = [
        one for one in expected if (one, block_id) not in book.entries and one not in excused
    ]
    who = sorted(enrollment_ids or missing)
    return record_ticks(
        db, [Tick(one, block_id, mark, missed=missed) for one in who], reason=reason
    )


def day_of(db: Session, course_id: int, day: date) -> DayValue:
    """A day of a course.

    Raises:
        NotFound: the course has no such day.
    """
    week = register(db, course_id).week
    for one in week.days:
        if one.date == day:
            return one
    raise NotFound(
        f"{week.number} has no day on {date_words(day)}.",
        hint=f"Its days are {', '.join(str(one.date) for one in week.days)}.",
    )


def read_times(
    db: Session, course_id: int, day_id: int, typed: str
) -> tuple[int, tuple[int, int | None]]:
    """The number of a trainee with the times of a day, from “12=8:05-16:30”.

    Raises:
        Invalid: it is not of that form, or a time cannot be read.
    """
    number, equals, rest = typed.partition("=")
    came, _dash, went = rest.partition("-")
    if not equals or not number.strip().isdigit() or not came.strip():
        raise Invalid(
            f"{quoted(typed)} names no trainee with a time.", hint="Type it like 12=8:05-16:30."
        )
    book = register(db, course_id)
    blocks = book.blocks(book.week.day[day_id])
    start = min((block.start or 0 for block in blocks), default=0)
    end = max((block.end or 0 for block in blocks), default=0)
    return int(number), (
        minute_of(came, start=start, end=end),
        minute_of(went, start=start, end=end) if went.strip() else None,
    )
