"""Which block the arrow keys go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cittrainer.rules.values import PlacedBlock, Week


def reading_order(week: Week) -> tuple[PlacedBlock, ...]:
    """The placed blocks day after day, each day from morning to evening."""
    return tuple(block for day in week.days for block in week.on(day.id))


def block_of(week: Week, block_id: int) -> PlacedBlock | None:
    """The block with an id, or None when the week has none."""
    return next((block for block in week.blocks if block.id == block_id), None)


def next_in_order(week: Week, block_id: int, step: int) -> int | None:
    """The block so many places on in reading order, or None beyond either end.

    Args:
        week: What is shown.
        block_id: Where to start; any other id starts before the first or after the last.
        step: 1 for the next, -1 for the one before.
    """
    order = [block.id for block in reading_order(week)]
    if block_id not in order:
        return (order[0] if step > 0 else order[-1]) if order else None
    index = order.index(block_id) + step
    return order[index] if 0 <= index < len(order) else None


def next_in_day(week: Week, block_id: int, step: int) -> int | None:
    """The block above (-1) or below (1) on the same day, or None at its end."""
    block = block_of(week, block_id)
    other = block_of(week, next_in_order(week, block_id, step) or 0)
    if block is None or not block.placed:
        return other.id if other else None
    return other.id if other and other.day_id == block.day_id else None


def next_on_other_day(week: Week, block_id: int, step: int) -> int | None:
    """The block nearest in time on the next day (1) or the one before (-1) that has any."""
    block = block_of(week, block_id)
    if block is None or not block.placed:
        return next_in_order(week, block_id, step)
    days = [day.id for day in week.days][::step]
    for day_id in days[days.index(block.day_id or 0) + 1 :]:
        if blocks := week.on(day_id):
            return min(blocks, key=lambda b: abs((b.start or 0) - (block.start or 0))).id
    return None


def day_beside(week: Week, day_id: int, step: int) -> int | None:
    """The day after (1) or before (-1) a day, or None beyond either end."""
    days = [day.id for day in week.days]
    index = days.index(day_id) + step
    return days[index] if 0 <= index < len(days) else None


def first_gap(week: Week, minutes: int) -> tuple[int, int] | None:
    """The first day and start at which so many minutes are free, or None in a full week."""
    for day in week.days:
        if day.closed:
            continue
        start = day.start
        for block in week.on(day.id):
            if (block.start or 0) - start >= minutes:
                break
            start = max(start, block.end or 0)
        if day.holds(start, minutes):
            return day.id, start
    return None
