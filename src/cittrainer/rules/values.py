"""Frozen pictures of a course that rules, planners, papers and views work on.

A ``Week`` is everything that a check needs to know; it is read once and never changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from cittrainer.rules.bookings import CALLED_OFF

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cittrainer.rules.plan_values import (
        ConstraintValue,
        OverrideValue,
        PresenterValue,
        RoomValue,
    )

STORY = "story"
"""Delivery of a block in which people tell officers what they lived through."""

SCENARIO = "scenario"
"""Delivery of scenario practice."""

UNTAUGHT = frozenset({"break", "lunch", "travel"})
"""Deliveries that are not instruction; breaks count only where the standard says so."""

GRID_MINUTES = 5
"""Every time and length on an agenda is a multiple of this."""


@dataclass(frozen=True, slots=True)
class BookingValue:
    """A presenter asked to be at a part of a block."""

    id: int
    presenter_id: int
    presenter: str
    """The public name."""
    state: str
    role: str = "presenter"
    order: int = 1
    """1 is the first choice, 2 the first alternate, and so on."""
    version: int = 0

    @property
    def holds_time(self) -> bool:
        """Whether the presenter is expected to be there: a first choice that was not called off."""
        return self.order == 1 and self.state not in CALLED_OFF


@dataclass(frozen=True, slots=True)
class PartValue:
    """Where a block happens and for whom."""

    id: int
    title: str = ""
    room_id: int | None = None
    room: str = ""
    group_id: int | None = None
    group: str = ""
    group_set: str = ""
    """Groups of different sets may share trainees; groups of one set never do."""
    bookings: tuple[BookingValue, ...] = ()
    actual: tuple[str, ...] = ()
    """Public names of those who really presented, once recorded."""
    version: int = 0


@dataclass(frozen=True)
class PlacedBlock:
    """One row of the agenda; without ``day_id`` it waits in the unplaced list.

    What its parts say is worked out once: while one block is dragged, all others stay the same.
    """

    id: int
    title: str
    delivery: str
    minutes: int
    day_id: int | None = None
    start: int | None = None
    """Minutes after midnight."""
    pinned: bool = False
    must_attend: bool = False
    topics: Mapping[str, int] = field(default_factory=dict)
    """Topic to percent of the block's minutes; adds up to 100 or is empty."""
    parts: tuple[PartValue, ...] = ()
    least_minutes: int | None = None
    most_minutes: int | None = None
    version: int = 0
    """For stale-form checks."""
    note: str = ""
    weight: int = 1
    """How heavy it is to sit through, 0 (light) to 3."""
    position: int | None = None
    """Where its module stands in the curriculum; None for a block of the academy's own."""
    equipment: frozenset[str] = frozenset()
    """What its rooms must have, folded to lower case."""
    qualification: str = ""
    """What its presenters must hold; empty: nothing."""

    @property
    def end(self) -> int | None:
        """Minutes after midnight at which the block ends, or None while it is unplaced."""
        return None if self.start is None else self.start + self.minutes

    @property
    def placed(self) -> bool:
        """Whether the block stands on a day at a time."""
        return self.day_id is not None and self.start is not None

    @property
    def taught(self) -> bool:
        """Whether the block is instruction rather than break, lunch or travel."""
        return self.delivery not in UNTAUGHT

    @property
    def rooms(self) -> tuple[str, ...]:
        """The names of its rooms, each once, in the order of its parts."""
        return tuple(dict.fromkeys(part.room for part in self.parts if part.room))

    @cached_property
    def holding(self) -> tuple[BookingValue, ...]:
        """The bookings of those who are expected to be there, in the order of its parts."""
        return tuple(one for part in self.parts for one in part.bookings if one.holds_time)

    @cached_property
    def expected(self) -> Mapping[int, str]:
        """The public names of those expected to be there by their id, each once."""
        return {one.presenter_id: one.presenter for one in self.holding}

    @property
    def presenters(self) -> tuple[str, ...]:
        """The public names of those expected to present, each once."""
        return tuple(dict.fromkeys(one.presenter for one in self.holding))


@dataclass(frozen=True, slots=True)
class DayValue:
    """A day of a course and its hours."""

    id: int
    date: date
    start: int
    end: int
    closed: bool = False

    def holds(self, start: int, minutes: int) -> bool:
        """Whether something that starts then and lasts so long fits into the day."""
        return self.start <= start and start + minutes <= self.end


@dataclass(frozen=True, slots=True)
class RequirementValue:
    """A topic that a standard asks for."""

    topic: str
    heading: str = ""
    least_minutes: int | None = None
    """None where the standard publishes no minutes."""
    optional: bool = False
    """Named by the standard as a possible topic; a week without it still reaches the standard."""


