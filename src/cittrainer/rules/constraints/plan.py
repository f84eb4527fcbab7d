"""A week sorted for its constraints: who and what is used by which blocks, once for all kinds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cittrainer.rules.care import storytellers
from cittrainer.rules.values import STORY
from cittrainer.rules.wording import day_names, quoted, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cittrainer.rules.plan_values import ConstraintValue
    from cittrainer.rules.values import PartValue, PlacedBlock, Week

DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class BrokenConstraint:
    """One thing that a week does against a constraint."""

    constraint: ConstraintValue
    what: str
    """What is wrong, without a full stop: “Tuesday has 3”."""
    blocks: tuple[int, ...] = ()
    """Ids of what it is about, as are ``presenters``, ``rooms`` and ``days``."""
    presenters: tuple[int, ...] = ()
    rooms: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    must: bool = False
    who: str = ""
    """Who of several it is about, where ``what`` begins with their name and “has”."""

    @property
    def cost(self) -> int:
        """What it costs; a broken must has no price."""
        return 0 if self.must else self.constraint.weight


class Placed(NamedTuple):
    """A block where it stands."""

    begin: int
    """Minutes from some fixed midnight, so that nights have their length."""
    end: int
    block: PlacedBlock
    day: int
    """The id of its day."""
    start: int
    """Minutes after midnight, as is ``until``."""
    until: int


class Plan:
    """A week's placed blocks, in order, by what they are and whom they need."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.midnight = {day.id: day.date.toordinal() * DAY_MINUTES for day in week.days}
        self.midnight_of = {day.date: self.midnight[day.id] for day in week.days}
        self.by_day = {day.id: [self._placed(b) for b in week.on(day.id)] for day in week.days}
        self.placed = {p.block.id: p for there in self.by_day.values() for p in there}

    @cached_property
    def names(self) -> dict[int, str]:
        """How each day is called, by its id."""
        return day_names(self.week)

    @cached_property
    def of_delivery(self) -> Mapping[str, list[Placed]]:
        """The placed blocks of each delivery."""
        found: dict[str, list[Placed]] = defaultdict(list)
        for one in self.placed.values():
            found[one.block.delivery].append(one)
        return found

    @cached_property
    def of_presenter(self) -> Mapping[int, list[Placed]]:
        """The placed blocks at which each presenter is expected."""
        return {
            presenter_id: [self.placed[block_id] for block_id in those]
            for presenter_id, those in self.part_of.items()
        }

    @cached_property
    def part_of(self) -> Mapping[int, Mapping[int, PartValue]]:
        """For each presenter the blocks at which they are expected, and the part of each."""
        known = self.week.presenters
        found: dict[int, dict[int, PartValue]] = defaultdict(dict)
        for block_id, one in self.placed.items():
            for part in one.block.parts:
                for booking in part.bookings:
                    if booking.holds_time and booking.presenter_id in known:
                        found[booking.presenter_id].setdefault(block_id, part)
        return found

    @cached_property
    def of_room(self) -> Mapping[int, list[Placed]]:
        """The placed blocks that use each room."""
        found: dict[int, dict[int, Placed]] = defaultdict(dict)
        for one in self.placed.values():
            for room_id in rooms_of(one.block):
                found[room_id][one.block.id] = one
        return {room_id: list(those.values()) for room_id, those in found.items()}

    def chosen(self, one: ConstraintValue) -> list[Placed]:
        """The placed blocks that a constraint is about: one, those of a delivery, or all."""
        if one.block_id is not None:
            return self.pair(one.block_id)
        if one.delivery is not None:
            return self.of_delivery.get(one.delivery, [])
        return list(self.placed.values())

    def pair(self, *block_ids: int | None) -> list[Placed]:
        """Those of some blocks that are placed."""
        return [self.placed[one] for one in block_ids if one in self.placed]

    def presenters(self, one: ConstraintValue) -> Iterator[tuple[int, list[Placed]]]:
        """The presenters whom a constraint is about, with their placed blocks."""
        if one.presenter_id is None:
            yield from self.of_presenter.items()
        elif one.presenter_id in self.of_presenter:
            yield one.presenter_id, self.of_presenter[one.presenter_id]

    def told_by(self, presenter_id: int, blocks: Iterable[Placed]) -> list[Placed]:
        """The stories among some blocks of a presenter that they tell themselves."""
        return [
            one
            for one in blocks
            if one.block.delivery == STORY and presenter_id in storytellers(one.block)
        ]

    def said(self, one: Placed) -> str:
        """A block with its place: ““Talk”, Monday at 9:00”."""
        return f"{quoted(one.block.title)}, {when(one.block, self.names)}"

    def name(self, presenter_id: int) -> str:
        """A presenter's public name."""
        return self.week.presenters[presenter_id].name

    def _placed(self, block: PlacedBlock) -> Placed:
        day, start = block.day_id or 0, block.start or 0
        begin = self.midnight[day] + start
        return Placed(begin, begin + block.minutes, block, day, start, start + block.minutes)


def rooms_of(block: PlacedBlock) -> dict[int, str]:
    """The rooms of a block with their names, each once."""
    return {part.room_id: part.room for part in block.parts if part.room_id is not None}


def ids(those: Iterable[Placed]) -> tuple[int, ...]:
    """The ids of some blocks."""
    return tuple(one.block.id for one in those)
