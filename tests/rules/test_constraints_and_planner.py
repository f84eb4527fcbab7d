"""What the rules call broken is what the planner's judge calls broken, for weeks of any kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weeks import MONDAY, week

from cittrainer.jobs.plan_constraints import constraint_id
from cittrainer.jobs.plan_problem import Given, problem
from cittrainer.models import ConstraintKind
from cittrainer.planning.judging import broken_by, present
from cittrainer.rules.constraint_fields import SHAPES
from cittrainer.rules.constraints import broken
from cittrainer.rules.plan_values import ConstraintValue, PresenterValue, RoomValue, TimeValue
from cittrainer.rules.values import BookingValue, BusyElsewhere, PartValue, PlacedBlock

DAYS = (1, 2, 3)
DELIVERIES = ("lecture", "story", "scenario", "lunch", "break")
PRESENTERS = (1, 2, 3)
ROOMS = {
    1: RoomValue(1, "Gym", "Main"),
    2: RoomValue(2, "Annex", "Annex"),
    3: RoomValue(3, "Yard"),
    4: RoomValue(4, "Hall", "Annex"),
}
BLOCKS = 9
STORIES = ("story", "story", "lecture")
OFTEN = {
    "story_rest": STORIES,
    "stories_a_week": STORIES,
    "stories_a_month": STORIES,
    "story_facilitated": STORIES,
    "suitable_room": STORIES,
    "story_after_lunch": ("story", "story", "lunch", "lecture"),
    "heavy_in_a_row": ("lecture", "story"),
}
"""Deliveries without which hardly a week would break a kind."""
MINUTES = st.sampled_from([120, 30, 840, 60, 10, 1200, 5, 0])


@st.composite
def times(draw):
    start = draw(st.integers(0, 20)) * 60
    on = draw(st.sampled_from([None, MONDAY]))
    return TimeValue(
        draw(st.sampled_from(["available", "preferred", "no"])),
        start,
        min(1440, start + draw(st.sampled_from([60, 240, 600]))),
        on=on,
        weekday=None if on else draw(st.integers(0, 3)),
        first_on=draw(st.sampled_from([None, None, MONDAY + timedelta(days=1)])),
        last_on=draw(st.sampled_from([None, None, MONDAY + timedelta(days=1)])),
        most_minutes=draw(st.sampled_from([None, 30, 60, 90])),
        by_phone=draw(st.booleans()),
    )


@st.composite
def blocks(draw, deliveries):
    """Blocks one after the other, some of two groups side by side, some unplaced."""
    ids, found = count(1), []
    at = dict.fromkeys(DAYS, 480)
    while len(found) < BLOCKS:
        day = draw(st.sampled_from(DAYS))
        start = at[day] + draw(st.sampled_from([0, 0, 5, 10, 30, 90]))
        minutes = draw(st.sampled_from([30, 60, 120]))
        delivery = draw(st.sampled_from(deliveries))
        at[day] = start + minutes
        side_by_side = draw(st.integers(0, 2)) == 2 and len(found) < BLOCKS - 1
        groups = (1, 2) if side_by_side else (draw(st.sampled_from([None, None, 1])),)
        free_people, free_rooms = list(PRESENTERS), list(ROOMS)
        for group in groups:
            one = next(ids)
            people = [
                free_people.pop(draw(st.integers(0, len(free_people) - 1)))
                for _ in range(draw(st.sampled_from([1, 1, 0] if side_by_side else [1, 2, 0])))
            ]
            room = free_rooms.pop(draw(st.integers(0, len(free_rooms) - 1)))
            part = PartValue(
                one,
                room_id=draw(st.sampled_from([room, None])),
                group_id=group,
                group=f"Group {group}" if group else "",
                bookings=tuple(
                    BookingValue(
                        one * 10 + who,
                        who,
                        f"P{who}",
                        draw(st.sampled_from(["confirmed", "confirmed", "declined"])),
                        draw(st.sampled_from(["presenter", "presenter", "Facilitator"])),
                    )
                    for who in people
                ),
            )
            found.append(
                PlacedBlock(
                    one,
                    f"Block {one}",
                    delivery,
                    minutes,
                    day,
                    start,
                    parts=(part,),
                    weight=draw(st.sampled_from([1, 2, 2, 2, 2])) if len(groups) == 1 else 1,
                    position=draw(st.sampled_from([None, one, 20 - one])),
                )
            )
    if draw(st.booleans()):
        found[-1] = replace(found[-1], day_id=None, start=None)
    return tuple(found)


def facts(draw, kind):
    """Every fact that a kind needs, and some of those that it may have."""
    shape = SHAPES[kind]
    names = set(shape.required) | {one for one in shape.optional if draw(st.booleans())}
    if shape.exactly_one:
        names.add(draw(st.sampled_from(sorted(shape.exactly_one))))
    if shape.at_least_one:
        names |= set(
            draw(st.lists(st.sampled_from(sorted(shape.at_least_one)), min_size=1, max_size=2))
        )
    if {"start_minute", "end_minute"} & names and {"start_minute", "end_minute"} <= shape.facts:
        names |= {"start_minute", "end_minute"}
    start = draw(st.integers(8, 16)) * 60
    values = {
        "block_id": draw(st.integers(1, BLOCKS)),
        "presenter_id": draw(st.sampled_from(PRESENTERS)),
        "room_id": draw(st.sampled_from(sorted(ROOMS))),
        "course_day_id": draw(st.sampled_from(DAYS)),
        "delivery": draw(st.sampled_from(DELIVERIES)),
        "other_delivery": draw(st.sampled_from(DELIVERIES)),
        "availability": draw(st.sampled_from(["available", "preferred", "no"])),
        "start_minute": start,
        "end_minute": start + draw(st.sampled_from([60, 180, 480])),
        "minutes": draw(MINUTES),
        "minutes_after": draw(MINUTES),
        "amount": draw(st.integers(0, 3)),
        "directly": True,
    }
    values["other_block_id"] = values["block_id"] % BLOCKS + 1
    return {name: values[name] for name in names}


@st.composite
def constraints(draw, kind):
    some = draw(st.integers(1, 3)) if kind in {"presenter_time", "room_time"} else 1
    return tuple(
        ConstraintValue(
            number,
            kind,
            must=draw(st.booleans()),
            weight=draw(st.integers(1, 100)),
            **facts(draw, kind),
        )
        for number in range(1, some + 1)
    )


@st.composite
def weeks_with(draw, kind):
    placed = draw(blocks(OFTEN.get(kind, DELIVERIES)))
    return week(
        *placed,
        days=len(DAYS),
        hours=("0:00", "24:00"),
        presenters={
            one: PresenterValue(
                one,
                f"P{one}",
                True,
                tuple(draw(st.lists(times(), max_size=3))),
                unsuited_rooms=draw(st.frozensets(st.sampled_from(sorted(ROOMS)), max_size=2)),
                travel_minutes=draw(st.sampled_from([None, 0, 45, 95])),
                stories_elsewhere=tuple(
                    MONDAY + timedelta(day) for day in draw(st.lists(st.integers(-9, 30)))
                ),
            )
            for one in PRESENTERS
        },
        rooms=ROOMS,
        constraints=draw(constraints(kind)),
        elsewhere=(BusyElsewhere(MONDAY, 540, 600, "CIT-9", "Talk", room_id=1),),
        released={one.id: (1, 480 + 60 * (one.id % 3), 60) for one in placed[:4]},
        release=1,
    )


def said(found):
    """Each broken constraint with how often, and what it costs; a must says it at least once."""
    wishes = Counter((one, weight) for one, must, weight in found if not must)
    return wishes, {one for one, must, _ in found if must}


@pytest.mark.parametrize("kind", [kind.value for kind in ConstraintKind])
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_broken_is_what_the_planners_judge_says(kind, data):
    plan = data.draw(weeks_with(kind))
    asked = problem(plan, Given())

    judged = [one for one in broken_by(asked, present(asked)) if one.constraint]
    ruled = broken(plan)

    assert said((one.constraint.id, one.must, one.cost) for one in ruled) == said(
        (constraint_id(one.constraint), one.must, one.cost) for one in judged
    )
