"""What differs between two plans of a course, in sentences grouped by day.

Whoever shows them says how days and times are written; rules, window and paper each have their
own way, and one page never mixes two.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cittrainer.rules.values import clock
from cittrainer.rules.wording import day_words, duration, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from cittrainer.rules.releases import Plan, ReleasedBlock, ReleasedPart, ReleasedPresenter

ADDED, REMOVED, MOVED, LENGTH, ROOM, PRESENTERS, GROUPS, NAME, COURSE = (
    "added", "removed", "moved", "length", "room", "presenters", "groups", "name", "course",
)  # fmt: skip

_DELIVERIES = {
    "lecture": "a lecture",
    "discussion": "a discussion",
    "panel": "a panel",
    "story": "a SYSLE story",
    "visit": "a site visit",
    "demonstration": "a demonstration",
    "scenario": "scenario practice",
    "exam": "an exam",
    "ceremony": "a ceremony",
    "admin": "administration",
    "break": "a break",
    "lunch": "lunch",
    "travel": "travel",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How days and times are written."""

    day: Callable[[date], str] = day_words
    clock: Callable[[int], str] = clock

    def span(self, start: int, end: int) -> str:
        """From when to when on a day, as in “10:00–11:00”; minutes after midnight."""
        return f"{self.clock(start)}–{self.clock(end)}"

    def when(self, block: ReleasedBlock) -> str:
        """Day and times of a block, as in “Tuesday 5 May, 10:00–11:00”."""
        return f"{self.day(block.date)}, {self.span(block.start, block.end)}"


PLAIN = Style()
"""As findings are written."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, in a sentence that can stand alone."""

    kind: str
    sentence: str
    date: date | None = None
    """The day it is told under: where the block is now, or was; None for the whole course."""
    uuid: str = ""
    """Of the block it is about; empty for days and the course."""


def changes(before: Plan, after: Plan, style: Style = PLAIN) -> tuple[Change, ...]:
    """Everything that differs: the course, its days, then block by block in agenda order.

    Two plans that are the same have no changes, and two that differ have at least one.
    """
    found = [*_course_changes(before, after, style), *_day_changes(before, after, style)]
    old, new = before.by_uuid, after.by_uuid
    for block in after.blocks:
        if block.uuid not in old:
            found.append(Change(ADDED, _added(block, style), block.date, block.uuid))
        else:
            found += block_changes(old[block.uuid], block, style)
    found += [
        Change(REMOVED, _removed(block, style), block.date, block.uuid)
        for block in before.blocks
        if block.uuid not in new
    ]
    return in_order(found)


def in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """Changes by day, those of the whole course first; within a day as they were found."""
    return tuple(sorted(found, key=lambda one: (one.date is not None, str(one.date))))


