"""What a plan means for one presenter or one agency, and what changed in it for them.

“Since” is always the release that they last got, which need not be the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.release_changes import (
    ADDED,
    COURSE,
    PLAIN,
    PRESENTERS,
    REMOVED,
    ROOM,
    Change,
    Style,
    changes,
    course_changes,
    in_order,
    moved_sentence,
)
from cittrainer.rules.values import UNTAUGHT
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from cittrainer.rules.releases import Plan, ReleasedBlock, ReleasedPart


@dataclass(frozen=True, slots=True)
class Slot:
    """A block, as far as it concerns one presenter."""

    block: ReleasedBlock
    parts: tuple[ReleasedPart, ...]
    """Those in which they are expected; one, but for a block in which they do several things."""
    role: str
    others: tuple[str, ...]
    """Public names of those who are in the same part."""

    @property
    def places(self) -> tuple[str, ...]:
        """Where they are to be, each room with its building once."""
        return tuple(dict.fromkeys(part.place for part in self.parts if part.place))

    @property
    def groups(self) -> tuple[str, ...]:
        """Whom they have before them; empty where it is everyone."""
        return tuple(dict.fromkeys(part.group for part in self.parts if part.group))

    @property
    def titles(self) -> tuple[str, ...]:
        """What their parts are called, where these have names of their own."""
        return tuple(dict.fromkeys(part.title for part in self.parts if part.title))


@dataclass(frozen=True, slots=True)
class TraineeValue:
    """A trainee as far as the hours of one plan concern them."""

    name: str
    groups: frozenset[tuple[str, str]] = frozenset()
    """The groups they are in, each as the name of its set and its own."""
    excused: frozenset[str] = frozenset()
    """The blocks they need not attend, by what names a block everywhere."""


@dataclass(frozen=True, slots=True)
class DayShare:
    """When somebody has to be there on a day, and for how many minutes of instruction."""

    date: date
    start: int
    end: int
    """Minutes after midnight of the first beginning and the last end."""
    minutes: int


@dataclass(frozen=True, slots=True)
class TraineeShare:
    """A trainee's days under a plan."""

    name: str
    groups: tuple[str, ...]
    days: tuple[DayShare, ...]

    @property
    def minutes(self) -> int:
        """Minutes of instruction on all days."""
        return sum(day.minutes for day in self.days)


def slots(plan: Plan, presenter_id: int) -> tuple[Slot, ...]:
    """The blocks in which a presenter is expected, in the order of the agenda."""
    return tuple(slot for block in plan.blocks if (slot := _slot(block, presenter_id)) is not None)


def dropped_slots(before: Plan | None, after: Plan, presenter_id: int) -> tuple[Slot, ...]:
    """The slots that a presenter had in an earlier plan and has no longer."""
    if before is None:
        return ()
    kept = {slot.block.uuid for slot in slots(after, presenter_id)}
    return tuple(one for one in slots(before, presenter_id) if one.block.uuid not in kept)


def presenter_changes(
    before: Plan, after: Plan, presenter_id: int, style: Style = PLAIN
) -> tuple[Change, ...]:
    """What changed for one presenter: their slots, and where the course is.

    Args:
        before: The plan of the release that they last got.
        after: The plan that they are to get.
        presenter_id: Who.
        style: How days and times are written.
    """
    old = {slot.block.uuid: slot for slot in slots(before, presenter_id)}
    new = {slot.block.uuid: slot for slot in slots(after, presenter_id)}
    found = [one for one in course_changes(before, after, style) if one.date is None]
    for uuid, slot in new.items():
        block = slot.block
        if uuid not in old:
            found.append(Change(ADDED, _new_slot(slot, style), block.date, uuid))
            continue
        found += [
            Change(kind, sentence, block.date, uuid)
            for kind, sentence in _slot_changes(old[uuid], slot, style)
        ]
    found += [
        Change(REMOVED, _lost_slot(slot, style), slot.block.date, uuid)
        for uuid, slot in old.items()
        if uuid not in new
    ]
    return in_order(found)


def agency_changes(before: Plan, after: Plan, style: Style = PLAIN) -> tuple[Change, ...]:
    """What changed in the agenda as an agency sees it: everything but who presents.

    A change of presenters is left out: whoever sends people plans by days, times and places.
    """
    return tuple(one for one in changes(before, after, style) if one.kind != PRESENTERS)


