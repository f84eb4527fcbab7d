"""A mend that was offered for a finding, applied as one step by the services that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import ChangedMeanwhile
from cittrainer.models import BookingState, Delivery
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.mends import mends
from cittrainer.rules.mends.values import NewBlock, NewLength, NewState
from cittrainer.rules.plan_changes import NewBooking, NewPlace, NewRoom
from cittrainer.services.block_places import place_blocks
from cittrainer.services.blocks import add_block, resize_block, unplace_block
from cittrainer.services.bookings import set_choice, set_state
from cittrainer.services.course_guards import open_course
from cittrainer.services.parts import set_room

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.rules.mends.values import Change, Mend
    from cittrainer.rules.values import Finding


def apply(db: Session, course_id: int, finding: Finding, mend: Mend) -> None:
    """Do what a mend says.

    Args:
        db: The open step.
        course_id: Whose plan.
        finding: What it mends, as it was shown.
        mend: One of those that were offered for it.

    Raises:
        ChangedMeanwhile: the plan has this finding no more, or this would not mend it any more.
        CourseIsOver, NotFound: as their names say.
        UserError: what one of the services refuses; nothing is changed then.
    """
    open_course(db, course_id)
    plan = week(db, course_id)
    if finding not in findings(plan) or mend not in mends(plan, finding):
        raise ChangedMeanwhile(
            "The plan was changed since this was offered.", hint="Look at the findings again."
        )
    for change in mend.changes:
        _make(db, course_id, change)
    db.flush()


def _make(db: Session, course_id: int, change: Change) -> None:
    match change:
        case NewPlace(block_id, int(day_id), int(start)):
            place_blocks(db, [(block_id, day_id, start)])
        case NewPlace(block_id):
            unplace_block(db, block_id)
        case NewLength(block_id, minutes):
            resize_block(db, block_id, minutes=minutes)
        case NewRoom(part_id, room_id):
            set_room(db, part_id, room_id)
        case NewBooking(booking_id, order):
            set_choice(db, [booking_id], order)
        case NewState(booking_id, state):
            set_state(db, [booking_id], BookingState(state))
        case NewBlock(title, delivery, minutes, day_id, start):
            add_block(
                db,
                course_id,
                title=title,
                delivery=Delivery(delivery),
                minutes=minutes,
                course_day_id=day_id,
                start_minute=start,
            )
