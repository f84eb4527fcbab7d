from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from cittrainer.gui.enrollments.add_dialog import AddPeopleDialog
from cittrainer.gui.enrollments.excuse_dialog import ExcuseDialog
from cittrainer.gui.enrollments.state_dialog import StateDialog
from cittrainer.gui.enrollments.tab import EnrollmentTab
from cittrainer.models import (
    CourseGroup,
    Enrollment,
    EnrollmentState,
    ExcusedBlock,
    GroupMember,
)
from cittrainer.rules.seats import SeatCount
from cittrainer.services.people import search_name
from cittrainer.settings import SettingsFile

S = EnrollmentState


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


def person(db, name, **values):
    one = builders.person(db, name, "Ana", **values)
    one.search_name = search_name(name, "Ana")
    return one


@pytest.fixture
def course_id(database):
    with database.step("Prepare") as db:
        agency = builders.agency(db)
        course = builders.course(db, "CIT-2026-05", seats=2)
        builders.block(db, "De-escalation", day=course.days[0])
        builders.add(db, CourseGroup(course_id=course.id, set_name="Scenarios", name="Red"))
        builders.enrollment(db, course, person(db, "Chen", agency=agency))
        builders.enrollment(db, course, person(db, "Lee", agency=agency), state=S.NOMINATED)
        person(db, "Brown", agency=agency)
        return course.id


@pytest.fixture
def tab(runner, settings, course_id, qtbot):
    made = EnrollmentTab(runner, settings, course_id)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.wait_until(lambda: made.list.rows.total == 2)
    return made


def kept(dialog, qtbot):
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def state_of(database, name):
    with database.read() as db:
        return next(one.state for one in db.query(Enrollment) if one.person.last_name == name)


def test_seats_and_states_are_counted(tab):
    assert tab.seats.text() == "1 of 2 seats taken"
    assert tab.waiting.text() == "1 free"
    tab.chips.choose("asking")
    assert [row.sorted_name for row in tab.list.rows.rows()] == ["Lee, Ana"]


def test_an_empty_course_invites_to_import(runner, database, settings, qtbot):
    with database.step("Prepare") as db:
        course_id = builders.course(db).id
    tab = EnrollmentTab(runner, settings, course_id)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.wait_until(tab.empty.isVisible)

    with qtbot.wait_signal(tab.import_requested) as wanted:
        tab.empty.primary.click()

    assert wanted.args == [course_id]


def test_enrolling_is_one_step_and_undo_shows_the_nomination_again(tab, database, qtbot):
    tab.list.selectRow(1)

    tab.change_state(S.ENROLLED)

    qtbot.wait_until(lambda: tab.seats.text() == "2 of 2 seats taken")
    assert tab.waiting.text() == "full"
    assert database.undoable().label == "Ana Lee in CIT-2026-05: Enrolled"
    database.undo()
    qtbot.wait_until(lambda: tab.seats.text() == "1 of 2 seats taken")
    assert state_of(database, "Lee") is S.NOMINATED


def test_withdrawing_asks_for_a_reason_that_stays(tab, runner, database, qtbot):
    rows = tab.list.rows.rows()
    dialog = kept(StateDialog(runner, "CIT-2026-05", rows[:1], S.WITHDRAWN), qtbot)
    dialog.ui.reason.setText("Called to duty")

    dialog.save.click()

    qtbot.wait_until(lambda: not dialog.isVisible())
    with database.read() as db:
        row = db.get_one(Enrollment, rows[0].id)
        assert (row.state, row.states[-1].reason) == (S.WITHDRAWN, "Called to duty")


def test_only_states_that_fit_all_who_are_chosen_are_offered(tab, qtbot):
    tab.list.selectAll()
    menu = QMenu()
    qtbot.addWidget(menu)

    tab.list.menu_wanted.emit(menu, tab.list.selected_rows())

    states = next(one for one in menu.actions() if one.text() == "Change state").menu()
    assert [one.text() for one in states.actions()] == ["Approved…", "Waiting", "Withdrawn…"]


def test_people_are_put_into_a_group(tab, database, qtbot):
    tab.list.selectAll()

    tab.put_into_group("Scenarios", 1)

    qtbot.wait_until(lambda: all(row.groups for row in tab.list.rows.rows()))
    with database.read() as db:
        assert db.query(GroupMember).count() == 2
    assert database.undoable().label == "Put 2 people into Scenarios Red"


def test_two_letters_and_enter_add_somebody(runner, settings, course_id, database, qtbot):
    dialog = kept(
        AddPeopleDialog(runner, settings, course_id, "CIT-2026-05", SeatCount(2, 1)), qtbot
    )
    qtbot.wait_until(lambda: dialog.list.rows.total == 1)

    QTest.keyClicks(dialog.search, "br")
    qtbot.wait_until(lambda: runner.idle)
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.save.text() == "Add 1 person"
    with qtbot.wait_signal(dialog.added) as added:
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)

    assert added.args == [1]
    assert state_of(database, "Brown") is S.ENROLLED


def test_beyond_the_seats_the_dialog_says_what_to_do(runner, settings, course_id, database, qtbot):
    with database.step("Prepare") as db:
        one = person(db, "Adams")
        assert one.id
    dialog = kept(
        AddPeopleDialog(runner, settings, course_id, "CIT-2026-05", SeatCount(2, 1)), qtbot
    )
    qtbot.wait_until(lambda: dialog.list.rows.total == 2)
    dialog.list.selectAll()

    dialog.save.click()

    qtbot.wait_until(lambda: "2 more people cannot be enrolled" in dialog.banner.message)
    dialog.state.setCurrentIndex(dialog.state.findText("Waiting"))
    with qtbot.wait_signal(dialog.added):
        dialog.save.click()
    assert state_of(database, "Brown") is S.WAITLISTED


def test_blocks_are_excused_with_the_space_key(tab, runner, database, qtbot):
    row = tab.list.rows.rows()[0]
    dialog = kept(ExcuseDialog(runner, row), qtbot)
    qtbot.wait_until(lambda: dialog.model.rowCount() == 1)
    dialog.list.setCurrentIndex(dialog.model.index(0, 0))

    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.something_typed
    dialog.save.click()

    qtbot.wait_until(lambda: not dialog.isVisible())
    with database.read() as db:
        assert [one.enrollment_id for one in db.query(ExcusedBlock)] == [row.id]
    qtbot.wait_until(lambda: tab.list.rows.rows()[0].excused == 1)


def test_a_nomination_is_removed_from_the_menu(tab, database, qtbot):
    tab.list.selectRow(1)
    menu = QMenu()
    qtbot.addWidget(menu)

    tab.list.menu_wanted.emit(menu, tab.list.selected_rows())
    menu.actions()[-1].trigger()

    qtbot.wait_until(lambda: tab.list.rows.total == 1)


def test_opening_a_row_asks_for_the_person(tab, qtbot):
    with qtbot.wait_signal(tab.person_opened) as opened:
        tab.list.row_opened.emit(tab.list.rows.row_at(0))

    assert opened.args == [1]
