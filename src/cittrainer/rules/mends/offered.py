"""Which mends are offered for a finding: only those that were tried and do away with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from cittrainer.rules import clashes, reaching
from cittrainer.rules.care import BARRED
from cittrainer.rules.checks import asked, bookable, care, days, findings, people, rooms
from cittrainer.rules.mends import days as day_mends
from cittrainer.rules.mends import kept, standards
from cittrainer.rules.mends import people as people_mends
from cittrainer.rules.mends import rooms as room_mends
from cittrainer.rules.mends.places import moves, swap, swaps
from cittrainer.rules.mends.values import mended
from cittrainer.rules.overrides import key
from cittrainer.rules.plan_changes import NewPlace
from cittrainer.rules.values import ERROR, NOTE, SCENARIO, STORY, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cittrainer.rules.mends.values import Mend
    from cittrainer.rules.plan_values import ConstraintValue
    from cittrainer.rules.values import Finding, PlacedBlock, Week

MOST_OFFERED = 3
MOST_TRIED = 12
"""Each try is a check of the whole week."""

MOST_MOVED = 3
"""Blocks of a finding for which other places are looked for."""

OVER = frozenset({"closed", "cancelled"})
"""States of a course in which nothing of its plan changes any more."""

_ASKED_ANEW = frozenset({people.NOT_CONFIRMED, people.NOT_ANSWERED})
"""Warnings that whoever moves up an alternate takes into account."""

_MOST_BROUGHT = {ERROR: 3, WARNING: 1, NOTE: 0}
"""How many warnings may come instead of a finding, by its severity."""

_NOT_MOVED = frozenset(
    {
        clashes.GROUPS_MISSING,
        people.NO_PRESENTER,
        people.NOT_CONFIRMED,
        people.NOT_ANSWERED,
        people.NOT_QUALIFIED,
        people.INACTIVE_PRESENTER,
        care.STORY_UNFACILITATED,
        rooms.ROOM_TOO_SMALL,
        rooms.EQUIPMENT_MISSING,
        bookable.ROOM_UNSUITED,
        bookable.NOT_ARRANGED,
    }
)
"""Kinds for which another time is no help."""

_SAME_PEOPLE = frozenset({people.NOT_ANSWERED, bookable.ROOM_UNSUITED, bookable.NOT_ARRANGED})
"""Kinds for which nobody else is asked instead: those who are booked are to be done right by."""


def mends(week: Week, finding: Finding) -> tuple[Mend, ...]:
    """What would do away with a finding, at most three, what disturbs least first.

    Each was tried on the week: the finding goes and no error comes. Only where all of them bring
    warnings are those offered that bring few; ``brings`` says which. That an alternate who is
    asked has to answer is no such warning. Empty where only people can help, as on a holiday.
    """
    if week.state in OVER or finding.overridden:
        return ()
    before = findings(week)
    clean: dict[object, Mend] = {}
    dear: dict[object, Mend] = {}
    for mend in islice(_in_turn(_ways(week, finding)), MOST_TRIED):
        about = _about(mend)
        if about in clean:
            continue
        after = findings(mended(week, mend))
        if _does(finding, before, after):
            brings = _brought(before, after)
            (dear if brings else clean).setdefault(about, replace(mend, brings=brings))
        if len(clean) == MOST_OFFERED:
            break
    worth = [one for one in dear.values() if len(one.brings) <= _MOST_BROUGHT[finding.severity]]
    return tuple(clean.values() or sorted(worth, key=lambda one: len(one.brings))[:MOST_OFFERED])


def _about(mend: Mend) -> tuple[object, ...]:
    """What is the same in mends of which one is enough: a block that goes to one day."""
    return tuple(
        (one.block_id, one.day_id) if isinstance(one, NewPlace) else one for one in mend.changes
    )


def _does(finding: Finding, before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether a change mends a finding and brings no error instead."""
    same = [one for one in after if one.kind == finding.kind]
    if len(same) >= sum(one.kind == finding.kind for one in before):
        return False
    if _identity(finding) in map(_identity, same):
        return False
    return not _keys(after, {ERROR}) - _keys(before, {ERROR})


