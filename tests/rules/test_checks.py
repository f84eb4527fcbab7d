from dataclasses import replace
from datetime import timedelta

import pytest
from weeks import MONDAY, block, booking, part, standard, week

from cittrainer.rules.checks import block_findings, by_block, findings, week_findings
from cittrainer.rules.plan_values import RoomValue
from cittrainer.rules.reaching import misses_standard
from cittrainer.rules.values import (
    ERROR,
    NOTE,
    WARNING,
    BusyElsewhere,
    RequirementValue,
    with_block_moved,
)


def said(found, kind):
    """The sentences of one kind."""
    return [finding.sentence for finding in found if finding.kind == kind]


def test_a_quiet_week_has_no_findings():
    quiet = week(block("A", 1, "8:00"), block("B", 1, "9:00"), block("C", 2, "8:00"))

    assert findings(quiet) == ()


def test_a_presenter_in_two_blocks_at_once_is_named_with_both_and_the_time():
    suicide = block("Suicide risk", 2, "9:30", 60, part("Dr. Ana Ruiz", group="One"))
    drugs = block("Co-occurring", 2, "10:00", 60, part("Dr. Ana Ruiz", group="Two"))

    (finding,) = findings(week(suicide, drugs))

    assert finding.sentence == (
        "Dr. Ana Ruiz is booked twice on Tuesday at 10:00: “Suicide risk” and “Co-occurring”."
    )
    assert (finding.severity, finding.blocks) == (ERROR, (suicide.id, drugs.id))
    assert finding.hint


def test_blocks_that_touch_do_not_clash():
    one = block("One", 1, "9:00", 60, part("Ana", room="A"))
    other = block("Other", 1, "10:00", 60, part("Ana", room="A"))

    assert findings(week(one, other)) == ()


@pytest.mark.parametrize("state", ["declined", "cancelled", "no_show"])
def test_a_booking_that_was_called_off_clashes_with_nothing(state):
    one = block("One", 1, "9:00", 60, part("Ana", group="One"))
    other = block("Other", 1, "9:00", 60, part(booking("Ana", state), "Bo", group="Two"))

    assert said(findings(week(one, other)), "presenter_twice") == []


def test_an_alternate_clashes_with_nothing():
    one = block("One", 1, "9:00", 60, part("Ana", group="One"))
    other = block("Other", 1, "9:00", 60, part(booking("Ana", order=2), "Bo", group="Two"))

    assert said(findings(week(one, other)), "presenter_twice") == []


def test_a_presenter_in_two_parts_of_one_block_is_found():
    practice = block(
        "Practice",
        1,
        "9:00",
        60,
        part("Ana", room="A", group="1"),
        part("Ana", room="B", group="2"),
    )

    assert said(findings(week(practice)), "presenter_twice") == [
        "Ana is booked twice on Monday at 9:00: in two parts of “Practice”."
    ]


def test_a_presenter_and_a_room_that_another_course_uses_are_found():
    here = block("Talk", 3, "9:00", 60, part("Ana", room="Hall"))
    place = here.parts[0]
    busy = [
        BusyElsewhere(
            MONDAY + timedelta(days=2), 590, 650, "CIT-9", "Tour", place.bookings[0].presenter_id
        ),
        BusyElsewhere(MONDAY + timedelta(days=2), 480, 545, "CIT-9", "Exam", room_id=place.room_id),
        BusyElsewhere(
            MONDAY + timedelta(days=3), 540, 600, "CIT-9", "Other day", room_id=place.room_id
        ),
        BusyElsewhere(
            MONDAY + timedelta(days=2), 600, 700, "CIT-9", "After", room_id=place.room_id
        ),
    ]

    found = findings(week(here, elsewhere=tuple(busy)))

    assert said(found, "presenter_twice") == [
        "Ana is booked twice on Wednesday at 9:50: “Talk” and “Tour” of CIT-9."
    ]
    assert said(found, "room_twice") == [
        "Hall is used twice on Wednesday at 9:00: “Exam” of CIT-9 and “Talk”."
    ]


