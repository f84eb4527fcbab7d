"""What is wrong or doubtful in a course's plan: pure functions from a week to findings.

The same functions serve the grid under the mouse, the terminal and the release page, so they
must be quick. Nothing is forbidden here: a finding says what is the case and what would mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.clashes import (
    group_clashes,
    groups_in_two_parts,
    parts_without_groups,
    presenter_clashes,
    room_clashes,
)
from cittrainer.rules.reaching import standard_findings
from cittrainer.rules.values import ERROR, NOTE, WARNING, Finding, clock
from cittrainer.rules.wording import counted, day_names, duration, listed, quoted, when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.values import PartValue, PlacedBlock, Week

OUTSIDE_DAY = "outside_day"
UNPLACED = "unplaced"
NO_LUNCH = "no_lunch"
ROOM_TOO_SMALL = "room_too_small"
NOT_CONFIRMED = "not_confirmed"
NO_PRESENTER = "no_presenter"
MODULE_LENGTH = "module_length"

LUNCH_AFTER_MINUTES = 6 * 60
"""A day longer than this needs a lunch. The academy's own rule: no source sets it for courses."""

PRESENTED_DELIVERIES = frozenset(
    {"lecture", "discussion", "panel", "story", "visit", "demonstration", "scenario"}
)
"""Deliveries that nobody can hold without a presenter."""

_SETTLED = frozenset({"confirmed", "presented"})
_RANK = {ERROR: 0, WARNING: 1, NOTE: 2}


def findings(week: Week) -> tuple[Finding, ...]:
    """Everything found in a week: errors first, then warnings, then notes.

    Within a severity, findings about the whole week come first and those about blocks follow in
    the order of the agenda.
    """
    place = _agenda_order(week)
    found = [*week_findings(week), *block_findings(week)]
    return tuple(
        sorted(
            found,
            key=lambda f: (_RANK[f.severity], place.get(f.blocks[0], 0) if f.blocks else -1),
        )
    )


def week_findings(week: Week) -> tuple[Finding, ...]:
    """The findings about the week as a whole: its standard and its days."""
    return (*standard_findings(week), *days_without_lunch(week))


def block_findings(week: Week) -> tuple[Finding, ...]:
    """The findings about single blocks; each names the blocks that it is about."""
    return (
        *presenter_clashes(week),
        *room_clashes(week),
        *group_clashes(week),
        *groups_in_two_parts(week),
        *parts_without_groups(week),
        *outside_the_day(week),
        *unplaced(week),
        *rooms_too_small(week),
        *without_presenter(week),
        *not_confirmed(week),
        *wrong_length(week),
    )


def by_block(found: tuple[Finding, ...]) -> dict[int, tuple[Finding, ...]]:
    """The findings of each block that has any, by its id, in their order."""
    sorted_in: dict[int, list[Finding]] = {}
    for finding in found:
        for block_id in finding.blocks:
            sorted_in.setdefault(block_id, []).append(finding)
    return {block_id: tuple(of_block) for block_id, of_block in sorted_in.items()}


def days_without_lunch(week: Week) -> list[Finding]:
    """The days whose blocks take longer than six hours without a lunch among them."""
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
                )
            )
    return found


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


def rooms_too_small(week: Week) -> list[Finding]:
    """The parts whose room has fewer seats than trainees are to come; once for each block."""
    found = []
    for block in week.blocks:
        tight = [said for part in block.parts if (said := _too_small(week, part))]
        if tight:
            found.append(
                Finding(
                    ROOM_TOO_SMALL,
                    WARNING,
                    f"{quoted(block.title)}: {listed(dict.fromkeys(tight))}.",
                    (block.id,),
                    "Choose a larger room or more rooms.",
                )
            )
    return found


def _too_small(week: Week, part: PartValue) -> str:
    room = week.rooms.get(part.room_id) if part.room_id is not None else None
    seats = room.seats if room is not None else None
    expected = week.enrolled if part.group_id is None else week.group_sizes.get(part.group_id, 0)
    if seats is None or expected <= seats:
        return ""
    return f"{part.room} has {counted(seats, 'seat')} for {counted(expected, 'trainee')}"


def without_presenter(week: Week) -> list[Finding]:
    """The blocks in which a part that needs a presenter expects none."""
    names = day_names(week)
    return [
        Finding(
            NO_PRESENTER,
            WARNING,
            f"{quoted(block.title)}, {when(block, names)}: {said}.",
            (block.id,),
            "Ask somebody, or move up an alternate.",
        )
        for block in week.blocks
        if block.delivery in PRESENTED_DELIVERIES and (said := _nobody_in(block))
    ]


def _nobody_in(block: PlacedBlock) -> str:
    empty = [part for part in block.parts if not any(b.holds_time for b in part.bookings)]
    if not block.parts or (empty and len(block.parts) == 1):
        return "no presenter"
    if not empty:
        return ""
    named = [part.group or part.title or part.room for part in empty]
    where = listed(named) if all(named) else f"{len(empty)} of {counted(len(block.parts), 'part')}"
    return f"no presenter for {where}"


def not_confirmed(week: Week) -> list[Finding]:
    """The blocks with presenters who were asked and have not confirmed."""
    names = day_names(week)
    found = []
    for block in week.blocks:
        open_names = dict.fromkeys(_open_bookings(block))
        if open_names:
            found.append(
                Finding(
                    NOT_CONFIRMED,
                    WARNING,
                    f"{quoted(block.title)}, {when(block, names)}: {listed(open_names)} "
                    f"{'has' if len(open_names) == 1 else 'have'} not confirmed.",
                    (block.id,),
                    "Call, or line up an alternate.",
                )
            )
    return found


def _open_bookings(block: PlacedBlock) -> Iterator[str]:
    for part in block.parts:
        for booking in part.bookings:
            if booking.holds_time and booking.state not in _SETTLED:
                yield booking.presenter


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


def _agenda_order(week: Week) -> dict[int, int]:
    """Each block's place in the agenda from 1, unplaced blocks last."""
    position = {day.id: number for number, day in enumerate(week.days)}
    last = len(week.days)
    ordered = sorted(
        week.blocks,
        key=lambda b: (position.get(b.day_id or 0, last) if b.placed else last, b.start or 0, b.id),
    )
    return {block.id: number for number, block in enumerate(ordered, start=1)}
