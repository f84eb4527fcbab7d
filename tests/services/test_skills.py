"""Rubrics and skills assessments: recorded, corrected, removed; and forms that must come back."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from taught import TODAY, attend, taught

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.jobs.shipped import load_shipped
from cittrainer.models import Course, CourseState, Employment, Enrollment
from cittrainer.queries.completion import completion_list, course_rules
from cittrainer.queries.evaluations import course_forms
from cittrainer.queries.skills import course_skills, rubrics
from cittrainer.services.completion import set_rules
from cittrainer.services.course_guards import CourseIsOver
from cittrainer.services.evaluations import tick_handed_in
from cittrainer.services.rubrics import (
    RubricDetails,
    RubricInUse,
    add_rubric,
    edit_rubric,
    remove_rubric,
)
from cittrainer.services.skills import (
    AssessmentDetails,
    assess,
    edit_assessment,
    remove_assessment,
)

LONG = "María José García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def made(database):
    """Three trainees who were there all the time, in a course whose standard asks for skills."""
    with database.step("Prepare") as db:
        standard = builders.standard(db, skills_test=True)
        one = taught(db, standard_id=standard.id)
        rubric = RubricDetails(name="Scenarios", items=["Safety", "Listens", "Ends"], pass_mark=4)
        rubric_id = add_rubric(db, rubric)
        seen = course_rules(db, one.course_id).version
        set_rules(db, one.course_id, rubric_id=rubric_id, required_form_id=None, seen=seen)
    attend(database, one)
    return one


def details(database, *marks, **values):
    with database.read() as db:
        (rubric,) = rubrics(db)
    items = [item_id for item_id, _text in rubric.items]
    values.setdefault("assessor", "Sgt. Ruth Oyelaran")
    values.setdefault("assessed_on", TODAY)
    pairs = (one if isinstance(one, tuple) else (one, "") for one in marks)
    return AssessmentDetails(
        rubric_id=rubric.id, marks=dict(zip(items, pairs, strict=False)), **values
    )


def record(database, enrollment_id, *marks, **values):
    wanted = details(database, *marks, **values)
    with database.step("Assess") as db:
        return assess(db, enrollment_id, wanted, today=TODAY)


def refused(database, enrollment_id, *marks, **values):
    with pytest.raises(Invalid) as told:
        record(database, enrollment_id, *marks, **values)
    return str(told.value)


def outcome(database, made, place=0):
    with database.read() as db:
        rows = completion_list(db, made.course_id).rows
    wanted = made.trainees[place]
    return next(row.outcome for row in rows if row.trainee.enrollment_id == wanted)


def test_the_latest_assessment_says_whether_the_skills_are_met(database, made):
    one = made.trainees[0]
    assert "not assessed" in str(outcome(database, made).reasons[0])

    record(database, one, 5, 3, None, assessed_on=TODAY - timedelta(days=1))
    assert "assessed and not met" in str(outcome(database, made).reasons[0])
    second = record(database, one, 5, 4, (7, "Named the feeling first."))
    assert outcome(database, made).completed
    # An older form that is entered late changes nothing.
    record(database, one, 2, 2, 2, assessed_on=TODAY - timedelta(days=3))
    assert outcome(database, made).completed

    with database.step("Remove") as db:
        remove_assessment(db, second)
    assert not outcome(database, made).completed
    database.undo()
    assert outcome(database, made).completed


def test_an_assessment_is_corrected_with_all_of_its_marks(database, made):
    one = made.trainees[0]
    first = record(database, one, 5, 3, None, scenario="The roof")
    wanted = details(database, 5, 4, (1, "Left without a word."), assessor=LONG)
    with database.read() as db:
        (row,) = course_skills(db, made.course_id).assessments[one]

    with database.step("Correct") as db:
        edit_assessment(db, first, wanted, seen=row.version, today=TODAY)

    with database.read() as db:
        (row,) = course_skills(db, made.course_id).assessments[one]
    assert [(mark.skill, mark.mark, mark.comment) for mark in row.marks] == [
        ("Safety", 5, ""),
        ("Listens", 4, ""),
        ("Ends", 1, "Left without a word."),
    ]
    assert (row.assessor, row.scenario, row.met) == (LONG, "", False)
    with pytest.raises(ChangedMeanwhile), database.step("Stale") as db:
        edit_assessment(db, first, wanted, seen=row.version - 1, today=TODAY)


def test_what_cannot_be_an_assessment_is_refused(database, made):
    one = made.trainees[0]

    assert "needs a comment" in refused(database, one, 1, 4, 4)
    assert "No skill was observed" in refused(database, one)
    assert "The assessor is empty" in refused(database, one, 4, assessor="  ")
    tomorrow = TODAY + timedelta(days=1)
    assert "lies in the future" in refused(database, one, 4, assessed_on=tomorrow)
    with database.read() as db:
        assert not course_skills(db, made.course_id).assessments


def test_nobody_is_assessed_by_their_own_supervisor(database, made):
    with database.step("Lead") as db:
        boss = builders.person(db, "Park", "Min")
        led = db.get(Enrollment, made.trainees[0]).person_id
        builders.add(db, Employment(person_id=led, supervisor_id=boss.id))

    assert "by their own supervisor" in refused(database, made.trainees[0], 4, assessor="min park")
    record(database, made.trainees[1], 4, assessor="Min Park")


def test_without_a_mark_asked_the_assessor_decides(database, made):
    with database.read() as db:
        (rubric,) = rubrics(db)
    with database.step("No mark") as db:
        items = [text for _id, text in rubric.items]
        edit_rubric(
            db, rubric.id, RubricDetails(name="Scenarios", items=items), seen=rubric.version
        )

    assert "has no mark that must be reached" in refused(database, made.trainees[0], 2)
    record(database, made.trainees[0], 2, met=True)
    assert outcome(database, made).completed


def test_a_rubric_that_was_used_keeps_its_skills_and_mark(database, made):
    record(database, made.trainees[0], 5)
    with database.read() as db:
        (rubric,) = rubrics(db)
    same = [text for _id, text in rubric.items]

    for wanted in (
        RubricDetails(name="Scenarios", items=same, pass_mark=3),
        RubricDetails(name="Scenarios", items=[*same, "More"], pass_mark=4),
    ):
        with pytest.raises(RubricInUse, match="1 assessment refers"), database.step("Edit") as db:
            edit_rubric(db, rubric.id, wanted, seen=rubric.version)
    with pytest.raises(RubricInUse), database.step("Remove") as db:
        remove_rubric(db, rubric.id)
    with database.step("Rename") as db:
        again = RubricDetails(name="Skills", items=same, pass_mark=4, note="7 is best")
        edit_rubric(db, rubric.id, again, seen=rubric.version)
    with database.read() as db:
        assert rubrics(db)[0].note == "7 is best"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": " "}, "name of the rubric is empty"),
        ({"name": "SCENARIOS"}, "There is a rubric “SCENARIOS” already"),
        ({"items": ["", " "]}, "has no skills"),
        ({"items": ["Listens", "Listens"]}, "in the rubric twice"),
        ({"items": [f"Skill {n}" for n in range(41)]}, "cannot be 41"),
        ({"pass_mark": 8}, "cannot be 8"),
    ],
)
def test_a_rubric_that_cannot_be_stored_is_refused(database, made, values, told):
    wanted = {"name": "New", "items": ["Listens"]} | values
    with pytest.raises(Invalid, match=told), database.step("Add") as db:
        add_rubric(db, RubricDetails(**wanted))


def test_a_rubric_that_a_course_uses_stays(database, made):
    with database.read() as db:
        (rubric,) = rubrics(db)
    with pytest.raises(RubricInUse, match="assesses skills by"), database.step("Remove") as db:
        remove_rubric(db, rubric.id)


def test_a_closed_course_takes_no_assessments(database, made):
    with database.step("Close") as db:
        db.get(Course, made.course_id).state = CourseState.CLOSED

    with pytest.raises(CourseIsOver):
        record(database, made.trainees[0], 5)


def test_a_form_that_must_come_back_counts_for_completion(database, made):
    with database.step("Require") as db:
        load_shipped(db)
        form = next(
            one.form for one in course_forms(db, made.course_id).forms if one.form.code == "COURSE"
        )
        rules = course_rules(db, made.course_id)
        set_rules(db, made.course_id, rubric_id=None, required_form_id=form.id, seen=rules.version)
        for one in made.trainees:
            db.get(Enrollment, one).skills_met = True

    (reason,) = outcome(database, made).reasons
    assert reason.sentence == f"The form “{form.title}” was not handed in."
    assert reason.mend == "Ask for it, and tick the name on the evaluations page."
    with database.step("Tick") as db:
        tick_handed_in(db, made.trainees[0], form.id, handed_in=True)
    assert outcome(database, made).completed
    assert not outcome(database, made, 1).completed
    with pytest.raises(ChangedMeanwhile), database.step("Stale") as db:
        set_rules(db, made.course_id, rubric_id=None, required_form_id=None, seen=rules.version)
    with database.read() as db:
        assert db.get(Course, made.course_id).required_form_id == form.id
