"""Who or what is wanted twice at the same moment.

Times are half-open: a block that starts when another ends is no clash. Only first choices that
were not called off hold a presenter's time. A part without a group is for everyone and clashes
with every other part of the same moment.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from cittrainer.rules.values import ERROR, WARNING, Finding, PlacedBlock, clock
from cittrainer.rules.wording import day_names, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cittrainer.rules.values import BusyElsewhere, PartValue, Week

PRESENTER_TWICE = "presenter_twice"
ROOM_TWICE = "room_twice"
GROUP_TWICE = "group_twice"
GROUPS_MISSING = "groups_missing"

_BY_TIME = itemgetter(0, 1)


class _Span(NamedTuple):
    """A stretch of time in which somebody or something is in use."""

    start: int
    end: int
    used_by: PlacedBlock | BusyElsewhere
    """A block of this week, or another course."""

    @property
    def block(self) -> PlacedBlock | None:
        """The block of this week; None where another course uses it."""
        return self.used_by if isinstance(self.used_by, PlacedBlock) else None

    @property
    def label(self) -> str:
        """What it is used for, in words: a title in quotation marks."""
        if isinstance(self.used_by, PlacedBlock):
            return quoted(self.used_by.title)
        return f"{quoted(self.used_by.block)} of {self.used_by.course}"


class _Used(NamedTuple):
    """All uses of one presenter or room on one day."""

    name: str
    spans: list[_Span]


def presenter_clashes(week: Week) -> list[Finding]:
    """The presenters who are booked twice at a moment, here or by another course."""
    used: dict[tuple[int, int], _Used] = {}
    for block in week.blocks:
        if block.day_id is not None and block.start is not None and block.holding:
            span = _Span(block.start, block.start + block.minutes, block)
            for one in block.holding:
                _use(used, (block.day_id, one.presenter_id), one.presenter, span)
    _add_elsewhere(week, used, [(busy, busy.presenter_id) for busy in week.elsewhere])
    return _twice(
        week,
        used,
        kind=PRESENTER_TWICE,
        says="is booked twice",
        hint="Move one of the two or ask somebody else.",
    )


def room_clashes(week: Week) -> list[Finding]:
    """The rooms that two blocks, or another course, use at a moment."""
    used: dict[tuple[int, int], _Used] = {}
    for block in week.blocks:
        if block.day_id is not None and block.start is not None:
            span = _Span(block.start, block.start + block.minutes, block)
            for part in block.parts:
                if part.room_id is not None:
                    _use(used, (block.day_id, part.room_id), part.room, span)
    _add_elsewhere(week, used, [(busy, busy.room_id) for busy in week.elsewhere])
    return _twice(
        week,
        used,
        kind=ROOM_TWICE,
        says="is used twice",
        hint="Choose another room for one of the two.",
    )


def group_clashes(week: Week) -> list[Finding]:
    """The groups, or the whole class, that are to be in two blocks at a moment."""
    names = day_names(week)
    found = []
    for day in week.days:
        for first, second in _overlapping([_span(block) for block in week.on(day.id)]):
            if first.block is None or second.block is None:
                continue
            clash = _shared_group(first.block, second.block)
            if clash is not None:
                who, severity = clash
                found.append(
                    Finding(
                        GROUP_TWICE,
                        severity,
                        f"{who} wanted twice on {names[day.id]} at "
                        f"{clock(max(first.start, second.start))}: {first.label} and "
                        f"{second.label}.",
                        (first.block.id, second.block.id),
                        "Move one of the two, or give them different groups.",
                        days=(day.id,),
                    )
                )
    return found


def groups_in_two_parts(week: Week) -> list[Finding]:
    """The groups that one block sends to two rooms."""
    found = []
    for block in week.blocks:
        groups = [part.group_id for part in block.parts if part.group_id is not None]
        if len(groups) == len(set(groups)):
            continue
        twice = {
            part.group or f"Group {part.group_id}"
            for part in block.parts
            if groups.count(part.group_id or 0) > 1
        }
        found.append(
            Finding(
                GROUP_TWICE,
                ERROR,
                f"{quoted(block.title)} sends {listed(sorted(twice))} to two parts at once.",
                (block.id,),
                "Give each part a group of its own.",
            )
        )
    return found


def parts_without_groups(week: Week) -> list[Finding]:
    """The blocks in several rooms whose parts do not say who goes where."""
    found = []
    for block in week.blocks:
        groups = [part.group_id for part in block.parts]
        if len(groups) > 1 and None in groups:
            found.append(
                Finding(
                    GROUPS_MISSING,
                    WARNING,
                    f"{quoted(block.title)} has {len(groups)} parts, {groups.count(None)} of them "
                    "without a group: trainees cannot tell where to go.",
                    (block.id,),
                    "Give each part a group.",
                )
            )
    return found


def _use(used: dict[tuple[int, int], _Used], key: tuple[int, int], name: str, span: _Span) -> None:
    known = used.get(key)
    if known is None:
        used[key] = _Used(name, [span])
    else:
        known.spans.append(span)


def _span(block: PlacedBlock) -> _Span:
    return _Span(block.start or 0, block.end or 0, block)


def _add_elsewhere(
    week: Week,
    used: dict[tuple[int, int], _Used],
    wanted: Iterable[tuple[BusyElsewhere, int | None]],
) -> None:
    """Add the uses by other courses of whatever this week uses on that day."""
    day_on = {day.date: day.id for day in week.days}
    for busy, key in wanted:
        day_id = day_on.get(busy.date)
        if key is None or day_id is None or (day_id, key) not in used:
            continue
        used[day_id, key].spans.append(_Span(busy.start, busy.end, busy))


def _twice(
    week: Week, used: dict[tuple[int, int], _Used], *, kind: str, says: str, hint: str
) -> list[Finding]:
    names = day_names(week)
    found = []
    for (day_id, key), uses in used.items():
        for first, second in _overlapping(uses.spans):
            blocks = _ids(first, second)
            if not blocks:
                continue  # a clash within other courses is theirs to mend
            at = f"on {names.get(day_id, 'that day')} at {clock(max(first.start, second.start))}"
            about = (
                f"in two parts of {first.label}"
                if first.block is second.block
                else f"{first.label} and {second.label}"
            )
            # Two groups may share a large hall on purpose; nobody can teach in two places.
            doubtful = kind == ROOM_TWICE and first.block is second.block
            severity = WARNING if doubtful else ERROR
            found.append(
                Finding(
                    kind,
                    severity,
                    f"{uses.name} {says} {at}: {about}.",
                    blocks,
                    hint,
                    presenters=(key,) if kind == PRESENTER_TWICE else (),
                    rooms=(key,) if kind == ROOM_TWICE else (),
                    days=(day_id,),
                )
            )
    return found


def _ids(first: _Span, second: _Span) -> tuple[int, ...]:
    ids = (span.block.id for span in (first, second) if span.block is not None)
    return tuple(dict.fromkeys(ids))


def _overlapping(spans: list[_Span]) -> Iterator[tuple[_Span, _Span]]:
    """Each pair that shares a moment, by one sweep over the starts."""
    if len(spans) < 2:
        return
    running: list[_Span] = []
    for span in sorted(spans, key=_BY_TIME):
        running = [earlier for earlier in running if earlier.end > span.start]
        for earlier in running:
            yield earlier, span
        running.append(span)


def _shared_group(first: PlacedBlock, second: PlacedBlock) -> tuple[str, str] | None:
    """Who would be in both blocks, with its verb, and how bad that is; None if nobody is."""
    ours, theirs = _groups(first), _groups(second)
    if None in ours and None in theirs:
        return "The whole class is", ERROR
    if None in ours or None in theirs:
        return _with_verb(theirs if None in ours else ours), ERROR
    both = {group_id: part for group_id, part in ours.items() if group_id in theirs}
    if both:
        return _with_verb(both), ERROR
    sets = {part.group_set for part in (*ours.values(), *theirs.values()) if part}
    if len(sets) > 1:
        return f"Somebody of {listed(_names(ours))} may be", WARNING
    return None


def _groups(block: PlacedBlock) -> dict[int | None, PartValue | None]:
    """The groups of a block by their id; None stands for everyone."""
    if not block.parts:
        return {None: None}
    return {part.group_id: part for part in block.parts}


def _with_verb(groups: dict[int | None, PartValue | None]) -> str:
    names = _names(groups)
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'}"


def _names(groups: dict[int | None, PartValue | None]) -> list[str]:
    return sorted(part.group or f"Group {part.group_id}" for part in groups.values() if part)
