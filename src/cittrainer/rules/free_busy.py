"""When the people and rooms of one block are free and when they are not, and who it is.

Worked out once when a block is picked up, for every day of the week, so that the grid can show
where it may be put down.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cittrainer.rules import availability
from cittrainer.rules.plan_values import AVAILABLE, NO, PREFERRED
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cittrainer.rules.plan_values import ConstraintValue, TimeValue
    from cittrainer.rules.values import DayValue, PlacedBlock, Week

UNANSWERED = availability.UNANSWERED
BUSY = "busy"
"""Somebody is elsewhere: in another block, or in another course."""

GRAVITY = {PREFERRED: 0, AVAILABLE: 1, UNANSWERED: 2, NO: 3, BUSY: 4}
"""Of several people, the gravest answer counts; a time is preferred only if it is for all."""

HINDERING = frozenset({NO, BUSY})
"""Kinds that keep a block from being there."""

PRESENTER_TIME, ROOM_TIME = "presenter_time", "room_time"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one presenter or room says about a stretch of time."""

    name: str
    """The public name, or that of the room."""
    kind: str
    """``preferred``, ``available``, ``unanswered``, ``no`` or ``busy``."""
    where: str = ""
    """Where they are meanwhile, in words; only for ``busy``."""
    room: bool = False
    """Whether it is a room that is meant."""
    phone: bool = False
    """Whether they would only call in."""

    @property
    def words(self) -> str:
        """What it means, in few words, such as “Dr. Ruiz has not answered”."""
        match self.kind:
            case "busy":
                return f"{self.name} is {'taken by' if self.room else 'in'} {self.where}"
            case "no":
                return f"{self.name} is not available"
            case "unanswered":
                return f"{self.name} has not answered"
            case "preferred":
                return f"{self.name} prefers this{', but only by phone' if self.phone else ''}"
        return f"{self.name} is available{', but only by phone' if self.phone else ''}"


