from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weeks import block, part, standard, week

from cittrainer.rules.eligibility import (
    Asked,
    AttendanceValue,
    BlockAttendance,
    asked,
    completion,
    expected_blocks,
)


def attended(*present, minutes=60, **more):
    """Blocks of equal length with the minutes present in each."""
    return tuple(
        BlockAttendance(number, f"Block {number}", minutes, was, **more)
        for number, was in enumerate(present, start=1)
    )


def test_full_attendance_completes_without_reasons():
    outcome = completion(AttendanceValue(attended(60, 60)), Asked())

    assert outcome.completed
    assert outcome.reasons == ()
    assert (outcome.expected_minutes, outcome.present_minutes, outcome.percent) == (120, 120, 100)
    assert outcome.credited_hours == Decimal(2)
    assert outcome.missed == ()


def test_the_required_share_is_exact_to_the_minute():
    just = AttendanceValue(attended(60, 60, 60, 60, 60, 60, 60, 60, 60, 0))
    below = AttendanceValue(attended(60, 60, 60, 60, 60, 60, 60, 60, 59, 0))

    assert completion(just, Asked(90)).completed
    (reason,) = completion(below, Asked(90)).reasons
    assert reason.sentence == "Present for 8 h 59 min of 10 h, which is 89 %; 90 % are required."
    assert reason.mend == "Make up 1 minute in another course."


def test_only_blocks_of_ones_own_groups_that_were_not_excused_are_expected():
    blocks = [
        block("Plenary", 1, "8:00"),
        block("Mine", 1, "9:00", 60, part(group="One")),
        block("Theirs", 1, "9:00", 60, part(group="Two")),
        block("Excused", 1, "10:00"),
        block("Lunch", 1, "12:00", 45, part(), delivery="lunch"),
        block("Waiting", None),
    ]
    mine = blocks[1].parts[0].group_id

    found = expected_blocks(week(*blocks), groups={mine}, excused={blocks[3].id})
    outcome = completion(
        AttendanceValue(tuple(replace(one, present=0 if one.excused else 60) for one in found)),
        Asked(100),
    )

    assert [(one.title, one.excused) for one in found] == [
        ("Plenary", False),
        ("Mine", False),
        ("Excused", True),
    ]
    assert outcome.completed
    assert outcome.expected_minutes == 120


def test_breaks_are_expected_only_where_the_standard_credits_them():
    pause = block("Break", 1, "9:00", 10, part(), delivery="break")

    assert expected_blocks(week(pause)) == ()
    assert len(expected_blocks(week(pause, standard=standard(breaks_count=True)))) == 1


def test_presence_in_an_excused_block_is_credited_but_changes_no_share():
    blocks = (*attended(60), BlockAttendance(9, "Extra", 60, 60, excused=True))

    outcome = completion(AttendanceValue(blocks), Asked(100))

    assert (outcome.expected_minutes, outcome.percent) == (60, 100)
    assert outcome.credited_hours == Decimal(2)


def test_minutes_recorded_before_a_block_was_shortened_count_only_as_far_as_it_goes():
    talk = block("Talk", 1, "8:00", 50)

    (found,) = expected_blocks(week(talk), present={talk.id: 60})

    assert found.present == 50


def test_a_missed_block_that_all_must_attend_refuses_completion_at_any_share():
    blocks = (*attended(*[60] * 20), BlockAttendance(99, "Skills", 60, 0, must_attend=True))

    outcome = completion(AttendanceValue(blocks), Asked(90))

    assert outcome.percent == 95
    assert [str(reason) for reason in outcome.reasons] == [
        "Missed “Skills”, which everybody must attend. Make it up in another course."
    ]
    assert [one.title for one in outcome.missed] == ["Skills"]


def test_coming_late_to_a_block_that_all_must_attend_is_judged_by_the_required_share():
    def skills(present):
        return AttendanceValue((BlockAttendance(1, "Skills", 100, present, must_attend=True),))

    assert completion(skills(90), Asked(90)).completed
    reason = completion(skills(89), Asked(90)).reasons[-1]
    assert reason.sentence == (
        "Missed “Skills” (present 1 h 29 min of 1 h 40 min), which everybody must attend."
    )


