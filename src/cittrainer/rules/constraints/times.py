"""Constraints on when single blocks, presenters and rooms may be: windows and moments."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from cittrainer.rules.availability import limits, spans
from cittrainer.rules.constraints.plan import BrokenConstraint, ids
from cittrainer.rules.plan_values import NO, PREFERRED
from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cittrainer.rules.availability import Span
    from cittrainer.rules.constraints.plan import Placed, Plan
    from cittrainer.rules.plan_values import ConstraintValue, PresenterValue, TimeValue
    from cittrainer.rules.values import DayValue

_KEPT_WEEKS = 4


class _Answers:
    """What all presenters of a week said; equal only to itself, so that it is found quickly."""

    def __init__(self, presenters: Mapping[int, PresenterValue]) -> None:
        self.presenters = presenters

    def __hash__(self) -> int:
        return id(self.presenters)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Answers) and self.presenters is other.presenters


class _Said:
    """What one presenter said of each day: an answer for talks of any length, mostly the same."""

    def __init__(self, times: Sequence[TimeValue], days: tuple[DayValue, ...]) -> None:
        self.limits = limits(times)
        self._by_length = []
        for minutes in (0, *(most + 1 for most in self.limits)):
            on_day = {day.id: spans(times, day.date, minutes) for day in days}
            prefers = any(kind == PREFERRED for each in on_day.values() for _, _, kind in each)
            self._by_length.append((on_day, prefers))

    def for_talk(self, minutes: int) -> tuple[dict[int, tuple[Span, ...]], bool]:
        """What they said of each day for a talk of a length, and whether they prefer any time."""
        return self._by_length[bisect_left(self.limits, minutes)]

    def shorter_would_do(self, block: Placed) -> bool:
        """Whether it is only the length of a block that rules it out."""
        there = self._by_length[0][0][block.day]
        return NO not in _kinds(there, block)


# A drag asks the same of the same presenters at every move of the mouse.
@lru_cache(maxsize=_KEPT_WEEKS)
def _said(answers: _Answers, days: tuple[DayValue, ...]) -> dict[int, _Said]:
    """What each presenter who answered said of each day."""
    return {
        presenter_id: _Said(one.times, days)
        for presenter_id, one in answers.presenters.items()
        if one.times
    }


def book_times(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Blocks at times that a presenter refused, or on wishes not among the preferred ones.

    That somebody would rather come at another time is a wish even where the rest is a must.
    """
    said = _said(_Answers(plan.week.presenters), plan.week.days)
    for presenter_id, blocks in plan.presenters(one):
        if presenter_id not in said:
            continue
        their = said[presenter_id]
        name = plan.name(presenter_id)
        for block in blocks:
            on_day, prefers = their.for_talk(block.until - block.start)
            kinds = _kinds(on_day[block.day], block)
            if NO in kinds:
                long = " for so long" if their.shorter_would_do(block) else ""
                what = f"{name} cannot come{long} to {plan.said(block)}"
                yield _of_block(one, block, what, presenters=(presenter_id,), must=one.must)
            if prefers and not kinds <= {NO, PREFERRED}:
                what = f"{name} would rather come at another time than to {plan.said(block)}"
                yield _of_block(one, block, what, presenters=(presenter_id,), must=False)


def _kinds(there: Iterable[Span], block: Placed) -> set[str]:
    """All that was said of the minutes of a block."""
    return {kind for start, end, kind in there if start < block.until and block.start < end}


