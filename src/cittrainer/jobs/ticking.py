"""Attendance of one block, recorded for some trainees or for all who have no entry yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import NotFound
from cittrainer.models import AttendanceMark
from cittrainer.queries.attendance import register
from cittrainer.rules.wording import quoted
from cittrainer.services.attendance import Tick
from cittrainer.services.attendance import record as record_ticks

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from cittrainer.rules.values import PlacedBlock


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