def test_a_block_that_was_excused_beforehand_is_not_missed():
    blocks = (
        *attended(60),
        BlockAttendance(2, "Skills", 60, None, must_attend=True, excused=True),
    )

    assert completion(AttendanceValue(blocks), Asked()).completed


def test_attendance_that_nobody_recorded_is_a_reason_of_its_own():
    outcome = completion(AttendanceValue(attended(60, None, None, None, None, None)), Asked(0))

    assert [reason.kind for reason in outcome.reasons] == ["unrecorded"]
    assert outcome.reasons[0].sentence == (
        "Attendance is not recorded for “Block 2”, “Block 3”, “Block 4” and 2 others."
    )


def test_tests_that_are_asked_must_be_passed_and_each_lack_is_named():
    full = attended(60)
    both = Asked(pass_mark=70, skills=True)

    assert completion(AttendanceValue(full, 70, True), both).completed
    assert [r.sentence for r in completion(AttendanceValue(full, 69, False), both).reasons] == [
        "Scored 69 % in the exam; 70 % are required.",
        "The skills were assessed and not met.",
    ]
    assert [r.sentence for r in completion(AttendanceValue(full), both).reasons] == [
        "No exam score is recorded.",
        "The skills were not assessed.",
    ]
    assert completion(AttendanceValue(full, 12, False), Asked()).completed


def test_nothing_expected_is_not_completed():
    outcome = completion(AttendanceValue(()), Asked(0))

    assert not outcome.completed
    assert outcome.percent == 0


def test_what_a_standard_leaves_open_the_academy_decides():
    assert asked(None) == Asked(90, None, False, 60)
    assert asked(standard(), academy_percent=80) == Asked(80, None, False, 60)
    assert asked(standard(attendance_percent=0)).attendance_percent == 0
    assert asked(standard(exam=True), academy_pass_mark=75).pass_mark == 75
    assert asked(standard(exam=True, pass_mark=80, skills_test=True, minutes_per_hour=50)) == Asked(
        90, 80, True, 50
    )


def test_more_minutes_than_the_block_has_are_a_defect():
    with pytest.raises(ValueError, match="61 minutes present in a block of 60"):
        BlockAttendance(1, "A", 60, 61)


@st.composite
def attendances(draw):
    blocks = []
    for number in range(draw(st.integers(1, 6))):
        minutes = draw(st.integers(1, 24)) * 5
        present = draw(st.one_of(st.none(), st.integers(0, minutes)))
        blocks.append(
            BlockAttendance(
                number,
                f"Block {number}",
                minutes,
                present,
                draw(st.booleans()),
                draw(st.booleans()),
            )
        )
    return AttendanceValue(
        tuple(blocks),
        draw(st.one_of(st.none(), st.integers(0, 100))),
        draw(st.sampled_from([None, True, False])),
    )


REQUIREMENTS = st.builds(
    Asked, st.integers(0, 100), st.one_of(st.none(), st.integers(0, 100)), st.booleans()
)


@given(attendances(), REQUIREMENTS, st.data())
def test_more_presence_never_turns_completed_into_not_completed(attendance, requires, data):
    number = data.draw(st.integers(0, len(attendance.blocks) - 1))
    one = attendance.blocks[number]
    longer = replace(one, present=data.draw(st.integers(one.present or 0, one.minutes)))
    blocks = (*attendance.blocks[:number], longer, *attendance.blocks[number + 1 :])

    before = completion(attendance, requires)
    after = completion(replace(attendance, blocks=blocks), requires)

    assert after.completed or not before.completed
    assert after.credited_hours >= before.credited_hours
    assert after.percent >= before.percent


@given(attendances(), REQUIREMENTS)
def test_completed_and_reasons_never_disagree(attendance, requires):
    outcome = completion(attendance, requires)

    assert outcome.completed == (not outcome.reasons)
    assert all(reason.sentence.endswith(".") and reason.mend for reason in outcome.reasons)
    assert 0 <= outcome.percent <= 100
