"""What was recorded of trainees in blocks: what counts, and everything that was recorded before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from cittrainer.models import AttendanceEntry, AttendanceMark, Block, Change, Step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


class EntryValue(NamedTuple):
    """The entry that counts for a trainee in a block."""

    id: int
    mark: AttendanceMark
    minutes: int
    reason: str
    recorded: datetime
    corrections: int
    """How often the mark or the minutes were changed."""
    by: str = ""
    """Who corrected it; empty while nothing was corrected, or where nobody knows."""
    came: int | None = None
    """When they signed in, in minutes after midnight, where that is known."""
    went: int | None = None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry as it was recorded once."""

    block: str
    mark: AttendanceMark
    minutes: int
    recorded: datetime
    by: str
    reason: str
    came: int | None
    went: int | None


def entries(db: Session, course_id: int) -> dict[tuple[int, int], EntryValue]:
    """The entry that counts for each pair of enrollment and block of a course."""
    rows = db.execute(
        select(
            AttendanceEntry.enrollment_id,
            AttendanceEntry.block_id,
            AttendanceEntry.id,
            AttendanceEntry.mark,
            AttendanceEntry.minutes,
            AttendanceEntry.reason,
            AttendanceEntry.recorded,
            AttendanceEntry.came,
            AttendanceEntry.went,
        )
        .join(Block, Block.id == AttendanceEntry.block_id)
        .where(Block.course_id == course_id)
        .order_by(AttendanceEntry.id)
    ).all()
    # Later entries overwrite earlier ones, so the newest of each pair stays.
    latest: dict[tuple[int, int], Any] = {}
    corrections: Counter[tuple[int, int]] = Counter()
    for row in rows:
        pair = (row.enrollment_id, row.block_id)
        before = latest.get(pair)
        # Times that are added to a mark which stays are no correction of it.
        if before is not None and (before.mark, before.minutes) != (row.mark, row.minutes):
            corrections[pair] += 1
        latest[pair] = row
    who = recorded_by(db, [latest[pair].id for pair in corrections])
    return {
        pair: EntryValue(
            row.id,
            row.mark,
            row.minutes,
            row.reason,
            row.recorded,
            corrections[pair],
            who.get(row.id, ""),
            row.came,
            row.went,
        )
        for pair, row in latest.items()
    }


def recorded_by(db: Session, entry_ids: Sequence[int]) -> dict[int, str]:
    """Who recorded each of some entries, as the history names them."""
    if not entry_ids:
        return {}
    rows = db.execute(
        select(Change.row_id, Step.who)
        .join(Step, Step.id == Change.step_id)
        .where(
            Change.table_name == AttendanceEntry.__tablename__,
            Change.action == "insert",
            Change.row_id.in_(entry_ids),
        )
        .order_by(Step.id)
    )
    return dict(rows.all())


def entry_history(
    db: Session, enrollment_id: int, block_ids: Sequence[int]
) -> tuple[EntryLine, ...]:
    """Everything that was ever recorded for a trainee in some blocks, the newest first."""
    rows = db.execute(
        select(AttendanceEntry, Block.title)
        .join(Block, Block.id == AttendanceEntry.block_id)
        .where(
            AttendanceEntry.enrollment_id == enrollment_id, AttendanceEntry.block_id.in_(block_ids)
        )
        .order_by(AttendanceEntry.id.desc())
    ).all()
    who = recorded_by(db, [one.id for one, _title in rows])
    return tuple(
        EntryLine(
            title, one.mark, one.minutes, one.recorded, who.get(one.id, ""), one.reason, one.came,
            one.went,
        )
        for one, title in rows
    )  # fmt: skip
