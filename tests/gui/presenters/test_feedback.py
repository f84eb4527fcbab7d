"""Comments reviewed for presenters in the window, by keys."""

from __future__ import annotations

from datetime import date

import builders
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.presenters import feedback_dialog
from cittrainer.gui.presenters.feedback_dialog import FeedbackDialog
from cittrainer.gui.presenters.tab import PresentersTab
from cittrainer.models import (
    Answer,
    Course,
    EvaluationForm,
    FormKind,
    QuestionKind,
    ReviewedComment,
)
from cittrainer.rules.blacking_out import BLACK
from cittrainer.services.bookings import record_actual
from cittrainer.services.evaluations import (
    FilledForm,
    QuestionFields,
    add_form,
    discard_stack,
    enter_stack,
)

SAID = ("Ask Bob Hale.", "Breathing.", "Calm voice.", "Good plan.", "Listen longer.")


@pytest.fixture
def evaluated(database, on_file):
    """Marcus and Ana presented on the Monday, of which five forms came back."""
    with database.step("Evaluate") as db:
        builders.academy(db)
        record_actual(db, on_file.story, [on_file.marcus, on_file.ana])
        course = db.get_one(Course, on_file.course)
        builders.enrollment(db, course, builders.person(db, "Hale", "Robert"))
        form = add_form(
            db,
            code="D",
            number=1,
            title="Daily form",
            kind=FormKind.DAILY,
            questions=[QuestionFields("What to keep?", QuestionKind.COMMENT)],
        )
        (keep,) = db.get_one(EvaluationForm, form).questions
        stack = [FilledForm({}, {keep.id: said}) for said in SAID]
        day = builders.MONDAY.isoformat()
        enter_stack(db, on_file.course, form, day, stack, today=date(2026, 5, 12))
    return on_file


@pytest.fixture
def dialog(runner, settings, qtbot, evaluated):
    return opened(runner, settings, qtbot, evaluated.course)


def opened(runner, settings, qtbot, course_id, **values):
    made = FeedbackDialog(runner, settings, course_id, **values)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.add_widget(made)
    made.show()
    made.activateWindow()
    settle(runner, qtbot)
    return made


def settle(runner, qtbot):
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait(10)
    qtbot.wait_until(lambda: runner.idle)


def states(dialog):
    columns = [dialog.list.rows.column(key) for key in ("comment", "state")]
    return [
        tuple(dialog.list.rows.index(line, at).data() for at in columns)
        for line in range(dialog.list.rows.rowCount())
    ]


def press(dialog, runner, qtbot, key):
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, key)
    settle(runner, qtbot)


def choose(dialog, line):
    dialog.list.clearSelection()
    dialog.list.select([dialog.list.rows.key_at(line)])


def test_the_comments_stand_there_with_the_proposal_beside(dialog):
    assert [text for text, _state in states(dialog)] == list(SAID)
    assert {state for _text, state in states(dialog)} == {"To review"}
    assert dialog.presenter.itemText(0) == "Dr. Ana Ruiz · 5 to review"
    assert dialog.editor.original.toPlainText() == "Ask Bob Hale."
    assert dialog.editor.words.toPlainText() == f"Ask {BLACK}."
    assert dialog.editor.original.isReadOnly()
    assert not dialog.print.isEnabled()


def test_keys_pass_on_keep_back_and_go_to_the_next(dialog, runner, qtbot, database):
    press(dialog, runner, qtbot, Qt.Key.Key_P)
    assert dialog.editor.original.toPlainText() == "Breathing."
    press(dialog, runner, qtbot, Qt.Key.Key_K)

    assert [state for _text, state in states(dialog)][:3] == [
        "Passed on", "Kept back", "To review",
    ]  # fmt: skip
    assert dialog.editor.original.toPlainText() == "Calm voice."
    assert dialog.print.isEnabled()
    with database.read() as db:
        rows = [(row.words, row.passed_on) for row in db.query(ReviewedComment)]
    assert rows == [(f"Ask {BLACK}.", True), ("Breathing.", False)]


def test_a_review_is_taken_back_by_a_key(dialog, runner, qtbot):
    press(dialog, runner, qtbot, Qt.Key.Key_P)
    choose(dialog, 0)
    press(dialog, runner, qtbot, Qt.Key.Key_Delete)

    assert states(dialog)[0] == ("Ask Bob Hale.", "To review")


