from __future__ import annotations

import builders
import pytest
from sqlalchemy import select
from taught import attend, taught

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import (
    AttendanceMark,
    Course,
    CourseState,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
)
from cittrainer.services.completion import decide, set_results, set_skills
from cittrainer.services.course_guards import CourseIsOver


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        return taught(db)


def results(database, enrollment_id, score, skills, seen=1):
    with database.step("Enter results") as db:
        set_results(db, enrollment_id, exam_score=score, skills_met=skills, seen=seen)


def on_file(database, enrollment_id):
    with database.read() as db:
        one = db.get_one(Enrollment, enrollment_id)
        return one.exam_score, one.skills_met, one.version


def test_results_are_kept_and_can_be_taken_away(database, made):
    results(database, made.trainees[0], 92, True)
    assert on_file(database, made.trainees[0]) == (92, True, 2)

    results(database, made.trainees[0], None, None, seen=2)
    assert on_file(database, made.trainees[0]) == (None, None, 3)


@pytest.mark.parametrize("score", [-1, 101])
def test_a_score_that_is_no_percentage_is_refused(database, made, score):
    with pytest.raises(Invalid, match="The exam score cannot be"):
        results(database, made.trainees[0], score, None)

    assert on_file(database, made.trainees[0])[0] is None


def test_results_typed_beside_old_ones_are_refused(database, made):
    results(database, made.trainees[0], 60, None)

    with pytest.raises(ChangedMeanwhile, match="Siobhán O'Malley was changed"):
        results(database, made.trainees[0], 90, None, seen=1)

    assert on_file(database, made.trainees[0])[0] == 60


def test_skills_of_several_are_recorded_at_once_and_leave_the_scores(database, made):
    results(database, made.trainees[0], 92, None)

    with database.step("Skills") as db:
        set_skills(db, {made.trainees[0]: 2, made.trainees[1]: 1}, skills_met=True)

    assert on_file(database, made.trainees[0])[:2] == (92, True)
    assert on_file(database, made.trainees[1])[:2] == (None, True)
    with pytest.raises(ChangedMeanwhile), database.step("Skills") as db:
        set_skills(db, {made.trainees[2]: 1, made.trainees[0]: 2}, skills_met=False)
    assert on_file(database, made.trainees[2])[1] is None


def test_the_decision_follows_the_records_and_keeps_the_reasons(database, made):
    absent = made.trainees[1]
    attend(database, made, but={(absent, made.blocks[0]): AttendanceMark.ABSENT})

    with database.step("Decide") as db:
        counts = decide(db, made.course_id)

    assert counts == (2, 1)
    with database.read() as db:
        states = {
            one.id: (one.state, [entry.reason for entry in one.states])
            for one in db.scalars(select(Enrollment))
        }
    assert states[made.trainees[0]] == (EnrollmentState.COMPLETED, ["", ""])
    assert states[absent] == (
        EnrollmentState.NOT_COMPLETED,
        ["", "Present for 1 h of 2 h, which is 50 %; 90 % are required."],
    )


def test_deciding_again_records_only_what_became_different(database, made):
    attend(database, made, but={(made.trainees[1], made.blocks[0]): AttendanceMark.ABSENT})
    for _ in range(2):
        with database.step("Decide") as db:
            decide(db, made.course_id)
    attend(database, made)

    with database.step("Decide") as db:
        assert decide(db, made.course_id) == (3, 0)

    with database.read() as db:
        kept = db.scalars(
            select(EnrollmentStateEntry.state)
            .where(EnrollmentStateEntry.enrollment_id == made.trainees[1])
            .order_by(EnrollmentStateEntry.id)
        ).all()
    assert kept == ["enrolled", "not_completed", "completed"]


def test_the_decision_can_be_taken_back(database, made):
    attend(database, made)
    with database.step("Decide") as db:
        decide(db, made.course_id)

    database.undo()

    with database.read() as db:
        assert set(db.scalars(select(Enrollment.state))) == {EnrollmentState.ENROLLED}
        assert len(db.scalars(select(EnrollmentStateEntry)).all()) == 3


def test_many_reasons_are_shortened_to_what_fits(database):
    with database.step("Prepare") as db:
        made = taught(db, people=1, blocks=4)
        one = builders.standard(db, exam=True, skills_test=True)
        course = db.get_one(Course, made.course_id)
        course.standard_id = one.id
        for block_id in made.blocks:
            block = db.get_one(type(builders.block(db, course=course)), block_id)
            block.title, block.must_attend = "A very long title of a block " * 3, True

    with database.step("Decide") as db:
        assert decide(db, made.course_id) == (0, 1)

    with database.read() as db:
        reason = db.get_one(Enrollment, made.trainees[0]).states[-1].reason
    assert len(reason) == 200
    assert reason.endswith("…")


def test_a_course_that_is_over_is_not_decided_again(database, made):
    with database.step("Close") as db:
        db.get_one(Course, made.course_id).state = CourseState.CLOSED

    with pytest.raises(CourseIsOver), database.step("Decide") as db:
        decide(db, made.course_id)
    with pytest.raises(CourseIsOver):
        results(database, made.trainees[0], 90, None)