def _brought(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[str, ...]:
    """The sentences of the warnings that come with a change."""
    grave = {ERROR, WARNING}
    come = _keys(after, grave) - _keys(before, grave)
    return tuple(one.sentence for one in after if one.severity == WARNING and key(one) in come)


def _keys(found: Iterable[Finding], severities: set[str]) -> Counter[str]:
    return Counter(
        key(one)
        for one in found
        if one.severity in severities and not (one.severity == WARNING and one.kind in _ASKED_ANEW)
    )


def _identity(finding: Finding) -> str:
    """Which finding it is; one about nothing in particular is known by its sentence."""
    name = key(finding)
    return name if name != finding.kind else finding.sentence


def _in_turn(ways: Sequence[Iterator[Mend]]) -> Iterator[Mend]:
    """The first of each way, then the second of each, and so on; none twice."""
    left = list(ways)
    seen: set[Mend] = set()
    while left:
        for way in tuple(left):
            mend = next(way, None)
            if mend is None:
                left.remove(way)
            elif mend not in seen:
                seen.add(mend)
                yield mend


def _ways(week: Week, finding: Finding) -> list[Iterator[Mend]]:
    """Where mends of a finding may come from, the least disturbing way first."""
    blocks = [one for block_id in finding.blocks if (one := week.block.get(block_id))]
    first = [*_for_people(week, finding, blocks), *_for_rooms(week, finding, blocks)]
    return [*first, *_for_days(week, finding, blocks), *_for_standards(week, finding)]


def _for_people(
    week: Week, finding: Finding, blocks: Sequence[PlacedBlock]
) -> Iterator[Iterator[Mend]]:
    match finding.kind:
        case people.NO_PRESENTER:
            yield from (people_mends.moved_up(week, one) for one in blocks)
        case people.NOT_CONFIRMED | people.NOT_ANSWERED:
            yield people_mends.confirmed(week, finding.blocks, finding.presenters)
        case care.STORY_ALONE:
            yield from (people_mends.beside(week, one) for one in blocks)
            return
        case care.STORY_UNFACILITATED:
            yield from (people_mends.facilitators(week, one) for one in blocks)
            return
        case _ if _asks_for(week, finding, asked.STORY_FACILITATED):
            yield from (people_mends.facilitators(week, one) for one in blocks)
            return
    if finding.kind not in _SAME_PEOPLE:
        for block in blocks:
            yield from (people_mends.instead(week, block, who) for who in finding.presenters)


def _asks_for(week: Week, finding: Finding, kind: str) -> bool:
    """Whether a finding is that a constraint of a kind is broken."""
    return any(one.id == finding.constraint and one.kind == kind for one in week.constraints)


def _for_rooms(
    week: Week, finding: Finding, blocks: Sequence[PlacedBlock]
) -> Iterator[Iterator[Mend]]:
    if finding.rooms:
        yield from (room_mends.other_rooms(week, one, finding.rooms) for one in reversed(blocks))
    elif finding.kind == rooms.TRAVEL_TIME and len(blocks) == 2:
        for block, other in (blocks, blocks[::-1]):
            left = [one.room_id for one in block.parts if one.room_id is not None]
            for building in dict.fromkeys(room_mends.buildings(week, other)):
                yield room_mends.other_rooms(week, block, left, building=building)


def _for_days(
    week: Week, finding: Finding, blocks: Sequence[PlacedBlock]
) -> Iterator[Iterator[Mend]]:
    wanted = next((one for one in week.constraints if one.id == finding.constraint), None)
    match wanted.kind if wanted is not None else finding.kind:
        case days.NO_LUNCH:
            yield from (day_mends.lunches(week, week.day[one]) for one in finding.days)
            return
        case asked.LUNCH if wanted is not None:
            yield from _for_lunch(week, finding, blocks, wanted)
            return
        case kept.FIXED_TIME | kept.KEEP_RELEASED if wanted is not None:
            yield from (kept.brought_back(week, one, wanted) for one in blocks)
        case days.NO_BREAK | care.HEAVY_IN_A_ROW | asked.HEAVY_IN_A_ROW:
            yield day_mends.breaks(week, finding.blocks)
        case days.OUTSIDE_DAY:
            yield from (day_mends.fitting(week, one) for one in blocks)
        case days.MODULE_LENGTH:
            yield from (day_mends.lengths(week, one, _allowed(one)) for one in blocks)
            return
        case days.MODULE_ORDER:
            first, second = blocks[:2]
            yield (one for one in (swap(week, second, first),) if one is not None)
    whole = finding.kind == BARRED and not finding.days
    if finding.kind not in _NOT_MOVED and not whole:
        # A lunch is the last that should move for others.
        ordered = sorted(blocks, key=lambda one: (not one.taught, len(one.presenters)))
        for block in ordered[:MOST_MOVED]:
            yield moves(week, block)
            yield swaps(week, block)


def _for_lunch(
    week: Week, finding: Finding, blocks: Sequence[PlacedBlock], wanted: ConstraintValue
) -> Iterator[Iterator[Mend]]:
    """The lunch that is there, made long enough or moved; a new one where there is none."""
    lunches = [one for one in blocks if one.delivery == "lunch"]
    for block in lunches:
        yield day_mends.lengths(week, block, max(block.minutes, wanted.minutes or 0))
        yield moves(week, block)
    if not lunches:
        yield from (day_mends.lunches(week, week.day[one]) for one in finding.days)


def _for_standards(week: Week, finding: Finding) -> Iterator[Iterator[Mend]]:
    match finding.kind:
        case reaching.STANDARD_HOURS:
            yield standards.more_hours(week)
        case reaching.STANDARD_TOPIC:
            yield standards.more_of_topic(week, finding.sentence)
        case reaching.STANDARD_STORY:
            yield standards.placed(week, STORY)
        case reaching.STANDARD_SCENARIOS:
            yield standards.placed(week, SCENARIO)


def _allowed(block: PlacedBlock) -> int:
    """The length nearest to a block's own that its module allows."""
    least = max(block.minutes, block.least_minutes or 0)
    return least if block.most_minutes is None else min(least, block.most_minutes)
