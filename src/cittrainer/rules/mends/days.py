"""Mends of a day: lunch and breaks put in, blocks made shorter or longer, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.mends.places import gaps, movable
from cittrainer.rules.mends.values import Mend, NewBlock, NewLength
from cittrainer.rules.plan_changes import NewPlace
from cittrainer.rules.shifting import shifted
from cittrainer.rules.values import GRID_MINUTES, clock
from cittrainer.rules.wording import duration, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cittrainer.rules.values import DayValue, PlacedBlock, Week

NOON = 12 * 60
LUNCH_FROM, LUNCH_UNTIL = 11 * 60, 14 * 60
"""Between these a lunch is put in."""

LUNCH_MINUTES = (60, 45, 30)
"""Lengths of a lunch that are tried, the usual one first."""

PAUSE_MINUTES = (15, 10)
"""Lengths of a break that are tried."""


def lunches(week: Week, day: DayValue) -> Iterator[Mend]:
    """A lunch near noon: in a gap, or with what follows coming later by as much."""
    if day.closed:
        return
    for minutes in LUNCH_MINUTES:
        for begin, end in _near_noon(week, day):
            start = min(max(NOON, begin), end - minutes)
            if start >= begin and start % GRID_MINUTES == 0:
                yield Mend(f"Put lunch at {clock(start)}", _lunch(week, day, start, minutes))
    edges = {b.start for b in week.on(day.id) if LUNCH_FROM <= (b.start or 0) < LUNCH_UNTIL}
    for start in sorted((one or 0 for one in edges), key=lambda one: abs(one - NOON)):
        for minutes in LUNCH_MINUTES:
            moved = _later(week, day, start, minutes)
            if moved is not None:
                yield Mend(
                    f"Put lunch at {clock(start)} and let what follows come "
                    f"{duration(minutes)} later",
                    (*moved, *_lunch(week, day, start, minutes)),
                )
                break


def breaks(week: Week, blocks: Collection[int]) -> Iterator[Mend]:
    """A break between two blocks of a row, near its middle first."""
    row = [one for block_id in blocks if (one := week.block.get(block_id)) and one.placed]
    row.sort(key=lambda one: one.start or 0)
    if len(row) < 2 or row[0].day_id is None:
        return
    day = week.day[row[0].day_id]
    if day.closed:
        return
    middle = ((row[0].start or 0) + max(one.end or 0 for one in row)) // 2
    edges = {one.start or 0: one for one in row[1:]}
    for start in sorted(edges, key=lambda one: abs(one - middle)):
        ends = [one.end or 0 for one in week.on(day.id) if (one.start or 0) < start]
        if max(ends, default=start) > start:
            continue  # something runs on over this edge
        begin = max(ends, default=start)
        for minutes in PAUSE_MINUTES:
            late = max(0, minutes - (start - begin))
            moved = _later(week, day, start, late) if late else ()
            if moved is not None:
                also = f" and let what follows come {duration(late)} later" if late else ""
                yield Mend(
                    f"Put a break of {minutes} minutes before {quoted(edges[start].title)}{also}",
                    (*moved, NewBlock("Break", "break", minutes, day.id, begin)),
                )


def lengths(week: Week, block: PlacedBlock, minutes: int) -> Iterator[Mend]:
    """A block made so long; where it runs into what follows, that comes later."""
    if not movable(week, block) or minutes < GRID_MINUTES or minutes == block.minutes:
        return
    verb = "Shorten" if minutes < block.minutes else "Lengthen"
    said = f"{verb} {quoted(block.title)} to {duration(minutes)}"
    change = NewLength(block.id, minutes)
    yield Mend(said, (change,))
    day = week.day.get(block.day_id or 0)
    more = minutes - block.minutes
    if day is not None and more > 0 and (moved := _later(week, day, block.end or 0, more)):
        yield Mend(f"{said} and let what follows come {duration(more)} later", (*moved, change))


def fitting(week: Week, block: PlacedBlock) -> Iterator[Mend]:
    """A block that ends after its day, as long as the day lets it be."""
    day = week.day.get(block.day_id or 0)
    if day is not None and block.start is not None and day.start <= block.start:
        minutes = day.end - block.start
        if minutes >= (block.least_minutes or GRID_MINUTES):
            yield from lengths(week, block, minutes)


def _near_noon(week: Week, day: DayValue) -> list[tuple[int, int]]:
    """The gaps around noon, as far as a lunch may be in them, the nearest first."""
    near = [
        (max(begin, LUNCH_FROM), min(end, LUNCH_UNTIL))
        for begin, end in gaps(week, day)
        if begin < LUNCH_UNTIL and end > LUNCH_FROM
    ]
    return sorted(near, key=lambda one: abs(min(max(NOON, one[0]), one[1]) - NOON))


def _lunch(
    week: Week, day: DayValue, start: int, minutes: int
) -> tuple[NewPlace | NewLength | NewBlock, ...]:
    """The lunch that waits to be placed, or a new one."""
    waiting = next((one for one in week.unplaced if one.delivery == "lunch"), None)
    if waiting is None:
        return (NewBlock("Lunch", "lunch", minutes, day.id, start),)
    place = NewPlace(waiting.id, day.id, start)
    return (place,) if waiting.minutes == minutes else (NewLength(waiting.id, minutes), place)


def _later(week: Week, day: DayValue, start: int, minutes: int) -> tuple[NewPlace, ...] | None:
    """What begins then or after comes later; None where there is no room for it."""
    shift = shifted(day, week.on(day.id), start, minutes)
    if shift.refusal:
        return None
    # The last goes first, so that none of them stands on another meanwhile.
    return tuple(
        NewPlace(block_id, day.id, new)
        for block_id, new in sorted(shift.starts.items(), key=lambda one: -one[1])
    )
