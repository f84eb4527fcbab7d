"""Where the blocks of a day go when everything from a moment on comes later, or earlier.

Lunch and pinned blocks stay where they are. A block that would run into one of them later in the
day is held behind it; a block that comes earlier stops behind whatever stood before it. Blocks
keep their order: whatever followed another still does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.values import GRID_MINUTES, clock
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cittrainer.rules.values import DayValue, PlacedBlock

LUNCH = "lunch"


@dataclass(frozen=True, slots=True)
class Shift:
    """New starts of the blocks of a day, or why there are none."""

    starts: Mapping[int, int]
    """Minutes after midnight by the id of each block that moves; empty when it is refused."""
    squeezed: bool = False
    """Whether a block moves by another number of minutes, or past one that stays."""
    refusal: str = ""
    """One sentence on why it cannot be done; empty when it can."""
    hint: str = ""


def stays(block: PlacedBlock) -> bool:
    """Whether a block keeps its place while others shift: it is lunch, or pinned."""
    return block.pinned or block.delivery == LUNCH


def shifted(day: DayValue, blocks: Sequence[PlacedBlock], from_minute: int, minutes: int) -> Shift:
    """Where the blocks that begin at or after a moment go.

    Args:
        day: The day and its hours.
        blocks: All blocks that stand on the day.
        from_minute: Minutes after midnight; what begins earlier stays.
        minutes: How much later they come, or earlier when negative; a multiple of 5.

    Raises:
        ValueError: ``minutes`` is no multiple of 5.
    """
    if minutes % GRID_MINUTES:
        raise ValueError(f"{minutes} is no multiple of {GRID_MINUTES}.")
    ordered = sorted((b for b in blocks if b.start is not None), key=lambda b: (b.start or 0, b.id))
    moving = [b for b in ordered if (b.start or 0) >= from_minute and not stays(b)]
    if not moving or not minutes:
        return Shift({}, refusal="Nothing that could move begins then or later.")
    starts = (
        _later(ordered, moving, minutes)
        if minutes > 0
        else _earlier(day, ordered, moving, -minutes)
    )
    for block in moving:
        if starts[block.id] + block.minutes > max(day.end, block.end or 0):
            return _past_the_end(day, block, starts[block.id])
    moved = {b.id: starts[b.id] for b in moving if starts[b.id] != b.start}
    if not moved:
        first = moving[0]
        return Shift(
            {},
            refusal=f"{quoted(first.title)} cannot begin earlier: what stands before it stays.",
            hint="Move or shorten what stands before it.",
        )
    moving_ids = {block.id for block in moving}
    fixed = [block for block in ordered if block.id not in moving_ids]
    squeezed = any(
        starts[block.id] - (block.start or 0) != minutes
        or any((block.end or 0) <= (one.start or 0) < starts[block.id] for one in fixed)
        for block in moving
    )
    return Shift(moved, squeezed)


def gap_before(day: DayValue, blocks: Sequence[PlacedBlock], block_id: int) -> int:
    """The free minutes between a block and whatever ends before it, or the begin of its day.

    Returns:
        0 where there is no gap, where the block overlaps another one, or where it stays.
    """
    block = next((one for one in blocks if one.id == block_id), None)
    if block is None or block.start is None or stays(block):
        return 0
    others = [one for one in blocks if one.id != block_id and one.start is not None]
    if any((one.start or 0) < block.start < (one.end or 0) for one in others):
        return 0
    ends = [one.end or 0 for one in others if (one.end or 0) <= block.start]
    return max(0, block.start - max([day.start, *ends]))


def closed_gap(day: DayValue, blocks: Sequence[PlacedBlock], block_id: int) -> Shift:
    """Where a block and what follows it go when the gap before it is closed."""
    block = next((one for one in blocks if one.id == block_id), None)
    gap = gap_before(day, blocks, block_id)
    if block is None or block.start is None or not gap:
        title = quoted(block.title) if block else "this block"
        return Shift({}, refusal=f"There is no gap before {title}.")
    return shifted(day, blocks, block.start, -gap)


def _later(
    ordered: Sequence[PlacedBlock], moving: Sequence[PlacedBlock], minutes: int
) -> dict[int, int]:
    """Each moving block so much later, behind lunches and pins that it would run into."""
    moving_ids = {block.id for block in moving}
    fixed = [block for block in ordered if block.id not in moving_ids]
    starts: dict[int, int] = {}
    for block in moving:
        was = block.start or 0
        before = [
            starts[other.id] + other.minutes
            for other in moving
            if other.id in starts and (other.end or 0) <= was
        ]
        start = max([was + minutes, *before])
        in_the_way = [other for other in fixed if not _overlap(other, was, block.minutes)]
        while clash := [other for other in in_the_way if _overlap(other, start, block.minutes)]:
            start = max(other.end or 0 for other in clash)
        starts[block.id] = start
    return starts


def _earlier(
    day: DayValue, ordered: Sequence[PlacedBlock], moving: Sequence[PlacedBlock], minutes: int
) -> dict[int, int]:
    """Each moving block so much earlier, but never before what it stands behind has ended."""
    starts: dict[int, int] = {}
    for block in moving:
        was = block.start or 0
        ends = [
            starts.get(other.id, other.start or 0) + other.minutes
            for other in ordered
            if other.id != block.id and (other.end or 0) <= was
        ]
        floor = max([min(day.start, was), *ends])
        starts[block.id] = max(was - minutes, floor)
    return starts


def _overlap(other: PlacedBlock, start: int, minutes: int) -> bool:
    return start < (other.end or 0) and (other.start or 0) < start + minutes


def _past_the_end(day: DayValue, block: PlacedBlock, start: int) -> Shift:
    end = start + block.minutes
    at = clock(end) if end <= 1440 else "the next day"
    return Shift(
        {},
        refusal=f"{quoted(block.title)} would end at {at}, after the day ends at {clock(day.end)}.",
        hint="Shorten or take off something first, or lengthen the day.",
    )
