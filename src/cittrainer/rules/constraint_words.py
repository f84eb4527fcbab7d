"""Constraints of a course as sentences that name people, blocks, days and times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cittrainer.rules.plan_values import NO, PREFERRED
from cittrainer.rules.values import clock
from cittrainer.rules.wording import counted, day_names, duration, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cittrainer.rules.plan_values import ConstraintValue
    from cittrainer.rules.values import Week

DAY_MINUTES = 1440

MOST_WINDOWS = 4
"""How many stretches of time a sentence lists; more would not be read."""


class Stretch(Protocol):
    """A stretch of one day, or of every day where ``day`` is None; minutes after midnight."""

    @property
    def start(self) -> int:
        """The first minute."""

    @property
    def end(self) -> int:
        """The minute after the last."""

    @property
    def day(self) -> int | None:
        """The id of its day."""


_DELIVERIES = {
    "lecture": ("Lecture", "Lectures"),
    "discussion": ("Discussion", "Discussions"),
    "panel": ("Panel", "Panels"),
    "story": ("Story", "Stories"),
    "visit": ("Site visit", "Site visits"),
    "demonstration": ("Demonstration", "Demonstrations"),
    "scenario": ("Scenario practice", "Scenario practices"),
    "exam": ("Exam", "Exams"),
    "ceremony": ("Ceremony", "Ceremonies"),
    "admin": ("Admin block", "Admin blocks"),
    "break": ("Break", "Breaks"),
    "lunch": ("Lunch", "Lunches"),
    "travel": ("Way", "Ways"),
}


def words(week: Week, one: ConstraintValue) -> str:
    """What a constraint asks, as a sentence with its comment."""
    said = _SAYERS[one.kind](week, one)
    return f"{said} ({one.comment.strip().rstrip('.')})." if one.comment.strip() else f"{said}."


def times_words(week: Week, windows: Iterable[Stretch]) -> str:
    """Stretches of time as “on Monday before 12:00 and on Tuesday 10:00–11:00”."""
    names = day_names(week)
    said = [window_words(names, one) for one in windows]
    if len(said) > MOST_WINDOWS:
        more = len(said) - MOST_WINDOWS + 1
        said = [*said[: MOST_WINDOWS - 1], f"at {counted(more, 'other time')}"]
    return listed(said)


def window_words(names: dict[int, str], window: Stretch) -> str:
    """One stretch of time: “on Monday”, “every day from 13:00”."""
    on = "every day" if window.day is None else f"on {names.get(window.day, 'another day')}"
    if window.start <= 0 and window.end >= 1440:
        return on
    if window.start <= 0:
        return f"{on} before {clock(window.end)}"
    if window.end >= 1440:
        return f"{on} from {clock(window.start)}"
    return f"{on} {clock(window.start)}–{clock(window.end)}"


def name_of(week: Week, presenter_id: int | None) -> str:
    """A presenter's public name, or everybody where none is given."""
    if presenter_id is None:
        return "every presenter"
    known = week.presenters.get(presenter_id)
    return known.name if known else "somebody"


def _block(week: Week, block_id: int | None) -> str:
    known = week.block.get(block_id or 0)
    return quoted(known.title) if known else "a block"


def _chosen(week: Week, one: ConstraintValue) -> str:
    """The block, or all of a delivery: ““Talk””, “every story”."""
    if one.block_id is not None or one.delivery is None:
        return _block(week, one.block_id)
    return f"every {_one(one.delivery)}"


def _one(delivery: str | None) -> str:
    return _DELIVERIES.get(delivery or "", ("block", ""))[0].lower()


def _many(delivery: str | None) -> str:
    return _DELIVERIES.get(delivery or "", ("", "blocks"))[1].lower()


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _on_at(week: Week, one: ConstraintValue, minute: int | None) -> str:
    """A moment as “on Monday”, “at 9:00” or “on Monday at 9:00”."""
    name = day_names(week).get(one.course_day_id or 0, "another day")
    on = f"on {name}" if one.course_day_id is not None else ""
    at = f"at {clock(minute)}" if minute is not None else ""
    return f"{on} {at}".strip()


def _window_said(week: Week, one: ConstraintValue, who: str, comes: str) -> str:
    names = day_names(week)
    if one.course_day_id is None:
        on = "" if one.start_minute or one.end_minute else "on any day"
    else:
        on = f"on {names.get(one.course_day_id, 'another day')}"
    start, end = one.start_minute or 0, one.end_minute or DAY_MINUTES
    if start and end < DAY_MINUTES:
        on = f"{on} between {clock(start)} and {clock(end)}".lstrip()
    elif start:
        on = f"{on} from {clock(start)} on".lstrip()
    elif end < DAY_MINUTES:
        on = f"{on} before {clock(end)}".lstrip()
    if one.availability == NO:
        return f"{who} cannot {comes} {on}"
    verb = "preferably" if one.availability == PREFERRED else "only"
    return f"{who} can {comes} {verb} {on}"


def _book_times(week: Week, one: ConstraintValue) -> str:
    who = _capital(name_of(week, one.presenter_id))
    return f"{who} comes only at times that the presenters’ book allows"


def _presenter_time(week: Week, one: ConstraintValue) -> str:
    return _window_said(week, one, name_of(week, one.presenter_id), "come")


def _room_time(week: Week, one: ConstraintValue) -> str:
    room = week.rooms.get(one.room_id or 0)
    return _window_said(week, one, room.name if room else "A room", "be had")