def by_day(
    found: Iterable[Change], style: Style = PLAIN, *, whole: str = "The course"
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sentences of each day with any, under the day's name.

    Args:
        found: In the order of their days, as ``changes`` gives them.
        style: How days are written.
        whole: The heading over what is about no single day.
    """
    return tuple(
        (whole if day is None else style.day(day), tuple(one.sentence for one in group))
        for day, group in groupby(found, key=lambda one: one.date)
    )


def block_changes(
    old: ReleasedBlock, new: ReleasedBlock, style: Style = PLAIN
) -> tuple[Change, ...]:
    """What differs about one block that is in both plans."""
    if old == new:
        return ()
    found = [*_about_time(old, new, style), *_about_name(old, new), *_about_parts(old, new)]
    return tuple(Change(kind, sentence, new.date, new.uuid) for kind, sentence in found)


def moved_sentence(old: ReleasedBlock, new: ReleasedBlock, style: Style) -> tuple[str, str] | None:
    """What differs in day, time and length, as kind and sentence; None where nothing does."""
    title = quoted(new.title)
    if (old.date, old.start, old.minutes) == (new.date, new.start, new.minutes):
        return None
    if (old.date, old.start) == (new.date, new.start) or (old.date, old.end) == (
        new.date,
        new.end,
    ):
        longer = new.minutes > old.minutes
        by = duration(abs(new.minutes - old.minutes))
        return LENGTH, (
            f"{title} is {by} {'longer' if longer else 'shorter'}: "
            f"{style.span(new.start, new.end)}, was {style.span(old.start, old.end)}."
        )
    before = style.when(old) if old.date != new.date else style.span(old.start, old.end)
    after = style.when(new) if old.date != new.date else style.span(new.start, new.end)
    return MOVED, f"{title} moves to {after}; it was {before}."


def _about_time(old: ReleasedBlock, new: ReleasedBlock, style: Style) -> Iterator[tuple[str, str]]:
    if (said := moved_sentence(old, new, style)) is not None:
        yield said


def _about_name(old: ReleasedBlock, new: ReleasedBlock) -> Iterator[tuple[str, str]]:
    if old.title != new.title:
        yield NAME, f"{quoted(old.title)} is now called {quoted(new.title)}."
    if old.delivery != new.delivery:
        was, now = (_DELIVERIES.get(one, one) for one in (old.delivery, new.delivery))
        yield NAME, f"{quoted(new.title)} is now {now}; it was {was}."


def _about_parts(old: ReleasedBlock, new: ReleasedBlock) -> Iterator[tuple[str, str]]:
    if old.parts == new.parts:
        return
    title = quoted(new.title)
    before, after = _by_label(old.parts), _by_label(new.parts)
    said: list[tuple[str, str]] = []
    if before is not None and after is not None and before.keys() == after.keys():
        for label, part in after.items():
            name = f"{title}, {label}" if label else title
            said += _about_place(name, [before[label]], [part])
            said += _about_presenters(name, [before[label]], [part])
    else:
        said += _about_groups(title, old.parts, new.parts)
        said += _about_place(title, old.parts, new.parts)
        said += _about_presenters(title, old.parts, new.parts)
    yield from said or [(GROUPS, f"{title}: its rooms, groups and presenters are paired anew.")]


def _by_label(parts: Sequence[ReleasedPart]) -> dict[str, ReleasedPart] | None:
    """The parts by what tells them apart; None where that is not unique, or not all of it."""
    by_label = {part.label: part for part in parts}
    hidden = any(part.group and part.title for part in parts)
    return None if len(by_label) < len(parts) or hidden else by_label


def _about_groups(
    title: str, old: Sequence[ReleasedPart], new: Sequence[ReleasedPart]
) -> Iterator[tuple[str, str]]:
    was, now = (
        list(dict.fromkeys(part.label for part in parts if part.label)) for parts in (old, new)
    )
    if sorted(was) != sorted(now):
        yield (
            GROUPS,
            (
                f"{title} is for {listed(now) if now else 'everyone'}; "
                f"it was for {listed(was) if was else 'everyone'}."
            ),
        )


def _about_place(
    name: str, old: Sequence[ReleasedPart], new: Sequence[ReleasedPart]
) -> Iterator[tuple[str, str]]:
    was, now = (
        list(dict.fromkeys(part.place for part in parts if part.place)) for parts in (old, new)
    )
    if sorted(was) == sorted(now):
        return
    if not was:
        yield ROOM, f"{name} is in {listed(now)}."
    elif not now:
        yield ROOM, f"{name} has no room yet; it was in {listed(was)}."
    else:
        yield ROOM, f"{name} is in {listed(now)} instead of {listed(was)}."


def _about_presenters(
    name: str, old: Sequence[ReleasedPart], new: Sequence[ReleasedPart]
) -> Iterator[tuple[str, str]]:
    before = {one.id: one for part in old for one in part.presenters}
    after = {one.id: one for part in new for one in part.presenters}
    gone = [one.name for key, one in before.items() if key not in after]
    come = [one.name for key, one in after.items() if key not in before]
    if gone and come:
        verb = "present" if len(come) > 1 else "presents"
        yield PRESENTERS, f"{name}: {listed(come)} {verb} instead of {listed(gone)}."
    elif come:
        verb = "present" if len(come) > 1 else "presents"
        yield PRESENTERS, f"{name}: {listed(come)} {verb}{' as well' if before else ''}."
    elif gone:
        verb = "present" if len(gone) > 1 else "presents"
        yield PRESENTERS, f"{name}: {listed(gone)} no longer {verb}."
    for key, one in after.items():
        if key in before:
            yield from _about_person(name, before[key], one)


def _about_person(
    name: str, old: ReleasedPresenter, new: ReleasedPresenter
) -> Iterator[tuple[str, str]]:
    if old.name != new.name:
        yield PRESENTERS, f"{name}: {old.name} is now called {new.name}."
    if old.role != new.role:
        yield PRESENTERS, f"{name}: {new.name} comes as {new.role}; it was {old.role}."


def course_changes(before: Plan, after: Plan, style: Style = PLAIN) -> tuple[Change, ...]:
    """What differs about the course itself: its name, its place and its days."""
    return in_order([*_course_changes(before, after, style), *_day_changes(before, after, style)])


def _course_changes(before: Plan, after: Plan, _style: Style) -> Iterator[Change]:
    old, new = before.course, after.course
    if old.title != new.title:
        yield Change(COURSE, f"The course is now called {quoted(new.title)}.")
    if old.number != new.number:
        yield Change(COURSE, f"The course's number is {new.number}; it was {old.number}.")
    if (old.venue, old.address) != (new.venue, new.address):
        was, now = (one.location or "not named" for one in (old, new))
        yield Change(COURSE, f"The place of the course is {now}; it was {was}.")
    if old.time_zone != new.time_zone:
        yield Change(
            COURSE, f"Its times are those of {new.time_zone}; they were those of {old.time_zone}."
        )


def _day_changes(before: Plan, after: Plan, style: Style) -> Iterator[Change]:
    old, new = ({day.date: day for day in plan.days} for plan in (before, after))
    for date, day in new.items():
        span = style.span(day.start, day.end)
        if date not in old:
            yield Change(COURSE, f"{style.day(date)} is a day of the course now, {span}.", date)
        elif (was := old[date]) != day:
            yield Change(
                COURSE,
                f"{style.day(date)} is {span} now; it was {style.span(was.start, was.end)}.",
                date,
            )
    for date in old:
        if date not in new:
            yield Change(COURSE, f"{style.day(date)} is no longer a day of the course.", date)


def _added(block: ReleasedBlock, style: Style) -> str:
    where = f", {listed(block.places)}" if block.places else ""
    names = [one.name for one in block.presenters]
    who = f", with {listed(names)}" if names else ""
    return f"{quoted(block.title)} is new: {style.when(block)}{where}{who}."


def _removed(block: ReleasedBlock, style: Style) -> str:
    return f"{quoted(block.title)} is dropped; it was {style.when(block)}."
