"""What completing a course asks for, exam scores, skills, and who completed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import (
    Course,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    EvaluationForm,
    Rubric,
)
from cittrainer.queries.completion import completion_list
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found, open_course, unchanged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

_LONGEST_REASON = 200


def set_results(
    db: Session,
    enrollment_id: int,
    *,
    exam_score: int | None,
    skills_met: bool | None,
    seen: int,
) -> None:
    """Record a trainee's exam score and whether the skills were met.

    Args:
        db: The open step.
        enrollment_id: The trainee in the course.
        exam_score: Percent, 0 to 100; None while there is none.
        skills_met: None until assessed.
        seen: The enrollment's version when the values were shown.

    Raises:
        Invalid: the score is no percentage.
        ChangedMeanwhile: the enrollment was changed after it was shown.
        CourseIsOver: the course is closed or cancelled.
    """
    enrollment = found(db, Enrollment, enrollment_id, "enrollment")
    open_course(db, enrollment.course_id)
    unchanged(enrollment, seen, enrollment.person.full_name)
    if exam_score is not None:
        words.number(exam_score, "The exam score", least=0, most=100)
    enrollment.exam_score = exam_score
    enrollment.skills_met = skills_met


def set_rules(
    db: Session,
    course_id: int,
    *,
    rubric_id: int | None,
    required_form_id: int | None,
    seen: int,
) -> None:
    """Say by which rubric the skills of a course are assessed, and which form must come back.

    Args:
        db: The open step.
        course_id: The course.
        rubric_id: None: whether the skills are met is said without marks.
        required_form_id: None: no form has to be handed in.
        seen: The course's version when the rules were shown.

    Raises:
        NotFound: rubric or form were removed.
        ChangedMeanwhile, CourseIsOver: as for ``set_results``.
    """
    course = open_course(db, course_id)
    unchanged(course, seen, quoted(course.title))
    if rubric_id is not None:
        found(db, Rubric, rubric_id, "rubric")
    if required_form_id is not None:
        found(db, EvaluationForm, required_form_id, "form")
    course.rubric_id = rubric_id
    course.required_form_id = required_form_id


def set_skills(db: Session, seen: Mapping[int, int], *, skills_met: bool | None) -> None:
    """Record for several trainees of a course at once whether the skills were met.

    Args:
        db: The open step.
        seen: The version of each enrollment, by its id, when the values were shown.
        skills_met: None takes the record back.

    Raises:
        ChangedMeanwhile, CourseIsOver: as for ``set_results``.
    """
    for enrollment_id, version in seen.items():
        score = found(db, Enrollment, enrollment_id, "enrollment").exam_score
        set_results(db, enrollment_id, exam_score=score, skills_met=skills_met, seen=version)


def decide(db: Session, course_id: int) -> tuple[int, int]:
    """Record for every trainee whether they completed the course, by its standard.

    The reasons of those who did not are kept in the words of the day.

    Returns:
        How many completed and how many did not.

    Raises:
        CourseIsOver: the course is closed or cancelled.
    """
    found(db, Course, course_id, "course")
    open_course(db, course_id)
    done = not_done = 0
    outcomes = completion_list(db, course_id)
    # Read at once: the loop then finds each of them without asking the database again.
    enrollments = {
        one.id: one
        for one in db.scalars(select(Enrollment).where(Enrollment.course_id == course_id))
    }
    for row in outcomes.rows:
        enrollment = enrollments[row.trainee.enrollment_id]
        if row.outcome.completed:
            state, reason = EnrollmentState.COMPLETED, ""
            done += 1
        else:
            state = EnrollmentState.NOT_COMPLETED
            reason = " ".join(each.sentence for each in row.outcome.reasons)
            not_done += 1
        if enrollment.state is not state:
            enrollment.state = state
            db.add(
                EnrollmentStateEntry(
                    enrollment_id=enrollment.id, state=state, reason=_shortened(reason)
                )
            )
    db.flush()
    return done, not_done


def _shortened(reason: str) -> str:
    return reason if len(reason) <= _LONGEST_REASON else f"{reason[: _LONGEST_REASON - 1]}…"
