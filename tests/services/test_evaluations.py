from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date

import builders
import pytest
from sqlalchemy import func, select

from cittrainer.db.undo import CannotUndo
from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Answer,
    AnswerSheet,
    Change,
    Delivery,
    EvaluationForm,
    FormHandedIn,
    FormKind,
    QuestionKind,
    Step,
)
from cittrainer.services.evaluations import (
    COURSE,
    POST,
    PRE,
    FilledForm,
    QuestionFields,
    RatesAStory,
    add_form,
    discard_stack,
    enter_stack,
    label,
    tick_handed_in,
    ticks_label,
)

TODAY = date(2026, 5, 8)
SCALE = ("Very low", "Low", "Medium", "High", "Very high")


def new_form(db, *texts, kind=FormKind.COURSE, code="C", comments=("Keep?",), **values):
    return add_form(
        db,
        code=code,
        number=values.pop("number", 1),
        title=values.pop("title", "Course form"),
        kind=kind,
        scale=values.pop("scale", SCALE),
        questions=[
            *(QuestionFields(text) for text in texts or ("Clear?", "Useful?")),
            *(QuestionFields(text, QuestionKind.COMMENT) for text in comments),
        ],
        **values,
    )


def question_ids(db, form_id):
    return [one.id for one in db.get_one(EvaluationForm, form_id).questions]


@pytest.fixture
def course_form(database):
    """The ids of a course, its form and the form's questions."""
    with database.step("Prepare") as db:
        course_id = builders.course(db).id
        form_id = new_form(db)
        return course_id, form_id, question_ids(db, form_id)


def enter(database, course_id, form_id, stack, occasion=COURSE):
    with database.step(label("CIT-2026-05", "Course form", len(stack))) as db:
        return enter_stack(db, course_id, form_id, occasion, stack, today=TODAY)


def marks_on_disk(database, question_id):
    with closing(sqlite3.connect(database.path)) as connection:
        return [
            mark
            for (mark,) in connection.execute(
                "SELECT mark FROM answer WHERE question_id = ?", (question_id,)
            )
        ]


def test_a_stack_is_saved_whole_and_empty_forms_are_left_out(database, course_form):
    course_id, form_id, (clear, useful, keep) = course_form
    stack = [
        FilledForm({clear: 4, useful: 5}, {keep: "  The walks. "}),
        FilledForm({}, {keep: "   "}),
        FilledForm({clear: 1}),
    ]

    assert enter(database, course_id, form_id, stack) == 2

    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(AnswerSheet)) == 2
        words = db.scalars(select(Answer.words).where(Answer.words.is_not(None))).all()
        assert words == ["The walks."]


def test_a_stack_leaves_no_time_no_name_and_no_rows_in_the_history(database, course_form):
    course_id, form_id, (clear, *_rest) = course_form

    enter(database, course_id, form_id, [FilledForm({clear: 3})] * 12)

    with database.read() as db:
        step = db.scalars(select(Step).order_by(Step.id.desc())).first()
        assert step.label == "12 forms of Course form entered for CIT-2026-05"
        assert (step.at.hour, step.at.minute, step.at.second) == (0, 0, 0)
        assert not db.scalars(select(Change).where(Change.step_id == step.id)).all()
        columns = set(AnswerSheet.__table__.columns.keys()) | set(Answer.__table__.columns.keys())
    assert columns == {
        "key", "course_id", "form_id", "occasion", "entered_on", "pairing_code",
        "sheet_key", "question_id", "mark", "words",
    }  # fmt: skip


def test_what_is_announced_of_a_stack_names_no_row(database, course_form):
    course_id, form_id, (clear, *_rest) = course_form
    announced = []
    database.subscribe(announced.append)

    enter(database, course_id, form_id, [FilledForm({clear: 3})] * 5)

    (done,) = announced
    assert done.rows == {}
    assert not done.undoable
    assert done.tables == {"answer_sheet", "answer"}


@pytest.mark.parametrize("table", ["answer_sheet", "answer", "form_handed_in"])
def test_the_tables_keep_no_hidden_row_number(database, table):
    with (
        closing(sqlite3.connect(database.path)) as connection,
        pytest.raises(sqlite3.OperationalError, match="rowid"),
    ):
        connection.execute(f"SELECT rowid FROM {table}")


