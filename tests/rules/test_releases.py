from __future__ import annotations

import json
from dataclasses import replace

import pytest
import weeks
from hypothesis import given
from released import ANA, LEE, SAM, block, part, plan, plans
from weeks import MONDAY

from cittrainer.rules.plan_values import RoomValue
from cittrainer.rules.release_changes import by_day, changes
from cittrainer.rules.release_shares import (
    TraineeValue,
    agency_changes,
    class_days,
    dropped_slots,
    presenter_changes,
    slots,
    trainee_shares,
)
from cittrainer.rules.releases import CourseWords, as_json, from_json, frozen
from cittrainer.rules.values import BookingValue, PartValue

COURSE = CourseWords("CIT-1", "CIT 40-hour")


def sentences(before, after):
    return [one.sentence for one in changes(before, after)]


@given(plans)
def test_a_plan_differs_in_nothing_from_itself(one):
    assert changes(one, one) == ()
    assert all(presenter_changes(one, one, who) == () for who in one.presenters)


@given(plans, plans)
def test_two_plans_that_differ_have_at_least_one_change(one, other):
    assert bool(changes(one, other)) is (one != other)
    assert (one.digest == other.digest) is (one == other)


@given(plans)
def test_a_plan_comes_back_from_json_as_it_was(one):
    assert from_json(json.loads(json.dumps(as_json(one)))) == one


def test_a_plan_of_an_unknown_format_is_not_guessed_at():
    with pytest.raises(ValueError, match="unknown format 2"):
        from_json({**as_json(plan()), "format": 2})


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            block("Law", 1, "10:00"),
            block("Law", 2, "13:00"),
            "“Law” moves to Tuesday 5 May, 13:00–14:00; it was Monday 4 May, 10:00–11:00.",
        ),
        (
            block("Law", 1, "10:00"),
            block("Law", 1, "13:00"),
            "“Law” moves to 13:00–14:00; it was 10:00–11:00.",
        ),
        (
            block("Law", 1, "10:00", 60),
            block("Law", 1, "10:00", 75),
            "“Law” is 15 minutes longer: 10:00–11:15, was 10:00–11:00.",
        ),
        (
            block("Law", 1, "10:00", 60),
            block("Law", 1, "10:30", 30),
            "“Law” is 30 minutes shorter: 10:30–11:00, was 10:00–11:00.",
        ),
        (
            block("Law", 1, "10:00", 60),
            block("Law", 1, "13:00", 90),
            "“Law” moves to 13:00–14:30; it was 10:00–11:00.",
        ),
        (
            block("Law", 1, "10:00", 60, part(room="Room A")),
            block("Law", 1, "10:00", 60, part(room="Hall", building="Annex")),
            "“Law” is in Hall (Annex) instead of Room A.",
        ),
        (
            block("Law", 1, "10:00", 60, part()),
            block("Law", 1, "10:00", 60, part(room="Hall")),
            "“Law” is in Hall.",
        ),
        (
            block("Law", 1, "10:00", 60, part(room="Hall")),
            block("Law", 1, "10:00", 60, part()),
            "“Law” has no room yet; it was in Hall.",
        ),
        (
            block("Law", 1, "10:00", 60, part(ANA)),
            block("Law", 1, "10:00", 60, part(LEE)),
            "“Law”: Judge Lee presents instead of Dr. Ana Ruiz.",
        ),
        (
            block("Law", 1, "10:00", 60, part(ANA)),
            block("Law", 1, "10:00", 60, part(ANA, LEE, SAM)),
            "“Law”: Judge Lee and Sam present as well.",
        ),
        (
            block("Law", 1, "10:00", 60, part(ANA, LEE)),
            block("Law", 1, "10:00", 60, part(ANA)),
            "“Law”: Judge Lee no longer presents.",
        ),
        (
            block("Law", 1, "10:00", 60, part(ANA)),
            block("Law", 1, "10:00", 60, part(replace(ANA, role="moderator"))),
            "“Law”: Dr. Ana Ruiz comes as moderator; it was presenter.",
        ),
        (
            block("Law", key="x"),
            block("Law and courts", key="x"),
            "“Law” is now called “Law and courts”.",
        ),
        (
            block("Law"),
            block("Law", delivery="panel"),
            "“Law” is now a panel; it was a lecture.",
        ),
    ],
)
def test_what_differs_about_a_block_is_said_in_one_sentence(before, after, said):
    assert sentences(plan(before), plan(after)) == [said]


