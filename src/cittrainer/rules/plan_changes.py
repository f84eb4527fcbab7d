"""What a proposal would do to a course's plan, as a value: accepted as one step, told in words."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.rules.bookings import CANCELLED
from cittrainer.rules.values import BookingValue, clock
from cittrainer.rules.wording import counted, day_names, duration, listed, quoted, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cittrainer.rules.values import PartValue, PlacedBlock, Week

TO_ASK = "to_ask"
"""State of a booking of which the presenter does not know yet."""


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Where a block goes; without a day it goes back to the unplaced list."""

    block_id: int
    day_id: int | None = None
    start: int | None = None
    """Minutes after midnight."""


@dataclass(frozen=True, slots=True)
class NewBooking:
    """What becomes of a booking."""

    booking_id: int
    order: int
    """1 is the first choice."""
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class NewRoom:
    """The room that a part gets; None where one is still to be found."""

    part_id: int
    room_id: int | None


@dataclass(frozen=True, slots=True)
class NewPresenter:
    """Somebody of the book who is to be asked for a part as its first choice."""

    part_id: int
    presenter_id: int
    name: str
    """The public name."""
    role: str = "presenter"


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """When somebody cannot come, for the book of presenters: on a date, from a time on."""

    presenter_id: int
    on: date
    start: int = 0
    """Minutes after midnight."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Everything that a proposal changes in one course."""

    course_id: int
    seen: str
    """The ``fingerprint`` of the plan that it was made for."""
    places: tuple[NewPlace, ...] = ()
    bookings: tuple[NewBooking, ...] = ()
    rooms: tuple[NewRoom, ...] = ()
    absences: tuple[NewAbsence, ...] = ()
    presenters: tuple[NewPresenter, ...] = ()

    @property
    def keeps_the_plan(self) -> bool:
        """Whether the plan would stay as it is."""
        return not (self.places or self.bookings or self.rooms or self.presenters)

    @property
    def empty(self) -> bool:
        """Whether accepting it would change nothing at all."""
        return self.keeps_the_plan and not self.absences


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in words, and the block that it is about; None where it is about none."""

    block_id: int | None
    sentence: str


def fingerprint(week: Week) -> str:
    """Sixteen letters and figures that differ when anything differs that a proposal rests on."""
    blocks = [
        (b.id, b.version, b.day_id, b.start, b.minutes, b.pinned, b.parts) for b in week.blocks
    ]
    rests_on = (
        week.days,
        blocks,
        week.constraints,
        sorted(week.presenters.items()),
        [week.presenters[one].care for one in sorted(week.presenters)],
        week.elsewhere,
    )
    return hashlib.sha256(repr(rests_on).encode()).hexdigest()[:16]


def changed(week: Week, change: PlanChange) -> Week:
    """The week as it would be once a change is accepted."""
    places = {one.block_id: one for one in change.places}
    bookings = {one.booking_id: one for one in change.bookings}
    rooms = {one.part_id: one.room_id for one in change.rooms}
    came: dict[int, list[NewPresenter]] = defaultdict(list)
    for one in change.presenters:
        came[one.part_id].append(one)
    blocks = []
    for block in week.blocks:
        # What stays the same stays the same value: what is known of it need not be found out anew.
        new = block
        if any(_concerned(part, bookings, rooms) or part.id in came for part in block.parts):
            parts = tuple(
                _joined(_part(week, part, bookings, rooms), came.get(part.id, ()))
                for part in block.parts
            )
            new = replace(block, parts=parts)
        if (place := places.get(block.id)) is not None:
            new = replace(new, day_id=place.day_id, start=place.start, pinned=False)
        blocks.append(new)
    return replace(week, blocks=tuple(blocks))


def change_lines(week: Week, change: PlanChange) -> tuple[ChangeLine, ...]:
    """Each change in a sentence, in the order of the week as it would be."""
    after = changed(week, change)
    old = {block.id: block for block in week.blocks}
    order = {day.id: number for number, day in enumerate(week.days)}
    names = day_names(week)
    titles = _titles(after, names)
    found = []
    for block in sorted(
        after.blocks, key=lambda b: (order.get(b.day_id or 0, 99), b.start or 0, b.id)
    ):
        before, title = old[block.id], titles[block.id]
        sentences = [_moved(before, block, names), *_people(before, block, title)]
        sentences += [*_alternates(before, block, title), *_rooms(before, block, title)]
        found += [ChangeLine(block.id, sentence) for sentence in sentences if sentence]
    found += [ChangeLine(None, sentence) for sentence in _noted(week, change.absences, names)]
    return tuple(found)


def summary(week: Week, change: PlanChange) -> str:
    """A change in one line, as in “Moves 2 blocks, 1 presenter to be asked, hours unchanged”."""
    after = changed(week, change)
    old = {block.id: block for block in week.blocks}
    new = {block.id: block for block in after.blocks}
    moved = [o for o in change.places if o.day_id is not None and old[o.block_id].placed]
    placed = [o for o in change.places if o.day_id is not None and not old[o.block_id].placed]
    lost = [o for o in change.places if o.day_id is None]
    rooms = [one for one in change.rooms if one.room_id is not None]
    parts = [
        f"places {counted(len(placed), 'block')}" if placed else "",
        f"moves {counted(len(moved), 'block')}" if moved else "",
        f"takes {counted(len(lost), 'block')} off the plan" if lost else "",
        f"changes {counted(len(rooms), 'room')}" if rooms else "",
    ]
    off = sum(len(list(_alternates(old[each], new[each], ""))) for each in new)
    parts.append(f"calls off {counted(off, 'alternate')}" if off else "")
    asked = to_be_asked(week, change)
    parts.append(f"{counted(len(asked), 'presenter')} to be asked" if asked else "")
    if open_parts := sum(_lacks(old[each], new[each]) for each in new):
        parts.append(f"{counted(open_parts, 'presenter')} still to be found")
    parts.append(_hours(week, after))
    said = ", ".join(part for part in parts if part)
    if change.keeps_the_plan:
        said = "nothing changes" if change.empty else "nothing changes in the plan"
    return said[0].upper() + said[1:]


def to_be_asked(week: Week, change: PlanChange) -> tuple[str, ...]:
    """Public names of those wanted at another time than they know of, or in somebody's place."""
    after = changed(week, change)
    old = {block.id: block for block in week.blocks}
    names = []
    for block in after.blocks:
        before = old[block.id]
        came = set(block.presenters) - set(before.presenters)
        if before.placed and block.placed and _place(before) != _place(block):
            came |= set(block.presenters)
        names += sorted(came)
    return tuple(dict.fromkeys(names))