def test_the_order_on_disk_is_not_the_order_of_the_stack(database, course_form):
    """Sixty forms marked 1 to 5 in runs of twelve; that chance keeps the runs is out of reach."""
    course_id, form_id, (clear, *_rest) = course_form
    typed = [1 + at // 12 for at in range(60)]

    enter(database, course_id, form_id, [FilledForm({clear: mark}) for mark in typed])

    stored = marks_on_disk(database, clear)
    assert sorted(stored) == typed
    assert stored not in (typed, typed[::-1])
    assert sum(a == b for a, b in zip(stored, typed, strict=True)) < 40


def test_the_order_of_writing_is_shuffled_by_the_systems_chance(database, course_form, monkeypatch):
    course_id, form_id, (clear, *_rest) = course_form
    shuffled = []
    shuffle = random.SystemRandom.shuffle

    def watch(self, rows):
        shuffle(self, rows)
        shuffled.append(len(rows))

    monkeypatch.setattr(random.SystemRandom, "shuffle", watch)

    enter(database, course_id, form_id, [FilledForm({clear: 3})] * 7)

    assert shuffled == [7]


def test_a_stack_cannot_be_undone_but_discarded_and_entered_again(database, course_form):
    course_id, form_id, (clear, *_rest) = course_form
    enter(database, course_id, form_id, [FilledForm({clear: 1})] * 5)

    with pytest.raises(CannotUndo, match="anonymous"):
        database.undo()
    with database.step("5 forms of Course form discarded for CIT-2026-05") as db:
        assert discard_stack(db, course_id, form_id, COURSE) == 5
    with pytest.raises(CannotUndo, match="anonymous"):
        database.undo()
    enter(database, course_id, form_id, [FilledForm({clear: 5})] * 6)

    assert marks_on_disk(database, clear) == [5] * 6


def test_discarding_takes_one_occasion_only_and_refuses_an_empty_one(database):
    with database.step("Prepare") as db:
        course_id = builders.course(db).id
        form_id = new_form(db, kind=FormKind.PRE_POST)
        clear, *_rest = question_ids(db, form_id)
    for occasion in (PRE, POST):
        enter(database, course_id, form_id, [FilledForm({clear: 2})], occasion)

    with database.step("Discard") as db:
        discard_stack(db, course_id, form_id, PRE)
    with pytest.raises(UserError, match="No forms"), database.step("Discard") as db:
        discard_stack(db, course_id, form_id, PRE)

    with database.read() as db:
        assert db.scalars(select(AnswerSheet.occasion)).all() == [POST]


@pytest.mark.parametrize(
    ("stack", "said"),
    [
        ([FilledForm({1: 6})], "not on the scale"),
        ([FilledForm({1: 0})], "not on the scale"),
        ([FilledForm({99: 3})], "no question of this form"),
        ([FilledForm({}, {1: "words for a mark"})], "no question of this form"),
        ([FilledForm({1: 3}, {}, "CODE")], "no pairing code"),
        ([], "No form of the stack"),
        ([FilledForm({1: 3})] * 1001, "too large"),
    ],
)
def test_a_bad_stack_is_refused_and_nothing_of_it_is_saved(database, course_form, stack, said):
    course_id, form_id, (clear, *_rest) = course_form
    assert clear == 1

    with pytest.raises(Invalid, match=said):
        enter(database, course_id, form_id, [FilledForm({clear: 3}), *stack] if stack else [])

    assert marks_on_disk(database, clear) == []


def test_a_daily_form_is_given_on_the_days_of_the_course_only(database):
    with database.step("Prepare") as db:
        course_id = builders.course(db, days=2).id
        form_id = new_form(db, kind=FormKind.DAILY)
        clear, *_rest = question_ids(db, form_id)

    enter(database, course_id, form_id, [FilledForm({clear: 3})], "2026-05-05")
    with pytest.raises(Invalid, match="not given on this occasion"):
        enter(database, course_id, form_id, [FilledForm({clear: 3})], "2026-05-06")


def test_a_pairing_code_is_kept_in_capitals_and_is_no_name(database):
    with database.step("Prepare") as db:
        course_id = builders.course(db).id
        form_id = new_form(db, kind=FormKind.PRE_POST)
        clear, *_rest = question_ids(db, form_id)

    enter(database, course_id, form_id, [FilledForm({clear: 3}, {}, " k9ß ")], PRE)
    with pytest.raises(Invalid, match="too long"):
        enter(database, course_id, form_id, [FilledForm({clear: 3}, {}, "Siobhán O'Malley")], POST)

    with database.read() as db:
        assert db.scalars(select(AnswerSheet.pairing_code)).all() == ["K9SS"]


def test_no_form_rates_a_story(database):
    with pytest.raises(RatesAStory, match="own story rated"), database.step("Add") as db:
        new_form(db, "The SYSLE presenter was convincing.")
    with database.step("Prepare") as db:
        course = builders.course(db)
        builders.block(db, "Living with psychosis", course=course, delivery=Delivery.STORY)
        form_id = new_form(db, "“Living with Psychosis” was worth my time.")
        other_id = new_form(db, "The visits were worth my time.", code="D")
        asked, *_rest = question_ids(db, form_id)
        fine, *_rest = question_ids(db, other_id)
        course_id = course.id

    with pytest.raises(RatesAStory):
        enter(database, course_id, form_id, [FilledForm({asked: 1})])
    assert enter(database, course_id, other_id, [FilledForm({fine: 4})]) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"number": 1}, "on file already"),
        ({"code": "X", "scale": ("One",)}, "fewer than two marks"),
        ({"code": "X", "title": "  "}, "title is empty"),
        ({"code": "X", "title": "😀" * 201}, "201 characters"),
    ],
)
def test_a_form_that_cannot_be_used_is_refused(database, course_form, values, said):
    with pytest.raises(Invalid, match=said), database.step("Add") as db:
        new_form(db, **values)


def test_a_tick_at_the_door_has_no_time_and_is_unticked_rather_than_undone(database, course_form):
    course_id, form_id, _questions = course_form
    with database.step("Enroll") as db:
        enrollment = builders.enrollment(db, builders.course(db, "2"), builders.person(db))
        enrollment_id = enrollment.id
    label_of_ticks = ticks_label("CIT-2026-05", "Course form")

    for _twice in range(2):
        with database.step(label_of_ticks) as db:
            tick_handed_in(db, enrollment_id, form_id, handed_in=True)

    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(FormHandedIn)) == 1
        step = db.scalars(select(Step).order_by(Step.id.desc())).first()
        assert (step.at.hour, step.at.minute) == (0, 0)
        assert "O'Malley" not in step.label
        assert set(FormHandedIn.__table__.columns.keys()) == {"enrollment_id", "form_id"}
    with pytest.raises(CannotUndo, match="untick"):
        database.undo()
    with database.step(label_of_ticks) as db:
        tick_handed_in(db, enrollment_id, form_id, handed_in=False)
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(FormHandedIn)) == 0
    assert course_id
