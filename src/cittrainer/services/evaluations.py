"""Entering stacks of anonymous evaluation forms.

A stack is held in memory, shuffled and saved in one step. What is saved has no name, no time
finer than the day and no order. It cannot be changed afterwards: a wrong stack is discarded as a
whole and entered again.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Answer,
    AnswerSheet,
    Course,
    CourseDay,
    Enrollment,
    EvaluationForm,
    FormHandedIn,
    FormKind,
    Question,
    QuestionKind,
)
from cittrainer.rules.wording import counted
from cittrainer.services import words
from cittrainer.services.course_guards import found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

MOST_SHEETS = 1000
"""Forms in one stack."""

COURSE, PRE, POST = "course", "pre", "post"
"""Occasions that are no day of the course."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One filled form of a stack, as it was typed."""

    marks: Mapping[int, int] = field(default_factory=dict)
    """By question, from 1, the lowest word of the scale."""
    comments: Mapping[int, str] = field(default_factory=dict)
    pairing_code: str = ""


def enter_stack(
    db: Session,
    course_id: int,
    form_id: int,
    occasion: str,
    stack: Sequence[FilledForm],
    *,
    today: date,
) -> int:
    """Save a stack of filled forms, shuffled.

    Args:
        db: The open step.
        course_id: The course.
        form_id: The form that was handed out.
        occasion: “course”, “pre”, “post”, or the ISO date of a day of the course.
        stack: The forms; those without any answer are left out.
        today: The day of entering.

    Returns:
        How many forms were saved.

    Raises:
        Invalid: a mark is not on the scale, a question is of another form, the occasion does
            not fit the form, or there is nothing to save.
    """
    course = found(db, Course, course_id, "course")
    form = found(db, EvaluationForm, form_id, "form")
    _refuse_occasion(db, course, form, occasion)
    questions = {question.id: question for question in form.questions}
    filled = [one for one in stack if one.marks or any(c.strip() for c in one.comments.values())]
    if not filled:
        raise Invalid("No form of the stack has an answer.", hint="Type at least one answer.")
    if len(filled) > MOST_SHEETS:
        raise Invalid(
            f"A stack of {counted(len(filled), 'form')} is too large.",
            hint=f"Enter at most {MOST_SHEETS:,} at a time.",
        )
    sheets = [_sheet(course, form, occasion, one, questions, today) for one in filled]
    # The order of the stack may be the order in which people sat.
    random.SystemRandom().shuffle(sheets)
    db.add_all(sheets)
    db.flush()
    return len(sheets)


def discard_stack(db: Session, course_id: int, form_id: int, occasion: str) -> int:
    """Delete all forms of an occasion for good, to enter them again.

    Returns:
        How many were deleted.

    Raises:
        UserError: there are none.
    """
    sheets = db.scalars(
        select(AnswerSheet).where(
            AnswerSheet.course_id == course_id,
            AnswerSheet.form_id == form_id,
            AnswerSheet.occasion == occasion,
        )
    ).all()
    if not sheets:
        raise UserError("No forms of this occasion are entered.", hint="Nothing needs to be done.")
    for sheet in sheets:
        db.delete(sheet)
    db.flush()
    return len(sheets)


def tick_handed_in(db: Session, enrollment_id: int, form_id: int, *, handed_in: bool) -> None:
    """Tick at the door that a trainee handed a form in: no time, no link to any answer."""
    found(db, Enrollment, enrollment_id, "enrollment")
    found(db, EvaluationForm, form_id, "form")
    tick = db.get(FormHandedIn, (enrollment_id, form_id))
    if handed_in and tick is None:
        db.add(FormHandedIn(enrollment_id=enrollment_id, form_id=form_id))
    elif not handed_in and tick is not None:
        db.delete(tick)


def label(course_number: str, form_title: str, count: int) -> str:
    """The sentence under which a stack stands in the history; it names nobody."""
    return f"{counted(count, 'form')} of {form_title} entered for {course_number}"


def _sheet(
    course: Course,
    form: EvaluationForm,
    occasion: str,
    one: FilledForm,
    questions: Mapping[int, Question],
    today: date,
) -> AnswerSheet:
    sheet = AnswerSheet(
        course_id=course.id,
        form_id=form.id,
        occasion=occasion,
        entered_on=today,
        pairing_code=_pairing_code(form, one.pairing_code),
    )
    for question_id, mark in one.marks.items():
        _question(questions, question_id, QuestionKind.SCALE)
        if not 1 <= mark <= len(form.scale):
            raise Invalid(
                f"{mark} is not on the scale of {form.title}.",
                hint=f"Type a number from 1 to {len(form.scale)}.",
            )
        sheet.answers.append(Answer(question_id=question_id, mark=mark))
    for question_id, comment in one.comments.items():
        _question(questions, question_id, QuestionKind.COMMENT)
        if text := words.text(comment, "A comment"):
            sheet.answers.append(Answer(question_id=question_id, words=text))
    return sheet


def _question(questions: Mapping[int, Question], question_id: int, kind: QuestionKind) -> None:
    question = questions.get(question_id)
    if question is None or question.kind is not kind:
        raise Invalid("An answer belongs to no question of this form.", hint="Open it again.")


def _pairing_code(form: EvaluationForm, code: str) -> str:
    clean = words.line(code, "The pairing code").upper()
    if clean and form.kind is not FormKind.PRE_POST:
        raise Invalid(f"{form.title} has no pairing code.", hint="Leave it empty for this form.")
    return clean


def _refuse_occasion(db: Session, course: Course, form: EvaluationForm, occasion: str) -> None:
    fitting = {
        FormKind.COURSE: {COURSE},
        FormKind.PRE_POST: {PRE, POST},
        FormKind.DAILY: {
            day.isoformat()
            for day in db.scalars(select(CourseDay.date).where(CourseDay.course_id == course.id))
        },
    }[form.kind]
    if occasion not in fitting:
        names = sorted(fitting)
        raise Invalid(
            f"{form.title} is not given on this occasion.",
            hint=f"Choose {'one of ' if len(names) > 1 else ''}{', '.join(names)}.",
        )
