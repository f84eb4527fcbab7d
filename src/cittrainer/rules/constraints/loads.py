"""Constraints on what one presenter or room has to do: how much, how close, with what time free."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cittrainer.rules.constraints.plan import BrokenConstraint, ids, rooms_of
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.constraints.plan import Placed, Plan
    from cittrainer.rules.plan_values import ConstraintValue

LONGEST_GAP = 60
"""Minutes between two blocks of one visit, where a constraint names none."""


def most_blocks(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Presenters with more blocks than they may have."""
    for presenter_id, blocks in plan.presenters(one):
        if len(blocks) > (one.amount or 0):
            what = f"{plan.name(presenter_id)} has {len(blocks)}"
            yield _of_presenter(one, presenter_id, blocks, what)


def most_days(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Presenters who come on more days than they may."""
    for presenter_id, blocks in plan.presenters(one):
        days = _days(plan, blocks)
        if len(days) > (one.amount or 0):
            what = f"{plan.name(presenter_id)} comes on {listed(plan.names[day] for day in days)}"
            yield _of_presenter(one, presenter_id, blocks, what)


def one_visit(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Presenters who come on several days, or wait too long between two blocks of a day."""
    longest = LONGEST_GAP if one.minutes is None else one.minutes
    for presenter_id, blocks in plan.presenters(one):
        if len(blocks) < 2:
            continue
        days = _days(plan, blocks)
        name = plan.name(presenter_id)
        if len(days) > 1:
            what = f"{name} comes on {listed(plan.names[day] for day in days)}"
            yield _of_presenter(one, presenter_id, blocks, what)
            continue
        waiting = [p for p in blocks if not _goes_on(p, blocks, longest)]
        if waiting:
            what = f"{name} waits too long after {plan.said(waiting[0])}"
            yield _of_presenter(one, presenter_id, blocks, what)


def _goes_on(block: Placed, blocks: list[Placed], longest: int) -> bool:
    """Whether a block is the last one, or another begins soon after it."""
    return all(other.begin <= block.begin for other in blocks) or any(
        block.end <= other.begin <= block.end + longest for other in blocks if other is not block
    )


def _days(plan: Plan, blocks: list[Placed]) -> list[int]:
    there = {p.day for p in blocks}
    return [day.id for day in plan.week.days if day.id in there]


def _of_presenter(
    one: ConstraintValue, presenter_id: int, blocks: list[Placed], what: str
) -> BrokenConstraint:
    return BrokenConstraint(one, what, ids(blocks), presenters=(presenter_id,), must=one.must)


def buffer(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Blocks with something else in one of their rooms too shortly before or after them."""
    early, late = one.minutes or 0, one.minutes_after or 0
    for block in plan.chosen(one):
        begin, end = block.begin - early, block.end + late
        rooms = rooms_of(block.block)
        found = [
            (room_id, other)
            for room_id in rooms
            for other in plan.of_room[room_id]
            if other is not block
            and other.day == block.day
            and other.begin < end
            and begin < other.end
        ]
        busy = [
            b
            for b in plan.week.elsewhere
            if b.room_id in rooms
            and (midnight := plan.midnight_of.get(b.date)) is not None
            and midnight + b.start < end
            and begin < midnight + b.end
        ]
        if found or busy:
            what = f"{plan.said(block)}, is too close to "
            what += quoted(found[0][1].block.title) if found else f"{busy[0].course}"
            room_ids = chain((room_id for room_id, _ in found), (b.room_id or 0 for b in busy))
            yield BrokenConstraint(
                one,
                what,
                tuple(dict.fromkeys((block.block.id, *ids(p for _, p in found)))),
                rooms=tuple(dict.fromkeys(room_ids)),
                days=(block.day,),
                must=one.must,
            )