def test_two_groups_in_one_room_at_once_are_an_error_across_blocks_and_a_doubt_within_one():
    one = block("One", 1, "9:00", 60, part("Ana", room="A", group="1"))
    other = block("Other", 1, "9:30", 60, part("Bo", room="A", group="2"))
    both = block(
        "Both", 2, "9:00", 60, part("Ana", room="A", group="1"), part("Bo", room="A", group="2")
    )

    across, within = (f for f in findings(week(one, other, both)) if f.kind == "room_twice")

    assert (across.severity, within.severity) == (ERROR, WARNING)


def test_blocks_of_different_groups_in_different_rooms_run_side_by_side():
    one = block("One", 1, "9:00", 60, part("Ana", room="A", group="1"))
    other = block("Other", 1, "9:30", 60, part("Bo", room="B", group="2"))

    assert findings(week(one, other)) == ()


def test_a_group_in_two_blocks_at_once_is_found():
    one = block("One", 1, "9:00", 60, part("Ana", group="Group 1"), part("Cy", group="Group 2"))
    other = block("Other", 1, "9:30", 60, part("Bo", group="Group 2"))

    assert said(findings(week(one, other)), "group_twice") == [
        "Group 2 is wanted twice on Monday at 9:30: “One” and “Other”."
    ]


def test_everyone_clashes_with_every_group_and_with_everyone():
    all_of_us = block("Plenary", 1, "9:00", 60, part("Ana"))
    some = block("Tour", 1, "9:30", 10, part("Bo", group="Group 1"), part("Di", group="Group 2"))
    lunch = block("Lunch", 1, "9:45", 30, part(), delivery="lunch")

    assert said(findings(week(all_of_us, some, lunch)), "group_twice") == [
        "Group 1 and Group 2 are wanted twice on Monday at 9:30: “Plenary” and “Tour”.",
        "The whole class is wanted twice on Monday at 9:45: “Plenary” and “Lunch”.",
    ]


def test_groups_of_different_sets_may_share_people_so_they_are_doubtful():
    one = block("One", 1, "9:00", 60, part("Ana", group="Group 1"))
    tour = block("Tour", 1, "9:00", 60, part("Bo", group="Tour 1", group_set="Tours"))

    (finding,) = findings(week(one, tour))

    assert (finding.kind, finding.severity) == ("group_twice", WARNING)


def test_a_group_sent_to_two_parts_of_a_block_is_found():
    practice = block(
        "Practice", 1, "9:00", 60, part("A", group="Group 1"), part("B", group="Group 1")
    )

    assert said(findings(week(practice)), "group_twice") == [
        "“Practice” sends Group 1 to two parts at once."
    ]


def test_parts_without_groups_are_one_doubt_and_no_clash():
    practice = block("Practice", 1, "9:00", 60, part("A"), part("B"), part("C", group="Group 1"))

    (finding,) = findings(week(practice))

    assert (finding.kind, finding.severity) == ("groups_missing", WARNING)
    assert "3 parts, 2 of them without a group" in finding.sentence


def test_a_block_before_or_after_its_day_is_found():
    early = block("Early", 1, "7:30", 60)
    late = block("Late", 2, "17:00", 60)
    fits = block("Fits", 3, "16:30", 60)

    assert said(findings(week(early, late, fits)), "outside_day") == [
        "“Early” begins at 7:30, before Monday begins at 8:00.",
        "“Late” ends at 18:00, after Tuesday ends at 17:30.",
    ]


def test_an_unplaced_block_is_found_and_clashes_with_nothing():
    waiting = block("Waiting", None, minutes=90)
    other = block("Placed")

    (finding,) = findings(week(waiting, other))

    assert finding.sentence == "“Waiting” (1 h 30 min) has no day and time yet."


