"""A week as it was held: who was planned for each part, who presented it, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cittrainer.rules.values import PartValue, PlacedBlock, Week


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A part of a block on its day, with who was planned and who presented."""

    title: str
    delivery: str
    start: int
    """Minutes after midnight."""
    minutes: int
    place: str
    """Title of the part, group and room, as far as it has them."""
    planned: tuple[str, ...]
    """Public names of those who were expected when it began."""
    presented: tuple[str, ...]
    """Public names of those who presented; empty while nothing is recorded."""

    @property
    def wants_presenters(self) -> bool:
        """Whether somebody was planned or presented, unlike at lunch."""
        return bool(self.planned or self.presented)

    @property
    def differs(self) -> bool:
        """Whether others presented than were planned."""
        return bool(self.presented) and set(self.presented) != set(self.planned)


def held_parts(week: Week, day_id: int) -> tuple[HeldPart, ...]:
    """The parts of all blocks of a day in the order of their start."""
    return tuple(part for block in week.on(day_id) for part in _parts(block))


def planned_minutes(parts: Iterable[HeldPart]) -> int:
    """Minutes of a day in which somebody presents or was to; what is side by side counts once."""
    return _covered([one for one in parts if one.wants_presenters])


def held_minutes(parts: Iterable[HeldPart]) -> int:
    """Minutes of a day of which it is on record who presented; side by side counts once."""
    return _covered([one for one in parts if one.presented])


def who_presented(part: PartValue) -> tuple[str, ...]:
    """Who presented a part where that is recorded, else who is expected to."""
    expected = dict.fromkeys(one.presenter for one in part.bookings if one.holds_time)
    return part.actual or tuple(expected)


def not_as_planned(block: PlacedBlock) -> tuple[str, ...]:
    """Who was planned for a block that others presented; empty where it went as planned."""
    planned = dict.fromkeys(name for part in block.parts for name in _planned(part))
    held = {name for part in block.parts for name in who_presented(part)}
    return tuple(planned) if held != set(planned) else ()


def _planned(part: PartValue) -> tuple[str, ...]:
    """Who was expected, with those who then did not come."""
    return tuple(
        dict.fromkeys(
            one.presenter
            for one in part.bookings
            if one.holds_time or (one.order == 1 and one.state == "no_show")
        )
    )


def _parts(block: PlacedBlock) -> Iterator[HeldPart]:
    for part in block.parts:
        place = (part.title, part.group, part.room)
        planned = _planned(part)
        # In the order of the plan, so that the two can be compared at a glance.
        presented = [name for name in planned if name in part.actual]
        presented += [name for name in part.actual if name not in planned]
        yield HeldPart(
            title=block.title,
            delivery=block.delivery,
            start=block.start or 0,
            minutes=block.minutes,
            place=", ".join(dict.fromkeys(word for word in place if word)),
            planned=planned,
            presented=tuple(presented),
        )


def _covered(parts: Sequence[HeldPart]) -> int:
    covered, until = 0, 0
    for start, end in sorted((one.start, one.start + one.minutes) for one in parts):
        covered += max(0, end - max(start, until))
        until = max(until, end)
    return covered