def test_blocks_that_come_and_go_are_told_with_place_and_people():
    gone = block("Law", 1, "10:00")
    new = block("Stories", 2, "9:00", 50, part(SAM, LEE, room="Room A"), delivery="story")

    assert sentences(plan(gone), plan(new)) == [
        "“Law” is dropped; it was Monday 4 May, 10:00–11:00.",
        "“Stories” is new: Tuesday 5 May, 9:00–9:50, Room A, with Sam and Judge Lee.",
    ]


def test_groups_are_told_apart():
    before = block(
        "Practice", 1, "14:00", 60, part(ANA, room="A", group="G1"), part(LEE, room="B", group="G2")
    )
    after = block(
        "Practice", 1, "14:00", 60, part(ANA, room="C", group="G1"), part(SAM, room="B", group="G2")
    )

    assert sentences(plan(before), plan(after)) == [
        "“Practice”, G1 is in C instead of A.",
        "“Practice”, G2: Sam presents instead of Judge Lee.",
    ]
    assert sentences(plan(before), plan(block("Practice", 1, "14:00", 60, part(ANA, LEE)))) == [
        "“Practice” is for everyone; it was for G1 and G2.",
        "“Practice” has no room yet; it was in A and B.",
    ]


def test_rooms_swapped_between_parts_without_a_name_are_noticed():
    before = block("Practice", 1, "14:00", 60, part(ANA, room="A"), part(LEE, room="B"))
    after = block("Practice", 1, "14:00", 60, part(LEE, room="A"), part(ANA, room="B"))

    assert sentences(plan(before), plan(after)) == [
        "“Practice”: its rooms, groups and presenters are paired anew."
    ]


def test_changes_of_the_course_come_first_and_then_day_by_day():
    before = plan(block("Law", 1), block("Exam", 2), days=2)
    after = plan(block("Exam", 1, "8:00"), block("Law", 1), days=3, venue="City Hall")

    assert by_day(changes(before, after)) == (
        ("The course", ("The place of the course is City Hall; it was Training Center.",)),
        (
            "Monday 4 May",
            ("“Exam” moves to Monday 4 May, 8:00–9:00; it was Tuesday 5 May, 10:00–11:00.",),
        ),
        ("Wednesday 6 May", ("Wednesday 6 May is a day of the course now, 8:00–17:00.",)),
    )


def test_hours_of_a_day_and_dropped_days_are_told():
    before = plan(days=2)
    first = replace(before.days[0], start=510)

    assert sentences(before, replace(before, days=(first,))) == [
        "Monday 4 May is 8:30–17:00 now; it was 8:00–17:00.",
        "Tuesday 5 May is no longer a day of the course.",
    ]


def test_a_presenter_is_told_only_what_concerns_them():
    before = plan(
        block("Law", 1, "10:00", 60, part(ANA, room="A")),
        block("Courts", 1, "13:00", 60, part(ANA)),
        block("Other", 2, "8:00", 60, part(LEE)),
    )
    after = plan(
        block("Law", 2, "10:00", 60, part(ANA, LEE, room="B")),
        block("Panel", 3, "9:00", 60, part(ANA, room="Hall"), delivery="panel"),
        block("Other", 3, "8:00", 60, part(LEE)),
        block("Courts", 1, "13:00", 60, part(LEE)),
    )

    assert [one.sentence for one in presenter_changes(before, after, ANA.id)] == [
        "No longer yours: “Courts”, Monday 4 May, 13:00–14:00.",
        "“Law” moves to Tuesday 5 May, 10:00–11:00; it was Monday 4 May, 10:00–11:00.",
        "“Law” is in B instead of A.",
        "“Law”: you are with Judge Lee now.",
        "New for you: “Panel”, Wednesday 6 May, 9:00–10:00, Hall.",
    ]
    assert [slot.block.title for slot in dropped_slots(before, after, ANA.id)] == ["Courts"]
    assert presenter_changes(before, after, SAM.id) == ()