def presenter_time(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Blocks of a presenter in a window they cannot come, or outside those they can or prefer."""
    presenter_id = one.presenter_id or 0
    same = [o for o in plan.week.constraints if o.presenter_id == presenter_id]
    blocks = plan.of_presenter.get(presenter_id, [])
    for block, must in _against(one, same, blocks):
        what = f"{plan.name(presenter_id)} is booked for {plan.said(block)}"
        yield _of_block(one, block, what, presenters=(presenter_id,), must=must)


def room_time(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Blocks in a room when it is not to be had, or outside the windows in which it is."""
    room_id = one.room_id or 0
    same = [o for o in plan.week.constraints if o.room_id == room_id]
    for block, must in _against(one, same, plan.of_room.get(room_id, [])):
        what = f"{plan.week.rooms[room_id].name} is used by {plan.said(block)}"
        yield _of_block(one, block, what, rooms=(room_id,), must=must)


def fixed_time(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """The block somewhere else than on its day at its time."""
    for block in plan.pair(one.block_id):
        if (block.day, block.start) != (one.course_day_id, one.start_minute):
            yield _of_block(one, block, plan.said(block), must=one.must)


def not_before(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Blocks that begin before a time of day, a day, or a moment."""
    least = one.start_minute or 0
    for block in plan.chosen(one):
        if one.course_day_id is None:
            early = block.start < least
        else:
            early = block.begin < plan.midnight[one.course_day_id] + least
        if early:
            yield _of_block(one, block, plan.said(block), must=one.must)


def not_after(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Blocks that end after a time of day, a day, or a moment."""
    most = 1440 if one.end_minute is None else one.end_minute
    for block in plan.chosen(one):
        if one.course_day_id is None:
            late = block.until > most
        else:
            late = block.end > plan.midnight[one.course_day_id] + most
        if late:
            what = f"{plan.said(block)}, ends at {clock(block.until)}"
            yield _of_block(one, block, what, must=one.must)


def keep_released(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Blocks that begin elsewhere than the latest release has them."""
    for block in plan.placed.values():
        released = plan.week.released.get(block.block.id)
        if released is None or released[0] not in plan.week.day:
            continue
        if (block.day, block.start) != released[:2]:
            told = f"{plan.names[released[0]]} at {clock(released[1])}"
            what = f"{plan.said(block)}; release {plan.week.release} has it on {told}"
            yield _of_block(one, block, what, must=one.must)


def _of_block(
    one: ConstraintValue,
    block: Placed,
    what: str,
    *,
    must: bool,
    presenters: tuple[int, ...] = (),
    rooms: tuple[int, ...] = (),
) -> BrokenConstraint:
    return BrokenConstraint(one, what, ids((block,)), presenters, rooms, (block.day,), must)


def _against(
    one: ConstraintValue, same: Sequence[ConstraintValue], blocks: Iterable[Placed]
) -> Iterator[tuple[Placed, bool]]:
    """The blocks against a window, and whether that breaks a must.

    The windows in which somebody can or would rather come are kept or broken together: the must
    among them speaks for all, else the heaviest.
    """
    if one.availability == NO:
        start, end = _window(one)
        for block in blocks:
            if _speaks_of(one, block) and block.start < end and start < block.until:
                yield block, one.must
        return
    wish = one.availability == PREFERRED
    own = [o for o in same if o.active and o.kind == one.kind and o.availability != NO]
    alike = [o for o in own if o.availability == one.availability]
    if one.id != max(alike, key=lambda o: (o.must and not wish, o.weight, -o.id)).id:
        return
    for block in blocks:
        windows = [_window(o) for o in (alike if wish else own) if _speaks_of(o, block)]
        if not _covers(windows, block):
            yield block, one.must and not wish


def _speaks_of(one: ConstraintValue, block: Placed) -> bool:
    return one.course_day_id in {None, block.day}


def _window(one: ConstraintValue) -> tuple[int, int]:
    return one.start_minute or 0, 1440 if one.end_minute is None else one.end_minute


def _covers(windows: list[tuple[int, int]], block: Placed) -> bool:
    """Whether a block lies within windows of its day that touch or overlap each other."""
    reached = block.start
    for start, end in sorted(windows):
        if start <= reached:
            reached = max(reached, end)
    return bool(windows) and reached >= block.until
