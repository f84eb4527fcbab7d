"""Frozen pictures of what a plan keeps to: presenters' times, rooms, constraints, overrides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

AVAILABLE, PREFERRED, NO = "available", "preferred", "no"
"""What somebody said about a time; see ``PresenterValue.answered`` for those who said nothing."""


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A stretch of a date, or of a weekday every week, and what was said about it."""

    kind: str
    """``available``, ``preferred`` or ``no``."""
    start: int
    """Minutes after midnight, as is ``end``."""
    end: int
    on: date | None = None
    weekday: int | None = None
    """0 is Monday; either this or ``on`` is given."""
    first_on: date | None = None
    """The season of a weekly time: its first date and its last; None where it has none."""
    last_on: date | None = None
    most_minutes: int | None = None
    """The longest talk that they can give in this time; None: as long as it is."""
    by_phone: bool = False
    """Whether they would only call in."""

    def concerns(self, day: date) -> bool:
        """Whether it speaks of this date; a weekly time does so only in its season."""
        if self.on is not None:
            return self.on == day
        return (
            self.weekday == day.weekday()
            and (self.first_on is None or self.first_on <= day)
            and (self.last_on is None or day <= self.last_on)
        )

    def allows(self, minutes: int) -> bool:
        """Whether a talk of a length is not too long for it; a refusal speaks of any length."""
        return self.kind == NO or self.most_minutes is None or minutes <= self.most_minutes


@dataclass(frozen=True, slots=True)
class QualificationValue:
    """Something that a presenter holds."""

    name: str
    expires_on: date | None = None
    """The last day on which it holds; None where it does not run out."""


@dataclass(frozen=True, slots=True)
class PresenterValue:
    """A presenter as far as a plan may know them: never the kind, never what is confidential."""

    id: int
    name: str
    """The public name."""
    active: bool = True
    times: tuple[TimeValue, ...] = ()
    qualifications: tuple[QualificationValue, ...] = ()
    barred: bool = field(default=False, repr=False)
    """Whether they cannot be booked for this course; nothing tells why."""
    barred_on: frozenset[date] = field(default=frozenset(), repr=False)
    """Days of the course on which they cannot be booked."""
    unsuited_rooms: frozenset[int] = field(default=frozenset(), repr=False)
    """Ids of the rooms that do not suit them."""
    unarranged: frozenset[int] = field(default=frozenset(), repr=False)
    """Ids of their bookings for which what was agreed with them is not arranged."""
    travel_minutes: int | None = field(default=None, repr=False)
    """How long their way is, one way."""
    most_a_week: int | None = field(default=None, repr=False)
    """Talks that they want to give at most, as are the month's and the year's; None: no limit."""
    most_a_month: int | None = field(default=None, repr=False)
    most_a_year: int | None = field(default=None, repr=False)
    talks_elsewhere: tuple[date, ...] = field(default=(), repr=False)
    """The days of their talks in other courses, a day for each talk, in order: in the weeks and
    months of this course, and in its years where they have a limit for a year."""
    stories_elsewhere: tuple[date, ...] = field(default=(), repr=False)
    """The days of those of them that are stories which they tell."""

    def __hash__(self) -> int:
        """Quick, because what they said is looked up at every move of the mouse."""
        return hash(self.id)

    @property
    def care(self) -> tuple[object, ...]:
        """What a plan rests on besides what ``repr`` shows; in order, so that it can be compared.

        A hash of it may be kept; the values themselves are shown to nobody.
        """
        return (
            self.barred,
            sorted(self.barred_on),
            sorted(self.unsuited_rooms),
            self.travel_minutes,
            self.stories_elsewhere,
        )

    @property
    def answered(self) -> bool:
        """Whether they ever said anything about their times."""
        return bool(self.times)

    def barred_at(self, day: date | None) -> bool:
        """Whether they cannot be booked on a day; None: for something that has no day yet."""
        return self.barred or day in self.barred_on


@dataclass(frozen=True, slots=True)
class RoomValue:
    """A room as far as a plan needs to know it."""

    id: int
    name: str
    building: str = ""
    seats: int | None = None
    equipment: frozenset[str] = frozenset()
    """What is there, folded to lower case."""


@dataclass(frozen=True, slots=True)
class ConstraintValue:
    """One thing that a plan keeps to; ``models.constraints.ConstraintKind`` tells the kinds."""

    id: int
    kind: str
    active: bool = True
    must: bool = False
    weight: int = 10
    """What breaking it costs, 1 to 100, where it is no must."""
    comment: str = ""
    block_id: int | None = None
    other_block_id: int | None = None
    presenter_id: int | None = None
    room_id: int | None = None
    course_day_id: int | None = None
    delivery: str | None = None
    other_delivery: str | None = None
    availability: str | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    minutes: int | None = None
    minutes_after: int | None = None
    amount: int | None = None
    directly: bool = False
    version: int = 0
    """For stale-form checks."""


@dataclass(frozen=True, slots=True)
class OverrideValue:
    """An error that the coordinator lets stand: which, how it looked then, and why."""

    id: int
    finding: str
    fingerprint: str
    reason: str


def equipment_words(text: str) -> frozenset[str]:
    """What a text such as “Projector, whiteboard” names, folded to lower case."""
    return frozenset(
        word for part in text.split(",") if (word := " ".join(part.split()).casefold())
    )
