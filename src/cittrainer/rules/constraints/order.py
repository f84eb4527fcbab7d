"""Constraints on which of two blocks comes first, on which day, and how far apart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cittrainer.rules.constraints.plan import BrokenConstraint, ids
from cittrainer.rules.wording import duration, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.constraints.plan import Placed, Plan
    from cittrainer.rules.plan_values import ConstraintValue

FAR_ENOUGH = 30
"""Minutes between two that keep apart, where a constraint names none."""


def same_day(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Two blocks on two days."""
    pair = plan.pair(one.block_id, one.other_block_id)
    if len({block.day for block in pair}) == 2:
        yield _of_pair(plan, one, pair)


def different_day(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Two blocks on one day."""
    pair = plan.pair(one.block_id, one.other_block_id)
    if len(pair) == 2 and pair[0].day == pair[1].day:
        what = f"both are on {plan.names[pair[0].day]}"
        yield BrokenConstraint(one, what, ids(pair), days=(pair[0].day,), must=one.must)


def before(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """A block that has not ended when the other begins, or with one between where it may not."""
    pair = plan.pair(one.block_id, one.other_block_id)
    if len(pair) < 2:
        return
    first, second = pair
    kept = first.end <= second.begin
    if one.directly:
        kept = kept and first.day == second.day and not _between(plan, first, second)
    if not kept:
        yield _of_pair(plan, one, pair)


def keep_order(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Neighbours in the curriculum of which the later one begins before the earlier one."""
    ordered = sorted(
        (p for p in plan.placed.values() if p.block.taught and p.block.position is not None),
        key=lambda p: (p.block.position or 0, p.block.id),
    )
    for first, second in pairwise(ordered):
        if second.begin < first.begin:
            what = f"{plan.said(second)}, comes before {plan.said(first)}"
            days = tuple(dict.fromkeys((second.day, first.day)))
            yield BrokenConstraint(one, what, ids((second, first)), days=days, must=one.must)


def not_next_to(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Blocks of two deliveries near each other on a day with nothing taught between."""
    least = FAR_ENOUGH if one.minutes is None else one.minutes
    kinds = {one.delivery, one.other_delivery}
    for day_id, there in plan.by_day.items():
        near = [p for p in there if p.block.delivery in kinds]
        for at, first in enumerate(near):
            for second in near[at + 1 :]:
                if {first.block.delivery, second.block.delivery} != kinds:
                    continue
                gap = second.begin - first.end
                if 0 <= gap < least and not _between(plan, first, second):
                    apart = duration(gap) + " apart" if gap else "one directly after the other"
                    what = f"{quoted(first.block.title)} and {plan.said(second)}, are {apart}"
                    yield BrokenConstraint(
                        one, what, ids((first, second)), days=(day_id,), must=one.must
                    )


def story_rest(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Stories of a presenter that begin too soon after another of theirs; nights count."""
    least = one.minutes or 0
    for presenter_id, blocks in plan.presenters(one):
        stories = sorted(plan.told_by(presenter_id, blocks), key=lambda p: p.begin)
        for later in stories:
            gaps = [
                (later.begin - earlier.end, earlier)
                for earlier in stories
                if earlier is not later and 0 <= later.begin - earlier.end < least
            ]
            if gaps:
                gap, earlier = min(gaps, key=lambda each: each[0])
                what = (
                    f"{plan.name(presenter_id)} has {duration(gap)} between "
                    f"{quoted(earlier.block.title)} and {plan.said(later)}"
                )
                yield BrokenConstraint(
                    one,
                    what,
                    ids((later, earlier)),
                    presenters=(presenter_id,),
                    days=tuple(dict.fromkeys((later.day, earlier.day))),
                    must=one.must,
                )


def _between(plan: Plan, first: Placed, second: Placed) -> bool:
    """Whether something taught begins after the first of two on a day and before the second."""
    return any(
        first.end <= other.begin < second.begin
        for other in plan.by_day[first.day]
        if other.block.taught and other.block.id not in {first.block.id, second.block.id}
    )


def _of_pair(plan: Plan, one: ConstraintValue, pair: list[Placed]) -> BrokenConstraint:
    first, second = pair
    what = f"{plan.said(first)}, and {plan.said(second)}"
    days = tuple(dict.fromkeys((first.day, second.day)))
    return BrokenConstraint(one, what, ids(pair), days=days, must=one.must)
