from __future__ import annotations

from datetime import date

import builders
import pypdf
import pytest
from python_calamine import CalamineWorkbook

from cittrainer.errors import NothingToPrint
from cittrainer.jobs import papers
from cittrainer.jobs.shipped import load_shipped
from cittrainer.models import Delivery, FormKind
from cittrainer.queries.evaluations import forms
from cittrainer.services.evaluations import (
    COURSE,
    POST,
    PRE,
    FilledForm,
    QuestionFields,
    RatesAStory,
    add_form,
    enter_stack,
)

TODAY = date(2026, 5, 8)


@pytest.fixture
def course_id(database):
    with database.step("Prepare") as db:
        builders.academy(db)
        load_shipped(db)
        return builders.course(db, days=2).id


def enter(database, course_id, code, occasion, stack):
    with database.step("Enter") as db:
        (form,) = [one for one in forms(db) if one.code == code]
        marks = [one.id for one in form.questions if one.kind == "scale"]
        words = [one.id for one in form.questions if one.kind == "comment"]
        filled = [
            FilledForm(
                dict.fromkeys(marks, mark),
                {words[0]: comment} if comment else {},
                code,
            )
            for mark, comment, code in stack
        ]
        enter_stack(db, course_id, form.id, occasion, filled, today=TODAY)


def written(database, key, course_id, tmp_path):
    kind = papers.kind(key)
    path = tmp_path / papers.file_name(kind, "CIT-2026-05")
    return papers.write(database, kind, course_id, path, today=TODAY)


def page_texts(path):
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def test_a_daily_form_is_printed_for_each_day(database, course_id, tmp_path):
    texts = page_texts(written(database, "evaluation-form-daily", course_id, tmp_path))

    assert len(texts) == 2
    assert ["Monday 4 May 2026" in texts[0], "Tuesday 5 May 2026" in texts[1]] == [True, True]
    assert all("This form is anonymous." in text for text in texts)
    assert "Your own code" not in texts[0]


def test_the_self_rating_is_printed_twice_and_asks_for_a_code(database, course_id, tmp_path):
    texts = page_texts(written(database, "evaluation-form-pre-post", course_id, tmp_path))

    assert ["Before the course" in texts[0], "After the course" in texts[1]] == [True, True]
    assert all("Your own code" in text for text in texts)


def test_the_report_hides_what_too_few_answered(database, course_id, tmp_path):
    enter(
        database, course_id, "COURSE", COURSE,
        [(4, f"Comment {at}", "") for at in range(6)] + [(2, "", "")],
    )  # fmt: skip
    enter(database, course_id, "PRE-POST", PRE, [(2, "", f"C{at}") for at in range(6)])
    enter(database, course_id, "PRE-POST", POST, [(4, "", f"C{at}") for at in range(6)])
    enter(database, course_id, "DAILY", "2026-05-04", [(3, "Only me", "")] * 2)

    text = "\n".join(page_texts(written(database, "evaluation-results", course_id, tmp_path)))

    assert "Forms entered: 7" in text
    assert "Comment 3" in text
    assert "+2.00" in text
    assert "suppressed" in text
    assert "Only me" not in text


def test_the_data_have_counts_or_say_that_they_are_not_shown(database, course_id, tmp_path):
    enter(database, course_id, "DAILY", "2026-05-04", [(3, "", "")] * 6)
    enter(database, course_id, "DAILY", "2026-05-05", [(5, "", "")] * 2)

    path = written(database, "evaluation-data", course_id, tmp_path)

    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    head = next(at for at, row in enumerate(rows) if row[0] == "Form")
    first = [row for row in rows[head + 1 :] if row[2] == 1]
    assert [row[1] for row in first] == [
        "All days together", "Monday 4 May 2026", "Tuesday 5 May 2026",
    ]  # fmt: skip
    assert first[0][5:12] == [8, 3.5, 0, 0, 6, 0, 2]
    # Tuesday is too small, and Monday would tell it.
    assert all(row[5:12] == [""] * 7 and "fewer than 5" in row[12] for row in first[1:])


@pytest.mark.parametrize("key", ["evaluation-results", "evaluation-data"])
def test_without_forms_there_is_nothing_to_print(database, course_id, tmp_path, key):
    with pytest.raises(NothingToPrint, match="No evaluation forms"):
        written(database, key, course_id, tmp_path)


def test_a_form_that_rates_a_story_is_not_printed(database, course_id, tmp_path):
    with database.step("Prepare") as db:
        course = builders.course(db, "2")
        builders.block(db, "Walking my road", course=course, delivery=Delivery.STORY)
        add_form(
            db,
            code="AA",
            number=1,
            title="A form",
            kind=FormKind.COURSE,
            scale=("No", "Yes"),
            questions=[QuestionFields("Was “Walking my road” good?")],
        )
        other_id = course.id

    with pytest.raises(RatesAStory):
        written(database, "evaluation-form-course", other_id, tmp_path)


def test_a_course_without_days_has_no_daily_forms(database, course_id, tmp_path):
    with database.step("Prepare") as db:
        bare_id = builders.course(db, "2", days=0).id

    assert bare_id != course_id
    with pytest.raises(NothingToPrint, match="no such evaluation form"):
        written(database, "evaluation-form-daily", bare_id, tmp_path)
