from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from cittrainer.gui.evaluations import entry
from cittrainer.gui.evaluations.entry import StackDialog
from cittrainer.jobs.shipped import load_shipped
from cittrainer.models import Answer, AnswerSheet, EvaluationForm, Step
from cittrainer.queries.evaluations import course_forms

KEY = Qt.Key


@pytest.fixture
def dialog_of(database, runner, qtbot):
    """Opens the dialog for the form with a code on its first occasion."""
    with database.step("Prepare") as db:
        load_shipped(db)
        course_id = builders.course(db).id

    def open_dialog(code="DAILY"):
        with database.read() as db:
            course = course_forms(db, course_id)
        form = next(one for one in course.forms if one.form.code == code)
        dialog = StackDialog(runner, course, form.form, form.occasions[0])
        # Closing a stack that is not saved asks first, and nobody would answer.
        qtbot.add_widget(dialog, before_close_func=lambda one: one.stack.clear())
        dialog.show()
        dialog.activateWindow()
        qtbot.wait_until(dialog.isActiveWindow)
        return dialog

    return open_dialog


@pytest.fixture
def answer(monkeypatch):
    """What is answered to the question whether to leave; and the questions asked."""
    asked = []
    given = {"answer": True}

    def ask(_parent, title, *_rest, **_more):
        asked.append(title)
        return given["answer"]

    monkeypatch.setattr(entry, "ask", ask)
    return asked, given


def press(qtbot, dialog, *keys):
    for key in keys:
        field = next((one for one in dialog.fields if one.hasFocus()), dialog.fields[0])
        qtbot.keyClick(field, key)


def form_of(qtbot, dialog, digits):
    press(qtbot, dialog, *digits)
    while "Daily" in dialog.ui.heading.text() and not dialog.fields[0].hasFocus():
        press(qtbot, dialog, KEY.Key_Return)


def stored(database):
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(AnswerSheet))


def test_digits_move_on_and_enter_takes_the_next_form(qtbot, dialog_of):
    dialog = dialog_of()

    press(qtbot, dialog, *"4325")

    assert [dialog.fields[at].mark for at in range(5)] == [4, 3, 2, 5, 0]
    assert dialog.fields[4].hasFocus()
    assert dialog.ui.counter.text() == "Form 1"
    press(qtbot, dialog, KEY.Key_Return)
    assert dialog.ui.counter.text() == "Form 2"
    assert [dialog.fields[at].mark for at in range(5)] == [0] * 5
    assert dialog.fields[0].hasFocus()


def test_backspace_goes_back_and_zero_leaves_a_question_out(qtbot, dialog_of):
    dialog = dialog_of()

    press(qtbot, dialog, *"43", KEY.Key_Backspace, "0")

    assert [dialog.fields[at].mark for at in range(2)] == [4, 0]
    assert dialog.fields[1].hasFocus()


def test_a_digit_that_is_not_on_the_scale_is_not_taken(qtbot, dialog_of):
    dialog = dialog_of()

    press(qtbot, dialog, *"69")

    assert dialog.fields[0].mark == 0
    assert dialog.fields[0].hasFocus()
    assert dialog.stack.count == 0


def test_comments_are_typed_and_enter_leads_out_of_them(qtbot, dialog_of):
    dialog = dialog_of()
    press(qtbot, dialog, *"444444")
    keep, change = dialog.fields[6:]
    assert keep.hasFocus()

    keep.insert("=2 walks, العربية 😀")
    qtbot.keyClick(keep, KEY.Key_Return)
    assert change.hasFocus()
    qtbot.keyClick(change, KEY.Key_Backspace)
    assert keep.hasFocus()
    press(qtbot, dialog, KEY.Key_Return, KEY.Key_Return)

    assert dialog.ui.counter.text() == "Form 2"
    (first,) = dialog.stack.filled()
    assert list(first.comments.values()) == ["=2 walks, العربية 😀"]


def test_an_empty_form_is_not_put_aside(qtbot, dialog_of):
    dialog = dialog_of()

    press(qtbot, dialog, KEY.Key_Return)

    assert dialog.ui.counter.text() == "Form 1"
    assert "no answer" in dialog.ui.banner.message


def test_an_earlier_form_can_be_mended(qtbot, dialog_of):
    dialog = dialog_of()
    press(qtbot, dialog, "1", KEY.Key_Return, "2")

    dialog.previous_form()
    press(qtbot, dialog, "5")
    dialog.next_form()

    assert [list(one.marks.values()) for one in dialog.stack.filled()] == [[5], [2]]
    assert dialog.fields[0].mark == 2


def test_a_stack_is_saved_in_one_step_that_names_nobody(qtbot, dialog_of, database):
    dialog = dialog_of()
    for _form in range(7):
        press(qtbot, dialog, *"444444", KEY.Key_Return, KEY.Key_Return)

    with qtbot.wait_signal(dialog.saved) as saved:
        dialog.save()

    assert saved.args == [7]
    assert stored(database) == 7
    with database.read() as db:
        labels = db.scalars(select(Step.label).order_by(Step.id)).all()
        assert db.scalar(select(func.count()).select_from(Answer)) == 42
    assert labels[-1] == "7 forms of Daily form entered for CIT-2026-05"
    assert "cannot be undone" in dialog.ui.note.text()


def test_a_refused_stack_stays_as_it_was_typed(qtbot, dialog_of, database):
    dialog = dialog_of()
    press(qtbot, dialog, *"44", KEY.Key_Return)
    with database.step("Take a question away") as db:
        form = db.scalars(select(EvaluationForm).where(EvaluationForm.code == "DAILY")).one()
        db.delete(form.questions[0])

    dialog.save()

    qtbot.wait_until(lambda: dialog.ui.banner.message != "")
    assert dialog.ui.save.isEnabled()
    assert dialog.stack.count == 1
    assert stored(database) == 0


def test_leaving_with_a_stack_asks_and_without_one_does_not(qtbot, dialog_of, answer):
    asked, given = answer
    dialog = dialog_of()
    press(qtbot, dialog, "4")
    given["answer"] = False

    dialog.reject()
    assert dialog.isVisible()
    given["answer"] = True
    dialog.discard()
    assert dialog.stack.count == 0
    assert dialog.fields[0].mark == 0
    dialog.reject()

    assert asked == ["Leave without saving the stack?", "Discard what is typed?"]
    assert not dialog.isVisible()


def test_a_pairing_code_is_asked_for_before_and_after_only(qtbot, dialog_of):
    dialog = dialog_of("PRE-POST")

    qtbot.keyClicks(dialog.fields[0], "k9xy")
    press(qtbot, dialog, KEY.Key_Return, "4")

    assert dialog.stack.filled()[0].pairing_code == "k9xy"
    assert len(dialog_of("DAILY").fields) == 8


def test_marks_are_named_for_those_who_cannot_see_them(qtbot, dialog_of):
    dialog = dialog_of()

    press(qtbot, dialog, "4")

    assert dialog.fields[0].accessibleName() == "1. What we did today helps me in my work.: 4 Agree"
    assert dialog.fields[1].accessibleName().endswith("not answered")
