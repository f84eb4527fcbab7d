"""Whether those who are to present can, may and will."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cittrainer.rules.availability import by_phone as called_in
from cittrainer.rules.availability import limits, said_of, spans
from cittrainer.rules.bookings import UNQUALIFIED
from cittrainer.rules.checks import asked
from cittrainer.rules.plan_values import NO
from cittrainer.rules.values import ERROR, NOTE, WARNING, Finding, clock
from cittrainer.rules.wording import counted, date_words, day_names, listed, quoted, when

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cittrainer.rules.plan_values import PresenterValue
    from cittrainer.rules.values import BookingValue, PlacedBlock, Week

NO_PRESENTER = "no_presenter"
NOT_CONFIRMED = "not_confirmed"
NOT_AVAILABLE = "not_available"
NOT_ANSWERED = "not_answered"
NOT_QUALIFIED = "not_qualified"
BY_PHONE = "by_phone"
INACTIVE_PRESENTER = "inactive_presenter"

PRESENTED_DELIVERIES = frozenset(
    {"lecture", "discussion", "panel", "story", "visit", "demonstration", "scenario"}
)
"""Deliveries that nobody can hold without a presenter."""

SETTLED = frozenset({"confirmed", "presented"})
"""States of a booking in which nobody has to be asked any more."""

_KEPT_ANSWERS = 8192


def people_findings(week: Week) -> list[Finding]:
    """All findings of this module."""
    return [
        *without_presenter(week),
        *not_available(week),
        *not_qualified(week),
        *inactive(week),
        *not_confirmed(week),
        *not_answered(week),
        *by_phone(week),
    ]


def without_presenter(week: Week) -> list[Finding]:
    """The blocks in which a part that needs a presenter expects none."""
    names = day_names(week)
    return [
        Finding(
            NO_PRESENTER,
            WARNING,
            f"{quoted(block.title)}, {when(block, names)}: {said}.",
            (block.id,),
            "Ask somebody, or move up an alternate.",
        )
        for block in week.blocks
        if block.delivery in PRESENTED_DELIVERIES and (said := _nobody_in(block))
    ]


def _nobody_in(block: PlacedBlock) -> str:
    empty = [part for part in block.parts if not any(b.holds_time for b in part.bookings)]
    if not block.parts or (empty and len(block.parts) == 1):
        return "no presenter"
    if not empty:
        return ""
    named = [part.group or part.title or part.room for part in empty]
    where = listed(named) if all(named) else f"{len(empty)} of {counted(len(block.parts), 'part')}"
    return f"no presenter for {where}"


def not_available(week: Week) -> list[Finding]:
    """The presenters who said that they cannot come when they are to present.

    Silent of those for whom a constraint of the course keeps to the times in the book.
    """
    book_times = asked.asked_of(week, asked.BOOK_TIMES)
    if None in book_times:
        return []
    names = day_names(week)
    found = []
    for block in week.blocks:
        day = week.day.get(block.day_id) if block.day_id is not None else None
        if day is None or block.start is None or block.end is None:
            continue
        for presenter_id, name in block.expected.items():
            known = week.presenters.get(presenter_id)
            if known is None or not known.times or presenter_id in book_times:
                continue
            if _answer(known, day.date, block.start, block.end) == NO:
                long = _too_long(known, day.date, block.start, block.end)
                found.append(
                    Finding(
                        NOT_AVAILABLE,
                        ERROR,
                        f"{name} cannot come{' for so long' if long else ''} to "
                        f"{quoted(block.title)} on {names[day.id]} from "
                        f"{clock(block.start)} to {clock(block.end)}.",
                        (block.id,),
                        "Move the block, move up an alternate, or ask again.",
                        presenters=(presenter_id,),
                        days=(day.id,),
                    )
                )
    return found


@lru_cache(maxsize=_KEPT_ANSWERS)
def _answer(presenter: PresenterValue, on: date, start: int, end: int) -> str:
    """What a presenter said; kept, because a drag asks of sixty blocks and one has moved."""
    return said_of(presenter.times, on, start, end)


def _too_long(presenter: PresenterValue, on: date, start: int, end: int) -> bool:
    """Whether it is only the length of a talk that rules it out."""
    return bool(limits(presenter.times)) and all(
        kind != NO
        for first, last, kind in spans(presenter.times, on)
        if first < end and start < last
    )


def by_phone(week: Week) -> list[Finding]:
    """The blocks to which somebody who is to present would only call in."""
    calling = {
        presenter_id: known
        for presenter_id, known in week.presenters.items()
        if any(one.by_phone for one in known.times)
    }
    if not calling:
        return []
    names = day_names(week)
    found = []
    for block in week.blocks:
        day = week.day.get(block.day_id) if block.day_id is not None else None
        if day is None or block.start is None or block.end is None:
            continue
        for presenter_id, name in block.expected.items():
            known = calling.get(presenter_id)
            if known and called_in(known.times, day.date, block.start, block.end):
                found.append(
                    Finding(
                        BY_PHONE,
                        NOTE,
                        f"{name} would come to {quoted(block.title)}, {when(block, names)}, "
                        "only by phone.",
                        (block.id,),
                        "Have a phone in the room, or ask whether they can come.",
                        presenters=(presenter_id,),
                    )
                )
    return found


def not_answered(week: Week) -> list[Finding]:
    """Those who are to come, have not confirmed and said nothing about their times."""
    waiting: dict[int, tuple[str, list[PlacedBlock]]] = {}
    for block in week.blocks:
        for booking in _open_bookings(block):
            known = week.presenters.get(booking.presenter_id)
            if known is not None and not known.answered:
                name_and_blocks = waiting.setdefault(booking.presenter_id, (booking.presenter, []))
                name_and_blocks[1].append(block)
    return [
        Finding(
            NOT_ANSWERED,
            NOTE,
            f"{name} has not said when they can come and is booked for "
            f"{listed(dict.fromkeys(quoted(block.title) for block in blocks))}.",
            tuple(dict.fromkeys(block.id for block in blocks)),
            "Ask for their times and enter them in the presenters’ book.",
            presenters=(presenter_id,),
        )
        for presenter_id, (name, blocks) in waiting.items()
    ]


def not_qualified(week: Week) -> list[Finding]:
    """The presenters without what a block asks of them, on the date of the block.

    Actors, facilitators, hosts and proctors teach nothing and need no qualification.
    """
    found = []
    for block in week.blocks:
        if not block.qualification:
            continue
        day = week.day.get(block.day_id) if block.day_id is not None else None
        for presenter_id, name in _teaching(block).items():
            known = week.presenters.get(presenter_id)
            lack = _lack(known, block.qualification, day.date if day else None) if known else ""
            if lack:
                found.append(
                    Finding(
                        NOT_QUALIFIED,
                        ERROR,
                        f"{quoted(block.title)} asks for {quoted(block.qualification)}: {name} "
                        f"{lack}.",
                        (block.id,),
                        "Ask somebody who holds it, or enter it in the presenters’ book.",
                        presenters=(presenter_id,),
                    )
                )
    return found


def _lack(presenter: PresenterValue, wanted: str, on: date | None) -> str:
    """Why a presenter does not hold a qualification on a date; empty where they do."""
    held = [one for one in presenter.qualifications if _same(one.name, wanted)]
    if not held:
        return "does not hold it"
    if on is None or any(one.expires_on is None or one.expires_on >= on for one in held):
        return ""
    expired = max(one.expires_on for one in held if one.expires_on is not None)
    return f"holds it only until {date_words(expired)}"


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def inactive(week: Week) -> list[Finding]:
    """The blocks for which somebody is expected who was set to inactive."""
    gone = {presenter_id for presenter_id, one in week.presenters.items() if not one.active}
    if not gone:
        return []
    names = day_names(week)
    return [
        Finding(
            INACTIVE_PRESENTER,
            WARNING,
            f"{name} is set to inactive and still booked for {quoted(block.title)}, "
            f"{when(block, names)}.",
            (block.id,),
            "Ask somebody else, or set them to active.",
            presenters=(presenter_id,),
        )
        for block in week.blocks
        for presenter_id, name in block.expected.items()
        if presenter_id in gone
    ]


def not_confirmed(week: Week) -> list[Finding]:
    """The blocks with presenters who were asked and have not confirmed."""
    names = day_names(week)
    found = []
    for block in week.blocks:
        waiting = {one.presenter_id: one.presenter for one in _open_bookings(block)}
        if waiting:
            open_names = dict.fromkeys(waiting.values())
            found.append(
                Finding(
                    NOT_CONFIRMED,
                    WARNING,
                    f"{quoted(block.title)}, {when(block, names)}: {listed(open_names)} "
                    f"{'has' if len(open_names) == 1 else 'have'} not confirmed.",
                    (block.id,),
                    "Call, or line up an alternate.",
                    presenters=tuple(waiting),
                )
            )
    return found


def _open_bookings(block: PlacedBlock) -> Iterator[BookingValue]:
    return (one for one in block.holding if one.state not in SETTLED)


def _teaching(block: PlacedBlock) -> dict[int, str]:
    """Those expected at a block who teach, by their id, each once."""
    return {
        one.presenter_id: one.presenter
        for one in block.holding
        if one.role.casefold() not in UNQUALIFIED
    }
