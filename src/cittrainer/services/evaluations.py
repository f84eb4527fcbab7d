"""Evaluation forms, and entering stacks of anonymous answers to them.

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
    Block,
    Course,
    CourseDay,
    Delivery,
    Enrollment,
    EvaluationForm,
    FormHandedIn,
    FormKind,
    Question,
    QuestionKind,
)
from cittrainer.rules.evaluations import names_story
from cittrainer.rules.wording import counted, quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

LEAST_MARKS = 2

MOST_SHEETS = 1000
"""Forms in one stack."""

LONGEST_CODE = 12
"""Characters of a self-made code; a longer one might be a name."""

COURSE, PRE, POST = "course", "pre", "post"
"""Occasions that are no day of the course."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One filled form of a stack, as it was typed."""

    marks: Mapping[int, int] = field(default_factory=dict)
    """By question, from 1, the lowest word of the scale."""
    comments: Mapping[int, str] = field(default_factory=dict)
    pairing_code: str = ""


class RatesAStory(UserError):
    """A question is about somebody's own story, which is never rated."""


@dataclass(frozen=True, slots=True)
class QuestionFields:
    """A question of a new form."""

    text: str
    kind: QuestionKind = QuestionKind.SCALE
    reverse: bool = False
    """Whether a high mark is bad."""


def form_on_file(db: Session, code: str, number: int) -> int | None:
    """The id of a version of a form, or None."""
    return db.scalar(
        select(EvaluationForm.id).where(
            EvaluationForm.code == code, EvaluationForm.number == number
        )
    )


def add_form(
    db: Session,
    *,
    code: str,
    number: int,
    title: str,
    kind: FormKind,
    questions: Sequence[QuestionFields],
    introduction: str = "",
    scale: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> int:
    """Put a version of a form on file.

    Returns:
        Its id.

    Raises:
        Invalid: it is on file already, asks nothing, or has marks but no scale.
        RatesAStory: a question is about a SYSLE story.
    """
    if form_on_file(db, code, number) is not None:
        raise Invalid(
            f"Version {number} of the form {quoted(title)} is on file already.",
            hint="Give the new version a higher number.",
        )
    if not questions:
        raise Invalid(f"The form {quoted(title)} asks nothing.", hint="Add a question.")
    if len(scale) < LEAST_MARKS and any(one.kind is QuestionKind.SCALE for one in questions):
        raise Invalid(
            f"The scale of the form {quoted(title)} has fewer than two marks.",
            hint="Name the words of the scale from the lowest to the highest.",
        )
    for one in questions:
        _refuse_stories(one.text, ())
    form = EvaluationForm(
        code=words.line(code, "The form's code", required=True),
        number=number,
        title=words.line(title, "The form's title", required=True),
        kind=kind,
        introduction=words.text(introduction, "The introduction"),
        scale=[words.line(each, "A word of the scale", required=True) for each in scale],
        sources=list(sources),
        questions=[
            Question(
                position=position,
                text=words.line(one.text, "A question", required=True),
                kind=one.kind,
                reverse=one.reverse,
            )
            for position, one in enumerate(questions)
        ],
    )
    db.add(form)
    db.flush()
    return form.id


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
        RatesAStory: a question names a story of the course.
    """
    course = found(db, Course, course_id, "course")
    form = found(db, EvaluationForm, form_id, "form")
    _refuse_occasion(db, course, form, occasion)
    refuse_stories(db, course_id, form_id)
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


def refuse_stories(db: Session, course_id: int, form_id: int) -> None:
    """Refuse a form that would have a story of the course rated.

    Raises:
        RatesAStory: a question names a story block of the course.
    """
    titles = db.scalars(
        select(Block.title).where(Block.course_id == course_id, Block.delivery == Delivery.STORY)
    ).all()
    for text in db.scalars(select(Question.text).where(Question.form_id == form_id)):
        _refuse_stories(text, titles)


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


def ticks_label(course_number: str, form_title: str) -> str:
    """The sentence under which ticks stand in the history; it names nobody.

    Its place among the other steps tells about when it was, and that must tell about nobody.
    """
    return f"Ticks for {form_title} in {course_number}"


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


def _refuse_stories(text: str, titles: Sequence[str]) -> None:
    if names_story(text, titles):
        raise RatesAStory(
            f"The question {quoted(text)} would have somebody's own story rated.",
            hint="Ask about the day as a whole; those who tell their story are never rated.",
        )


def _pairing_code(form: EvaluationForm, code: str) -> str:
    clean = words.line(code, "The pairing code").upper()
    if clean and form.kind is not FormKind.PRE_POST:
        raise Invalid(f"{form.title} has no pairing code.", hint="Leave it empty for this form.")
    if len(clean) > LONGEST_CODE:
        raise Invalid(
            f"A pairing code of {len(clean)} characters is too long.",
            hint=f"Type at most {LONGEST_CODE}, and never a name.",
        )
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
