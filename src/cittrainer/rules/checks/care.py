"""Care for those who tell their story, and for those who listen.

Nothing here needs to know who has lived through what: a story is a block whose delivery says so.
The numbers are the academy's own. That a facilitator is with those who speak, and that usually two
or more speak, is what the programmes themselves do (CIT Center, University of Memphis,
“Engagement”; NAMI, “In Our Own Voice”).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cittrainer.rules.care import storytellers, tells
from cittrainer.rules.checks import asked
from cittrainer.rules.values import NOTE, SCENARIO, STORY, WARNING, Finding
from cittrainer.rules.wording import counted, day_names, duration, listed, quoted, when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.values import DayValue, PlacedBlock, Week

STORY_BY_SCENARIO = "story_by_scenario"
STORY_AFTER_LUNCH = "story_after_lunch"
STORY_ALONE = "story_alone"
STORY_UNFACILITATED = "story_unfacilitated"
STORY_REST = "story_rest"
HEAVY_IN_A_ROW = "heavy_in_a_row"

APART_MINUTES = 30
"""A story and a scenario with at least so long between them are not next to each other."""

REST_MINUTES = 120
"""Least time between two stories of one presenter. The academy's own rule."""

HEAVY = 2
"""The weight from which a block is heavy to sit through."""

PAUSE_MINUTES = 10
"""A gap of at least so long lets people breathe between heavy blocks."""

_DAY = 24 * 60


def care_findings(week: Week) -> list[Finding]:
    """All findings of this module."""
    return [
        *stories_by_scenarios(week),
        *story_after_first_lunch(week),
        *storytellers_alone(week),
        *unfacilitated(week),
        *too_little_rest(week),
        *heavy_in_a_row(week),
    ]


def stories_by_scenarios(week: Week) -> list[Finding]:
    """The stories with scenario practice directly before or after them."""
    pair = {STORY, SCENARIO}
    if any({c.delivery, c.other_delivery} == pair for c in asked.active(week, asked.NOT_NEXT_TO)):
        return []
    names = day_names(week)
    found = []
    for day in week.days:
        taught = [block for block in week.on(day.id) if block.taught]
        for first, second in pairwise(taught):
            between = (second.start or 0) - (first.end or 0)
            if {first.delivery, second.delivery} == pair and 0 <= between < APART_MINUTES:
                story, scene = (first, second) if first.delivery == STORY else (second, first)
                side = "before" if story is first else "after"
                found.append(
                    Finding(
                        STORY_BY_SCENARIO,
                        WARNING,
                        f"{quoted(story.title)}, {when(story, names)}, is directly {side} "
                        f"{quoted(scene.title)}: who tells a story should not meet it acted.",
                        (story.id, scene.id),
                        f"Leave {duration(APART_MINUTES)} or another block between them.",
                        days=(day.id,),
                    )
                )
    return found


def story_after_first_lunch(week: Week) -> list[Finding]:
    """A story that is the first thing taught after lunch on the first day."""
    if asked.asked(week, asked.STORY_AFTER_LUNCH):
        return []
    names = day_names(week)
    for day in week.days[:1]:
        after_lunch = False
        for block in week.on(day.id):
            if block.delivery == "lunch":
                after_lunch = True
            elif after_lunch and block.taught:
                if block.delivery != STORY:
                    return []
                return [
                    Finding(
                        STORY_AFTER_LUNCH,
                        WARNING,
                        f"{quoted(block.title)}, {when(block, names)}, is first after lunch on the "
                        "first day, when the class knows nobody yet and is tired.",
                        (block.id,),
                        "Move it to the morning or to a later day.",
                        days=(day.id,),
                    )
                ]
    return []


def storytellers_alone(week: Week) -> list[Finding]:
    """The stories that one person tells with nobody beside them."""
    if asked.asked(week, asked.STORY_FACILITATED):
        return []
    names = day_names(week)
    found = []
    for block in week.blocks:
        if block.delivery != STORY:
            continue
        alone: dict[int, str] = {}
        for part in block.parts:
            beside = {one.presenter_id: one.presenter for one in part.bookings if one.holds_time}
            if len(beside) == 1:
                alone |= beside
        if alone:
            found.append(
                Finding(
                    STORY_ALONE,
                    WARNING,
                    f"{listed(alone.values())} {'is' if len(alone) == 1 else 'are'} alone in "
                    f"{quoted(block.title)}, {when(block, names)}: nobody facilitates and nobody "
                    "presents with them.",
                    (block.id,),
                    "Ask a facilitator or a second presenter to be there.",
                    presenters=tuple(alone),
                )
            )
    return found


