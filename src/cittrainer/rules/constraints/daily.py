"""Constraints on what a day looks like: how it begins and ends, its lunch, what is heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.constraints.plan import BrokenConstraint, ids
from cittrainer.rules.values import clock
from cittrainer.rules.wording import duration, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.constraints.plan import Placed, Plan
    from cittrainer.rules.plan_values import ConstraintValue

LUNCH = "lunch"
LUNCH_SPAN = 360
"""Minutes: a day whose blocks take longer has a lunch. The academy's own rule."""
HEAVY = 2
"""The weight from which a block is heavy to sit through."""
PAUSE_MINUTES = 10
"""A gap of at least so long parts heavy blocks from each other."""


def first_of_day(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Days with any of some blocks that begin, among taught ones, with another."""
    for day_id, there, others in _days_with(plan, one):
        begins = min(p.start for p in there)
        earlier = [p for p in others if p.start < begins]
        if earlier:
            what = f"{plan.names[day_id]} begins with {quoted(earlier[0].block.title)}"
            yield BrokenConstraint(one, what, ids(there), days=(day_id,), must=one.must)


def last_of_day(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Days with any of some blocks that end, among taught ones, with another."""
    for day_id, there, others in _days_with(plan, one):
        ends = max(p.until for p in there)
        later = [p for p in others if p.until > ends]
        if later:
            last = max(later, key=lambda p: p.until)
            what = f"{plan.names[day_id]} ends with {quoted(last.block.title)}"
            yield BrokenConstraint(one, what, ids(there), days=(day_id,), must=one.must)


def _days_with(
    plan: Plan, one: ConstraintValue
) -> Iterator[tuple[int, list[Placed], list[Placed]]]:
    """The days that have any of a constraint's blocks: these, and the other taught ones."""
    chosen = {p.block.id for p in plan.chosen(one)}
    for day_id, blocks in plan.by_day.items():
        there = [p for p in blocks if p.block.id in chosen]
        if there:
            others = [p for p in blocks if p.block.taught and p.block.id not in chosen]
            yield day_id, there, others


def most_a_day(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Days with more blocks of a delivery than they may have."""
    for day_id, blocks in plan.by_day.items():
        there = [p for p in blocks if p.block.delivery == one.delivery]
        if len(there) > (one.amount or 0):
            what = f"{plan.names[day_id]} has {len(there)}"
            yield BrokenConstraint(one, what, ids(there), days=(day_id,), must=one.must)


def lunch(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Long days without a lunch that is long enough and between two times."""
    start, end = one.start_minute or 0, 1440 if one.end_minute is None else one.end_minute
    for day_id, blocks in plan.by_day.items():
        if not blocks:
            continue
        first, last = blocks[0].start, max(p.until for p in blocks)
        lunches = [p for p in blocks if p.block.delivery == LUNCH]
        if last - first <= LUNCH_SPAN or any(
            p.block.minutes >= (one.minutes or 0) and start <= p.start and p.until <= end
            for p in lunches
        ):
            continue
        day = plan.names[day_id]
        if lunches:
            said = f"{clock(lunches[0].start)} to {clock(lunches[0].until)}"
            what = f"the lunch of {day} is from {said}"
        else:
            what = f"{day} runs from {clock(first)} to {clock(last)} without one"
        about = ids(lunches[:1] or blocks[:1])
        yield BrokenConstraint(one, what, about, days=(day_id,), must=one.must)


def heavy_in_a_row(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Rows of heavy blocks that take too long; told once, where a row ends."""
    most = one.minutes or 0
    for day_id, blocks in plan.by_day.items():
        heavy = [p for p in blocks if p.block.weight >= HEAVY]
        lighter = [p for p in blocks if p.block.weight < HEAVY]
        rows: dict[int, list[Placed]] = {}
        followed = set()
        for at, later in enumerate(heavy):
            before = [e for e in heavy[:at] if _follow(e, later, lighter)]
            followed |= {e.block.id for e in before}
            behind = max((rows[e.block.id] for e in before), key=_minutes, default=[])
            rows[later.block.id] = [*behind, later]
        for block_id, row in rows.items():
            if len(row) > 1 and block_id not in followed and _minutes(row) > most:
                titles = listed(quoted(p.block.title) for p in row)
                what = f"{titles} on {plan.names[day_id]} last {duration(_minutes(row))}"
                yield BrokenConstraint(one, what, ids(row), days=(day_id,), must=one.must)


def _follow(first: Placed, second: Placed, lighter: list[Placed]) -> bool:
    return 0 <= second.begin - first.end < PAUSE_MINUTES and not any(
        first.end <= p.begin < second.begin for p in lighter
    )


def _minutes(row: list[Placed]) -> int:
    return sum(p.block.minutes for p in row)
