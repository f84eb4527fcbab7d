from dataclasses import replace

import pytest
from weeks import block, booking, part, week

from cittrainer.rules.checks import findings
from cittrainer.rules.plan_values import ConstraintValue
from cittrainer.rules.values import NOTE, WARNING, BookingValue


def said(found, kind):
    """The sentences of one kind."""
    return [finding.sentence for finding in found if finding.kind == kind]


FAY = replace(booking("Fay"), role="facilitator")


def story(title="Story", day=1, start="9:00", minutes=60, *people):
    """A story that two people tell and one facilitates unless others are named."""
    there = people or ("Ana", "Bo", FAY)
    return block(title, day, start, minutes, part(*there), delivery="story")


def scene(day=1, start="10:00"):
    return block("Scene", day, start, 60, part("Cy"), delivery="scenario")


@pytest.mark.parametrize(("start", "side"), [("10:25", "before"), ("7:50", "after")])
def test_a_story_next_to_a_scenario_is_found_on_either_side(start, side):
    found = findings(week(story("Recovery", 1, "9:00"), scene(1, start), hours=("7:00", "18:00")))

    (finding,) = found
    assert (finding.kind, finding.severity) == ("story_by_scenario", WARNING)
    assert finding.sentence == (
        f"“Recovery”, Monday at 9:00, is directly {side} “Scene”: who tells a story should not "
        "meet it acted."
    )


def test_half_an_hour_another_block_or_a_constraint_keep_story_and_scenario_apart():
    between = block("Talk", 2, "10:00", 15)
    keeps = (ConstraintValue(1, "not_next_to", delivery="scenario", other_delivery="story"),)
    other = (ConstraintValue(1, "not_next_to", delivery="exam", other_delivery="story"),)

    assert findings(week(story(), scene(start="10:30"))) == ()
    assert findings(week(story(day=2), between, scene(2, "10:15"))) == ()
    near = (story(), scene())
    assert said(findings(week(*near, constraints=keeps)), "story_by_scenario") == []
    assert len(said(findings(week(*near, constraints=other)), "story_by_scenario")) == 1


def test_a_story_first_after_lunch_is_found_on_the_first_day_only():
    def lunch(day):
        return block("Lunch", day, "12:00", 45, part(), delivery="lunch")

    first = story("One", 1, "12:45")
    later = story("Two", 2, "12:45", 60, "Di", "Ed")

    assert said(findings(week(lunch(1), first, lunch(2), later)), "story_after_lunch") == [
        (
            "“One”, Monday at 12:45, is first after lunch on the first day, when the class knows "
            "nobody yet and is tired."
        )
    ]
    talk = block("Talk", 1, "12:45", 15)
    assert said(findings(week(lunch(1), talk, story("One", 1, "13:00"))), "story_after_lunch") == []


def test_a_storyteller_alone_is_found_and_one_with_company_is_not():
    facilitator = BookingValue(9, 9, "Fay", "confirmed", "facilitator")

    assert said(findings(week(story("S", 1, "9:00", 60, "Ana"))), "story_alone") == [
        "Ana is alone in “S”, Monday at 9:00: nobody facilitates and nobody presents with them."
    ]
    off = booking("Bo", "declined")
    assert said(findings(week(story("S", 1, "9:00", 60, "Ana", off))), "story_alone")
    assert findings(week(story("S", 1, "9:00", 60, "Ana", facilitator))) == ()
    assert said(findings(week(story("S", 1, "9:00", 60, "Ana", "Bo"))), "story_alone") == []
    assert findings(week(block("Talk", 1, "9:00", 60, part("Ana")))) == ()


def test_a_story_that_nobody_facilitates_is_noted_and_facilitators_tell_nothing():
    (noted,) = findings(week(story("S", 1, "9:00", 60, "Ana", "Bo")))
    host = replace(booking("Hal"), role="Host")

    assert (noted.kind, noted.severity) == ("story_unfacilitated", NOTE)
    assert noted.sentence == "Nobody facilitates “S”, Monday at 9:00, which Ana and Bo tell."
    assert findings(week(story("S", 1, "9:00", 60, "Ana", "Bo", host))) == ()