def test_a_day_of_more_than_six_hours_needs_lunch():
    long_day = [block("A", 1, "8:00", 180), block("B", 1, "11:00", 185)]
    six_hours = [block("C", 2, "8:00", 360)]
    fed = [block("D", 3, "8:00", 400), block("L", 3, "14:40", 30, part(), delivery="lunch")]

    assert said(findings(week(*long_day, *six_hours, *fed)), "no_lunch") == [
        "Monday runs from 8:00 to 14:05 without lunch."
    ]


def test_a_room_with_too_few_seats_is_found_for_class_and_group():
    plenary = block("Plenary", 1, "8:00", 60, part("Ana", room="A"))
    practice = block(
        "Practice",
        1,
        "9:00",
        60,
        part("B", room="B", group="One"),
        part("C", room="C", group="Two"),
    )
    room_a, room_b, room_c = (p.room_id for p in (*plenary.parts, *practice.parts))
    seats = {room_a: 29, room_b: 5, room_c: 5}
    rooms = {one: RoomValue(one, "", seats=many) for one, many in seats.items()}
    sizes = {practice.parts[0].group_id: 6, practice.parts[1].group_id: 5}

    found = findings(week(plenary, practice, rooms=rooms, group_sizes=sizes, enrolled=30))

    assert said(found, "room_too_small") == [
        "“Plenary”: A has 29 seats for 30 trainees.",
        "“Practice”: B has 5 seats for 6 trainees.",
    ]


def test_parts_without_a_presenter_are_named():
    practice = block("Practice", 2, "14:30", 60, part("A", group="Group 1"), part(group="Group 4"))
    talk = block("Talk", 2, "9:00", 60, part(booking("Ana", "declined"), booking("Bo", order=2)))
    lunch = block("Lunch", 2, "12:00", 60, part(), delivery="lunch")
    exam = block("Exam", 2, "13:00", 60, part(), delivery="exam")

    assert said(findings(week(practice, talk, lunch, exam)), "no_presenter") == [
        "“Talk”, Tuesday at 9:00: no presenter.",
        "“Practice”, Tuesday at 14:30: no presenter for Group 4.",
    ]


def test_those_who_have_not_confirmed_are_named_once_a_block():
    practice = block(
        "Practice",
        1,
        "9:00",
        60,
        part(booking("Ana", "invited"), group="1"),
        part(booking("Bo", "tentative"), booking("Cy"), group="2"),
    )

    assert said(findings(week(practice)), "not_confirmed") == [
        "“Practice”, Monday at 9:00: Ana and Bo have not confirmed."
    ]


def test_a_block_shorter_or_longer_than_its_module_allows_is_found():
    short = block("Short", 1, "8:00", 30, least_minutes=45)
    long = block("Long", 2, "8:00", 120, most_minutes=90)
    right = block("Right", 3, "8:00", 60, least_minutes=60, most_minutes=60)

    assert said(findings(week(short, long, right)), "module_length") == [
        "“Short” takes 30 minutes; its module needs 45 minutes.",
        "“Long” takes 2 h; its module allows 1 h 30 min.",
    ]


def test_a_weekday_that_comes_twice_is_named_with_its_date():
    late = block("Late", 8, "17:00", 60)

    assert said(findings(week(late, days=8)), "outside_day") == [
        "“Late” ends at 18:00, after Monday 11 May ends at 17:30."
    ]


ASKS = standard(
    total_minutes=120,
    most_days=2,
    scenario_percent=25,
    story_required=True,
    requirements=(
        RequirementValue("Law", "Rules", 90),
        RequirementValue("Suicide", "Care"),
        RequirementValue("Boats", "Rest", optional=True),
    ),
)


def test_everything_in_which_a_week_misses_its_standard_is_an_error():
    thin = week(block("Law", 1, minutes=60, topics={"Law": 100}), days=3, standard=ASKS)

    found = findings(thin)

    assert [f.sentence for f in found if f.severity == ERROR] == [
        "The week teaches 1 of 2 hours: short of “Test standard” by 1 h.",
        "“Law” has 1 h of 1 h 30 min: short by 30 minutes.",
        "Nothing in the week is about “Suicide”.",
        "Scenario practice is 0 % of the week; “Test standard” asks for 25 %.",
        "Nobody tells officers what they lived through: the week has no such block.",
        "The course spreads over 3 days; “Test standard” allows 2 days from the first to the last.",
    ]
    assert said(found, "standard_topic")[-1] == (
        "Under “Rest” the standard also names “Boats”; the week has nothing on it."
    )
    assert misses_standard(thin)


