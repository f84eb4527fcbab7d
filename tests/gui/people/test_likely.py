"""A person typed anew who is on file already: told, taken, or added as another one."""

from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select
from taught import taught

from cittrainer.gui.attendance.walk_in import WalkInDialog
from cittrainer.gui.common import likely
from cittrainer.gui.people.person_dialog import PersonDialog
from cittrainer.jobs import duplicates
from cittrainer.jobs.progress import Progress
from cittrainer.models import Person
from cittrainer.queries.attendance import register


@pytest.fixture
def ana(database):
    with database.step("Prepare") as db:
        builders.academy(db)
        agency = builders.agency(db, "Ridgeway PD")
        return builders.person(db, "Ruiz", "Ana", agency=agency).id


@pytest.fixture
def answers(monkeypatch):
    """What is answered, and what was asked."""
    said = {"answer": False, "asked": []}

    def ask(_parent, title, sentence, *_words, **_more):
        said["asked"].append(sentence)
        return said["answer"]

    monkeypatch.setattr(likely, "ask", ask)
    return said


@pytest.fixture
def form(runner, qtbot, ana):
    one = PersonDialog(runner)
    one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.add_widget(one)
    one.show()
    qtbot.wait_until(one.save.isEnabled)
    return one


def type_in(form, qtbot, last, first):
    qtbot.keyClicks(form.ui.last_name, last)
    qtbot.keyClicks(form.ui.first_name, first)
    form.ui.agency.setCurrentText("Ridgeway PD")


def people(database):
    with database.read() as db:
        return sorted(db.scalars(select(Person.first_name)))


def test_who_is_meant_is_told_while_typing_and_taken(form, ana, database, qtbot):
    type_in(form, qtbot, "Ruiz", "Ana")

    qtbot.wait_until(form.likely.isVisible)
    with qtbot.wait_signal(form.person_wanted) as wanted:
        form.likely.chosen.emit(form.likely.found[0].person.id, "")

    assert wanted.args == [ana]
    assert not form.isVisible()
    assert people(database) == ["Ana"]


def test_the_same_person_is_added_only_when_that_is_answered(form, database, qtbot, answers):
    type_in(form, qtbot, "Ruiz", "Ana")
    form.save.click()
    qtbot.wait_until(lambda: len(answers["asked"]) == 1)

    assert answers["asked"][0].startswith("Ana Ruiz is on file already")
    qtbot.wait_until(form.save.isEnabled)
    assert people(database) == ["Ana"]
    answers["answer"] = True
    form.save.click()
    qtbot.wait_until(lambda: not form.isVisible())
    assert people(database) == ["Ana", "Ana"]
    # That they are two was said once and is not asked again.
    assert duplicates.find(database, Progress()) == ()


def test_somebody_else_is_added_without_a_question(form, database, qtbot, answers):
    type_in(form, qtbot, "Okafor", "Chidinma")
    form.save.click()

    qtbot.wait_until(lambda: not form.isVisible())
    assert answers["asked"] == []
    assert people(database) == ["Ana", "Chidinma"]


def test_a_walk_in_who_is_on_file_is_taken_in(runner, database, qtbot, ana):
    with database.step("Course") as db:
        course_id = taught(db).course_id
    with database.read() as db:
        book = register(db, course_id)
    dialog = WalkInDialog(runner, book, book.week.days[0])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.add_widget(dialog)
    dialog.show()
    qtbot.wait_until(lambda: dialog.ui.agency.count() > 1)
    dialog.ui.new_person.setChecked(True)
    dialog.ui.agency.setCurrentText("Ridgeway PD")
    qtbot.keyClicks(dialog.ui.last_name, "Ruiz")
    qtbot.keyClicks(dialog.ui.first_name, "Anna")
    qtbot.wait_until(dialog.likely.isVisible)

    dialog.likely.chosen.emit(ana, "Ana Ruiz")

    qtbot.wait_until(lambda: not dialog.isVisible())
    with database.read() as db:
        trainees = register(db, course_id).trainees
    assert [one.person_id for one in trainees if one.walk_in] == [ana]