def test_a_constraint_that_asks_for_a_facilitator_speaks_alone():
    keeps = (ConstraintValue(1, "story_facilitated", must=True),)
    alone = week(story("S", 1, "9:00", 60, "Ana"), constraints=keeps)
    two = week(story("S", 1, "9:00", 60, "Ana", "Bo"), constraints=keeps)

    for plan in (alone, two):
        (finding,) = findings(plan)
        assert (finding.kind, finding.severity) == ("constraint", "error")
        assert finding.sentence == (
            "Nobody tells a story without somebody who facilitates: nobody facilitates “S”, "
            "Monday at 9:00."
        )
    assert findings(week(story(), constraints=keeps)) == ()


def test_a_constraint_on_what_follows_lunch_speaks_alone():
    lunch = block("Lunch", 1, "12:00", 45, part(), delivery="lunch")
    keeps = (ConstraintValue(1, "story_after_lunch", must=True),)
    after = week(lunch, story("S", 1, "12:45"), constraints=keeps)
    between = block("Talk", 1, "12:45", 15)

    (finding,) = findings(after)
    assert finding.sentence == (
        "No story is the first thing after lunch on the first day: “S”, Monday at 12:45."
    )
    assert findings(week(lunch, between, story("S", 1, "13:00"), constraints=keeps)) == ()


def test_two_stories_of_one_presenter_need_two_hours_between():
    one = story("One", 1, "9:00", 60, "Ana", "Bo")
    two = story("Two", 1, "11:55", 60, "Ana", "Cy")
    three = story("Three", 1, "14:55", 60, "Cy", "Ana")

    assert said(findings(week(one, two, three)), "story_rest") == [
        (
            "Ana rests 115 minutes between “One” and “Two”, Monday at 11:55; the academy’s own "
            "least is 2 h."
        )
    ]


def test_nights_other_people_facilitators_and_constraints_make_no_finding_of_rest():
    evening = story("One", 1, "16:30", 60, "Ana", "Bo", FAY)
    morning = story("Two", 2, "8:00", 60, "Ana", "Bo", FAY)
    other = story("Three", 2, "9:00", 60, "Cy", "Di", FAY)
    helped = story(
        "Four", 2, "10:00", 60, "Ed", BookingValue(9, 3, "Cy", "confirmed", "facilitator")
    )
    near = (story("One", 3, "9:00"), story("Two", 3, "10:00"))
    keeps = (ConstraintValue(1, "story_rest", minutes=30),)

    assert findings(week(evening, morning, other, helped)) == ()
    assert said(findings(week(*near, constraints=keeps)), "story_rest") == []
    assert len(said(findings(week(*near)), "story_rest")) == 2


def test_heavy_blocks_in_a_row_are_one_note_with_their_length():
    row = [
        block("A", 1, "8:00", 60, weight=2),
        block("B", 1, "9:00", 45, weight=3),
        block("C", 1, "9:50", 30, weight=2),
    ]

    (finding,) = findings(week(*row))

    assert (finding.kind, finding.severity) == ("heavy_in_a_row", NOTE)
    assert finding.sentence == (
        "“A”, “B” and “C” on Monday are heavy and follow each other without a break: 2 h 15 min."
    )
    assert finding.blocks == tuple(one.id for one in row)


def test_a_break_something_lighter_a_gap_or_a_constraint_end_a_row():
    def heavy(day, start):
        return block("Heavy", day, start, 60, weight=2)

    apart = [
        heavy(1, "8:00"),
        block("Break", 1, "9:00", 5, part(), delivery="break"),
        heavy(1, "9:05"),
        heavy(2, "8:00"),
        block("Light", 2, "9:00", 10, weight=1),
        heavy(2, "9:10"),
        heavy(3, "8:00"),
        heavy(3, "9:10"),
    ]
    keeps = (ConstraintValue(1, "heavy_in_a_row", minutes=120),)

    assert findings(week(*apart)) == ()
    row = (heavy(1, "8:00"), heavy(1, "9:00"))
    assert said(findings(week(*row, constraints=keeps)), "heavy_in_a_row") == []