def test_an_override_turns_those_errors_into_notes_that_quote_its_reason():
    thin = week(block("Law", 1, topics={"Law": 100}), days=3, standard=ASKS)

    kept = replace(thin, override_reason="Snow on Friday")
    found = [f for f in findings(kept) if f.kind == "standard_hours"]

    assert [(f.severity, f.sentence) for f in found] == [
        (
            NOTE,
            (
                "The week teaches 1 of 2 hours: short of “Test standard” by 1 h. "
                "Accepted because: “Snow on Friday”."
            ),
        )
    ]
    assert not misses_standard(kept)
    assert misses_standard(replace(thin, override_reason="  "))


def test_an_override_does_not_silence_clashes():
    clash = week(block("A"), block("B"), standard=ASKS, override_reason="Snow")

    assert [f.kind for f in findings(clash) if f.severity == ERROR] == ["group_twice"]


def test_a_week_that_reaches_its_standard_has_no_error():
    full = week(
        block("Law", 1, "8:00", 90, topics={"Law": 100}),
        block("Suicide", 1, "10:00", 60, topics={"Suicide": 100}),
        block("Story", 1, "11:00", 60, part("Ana", "Bo"), delivery="story"),
        block("Practice", 2, "8:00", 70, delivery="scenario"),
        days=2,
        standard=ASKS,
    )

    assert [f.kind for f in findings(full) if f.severity != NOTE] == []


def test_class_size_and_share_of_non_sworn_are_warnings():
    asks = standard(class_cap=30, non_sworn_percent=20)

    over = week(block("A"), standard=asks, enrolled=31, non_sworn=7)
    within = week(block("A"), standard=asks, enrolled=30, non_sworn=6)

    assert [(f.kind, f.severity) for f in findings(over)] == [
        ("class_cap", WARNING),
        ("non_sworn_share", WARNING),
    ]
    assert findings(within) == ()


def test_errors_come_first_and_blocks_in_the_order_of_the_agenda():
    second = block("Second", 2, "8:00", 30, least_minutes=45)
    first = block("First", 1, "8:00", 30, least_minutes=45)
    late = block("Late", 3, "17:00", 60)

    assert [f.severity for f in findings(week(second, first, late))] == [ERROR, WARNING, WARNING]
    assert [f.blocks for f in findings(week(second, first, late))] == [
        (late.id,),
        (first.id,),
        (second.id,),
    ]


def test_findings_of_the_week_and_of_blocks_are_told_apart():
    clash = week(block("A"), block("B"), standard=ASKS)

    assert {f.kind for f in block_findings(clash)} == {"group_twice"}
    assert "standard_hours" in {f.kind for f in week_findings(clash)}
    assert len(findings(clash)) == len(block_findings(clash)) + len(week_findings(clash))
    assert set(by_block(block_findings(clash))) == {b.id for b in clash.blocks}


def test_moving_a_block_there_and_back_leaves_the_findings_as_they_were():
    one = block("One", 1, "9:00", 60, part("Ana"))
    other = block("Other", 1, "10:00", 60, part("Ana"))
    before = week(one, other)

    moved = with_block_moved(before, other.id, 1, 570)
    back = with_block_moved(moved, other.id, 1, 600)

    assert said(findings(moved), "presenter_twice")
    assert findings(back) == findings(before) == ()


def test_any_name_survives_in_a_sentence():
    name = "=שלום 👮 " + "x" * 200
    one = block(name, 1, "9:00", 60, part(name, group="1"))
    other = block("B", 1, "9:00", 60, part(name, group="2"))

    assert said(findings(week(one, other)), "presenter_twice") == [
        f"{name} is booked twice on Monday at 9:00: “{name}” and “B”."
    ]
