from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weeks import block, booking, minute, part, standard, week

from cittrainer.rules.checks import findings
from cittrainer.rules.mends import mended, mends
from cittrainer.rules.mends.values import NewBlock, NewLength, NewState
from cittrainer.rules.overrides import fingerprint, key
from cittrainer.rules.plan_changes import NewBooking, NewPlace, NewRoom
from cittrainer.rules.plan_values import (
    AVAILABLE,
    NO,
    ConstraintValue,
    OverrideValue,
    PresenterValue,
    QualificationValue,
    RoomValue,
    TimeValue,
)
from cittrainer.rules.values import ERROR, BusyElsewhere, PartValue, RequirementValue


def known(*presenters, **more):
    """Presenters by their id, all of whom said that they can always come."""
    always = tuple(TimeValue(AVAILABLE, 0, 1440, weekday=day) for day in range(7))
    return {
        booking(name).presenter_id: PresenterValue(
            booking(name).presenter_id, name, **({"times": always} | more)
        )
        for name in presenters
    }


def rooms(*values):
    return {room.id: room for room in values}


def finding(plan, kind):
    return next(one for one in findings(plan) if one.kind == kind)


def offered(plan, kind):
    """What the mends of the first finding of a kind say."""
    return [one.sentence for one in mends(plan, finding(plan, kind))]


def first(plan, kind):
    return mends(plan, finding(plan, kind))[0]


def cleared(plan, one, mend):
    """Whether a finding is gone after its mend, without a new error."""
    errors = {key(each) for each in findings(plan) if each.severity == ERROR}
    after = findings(mended(plan, mend))
    alike = [each for each in after if each.kind == one.kind]
    return (
        one not in after
        and len(alike) < sum(each.kind == one.kind for each in findings(plan))
        and {key(each) for each in after if each.severity == ERROR} <= errors
    )


def test_a_presenter_twice_moves_one_of_the_two_or_asks_an_alternate():
    law = block("Law", 1, "9:00", 60, part(replace(booking("Ana"), id=1), group="1"))
    talk = block("Talk", 1, "9:30", 60, part("Ana", booking("Ben", "invited", order=2), group="2"))
    plan = week(law, talk, presenters=known("Ana", "Ben"))

    said = offered(plan, "presenter_twice")

    assert said == [
        "Ask alternate Ben instead of Ana",
        "Move “Law” to Monday at 8:30",
        "Move “Talk” to Monday at 10:00",
    ]


def test_asking_an_alternate_makes_the_first_choice_the_alternate():
    talk = block("Talk", 1, "9:00", 60, part("Ana", booking("Ben", order=2)))
    away = known("Ana", times=(TimeValue(NO, 0, 1440, weekday=0),))
    plan = week(talk, presenters=known("Ben") | away)

    mend = first(plan, "not_available")

    ana, ben = booking("Ana"), booking("Ben", order=2)
    assert mend.sentence == "Ask alternate Ben instead of Ana"
    assert mend.changes == (NewBooking(ben.id, 1), NewBooking(ana.id, 2))


def test_a_block_goes_where_its_presenter_can_come():
    talk = block("Talk", 1, "9:00", 60, part("Ana"))
    times = (TimeValue(AVAILABLE, minute("13:00"), minute("15:00"), weekday=2),)
    plan = week(talk, presenters=known("Ana", times=times))

    mend = first(plan, "not_available")

    assert mend.changes == (NewPlace(talk.id, 3, minute("13:00")),)
    assert cleared(plan, finding(plan, "not_available"), mend)


def test_a_pinned_block_and_one_on_a_closed_day_stay():
    law = block("Law", 1, "9:00", 60, part("Ana"), pinned=True)
    talk = block("Talk", 1, "9:30", 60, part("Ana"), pinned=True)
    plan = week(law, talk)
    closed = replace(
        week(replace(law, pinned=False), replace(talk, pinned=False)),
        days=(replace(plan.days[0], closed=True), *plan.days[1:]),
    )

    assert offered(plan, "presenter_twice") == []
    assert offered(closed, "presenter_twice") == []


