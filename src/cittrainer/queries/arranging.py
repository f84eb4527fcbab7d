"""What planning asks of the file besides the week itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import AttendanceEntry, Block

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def recorded_blocks(db: Session, course_id: int) -> frozenset[int]:
    """The blocks of a course of which somebody's attendance is recorded."""
    rows = db.scalars(
        select(AttendanceEntry.block_id)
        .join(Block, Block.id == AttendanceEntry.block_id)
        .where(Block.course_id == course_id)
        .distinct()
    )
    return frozenset(rows)
