"""Where missing minutes could come from: what waits, what was left out, what may be longer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from cittrainer.rules.hours import is_creditable, topic_key
from cittrainer.rules.values import GRID_MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cittrainer.rules.hours import TopicLine
    from cittrainer.rules.values import Week


class Source(StrEnum):
    """Where minutes would come from."""

    UNPLACED = "unplaced"
    """A block that waits for a day and a time."""
    MODULE = "module"
    """A module of the curriculum of which the week has no block."""
    LONGER = "longer"
    """A placed block that may last longer."""


class ModuleLike(Protocol):
    """A module as far as filling needs to know it."""

    @property
    def id(self) -> int:
        """The module's id."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def minutes(self) -> int:
        """How long it usually lasts."""

    @property
    def topics(self) -> Mapping[str, int]:
        """Percent of its minutes by topic."""


@dataclass(frozen=True, slots=True)
class Filler:
    """One way to more minutes of a topic."""

    source: Source
    title: str
    minutes: int
    """Minutes of the topic that it would give, rounded down."""
    length: int
    """How long the block or module is, or would be."""
    block_id: int | None = None
    module_id: int | None = None


def fillers(week: Week, modules: Iterable[ModuleLike], line: TopicLine) -> tuple[Filler, ...]:
    """What could give minutes of a topic, those that fill the gap first, then the largest.

    Args:
        week: The week as it is.
        modules: Modules of its curriculum of which it has no block.
        line: The topic and what is missing of it.
    """
    found = [*_blocks(week, line), *_modules(modules, line)]
    return tuple(sorted(found, key=lambda one: (one.minutes < line.short, -one.minutes, one.title)))


def _blocks(week: Week, line: TopicLine) -> Iterator[Filler]:
    for block in week.blocks:
        percent = _percent(block.topics, line.topic)
        if not percent or not is_creditable(block, week.standard):
            continue
        if not block.placed:
            given = block.minutes * percent // 100
            yield Filler(Source.UNPLACED, block.title, given, block.minutes, block_id=block.id)
        elif block.most_minutes is not None and block.most_minutes > block.minutes:
            # No longer than it takes to fill the gap, on the grid.
            wanted = -(-line.short * 100 // percent)
            more = min(block.most_minutes - block.minutes, wanted or block.most_minutes)
            more = -(-more // GRID_MINUTES) * GRID_MINUTES
            more = min(more, block.most_minutes - block.minutes)
            if given := more * percent // 100:
                length = block.minutes + more
                yield Filler(Source.LONGER, block.title, given, length, block_id=block.id)


def _modules(modules: Iterable[ModuleLike], line: TopicLine) -> Iterator[Filler]:
    for module in modules:
        if given := module.minutes * _percent(module.topics, line.topic) // 100:
            yield Filler(Source.MODULE, module.title, given, module.minutes, module_id=module.id)


def _percent(topics: Mapping[str, int], topic: str) -> int:
    wanted = topic_key(topic)
    return sum(percent for name, percent in topics.items() if topic_key(name) == wanted)