def _concerned(
    part: PartValue, bookings: Mapping[int, NewBooking], rooms: Mapping[int, int | None]
) -> bool:
    return part.id in rooms or any(one.id in bookings for one in part.bookings)


def _part(
    week: Week,
    part: PartValue,
    bookings: Mapping[int, NewBooking],
    rooms: Mapping[int, int | None],
) -> PartValue:
    changed_bookings = tuple(_booking(one, bookings.get(one.id)) for one in part.bookings)
    new = replace(part, bookings=tuple(sorted(changed_bookings, key=lambda one: one.order)))
    if part.id in rooms:
        room_id = rooms[part.id]
        room = week.rooms.get(room_id) if room_id is not None else None
        new = replace(new, room_id=room_id, room=room.name if room else "")
    return new


def _joined(part: PartValue, came: Sequence[NewPresenter]) -> PartValue:
    """A part with those who are to be asked for it; their bookings have no id yet."""
    if not came:
        return part
    new = tuple(BookingValue(0, one.presenter_id, one.name, TO_ASK, one.role) for one in came)
    return replace(part, bookings=(*new, *part.bookings))


def _booking(booking: BookingValue, new: NewBooking | None) -> BookingValue:
    if new is None:
        return booking
    state = CANCELLED if new.called_off else booking.state
    return replace(booking, order=new.order, state=state)


