"""What a change of a plan means: for hours and topics, and for whose days, told in sentences.

Two weeks are compared, however the second came about, so that every proposal is told alike.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.rules.bookings import HELPING
from cittrainer.rules.hours import ledger, topic_key
from cittrainer.rules.lacking import worse
from cittrainer.rules.values import ERROR, NOTE, WARNING
from cittrainer.rules.wording import counted, day_names, duration, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cittrainer.rules.values import BookingValue, PartValue, Week

UNCHANGED = "Hours, topics and people stay as they are."


@dataclass(frozen=True, slots=True)
class TopicEffect:
    """A topic that gets more minutes or fewer."""

    topic: str
    before: int
    """Minutes on the plan, as is ``after``."""
    after: int
    short: int
    """Minutes that are missing then, 0 or more; 0 where the standard asks for none."""


@dataclass(frozen=True, slots=True)
class DayEffect:
    """Whose slots of one day change."""

    day_id: int
    comes: tuple[str, ...] = ()
    """Public names of presenters who have a slot that they did not have."""
    goes: tuple[str, ...] = ()
    """Of those who have a slot no longer."""
    moves: tuple[str, ...] = ()
    """Of those who have a slot at another time or place, or who have it on another day."""
    trainees: tuple[str, ...] = ()
    """The class or the groups who have something at another time or place."""


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One effect in a sentence."""

    sentence: str
    severity: str = ""
    """``error`` or ``warning`` for what is worse than before, ``note`` for what is not."""
    block_id: int | None = None


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change means."""

    minutes: int = 0
    """Minutes of instruction that there are more; negative: fewer."""
    topics: tuple[TopicEffect, ...] = ()
    days: tuple[DayEffect, ...] = ()
    empty: tuple[int, ...] = ()
    """Blocks where somebody was expected and nobody is, in one part of them or in all."""
    unmet: tuple[str, ...] = ()
    """What the standard lacks then and did not before, once what is empty cannot be held."""
    lines: tuple[EffectLine, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether all stays as it is."""
        return not (self.minutes or self.topics or self.days or self.empty or self.unmet)


def effects(before: Week, after: Week) -> Effects:
    """What it means for hours, topics and people that a week becomes another one."""
    old, new = ledger(before), ledger(after)
    empty = emptied(before, after)
    unheld = {block_id for block_id, whole in empty.items() if whole}
    found = Effects(
        minutes=new.planned - old.planned,
        topics=tuple(_topics(before, after)),
        days=tuple(_days(before, after)),
        empty=tuple(empty),
        unmet=tuple(one.words for one in worse(before, without(after, unheld))),
    )
    return replace(found, lines=tuple(_lines(before, after, found)))


def without(week: Week, block_ids: Collection[int]) -> Week:
    """The week as if some of its blocks had no place."""
    if not block_ids:
        return week
    return replace(
        week,
        blocks=tuple(
            replace(one, day_id=None, start=None) if one.id in block_ids else one
            for one in week.blocks
        ),
    )


def emptied(before: Week, after: Week) -> dict[int, bool]:
    """The blocks with a part that has lost everybody who was to hold it, in the order of the week.

    Facilitators, hosts and proctors hold nothing by themselves: a story that only they are left
    for has nobody.

    Returns:
        By the id of the block whether no part of it can be held any more.
    """
    found: dict[int, bool] = {}
    for block in after.blocks:
        was = before.block.get(block.id)
        old = {part.id: part for part in was.parts} if was is not None else {}
        lost = {part.id for part in block.parts if part.id in old and has_lost(old[part.id], part)}
        if block.placed and lost:
            found[block.id] = all(
                part.id in lost or not any(one.holds_time for one in part.bookings)
                for part in block.parts
            )
    return found


def holders(part: PartValue) -> tuple[BookingValue, ...]:
    """Those who are expected at a part and could hold it; its helpers where there are no others."""
    expected = tuple(one for one in part.bookings if one.holds_time)
    return tuple(one for one in expected if not _helps(one)) or expected


def has_lost(old: PartValue, new: PartValue) -> bool:
    """Whether a part had somebody to hold it and has nobody now."""
    held = holders(old)
    if not held:
        return False
    left = [one for one in new.bookings if one.holds_time]
    only_helpers = all(_helps(one) for one in held)
    return not left or (not only_helpers and all(_helps(one) for one in left))


def _helps(booking: BookingValue) -> bool:
    return booking.role.casefold() in HELPING


def _topics(before: Week, after: Week) -> Iterator[TopicEffect]:
    old, new = _by_topic(before), _by_topic(after)
    for key in dict.fromkeys((*old, *new)):
        name, was, _short = old.get(key, ("", 0, 0))
        now_name, now, short = new.get(key, (name, 0, 0))
        if was != now:
            yield TopicEffect(now_name, was, now, short)


def _by_topic(week: Week) -> Mapping[str, tuple[str, int, int]]:
    return {
        topic_key(line.topic): (line.topic, line.planned, line.short)
        for heading in ledger(week).headings
        for line in heading.topics
    }


Slot = tuple[int | None, int | None, int, tuple[int | None, ...]]
"""Day, start, minutes and rooms of somebody's part of a block."""


