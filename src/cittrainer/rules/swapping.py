"""Where two blocks go when they change places, each with its own length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.values import clock
from cittrainer.rules.wording import duration, quoted

if TYPE_CHECKING:
    from cittrainer.rules.values import DayValue, PlacedBlock, Week


@dataclass(frozen=True, slots=True)
class Place:
    """A day and a start, or neither for the list of unplaced blocks."""

    day_id: int | None
    start: int | None
    """Minutes after midnight."""


@dataclass(frozen=True, slots=True)
class Swap:
    """The new places of two blocks, or why they cannot change places."""

    first: Place | None = None
    second: Place | None = None
    refusal: str = ""
    hint: str = ""


def swapped(week: Week, first: PlacedBlock, second: PlacedBlock) -> Swap:
    """Where two blocks of a week go when they change places.

    Each begins where the other began. Of two that follow each other on a day with nothing
    between, the later one ends where the other ended before, so that neighbours of different
    length change places too.

    A block does not fit where it would leave the day's hours, or run into a third block that was
    clear of what stood there.
    """
    if not first.placed and not second.placed:
        return Swap(refusal=f"Neither {quoted(first.title)} nor {quoted(second.title)} is placed.")
    to_second = Place(second.day_id, second.start)
    to_first = Place(first.day_id, first.start)
    early, late = sorted((first, second), key=lambda b: b.start or 0)
    if _neighbours(week, early, late):
        moved_up = Place(early.day_id, early.start)
        moved_down = Place(early.day_id, (late.end or 0) - early.minutes)
        to_second, to_first = (moved_down, moved_up) if early is first else (moved_up, moved_down)
    for block, place, instead_of in ((first, to_second, second), (second, to_first, first)):
        if refusal := _does_not_fit(week, block, place, instead_of):
            return Swap(refusal=refusal, hint="Shorten one of the two, or move what is in the way.")
    return Swap(to_second, to_first)


def _neighbours(week: Week, early: PlacedBlock, late: PlacedBlock) -> bool:
    """Whether one follows the other on a day with nothing between."""
    if early.day_id is None or early.day_id != late.day_id:
        return False
    end, start = early.end or 0, late.start or 0
    return end <= start and not any(
        end <= (one.start or 0) < start
        for one in week.on(early.day_id)
        if one.id not in {early.id, late.id}
    )


def _does_not_fit(week: Week, block: PlacedBlock, place: Place, other: PlacedBlock) -> str:
    """Why a block does not fit where another one stood; empty when it does."""
    if place.day_id is None or place.start is None:
        return ""
    day = week.day[place.day_id]
    end = place.start + block.minutes
    name = f"{quoted(block.title)} ({duration(block.minutes)})"
    if not day.holds(place.start, block.minutes):
        return f"{name} does not fit into {_hours(day)} at {clock(place.start)}."
    in_the_way = [
        one
        for one in week.on(place.day_id)
        if one.id not in {block.id, other.id}
        and _overlap(one, place.start, end)
        and not _overlap(one, other.start or 0, other.end or 0)
    ]
    if in_the_way:
        third = in_the_way[0]
        return (
            f"{name} does not fit in the place of {quoted(other.title)}: "
            f"{quoted(third.title)} begins at {clock(third.start or 0)}."
        )
    return ""


def _hours(day: DayValue) -> str:
    return f"the day's hours, {clock(day.start)} to {clock(day.end)},"


def _overlap(one: PlacedBlock, start: int, end: int) -> bool:
    return start < (one.end or 0) and (one.start or 0) < end
