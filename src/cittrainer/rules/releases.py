"""The plan of a course as a release freezes it: a plain value, to and from JSON.

It holds what people outside are told and nothing else: days, placed blocks, rooms, groups and
public names. ``rules.release_changes`` tells what differs between two of them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING, Any

from cittrainer.rules.bookings import PRESENTER, told_role
from cittrainer.rules.values import STORY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from cittrainer.rules.plan_values import RoomValue
    from cittrainer.rules.values import BookingValue, DayValue, PartValue, PlacedBlock

FORMAT = 1
"""Of the JSON; raised when its shape changes, and every earlier one stays readable."""


@dataclass(frozen=True, slots=True)
class ReleasedPresenter:
    """Somebody who is expected at a part of a block."""

    id: int
    name: str
    """The public name."""
    role: str = PRESENTER


@dataclass(frozen=True, slots=True)
class ReleasedPart:
    """Where a block happens and for whom."""

    title: str = ""
    room: str = ""
    building: str = ""
    group: str = ""
    """Empty: everyone."""
    group_set: str = ""
    """Groups of one set never share trainees."""
    presenters: tuple[ReleasedPresenter, ...] = ()

    @property
    def place(self) -> str:
        """The room with its building, as in “Room A (Annex)”; empty where none is named."""
        return f"{self.room} ({self.building})" if self.room and self.building else self.room

    @property
    def label(self) -> str:
        """What it is told apart by from the other parts of its block; may be empty."""
        return self.group or self.title


@dataclass(frozen=True, slots=True)
class ReleasedBlock:
    """A block on a day at a time."""

    id: int
    uuid: str
    """Thirty-two hexadecimal figures that name the block in every copy of the file."""
    title: str
    delivery: str
    date: date
    start: int
    """Minutes after midnight at the venue."""
    minutes: int
    parts: tuple[ReleasedPart, ...] = ()

    @property
    def end(self) -> int:
        """Minutes after midnight at which it ends."""
        return self.start + self.minutes

    @property
    def places(self) -> tuple[str, ...]:
        """Its rooms with their buildings, each once."""
        return tuple(dict.fromkeys(part.place for part in self.parts if part.place))

    @property
    def presenters(self) -> tuple[ReleasedPresenter, ...]:
        """Everybody expected at any of its parts, each once."""
        by_id = {one.id: one for part in self.parts for one in part.presenters}
        return tuple(by_id.values())


@dataclass(frozen=True, slots=True)
class ReleasedDay:
    """A day of the course and its hours."""

    date: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CourseWords:
    """What a release says of the course itself."""

    number: str
    title: str
    venue: str = ""
    address: str = ""
    """In one line."""
    time_zone: str = "America/Chicago"
    """IANA name; all times of the plan are local to it."""

    @property
    def location(self) -> str:
        """Venue and address in one line."""
        return ", ".join(part for part in (self.venue, self.address) if part)


@dataclass(frozen=True)
class Plan:
    """The plan of a course at one moment."""

    course: CourseWords
    days: tuple[ReleasedDay, ...]
    """In the order of their dates."""
    blocks: tuple[ReleasedBlock, ...]
    """In the order of the agenda."""

    @cached_property
    def by_uuid(self) -> Mapping[str, ReleasedBlock]:
        """The blocks by what names them everywhere."""
        return {block.uuid: block for block in self.blocks}

    @cached_property
    def presenters(self) -> Mapping[int, str]:
        """The public names of everybody in the plan, by their id."""
        return {one.id: one.name for block in self.blocks for one in block.presenters}

    @property
    def digest(self) -> str:
        """Sixteen figures that differ when anything in the plan differs."""
        words = dumps(as_json(self), sort_keys=True, ensure_ascii=False)
        return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def on(self, day: date) -> tuple[ReleasedBlock, ...]:
        """The blocks of a day in the order of the agenda."""
        return tuple(block for block in self.blocks if block.date == day)


def frozen(
    course: CourseWords,
    days: Iterable[DayValue],
    blocks: Iterable[PlacedBlock],
    *,
    rooms: Mapping[int, RoomValue],
    uuids: Mapping[int, str],
    unnamed: Collection[int] = (),
) -> Plan:
    """The plan of a course as it is handed out; unplaced blocks are left out.

    Args:
        course: What is said of the course.
        days: Its days.
        blocks: Its blocks.
        rooms: Every room by its id, for the buildings.
        uuids: What names each block everywhere, by its id.
        unnamed: Presenters whose role is never told, as it would say what they lived through.
    """
    dates = {day.id: day for day in days}
    made = [
        ReleasedBlock(
            id=block.id,
            uuid=uuids[block.id],
            title=block.title,
            delivery=block.delivery,
            date=dates[block.day_id].date,
            start=block.start,
            minutes=block.minutes,
            parts=_parts(block, rooms, unnamed),
        )
        for block in blocks
        if block.day_id in dates and block.start is not None
    ]
    return Plan(
        course=course,
        days=tuple(
            ReleasedDay(day.date, day.start, day.end)
            for day in sorted(dates.values(), key=lambda day: day.date)
        ),
        blocks=tuple(sorted(made, key=lambda b: (b.date, b.start, b.title, b.uuid))),
    )


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain values that JSON can hold; ``from_json`` gives the same plan back."""
    value = asdict(plan)
    for each in (*value["days"], *value["blocks"]):
        each["date"] = each["date"].isoformat()
    return {"format": FORMAT, **value}


