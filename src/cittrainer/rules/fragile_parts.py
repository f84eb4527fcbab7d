"""Where a course stands or falls with one person: whom an alternate is to be asked for first.

Quick and without the planner, so that lists can show it: what a repair could still mend is told
by ``jobs.fragility``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.bookings import CALLED_OFF, HELPING
from cittrainer.rules.checks.people import PRESENTED_DELIVERIES
from cittrainer.rules.lacking import newly
from cittrainer.rules.plan_effects import holders, without
from cittrainer.rules.wording import day_names, listed, quoted, when

if TYPE_CHECKING:
    from collections.abc import Collection

    from cittrainer.rules.lacking import Lack
    from cittrainer.rules.values import BookingValue, PartValue, PlacedBlock, Week

UNMET, EMPTY, PART = "unmet", "empty", "part"
"""Without the one person the standard is not met; the block has nobody; a part of it has nobody."""

_ORDER = (UNMET, EMPTY, PART)


@dataclass(frozen=True, slots=True)
class FragilePart:
    """A part of a block that one person holds and nobody stands behind."""

    block_id: int
    part_id: int
    presenter_id: int
    presenter: str
    """The public name."""
    role: str
    outcome: str
    grave: bool
    """Whether a topic or the stories of the standard would be missing altogether."""
    sentence: str
    what: str
    """The block with its day and time, as in “Law”, Monday at 9:00."""
    next_choice: int
    """The place that an alternate would get, 2 for the first."""


def fragile_parts(week: Week, over: Collection[int] = ()) -> tuple[FragilePart, ...]:
    """The parts that one person holds without an alternate, the one that matters most first.

    First come those without which the standard is not met: where something of it would be missing
    altogether, then where hours or minutes would be short. Then the blocks that would have nobody,
    and last the parts of blocks that go on in other parts.

    Args:
        week: The week.
        over: Days that are over; what stands there is left out.
    """
    found: list[tuple[tuple[int, bool, int, int], FragilePart]] = []
    days = {day.id: number for number, day in enumerate(week.days)}
    for block in week.blocks:
        if not block.placed or block.day_id in over or block.delivery not in PRESENTED_DELIVERIES:
            continue
        alone = [(part, one) for part in block.parts if (one := _only(part)) is not None]
        whole = len(alone) == 1 and all(
            part is alone[0][0] or not holders(part) for part in block.parts
        )
        lost = newly(week, without(week, {block.id})) if whole else ()
        for part, one in alone:
            told = _told(week, block, part, one, lost if whole else None)
            place = days.get(block.day_id or 0, 0) * 1440 + (block.start or 0)
            rank = _ORDER.index(told.outcome), not told.grave, place, part.id
            found.append((rank, told))
    return tuple(told for _rank, told in sorted(found, key=lambda pair: pair[0]))


def _only(part: PartValue) -> BookingValue | None:
    """Who holds a part alone without anybody behind them; None where somebody else is there."""
    held = holders(part)
    if len(held) != 1 or held[0].role.casefold() in HELPING:
        return None
    behind = any(
        one.order > 1 and one.state not in CALLED_OFF and one.role == held[0].role
        for one in part.bookings
    )
    return None if behind else held[0]


def _told(
    week: Week,
    block: PlacedBlock,
    part: PartValue,
    one: BookingValue,
    lost: tuple[Lack, ...] | None,
) -> FragilePart:
    name = quoted(block.title)
    if lost:
        outcome = UNMET
        words = f"the standard is not met: {listed([each.words for each in lost])}"
    elif lost is None:
        outcome = PART
        where = part.group or part.title or part.room
        words = f"{name} has nobody for {where}" if where else f"a part of {name} has nobody"
    else:
        outcome = EMPTY
        words = f"{name} has nobody"
    return FragilePart(
        block_id=block.id,
        part_id=part.id,
        presenter_id=one.presenter_id,
        presenter=one.presenter,
        role=one.role,
        outcome=outcome,
        grave=any(each.grave for each in lost or ()),
        sentence=f"Without {one.presenter}, {words}.",
        what=f"{name}, {when(block, day_names(week))}",
        next_choice=max((each.order for each in part.bookings), default=1) + 1,
    )
