from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import builders
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from cittrainer.errors import NotFound
from cittrainer.jobs.shipped import load_shipped
from cittrainer.models import FormKind, QuestionKind
from cittrainer.queries.evaluations import (
    course_forms,
    evaluated_courses,
    forms,
    handed_in,
    results,
)
from cittrainer.rules.suppression import Shown
from cittrainer.services.evaluations import (
    COURSE,
    PRE,
    FilledForm,
    QuestionFields,
    add_form,
    enter_stack,
    tick_handed_in,
)

TODAY = date(2026, 5, 8)


@contextmanager
def statements():
    """The statements that are sent to the database meanwhile."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def daily(db, *, number=1, kind=FormKind.DAILY, title="Daily form", code="DAILY"):
    return add_form(
        db,
        code=code,
        number=number,
        title=title,
        kind=kind,
        scale=("No", "Rather no", "Neither", "Rather yes", "Yes"),
        questions=[
            QuestionFields("Clear?"),
            QuestionFields("Too much?", reverse=True),
            QuestionFields("Keep?", QuestionKind.COMMENT),
        ],
    )


def enter(db, course_id, form_id, occasion, *marks):
    (form,) = [one for one in forms(db) if one.id == form_id]
    clear = form.questions[0].id
    enter_stack(
        db, course_id, form_id, occasion, [FilledForm({clear: mark}) for mark in marks], today=TODAY
    )


def test_the_shipped_forms_are_listed_with_their_questions(database):
    with database.step("Load") as db:
        load_shipped(db)

    with database.read() as db:
        found = {one.code: one for one in forms(db)}

    assert set(found) == {"COURSE", "DAILY", "PRE-POST"}
    assert len(found["DAILY"].scale) == 5
    assert [one.reverse for one in found["DAILY"].questions].count(True) == 1
    assert found["PRE-POST"].kind is FormKind.PRE_POST


def test_a_course_offers_the_newest_version_and_the_older_one_that_was_used(database):
    with database.step("Prepare") as db:
        course_id = builders.course(db, days=2).id
        other_id = builders.course(db, "2", days=1).id
        old = daily(db)
        enter(db, course_id, old, "2026-05-04", 3, 4)
        new = daily(db, number=2)

    with database.read() as db:
        mine, other = course_forms(db, course_id), course_forms(db, other_id)

    assert [one.form.id for one in mine.forms] == [new, old]
    assert [one.entered for one in mine.forms] == [0, 2]
    assert [(one.key, one.entered) for one in mine.forms[1].occasions] == [
        ("2026-05-04", 2),
        ("2026-05-05", 0),
    ]
    assert [one.form.id for one in other.forms] == [new]


def test_forms_of_a_day_that_left_the_course_are_still_shown(database):
    with database.step("Prepare") as db:
        course = builders.course(db, days=2)
        form_id = daily(db)
        enter(db, course.id, form_id, "2026-05-05", 3, 4, 4, 4, 4)
        course.days[1].date = date(2026, 5, 11)
        course_id = course.id

    with database.read() as db:
        keys = [one.key for one in course_forms(db, course_id).forms[0].occasions]
        shown = results(db, course_id, form_id).results

    assert keys == ["2026-05-04", "2026-05-05", "2026-05-11"]
    assert [one.key for one in shown.occasions] == keys
    assert shown.occasions[1].forms == Shown(5)


@pytest.mark.parametrize(("threshold", "hidden"), [(5, False), (6, True)])
def test_results_follow_the_threshold_of_the_academy(database, threshold, hidden):
    with database.step("Prepare") as db:
        builders.academy(db, suppression_threshold=threshold)
        course_id = builders.course(db).id
        form_id = daily(db, kind=FormKind.COURSE)
        enter(db, course_id, form_id, COURSE, 5, 5, 4, 4, 2)

    with database.read() as db:
        found = results(db, course_id, form_id)

    assert found.threshold == threshold
    assert found.results.occasions[0].questions[0].hidden is hidden
    assert (str(found.results.occasions[0].questions[0].mean) == "4.00") is not hidden


def test_only_the_forms_of_this_course_and_form_are_counted(database):
    with database.step("Prepare") as db:
        course_id = builders.course(db).id
        other_id = builders.course(db, "2").id
        form_id = daily(db, kind=FormKind.PRE_POST)
        third_id = daily(db, kind=FormKind.COURSE, code="C", title="Course form")
        enter(db, course_id, form_id, PRE, *[2] * 6)
        enter(db, other_id, form_id, PRE, *[5] * 9)
        enter(db, course_id, third_id, COURSE, *[1] * 7)

    with database.read() as db:
        found = results(db, course_id, form_id).results

    assert found.occasions[0].forms == Shown(6)
    assert found.occasions[0].questions[0].counts == Shown((0, 6, 0, 0, 0))
    assert found.together is None


def test_courses_with_forms_are_listed_newest_first_and_small_numbers_are_hidden(database):
    with database.step("Prepare") as db:
        old = builders.course(db, "1", first=date(2025, 5, 5)).id
        new = builders.course(db, "2").id
        builders.course(db, "3")
        form_id = daily(db, kind=FormKind.COURSE)
        enter(db, old, form_id, COURSE, 3, 3)
        enter(db, new, form_id, COURSE, *[3] * 5)

    with database.read() as db:
        rows = evaluated_courses(db)

    assert [(one.number, one.forms) for one in rows] == [
        ("2", ("Daily form",)),
        ("1", ("Daily form",)),
    ]
    assert [one.entered for one in rows] == [Shown(5), Shown(None, hidden=True)]


def test_ticks_are_listed_by_trainee_and_form(database):
    with database.step("Prepare") as db:
        course = builders.course(db)
        first = builders.enrollment(db, course, builders.person(db, "Abbott", "Zoë")).id
        builders.enrollment(db, course, builders.person(db, "Ziegler", "Ann"))
        form_id = daily(db)
        tick_handed_in(db, first, form_id, handed_in=True)
        course_id = course.id

    with database.read() as db:
        value = handed_in(db, course_id)

    assert [one.sorted_name for one in value.trainees] == ["Abbott, Zoë", "Ziegler, Ann"]
    assert value.ticks == {(first, form_id)}


def test_what_is_not_on_file_is_said(database):
    with database.step("Prepare") as db:
        course_id = builders.course(db).id

    with database.read() as db, pytest.raises(NotFound, match="course"):
        course_forms(db, course_id + 1)
    with database.read() as db, pytest.raises(NotFound, match="form"):
        results(db, course_id, 1)


def test_the_number_of_queries_does_not_grow(database):
    def sent_by(course_id, form_id):
        with database.read() as db, statements() as sent:
            forms(db)
            course_forms(db, course_id)
            results(db, course_id, form_id)
            handed_in(db, course_id)
            evaluated_courses(db)
        return len(sent)

    with database.step("Prepare") as db:
        course = builders.course(db, days=1)
        form_id = daily(db)
        enter(db, course.id, form_id, "2026-05-04", 3)
        builders.enrollment(db, course, builders.person(db, "A"))
        course_id = course.id
    once = sent_by(course_id, form_id)
    with database.step("More") as db:
        daily(db, code="D2", title="Another")
        daily(db, code="D3", title="A third")
        enter(db, course_id, form_id, "2026-05-04", 3, 5)
        other = builders.course(db, "2", days=1)
        enter(db, other.id, form_id, "2026-05-04", 4)
        course = db.get_one(type(other), course_id)
        builders.enrollment(db, course, builders.person(db, "B"))
        builders.enrollment(db, course, builders.person(db, "C"))

    assert sent_by(course_id, form_id) == once
