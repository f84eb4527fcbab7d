"""Care of those who tell their story: that something was done, and when; never what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import Invalid
from cittrainer.models import Booking, CareDone, CareKind, Delivery
from cittrainer.rules.care_tasks import too_early
from cittrainer.rules.wording import quoted
from cittrainer.services.course_guards import found

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session


def mark_done(db: Session, booking_ids: Collection[int], kind: CareKind, *, on: date) -> None:
    """Record that a pre-brief, a debrief or a check-in call was done; once is enough.

    It can be recorded when the course is over, for the call comes after it.

    Args:
        db: The open step.
        booking_ids: Bookings of blocks that are stories, such as all of somebody's on one day.
        kind: What was done.
        on: The day on which it was done.

    Raises:
        NotFound: a booking is no longer on file.
        Invalid: the block is no story, or has no day yet, or that day is still to come and only
            a pre-brief can have been done.
    """
    for booking_id in booking_ids:
        booking = found(db, Booking, booking_id, "booking")
        block = booking.part.block
        if block.delivery is not Delivery.STORY or block.course_day is None:
            raise Invalid(
                f"{quoted(block.title)} is no story on a day of the course.",
                hint="Look at the list again.",
            )
        if too_early(kind.value, block.course_day.date, on):
            raise Invalid(
                f"{quoted(block.title)} is still to come.",
                hint="Record what is done afterwards when it is over.",
            )
        if all(one.kind is not kind for one in booking.care):
            booking.care.append(CareDone(kind=kind, done_on=on))
    db.flush()