def _not_before(week: Week, one: ConstraintValue) -> str:
    moment = _on_at(week, one, one.start_minute)
    return f"{_capital(_chosen(week, one))} begins no earlier than {_bare(moment)}"


def _not_after(week: Week, one: ConstraintValue) -> str:
    moment = _on_at(week, one, one.end_minute)
    return f"{_capital(_chosen(week, one))} has ended by {_until(moment)}"


def _until(moment: str) -> str:
    day_only = moment.startswith("on ") and " at " not in moment
    return f"the end of {_bare(moment)}" if day_only else _bare(moment)


def _bare(moment: str) -> str:
    """A moment without the preposition that it begins with."""
    return moment.removeprefix("on ").removeprefix("at ")


def _before(week: Week, one: ConstraintValue) -> str:
    how = "directly before" if one.directly else "before"
    return f"{_block(week, one.block_id)} comes {how} {_block(week, one.other_block_id)}"


def _buffer(week: Week, one: ConstraintValue) -> str:
    sides = [
        f"{duration(minutes)} {side}"
        for minutes, side in ((one.minutes, "before"), (one.minutes_after, "after"))
        if minutes
    ]
    return f"The rooms of {_chosen(week, one)} are kept free {listed(sides)}"


def _lunch(_week: Week, one: ConstraintValue) -> str:
    between = f"{clock(one.start_minute or 0)} and {clock(one.end_minute or 1440)}"
    return f"A long day has a lunch of {duration(one.minutes or 0)} between {between}"


def _both(how: str) -> Callable[[Week, ConstraintValue], str]:
    def said(week: Week, one: ConstraintValue) -> str:
        return f"{_block(week, one.block_id)} and {_block(week, one.other_block_id)} are {how}"

    return said


def _fixed(week: Week, one: ConstraintValue) -> str:
    return f"{_block(week, one.block_id)} begins {_on_at(week, one, one.start_minute)}"


def _edge(how: str) -> Callable[[Week, ConstraintValue], str]:
    return lambda week, one: f"{_capital(_chosen(week, one))} is the {how} block of its day"


def _most_a_day(_week: Week, one: ConstraintValue) -> str:
    some = _one(one.delivery) if one.amount == 1 else _many(one.delivery)
    return f"A day has at most {one.amount} {some}"


def _most(what: str) -> Callable[[Week, ConstraintValue], str]:
    def said(week: Week, one: ConstraintValue) -> str:
        who = _capital(name_of(week, one.presenter_id))
        return f"{who} has at most {counted(one.amount or 0, what)} in this course"

    return said


def _rest(week: Week, one: ConstraintValue) -> str:
    who = _capital(name_of(week, one.presenter_id))
    return f"{who} rests {duration(one.minutes or 0)} between one story and the next"


def _stories(within: str) -> Callable[[Week, ConstraintValue], str]:
    def said(week: Week, one: ConstraintValue) -> str:
        who = _capital(name_of(week, one.presenter_id))
        stories = counted(one.amount or 0, "story", "stories")
        return f"{who} tells at most {stories} a {within}, other courses counted"

    return said


def _suitable_room(week: Week, one: ConstraintValue) -> str:
    return f"{_capital(name_of(week, one.presenter_id))} is only in rooms that suit them"


def _from_home(week: Week, one: ConstraintValue) -> str:
    who = _capital(name_of(week, one.presenter_id))
    leaves, home = clock(one.start_minute or 0), clock(one.end_minute or DAY_MINUTES)
    return f"{who} leaves home no earlier than {leaves} and is home again by {home}"


def _one_visit(week: Week, one: ConstraintValue) -> str:
    once = f"{_capital(name_of(week, one.presenter_id))} comes once, on one day"
    if one.minutes is None:
        return once
    return f"{once}, and waits at most {duration(one.minutes)} between two blocks"


def _not_next_to(_week: Week, one: ConstraintValue) -> str:
    apart = f"A {_one(one.delivery)} is not next to a {_one(one.other_delivery)}"
    return f"{apart}, nor less than {duration(one.minutes)} from it" if one.minutes else apart


_SAYERS: dict[str, Callable[[Week, ConstraintValue], str]] = {
    "book_times": _book_times,
    "presenter_time": _presenter_time,
    "room_time": _room_time,
    "fixed_time": _fixed,
    "not_before": _not_before,
    "not_after": _not_after,
    "same_day": _both("on the same day"),
    "different_day": _both("on different days"),
    "before": _before,
    "first_of_day": _edge("first"),
    "last_of_day": _edge("last"),
    "most_a_day": _most_a_day,
    "heavy_in_a_row": lambda _week, one: (
        f"Heavy blocks in a row last at most {duration(one.minutes or 0)}"
    ),
    "buffer": _buffer,
    "presenter_most_blocks": _most("block"),
    "presenter_most_days": _most("day"),
    "one_visit": _one_visit,
    "lunch": _lunch,
    "story_rest": _rest,
    "stories_a_week": _stories("week"),
    "stories_a_month": _stories("month"),
    "story_facilitated": lambda _week, _one: (
        "Nobody tells a story without somebody who facilitates"
    ),
    "story_after_lunch": lambda _week, _one: (
        "No story is the first thing after lunch on the first day"
    ),
    "suitable_room": _suitable_room,
    "from_home": _from_home,
    "not_next_to": _not_next_to,
    "keep_order": lambda _week, _one: "Blocks come in the order of the curriculum",
    "keep_released": lambda _week, _one: "What was released stays where it is",
    "travel": lambda _week, one: f"Ways between buildings take {duration(one.minutes or 0)}",
}