def _days(before: Week, after: Week) -> Iterator[DayEffect]:
    comes: dict[int, list[str]] = defaultdict(list)
    goes: dict[int, list[str]] = defaultdict(list)
    moves: dict[int, list[str]] = defaultdict(list)
    old, new = _slots(before), _slots(after)
    for who in dict.fromkeys((*old, *new)):
        was, now = old.get(who), new.get(who)
        if was == now:
            continue
        name = _name(before, after, who[0])
        if was is None and now is not None and now[0] is not None:
            comes[now[0]].append(name)
        elif now is None and was is not None and was[0] is not None:
            goes[was[0]].append(name)
        elif was is not None and now is not None:
            for day_id in {was[0], now[0]} - {None}:
                moves[day_id or 0].append(name)
    trainees = _trainees(before, after)
    for day in after.days:
        one = DayEffect(
            day.id,
            comes=_once(comes, day.id),
            goes=_once(goes, day.id),
            moves=_once(moves, day.id),
            trainees=_once(trainees, day.id),
        )
        if one != DayEffect(day.id):
            yield one


def _once(found: Mapping[int, Sequence[str]], day_id: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.get(day_id, ())))


def _slots(week: Week) -> Mapping[tuple[int, int], Slot]:
    """Where each presenter is expected in each block that has a place."""
    found: dict[tuple[int, int], Slot] = {}
    for block in week.blocks:
        if not block.placed:
            continue
        for presenter_id in block.expected:
            rooms = tuple(
                part.room_id
                for part in block.parts
                if any(one.holds_time and one.presenter_id == presenter_id for one in part.bookings)
            )
            found[presenter_id, block.id] = block.day_id, block.start, block.minutes, rooms
    return found


def _name(before: Week, after: Week, presenter_id: int) -> str:
    return next(
        block.expected[presenter_id]
        for week in (after, before)
        for block in week.blocks
        if presenter_id in block.expected
    )


def _trainees(before: Week, after: Week) -> Mapping[int, list[str]]:
    """By day the class, or else the groups, for whom something is at another time or place."""
    found: dict[int, list[str]] = defaultdict(list)
    for block in after.blocks:
        old = before.block.get(block.id)
        if old is None:
            continue
        moved = (old.day_id, old.start, old.minutes) != (block.day_id, block.start, block.minutes)
        was = {part.id: part.room_id for part in old.parts}
        for part in block.parts:
            if not moved and was.get(part.id) == part.room_id:
                continue
            for day_id in {old.day_id, block.day_id} - {None}:
                found[day_id or 0].append(_group(after, part))
        if moved and not block.parts:
            for day_id in {old.day_id, block.day_id} - {None}:
                found[day_id or 0].append(_class(after))
    whole = _class(after)
    # Every group is in the class: to name them too would only make the line longer.
    return {day_id: [whole] if whole in names else names for day_id, names in found.items()}


def _class(week: Week) -> str:
    if not week.enrolled:
        return "the whole class"
    return f"the whole class ({counted(week.enrolled, 'trainee')})"


def _group(week: Week, part: PartValue) -> str:
    if part.group_id is None:
        return _class(week)
    size = week.group_sizes.get(part.group_id)
    return f"{part.group} ({size})" if size else part.group


def _lines(before: Week, after: Week, found: Effects) -> Iterator[EffectLine]:
    if found.nothing:
        yield EffectLine(UNCHANGED, NOTE)
        return
    yield from _hour_lines(before, after, found)
    yield from _empty_lines(before, after, found)
    yield from _people_lines(after, found)


def _hour_lines(before: Week, after: Week, found: Effects) -> Iterator[EffectLine]:
    if not found.minutes and not found.topics:
        yield EffectLine("Hours and topics stay as they are.", NOTE)
        return
    if found.minutes:
        old, new = ledger(before), ledger(after)
        more = "more" if found.minutes > 0 else "fewer"
        asked = "" if new.required_hours is None else f" of {new.required_hours:f}"
        severity = ERROR if new.short > old.short else NOTE
        amount = duration(abs(found.minutes))
        yield EffectLine(f"{amount} {more}: {new.planned_hours:f}{asked} hours.", severity)
    was_short = {key: short for key, (_name, _planned, short) in _by_topic(before).items()}
    for one in found.topics:
        sign = "+" if one.after > one.before else "−"
        now = f": now {duration(one.short)} short" if one.short else ""
        worse_now = one.short > was_short.get(topic_key(one.topic), 0)
        yield EffectLine(
            f"{quoted(one.topic)} {sign}{duration(abs(one.after - one.before))}{now}.",
            ERROR if worse_now else NOTE,
        )


def _empty_lines(before: Week, after: Week, found: Effects) -> Iterator[EffectLine]:
    for block_id, whole in emptied(before, after).items():
        where = "" if whole else " in a part of it"
        yield EffectLine(
            f"{quoted(after.block[block_id].title)} has nobody{where} yet.", WARNING, block_id
        )
    if found.unmet:
        start = "Unless somebody is found" if found.empty else "Then"
        yield EffectLine(f"{start}, the standard is not met: {listed(found.unmet)}.", ERROR)


def _people_lines(after: Week, found: Effects) -> Iterator[EffectLine]:
    names = day_names(after)
    for day in found.days:
        parts = [
            f"{listed(day.comes)} {_verb(day.comes, 'comes', 'come')}" if day.comes else "",
            f"{listed(day.goes)} {_verb(day.goes, 'does', 'do')} not come" if day.goes else "",
            f"{listed(day.moves)} at another time or place" if day.moves else "",
            f"{listed(day.trainees)} at another time or place" if day.trainees else "",
        ]
        yield EffectLine(f"{names[day.day_id]}: {'; '.join(one for one in parts if one)}.")
    if found.days and not any(day.trainees for day in found.days):
        yield EffectLine("Nothing changes for the trainees’ times and rooms.", NOTE)


def _verb(names: Sequence[str], one: str, several: str) -> str:
    return one if len(names) == 1 else several
