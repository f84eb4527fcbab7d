"""Rubrics, and how the trainees of a course were assessed by them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from cittrainer.errors import NotFound
from cittrainer.models import Course, Enrollment, Rubric, SkillsAssessment
from cittrainer.rules.assessments import Mark

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class RubricRow:
    """A rubric with its skills.

    Attributes:
        items: Id and text of each skill, in the order of the form.
        used: How many assessments were made by it.
    """

    id: int
    version: int
    name: str
    pass_mark: int | None
    note: str
    items: tuple[tuple[int, str], ...]
    used: int


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """How a trainee was assessed once."""

    id: int
    version: int
    enrollment_id: int
    rubric_id: int
    rubric: str
    assessed_on: date
    assessor: str
    scenario: str
    met: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class CourseSkills:
    """The assessments of a course.

    Attributes:
        rubric: By which its skills are assessed; None where none was chosen.
        assessments: Of each enrollment, the latest first.
    """

    course_id: int
    number: str
    title: str
    rubric: RubricRow | None
    assessments: dict[int, tuple[AssessmentRow, ...]]


def rubrics(db: Session) -> tuple[RubricRow, ...]:
    """All rubrics by name."""
    counts = select(SkillsAssessment.rubric_id, func.count()).group_by(SkillsAssessment.rubric_id)
    used = dict(db.execute(counts).all())
    rows = db.scalars(select(Rubric).options(selectinload(Rubric.items)).order_by(Rubric.name))
    return tuple(_row(one, used.get(one.id, 0)) for one in rows)


def course_skills(db: Session, course_id: int) -> CourseSkills:
    """The rubric of a course and every assessment of its trainees.

    Raises:
        NotFound: there is no such course.
    """
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    found: dict[int, list[AssessmentRow]] = defaultdict(list)
    rows = db.scalars(
        select(SkillsAssessment)
        .join(Enrollment, Enrollment.id == SkillsAssessment.enrollment_id)
        .where(Enrollment.course_id == course_id)
        .options(
            selectinload(SkillsAssessment.marks),
            selectinload(SkillsAssessment.rubric).selectinload(Rubric.items),
        )
        .order_by(SkillsAssessment.assessed_on.desc(), SkillsAssessment.id.desc())
    )
    for one in rows:
        found[one.enrollment_id].append(_assessment(one))
    rubric = next((one for one in rubrics(db) if one.id == course.rubric_id), None)
    return CourseSkills(
        course_id,
        course.number,
        course.title,
        rubric,
        {enrollment_id: tuple(each) for enrollment_id, each in found.items()},
    )


def _row(one: Rubric, used: int) -> RubricRow:
    return RubricRow(
        id=one.id,
        version=one.version,
        name=one.name,
        pass_mark=one.pass_mark,
        note=one.note,
        items=tuple((item.id, item.text) for item in one.items),
        used=used,
    )


def _assessment(one: SkillsAssessment) -> AssessmentRow:
    marks = {mark.item_id: mark for mark in one.marks}
    return AssessmentRow(
        id=one.id,
        version=one.version,
        enrollment_id=one.enrollment_id,
        rubric_id=one.rubric_id,
        rubric=one.rubric.name,
        assessed_on=one.assessed_on,
        assessor=one.assessor,
        scenario=one.scenario,
        met=one.met,
        marks=tuple(
            Mark(item.id, item.text, marks[item.id].mark, marks[item.id].comment)
            if item.id in marks
            else Mark(item.id, item.text)
            for item in one.rubric.items
        ),
    )
