from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from cittrainer.documents.evaluation_forms import (
    FormQuestion,
    PrintedForm,
    write_evaluation_form,
)
from cittrainer.documents.evaluation_reports import (
    CommentResult,
    EvaluationReport,
    QuestionResult,
    write_evaluation_report,
)

SCALE = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")


@pytest.fixture
def form() -> PrintedForm:
    return PrintedForm(
        title="Daily evaluation",
        course_title="Crisis Intervention Team Training",
        occasion="Tuesday, May 5, 2026",
        introduction="Please take five minutes.",
        scale=SCALE,
        questions=[
            FormQuestion(text="The objectives were clear."),
            FormQuestion(text="The pace was right."),
            FormQuestion(text="What should we keep?", kind="comment"),
        ],
    )


@pytest.fixture
def report() -> EvaluationReport:
    return EvaluationReport(
        form_title="Daily evaluation",
        course_title="Crisis Intervention Team Training",
        forms=29,
        threshold=5,
        scale=SCALE,
        questions=[
            QuestionResult(text="Clear?", counts=(1, 2, 5, 12, 9), mean=Decimal("3.897")),
            QuestionResult(text="Hidden?", counts=None, mean=None),
            QuestionResult(text="Skipped?", counts=(0, 0, 0, 0, 0), mean=None),
        ],
        comments=[
            CommentResult(text="Keep what?", comments=["The exercises.", "=1+1 العربية 😀"]),
            CommentResult(text="Change what?", comments=None),
        ],
    )


def test_the_form_asks_everything_and_for_no_name(tmp_path, letterhead, page_texts, form):
    path = tmp_path / "form.pdf"

    write_evaluation_form(path, form, letterhead)

    (text,) = page_texts(path)
    for question in form.questions:
        assert question.text in text
    assert text.count("Strongly") == 2
    assert "This form is anonymous." in text
    assert "never rated" in text
    assert "Your own code" not in text


def test_a_form_before_and_after_the_course_asks_for_a_code(tmp_path, letterhead, page_texts, form):
    path = tmp_path / "form.pdf"

    write_evaluation_form(path, dataclasses.replace(form, pairing_code=True), letterhead)

    assert "Your own code" in page_texts(path)[0]


def test_a_long_form_repeats_the_scale_on_each_page(
    tmp_path, letterhead, page_texts, signs_outside, form
):
    path = tmp_path / "form.pdf"
    many = [FormQuestion(text=f"Question {n} " + "and more words " * 12) for n in range(30)]

    write_evaluation_form(path, dataclasses.replace(form, questions=many), letterhead)

    texts = page_texts(path)
    assert len(texts) > 1
    assert all("Neither" in text for text in texts)
    assert signs_outside(path) == []


def test_the_report_shows_counts_and_means(tmp_path, letterhead, page_texts, report):
    path = tmp_path / "report.pdf"

    write_evaluation_report(path, report, letterhead)

    (text,) = page_texts(path)
    assert "Forms entered: 29" in text
    assert "Mean 3.9" in text
    assert "Answers 29" in text
    assert "No answers" in text
    assert "fewer than 5 answers" in text
    assert "The exercises." in text


def test_what_is_suppressed_is_said_to_be_and_shows_no_number(
    tmp_path, letterhead, page_texts, report
):
    path = tmp_path / "report.pdf"
    hidden = dataclasses.replace(report, questions=report.questions[1:2], forms=None, comments=[])

    write_evaluation_report(path, hidden, letterhead)

    (text,) = page_texts(path)
    assert "Forms entered: suppressed" in text
    assert "Mean" not in text
    assert "Answers " not in text.replace("Answers are", "")


def test_comments_of_any_length_are_printed_whole(
    tmp_path, letterhead, page_texts, signs_outside, report
):
    path = tmp_path / "report.pdf"
    comments = [" ".join(f"word{n}x{k}" for k in range(400)) for n in range(5)]
    long = dataclasses.replace(report, comments=[CommentResult(text="All", comments=comments)])

    write_evaluation_report(path, long, letterhead)

    read = "".join("\n".join(page_texts(path)).split())
    assert all(f"word{n}x{k}" in read for n in range(5) for k in range(400))
    assert signs_outside(path) == []
