"""People on file twice: seen beside each other, merged, kept apart."""

from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt

from cittrainer.gui.people.duplicates_dialog import DuplicatesDialog
from cittrainer.models import NotTheSame, Person
from cittrainer.settings import SettingsFile


@pytest.fixture
def opened(runner, database, qtbot, tmp_path):
    with database.step("Prepare") as db:
        police = builders.agency(db)
        one = builders.person(db, "Lee", "Grace", agency=police, phone="555-1", state_id="R-1")
        builders.person(db, "Leigh", "Grace", agency=police, phone="555-2", state_id="R-1")
        builders.person(db, "Chen", "Wei", agency=police)
        builders.person(db, "Cheng", "Wei", agency=police)
        one.remarks = "vegetarian"
    dialog = DuplicatesDialog(runner, SettingsFile(tmp_path / "settings.toml"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait_until(lambda: dialog.list.rows.total == 2)
    qtbot.wait_until(lambda: runner.idle)
    return dialog


def names(database):
    with database.read() as db:
        return sorted(one.full_name for one in db.query(Person))


def test_two_records_become_one_with_the_chosen_values(opened, database, qtbot):
    opened.fields.choose_other("phone")
    assert opened.fields.taken == ("phone",)

    opened.same.click()

    qtbot.wait_until(lambda: opened.list.rows.total == 1)
    assert names(database) == ["Grace Lee", "Wei Chen", "Wei Cheng"]
    with database.read() as db:
        one = db.query(Person).filter_by(first_name="Grace").one()
        assert (one.phone, one.remarks) == ("555-2", "vegetarian")
    database.undo()
    assert len(names(database)) == 4


def test_the_other_record_can_be_the_one_that_stays(opened, database, qtbot, runner):
    opened.turn.click()
    qtbot.wait_until(lambda: runner.idle)

    opened.same.click()

    qtbot.wait_until(lambda: opened.list.rows.total == 1)
    assert "Grace Leigh" in names(database)


def test_two_people_are_not_asked_about_again(opened, database, qtbot):
    opened.apart.click()
    qtbot.wait_until(lambda: opened.list.rows.total == 1)

    opened.look()

    qtbot.wait_until(lambda: not opened.panel.isVisible())
    assert opened.list.rows.total == 1
    with database.read() as db:
        assert db.query(NotTheSame).count() == 1


def test_when_nobody_is_left_it_says_so(opened, qtbot):
    for left in (1, 0):
        opened.apart.click()
        qtbot.wait_until(lambda left=left: opened.list.rows.total == left)

    assert opened.words.text() == "Nobody on file is alike enough to ask about."
    assert not opened.same.isEnabled()
