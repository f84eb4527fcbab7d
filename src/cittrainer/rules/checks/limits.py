"""How often somebody speaks, in all courses together, and how early and late their days are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cittrainer.rules.care import home_words, month_of, storytellers, week_of
from cittrainer.rules.checks import asked
from cittrainer.rules.values import NOTE, STORY, WARNING, Finding, clock
from cittrainer.rules.wording import counted, day_names, day_words, month_words, quoted, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from cittrainer.rules.plan_values import PresenterValue
    from cittrainer.rules.values import DayValue, PlacedBlock, Week

STORIES_A_WEEK = "stories_a_week"
STORIES_A_MONTH = "stories_a_month"
OWN_LIMIT = "own_limit"
FROM_HOME = "from_home"

MOST_STORIES_A_WEEK = 2
MOST_STORIES_A_MONTH = 4
"""Most stories of one presenter, all courses together. The academy's own rules."""

LEAVES_HOME, HOME_AGAIN = 6 * 60 + 30, 19 * 60
"""Minutes after midnight between which a day with its ways lies. The academy's own rule."""

WORTH_A_NOTE = 2
"""A limit of at least so many talks is told of when it is reached."""


class _Period(NamedTuple):
    """A stretch of time in which talks are counted."""

    of: Callable[[date], object]
    words: Callable[[date], str]


_WEEK = _Period(week_of, lambda day: f"in the week of {day_words(day)}")
_MONTH = _Period(month_of, lambda day: f"in {month_words(day)}")
_YEAR = _Period(lambda day: day.year, lambda day: f"in {day.year}")

_Talks = list[tuple["DayValue", "PlacedBlock"]]


def limit_findings(week: Week) -> list[Finding]:
    """All findings of this module."""
    return [*too_many_stories(week), *own_limits(week), *far_from_home(week)]


def too_many_stories(week: Week) -> list[Finding]:
    """Those who tell more stories in a week or a month than is good for them."""
    told: dict[int, tuple[str, _Talks]] = {}
    for day in week.days:
        for block in week.on(day.id):
            if block.delivery == STORY:
                for presenter_id, name in storytellers(block).items():
                    told.setdefault(presenter_id, (name, []))[1].append((day, block))
    found = []
    for kind, most, period in (
        (STORIES_A_WEEK, MOST_STORIES_A_WEEK, _WEEK),
        (STORIES_A_MONTH, MOST_STORIES_A_MONTH, _MONTH),
    ):
        rules = asked.asked_of(week, kind)
        for presenter_id, (name, stories) in told.items():
            known = week.presenters.get(presenter_id)
            if known is None or not rules.isdisjoint({None, presenter_id}):
                continue
            for those, number in _counted(stories, known.stories_elsewhere, period):
                if number > most:
                    said = _so_many(number, len(those), "story", "stories")
                    found.append(
                        Finding(
                            kind,
                            WARNING,
                            f"{name} tells {said} {period.words(those[0][0].date)}; the academy’s "
                            f"own most is {most}.",
                            tuple(block.id for _, block in those),
                            "Ask somebody else for one of them.",
                            presenters=(presenter_id,),
                        )
                    )
    return found


def own_limits(week: Week) -> list[Finding]:
    """Those who give more talks than they want to, and, as notes, those who give as many."""
    limited = {
        one.id: one
        for one in week.presenters.values()
        if {one.most_a_week, one.most_a_month, one.most_a_year} != {None}
    }
    if not limited:
        return []
    talks: dict[int, _Talks] = {}
    for day in week.days:
        for block in week.on(day.id):
            for presenter_id in limited.keys() & block.expected:
                talks.setdefault(presenter_id, []).append((day, block))
    return [
        finding
        for presenter_id, given in talks.items()
        for finding in _own_limits(limited[presenter_id], given)
    ]


def _own_limits(known: PresenterValue, talks: _Talks) -> list[Finding]:
    found = []
    for most, period in (
        (known.most_a_week, _WEEK),
        (known.most_a_month, _MONTH),
        (known.most_a_year, _YEAR),
    ):
        if most is None:
            continue
        for those, number in _counted(talks, known.talks_elsewhere, period):
            if number < most or (number == most and most < WORTH_A_NOTE):
                continue
            said = _so_many(number, len(those), "talk", "talks")
            wants = "as many as they want to" if number == most else f"they want at most {most}"
            found.append(
                Finding(
                    OWN_LIMIT,
                    WARNING if number > most else NOTE,
                    f"{known.name} gives {said} {period.words(those[0][0].date)}: {wants}.",
                    tuple(block.id for _, block in those),
                    "Ask somebody else, or ask whether one more is all right."
                    if number > most
                    else "Ask somebody else for the next one.",
                    presenters=(known.id,),
                )
            )
    return found


def _counted(talks: _Talks, elsewhere: Sequence[date], period: _Period) -> list[tuple[_Talks, int]]:
    """The talks of each period, and how many there are with those in other courses."""
    known: Mapping[object, int] = Counter(map(period.of, elsewhere)) if elsewhere else {}
    found: dict[object, _Talks] = {}
    for day, block in talks:
        found.setdefault(period.of(day.date), []).append((day, block))
    return [(those, len(those) + known.get(when, 0)) for when, those in found.items()]


def _so_many(number: int, here: int, singular: str, plural: str) -> str:
    said = counted(number, singular, plural)
    return said if number == here else f"{said}, {number - here} of them in other courses,"


def far_from_home(week: Week) -> list[Finding]:
    """Those whose day with its ways begins too early or ends too late, once for each day."""
    ways = {
        one.id: one.travel_minutes
        for one in week.presenters.values()
        if one.travel_minutes is not None
    }
    rules = asked.asked_of(week, asked.FROM_HOME) if ways else frozenset({None})
    if None in rules:
        return []
    names = day_names(week)
    found = []
    for day in week.days:
        there: dict[int, list[PlacedBlock]] = {}
        for block in week.on(day.id):
            for presenter_id in ways.keys() & block.expected:
                if presenter_id not in rules:
                    there.setdefault(presenter_id, []).append(block)
        for presenter_id, blocks in there.items():
            last = max(blocks, key=lambda one: one.end or 0)
            early = (blocks[0].start or 0) - ways[presenter_id]
            late = (last.end or 0) + ways[presenter_id]
            if early >= LEAVES_HOME and late <= HOME_AGAIN:
                continue
            block = blocks[0] if early < LEAVES_HOME else last
            found.append(
                Finding(
                    FROM_HOME,
                    NOTE,
                    f"{week.presenters[presenter_id].name} "
                    f"{home_words(early, late, LEAVES_HOME)} for {quoted(block.title)}, "
                    f"{when(block, names)}; a day with its ways is best between "
                    f"{clock(LEAVES_HOME)} and {clock(HOME_AGAIN)}.",
                    (block.id,),
                    "Move it, or ask whether that is all right.",
                    presenters=(presenter_id,),
                    days=(day.id,),
                )
            )
    return found
