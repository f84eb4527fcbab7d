"""Who has arrived on a day of a course, who is late, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cittrainer.rules.values import DayValue

ARRIVES_BEFORE = 15
"""Minutes before their first block of the day at which presenters are due: the academy's own
custom, time enough to find the room and to connect a computer; no standard asks for it."""

BEFORE_THE_DAY, AFTER_THE_DAY = -1, 1_441
"""What `minute_on` says of days that are yet to come, and of those that are over."""

TO_CONFIRM = frozenset({"to_ask", "invited", "tentative"})
"""States of a booking in which somebody is expected but has not said yes."""


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """Somebody expected at a part: a first choice that was not called off."""

    booking_id: int
    presenter_id: int
    presenter: str
    """The public name."""
    role: str
    state: str


@dataclass(frozen=True, slots=True)
class PartOnDay:
    """A part of a block that stands on the day."""

    part_id: int
    block_id: int
    block: str
    part: str
    """The title of the part, or empty."""
    room: str
    group: str
    start: int
    """Minutes after midnight."""
    minutes: int
    staffed: bool
    """Whether somebody needs to present it, unlike lunch or an exam."""
    expected: tuple[ExpectedValue, ...] = ()
    actual: tuple[tuple[int, str], ...] = ()
    """Ids and public names of those who presented, once recorded."""

    @property
    def end(self) -> int:
        """Minutes after midnight."""
        return self.start + self.minutes

    @property
    def as_planned(self) -> bool:
        """Whether exactly those presented who were expected, or nothing is recorded yet."""
        planned = {one.presenter_id for one in self.expected}
        return not self.actual or {key for key, _name in self.actual} == planned


@dataclass(frozen=True, slots=True)
class DayOnFile:
    """A day of a course with its presenters; without ``day`` the course has no days."""

    course_id: int
    number: str
    title: str
    over: bool
    """Whether the course is closed or cancelled, so that nothing of it is recorded any more."""
    days: tuple[DayValue, ...] = ()
    day: DayValue | None = None
    parts: tuple[PartOnDay, ...] = ()
    """In the order of their start."""
    arrived: Mapping[int, int] = field(default_factory=dict)
    """When presenters arrived, in minutes after midnight, by their id."""


class Phase(StrEnum):
    """Where a part stands in its day."""

    OVER = "over"
    NOW = "now"
    NEXT = "next"
    LATER = "later"


class Standing(StrEnum):
    """How things stand with somebody at a part."""

    PRESENTED = "presented"
    NOT_PRESENTED = "not_presented"
    """It is on record who presented, and they are not among them."""
    HERE = "here"
    EXPECTED = "expected"
    LATE = "late"
    """They were due and have not arrived."""
    MISSING = "missing"
    """Their block is on now, and they have not arrived."""
    UNRECORDED = "unrecorded"
    """The block is over; nobody noted whether they came."""
    NOBODY = "nobody"
    """Nobody is expected for what somebody needs to present."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """Somebody at a part, or a part for which nobody is expected."""

    part: PartOnDay
    phase: Phase
    standing: Standing
    presenter_id: int | None = None
    presenter: str = ""
    booking: ExpectedValue | None = None
    """None for those who presented without being expected."""
    due: int | None = None
    """When they are to be there, in minutes after midnight."""
    arrived: int | None = None
    late: int = 0
    """Minutes since they were due, for those who are late or missing."""

    @property
    def key(self) -> tuple[int, int | None]:
        """What stays the same when the day is read again."""
        return self.part.part_id, self.presenter_id

    @property
    def to_confirm(self) -> bool:
        """Whether they have not said yes."""
        return self.booking is not None and self.booking.state in TO_CONFIRM

    @property
    def to_record(self) -> bool:
        """Whether it is over, and not on record who presented it."""
        wanted = self.part.staffed or bool(self.part.expected)
        return self.phase is Phase.OVER and not self.part.actual and wanted


def minute_on(day: date, *, today: date, minute: int) -> int:
    """Where a day stands: the minute if it is today, else before or after all of its minutes."""
    if day == today:
        return minute
    return BEFORE_THE_DAY if day > today else AFTER_THE_DAY


def board(value: DayOnFile, minute: int) -> tuple[BoardLine, ...]:
    """Everybody at every part of a day, in the order of the agenda.

    A block is on from its first minute to the one before its end. Somebody is late in the minute
    after they were due, so at 8:15 nobody who is due at 8:15 is late.

    Args:
        value: The day.
        minute: Minutes after midnight, or what `minute_on` says of another day.
    """
    coming = [part.start for part in value.parts if part.start > minute]
    next_start = min(coming, default=None) if minute >= 0 else None
    due = _due(value.parts)
    were_here = {key for part in value.parts for key, _name in part.actual}
    return tuple(
        line
        for part in value.parts
        for line in _lines(part, value, minute, _phase(part, minute, next_start), due, were_here)
    )


def call_list(lines: Sequence[BoardLine]) -> tuple[BoardLine, ...]:
    """Whom to call, each once, at the part that is most urgent for them.

    Whoever is missing from a block that is on comes first, then who is late, then who is expected
    at the next blocks; at last those of later blocks who have not said yes.
    """
    ranked = [(rank, line) for line in lines if (rank := _call_rank(line)) is not None]
    ranked.sort(key=lambda pair: (pair[0], pair[1].part.start))
    first: dict[int | None, BoardLine] = {}
    for _rank, line in ranked:
        first.setdefault(line.presenter_id, line)
    return tuple(first.values())


def _call_rank(line: BoardLine) -> int | None:
    if line.standing is Standing.MISSING:
        return 0
    if line.standing is Standing.LATE:
        return 1
    if line.standing is not Standing.EXPECTED:
        return None
    if line.phase is Phase.NEXT:
        return 2
    return 3 if line.to_confirm else None


def _phase(part: PartOnDay, minute: int, next_start: int | None) -> Phase:
    if part.end <= minute:
        return Phase.OVER
    if part.start <= minute:
        return Phase.NOW
    return Phase.NEXT if part.start == next_start else Phase.LATER


def _due(parts: Sequence[PartOnDay]) -> dict[int, int]:
    """When each presenter is to be there; a part that others presented asks nobody to come."""
    due: dict[int, int] = {}
    for part in parts:
        came = {key for key, _name in part.actual}
        for one in part.expected:
            if part.actual and one.presenter_id not in came:
                continue
            wanted = max(0, part.start - ARRIVES_BEFORE)
            due[one.presenter_id] = min(due.get(one.presenter_id, wanted), wanted)
    return due


def _lines(
    part: PartOnDay,
    value: DayOnFile,
    minute: int,
    phase: Phase,
    due: Mapping[int, int],
    were_here: set[int],
) -> Iterator[BoardLine]:
    came = dict(part.actual)
    for one in part.expected:
        key = one.presenter_id
        arrived, wanted = value.arrived.get(key), due.get(key)
        if part.actual:
            standing = Standing.PRESENTED if key in came else Standing.NOT_PRESENTED
        elif arrived is not None or key in were_here:
            standing = Standing.HERE
        else:
            standing = _absent(phase, minute, wanted)
        waited = standing in {Standing.LATE, Standing.MISSING} and wanted is not None
        yield BoardLine(
            part,
            phase,
            standing,
            presenter_id=key,
            presenter=one.presenter,
            booking=one,
            due=wanted,
            arrived=arrived,
            late=minute - (wanted or 0) if waited else 0,
        )
    planned = {one.presenter_id for one in part.expected}
    for key, name in part.actual:
        if key not in planned:
            yield BoardLine(
                part, phase, Standing.PRESENTED, key, name, arrived=value.arrived.get(key)
            )
    if part.staffed and not part.expected and not part.actual:
        yield BoardLine(part, phase, Standing.NOBODY)


def _absent(phase: Phase, minute: int, due: int | None) -> Standing:
    """How things stand with somebody who was not seen yet."""
    if phase is Phase.OVER:
        return Standing.UNRECORDED
    if phase is Phase.NOW:
        return Standing.MISSING
    return Standing.LATE if due is not None and minute > due else Standing.EXPECTED
