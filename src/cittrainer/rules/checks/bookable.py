"""Whether those who are booked can be booked, and whether what was agreed with them is arranged.

The sentences say that something is so and never why: that is confidential.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.care import BARRED, cannot_be_booked
from cittrainer.rules.checks import asked
from cittrainer.rules.values import ERROR, WARNING, Finding
from cittrainer.rules.wording import day_names, quoted, when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.values import BookingValue, PlacedBlock, Week

ROOM_UNSUITED = "room_unsuited"
NOT_ARRANGED = "not_arranged"

HELD = frozenset({"closed", "cancelled"})
"""States of courses for which nobody is booked any more."""

_UNASKED = frozenset({"to_ask"})
_WAS_THERE = frozenset({"presented"})

_OTHERS_HINT = "Ask somebody else, or open the presenters’ book."


def bookable_findings(week: Week) -> list[Finding]:
    """All findings of this module; none of a course that is over."""
    if week.state in HELD:
        return []
    return [*barred(week), *unsuited_rooms(week), *not_arranged(week)]


def barred(week: Week) -> list[Finding]:
    """Those who are expected and cannot be booked for this course, or not on the day."""
    kept_off = {one.id: one for one in week.presenters.values() if one.barred or one.barred_on}
    if not kept_off:
        return []
    whole: dict[int, tuple[str, list[PlacedBlock]]] = {}
    on_days: dict[tuple[int, int], tuple[str, list[PlacedBlock]]] = {}
    for block, booking in _to_come(week):
        known = kept_off.get(booking.presenter_id)
        day = week.day.get(block.day_id) if block.day_id is not None else None
        if known is None:
            continue
        if known.barred:
            whole.setdefault(known.id, (booking.presenter, []))[1].append(block)
        elif day is not None and day.date in known.barred_on:
            on_days.setdefault((known.id, day.id), (booking.presenter, []))[1].append(block)
    return [
        *(
            Finding(
                BARRED,
                ERROR,
                cannot_be_booked(name),
                tuple(dict.fromkeys(block.id for block in blocks)),
                _OTHERS_HINT,
                presenters=(presenter_id,),
            )
            for presenter_id, (name, blocks) in whole.items()
        ),
        *(
            Finding(
                BARRED,
                ERROR,
                cannot_be_booked(name, week.day[day_id].date),
                tuple(dict.fromkeys(block.id for block in blocks)),
                _OTHERS_HINT,
                presenters=(presenter_id,),
                days=(day_id,),
            )
            for (presenter_id, day_id), (name, blocks) in on_days.items()
        ),
    ]


def unsuited_rooms(week: Week) -> list[Finding]:
    """The blocks in a room that does not suit somebody who is expected there.

    Silent of those for whom a constraint of the course asks for rooms that suit.
    """
    choosy = {one.id: one for one in week.presenters.values() if one.unsuited_rooms}
    asked_of = asked.asked_of(week, asked.SUITABLE_ROOM) if choosy else frozenset({None})
    if None in asked_of:
        return []
    names = day_names(week)
    found: dict[tuple[int, int, int], Finding] = {}
    for block in week.blocks:
        for part in block.parts:
            for one in part.bookings:
                known = choosy.get(one.presenter_id)
                if (
                    known is None
                    or part.room_id not in known.unsuited_rooms
                    or known.id in asked_of
                    or not _is_to_come(one)
                ):
                    continue
                found.setdefault(
                    (block.id, part.room_id, known.id),
                    Finding(
                        ROOM_UNSUITED,
                        WARNING,
                        f"{quoted(part.room)} does not suit {one.presenter}, who is booked for "
                        f"{quoted(block.title)}, {when(block, names)}.",
                        (block.id,),
                        "Choose another room, or open the presenters’ book.",
                        presenters=(known.id,),
                        rooms=(part.room_id,),
                    ),
                )
    return list(found.values())


def not_arranged(week: Week) -> list[Finding]:
    """Those who were asked, and for whom what was agreed with them is not arranged yet."""
    waiting = {one.id: one for one in week.presenters.values() if one.unarranged}
    if not waiting:
        return []
    found: dict[tuple[int, int], Finding] = {}
    for block, one in _to_come(week):
        known = waiting.get(one.presenter_id)
        if known is None or one.id not in known.unarranged or one.state in _UNASKED:
            continue
        found.setdefault(
            (block.id, known.id),
            Finding(
                NOT_ARRANGED,
                WARNING,
                f"What was agreed with {one.presenter} for {quoted(block.title)} is not arranged "
                "yet.",
                (block.id,),
                "Open the presenters’ book.",
                presenters=(known.id,),
            ),
        )
    return list(found.values())


def _to_come(week: Week) -> Iterator[tuple[PlacedBlock, BookingValue]]:
    """The blocks that are not over, with those who are still expected at each."""
    for block in week.blocks:
        day = week.day.get(block.day_id) if block.day_id is not None else None
        if day is not None and day.closed:
            continue
        for booking in block.holding:
            if _is_to_come(booking):
                yield block, booking


def _is_to_come(booking: BookingValue) -> bool:
    return booking.holds_time and booking.state not in _WAS_THERE
