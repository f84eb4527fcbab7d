"""Evaluation forms, how many were entered, and what may be shown of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from cittrainer.errors import NotFound
from cittrainer.models import (
    Academy,
    Answer,
    AnswerSheet,
    Course,
    CourseDay,
    EvaluationForm,
    FormHandedIn,
    FormKind,
)
from cittrainer.queries import attendance
from cittrainer.rules import evaluations as rules
from cittrainer.rules.evaluations import POST, PRE, QuestionValue, SheetValue
from cittrainer.rules.suppression import THRESHOLD, guarded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cittrainer.queries.attendance import Trainee
    from cittrainer.rules.evaluations import Results
    from cittrainer.rules.suppression import Shown

COURSE = "course"
"""The occasion of a form about the whole course."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A version of a form with everything it asks."""

    id: int
    code: str
    number: int
    title: str
    kind: FormKind
    introduction: str
    scale: tuple[str, ...]
    """The words of the marks from 1, the lowest."""
    questions: tuple[QuestionValue, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a form is given, and how many of it were entered."""

    key: str
    """“course”, “pre”, “post”, or the ISO date of a course day."""
    date: date | None
    entered: int
    """For those who enter; results never show a number that did not pass the rule."""


@dataclass(frozen=True, slots=True)
class CourseForm:
    """A form of a course with its occasions."""

    form: FormRow
    occasions: tuple[Occasion, ...]

    @property
    def entered(self) -> int:
        """Filled forms on file, for those who enter."""
        return sum(one.entered for one in self.occasions)


@dataclass(frozen=True, slots=True)
class CourseEvaluations:
    """The forms of a course."""

    course_id: int
    number: str
    title: str
    threshold: int
    forms: tuple[CourseForm, ...]


@dataclass(frozen=True, slots=True)
class FormResults:
    """What may be shown of one form of a course."""

    course_id: int
    course_number: str
    course_title: str
    form: FormRow
    threshold: int
    results: Results


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Who handed which forms in; it has no time and no link to any answer."""

    trainees: tuple[Trainee, ...]
    ticks: frozenset[tuple[int, int]]
    """Enrollment and form."""


@dataclass(frozen=True, slots=True)
class EvaluatedCourse:
    """A course of which forms were entered."""

    course_id: int
    number: str
    title: str
    starts_on: date | None
    ends_on: date | None
    forms: tuple[str, ...]
    """Titles of the forms entered."""
    entered: Shown[int]
    """Filled forms in all, where they are enough to be told."""


def forms(db: Session) -> tuple[FormRow, ...]:
    """Every version of every form, the newest of a title first."""
    rows = db.scalars(
        select(EvaluationForm)
        .options(selectinload(EvaluationForm.questions))
        .order_by(EvaluationForm.title, EvaluationForm.number.desc())
    )
    return tuple(map(_form, rows))


def course_forms(db: Session, course_id: int) -> CourseEvaluations:
    """The forms that a course can give, and the older ones of which some were entered.

    Raises:
        NotFound: there is no such course.
    """
    course = _course(db, course_id)
    days = _days(db, course_id)
    entered: dict[tuple[int, str], int] = {
        (form_id, occasion): count
        for form_id, occasion, count in db.execute(
            select(AnswerSheet.form_id, AnswerSheet.occasion, func.count())
            .where(AnswerSheet.course_id == course_id)
            .group_by(AnswerSheet.form_id, AnswerSheet.occasion)
        )
    }
    used = {form_id for form_id, _occasion in entered}
    newest: dict[str, int] = {}
    found = forms(db)
    for form in found:
        newest.setdefault(form.code, form.id)
    order = list(FormKind)
    offered = [form for form in found if form.id in used or newest[form.code] == form.id]
    offered.sort(key=lambda form: (order.index(form.kind), form.title, -form.number))
    return CourseEvaluations(
        course.id,
        course.number,
        course.title,
        threshold(db),
        tuple(CourseForm(form, _occasions(form, days, entered)) for form in offered),
    )


def results(db: Session, course_id: int, form_id: int) -> FormResults:
    """What may be shown of a form of a course, all of it through the one rule.

    Raises:
        NotFound: there is no such course or form.
    """
    course = _course(db, course_id)
    row = db.get(EvaluationForm, form_id, options=[selectinload(EvaluationForm.questions)])
    if row is None:
        raise NotFound("This form is no longer on file.", hint="Choose another one.")
    form = _form(row)
    sheets = _sheets(db, course_id, form_id)
    entered = Counter((form_id, sheet.occasion) for sheet in sheets)
    keys = [one.key for one in _occasions(form, _days(db, course_id), entered)]
    limit = threshold(db)
    return FormResults(
        course.id,
        course.number,
        course.title,
        form,
        limit,
        rules.results(
            form.questions, sheets, occasions=keys, marks=len(form.scale), threshold=limit
        ),
    )


def handed_in(db: Session, course_id: int) -> HandedIn:
    """Who of a course handed which forms in."""
    trainees = attendance.trainees(db, course_id)
    mine = [one.enrollment_id for one in trainees]
    ticks = db.execute(
        select(FormHandedIn.enrollment_id, FormHandedIn.form_id).where(
            FormHandedIn.enrollment_id.in_(mine)
        )
    )
    return HandedIn(trainees, frozenset((enrollment, form) for enrollment, form in ticks))


def evaluated_courses(db: Session) -> tuple[EvaluatedCourse, ...]:
    """The courses of which forms were entered, the newest first."""
    limit = threshold(db)
    titles: dict[int, list[str]] = defaultdict(list)
    entered: dict[int, int] = defaultdict(int)
    for course_id, title, count in db.execute(
        select(AnswerSheet.course_id, EvaluationForm.title, func.count())
        .join(EvaluationForm, EvaluationForm.id == AnswerSheet.form_id)
        .group_by(AnswerSheet.course_id, EvaluationForm.id)
        .order_by(EvaluationForm.title)
    ):
        titles[course_id].append(title)
        entered[course_id] += count
    first, last = func.min(CourseDay.date), func.max(CourseDay.date)
    rows = db.execute(
        select(Course.id, Course.number, Course.title, first, last)
        .outerjoin(CourseDay, CourseDay.course_id == Course.id)
        .where(Course.id.in_(entered))
        .group_by(Course.id)
        .order_by(first.desc(), Course.id.desc())
    )
    return tuple(
        EvaluatedCourse(
            course_id,
            number,
            title,
            starts_on,
            ends_on,
            tuple(titles[course_id]),
            guarded(entered[course_id], entered[course_id], threshold=limit),
        )
        for course_id, number, title, starts_on, ends_on in rows
    )


def threshold(db: Session) -> int:
    """Fewest answers that are shown: the academy's choice, or the usual one before it is set up."""
    chosen = db.scalar(select(Academy.suppression_threshold).limit(1))
    return THRESHOLD if chosen is None else chosen


def _course(db: Session, course_id: int) -> Course:
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Choose another one.")
    return course


def _days(db: Session, course_id: int) -> list[date]:
    return list(
        db.scalars(
            select(CourseDay.date).where(CourseDay.course_id == course_id).order_by(CourseDay.date)
        )
    )


def _form(row: EvaluationForm) -> FormRow:
    return FormRow(
        row.id,
        row.code,
        row.number,
        row.title,
        row.kind,
        row.introduction,
        tuple(row.scale),
        tuple(
            QuestionValue(one.id, one.text, one.kind.value, one.reverse) for one in row.questions
        ),
        tuple(row.sources),
    )


def _occasions(
    form: FormRow, days: list[date], entered: Mapping[tuple[int, str], int]
) -> tuple[Occasion, ...]:
    keys: list[tuple[str, date | None]]
    match form.kind:
        case FormKind.DAILY:
            # A day that left the course later keeps its forms.
            kept = {date.fromisoformat(key) for form_id, key in entered if form_id == form.id}
            keys = [(day.isoformat(), day) for day in sorted(kept.union(days))]
        case FormKind.PRE_POST:
            keys = [(PRE, None), (POST, None)]
        case FormKind.COURSE:
            keys = [(COURSE, None)]
    return tuple(Occasion(key, day, entered.get((form.id, key), 0)) for key, day in keys)


def _sheets(db: Session, course_id: int, form_id: int) -> list[SheetValue]:
    mine = (AnswerSheet.course_id == course_id, AnswerSheet.form_id == form_id)
    marks: dict[bytes, dict[int, int]] = defaultdict(dict)
    comments: dict[bytes, dict[int, str]] = defaultdict(dict)
    for key, question_id, mark, words in db.execute(
        select(Answer.sheet_key, Answer.question_id, Answer.mark, Answer.words)
        .join(AnswerSheet, AnswerSheet.key == Answer.sheet_key)
        .where(*mine)
    ):
        if mark is not None:
            marks[key][question_id] = mark
        elif words is not None:
            comments[key][question_id] = words
    return [
        SheetValue(occasion, marks[key], comments[key], code)
        for key, occasion, code in db.execute(
            select(AnswerSheet.key, AnswerSheet.occasion, AnswerSheet.pairing_code).where(*mine)
        )
    ]
