"""The skills forms of a course: blank for those not assessed yet, with the marks for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.documents.skills_forms import SkillsForm, SkillsForms, write_skills_forms
from cittrainer.errors import NothingToPrint
from cittrainer.jobs import paper_values
from cittrainer.queries import attendance, skills
from cittrainer.rules.assessments import Mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.queries.attendance import Trainee
    from cittrainer.queries.skills import AssessmentRow, RubricRow


def prepare_forms(db: Session, course_id: int, today: date) -> Callable[[Path, bool], None]:
    """What writes the skills forms of a course.

    Raises:
        NothingToPrint: no rubric was chosen for the course, or nobody is enrolled.
    """
    found = skills.course_skills(db, course_id)
    if found.rubric is None:
        raise NothingToPrint(
            f"No rubric is chosen for {found.number}.",
            hint="Choose one under “Rules…” on its Papers tab.",
        )
    rubric = found.rubric
    forms = [
        _form(one, rubric, next(iter(found.assessments.get(one.enrollment_id, ())), None))
        for one in attendance.trainees(db, course_id)
    ]
    if not forms:
        raise NothingToPrint(f"Nobody is enrolled in {found.number}.", hint="Enroll somebody.")
    value = SkillsForms(
        course=f"{found.title} ({found.number})",
        rubric=rubric.name,
        note=rubric.note,
        pass_mark=rubric.pass_mark,
        forms=forms,
    )
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_skills_forms(path, value, head, replace=replace)


def _form(trainee: Trainee, rubric: RubricRow, latest: AssessmentRow | None) -> SkillsForm:
    if latest is None or latest.rubric_id != rubric.id:
        blank = [Mark(item_id, text) for item_id, text in rubric.items]
        return SkillsForm(name=trainee.full_name, agency=trainee.agency, marks=blank)
    return SkillsForm(
        name=trainee.full_name,
        agency=trainee.agency,
        marks=latest.marks,
        scenario=latest.scenario,
        assessor=latest.assessor,
        assessed_on=latest.assessed_on,
        met=latest.met,
    )