def trainee_shares(plan: Plan, trainees: Iterable[TraineeValue]) -> tuple[TraineeShare, ...]:
    """The days and minutes of each trainee under a plan, in the order given."""
    return tuple(
        TraineeShare(
            one.name, tuple(name for _set, name in sorted(one.groups)), _days_of(plan, one)
        )
        for one in trainees
    )


def class_days(plan: Plan) -> tuple[DayShare, ...]:
    """The days of the class as a whole; a day without blocks has its own hours and no minutes."""
    found = []
    for day in plan.days:
        blocks = plan.on(day.date)
        found.append(
            _day(day.date, blocks) if blocks else DayShare(day.date, day.start, day.end, 0)
        )
    return tuple(found)


def share_sentence(found: Collection[Change], *, since: int | None) -> str:
    """One sentence that sums up what changed for somebody.

    Args:
        found: Their changes.
        since: The number of the release that they last got; None if they never got one.
    """
    if since is None:
        return "The first release for them."
    if not found:
        return f"Nothing changed since release {since}."
    return f"{len(found)} {'change' if len(found) == 1 else 'changes'} since release {since}."


def _slot(block: ReleasedBlock, presenter_id: int) -> Slot | None:
    parts = tuple(
        part for part in block.parts if any(one.id == presenter_id for one in part.presenters)
    )
    if not parts:
        return None
    own = [one for part in parts for one in part.presenters if one.id == presenter_id]
    others = [one.name for part in parts for one in part.presenters if one.id != presenter_id]
    return Slot(
        block, parts, listed(dict.fromkeys(one.role for one in own)), tuple(dict.fromkeys(others))
    )


def _slot_changes(old: Slot, new: Slot, style: Style) -> Iterator[tuple[str, str]]:
    title = quoted(new.block.title)
    if old.block.title != new.block.title:
        yield COURSE, f"{quoted(old.block.title)} is now called {title}."
    if (said := moved_sentence(old.block, new.block, style)) is not None:
        yield said
    if sorted(old.places) != sorted(new.places):
        now = listed(new.places) if new.places else "a room still to be named"
        was = f" instead of {listed(old.places)}" if old.places else ""
        yield ROOM, f"{title} is in {now}{was}."
    if old.groups != new.groups:
        now, was = (listed(one.groups) if one.groups else "everyone" for one in (new, old))
        yield COURSE, f"{title}: you have {now} instead of {was}."
    if old.role != new.role:
        yield PRESENTERS, f"{title}: you come as {new.role}; it was {old.role}."
    if sorted(old.others) != sorted(new.others):
        now = f"with {listed(new.others)}" if new.others else "alone"
        yield PRESENTERS, f"{title}: you are {now} now."


def _new_slot(slot: Slot, style: Style) -> str:
    where = f", {listed(slot.places)}" if slot.places else ""
    return f"New for you: {quoted(slot.block.title)}, {style.when(slot.block)}{where}."


def _lost_slot(slot: Slot, style: Style) -> str:
    return f"No longer yours: {quoted(slot.block.title)}, {style.when(slot.block)}."


def _days_of(plan: Plan, one: TraineeValue) -> tuple[DayShare, ...]:
    found = []
    for day in plan.days:
        blocks = [
            block
            for block in plan.on(day.date)
            if block.uuid not in one.excused and _is_for(block, one.groups)
        ]
        if any(block.delivery not in UNTAUGHT for block in blocks):
            found.append(_day(day.date, blocks))
    return tuple(found)


def _is_for(block: ReleasedBlock, groups: frozenset[tuple[str, str]]) -> bool:
    """Whether a trainee in these groups attends a block.

    Who was put into no group of a set yet is counted in: the hours are then those of the class.
    """
    sets = {name for name, _group in groups}
    return not block.parts or any(
        not part.group or part.group_set not in sets or (part.group_set, part.group) in groups
        for part in block.parts
    )


def _day(day: date, blocks: Collection[ReleasedBlock]) -> DayShare:
    taught = sorted((b.start, b.end) for b in blocks if b.delivery not in UNTAUGHT)
    minutes, until = 0, 0
    for start, end in taught:
        minutes += max(0, end - max(start, until))
        until = max(until, end)
    return DayShare(day, min(b.start for b in blocks), max(b.end for b in blocks), minutes)