def test_another_room_is_free_large_enough_and_equipped():
    taken = block("Taken", 1, "9:00", 60, PartValue(1, room_id=3, room="C", group_id=9))
    talk = block(
        "Talk",
        1,
        "9:00",
        60,
        PartValue(7, room_id=1, room="A", group_id=8),
        equipment=frozenset({"projector"}),
    )
    has = frozenset({"projector"})
    plan = week(
        taken,
        talk,
        group_sizes={8: 20},
        rooms=rooms(
            RoomValue(1, "A", seats=10, equipment=has),
            RoomValue(2, "B", seats=15, equipment=has),
            RoomValue(3, "C", seats=30, equipment=has),
            RoomValue(4, "D", seats=60, equipment=has),
            RoomValue(5, "E", seats=25),
            RoomValue(6, "F", seats=40, equipment=has),
            RoomValue(7, "G", seats=20, equipment=has),
        ),
        elsewhere=(
            BusyElsewhere(
                week().days[0].date, minute("9:30"), minute("11:00"), "X", "Y", room_id=7
            ),
        ),
    )

    assert offered(plan, "room_too_small") == [
        "Use F in “Talk”: it is free and has 40 seats",
        "Use D in “Talk”: it is free and has 60 seats",
    ]
    assert first(plan, "room_too_small").changes == (NewRoom(7, 6),)


def test_equipment_and_a_room_used_twice_are_mended_by_another_room():
    bare, full = RoomValue(1, "A"), RoomValue(2, "B", equipment=frozenset({"projector"}))
    law = block("Law", 1, "9:00", 60, PartValue(1, room_id=1, room="A", group_id=1))
    talk = block("Talk", 1, "9:00", 60, PartValue(2, room_id=1, room="A", group_id=2))
    film = block(
        "Film", 2, "9:00", 60, PartValue(3, room_id=1, room="A"),
        equipment=frozenset({"projector"}),
    )  # fmt: skip
    plan = week(law, talk, film, rooms=rooms(bare, full))

    assert "Use B in “Talk”: it is free" in offered(plan, "room_twice")
    assert offered(plan, "equipment_missing") == ["Use B in “Film”: it is free"]


def test_too_little_time_between_buildings_is_mended_by_a_room_or_by_time():
    near, far = RoomValue(1, "A", "North"), RoomValue(2, "B", "South")
    law = block("Law", 1, "9:00", 60, PartValue(1, room_id=1, room="A"))
    talk = block("Talk", 1, "10:00", 60, PartValue(2, room_id=2, room="B"))
    plan = week(law, talk, rooms=rooms(near, far))

    assert offered(plan, "travel_time")[:2] == [
        "Use A in “Talk”: it is free",
        "Use B in “Law”: it is free",
    ]
    pinned = week(replace(law, pinned=True), talk, rooms=rooms(near, far))
    assert "Move “Talk” to Monday at 10:10" in offered(pinned, "travel_time")


def test_a_block_outside_its_day_is_shortened_or_moved():
    late = block("Late", 1, "17:00", 60)

    assert offered(week(late), "outside_day")[:2] == [
        "Shorten “Late” to 30 minutes",
        "Move “Late” to Monday at 16:30",
    ]
    whole = week(replace(late, least_minutes=60))
    assert offered(whole, "outside_day")[0] == "Move “Late” to Monday at 16:30"


def test_what_waits_is_placed_in_a_gap():
    first_block = block("First", 1, "8:00", 120)
    waits = block("Waits", None, minutes=60)
    plan = week(first_block, waits, days=1, hours=("8:00", "11:00"))

    assert offered(plan, "unplaced") == ["Place “Waits” on Monday at 10:00"]
    full = week(first_block, waits, days=1, hours=("8:00", "10:30"))
    assert offered(full, "unplaced") == []


def test_lunch_goes_into_the_gap_at_noon_or_pushes_what_follows():
    morning = block("Morning", 1, "8:00", 180)
    afternoon = block("Afternoon", 1, "13:00", 180)
    gap = week(morning, afternoon, days=1)
    tight = week(morning, replace(afternoon, start=minute("11:30"), minutes=300), days=1)

    assert first(gap, "no_lunch").changes == (NewBlock("Lunch", "lunch", 60, 1, 720),)
    assert offered(gap, "no_lunch")[0] == "Put lunch at 12:00"
    assert "Put lunch at 11:30 and let what follows come 1 h later" in offered(tight, "no_lunch")


def test_a_lunch_that_waits_is_taken_before_a_new_one_is_made():
    morning, afternoon = block("Morning", 1, "8:00", 180), block("Afternoon", 1, "13:00", 180)
    lunch = block("Lunch", None, minutes=45, delivery="lunch")
    plan = week(morning, afternoon, lunch, days=1)

    assert first(plan, "no_lunch").changes == (
        NewLength(lunch.id, 60),
        NewPlace(lunch.id, 1, 720),
    )


