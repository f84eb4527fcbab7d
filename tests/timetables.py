"""Small timetables for the tests of the planner, and a strategy that draws them."""

from __future__ import annotations

from hypothesis import strategies as st

from cittrainer.planning import kinds
from cittrainer.planning.kinds import Window
from cittrainer.planning.problem import (
    AUDIENCE,
    NOBODY,
    ROOM,
    Activity,
    Candidate,
    Day,
    Need,
    Options,
    Problem,
    Resource,
)

DAYS = (Day(1, 10, 480, 1020, "Monday"), Day(2, 11, 480, 1020, "Tuesday"))
CLASS = Need("class", (Candidate("class"),))
RESOURCES = (
    Resource("class", "the class", AUDIENCE),
    Resource("room:1", "Hall", ROOM, building="A"),
    Resource("room:2", "Mock street", ROOM, building="B"),
    *(Resource(f"presenter:{n}", f"Presenter {n}") for n in (1, 2, 3)),
)


def activity(id_, minutes=60, *who, room="", place=None, needs=(), **more):
    """An activity of the class, with people and a room; ``place`` is a day and a start."""
    day, start = place or (None, None)
    rooms = (Need("room", (Candidate(room),)),) if room else ()
    people = tuple(Need(f"who {name}", (Candidate(name),)) for name in who)
    return Activity(
        id_, f"Block {id_}", minutes, (CLASS, *rooms, *people, *needs), day=day, start=start, **more
    )


def problem(*activities, constraints=(), days=DAYS, resources=RESOURCES, **options):
    return Problem(
        days, tuple(activities), tuple(resources), tuple(constraints),
        Options(**{"seconds": 60.0, **options}),
    )  # fmt: skip


def closed(resource, *windows, id_="closed", words="They cannot come.", must=True, weight=10):
    return kinds.Closed(
        id=id_, must=must, weight=weight, words=words, resource=resource, windows=windows
    )


@st.composite
def problems(draw, *, most=6):
    """Small problems with any kinds of constraint, some of them impossible."""
    amount = draw(st.integers(2, most))
    ids = range(1, amount + 1)
    guided = draw(st.sets(st.sampled_from(ids)))
    return problem(
        *(draw(_activities(n, guided=n in guided)) for n in ids),
        constraints=draw(_constraints(tuple(ids), guided)),
        resources=(
            *RESOURCES[:5],
            Resource("presenter:3", "Presenter 3", busy=(Window(600, 720, 1),)),
        ),
    )


@st.composite
def _activities(draw, id_, *, guided):
    people = ["presenter:1", "presenter:2", "presenter:3"]
    main = draw(st.sampled_from(people))
    needs = [Need("main", (Candidate(main),))]
    spare = draw(st.sampled_from([*people, None]))
    if spare is not None and spare != main:
        needs = [Need("main", (Candidate(main), Candidate(spare, 3)))]
    if guided:
        # Nobody but they would do, and it goes without them at a price.
        guide = draw(st.sampled_from([one for one in people if one not in {main, spare}]))
        needs.append(Need("guide", (Candidate(guide), Candidate(NOBODY, 4))))
    return activity(
        id_,
        draw(st.sampled_from((30, 60, 90, 180))),
        room=draw(st.sampled_from(("", "room:1", "room:2"))),
        needs=tuple(needs),
        taught=draw(st.integers(0, 4)) > 0,
        heavy=draw(st.booleans()),
        place=draw(st.sampled_from((None, None, (1, 480 + 60 * id_)))),
    )


@st.composite
def _constraints(draw, ids, guided):
    """Up to five constraints of any kinds."""
    found = []
    some = st.lists(st.sampled_from(ids), min_size=1, unique=True).map(tuple)
    person = st.sampled_from(("presenter:1", "presenter:2", "presenter:3"))
    minute = st.integers(96, 204).map(lambda n: n * 5)
    for n in range(draw(st.integers(0, 5))):
        one, other = draw(st.permutations(ids))[:2]
        start, end = sorted((draw(minute), draw(minute) + 5))
        window = Window(start, max(end, start + 5), draw(st.sampled_from((None, 1, 2))))
        pair = {"activity": one, "other": other}
        few, day = draw(some), draw(st.sampled_from((1, 2)))
        only = draw(st.sampled_from((None, None, frozenset(few))))
        ways = {
            kinds.Closed: {"resource": draw(person), "windows": (window,), "only": only},
            kinds.Open: {"resource": draw(person), "windows": (window,), "only": only},
            kinds.FixedTime: {"activity": one, "day": day, "start": start},
            kinds.NotBefore: {"activities": few, "day": draw(st.sampled_from((None, day))),
                              "start": start},
            kinds.NotAfter: {"activities": few, "day": draw(st.sampled_from((None, day))),
                             "end": end},
            kinds.SameDay: pair,
            kinds.DifferentDay: pair,
            kinds.Before: {**pair, "directly": draw(st.booleans())},
            kinds.FirstOfDay: {"activities": few},
            kinds.LastOfDay: {"activities": few},
            kinds.MostADay: {"activities": few, "amount": draw(st.integers(1, 2))},
            kinds.HeavyInARow: {"minutes": draw(st.sampled_from((60, 90, 120)))},
            kinds.Buffer: {"activities": few, "before": 15, "after": 30},
            kinds.MostActivities: {"resource": draw(person), "amount": draw(st.integers(0, 2))},
            kinds.MostDays: {"resource": draw(person), "amount": 1},
            kinds.OneVisit: {"resource": draw(person), "gap": draw(st.sampled_from((0, 60)))},
            kinds.Lunch: {"activities": few, "start": 660, "end": 840, "minutes": 30},
            kinds.StoryRest: {"resource": draw(person), "activities": few, "minutes": 120},
            kinds.NotNextTo: {"activities": few, "others": draw(some), "minutes": 30},
            kinds.KeepOrder: {"activities": tuple(draw(st.permutations(ids)))},
            kinds.MostWithin: {"resource": draw(person), "activities": few,
                               "days": draw(st.sampled_from(((1,), (1, 2)))),
                               "amount": draw(st.integers(0, 2))},
            kinds.Accompanied: {"activity": one, "needs": ("main",),
                                "company": ("guide",) if one in guided else ()},
            kinds.NotFirstAfter: {"activities": few, "others": (other,), "day": day},
            kinds.NotInRooms: {"resource": draw(person), "rooms": ("room:1",)},
            kinds.Travel: {"resource": draw(st.one_of(person, st.just("class"))), "minutes": 20},
        }  # fmt: skip
        kind = draw(st.sampled_from(list(ways)))
        found.append(
            kind(id=f"{kind.__name__} {n}", must=draw(st.booleans()), words=f"{kind.__name__}.",
                 weight=draw(st.integers(1, 20)), **ways[kind])
        )  # fmt: skip
    return tuple(found)
