"""No arrangement and no repair breaks a care rule that is a must, for weeks of any kind.

What stands pinned and breaks one already may stay, and is never made worse.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weeks import MONDAY, week

from cittrainer.jobs.arranging import DayLost, PresenterOut
from cittrainer.jobs.mishaps import case
from cittrainer.jobs.plan_answers import plan_change
from cittrainer.jobs.plan_problem import Given, Limits, problem
from cittrainer.planning import arranging, repairing
from cittrainer.rules.care import BARRED
from cittrainer.rules.checks.bookable import barred
from cittrainer.rules.constraints import broken
from cittrainer.rules.plan_changes import changed
from cittrainer.rules.plan_values import ConstraintValue, PresenterValue, RoomValue
from cittrainer.rules.values import BookingValue, PartValue, PlacedBlock

DAYS = 3
PEOPLE = (1, 2, 3, 4, 5)
ROOMS = {one: RoomValue(one, f"Room {one}", "Main") for one in (1, 2)}
CARE = (
    ConstraintValue(1, "stories_a_week", must=True, amount=1),
    ConstraintValue(2, "stories_a_month", must=True, amount=2),
    ConstraintValue(3, "story_rest", must=True, minutes=120),
    ConstraintValue(4, "story_facilitated", must=True),
    ConstraintValue(5, "story_after_lunch", must=True),
    ConstraintValue(6, "suitable_room", must=True),
    ConstraintValue(7, "from_home", must=True, start_minute=480, end_minute=960),
    ConstraintValue(
        8, "not_next_to", must=True, delivery="story", other_delivery="scenario", minutes=30
    ),
)
DELIVERIES = ("story", "story", "story", "lunch", "scenario", "lecture")
QUICK = Limits(seconds=5.0)


@st.composite
def weeks(draw):
    """Up to seven blocks, mostly stories, by five people, some of whom cannot be booked."""
    ids, booking_ids = count(1), count(100)
    keeps = draw(st.sets(st.sampled_from(CARE), min_size=3))
    blocks = []
    ends = dict.fromkeys(range(1, DAYS + 1), 480)
    for _ in range(draw(st.integers(3, 7))):
        one = next(ids)
        delivery = draw(
            st.sampled_from(["story", "story", "story", "lunch", "scenario", "lecture"])
        )
        people = draw(st.permutations(PEOPLE))
        roles = ["presenter", "facilitator"] if draw(st.integers(0, 3)) else ["presenter"]
        bookings = []
        for role in roles if delivery != "lunch" else []:
            bookings.append(
                BookingValue(
                    next(booking_ids),
                    people[len(bookings)],
                    "",
                    draw(st.sampled_from(["confirmed", "confirmed", "invited", "declined"])),
                    role,
                )
            )
        for order in range(2, 2 + draw(st.integers(0, 2))):
            if bookings and len(bookings) < len(people):
                bookings.append(
                    BookingValue(
                        next(booking_ids),
                        people[len(bookings)],
                        "",
                        "invited",
                        draw(st.sampled_from(["presenter", "presenter", "facilitator"])),
                        order,
                    )
                )
        day, minutes = draw(st.integers(1, DAYS)), draw(st.sampled_from([45, 60, 90]))
        start = ends[day] + draw(st.sampled_from([0, 0, 15, 120]))
        placed = draw(st.integers(0, 3)) > 0 and start + minutes <= 990
        ends[day] = start + minutes if placed else ends[day]
        blocks.append(
            PlacedBlock(
                one,
                f"Block {one}",
                delivery,
                minutes,
                day if placed else None,
                start if placed else None,
                pinned=placed and draw(st.integers(0, 3)) == 0,
                parts=(
                    PartValue(
                        one,
                        room_id=draw(st.sampled_from([1, 1, 2, None])),
                        bookings=tuple(bookings),
                    ),
                ),
            )
        )
    return week(
        *blocks,
        days=DAYS,
        hours=("8:00", "16:30"),
        rooms=ROOMS,
        constraints=tuple(sorted(keeps, key=lambda each: each.id)),
        presenters={one: draw(presenters(one)) for one in PEOPLE},
    )


@st.composite
def presenters(draw, one):
    dates = [MONDAY + timedelta(day) for day in range(DAYS)]
    return PresenterValue(
        one,
        f"P{one}",
        barred=draw(st.integers(0, 4)) == 0,
        barred_on=draw(st.frozensets(st.sampled_from(dates), max_size=1)),
        unsuited_rooms=draw(st.sampled_from([frozenset(), frozenset(), frozenset({1})])),
        travel_minutes=draw(st.sampled_from([None, 30, 60])),
        stories_elsewhere=draw(st.sampled_from([(), (), (MONDAY,), (MONDAY + timedelta(15),) * 2])),
    )


def wrong(plan):
    """Which musts of care a week breaks, about whom; of stories counted, how many they are."""
    found = Counter()
    for one in broken(plan):
        if one.constraint.kind.startswith("stories_a"):
            about = one.constraint.kind, one.presenters, plan.day[one.days[0]].date.month
            found[about] = max(found[about], len(one.blocks))
        else:
            blocks = one.blocks[:1] if one.constraint.kind == "story_rest" else one.blocks
            # That somebody is alone is the same with an alternate in their place.
            who = () if one.constraint.kind == "story_facilitated" else one.presenters
            found[one.constraint.kind, who, tuple(sorted(blocks))] = 1
    for one in barred(plan):
        for block in one.blocks:
            found[BARRED, one.presenters, block] = 1
    return found


def worse(after, before):
    return {about: number for about, number in after.items() if number > before.get(about, 0)}


def only_pinned(plan):
    return replace(
        plan,
        blocks=tuple(
            one if one.pinned else replace(one, day_id=None, start=None) for one in plan.blocks
        ),
    )


def called_off(plan, mishap):
    """The week without whoever is out, and nobody in their place."""

    def of_part(part):
        return replace(
            part,
            bookings=tuple(
                replace(one, state="cancelled")
                if one.presenter_id == getattr(mishap, "presenter_id", None)
                else one
                for one in part.bookings
            ),
        )

    return replace(
        plan,
        blocks=tuple(replace(one, parts=tuple(map(of_part, one.parts))) for one in plan.blocks),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(weeks())
def test_no_arrangement_breaks_a_care_rule_that_is_a_must(plan):
    found = arranging.arrange(problem(plan, Given(QUICK)))

    after = changed(plan, plan_change(plan, found))

    assert worse(wrong(after), wrong(only_pinned(plan))) == {}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(weeks(), st.sampled_from([*(PresenterOut(one) for one in PEOPLE), DayLost(1)]))
def test_no_repair_breaks_a_care_rule_that_is_a_must(plan, mishap):
    what = case(plan, mishap, QUICK)
    asked = problem(plan, Given(QUICK, missing=what.missing, lost_days=what.lost_days))
    # A pinned story stays though nobody facilitates it any more, and that is told.
    before = wrong(plan) | wrong(only_pinned(called_off(plan, mishap)))

    for one in repairing.repair(asked, what.trouble):
        after = changed(plan, plan_change(plan, one.arrangement, out=what.out))

        assert worse(wrong(after), before) == {}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(weeks(), st.sampled_from(PEOPLE))
def test_whoever_cannot_be_booked_is_asked_for_nothing_new(plan, lost):
    """Neither by an arrangement nor by a repair, whatever else would be gained by it."""
    what = case(plan, PresenterOut(lost), QUICK)
    asked = problem(plan, Given(QUICK, missing=what.missing))
    arrangements = [arranging.arrange(problem(plan, Given(QUICK)))]
    arrangements += [one.arrangement for one in repairing.repair(asked, what.trouble)]
    kept_off = {one.id for one in plan.presenters.values() if one.barred}

    def expected(one):
        return {
            (block.id, who) for block in one.blocks for who in block.expected if who in kept_off
        }

    for one in arrangements:
        assert expected(changed(plan, plan_change(plan, one))) <= expected(plan)
