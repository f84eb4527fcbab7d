"""Who is wanted for each part of a block: its first choices, and the alternates who would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cittrainer.rules.bookings import CALLED_OFF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.values import BookingValue, PartValue, PlacedBlock


class Wanted(NamedTuple):
    """Somebody wanted at a part of a block."""

    at: int
    """Which of the parts."""
    part: PartValue
    booking: BookingValue
    need: str
    """The need of the planner that they meet; who has several parts meets the need of the first."""
    again: bool
    """Whether it is the need of an earlier part."""


def wanted(block: PlacedBlock) -> Iterator[Wanted]:
    """Everybody wanted at a block, part by part."""
    known: dict[int, str] = {}
    for at, part in enumerate(block.parts):
        for booking in _first_choices(part):
            own = f"booking:{booking.id}"
            if not booking.holds_time:
                yield Wanted(at, part, booking, own, again=False)
                continue
            need = known.setdefault(booking.presenter_id, own)
            yield Wanted(at, part, booking, need, again=need != own)


def stands_in(part: PartValue, booking: BookingValue) -> Iterator[BookingValue]:
    """The alternates of a part who would do for one of its first choices, in their order."""
    for one in part.bookings:
        if one.order > 1 and one.state not in CALLED_OFF and one.role == booking.role:
            yield one


def _first_choices(part: PartValue) -> Iterator[BookingValue]:
    """Who is expected, and of each role that nobody is left for the one who called off."""
    expected = [one for one in part.bookings if one.holds_time]
    yield from expected
    roles = {one.role for one in expected}
    for one in part.bookings:
        called_off = one.order == 1 and not one.holds_time
        if called_off and one.role not in roles and any(stands_in(part, one)):
            roles.add(one.role)
            yield one
