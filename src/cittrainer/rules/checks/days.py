"""What a day holds: its hours, its lunch, its breaks, the order of its modules, holidays."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cittrainer.rules.checks import asked
from cittrainer.rules.values import ERROR, WARNING, Finding, clock
from cittrainer.rules.wording import date_words, day_names, duration, quoted, when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.values import PlacedBlock, Week

OUTSIDE_DAY = "outside_day"
UNPLACED = "unplaced"
NO_LUNCH = "no_lunch"
NO_BREAK = "no_break"
HOLIDAY = "holiday"
MODULE_ORDER = "module_order"
MODULE_LENGTH = "module_length"

LUNCH_AFTER_MINUTES = 6 * 60
"""A day longer than this needs a lunch. The academy's own rule: no source sets it for courses."""

BREAK_AFTER_MINUTES = 3 * 60
"""Longest stretch of instruction without a break. The academy's own rule: no source sets it."""

BREAK_MINUTES = 10
"""A gap of at least so long is a break, whatever it is called."""


def day_findings(week: Week) -> list[Finding]:
    """All findings of this module that name blocks."""
    return [
        *outside_the_day(week),
        *unplaced(week),
        *long_without_break(week),
        *out_of_order(week),
        *wrong_length(week),
    ]


def lunch_findings(week: Week) -> list[Finding]:
    """The days whose blocks take longer than six hours without a lunch among them."""
    if asked.asked(week, asked.LUNCH):
        return []
    names = day_names(week)
    found = []
    for day in week.days:
        blocks = week.on(day.id)
        if not blocks or any(block.delivery == "lunch" for block in blocks):
            continue
        first, last = blocks[0].start or 0, max(block.end or 0 for block in blocks)
        if last - first > LUNCH_AFTER_MINUTES:
            found.append(
                Finding(
                    NO_LUNCH,
                    WARNING,
                    f"{names[day.id]} runs from {clock(first)} to {clock(last)} without lunch.",
                    tuple(block.id for block in blocks[:1]),
                    "Place a lunch.",
                    days=(day.id,),
                )
            )
    return found


def holiday_findings(week: Week) -> list[Finding]:
    """The days of the course that are public holidays."""
    return [
        Finding(
            HOLIDAY,
            WARNING,
            f"{date_words(day.date)} is a public holiday: {name}.",
            hint="Move the day, or ask the presenters and the agencies whether they come.",
            days=(day.id,),
        )
        for day in week.days
        if (name := week.holidays.get(day.date))
    ]


def outside_the_day(week: Week) -> list[Finding]:
    """The blocks that begin before their day or end after it."""
    names = day_names(week)
    found = []
    for block in week.blocks:
        day = week.day.get(block.day_id) if block.day_id is not None else None
        if day is None or block.start is None or day.holds(block.start, block.minutes):
            continue
        said = (
            f"begins at {clock(block.start)}, before {names[day.id]} begins at {clock(day.start)}"
            if block.start < day.start
            else f"ends at {clock(block.end or 0)}, after {names[day.id]} ends at {clock(day.end)}"
        )
        found.append(
            Finding(
                OUTSIDE_DAY,
                ERROR,
                f"{quoted(block.title)} {said}.",
                (block.id,),
                "Move it, shorten it, or lengthen the day.",
                days=(day.id,),
            )
        )
    return found


def unplaced(week: Week) -> list[Finding]:
    """The blocks that still wait for a day and a time."""
    return [
        Finding(
            UNPLACED,
            WARNING,
            f"{quoted(block.title)} ({duration(block.minutes)}) has no day and time yet.",
            (block.id,),
            "Drag it onto the week, or remove it.",
        )
        for block in week.unplaced
    ]


def long_without_break(week: Week) -> list[Finding]:
    """The stretches of instruction that go on for too long without a break of ten minutes."""
    names = day_names(week)
    found = []
    for day in week.days:
        for stretch in _stretches(week.on(day.id)):
            start, end = stretch[0].start or 0, max(block.end or 0 for block in stretch)
            if end - start > BREAK_AFTER_MINUTES:
                found.append(
                    Finding(
                        NO_BREAK,
                        WARNING,
                        f"{names[day.id]} goes on from {clock(start)} to {clock(end)} without a "
                        f"break of {BREAK_MINUTES} minutes; the academy’s own limit is "
                        f"{duration(BREAK_AFTER_MINUTES)}.",
                        tuple(block.id for block in stretch),
                        "Place a break between two of these blocks.",
                        days=(day.id,),
                    )
                )
    return found


def _stretches(blocks: tuple[PlacedBlock, ...]) -> Iterator[list[PlacedBlock]]:
    """The taught blocks of a day, cut wherever there is a break, a lunch, a ride or a gap."""
    stretch: list[PlacedBlock] = []
    until = 0
    for block in blocks:
        start = block.start or 0
        if stretch and (not block.taught or start >= until + BREAK_MINUTES):
            yield stretch
            stretch = []
        if block.taught:
            stretch.append(block)
        until = max(until, block.end or 0)
    if stretch:
        yield stretch


def out_of_order(week: Week) -> list[Finding]:
    """Neighbours in the curriculum of which the later module begins before the earlier one."""
    if asked.asked(week, asked.KEEP_ORDER):
        return []
    day_number = {day.id: number for number, day in enumerate(week.days)}
    modules = sorted(
        (b for b in week.blocks if b.placed and b.taught and b.position is not None),
        key=lambda b: (b.position or 0, day_number.get(b.day_id or 0, 0), b.start or 0),
    )
    names = day_names(week)
    found = []
    for first, second in pairwise(modules):
        begins = [(day_number.get(one.day_id or 0, 0), one.start or 0) for one in (first, second)]
        if begins[1] < begins[0]:
            found.append(
                Finding(
                    MODULE_ORDER,
                    WARNING,
                    f"{quoted(second.title)}, {when(second, names)}, comes before "
                    f"{quoted(first.title)}, {when(first, names)}; the curriculum has them the "
                    "other way round.",
                    (second.id, first.id),
                    "Swap the two, or move one of them.",
                )
            )
    return found


def wrong_length(week: Week) -> list[Finding]:
    """The blocks that are shorter or longer than their module allows."""
    found = []
    for block in week.blocks:
        least, most = block.least_minutes, block.most_minutes
        if least is not None and block.minutes < least:
            said, hint = f"its module needs {duration(least)}", "Lengthen it."
        elif most is not None and block.minutes > most:
            said, hint = f"its module allows {duration(most)}", "Shorten it."
        else:
            continue
        found.append(
            Finding(
                MODULE_LENGTH,
                WARNING,
                f"{quoted(block.title)} takes {duration(block.minutes)}; {said}.",
                (block.id,),
                hint,
            )
        )
    return found
