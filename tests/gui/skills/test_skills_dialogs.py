"""Skills in the window: marks with comments, the verdict, one trainee after the other, rubrics."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from taught import taught

from cittrainer.gui.papers.rules_dialog import RulesDialog
from cittrainer.gui.skills import assess_dialog, rubrics_dialog
from cittrainer.gui.skills.assess_dialog import AssessDialog
from cittrainer.gui.skills.rubrics_dialog import RubricForm, RubricsDialog
from cittrainer.queries.completion import completion_list, course_rules
from cittrainer.queries.skills import course_skills, rubrics
from cittrainer.services.completion import set_rules
from cittrainer.services.rubrics import RubricDetails, add_rubric
from cittrainer.settings import SettingsFile


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        one = taught(db)
        rubric = RubricDetails(name="Scenarios", items=["Safety", "Listens"], pass_mark=4)
        rubric_id = add_rubric(db, rubric)
        seen = course_rules(db, one.course_id).version
        set_rules(db, one.course_id, rubric_id=rubric_id, required_form_id=None, seen=seen)
    return one


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def opened(made, runner, qtbot):
    def open_(enrollment_id, **values):
        one = AssessDialog(runner, made.course_id, enrollment_id, **values)
        one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.add_widget(one)
        one.show()
        qtbot.wait_until(one.save.isEnabled)
        return one

    return open_


def on_file(database, made, enrollment_id):
    with database.read() as db:
        return course_skills(db, made.course_id).assessments.get(enrollment_id, ())


def in_order(database, made):
    with database.read() as db:
        return [row.trainee.enrollment_id for row in completion_list(db, made.course_id).rows]


def test_marks_are_judged_as_they_are_set_and_saved(opened, made, database, qtbot):
    dialog = opened(made.trainees[0], assessor="Ruth")
    assert dialog.verdict.text() == "Every skill that is observed has to reach 4."
    dialog.grid.boxes[0].setCurrentIndex(7)
    dialog.grid.boxes[1].setCurrentIndex(3)
    assert dialog.verdict.text() == "Not met: “Listens” has 3, and 4 is asked."
    assert dialog.grid.comments[0].placeholderText() == "Say what was seen: a 7 needs it"
    dialog.save.click()
    qtbot.wait_until(lambda: "The 7 for “Safety” needs a comment" in dialog.banner.message)
    assert on_file(database, made, made.trainees[0]) == ()

    dialog.grid.comments[0].setText("Stood where everybody was safe.")
    dialog.save.click()

    qtbot.wait_until(lambda: not dialog.isVisible())
    (row,) = on_file(database, made, made.trainees[0])
    assert [mark.mark for mark in row.marks] == [7, 3]
    assert not row.met
    assert database.undoable().label.startswith("Assess the skills of ")


def test_a_stack_of_forms_goes_on_to_the_next_name(opened, made, database, qtbot):
    first, second, last = in_order(database, made)
    dialog = opened(first, assessor="Ruth")
    dialog.grid.boxes[0].setCurrentIndex(5)

    with qtbot.wait_signal(dialog.next_wanted) as wanted:
        dialog.next.click()

    assert wanted.args == [second]
    assert opened(last).next.isHidden()


def test_an_earlier_assessment_is_corrected_and_removed(opened, made, database, qtbot, monkeypatch):
    dialog = opened(made.trainees[0], assessor="Ruth")
    dialog.grid.boxes[0].setCurrentIndex(3)
    dialog.save.click()
    qtbot.wait_until(lambda: not dialog.isVisible())

    again = opened(made.trainees[0])
    again.which.setCurrentIndex(1)
    assert again.assessor.text() == "Ruth"
    assert [box.currentData() for box in again.grid.boxes] == [3, None]
    again.grid.boxes[0].setCurrentIndex(4)
    again.save.click()
    qtbot.wait_until(lambda: not again.isVisible())
    assert [row.met for row in on_file(database, made, made.trainees[0])] == [True]

    monkeypatch.setattr(assess_dialog, "ask", lambda *_words, **_more: True)
    third = opened(made.trainees[0])
    third.which.setCurrentIndex(1)
    third.remove.click()
    qtbot.wait_until(lambda: on_file(database, made, made.trainees[0]) == ())


def test_rubrics_are_copied_edited_and_removed(
    made, runner, settings, database, qtbot, monkeypatch
):
    dialog = RubricsDialog(runner, settings)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.add_widget(dialog)
    dialog.show()
    qtbot.wait_until(lambda: len(dialog.list.rows.rows()) == 1)
    dialog.list.select([dialog.list.rows.rows()[0].id])
    dialog.copy.click()
    form = dialog.findChild(RubricForm)
    assert form.name.text() == "Scenarios, copy"
    form.items.setPlainText("Safety\n\nSafety")
    form.save.click()
    qtbot.wait_until(lambda: "in the rubric twice" in form.banner.message)
    form.items.setPlainText("Safety\nSpeaks")
    form.save.click()
    qtbot.wait_until(lambda: len(dialog.list.rows.rows()) == 2)

    monkeypatch.setattr(rubrics_dialog, "ask", lambda *_words, **_more: True)
    used, new = dialog.list.rows.rows()
    dialog.list.select([used.id])
    dialog.remove.click()
    qtbot.wait_until(lambda: "assesses skills by “Scenarios”" in dialog.banner.message)
    dialog.list.select([new.id])
    dialog.remove.click()
    qtbot.wait_until(lambda: len(dialog.list.rows.rows()) == 1)
    with database.read() as db:
        assert [one.name for one in rubrics(db)] == ["Scenarios"]


def test_the_rules_of_a_course_are_chosen(made, runner, database, qtbot):
    with database.read() as db:
        outcomes = completion_list(db, made.course_id)
    dialog = RulesDialog(runner, outcomes)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.add_widget(dialog)
    dialog.show()
    qtbot.wait_until(lambda: dialog.rubric.currentText() == "Scenarios")
    dialog.rubric.setCurrentIndex(0)
    dialog.save.click()

    qtbot.wait_until(lambda: not dialog.isVisible())
    with database.read() as db:
        assert course_rules(db, made.course_id).rubric_id is None
