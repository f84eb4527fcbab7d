"""Mends that give blocks another place: where there is room, or in the place of another block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.free_busy import HINDERING, at, free_busy
from cittrainer.rules.mends.values import Mend
from cittrainer.rules.plan_changes import NewPlace
from cittrainer.rules.swapping import swapped
from cittrainer.rules.values import GRID_MINUTES, clock
from cittrainer.rules.wording import day_names, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cittrainer.rules.free_busy import FreeSpan
    from cittrainer.rules.values import DayValue, PlacedBlock, Week

_DAY = 24 * 60

_AFTER = (0, 10, 30)
"""Minutes behind what ends before a gap that are tried: to walk over, to set up, to rest."""


def movable(week: Week, block: PlacedBlock) -> bool:
    """Whether a block may go elsewhere: it is not pinned, and its day is not closed."""
    day = week.day.get(block.day_id) if block.day_id is not None else None
    return not block.pinned and not (day is not None and day.closed)


def moves(week: Week, block: PlacedBlock) -> Iterator[Mend]:
    """A block moved to where nothing else stands and all its people can come, nearest first."""
    if not movable(week, block):
        return
    free = free_busy(week, block)
    names = day_names(week)
    move = f"Move {quoted(block.title)} to" if block.placed else f"Place {quoted(block.title)} on"
    places = [
        (abs(_moment(day, start) - _now(week, block)), day, start)
        for day in week.days
        if not day.closed
        for start in _starts(week, day, block, free.get(day.id, ()))
    ]
    for _, day, start in sorted(places, key=lambda one: one[0]):
        yield Mend(
            f"{move} {names[day.id]} at {clock(start)}", (NewPlace(block.id, day.id, start),)
        )


def swaps(week: Week, block: PlacedBlock) -> Iterator[Mend]:
    """A block that changes places with another that may move, those of its length first."""
    if not block.placed or not movable(week, block):
        return
    free = free_busy(week, block)
    others = [
        one
        for one in week.blocks
        if one.id != block.id
        and one.placed
        and (one.taught or one.delivery == "break")
        and movable(week, one)
    ]
    now = _now(week, block)
    for other in sorted(
        others, key=lambda one: (one.minutes != block.minutes, abs(_now(week, one) - now))
    ):
        against = at(free.get(other.day_id or 0, ()), other.start or 0, other.end or 0)
        # Whoever is busy in the other block makes room with it.
        if any(one.kind in HINDERING and one.where != quoted(other.title) for one in against):
            continue
        if (mend := swap(week, block, other)) is not None:
            yield mend


def swap(week: Week, first: PlacedBlock, second: PlacedBlock) -> Mend | None:
    """Two blocks that change places; None where they do not fit or may not move."""
    if not (movable(week, first) and movable(week, second)):
        return None
    new = swapped(week, first, second)
    if new.first is None or new.second is None:
        return None
    return Mend(
        f"Swap {quoted(first.title)} and {quoted(second.title)}",
        (
            NewPlace(first.id, new.first.day_id, new.first.start),
            NewPlace(second.id, new.second.day_id, new.second.start),
        ),
    )


def gaps(week: Week, day: DayValue) -> Iterator[tuple[int, int]]:
    """The stretches of a day's hours in which no block stands."""
    return _between(day, [(one.start or 0, one.end or 0) for one in week.on(day.id)])


def _between(day: DayValue, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What some stretches leave of a day's hours."""
    until = day.start
    for start, end in sorted(taken):
        if start > until:
            yield until, min(start, day.end)
        until = max(until, end)
    if until < day.end:
        yield until, day.end


def _starts(week: Week, day: DayValue, block: PlacedBlock, free: Iterable[FreeSpan]) -> list[int]:
    """Where a block would fit on a day, without the place that it has."""
    hindered = [(span.start, span.end) for span in free if span.kind in HINDERING]
    taken = [(one.start or 0, one.end or 0) for one in week.on(day.id) if one.id != block.id]
    found: dict[int, None] = {}
    for begin, end in _between(day, [*hindered, *taken]):
        last = end - block.minutes
        wanted = min(max(block.start or begin, begin), last)
        for start in (wanted, *(begin + later for later in _AFTER), last):
            if begin <= start <= last and start % GRID_MINUTES == 0:
                found[start] = None
    if day.id == block.day_id and block.start is not None:
        found.pop(block.start, None)
    return list(found)


def _now(week: Week, block: PlacedBlock) -> int:
    """When a block is, in minutes since long ago; an unplaced one is before everything."""
    if block.day_id is None or block.start is None:
        return _moment(week.days[0], 0) if week.days else 0
    return _moment(week.day[block.day_id], block.start)


def _moment(day: DayValue, minute: int) -> int:
    return day.date.toordinal() * _DAY + minute
