"""Skills assessments of named trainees: recorded, corrected, removed; the latest one counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import (
    Employment,
    Enrollment,
    Person,
    Rubric,
    SkillsAssessment,
    SkillsMark,
)
from cittrainer.rules.assessments import Mark, check, skills_met
from cittrainer.rules.names import fold
from cittrainer.rules.wording import date_words, quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found, open_course, unchanged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDetails:
    """Everything of an assessment that its form can change.

    Attributes:
        marks: By the id of the skill: 1 to 7, or None where it was not observed, and a comment.
            A skill that is left out was not observed.
        met: What the assessor decides; only asked where the rubric has no mark of its own.
    """

    rubric_id: int
    assessed_on: date
    assessor: str
    marks: Mapping[int, tuple[int | None, str]]
    scenario: str = ""
    met: bool | None = None


def assess(db: Session, enrollment_id: int, details: AssessmentDetails, *, today: date) -> int:
    """Record how a trainee was assessed, and return the assessment's id.

    Args:
        db: The open step.
        enrollment_id: The trainee in the course.
        details: What was seen.
        today: The present day; nobody was assessed later.

    Raises:
        Invalid: a 1 or a 7 has no comment, nothing was observed, the assessor is missing or is
            the trainee's own supervisor, or nobody says whether the skills are met.
        CourseIsOver: the course is closed or cancelled.
    """
    enrollment = found(db, Enrollment, enrollment_id, "enrollment")
    open_course(db, enrollment.course_id)
    row = SkillsAssessment(enrollment_id=enrollment_id)
    _fill(db, row, enrollment, details, today)
    db.add(row)
    db.flush()
    _take_latest(db, enrollment)
    return row.id


def edit_assessment(
    db: Session, assessment_id: int, details: AssessmentDetails, *, seen: int, today: date
) -> None:
    """Correct an assessment.

    Raises:
        ChangedMeanwhile: somebody changed it after the form was filled.
        Invalid, CourseIsOver: as for ``assess``.
    """
    row = found(db, SkillsAssessment, assessment_id, "assessment")
    open_course(db, row.enrollment.course_id)
    unchanged(row, seen, "This assessment")
    _fill(db, row, row.enrollment, details, today)
    db.flush()
    _take_latest(db, row.enrollment)


def remove_assessment(db: Session, assessment_id: int) -> None:
    """Remove an assessment; an earlier one counts again.

    Raises:
        CourseIsOver: the course is closed or cancelled.
    """
    row = found(db, SkillsAssessment, assessment_id, "assessment")
    enrollment = row.enrollment
    open_course(db, enrollment.course_id)
    db.delete(row)
    db.flush()
    _take_latest(db, enrollment)


def _fill(
    db: Session,
    row: SkillsAssessment,
    enrollment: Enrollment,
    details: AssessmentDetails,
    today: date,
) -> None:
    rubric = found(db, Rubric, details.rubric_id, "rubric")
    marks = _marks(rubric, details)
    check(marks)
    met = skills_met(marks, rubric.pass_mark)
    met = details.met if met is None else met
    if met is None:
        raise Invalid(
            f"{quoted(rubric.name)} has no mark that must be reached.",
            hint="Say whether the skills are met.",
        )
    if details.assessed_on > today:
        raise Invalid(
            f"{date_words(details.assessed_on)} lies in the future, so nobody was assessed then.",
            hint="Type the day of the assessment.",
        )
    row.assessor = words.line(details.assessor, "The assessor", required=True)
    _refuse_own_supervisor(db, enrollment, row.assessor)
    row.rubric_id = rubric.id
    row.assessed_on = details.assessed_on
    row.scenario = words.line(details.scenario, "The scenario")
    row.met = met
    # An edited assessment keeps the rows of its marks, for each skill has one at most.
    present = {one.item_id: one for one in row.marks}
    for mark in marks:
        kept = present.get(mark.item_id)
        if kept is None:
            kept = SkillsMark(item_id=mark.item_id)
            row.marks.append(kept)
        kept.mark, kept.comment = mark.mark, mark.comment


def _marks(rubric: Rubric, details: AssessmentDetails) -> list[Mark]:
    known = {item.id for item in rubric.items}
    if set(details.marks) - known:
        raise Invalid(
            f"{quoted(rubric.name)} does not have all of these skills.",
            hint="Look at the rubric again.",
        )
    return [
        Mark(
            item.id,
            item.text,
            details.marks.get(item.id, (None, ""))[0],
            words.text(details.marks.get(item.id, (None, ""))[1], "The comment"),
        )
        for item in rubric.items
    ]


def _refuse_own_supervisor(db: Session, enrollment: Enrollment, assessor: str) -> None:
    leaders = db.scalars(
        select(Person)
        .join(Employment, Employment.supervisor_id == Person.id)
        .where(Employment.person_id == enrollment.person_id, Employment.to_date.is_(None))
    )
    if any(fold(one.full_name) == fold(assessor) for one in leaders):
        raise Invalid(
            f"{assessor} leads {enrollment.person.full_name} at work, and nobody is assessed by "
            "their own supervisor.",
            hint="Let somebody else assess them.",
        )


def _take_latest(db: Session, enrollment: Enrollment) -> None:
    """Let the latest assessment say whether the skills are met; without one nobody says."""
    latest = db.scalar(
        select(SkillsAssessment)
        .where(SkillsAssessment.enrollment_id == enrollment.id)
        .order_by(SkillsAssessment.assessed_on.desc(), SkillsAssessment.id.desc())
        .limit(1)
    )
    enrollment.skills_met = None if latest is None else latest.met
    db.flush()