@dataclass(frozen=True, slots=True)
class StandardValue:
    """What a jurisdiction asks of a course; None where its source says nothing."""

    id: int
    code: str
    title: str
    total_minutes: int | None = None
    """Hours asked for times ``minutes_per_hour``: 40 h of 50 minutes are 2,000."""
    minutes_per_hour: int = 60
    breaks_count: bool = False
    most_days: int | None = None
    """Calendar days from the first to the last day of the course, both counted."""
    scenario_percent: int | None = None
    story_required: bool = False
    non_sworn_percent: int | None = None
    class_cap: int | None = None
    attendance_percent: int | None = None
    exam: bool = False
    """A written test is asked; without a ``pass_mark`` the academy's own mark holds."""
    pass_mark: int | None = None
    skills_test: bool = False
    academys_own: bool = False
    requirements: tuple[RequirementValue, ...] = ()


@dataclass(frozen=True, slots=True)
class BusyElsewhere:
    """A presenter or a room that another course uses at a time."""

    date: date
    start: int
    end: int
    course: str
    block: str
    presenter_id: int | None = None
    room_id: int | None = None


@dataclass(frozen=True)
class Week:
    """One course's plan, with all that its checks need."""

    course_id: int
    title: str
    number: str
    state: str
    days: tuple[DayValue, ...]
    blocks: tuple[PlacedBlock, ...]
    standard: StandardValue | None = None
    elsewhere: tuple[BusyElsewhere, ...] = ()
    rooms: Mapping[int, RoomValue] = field(default_factory=dict)
    """Every room of the academy by its id."""
    presenters: Mapping[int, PresenterValue] = field(default_factory=dict)
    """Those booked for any block of the week, alternates included, by their id."""
    constraints: tuple[ConstraintValue, ...] = ()
    """What the plan keeps to, switched-off ones included."""
    overrides: tuple[OverrideValue, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    """Public holidays among the days of the course, by their date."""
    released: Mapping[int, tuple[int, int, int]] = field(default_factory=dict)
    """Where the latest release has each block: its day, its start and its minutes."""
    release: int | None = None
    """The number of the latest release."""
    group_sizes: Mapping[int, int] = field(default_factory=dict)
    """Trainees in each group whose members are known."""
    enrolled: int = 0
    non_sworn: int = 0
    override_reason: str = ""
    """Why the coordinator lets a week stand that misses its standard; empty: she does not."""

    @cached_property
    def day(self) -> Mapping[int, DayValue]:
        """The days by their id."""
        return {day.id: day for day in self.days}

    @property
    def unplaced(self) -> tuple[PlacedBlock, ...]:
        """Blocks that still need a day and a time."""
        return tuple(block for block in self.blocks if not block.placed)

    @cached_property
    def block(self) -> Mapping[int, PlacedBlock]:
        """The blocks by their id."""
        return {block.id: block for block in self.blocks}

    def on(self, day_id: int) -> tuple[PlacedBlock, ...]:
        """The blocks of a day in the order of their start."""
        return self._on.get(day_id, ())

    @cached_property
    def _on(self) -> Mapping[int, tuple[PlacedBlock, ...]]:
        """The placed blocks by their day; kept, because every check asks."""
        found: dict[int, list[PlacedBlock]] = {}
        for block in self.blocks:
            if block.day_id is not None and block.start is not None:
                found.setdefault(block.day_id, []).append(block)
        return {
            day_id: tuple(sorted(blocks, key=lambda b: (b.start or 0, b.id)))
            for day_id, blocks in found.items()
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about the plan or the records, and what it is about."""

    kind: str
    severity: str
    """``error``, ``warning`` or ``note``."""
    sentence: str
    blocks: tuple[int, ...] = ()
    """Ids of what it is about, as are ``presenters``, ``rooms`` and ``days``."""
    hint: str = ""
    presenters: tuple[int, ...] = ()
    rooms: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    constraint: int | None = None
    """The id of the constraint that the plan breaks."""
    overridden: str = ""
    """Why the coordinator lets an error stand, which is then a note."""


ERROR, WARNING, NOTE = "error", "warning", "note"


def clock(minute: int) -> str:
    """The time of day as 24-hour text: 545 is 9:05.

    Args:
        minute: Minutes after midnight, 0 to 1440.
    """
    return f"{minute // 60}:{minute % 60:02d}"


def with_block_moved(
    week: Week, block_id: int, day_id: int | None, start: int | None, minutes: int | None = None
) -> Week:
    """The week as it would be with one block somewhere else; all else is the same.

    Args:
        week: The week as it is; it does not change.
        block_id: The block to move; a week without it comes back equal.
        day_id: The day to place it on, or None to take it off the plan.
        start: Minutes after midnight, or None to take it off the plan.
        minutes: Its new length; None leaves it.
    """
    return replace(
        week,
        blocks=tuple(
            replace(block, day_id=day_id, start=start, minutes=minutes or block.minutes)
            if block.id == block_id
            else block
            for block in week.blocks
        ),
    )