def _place(block: PlacedBlock) -> tuple[int | None, int | None]:
    return block.day_id, block.start


def _moved(old: PlacedBlock, new: PlacedBlock, names: dict[int, str]) -> str:
    if _place(old) == _place(new):
        return ""
    title = quoted(new.title)
    if not new.placed:
        return f"{title} is taken off the plan; it was on {when(old, names)}."
    if not old.placed:
        return f"{title} is placed on {when(new, names)}."
    if old.day_id == new.day_id:
        return f"{title} begins at {clock(new.start or 0)} instead of {clock(old.start or 0)}."
    return f"{title} moves from {when(old, names)} to {when(new, names)}."


def _titles(week: Week, names: dict[int, str]) -> dict[int, str]:
    """The title of each block in quotation marks, with its place where several have the same."""
    often = Counter(block.title for block in week.blocks)
    return {
        block.id: f"{quoted(block.title)} ({when(block, names)})"
        if often[block.title] > 1
        else quoted(block.title)
        for block in week.blocks
    }


def _people(old: PlacedBlock, new: PlacedBlock, title: str) -> Iterator[str]:
    gone = [name for name in old.presenters if name not in new.presenters]
    came = [name for name in new.presenters if name not in old.presenters]
    if gone and came:
        verb = "presents" if len(came) == 1 else "present"
        yield f"{listed(came)} {verb} {title} instead of {_ended(listed(gone))}"
    elif came:
        yield f"{listed(came)} {'presents' if len(came) == 1 else 'present'} {title}."
    elif gone and new.presenters:
        yield f"{title} goes on without {_ended(listed(gone))}"
    elif gone:
        yield f"{title} has no presenter without {listed(gone)}: somebody is still to be found."


def _ended(words: str) -> str:
    """The end of a sentence: a name such as “Walt K.” brings its own full stop."""
    return words if words.endswith(".") else f"{words}."


def _alternates(old: PlacedBlock, new: PlacedBlock, title: str) -> Iterator[str]:
    """Who was to stand in, and no longer can."""
    off = {
        one.id
        for part in new.parts
        for one in part.bookings
        if one.order > 1 and one.state == CANCELLED
    }
    gone = [
        one.presenter
        for part in old.parts
        for one in part.bookings
        if one.id in off and one.order > 1 and one.state != CANCELLED
    ]
    for name in dict.fromkeys(gone):
        yield f"{name} is no longer an alternate of {title}."


def _rooms(old: PlacedBlock, new: PlacedBlock, title: str) -> Iterator[str]:
    for before, after in zip(old.parts, new.parts, strict=True):
        if before.room_id == after.room_id:
            continue
        what = f"{title} ({after.group})" if after.group else title
        if after.room_id is None:
            yield f"{what} needs another room than {before.room}; none was found."
        else:
            yield f"{what} is in {after.room} instead of {before.room or 'no room'}."


def _noted(week: Week, absences: Sequence[NewAbsence], names: Mapping[int, str]) -> Iterator[str]:
    """Who is noted as not available when, each in one sentence."""
    days: dict[tuple[int, int], list[str]] = {}
    called = {day.date: names[day.id] for day in week.days}
    for one in absences:
        days.setdefault((one.presenter_id, one.start), []).append(called[one.on])
    for (presenter_id, start), when_out in days.items():
        since = f" from {clock(start)} on" if start else ""
        name = week.presenters[presenter_id].name
        yield f"The book notes that {name} cannot come on {listed(when_out)}{since}."


def _lacks(old: PlacedBlock, new: PlacedBlock) -> int:
    """How many presenters fewer a block has."""
    return max(0, len(old.presenters) - len(new.presenters))


def _hours(before: Week, after: Week) -> str:
    def taught(week: Week) -> int:
        return sum(block.minutes for block in week.blocks if block.placed and block.taught)

    difference = taught(after) - taught(before)
    if difference == 0:
        return "hours unchanged"
    return f"{duration(abs(difference))} {'more' if difference > 0 else 'fewer'} on the plan"
