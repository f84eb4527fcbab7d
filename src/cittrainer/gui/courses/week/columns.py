"""How each day of the grid is divided: not at all, or by the rooms or the groups that it uses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cittrainer.rules.values import PartValue, PlacedBlock, Week


class Division(Enum):
    """By what each day is divided; the value is what the settings remember."""

    DAYS = ""
    ROOMS = "rooms"
    GROUPS = "groups"


def division_of(remembered: str) -> Division:
    """What a value of the settings means; one that nobody knows divides nothing."""
    return next((one for one in Division if one.value == remembered), Division.DAYS)


@dataclass(frozen=True, slots=True)
class SubColumn:
    """A room or a group of one day."""

    division: Division
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The sub-columns that a block takes, from one to another, among so many of its day."""

    first: int
    last: int
    among: int

    def meets(self, other: Stretch) -> bool:
        """Whether two have a sub-column of one day in common."""
        return self.first <= other.last and other.first <= self.last


class DividedDay:
    """The sub-columns of one day in the order of their names; a single one divides nothing.

    Args:
        blocks: What is on the day.
        division: By what it is divided.
    """

    def __init__(self, blocks: Iterable[PlacedBlock], division: Division) -> None:
        self._division = division
        found = {
            one.id: one for block in blocks for part in block.parts for one in self._of_part(part)
        }
        ordered = sorted(found.values(), key=lambda one: (one.name.casefold(), one.id))
        self.columns: tuple[SubColumn, ...] = tuple(ordered) if len(ordered) > 1 else ()
        self._place = {one.id: at for at, one in enumerate(self.columns)}

    def stretch(self, block: PlacedBlock) -> Stretch:
        """Where a block stands; one that is for everybody, or elsewhere, takes the whole day."""
        taken = [
            self._place[one.id]
            for part in block.parts
            for one in self._of_part(part)
            if one.id in self._place
        ]
        if not taken:
            return Stretch(0, max(len(self.columns) - 1, 0), max(len(self.columns), 1))
        return Stretch(min(taken), max(taken), len(self.columns))

    def stands_in(self, block: PlacedBlock) -> SubColumn | None:
        """The one room or group that a block is in; None for one in several, or in none."""
        if len(block.parts) != 1:
            return None
        return self.column_of(block.parts[0])

    def column_of(self, part: PartValue) -> SubColumn | None:
        """The room or group of a part; None where it has none."""
        return next(self._of_part(part), None)

    def _of_part(self, part: PartValue) -> Iterator[SubColumn]:
        if self._division is Division.ROOMS and part.room_id is not None:
            yield SubColumn(self._division, part.room_id, part.room)
        elif self._division is Division.GROUPS and part.group_id is not None:
            yield SubColumn(self._division, part.group_id, part.group)


def neighbours(
    blocks: Sequence[PlacedBlock], day: DividedDay
) -> Iterator[tuple[Stretch, tuple[PlacedBlock, ...]]]:
    """The blocks of a day in bunches that want the same place, each with the place that they share.

    Args:
        blocks: Placed blocks in the order of their start.
        day: Their day.
    """
    bunches: list[_Bunch] = []
    for block in blocks:
        bunch = _Bunch(day.stretch(block), block.start or 0, block.end or 0, (block,))
        # A bunch that has become wider may want the place of one that it left alone before.
        while (other := next(filter(bunch.meets, bunches), None)) is not None:
            bunches.remove(other)
            bunch = bunch.with_(other)
        bunches.append(bunch)
    for bunch in bunches:
        yield bunch.stretch, tuple(sorted(bunch.blocks, key=lambda one: (one.start or 0, one.id)))


@dataclass(frozen=True, slots=True)
class _Bunch:
    """Blocks that share a place, from the start of the first to the end of the last."""

    stretch: Stretch
    start: int
    end: int
    blocks: tuple[PlacedBlock, ...]

    def meets(self, other: _Bunch) -> bool:
        """Whether two want the same place at the same time."""
        in_time = self.start < other.end and other.start < self.end
        return in_time and self.stretch.meets(other.stretch)

    def with_(self, other: _Bunch) -> _Bunch:
        """Both as one."""
        return _Bunch(
            Stretch(
                min(self.stretch.first, other.stretch.first),
                max(self.stretch.last, other.stretch.last),
                self.stretch.among,
            ),
            min(self.start, other.start),
            max(self.end, other.end),
            self.blocks + other.blocks,
        )


def sent(week: Week, block_id: int, into: SubColumn) -> Week:
    """The week with the one part of a block in another room, or for another group."""
    block = week.block[block_id]
    (part,) = block.parts
    rooms = into.division is Division.ROOMS
    part = (
        replace(part, room_id=into.id, room=into.name)
        if rooms
        else replace(part, group_id=into.id, group=into.name)
    )
    moved = replace(block, parts=(part,))
    blocks = tuple(moved if one is block else one for one in week.blocks)
    return replace(week, blocks=blocks)


def divided(week: Week, division: Division) -> dict[int, DividedDay]:
    """Each day of a week with its sub-columns, by the id of the day."""
    return {day.id: DividedDay(week.on(day.id), division) for day in week.days}
