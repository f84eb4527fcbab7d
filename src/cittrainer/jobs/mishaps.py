"""What happened to a plan, in the planner's terms and in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cittrainer.errors import Invalid
from cittrainer.jobs.arranging import DayLost, MoveThere, PresenterOut, RoomLost
from cittrainer.jobs.plan_answers import Out
from cittrainer.jobs.plan_course import may_move, to_come
from cittrainer.jobs.plan_problem import fixed_until, presenter, room
from cittrainer.planning.kinds import Closed, Window
from cittrainer.planning.problem import Absence, Shortened, Trouble, Wish
from cittrainer.rules.values import clock
from cittrainer.rules.wording import day_names, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cittrainer.jobs.arranging import Mishap
    from cittrainer.jobs.plan_problem import Limits
    from cittrainer.planning.kinds import Constraint
    from cittrainer.rules.values import Week

MISHAP = "mishap"
"""The constraint that stands for what happened, when reasons are looked for."""


@dataclass(frozen=True, slots=True)
class Case:
    """A mishap as the planner takes it."""

    title: str
    """What happened, as in “Dr. Ana Ruiz is out on Wednesday”."""
    trouble: Trouble
    missing: frozenset[int] = frozenset()
    """Presenters without whom blocks may have to do."""
    lost_rooms: frozenset[int] = frozenset()
    lost_on: frozenset[int] = frozenset()
    """The days on which the rooms are lost; all of them where it is empty."""
    lost_days: frozenset[int] = frozenset()
    loose: frozenset[int] = frozenset()
    """Blocks that may move although they are pinned."""
    out: Out | None = None
    closed: tuple[Constraint, ...] = field(default=())
    """What was lost as something that is kept, so that a reason can name it."""


def case(week: Week, mishap: Mishap, limits: Limits) -> Case:
    """What happened, or is wished, to a week.

    Raises:
        Invalid: it is about something that is not in the week, or is over.
    """
    match mishap:
        case PresenterOut():
            return _presenter_out(week, mishap, limits)
        case RoomLost():
            return _room_lost(week, mishap, limits)
        case DayLost():
            return _day_lost(week, mishap, limits)
        case MoveThere():
            return _move_there(week, mishap, limits)


def place_words(week: Week, block_id: int, day_id: int, start: int | None) -> str:
    """A wished place in words: “Talk” on Wednesday at 10:00."""
    at = f" at {clock(start)}" if start is not None else ""
    return f"{quoted(week.block[block_id].title)} on {day_names(week)[day_id]}{at}"


def _presenter_out(week: Week, one: PresenterOut, limits: Limits) -> Case:
    known = week.presenters.get(one.presenter_id)
    if known is None:
        raise Invalid("This presenter is not booked in the course.", hint="Look at its week.")
    title = f"{known.name} is out{_on(week, one.day_id, limits)}"
    if one.day_id is not None and one.start:
        title += f" from {clock(one.start)}"
    start = one.start if one.day_id is not None else 0
    windows = _windows(week, one.day_id, start, limits)
    resource = presenter(one.presenter_id)
    days = None if one.day_id is None else frozenset({one.day_id})
    return Case(
        title=title,
        trouble=Trouble(absences=(Absence(resource, windows),)),
        missing=frozenset({one.presenter_id}),
        out=Out(one.presenter_id, days, start, _dates(week, windows)),
        closed=_closed(resource, windows, title),
    )


def _room_lost(week: Week, one: RoomLost, limits: Limits) -> Case:
    known = week.rooms.get(one.room_id)
    if known is None:
        raise Invalid("This room is not on file.", hint="Look at the rooms.")
    title = f"{known.name} cannot be had{_on(week, one.day_id, limits)}"
    windows = _windows(week, one.day_id, 0, limits)
    return Case(
        title=title,
        trouble=Trouble(absences=(Absence(room(one.room_id), windows),)),
        lost_rooms=frozenset({one.room_id}),
        lost_on=frozenset() if one.day_id is None else frozenset({one.day_id}),
        closed=_closed(room(one.room_id), windows, title),
    )


def _day_lost(week: Week, one: DayLost, limits: Limits) -> Case:
    to_come(week, one.day_id, limits)
    start = week.day[one.day_id].start
    return Case(
        title=f"Nothing can be held on {day_names(week)[one.day_id]}",
        trouble=Trouble(shortened=(Shortened(one.day_id, start, start),)),
        lost_days=frozenset({one.day_id}),
    )


def _move_there(week: Week, one: MoveThere, limits: Limits) -> Case:
    may_move(week, one.block_id, one.day_id, limits)
    return Case(
        title=place_words(week, one.block_id, one.day_id, one.start),
        trouble=Trouble(wishes=(Wish(one.block_id, one.day_id, one.start),)),
        loose=frozenset({one.block_id}),
    )


def _on(week: Week, day_id: int | None, limits: Limits) -> str:
    if day_id is None:
        return ""
    to_come(week, day_id, limits)
    return f" on {day_names(week)[day_id]}"


def _windows(week: Week, day_id: int | None, start: int, limits: Limits) -> tuple[Window, ...]:
    """When something is lost: never on days that are over."""
    if day_id is not None:
        return (Window(start, 1440, day_id),)
    fixed = fixed_until(week, limits)
    return tuple(Window(day=day.id) for day in week.days if day.id not in fixed)


def _dates(week: Week, windows: Sequence[Window]) -> tuple[date, ...]:
    return tuple(week.day[one.day].date for one in windows if one.day is not None)


def _closed(resource: str, windows: tuple[Window, ...], title: str) -> tuple[Constraint, ...]:
    return (Closed(id=MISHAP, must=True, words=f"{title}.", resource=resource, windows=windows),)
