"""Which constraints are about a block: those that name it, or its kind, rooms or people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cittrainer.queries.constraints import ConstraintRow
    from cittrainer.rules.values import PlacedBlock


def is_about(row: ConstraintRow, block: PlacedBlock) -> bool:
    """Whether a constraint concerns a block, or is broken by it."""
    one = row.value
    presenters = {booking.presenter_id for part in block.parts for booking in part.bookings}
    rooms = {part.room_id for part in block.parts}
    return (
        block.id in {one.block_id, one.other_block_id}
        or block.delivery in {one.delivery, one.other_delivery}
        or (one.presenter_id is not None and one.presenter_id in presenters)
        or (one.room_id is not None and one.room_id in rooms)
        or block.id in row.broken_blocks
    )
