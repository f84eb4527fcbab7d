"""What was done in the sample academy for those who told their story, but for the latest calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import (
    Block,
    BlockPart,
    Booking,
    BookingState,
    CareKind,
    CourseDay,
    Delivery,
)
from cittrainer.rules.bookings import COMPANY
from cittrainer.rules.care_tasks import CALL_FROM, pre_brief_due
from cittrainer.services.care import mark_done

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.db import Database


def note_care(database: Database) -> None:
    """Record pre-briefs, debriefs and calls of all stories told; the last day's calls are left."""
    with database.step("Pre-briefs, debriefs and check-in calls done") as db:
        told = db.execute(
            select(Booking.id, CourseDay.date)
            .join(BlockPart, Booking.block_part_id == BlockPart.id)
            .join(Block, BlockPart.block_id == Block.id)
            .join(CourseDay, Block.course_day_id == CourseDay.id)
            .where(
                Block.delivery == Delivery.STORY,
                Booking.state == BookingState.PRESENTED,
                func.lower(Booking.role).not_in(COMPANY),
            )
        ).all()
        latest = max((on for _booking, on in told), default=None)
        for booking_id, on in told:
            for kind, day in _days(on, called=on != latest):
                mark_done(db, [booking_id], kind, on=day)


def _days(on: date, *, called: bool) -> list[tuple[CareKind, date]]:
    done = [(CareKind.PRE_BRIEF, pre_brief_due(on)), (CareKind.DEBRIEF, on)]
    return [*done, (CareKind.CHECK_IN, on + CALL_FROM)] if called else done
