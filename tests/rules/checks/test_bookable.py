"""Who is booked and cannot be, and what was agreed and is not arranged; never why."""

from dataclasses import replace

import pytest
from weeks import MONDAY, block, booking, part, week

from cittrainer.rules.care import Bar, cannot_be_booked
from cittrainer.rules.checks import findings
from cittrainer.rules.mends import mends
from cittrainer.rules.overrides import can_stand
from cittrainer.rules.plan_values import PresenterValue, RoomValue


def known(name, **more):
    return PresenterValue(booking(name).presenter_id, name, **more)


def plan(*blocks, people, **more):
    return week(*blocks, presenters={one.id: one for one in people}, **more)


def found(of, kind):
    return [one for one in findings(of) if one.kind == kind]


def test_the_whole_course_is_said_once_for_all_blocks():
    one, two = block("One", 1, "9:00", 60, part("Ana")), block("Two", 2, "9:00", 60, part("Ana"))

    (finding,) = found(plan(one, two, people=[known("Ana", barred=True)]), "barred")

    assert finding.sentence == "Ana cannot be booked for this course."
    assert finding.blocks == (one.id, two.id)
    assert not can_stand(finding)


def test_a_single_day_is_said_only_of_what_is_on_it():
    one, two = block("One", 1, "9:00", 60, part("Ana")), block("Two", 2, "9:00", 60, part("Ana"))
    waits = block("Waits", None, "9:00", 60, part("Ana"))

    (finding,) = found(
        plan(one, two, waits, people=[known("Ana", barred_on=frozenset({MONDAY}))]), "barred"
    )

    assert finding.sentence == "Ana cannot be booked on Monday 4 May."
    assert (finding.blocks, finding.days) == ((one.id,), (1,))


@pytest.mark.parametrize("state", ["presented", "declined", "cancelled", "no_show"])
def test_who_is_not_to_come_any_more_is_not_found(state):
    one = block("One", 1, "9:00", 60, part(booking("Ana", state)))

    assert found(plan(one, people=[known("Ana", barred=True)]), "barred") == []


def test_alternates_closed_days_and_closed_courses_are_not_found():
    alternate = block("One", 1, "9:00", 60, part("Bo", booking("Ana", order=2)))
    one = block("Two", 1, "9:00", 60, part("Ana"))
    people = [known("Ana", barred=True)]
    closed = plan(one, people=people)
    closed = replace(closed, days=(replace(closed.days[0], closed=True), *closed.days[1:]))

    assert found(plan(alternate, people=people), "barred") == []
    assert found(closed, "barred") == []
    assert found(replace(plan(one, people=people), state="closed"), "barred") == []
    assert found(plan(one, people=people), "barred")


def test_an_alternate_mends_it_who_can_be_booked_and_no_other():
    who = part("Ana", booking("Bo", order=2), booking("Cy", order=3))
    one = block("One", 1, "9:00", 60, who)
    people = [
        known("Ana", barred=True),
        known("Bo", barred_on=frozenset({MONDAY})),
        known("Cy"),
    ]
    asked = plan(one, people=people)

    offered = mends(asked, found(asked, "barred")[0])

    assert [mend.sentence for mend in offered] == ["Ask alternate Cy instead of Ana"]


def rooms():
    return {
        one.id: one
        for one in (
            RoomValue(part(room=name).room_id, name, "Main", 40) for name in ("Room A", "Room B")
        )
    }


def test_a_room_that_does_not_suit_is_mended_by_one_that_does():
    a, _ = rooms()
    one = block("One", 1, "9:00", 60, part("Ana", booking("Bo", order=2), room="Room A"))
    asked = plan(
        one, people=[known("Ana", unsuited_rooms=frozenset({a})), known("Bo")], rooms=rooms()
    )

    (finding,) = found(asked, "room_unsuited")

    assert finding.sentence == (
        "“Room A” does not suit Ana, who is booked for “One”, Monday at 9:00."
    )
    assert [mend.sentence for mend in mends(asked, finding)] == [
        "Use Room B in “One”: it is free and has 40 seats"
    ]


def test_what_is_not_arranged_is_found_of_who_was_asked_and_never_mended_by_others():
    ana = booking("Ana")
    one = block("One", 1, "9:00", 60, part(ana, booking("Bo", order=2)))
    people = [known("Ana", unarranged=frozenset({ana.id})), known("Bo")]

    (finding,) = found(plan(one, people=people), "not_arranged")

    assert finding.sentence == "What was agreed with Ana for “One” is not arranged yet."
    assert mends(plan(one, people=people), finding) == ()
    unasked = block("One", 1, "9:00", 60, part(booking("Ana", "to_ask")))
    assert found(plan(unasked, people=people), "not_arranged") == []


def test_a_bar_holds_on_its_days():
    assert Bar(whole=True).holds(None)
    assert Bar(on=frozenset({MONDAY})).holds(MONDAY)
    assert not Bar(on=frozenset({MONDAY})).holds(None)
    assert cannot_be_booked("María José") == "María José cannot be booked for this course."
