"""A mend as a value: what it says, what it changes, and the week as it would be afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.rules.plan_changes import NewBooking, NewPlace, NewRoom, PlanChange, changed
from cittrainer.rules.values import PartValue, PlacedBlock, Week

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class NewLength:
    """How long a block lasts from now on; its start stays."""

    block_id: int
    minutes: int


@dataclass(frozen=True, slots=True)
class NewState:
    """How far the asking of a presenter has come."""

    booking_id: int
    state: str


@dataclass(frozen=True, slots=True)
class NewBlock:
    """A block of the academy's own, such as a lunch."""

    title: str
    delivery: str
    minutes: int
    day_id: int
    start: int
    """Minutes after midnight."""


Change = NewPlace | NewBooking | NewRoom | NewLength | NewState | NewBlock


@dataclass(frozen=True, slots=True)
class Mend:
    """One way to make a finding go away."""

    sentence: str
    """What it does, as on a button: “Move “Law” to Tuesday at 10:00”."""
    changes: tuple[Change, ...]
    """In the order in which they are made."""
    brings: tuple[str, ...] = ()
    """Sentences of the warnings that the plan has afterwards and had not before."""


def mended(week: Week, mend: Mend) -> Week:
    """The week as it would be once a mend is applied; blocks that it adds have negative ids."""
    after = changed(
        week,
        PlanChange(
            week.course_id,
            seen="",
            places=tuple(one for one in mend.changes if isinstance(one, NewPlace)),
            bookings=tuple(one for one in mend.changes if isinstance(one, NewBooking)),
            rooms=tuple(one for one in mend.changes if isinstance(one, NewRoom)),
        ),
    )
    lengths = {one.block_id: one.minutes for one in mend.changes if isinstance(one, NewLength)}
    states = {one.booking_id: one.state for one in mend.changes if isinstance(one, NewState)}
    blocks = [_with(block, lengths, states) for block in after.blocks]
    blocks += _added(one for one in mend.changes if isinstance(one, NewBlock))
    return replace(after, blocks=tuple(blocks))


def _with(block: PlacedBlock, lengths: Mapping[int, int], states: Mapping[int, str]) -> PlacedBlock:
    new = block
    if block.id in lengths:
        new = replace(new, minutes=lengths[block.id])
    if states and any(one.id in states for part in block.parts for one in part.bookings):
        new = replace(new, parts=tuple(_answered(part, states) for part in block.parts))
    return new


def _answered(part: PartValue, states: Mapping[int, str]) -> PartValue:
    bookings = (
        replace(one, state=states[one.id]) if one.id in states else one for one in part.bookings
    )
    return replace(part, bookings=tuple(bookings))


def _added(new: Iterable[NewBlock]) -> list[PlacedBlock]:
    return [
        PlacedBlock(
            -number,
            one.title,
            one.delivery,
            one.minutes,
            one.day_id,
            one.start,
            parts=(PartValue(-number),),
        )
        for number, one in enumerate(new, start=1)
    ]
