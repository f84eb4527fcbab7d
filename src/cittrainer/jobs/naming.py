"""Finds in a week what somebody typed: a presenter, a room, a day, a block, a time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cittrainer.errors import Invalid, NotFound
from cittrainer.rules.names import fold
from cittrainer.rules.wording import date_words, day_names, listed, quoted, when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cittrainer.rules.values import Week

MOST_NAMED = 5
"""How many of those that a word fits are named when it fits several."""


def presenter_named(week: Week, typed: str) -> int:
    """The id of the presenter of a week whose public name is, or else holds, what was typed.

    Raises:
        NotFound: nobody of that name is booked.
        Invalid: several are.
    """
    names = {one.id: one.name for one in week.presenters.values()}
    return _named(names, typed, "presenter booked in this course")


def block_named(week: Week, typed: str) -> int:
    """The id of the block of a week whose title is, or else holds, what was typed.

    Where several have the same title, day and time follow it: “Practice, Wednesday at 16:30”.

    Raises:
        NotFound: there is none.
        Invalid: there are several.
    """
    often, days = Counter(one.title for one in week.blocks), day_names(week)
    names = {
        one.id: f"{one.title}, {when(one, days)}" if often[one.title] > 1 else one.title
        for one in week.blocks
    }
    return _named(names, typed, "block in this course")


def room_named(week: Week, typed: str) -> int:
    """The id of the room whose name is, or else holds, what was typed.

    Raises:
        NotFound: there is none.
        Invalid: there are several.
    """
    return _named({one.id: one.name for one in week.rooms.values()}, typed, "room")


def day_named(week: Week, typed: str) -> int:
    """The id of a day named by its date, its weekday or its number from 1.

    Raises:
        NotFound: there is no such day.
    """
    wanted = typed.strip().casefold()
    names = day_names(week)
    for number, day in enumerate(week.days, start=1):
        words = {day.date.isoformat(), str(number), names[day.id].casefold()}
        if wanted in words or (len(wanted) >= 3 and names[day.id].casefold().startswith(wanted)):
            return day.id
    days = listed(date_words(day.date) for day in week.days)
    raise NotFound(f"{quoted(typed)} is no day of this course.", hint=f"Its days are {days}.")


def minute_named(typed: str) -> int:
    """Minutes after midnight of a time such as 10:05.

    Raises:
        Invalid: it is no time on the grid of five minutes.
    """
    hours, _, minutes = typed.strip().partition(":")
    if hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and int(minutes) < 60:
        minute = int(hours) * 60 + int(minutes)
        if minute < 1440 and minute % 5 == 0:
            return minute
    raise Invalid(f"{quoted(typed)} is no time of the agenda.", hint="Type one such as 10:05.")


def _named(names: Mapping[int, str], typed: str, what: str) -> int:
    wanted = fold(typed)
    folded = {key: fold(name) for key, name in names.items()}
    exact = [key for key, name in folded.items() if name == wanted]
    found = exact or [key for key, name in folded.items() if wanted and wanted in name]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"There is no {what} called {quoted(typed)}.", hint="Look at its week.")
    some = sorted(quoted(names[key]) for key in found)[:MOST_NAMED]
    raise Invalid(
        f"{quoted(typed)} fits {len(found)} of them: {listed(some)}.", hint="Type more of the name."
    )
