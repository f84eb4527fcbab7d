"""Missed blocks and where they can be made up: coming blocks that teach the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

MOST = 50
"""Percent of a block from which on a topic is what the block is about."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What a block teaches, as far as it tells whether another one teaches the same."""

    title: str
    minutes: int
    module_id: int | None = None
    topics: Mapping[str, int] = field(default_factory=dict)
    """Topic to percent of the block's minutes."""


@dataclass(frozen=True, slots=True)
class Place:
    """A coming block of another course in which somebody can sit as a guest."""

    block_id: int
    course_id: int
    course: str
    """Number of the course."""
    on: date
    start: int
    """Minutes after midnight."""
    free: int
    """Free seats, 0 or more."""
    teaches: Taught


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place for a missed block, and why it teaches the same."""

    place: Place
    why: str


def same_subject(missed: Taught, other: Taught) -> str:
    """Why another block teaches what was missed, as words; empty if it does not.

    It does when it was made from the same module, has the same title, or is mostly about the topic
    that the missed block is mostly about.
    """
    if missed.module_id is not None and missed.module_id == other.module_id:
        return "the same module"
    if missed.title.strip().casefold() == other.title.strip().casefold():
        return "the same title"
    shared = [topic for topic in _main(missed) if topic in _main(other)]
    return f"the same topic, {quoted(shared[0])}" if shared else ""


def proposals(missed: Taught, places: Iterable[Place]) -> tuple[Proposal, ...]:
    """The places that teach what was missed: with a free seat first, then the earliest."""
    found = [
        Proposal(place, why) for place in places if (why := same_subject(missed, place.teaches))
    ]
    found.sort(key=lambda one: (one.place.free == 0, one.place.on, one.place.start))
    return tuple(found)


def made_up(minutes: int, present: int | None, made: Collection[int]) -> int | None:
    """Minutes that count for a block once what was made up is added, never more than it has.

    Args:
        minutes: Length of the missed block.
        present: Minutes present in it; None while nothing was recorded.
        made: Minutes present in each block in which it is made up.
    """
    if not made:
        return present
    return min(minutes, (present or 0) + sum(made))


def _main(block: Taught) -> list[str]:
    return [topic for topic, percent in block.topics.items() if percent >= MOST]