def from_json(value: Mapping[str, Any]) -> Plan:
    """The plan that ``as_json`` made plain.

    Raises:
        ValueError: it is in no format that this program knows.
    """
    if value.get("format") != FORMAT:
        raise ValueError(f"a plan in the unknown format {value.get('format')!r}")
    return Plan(
        course=CourseWords(**value["course"]),
        days=tuple(
            ReleasedDay(date.fromisoformat(day["date"]), day["start"], day["end"])
            for day in value["days"]
        ),
        blocks=tuple(_block_from(block) for block in value["blocks"]),
    )


def _block_from(value: Mapping[str, Any]) -> ReleasedBlock:
    parts = tuple(
        ReleasedPart(
            **{**part, "presenters": tuple(ReleasedPresenter(**one) for one in part["presenters"])}
        )
        for part in value["parts"]
    )
    return ReleasedBlock(**{**value, "date": date.fromisoformat(value["date"]), "parts": parts})


def _parts(
    block: PlacedBlock, rooms: Mapping[int, RoomValue], unnamed: Collection[int]
) -> tuple[ReleasedPart, ...]:
    made = [_part(block, part, rooms, unnamed) for part in block.parts]
    return tuple(sorted(made, key=_part_order))


def _part_order(part: ReleasedPart) -> tuple[object, ...]:
    who = tuple((one.name, one.id, one.role) for one in part.presenters)
    return (part.group, part.title, part.room, part.building, part.group_set, who)


def _part(
    block: PlacedBlock,
    part: PartValue,
    rooms: Mapping[int, RoomValue],
    unnamed: Collection[int],
) -> ReleasedPart:
    room = rooms.get(part.room_id) if part.room_id is not None else None
    return ReleasedPart(
        title=part.title,
        room=part.room,
        building=room.building if room is not None else "",
        group=part.group,
        group_set=part.group_set,
        presenters=tuple(
            ReleasedPresenter(one.presenter_id, one.presenter, _role(block, one, unnamed))
            for one in sorted(part.bookings, key=lambda one: (one.presenter, one.presenter_id))
            if one.holds_time
        ),
    )


def _role(block: PlacedBlock, booking: BookingValue, unnamed: Collection[int]) -> str:
    guarded = block.delivery == STORY or booking.presenter_id in unnamed
    return told_role(booking.role, guarded=guarded)
