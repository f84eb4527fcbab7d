"""How the asking of a presenter for a part went: each state with when and who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from cittrainer.models import BookingStateEntry, Change, Step

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from cittrainer.models import BookingState


@dataclass(frozen=True, slots=True)
class StateLine:
    """A state that a booking came into."""

    state: BookingState
    at: datetime
    who: str
    """Who recorded it; empty where the history no longer tells."""


def state_lines(db: Session, booking_id: int) -> tuple[StateLine, ...]:
    """Every state that a booking came into, newest first; none where it is gone."""
    entry = BookingStateEntry
    rows = db.execute(
        select(entry.id, entry.state, entry.recorded, Step.who)
        .outerjoin(
            Change,
            and_(
                Change.table_name == entry.__tablename__,
                Change.row_id == entry.id,
                Change.action == "insert",
            ),
        )
        .outerjoin(Step, Step.id == Change.step_id)
        .where(entry.booking_id == booking_id)
        .order_by(entry.id.desc(), Change.id)
    )
    # A step that was redone inserted the same entry twice.
    found: dict[int, StateLine] = {}
    for entry_id, state, at, who in rows:
        found.setdefault(entry_id, StateLine(state, at, who or ""))
    return tuple(found.values())
