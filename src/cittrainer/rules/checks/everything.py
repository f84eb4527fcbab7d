"""All checks of a week in one call: errors first, those that were let stand as notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.checks.bookable import bookable_findings
from cittrainer.rules.checks.care import care_findings
from cittrainer.rules.checks.days import day_findings, holiday_findings, lunch_findings
from cittrainer.rules.checks.limits import limit_findings
from cittrainer.rules.checks.people import people_findings
from cittrainer.rules.checks.rooms import room_findings
from cittrainer.rules.clashes import (
    group_clashes,
    groups_in_two_parts,
    parts_without_groups,
    presenter_clashes,
    room_clashes,
)
from cittrainer.rules.constraints import constraint_findings
from cittrainer.rules.overrides import with_overrides
from cittrainer.rules.reaching import standard_findings
from cittrainer.rules.values import ERROR, NOTE, WARNING, Finding

if TYPE_CHECKING:
    from cittrainer.rules.values import Week

_RANK = {ERROR: 0, WARNING: 1, NOTE: 2}


def findings(week: Week) -> tuple[Finding, ...]:
    """Everything found in a week: errors first, then warnings, then notes.

    An error that the coordinator let stand is a note with her reason. Within a severity, findings
    about the whole week come first and those about blocks follow in the order of the agenda.
    """
    place = _agenda_order(week)
    found = with_overrides(week, [*week_findings(week), *block_findings(week)])
    return tuple(
        sorted(
            found,
            key=lambda f: (_RANK[f.severity], place.get(f.blocks[0], 0) if f.blocks else -1),
        )
    )


def week_findings(week: Week) -> tuple[Finding, ...]:
    """The findings about the week as a whole: its standard and its days."""
    return (*standard_findings(week), *holiday_findings(week), *lunch_findings(week))


def block_findings(week: Week) -> tuple[Finding, ...]:
    """The findings about single blocks; each names the blocks that it is about."""
    return (
        *presenter_clashes(week),
        *room_clashes(week),
        *group_clashes(week),
        *groups_in_two_parts(week),
        *parts_without_groups(week),
        *day_findings(week),
        *room_findings(week),
        *people_findings(week),
        *bookable_findings(week),
        *care_findings(week),
        *limit_findings(week),
        *constraint_findings(week),
    )


def by_block(found: tuple[Finding, ...]) -> dict[int, tuple[Finding, ...]]:
    """The findings of each block that has any, by its id, in their order."""
    sorted_in: dict[int, list[Finding]] = {}
    for finding in found:
        for block_id in finding.blocks:
            sorted_in.setdefault(block_id, []).append(finding)
    return {block_id: tuple(of_block) for block_id, of_block in sorted_in.items()}


def _agenda_order(week: Week) -> dict[int, int]:
    """Each block's place in the agenda from 1, unplaced blocks last."""
    position = {day.id: number for number, day in enumerate(week.days)}
    last = len(week.days)
    ordered = sorted(
        week.blocks,
        key=lambda b: (position.get(b.day_id or 0, last) if b.placed else last, b.start or 0, b.id),
    )
    return {block.id: number for number, block in enumerate(ordered, start=1)}
