"""Who completed a course and who did not, with the reasons and the sums behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import NotFound
from cittrainer.models import (
    Academy,
    Certificate,
    Course,
    EvaluationForm,
    FormHandedIn,
    Rubric,
)
from cittrainer.queries.attendance import register
from cittrainer.rules.eligibility import asked, completion
from cittrainer.rules.reaching import standard_findings
from cittrainer.rules.values import ERROR

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.queries.attendance import Register, Trainee
    from cittrainer.rules.eligibility import Asked, BlockAttendance, Outcome
    from cittrainer.rules.values import Finding


@dataclass(frozen=True, slots=True)
class CourseRules:
    """What a course asks for beside what its standard does.

    Attributes:
        version: Of the course, for stale-form checks.
        rubric: Name of the rubric by which skills are assessed; empty without one.
        form: Title of the form that has to be handed in; empty without one.
    """

    version: int
    rubric_id: int | None
    rubric: str
    form_id: int | None
    form: str


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """One trainee's outcome."""

    trainee: Trainee
    outcome: Outcome
    certificate: str
    """Number of the certificate in force, or empty."""
    certificate_id: int | None
    trainee_blocks: tuple[BlockAttendance, ...] = ()
    """The creditable blocks that are for the trainee, with minutes, as the outcome counts them."""


@dataclass(frozen=True, slots=True)
class CompletionList:
    """The outcomes of a course."""

    course_id: int
    number: str
    title: str
    requires: Asked
    rows: tuple[CompletionRow, ...]
    """In the order of last names."""
    rules: CourseRules
    misses_standard: tuple[Finding, ...]
    """In what the course itself misses its standard, unless overridden with a reason."""

    @property
    def completed(self) -> tuple[CompletionRow, ...]:
        """Those who completed the course."""
        return tuple(row for row in self.rows if row.outcome.completed)

    @property
    def to_certify(self) -> tuple[CompletionRow, ...]:
        """Those who completed the course and have no certificate in force."""
        return tuple(row for row in self.completed if row.certificate_id is None)


def completion_list(db: Session, course_id: int) -> CompletionList:
    """The outcome of every trainee who holds a seat, with a fixed number of queries.

    Raises:
        NotFound: there is no such course.
    """
    return outcomes(db, register(db, course_id))


def course_rules(db: Session, course_id: int) -> CourseRules:
    """What a course asks for beside what its standard does.

    Raises:
        NotFound: there is no such course.
    """
    row = db.execute(
        select(Course.version, Rubric.id, Rubric.name, EvaluationForm.id, EvaluationForm.title)
        .outerjoin(Rubric, Rubric.id == Course.rubric_id)
        .outerjoin(EvaluationForm, EvaluationForm.id == Course.required_form_id)
        .where(Course.id == course_id)
    ).one_or_none()
    if row is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    version, rubric_id, rubric, form_id, form = row
    return CourseRules(version, rubric_id, rubric or "", form_id, form or "")


def outcomes(db: Session, book: Register) -> CompletionList:
    """The outcomes of a register that was read already."""
    week = book.week
    academy = db.scalar(select(Academy).limit(1))
    requires = (
        asked(week.standard)
        if academy is None
        else asked(week.standard, academy_percent=academy.attendance_percent)
    )
    rules = course_rules(db, week.course_id)
    requires = replace(requires, form=rules.form)
    handed_in = set(
        db.scalars(select(FormHandedIn.enrollment_id).where(FormHandedIn.form_id == rules.form_id))
    )
    in_force = {
        row.enrollment_id: (row.id, row.number)
        for row in db.execute(
            select(Certificate.id, Certificate.enrollment_id, Certificate.number).where(
                Certificate.course_id == week.course_id, Certificate.revoked_on.is_(None)
            )
        )
    }
    rows = []
    for trainee in book.trainees:
        certificate_id, number = in_force.get(trainee.enrollment_id, (None, ""))
        attendance = replace(
            book.attendance(trainee), form_handed_in=trainee.enrollment_id in handed_in
        )
        outcome = completion(attendance, requires)
        blocks = book.expected[trainee.enrollment_id]
        rows.append(CompletionRow(trainee, outcome, number, certificate_id, blocks))
    return CompletionList(
        course_id=week.course_id,
        number=week.number,
        title=week.title,
        requires=requires,
        rows=tuple(rows),
        rules=rules,
        misses_standard=tuple(
            finding for finding in standard_findings(week) if finding.severity == ERROR
        ),
    )