def unfacilitated(week: Week) -> list[Finding]:
    """The stories that several tell and nobody facilitates; who is alone is told as such."""
    if asked.asked(week, asked.STORY_FACILITATED):
        return []
    names = day_names(week)
    found = []
    for block in week.blocks:
        if block.delivery != STORY:
            continue
        telling: dict[int, str] = {}
        for part in block.parts:
            there = {one.presenter_id: one for one in part.bookings if one.holds_time}
            if len(there) > 1 and all(map(tells, there.values())):
                telling |= {one.presenter_id: one.presenter for one in there.values()}
        if telling:
            found.append(
                Finding(
                    STORY_UNFACILITATED,
                    NOTE,
                    f"Nobody facilitates {quoted(block.title)}, {when(block, names)}, which "
                    f"{listed(telling.values())} tell.",
                    (block.id,),
                    "Ask a facilitator to be there.",
                    presenters=tuple(telling),
                )
            )
    return found


def too_little_rest(week: Week) -> list[Finding]:
    """The presenters who tell two stories with too little time between; nights count."""
    rules = asked.asked_of(week, asked.STORY_REST)
    if None in rules:
        return []
    names = day_names(week)
    told: dict[int, list[tuple[int, int, PlacedBlock, str]]] = {}
    for day in week.days:
        for block in week.on(day.id):
            if block.delivery == STORY:
                for presenter_id, name in storytellers(block).items():
                    start = _moment(day, block.start or 0)
                    told.setdefault(presenter_id, []).append(
                        (start, start + block.minutes, block, name)
                    )
    found = []
    for presenter_id, stories in told.items():
        if presenter_id in rules:
            continue
        for (_, end, first, name), (start, _, second, _) in pairwise(stories):
            if 0 <= start - end < REST_MINUTES:
                found.append(
                    Finding(
                        STORY_REST,
                        WARNING,
                        f"{name} rests {counted(start - end, 'minute')} between "
                        f"{quoted(first.title)} and {quoted(second.title)}, {when(second, names)}; "
                        f"the academy’s own least is {duration(REST_MINUTES)}.",
                        (second.id, first.id),
                        "Move one of the two, or ask somebody else.",
                        presenters=(presenter_id,),
                    )
                )
    return found


def _moment(day: DayValue, minute: int) -> int:
    return day.date.toordinal() * _DAY + minute


def heavy_in_a_row(week: Week) -> list[Finding]:
    """Heavy blocks that follow each other with nothing lighter and no pause between."""
    if asked.asked(week, asked.HEAVY_IN_A_ROW):
        return []
    names = day_names(week)
    found = []
    for day in week.days:
        for row in _heavy_rows(week.on(day.id)):
            titles = [quoted(block.title) for block in row]
            found.append(
                Finding(
                    HEAVY_IN_A_ROW,
                    NOTE,
                    f"{listed(titles)} on {names[day.id]} are heavy and follow each other without "
                    f"a break: {duration(sum(block.minutes for block in row))}.",
                    tuple(block.id for block in row),
                    "Put a break or something lighter between them.",
                    days=(day.id,),
                )
            )
    return found


def _heavy_rows(blocks: tuple[PlacedBlock, ...]) -> Iterator[list[PlacedBlock]]:
    """The rows of two or more heavy blocks of a day; blocks side by side are no row."""
    row: list[PlacedBlock] = []
    for block in blocks:
        heavy = block.taught and block.weight >= HEAVY
        gap = (block.start or 0) - (row[-1].end or 0) if row else 0
        if row and (not heavy or gap < 0 or gap >= PAUSE_MINUTES):
            if len(row) > 1:
                yield row
            row = []
        if heavy:
            row.append(block)
    if len(row) > 1:
        yield row
