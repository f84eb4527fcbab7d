from __future__ import annotations

from dataclasses import replace

from weeks import block, booking, part, week

from cittrainer.rules.held import (
    held_minutes,
    held_parts,
    not_as_planned,
    planned_minutes,
    who_presented,
)
from cittrainer.rules.hour_distribution import taught_hours


def presented(one, *names):
    return replace(one, actual=names)


def test_planned_and_presented_stand_beside_each_other():
    plan = week(
        block("Law", 1, "9:00", 60, presented(part("Ann", room="Room A"), "Bea")),
        block("Story", 1, "8:00", 60, part("Cy", group="North")),
        block("Lunch", 1, "12:00", 60, part(), delivery="lunch"),
        block("Tomorrow", 2, "8:00", 60, part("Dee")),
    )

    story, law, lunch = held_parts(plan, 1)

    assert (story.title, story.place, story.planned, story.presented) == (
        "Story", "North", ("Cy",), (),
    )  # fmt: skip
    assert (law.place, law.planned, law.presented, law.differs) == (
        "Room A", ("Ann",), ("Bea",), True,
    )  # fmt: skip
    assert not story.differs
    assert not lunch.wants_presenters
    assert (planned_minutes([story, law, lunch]), held_minutes([story, law, lunch])) == (120, 60)


def test_the_same_people_in_another_order_are_as_planned():
    law = block("Law", 1, "9:00", 60, presented(part("Ann", "Bea"), "Bea", "Ann"))

    (one,) = held_parts(week(law), 1)

    assert one.presented == ("Ann", "Bea")
    assert not one.differs
    assert not_as_planned(law) == ()


def test_whoever_did_not_come_was_planned_and_whoever_called_off_before_was_not():
    gone = part(booking("Ann", "no_show"), booking("Bea", "cancelled"), booking("Cy", order=2))

    (one,) = held_parts(week(block("Law", 1, "9:00", 60, presented(gone, "Cy"))), 1)

    assert (one.planned, one.presented, one.differs) == (("Ann",), ("Cy",), True)
    assert who_presented(gone) == ()


def test_what_is_side_by_side_counts_once():
    practice = block(
        "Practice", 1, "9:00", 60, presented(part("Ann"), "Ann"), presented(part("Bea"), "Bea")
    )
    late = block("Law", 1, "9:30", 60, presented(part("Cy"), "Cy"))

    parts = held_parts(week(practice, late), 1)

    assert (planned_minutes(parts), held_minutes(parts)) == (90, 90)


def test_the_hours_name_who_taught_once_it_is_on_record():
    actor = replace(booking("Theo"), role="actor")
    plan = week(
        block("Law", 1, "9:00", 30, presented(part("Ann", actor), "Bea", "Theo")),
        block("Skills", 1, "9:30", 30, part("Cy")),
    )

    (hour,) = taught_hours(plan)

    assert hour.presenters == ("Bea", "Cy")
