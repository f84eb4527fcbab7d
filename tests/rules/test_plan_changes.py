from __future__ import annotations

from dataclasses import replace

from weeks import block, booking, part, week

from cittrainer.rules.plan_changes import (
    NewBooking,
    NewPlace,
    NewRoom,
    PlanChange,
    change_lines,
    changed,
    fingerprint,
    summary,
    to_be_asked,
)
from cittrainer.rules.plan_values import RoomValue

WALT, IMANI = booking("Walt K."), booking("Imani B.", "invited", 2)


def told(plan, **what):
    change = PlanChange(1, fingerprint(plan), **what)
    return [line.sentence for line in change_lines(plan, change)], summary(plan, change)


def test_moving_placing_and_losing_blocks_is_told_in_the_order_of_the_week():
    early, late = block("Veterans", 1, "10:00"), block("Suicide", 1, "13:00")
    waits, lost = block("Culture", None), block("Liability", 3, "9:00")
    plan = week(early, late, waits, lost)

    lines, line = told(
        plan,
        places=(
            NewPlace(early.id, 3, 540),
            NewPlace(late.id, 1, 600),
            NewPlace(waits.id, 2, 480),
            NewPlace(lost.id),
        ),
    )

    assert lines == [
        "“Suicide” begins at 10:00 instead of 13:00.",
        "“Culture” is placed on Tuesday at 8:00.",
        "“Veterans” moves from Monday at 10:00 to Wednesday at 9:00.",
        "“Liability” is taken off the plan; it was on Wednesday at 9:00.",
    ]
    assert line == (
        "Places 1 block, moves 2 blocks, takes 1 block off the plan, "
        "2 presenters to be asked, hours unchanged"
    )


def test_an_alternate_moved_up_is_the_one_to_be_asked():
    story = block("Stories", 1, "11:00", 60, part(WALT, IMANI))
    plan = week(story)

    change = PlanChange(
        1,
        fingerprint(plan),
        bookings=(NewBooking(WALT.id, 1, called_off=True), NewBooking(IMANI.id, 1)),
    )

    assert [one.sentence for one in change_lines(plan, change)] == [
        "Imani B. presents “Stories” instead of Walt K."
    ]
    assert to_be_asked(plan, change) == ("Imani B.",)
    assert summary(plan, change) == "1 presenter to be asked, hours unchanged"


def test_a_block_that_is_left_without_a_presenter_says_so():
    plan = week(block("Stories", 1, "11:00", 60, part(WALT)))

    lines, line = told(plan, bookings=(NewBooking(WALT.id, 1, called_off=True),))

    assert lines == ["“Stories” has no presenter without Walt K.: somebody is still to be found."]
    assert line == "1 presenter still to be found, hours unchanged"


def test_a_part_gets_another_room_by_name():
    plan = week(
        block("Practice", 1, "11:00", 60, part("Ana", room="Gym", group="Group 1")),
        rooms={7: RoomValue(7, "Hall")},
    )

    lines, line = told(plan, rooms=(NewRoom(1, 7),))

    assert lines == ["“Practice” (Group 1) is in Hall instead of Gym."]
    assert line == "Changes 1 room, hours unchanged"


def test_taking_a_block_off_the_plan_tells_the_hours_lost():
    one = block("Veterans", 1, "10:00", 75)
    plan = week(one)

    assert told(plan, places=(NewPlace(one.id),))[1] == (
        "Takes 1 block off the plan, 1 h 15 min fewer on the plan"
    )


def test_no_change_is_nothing():
    plan = week(block("Veterans"))

    assert told(plan) == ([], "Nothing changes")
    assert changed(plan, PlanChange(1, fingerprint(plan))) == plan


def test_the_fingerprint_tells_whatever_a_proposal_rests_on():
    one = block("Veterans")
    plan = week(one)
    others = [
        week(replace(one, start=605)),
        week(replace(one, version=2)),
        week(replace(one, parts=(part(booking("Ana", "declined")),))),
        replace(plan, days=plan.days[:4]),
    ]

    assert fingerprint(plan) == fingerprint(replace(plan))
    assert len({fingerprint(each) for each in (plan, *others)}) == 5
