"""Invented timetables for the planner's benchmarks: a full week, and a conference in three rooms.

Each is made round a plan that is then forgotten, so that it can be done.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from cittrainer.planning import kinds
from cittrainer.planning.kinds import Window
from cittrainer.planning.problem import (
    AUDIENCE,
    ROOM,
    Activity,
    Candidate,
    Day,
    Need,
    Options,
    Problem,
    Resource,
)

if TYPE_CHECKING:
    from cittrainer.planning.kinds import Constraint

DAYS = tuple(
    Day(n, n, 8 * 60, 17 * 60, name)
    for n, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), start=1)
)
_PRESENTERS = 40
_ROOMS = (("room:1", "Main hall", "A"), ("room:2", "Mock street", "B"), ("room:3", "Annex", "A"))
_LENGTHS = (25, 30, 30, 35, 40, 45, 45, 50)


def week(*, blocks: int = 60, free: int | None = None, seed: int = 1) -> Problem:
    """A week of five days with everything that a course may ask of its plan.

    Args:
        blocks: All blocks, five lunches included.
        free: Blocks that can still be moved and have no place yet; None: all.
        seed: Another number makes another week.
    """
    random = Random(seed)
    hidden = _hidden_plan(random, blocks)
    resources = [
        Resource("class", "the class", AUDIENCE),
        *(Resource(id_, name, ROOM, building=building) for id_, name, building in _ROOMS),
        *(Resource(f"presenter:{n}", f"Presenter {n}") for n in range(1, _PRESENTERS + 1)),
    ]
    constraints = (*_times(random, hidden), *_wishes(hidden))
    movable = [one.id for one in hidden if one.delivery != "lunch"]
    chosen = set(movable if free is None else random.sample(movable, free))
    activities = tuple(
        replace(one, day=None, start=None)
        if one.id in chosen or free is None
        else replace(one, pinned=True)
        for one in hidden
    )
    return Problem(DAYS, activities, tuple(resources), constraints, Options(seconds=10.0))


def conference(seed: int = 1) -> Problem:
    """A hundred talks in three rooms with 89 speakers, some of whom cannot come on some days."""
    random = Random(seed)
    rooms = tuple(Candidate(id_) for id_, _, _ in _ROOMS)
    speakers = [f"presenter:{n}" for n in range(1, 90)]
    talks = tuple(
        Activity(
            n,
            f"Talk {n}",
            random.choice((30, 40, 45, 60)),
            (
                Need("room", rooms),
                Need("speaker", (Candidate(speakers[n % len(speakers)]),)),
            ),
            delivery="talk",
        )
        for n in range(1, 101)
    )
    away = tuple(
        kinds.Closed(
            id=f"away {name}",
            must=True,
            resource=name,
            windows=tuple(Window(day=day.id) for day in random.sample(DAYS[:3], 1)),
        )
        for name in random.sample(speakers, 40)
    )
    resources = (
        *(Resource(id_, name, ROOM) for id_, name, _ in _ROOMS),
        *(Resource(name, name) for name in speakers),
    )
    return Problem(DAYS[:4], talks, resources, away, Options(seconds=10.0))


def _hidden_plan(random: Random, blocks: int) -> list[Activity]:
    """Blocks one after another, ten a day or so, lunch at noon."""
    a_day = (blocks - len(DAYS)) // len(DAYS)
    plan: list[Activity] = []
    for day in DAYS:
        plan.append(_block(random, len(plan) + 1, "lunch", 60, day.id, 12 * 60))
        at = day.start
        for n in range(a_day):
            minutes = random.choice(_LENGTHS)
            if at < 13 * 60 and at + minutes > 12 * 60:
                at = 13 * 60
            kind = "story" if n == 2 else "scenario" if n > a_day - 4 and day.id > 1 else "lecture"
            if n == a_day // 2:
                kind = "panel"
            plan.append(_block(random, len(plan) + 1, kind, minutes, day.id, at))
            at += minutes
        assert at <= day.end
    return plan


def _block(
    random: Random, number: int, delivery: str, minutes: int, day: int, start: int
) -> Activity:
    needs = [Need("class", (Candidate("class"),))]
    if delivery != "lunch":
        room = "room:2" if delivery == "scenario" else "room:1"
        needs.append(Need("room", (Candidate(room),)))
        people = 3 if delivery == "panel" else 1 if random.random() < 0.7 else 2
        at_home = range(day, _PRESENTERS + 1, len(DAYS))  # most presenters come for one day
        chosen = random.sample(at_home, people + 1)
        first, *others, spare = (f"presenter:{n}" for n in chosen)
        needs.append(Need("first", (Candidate(first), Candidate(spare, 6))))
        needs += [Need(f"also {name}", (Candidate(name),)) for name in others]
    return Activity(
        number,
        f"{delivery.capitalize()} {number}",
        minutes,
        tuple(needs),
        delivery=delivery,
        taught=delivery != "lunch",
        heavy=delivery in {"story", "panel"},
        day=day,
        start=start,
    )


def _times(random: Random, plan: list[Activity]) -> list[Constraint]:
    """Presenters come on the days they are needed and a few more; some say when they would like."""
    found: list[Constraint] = []
    for n in range(1, _PRESENTERS + 1):
        name = f"presenter:{n}"
        mine = [one for one in plan if any(name == c.resource for _, c in _firsts(one))]
        days = {one.day for one in mine} | {random.choice(DAYS).id}
        closed = tuple(Window(day=day.id) for day in DAYS if day.id not in days)
        if closed and random.random() < 0.8:
            found.append(kinds.Closed(id=f"book {n}", must=True, resource=name, windows=closed))
        if random.random() < 0.4:
            liked = tuple(Window(9 * 60, 15 * 60, day) for day in sorted(filter(None, days)))
            found.append(kinds.Open(id=f"liked {n}", weight=3, resource=name, windows=liked))
        found.append(kinds.OneVisit(id=f"visit {n}", weight=8, resource=name, gap=120))
        found.append(
            kinds.MostActivities(id=f"most {n}", must=True, resource=name, amount=max(4, len(mine)))
        )
        found.append(
            kinds.MostDays(
                id=f"days {n}",
                must=True,
                resource=name,
                amount=max(2, len({one.day for one in mine})),
            )
        )
        found.append(kinds.Travel(id=f"travel {n}", resource=name, minutes=10))
    return found


def _firsts(one: Activity) -> list[tuple[str, Candidate]]:
    return [(need.id, need.candidates[0]) for need in one.needs]


def _wishes(plan: list[Activity]) -> list[Constraint]:
    of: dict[str, tuple[int, ...]] = {}
    for one in plan:
        of[one.delivery] = (*of.get(one.delivery, ()), one.id)
    lectures, scenarios, stories = of["lecture"], of["scenario"], of["story"]
    return [
        kinds.Lunch(
            id="lunch", must=True, activities=of["lunch"], start=11 * 60, end=14 * 60, minutes=45
        ),
        kinds.DifferentDay(id="lunches", must=True, activity=of["lunch"][0], other=of["lunch"][1]),
        kinds.NotBefore(id="late", must=True, activities=scenarios, day=2),
        kinds.NotAfter(id="early", weight=5, activities=stories, end=15 * 60),
        kinds.FixedTime(id="opening", must=True, activity=lectures[0], day=1, start=8 * 60),
        kinds.SameDay(id="same", must=True, activity=lectures[1], other=lectures[2]),
        kinds.DifferentDay(id="apart", must=True, activity=lectures[3], other=lectures[10]),
        kinds.Before(id="before", must=True, activity=lectures[4], other=lectures[8]),
        kinds.Before(id="direct", must=True, activity=scenarios[0], other=scenarios[1],
                     directly=True),
        kinds.LastOfDay(id="last", weight=5, activities=scenarios),
        kinds.MostADay(id="stories", must=True, activities=stories, amount=2),
        kinds.MostADay(id="scenarios", must=True, activities=scenarios, amount=5),
        kinds.HeavyInARow(id="heavy", must=True, minutes=100),
        kinds.Buffer(id="buffer", weight=4, activities=scenarios[:4], before=5, after=5),
        *(
            kinds.StoryRest(
                id=f"rest {n}", must=True, resource=f"presenter:{n}", activities=stories,
                minutes=600,
            )
            for n in range(1, _PRESENTERS + 1)
        ),
        kinds.NotNextTo(id="next", weight=6, activities=stories, others=scenarios, minutes=30),
        kinds.KeepOrder(id="order", weight=2, activities=lectures),
        kinds.Travel(id="class", weight=1, resource="class", minutes=5),
    ]  # fmt: skip