def test_a_presenter_sees_their_groups_and_who_is_with_them():
    one = plan(
        block(
            "Practice", 1, "14:00", 60,
            part(replace(ANA, role="coach"), SAM, room="A", group="G1"),
            part(LEE, room="B", group="G2"),
        )
    )  # fmt: skip

    (slot,) = slots(one, ANA.id)

    assert (slot.role, slot.others, slot.places, slot.groups) == (
        "coach", ("Sam",), ("A",), ("G1",),
    )  # fmt: skip


def test_agencies_are_not_told_who_presents():
    before = plan(block("Law", 1, "10:00", 60, part(ANA)))
    after = plan(block("Law", 1, "11:00", 60, part(LEE)))

    assert [one.sentence for one in agency_changes(before, after)] == [
        "“Law” moves to 11:00–12:00; it was 10:00–11:00."
    ]


def test_trainees_have_the_hours_of_their_own_groups_without_what_they_are_excused_from():
    one = plan(
        block("Law", 1, "8:00", 60),
        block("Break", 1, "9:00", 15, delivery="break"),
        block("Practice 1", 1, "9:15", 45, part(group="G1", group_set="S")),
        block("Practice 2", 1, "9:15", 60, part(group="G2", group_set="S")),
        block("Courts", 2, "8:00", 90),
        days=2,
    )
    courts = one.blocks[-1].uuid

    first, second, third = trainee_shares(
        one,
        [
            TraineeValue("Lee, Grace", frozenset({("S", "G1")})),
            TraineeValue("O'Malley, Siobhán", frozenset({("S", "G2")}), frozenset({courts})),
            TraineeValue("Okafor, Chidinma"),
        ],
    )

    assert (first.minutes, len(first.days), first.groups) == (195, 2, ("G1",))
    assert [(day.start, day.end, day.minutes) for day in second.days] == [(480, 615, 120)]
    assert third.minutes == 210
    assert next((day.date, day.minutes) for day in class_days(one)) == (MONDAY, 120)


def test_stories_are_told_by_presenters_whatever_their_role_is_called():
    told = weeks.block(
        "Stories",
        1,
        "9:00",
        50,
        PartValue(
            1, room_id=1, room="Hall", bookings=(BookingValue(1, 7, "Sam", "confirmed", "peer"),)
        ),
        delivery="story",
    )
    panel = weeks.block(
        "Panel",
        1,
        "10:00",
        50,
        PartValue(2, bookings=(
            BookingValue(2, 7, "Sam", "confirmed", "peer"),
            BookingValue(3, 8, "Judge Lee", "tentative", "moderator"),
            BookingValue(4, 9, "Alternate", "confirmed", "moderator", 2),
            BookingValue(5, 10, "Called off", "cancelled"),
        )),
        delivery="panel",
    )  # fmt: skip
    week = weeks.week(told, panel, weeks.block("Unplaced", None))

    one = frozen(
        COURSE,
        week.days,
        week.blocks,
        rooms={1: RoomValue(1, "Hall", "Annex")},
        uuids={each.id: f"{each.id:032x}" for each in week.blocks},
        unnamed={7},
    )

    assert [each.title for each in one.blocks] == ["Stories", "Panel"]
    assert one.blocks[0].places == ("Hall (Annex)",)
    assert [(who.name, who.role) for each in one.blocks for who in each.presenters] == [
        ("Sam", "presenter"),
        ("Judge Lee", "moderator"),
        ("Sam", "presenter"),
    ]
