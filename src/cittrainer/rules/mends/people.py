"""Mends that ask somebody else, or record an answer that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.care import tells
from cittrainer.rules.checks.people import PRESENTED_DELIVERIES, SETTLED
from cittrainer.rules.mends.values import Mend, NewState
from cittrainer.rules.plan_changes import NewBooking
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cittrainer.rules.values import BookingValue, PartValue, PlacedBlock, Week

CONFIRMED = "confirmed"


def instead(week: Week, block: PlacedBlock, presenter_id: int) -> Iterator[Mend]:
    """Each alternate in the place of somebody, who becomes the alternate."""
    parts = [
        (one, others)
        for part in block.parts
        for one in part.bookings
        if one.holds_time and one.presenter_id == presenter_id
        for others in [_alternates(week, block, part)]
    ]
    if not parts:
        return
    for number in range(min(len(others) for _, others in parts)):
        changes: list[NewBooking] = []
        asked = {}
        for out, others in parts:
            up = others[number]
            asked[up.presenter_id] = up
            changes += (NewBooking(up.id, 1), NewBooking(out.id, up.order))
        sentence = f"{_ask(list(asked.values()))} instead of {parts[0][0].presenter}"
        yield Mend(sentence, tuple(changes))


def moved_up(week: Week, block: PlacedBlock) -> Iterator[Mend]:
    """The first alternate of each part in which nobody is expected."""
    if block.delivery not in PRESENTED_DELIVERIES:
        return
    empty = [part for part in block.parts if not any(one.holds_time for one in part.bookings)]
    ways = [_alternates(week, block, part) for part in empty]
    for number in range(min((len(way) for way in ways), default=0)):
        asked = [way[number] for way in ways]
        yield Mend(
            f"{_ask(asked)} for {quoted(block.title)}",
            tuple(NewBooking(one.id, 1) for one in asked),
        )


def beside(week: Week, block: PlacedBlock) -> Iterator[Mend]:
    """An alternate as a second one beside whoever is alone."""
    for part in block.parts:
        if len({one.presenter_id for one in part.bookings if one.holds_time}) == 1:
            for one in _alternates(week, block, part):
                yield Mend(f"{_ask([one])} to be there too", (NewBooking(one.id, 1),))


def facilitators(week: Week, block: PlacedBlock) -> Iterator[Mend]:
    """An alternate who would facilitate beside those who tell a story without anybody who does."""
    for part in block.parts:
        there = [one for one in part.bookings if one.holds_time]
        if there and all(map(tells, there)):
            for one in _alternates(week, block, part):
                if not tells(one):
                    yield Mend(f"{_ask([one])} to facilitate", (NewBooking(one.id, 1),))


def confirmed(week: Week, blocks: Collection[int], presenters: Collection[int]) -> Iterator[Mend]:
    """The answer of those who have not confirmed yet, recorded."""
    waiting = [
        one
        for block_id in blocks
        if (block := week.block.get(block_id)) is not None
        for part in block.parts
        for one in part.bookings
        if one.holds_time and one.state not in SETTLED and one.presenter_id in presenters
    ]
    if waiting:
        names = dict.fromkeys(one.presenter for one in waiting)
        yield Mend(
            f"Record that {listed(names)} {'has' if len(names) == 1 else 'have'} confirmed",
            tuple(NewState(one.id, CONFIRMED) for one in waiting),
        )


def _alternates(week: Week, block: PlacedBlock, part: PartValue) -> list[BookingValue]:
    """Those lined up for a part who may still be asked: confirmed ones first, in their order."""
    day = week.day.get(block.day_id) if block.day_id is not None else None
    on = None if day is None else day.date
    expected = {one.presenter_id for one in part.bookings if one.holds_time}
    return sorted(
        (
            one
            for one in part.bookings
            if one.order > 1
            and one.state not in CALLED_OFF
            and one.presenter_id not in expected
            and (known := week.presenters.get(one.presenter_id)) is not None
            and known.active
            and not known.barred_at(on)
        ),
        key=lambda one: (one.state not in SETTLED, one.order),
    )


def _ask(asked: list[BookingValue]) -> str:
    names = listed(dict.fromkeys(one.presenter for one in asked))
    if len(asked) == 1:
        return f"Ask alternate {names}"
    return f"Ask alternates {names}"