@dataclass(frozen=True, slots=True)
class FreeSpan:
    """A stretch of a day in which all answers are the same."""

    start: int
    """Minutes after midnight, as is ``end``."""
    end: int
    kind: str
    """The gravest of the answers."""
    answers: tuple[Answer, ...]
    """Those that are as grave as ``kind``, or that hinder, or would only call in."""

    @property
    def names(self) -> str:
        """Whom it is about: “Dr. Ruiz and Room A”."""
        return listed(dict.fromkeys(answer.name for answer in self.answers))

    @property
    def words(self) -> str:
        """Everything that it says, one answer after the other."""
        return "; ".join(answer.words for answer in self.answers)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One answer of one presenter or room and when it holds."""

    start: int
    end: int
    answer: Answer


def free_busy(week: Week, block: PlacedBlock) -> Mapping[int, tuple[FreeSpan, ...]]:
    """For each day when the presenters and rooms of a block are free.

    What counts: what presenters said about their times, this course's own constraints about their
    times and those of rooms, the other blocks of the week, and other courses. Alternates and those
    who were called off do not count, nor does a room that another block of the week has: that
    block is seen where it stands.

    Returns:
        The spans of each day by its id, in order and without gaps over the day's hours; empty for
        a block that needs nobody and no room in particular.
    """
    people = {
        booking.presenter_id: booking.presenter
        for part in block.parts
        for booking in part.bookings
        if booking.holds_time
    }
    rooms = {part.room_id: part.room for part in block.parts if part.room_id is not None}
    if not people and not rooms:
        return {}
    return {
        day.id: _merged(day, list(_stretches(week, block, day, people, rooms))) for day in week.days
    }


def at(spans: Iterable[FreeSpan], start: int, end: int) -> tuple[Answer, ...]:
    """The answers to think of for a stretch of a day, each once, the gravest first.

    Those that speak against it, and who would only call in.
    """
    against = [
        answer
        for span in spans
        if span.start < end and start < span.end
        for answer in span.answers
        if answer.kind in HINDERING or answer.kind == UNANSWERED or answer.phone
    ]
    return tuple(sorted(dict.fromkeys(against), key=lambda one: -GRAVITY[one.kind]))


def _stretches(
    week: Week, block: PlacedBlock, day: DayValue, people: dict[int, str], rooms: dict[int, str]
) -> Iterator[_Stretch]:
    """All answers of one day, overlapping."""
    wishes = [one for one in week.constraints if one.active]
    for presenter_id, name in people.items():
        known = week.presenters.get(presenter_id)
        times = known.times if known else ()
        of_them = [
            one for one in wishes if one.kind == PRESENTER_TIME and one.presenter_id == presenter_id
        ]
        yield from _said(name, times, of_them, day, block.minutes)
    for room_id, name in rooms.items():
        of_it = [one for one in wishes if one.kind == ROOM_TIME and one.room_id == room_id]
        if of_it:
            yield from _said(name, None, of_it, day, block.minutes)
    for other in week.on(day.id):
        if other.id != block.id:
            yield from _used_by(other, people)
    for busy in week.elsewhere:
        if busy.date != day.date:
            continue
        who = people.get(busy.presenter_id or 0) or rooms.get(busy.room_id or 0)
        if who is not None:
            where = f"{quoted(busy.block)} of {busy.course}"
            answer = Answer(who, BUSY, where, room=busy.room_id is not None)
            yield _Stretch(busy.start, busy.end, answer)


def _used_by(other: PlacedBlock, people: dict[int, str]) -> Iterator[_Stretch]:
    """Which of these people another block of the week has."""
    for part in other.parts:
        for booking in part.bookings:
            if booking.holds_time and booking.presenter_id in people:
                answer = Answer(booking.presenter, BUSY, quoted(other.title))
                yield _Stretch(other.start or 0, other.end or 0, answer)


def _said(
    name: str,
    times: Iterable[TimeValue] | None,
    constraints: list[ConstraintValue],
    day: DayValue,
    minutes: int,
) -> Iterator[_Stretch]:
    """What somebody said, or for a room what the course says, over one day.

    Args:
        name: Of whom or which room.
        times: What a presenter said; None for a room, which is there unless it is said otherwise.
        constraints: Active ones about their times in this course, of any day.
        day: The day.
        minutes: How long the block is.
    """
    times = None if times is None else tuple(times)
    said = availability.spans(times, day.date, minutes) if times is not None else ()
    said = said or ((0, availability.DAY_MINUTES, AVAILABLE),)
    here = [one for one in constraints if one.course_day_id in {None, day.id}]
    edges = {m for start, end, _ in said for m in (start, end)}
    edges |= {m for one in here for m in _window(one)}
    there = availability.open_times(times or (), day.date, minutes)
    phoned = [one for one in there if one.by_phone]
    in_person = [one for one in there if not one.by_phone] if phoned else []
    edges |= {m for one in (*phoned, *in_person) for m in (one.start, one.end)} if phoned else set()
    for start, end in pairwise(sorted(edges)):
        kind = next(each for first, last, each in said if first <= start and end <= last)
        wished = _wished(kind, here, start, end)
        called = [one for one in phoned if one.start <= start and end <= one.end]
        phone = (
            bool(called)
            and wished in {PREFERRED, AVAILABLE}
            and not any(one.start <= start and end <= one.end for one in in_person)
        )
        yield _Stretch(start, end, Answer(name, wished, room=times is None, phone=phone))


def _wished(kind: str, here: list[ConstraintValue], start: int, end: int) -> str:
    """What holds for a stretch once the constraints of the course are heard too."""
    covering = {
        one.availability for one in here if _window(one)[0] <= start and end <= _window(one)[1]
    }
    if NO in covering or kind == NO:
        return NO
    if PREFERRED in covering:
        return PREFERRED
    if AVAILABLE in covering:
        return AVAILABLE if kind == UNANSWERED else kind
    # Outside the only times that are open; a mere preference closes nothing.
    return NO if any(one.availability == AVAILABLE for one in here) else kind


def _window(constraint: ConstraintValue) -> tuple[int, int]:
    start, end = constraint.start_minute, constraint.end_minute
    return start or 0, availability.DAY_MINUTES if end is None else end


def _merged(day: DayValue, stretches: list[_Stretch]) -> tuple[FreeSpan, ...]:
    """The day's hours cut at every change, with the gravest answers; neighbours differ."""
    edges = {day.start, day.end}
    edges |= {m for one in stretches for m in (one.start, one.end) if day.start < m < day.end}
    found: list[FreeSpan] = []
    for start, end in pairwise(sorted(edges)):
        answers = dict.fromkeys(
            one.answer for one in stretches if one.start <= start and end <= one.end
        )
        kind = max((one.kind for one in answers), key=GRAVITY.__getitem__, default=AVAILABLE)
        told = tuple(
            one for one in answers if one.kind == kind or one.kind in HINDERING or one.phone
        )
        if found and (found[-1].kind, found[-1].answers) == (kind, told):
            found[-1] = FreeSpan(found[-1].start, end, kind, told)
        else:
            found.append(FreeSpan(start, end, kind, told))
    return tuple(found)