def test_a_break_is_put_near_the_middle_of_a_long_stretch():
    one = block("One", 1, "8:00", 60)
    two = block("Two", 1, "9:00", 60)
    three = block("Three", 1, "10:00", 120)
    plan = week(one, two, three)

    mend = first(plan, "no_break")

    assert mend.sentence == (
        "Put a break of 15 minutes before “Three” and let what follows come 15 minutes later"
    )
    assert mend.changes == (
        NewPlace(three.id, 1, minute("10:15")),
        NewBlock("Break", "break", 15, 1, minute("10:00")),
    )


def test_a_block_too_short_or_too_long_gets_the_length_its_module_allows():
    short = block("Short", 1, "9:00", 30, least_minutes=45)
    after = block("After", 1, "9:30", 60)
    long = block("Long", 2, "9:00", 90, most_minutes=60)

    assert offered(week(long), "module_length") == ["Shorten “Long” to 1 h"]
    assert offered(week(short, after), "module_length") == [
        "Lengthen “Short” to 45 minutes and let what follows come 15 minutes later"
    ]


def test_modules_in_the_wrong_order_are_swapped():
    plan = week(
        block("Second", 1, "9:00", 60, position=2), block("First", 1, "10:00", 60, position=1)
    )

    assert offered(plan, "module_order")[0] == "Swap “First” and “Second”"


def test_an_empty_part_gets_its_alternate():
    talk = block("Talk", 1, "9:00", 60, part(booking("Ben", "invited", order=2)))
    plan = week(talk, presenters=known("Ben"))

    assert offered(plan, "no_presenter") == ["Ask alternate Ben for “Talk”"]
    nobody = week(replace(talk, parts=(part(booking("Ben", "declined", order=2)),)))
    assert offered(nobody, "no_presenter") == []


def test_an_answer_that_came_is_recorded():
    talk = block("Talk", 1, "9:00", 60, part(booking("Ana", "invited"), booking("Ben", "asked")))
    plan = week(talk, presenters=known("Ana", "Ben"))

    mend = first(plan, "not_confirmed")

    assert mend.sentence == "Record that Ana and Ben have confirmed"
    assert mend.changes == (
        NewState(booking("Ana").id, "confirmed"),
        NewState(booking("Ben").id, "confirmed"),
    )


def test_who_lacks_the_qualification_is_replaced_by_an_alternate_who_holds_it():
    talk = block(
        "Talk", 1, "9:00", 60,
        part("Ana", booking("Ben", order=2), booking("Cem", order=3)), qualification="CIT",
    )  # fmt: skip
    holds = known("Cem", qualifications=(QualificationValue("CIT"),))
    plan = week(talk, presenters=known("Ana", "Ben") | holds)

    assert offered(plan, "not_qualified") == ["Ask alternate Cem instead of Ana"]


def test_who_is_alone_with_a_story_gets_company_and_a_story_leaves_the_scenario():
    story = block("Story", 1, "9:00", 60, part("Ana", booking("Ben", order=2)), delivery="story")
    scene = block("Scene", 1, "10:00", 60, part("Cem"), delivery="scenario")
    plan = week(story, scene, presenters=known("Ana", "Ben", "Cem"))

    assert offered(plan, "story_alone") == ["Ask alternate Ben to be there too"]
    assert all("Move" in one or "Swap" in one for one in offered(plan, "story_by_scenario"))
    assert offered(plan, "story_by_scenario")


def test_minutes_that_a_standard_asks_come_from_what_waits_or_may_be_longer():
    asks = standard(total_minutes=90, requirements=(RequirementValue("Law", least_minutes=90),))
    law = block("Law", 1, "9:00", 60, topics={"Law": 100}, most_minutes=120)
    plan = week(law, standard=asks)

    assert offered(plan, "standard_hours") == ["Lengthen “Law” to 1 h 30 min"]
    assert offered(plan, "standard_topic") == ["Lengthen “Law” to 1 h 30 min"]
    waits = week(
        replace(law, most_minutes=60), block("More law", None, minutes=30, topics={"Law": 100}),
        standard=asks,
    )  # fmt: skip
    assert offered(waits, "standard_topic")[:1] == ["Place “More law” on Monday at 8:00"]


def test_a_mend_tells_the_warnings_that_it_brings():
    """The only free place is one from which a warning follows."""
    story = block(
        "Story",
        None,
        minutes=60,
        delivery="story",
    )
    scene = block("Scene", 1, "8:00", 60, delivery="scenario")
    plan = week(story, scene, days=1, hours=("8:00", "10:00"))

    (mend,) = mends(plan, finding(plan, "unplaced"))

    assert mend.sentence == "Place “Story” on Monday at 9:00"
    assert len(mend.brings) == 1
    assert "directly after “Scene”" in mend.brings[0]


