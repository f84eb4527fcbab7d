"""The papers of evaluations: blank forms, reports and sheets of numbers.

Everything that is printed about answers comes from ``queries.evaluations.results``, which has
put it through the one suppression rule.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cittrainer.documents.cells import Column
from cittrainer.documents.evaluation_forms import (
    FormQuestion,
    PrintedForm,
    write_evaluation_forms,
)
from cittrainer.documents.evaluation_reports import (
    ChangeResult,
    CommentResult,
    EvaluationReport,
    QuestionResult,
    write_evaluation_reports,
)
from cittrainer.documents.tables import write_table
from cittrainer.errors import NothingToPrint
from cittrainer.jobs import paper_values
from cittrainer.models import FormKind
from cittrainer.queries.evaluations import course_forms, results
from cittrainer.rules.evaluations import POST, PRE, SCALE
from cittrainer.rules.wording import date_words
from cittrainer.services.evaluations import refuse_stories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.documents.cells import Cell
    from cittrainer.queries.evaluations import CourseForm, FormResults, Occasion
    from cittrainer.rules.evaluations import OccasionResult, QuestionValue

    Write = Callable[[Path, bool], None]

NOT_SHOWN = "fewer than {threshold} answers, not shown"


def prepare_forms(
    db: Session,
    course_id: int,
    today: date,
    *,
    kind: FormKind | None = None,
    form_id: int | None = None,
    occasion: str = "",
) -> Write:
    """What writes blank forms, one for each occasion.

    Args:
        db: A session.
        course_id: The course.
        today: The day of printing.
        kind: The newest forms of this kind only.
        form_id: This form only.
        occasion: This occasion only; empty for all.

    Raises:
        NothingToPrint: the course has no such form.
        RatesAStory: a question names a story of the course.
    """
    value = course_forms(db, course_id)
    wanted = [
        one
        for one in value.forms
        if (kind is None or one.form.kind is kind) and form_id in {None, one.form.id}
    ]
    if kind is not None:
        # An older version is listed for its results; what is handed out is the newest.
        newest = {one.form.code: one for one in reversed(wanted)}
        wanted = list(newest.values())
    printed = [
        _printed(one, each, value.title)
        for one in wanted
        for each in one.occasions
        if occasion in {"", each.key}
    ]
    if not printed:
        raise NothingToPrint(
            "The course has no such evaluation form.",
            hint="Add the days of the course, or the forms that come with the program, first.",
        )
    for one in wanted:
        refuse_stories(db, course_id, one.form.id)
    head = paper_values.letterhead(db, today=today)
    title = wanted[0].form.title
    return lambda path, replace: write_evaluation_forms(path, title, printed, head, replace=replace)


def prepare_report(
    db: Session, course_id: int, today: date, *, form_id: int | None = None
) -> Write:
    """What writes the results of the forms entered, or of one of them.

    Raises:
        NothingToPrint: no forms are entered yet.
    """
    reports = [report for found in _entered(db, course_id, form_id) for report in _reports(found)]
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_evaluation_reports(
        path, "Evaluation results", reports, head, replace=replace
    )


def prepare_data(db: Session, course_id: int, today: date, *, form_id: int | None = None) -> Write:
    """What writes counts and means of every question as a sheet.

    Raises:
        NothingToPrint: no forms are entered yet.
    """
    found = _entered(db, course_id, form_id)
    marks = max(len(one.form.scale) for one in found)
    columns = [
        Column(title="Form", width=26),
        Column(title="Occasion", width=26),
        Column(title="No."),
        Column(title="Question", width=52),
        Column(title="High marks are bad", width=18),
        Column(title="Answers"),
        Column(title="Mean", decimals=2),
        *(Column(title=f"Mark {mark}", width=9) for mark in range(1, marks + 1)),
        Column(title="Remark", width=34),
    ]
    rows = [row for one in found for row in _data_rows(one, marks)]
    above = (f"{found[0].course_title}: evaluation", found[0].course_number)
    sample = paper_values.letterhead(db, today=today).sample
    return lambda path, replace: write_table(
        path, "Evaluation data", columns, rows, above=above, sample=sample, replace=replace
    )


def write_forms(
    database: Database, course_id: int, path: Path, *, today: date, form_id: int, occasion: str
) -> Path:
    """Write the blank form of an occasion, or of all where it is empty, to a chosen path.

    Raises:
        FileRefused: the file cannot be written.
        NothingToPrint, RatesAStory: see `prepare_forms`.
    """
    with database.read() as db:
        save = prepare_forms(db, course_id, today, form_id=form_id, occasion=occasion)
    save(path, True)
    return path


def write_report(
    database: Database, course_id: int, path: Path, *, today: date, form_id: int
) -> Path:
    """Write the results of one form to a chosen path.

    Raises:
        FileRefused: the file cannot be written.
        NothingToPrint: none are entered.
    """
    with database.read() as db:
        save = prepare_report(db, course_id, today, form_id=form_id)
    save(path, True)
    return path


def occasion_words(key: str, day: date | None) -> str:
    """An occasion as papers name it."""
    if day is not None:
        return date_words(day)
    return {PRE: "Before the course", POST: "After the course", "": "All days together"}.get(
        key, ""
    )


def _entered(db: Session, course_id: int, form_id: int | None) -> list[FormResults]:
    found = [
        results(db, course_id, one.form.id)
        for one in course_forms(db, course_id).forms
        if one.entered and form_id in {None, one.form.id}
    ]
    if not found:
        raise NothingToPrint(
            "No evaluation forms are entered for this course.",
            hint="Enter a stack on the Evaluations tab first.",
        )
    return found


def _printed(one: CourseForm, occasion: Occasion, course_title: str) -> PrintedForm:
    return PrintedForm(
        title=one.form.title,
        course_title=course_title,
        occasion=occasion_words(occasion.key, occasion.date),
        introduction=one.form.introduction,
        scale=one.form.scale,
        questions=[
            FormQuestion(text=each.text, kind="scale" if each.kind == SCALE else "comment")
            for each in one.form.questions
        ],
        pairing_code=one.form.kind is FormKind.PRE_POST,
    )


def _occasions(found: FormResults) -> Iterator[OccasionResult]:
    if found.results.together is not None:
        yield found.results.together
    for one in found.results.occasions:
        if one.forms.hidden or one.forms.value:
            yield one


def _named(found: FormResults, key: str) -> str:
    day = date.fromisoformat(key) if found.form.kind is FormKind.DAILY and key else None
    return occasion_words(key, day)


def _reports(found: FormResults) -> Iterator[EvaluationReport]:
    shown = list(_occasions(found))
    for one in shown:
        last = one is shown[-1]
        yield EvaluationReport(
            form_title=found.form.title,
            course_title=found.course_title,
            occasion=_named(found, one.key),
            forms=one.forms.value,
            threshold=found.threshold,
            scale=found.form.scale,
            composite=one.composite.value,
            questions=[
                QuestionResult(
                    text=_text(each.question), counts=each.counts.value, mean=each.mean.value
                )
                for each in one.questions
                if each.question.kind == SCALE
            ],
            comments=[
                CommentResult(text=each.question.text, comments=each.comments.value)
                for each in one.questions
                if each.question.kind != SCALE
            ],
            changes=_changes(found) if last else (),
        )


def _changes(found: FormResults) -> list[ChangeResult]:
    return [
        ChangeResult(
            text=_text(one.question),
            before=one.before.value,
            after=one.after.value,
            pairs=one.pairs.value,
            paired_difference=one.paired_difference.value,
        )
        for one in found.results.changes
    ]


def _data_rows(found: FormResults, marks: int) -> Iterator[list[Cell]]:
    remark = NOT_SHOWN.format(threshold=found.threshold)
    for one in _occasions(found):
        for number, each in enumerate(one.questions, start=1):
            counts = list(each.counts.value or ())
            yield [
                found.form.title,
                _named(found, one.key),
                number,
                each.question.text,
                "yes" if each.question.reverse else "",
                each.answers.value,
                each.mean.value,
                *counts,
                *[None] * (marks - len(counts)),
                remark if each.hidden else "",
            ]


def _text(question: QuestionValue) -> str:
    return f"{question.text} (a high mark is bad)" if question.reverse else question.text