def test_words_are_edited_blacked_out_and_brought_back(dialog, runner, qtbot):
    editor = dialog.editor
    editor.words.setPlainText("Ask Hale about the bridge.")
    assert "“Hale”" in editor.note.text()

    editor.words.moveCursor(QTextCursor.MoveOperation.Start)
    editor.words.find("Hale")
    editor.words.setFocus()
    qtbot.keyClick(editor.words, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert editor.words.toPlainText() == f"Ask {BLACK} about the bridge."
    assert not editor.note.isVisible()

    editor.proposal.click()
    assert editor.words.toPlainText() == f"Ask {BLACK}."


def test_what_was_typed_is_there_again_and_asked_about_before_it_is_lost(
    dialog, runner, qtbot, monkeypatch
):
    dialog.editor.words.setPlainText("Mine")
    choose(dialog, 1)
    choose(dialog, 0)
    assert dialog.editor.words.toPlainText() == "Mine"

    asked = []
    monkeypatch.setattr(feedback_dialog, "ask", lambda *_args, **_values: bool(asked.append(1)))
    dialog.close_button.click()
    assert (asked, dialog.isVisible()) == ([1], True)

    qtbot.keyClick(dialog.editor.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(runner, qtbot)
    assert dialog.chosen.passed_on[0].words == "Mine"
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_a_refused_review_keeps_what_was_typed(dialog, runner, qtbot):
    dialog.editor.words.setPlainText(" ")
    dialog.editor.pass_on.click()
    settle(runner, qtbot)

    assert "Nothing is left" in dialog.banner.message
    assert dialog.editor.words.toPlainText() == " "


def test_several_are_kept_back_at_once(dialog, runner, qtbot):
    dialog.list.selectAll()
    assert not dialog.editor.pass_on.isEnabled()
    press(dialog, runner, qtbot, Qt.Key.Key_K)

    assert {state for _text, state in states(dialog)} == {"Kept back"}
    assert dialog.presenter.itemText(0) == "Dr. Ana Ruiz · reviewed, 0 passed on"


def test_each_presenter_has_reviews_of_their_own(dialog, runner, qtbot):
    press(dialog, runner, qtbot, Qt.Key.Key_P)
    dialog.presenter.setCurrentIndex(1)

    assert {state for _text, state in states(dialog)} == {"To review"}
    assert "Marcus T." in dialog.presenter.currentText()


def test_the_letter_is_saved(runner, settings, qtbot, evaluated, tmp_path):
    class Chooser(FileChooser):
        def save_file(self, _parent, _title, proposal, _kinds):
            return tmp_path / proposal

    dialog = opened(runner, settings, qtbot, evaluated.course, chooser=Chooser())
    press(dialog, runner, qtbot, Qt.Key.Key_P)
    dialog.print.click()
    settle(runner, qtbot)

    (path,) = tmp_path.glob("*.pdf")
    assert path.name == "CIT-2026-05 feedback Dr. Ana Ruiz.pdf"
    assert f"Ask {BLACK} ." in " ".join(PdfReader(path).pages[0].extract_text().split())
    assert "Saved" in dialog.banner.message


def test_a_discarded_stack_leaves_nothing_to_review(dialog, runner, qtbot, database, evaluated):
    press(dialog, runner, qtbot, Qt.Key.Key_P)
    with database.step("Discard") as db:
        discard_stack(db, evaluated.course, 1, builders.MONDAY.isoformat())
    qtbot.wait_until(lambda: states(dialog) == [])

    assert dialog.editor.words.toPlainText() == ""
    assert not dialog.editor.pass_on.isEnabled()
    with database.read() as db:
        assert db.query(Answer).count() == 0
        assert db.query(ReviewedComment).count() == 0


def test_a_course_of_which_nothing_is_on_record_says_what_to_do(runner, settings, qtbot, on_file):
    dialog = opened(runner, settings, qtbot, on_file.course)

    assert not dialog.presenter.isEnabled()
    assert not dialog.print.isEnabled()
    dialog.close_button.click()


def test_feedback_is_opened_from_the_tab(runner, settings, qtbot, evaluated):
    tab = PresentersTab(runner, settings, evaluated.course)
    qtbot.add_widget(tab)
    tab.show()
    (entry,) = [one for one in tab.more.menu().actions() if one.text() == "Feedback…"]
    entry.trigger()
    settle(runner, qtbot)

    (dialog,) = tab.findChildren(FeedbackDialog)
    assert dialog.isVisible()
    dialog.close()