def test_a_block_comes_back_to_its_fixed_time_and_to_where_it_was_released():
    law = block("Law", 1, "9:00", 60)
    fixed = ConstraintValue(
        1, "fixed_time", must=True, block_id=law.id, course_day_id=2, start_minute=600
    )
    kept = ConstraintValue(2, "keep_released", must=True)

    there = week(law, constraints=(fixed,))
    released = week(law, constraints=(kept,), released={law.id: (3, 660, 90)}, release=1)

    assert first(there, "constraint").changes == (NewPlace(law.id, 2, 600),)
    assert first(released, "constraint").changes == (
        NewPlace(law.id, 3, 660),
        NewLength(law.id, 90),
    )


def test_a_lunch_that_a_constraint_asks_is_put_in_or_moved():
    wanted = ConstraintValue(1, "lunch", must=True, start_minute=690, end_minute=810, minutes=30)
    morning, afternoon = block("Morning", 1, "8:00", 180), block("Afternoon", 1, "14:00", 180)
    late = block("Lunch", 1, "13:00", 60, delivery="lunch")

    assert first(week(morning, afternoon, constraints=(wanted,)), "constraint").changes == (
        NewBlock("Lunch", "lunch", 60, 1, 720),
    )
    plan = week(morning, late, afternoon, constraints=(wanted,))
    for mend in mends(plan, finding(plan, "constraint")):
        assert mend.sentence.startswith("Move “Lunch” to Monday at")
        assert cleared(plan, finding(plan, "constraint"), mend)
    assert mends(plan, finding(plan, "constraint"))


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_nothing_is_offered_for_a_course_that_is_over(state):
    plan = week(block("Law", None))

    assert offered(plan, "unplaced")
    assert offered(replace(plan, state=state), "unplaced") == []


def test_nothing_is_offered_for_what_was_let_stand():
    plan = week(block("Law", 1, "9:00", 60, part("Ana")), block("Talk", 1, "9:30", 60, part("Ana")))
    error = finding(plan, "presenter_twice")
    override = OverrideValue(1, key(error), fingerprint(plan, error), "She knows")

    stood = finding(replace(plan, overrides=(override,)), "presenter_twice")

    assert stood.overridden == "She knows"
    assert mends(replace(plan, overrides=(override,)), stood) == ()


NAMES = ("Ana", "Ben", "Cem", "Dia")
ROOMS = rooms(
    RoomValue(1, "A", "North", 10),
    RoomValue(2, "B", "South", 30, frozenset({"projector"})),
    RoomValue(3, "C", "North", 40, frozenset({"projector"})),
)


@st.composite
def made_weeks(draw):
    """Weeks of few days in which much is wrong."""
    blocks = []
    for number in range(draw(st.integers(2, 8))):
        placed = draw(st.booleans()) or draw(st.booleans())
        bookings = tuple(
            replace(
                booking(name, draw(st.sampled_from(["confirmed", "invited", "declined"])), order),
                id=100 * number + order,
            )
            for order, name in enumerate(draw(st.permutations(NAMES))[: draw(st.integers(0, 3))], 1)
        )
        room = draw(st.sampled_from([None, 1, 2, 3]))
        one = PartValue(
            number + 1, room_id=room, room=ROOMS[room].name if room else "", bookings=bookings
        )
        blocks.append(
            block(
                f"Block {number}",
                draw(st.integers(1, 2)) if placed else None,
                f"{draw(st.integers(8, 15))}:{draw(st.sampled_from(['00', '30']))}",
                draw(st.sampled_from([30, 60, 90, 180])),
                one,
                delivery=draw(st.sampled_from(["lecture", "story", "scenario", "lunch"])),
                position=draw(st.none() | st.integers(0, 3)),
                most_minutes=draw(st.sampled_from([None, 60])),
                weight=draw(st.integers(0, 3)),
                pinned=placed and draw(st.integers(0, 4)) == 0,
                equipment=draw(st.sampled_from([frozenset(), frozenset({"projector"})])),
                topics=draw(st.sampled_from([{}, {"Law": 100}])),
            )
        )
    asks = standard(total_minutes=240, requirements=(RequirementValue("Law", least_minutes=90),))
    times = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    away = known(*times, times=(TimeValue(NO, 600, 840, weekday=0),))
    return week(
        *blocks, days=2, standard=asks, rooms=ROOMS, enrolled=20, presenters=known(*NAMES) | away
    )


@settings(max_examples=60)
@given(made_weeks())
def test_every_mend_that_is_offered_does_away_with_its_finding_and_brings_no_error(plan):
    for one in findings(plan):
        for mend in mends(plan, one):
            assert cleared(plan, one, mend), (one.sentence, mend.sentence)
