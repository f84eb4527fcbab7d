from __future__ import annotations

from datetime import date

import builders
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.courses.course_form import CourseForm
from cittrainer.gui.courses.day_form import DayForm
from cittrainer.gui.courses.moving_form import MoveCourseForm
from cittrainer.gui.courses.new_course import NewCourseDialog
from cittrainer.gui.courses.overview import OverviewTab
from cittrainer.gui.courses.workspace import (
    CourseWorkspace,
    TabSpec,
    presenters_open,
    seats_taken,
)
from cittrainer.models import Course, CourseState
from cittrainer.queries.courses import course
from cittrainer.settings import SettingsFile


class Blank(QWidget):
    def __init__(self, _runner, _settings, _course_id):
        super().__init__()


TABS = (
    TabSpec("overview", "Overview", OverviewTab),
    TabSpec("people", "Enrollment", Blank, seats_taken),
    TabSpec("presenters", "Presenters", Blank, presenters_open),
)


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course_id(database):
    with database.step("Prepare") as db:
        one = builders.course(db, days=2, seats=12, venue="Hall")
        builders.block(db, day=one.days[0])
        builders.enrollment(db, one, builders.person(db))
        return one.id


@pytest.fixture
def workspace(runner, settings, course_id, qtbot):
    one = CourseWorkspace(runner, settings, course_id, TABS)
    qtbot.addWidget(one)
    one.resize(1110, 800)
    one.show()
    qtbot.wait_until(lambda: runner.idle)
    return one


def facts(database, course_id):
    with database.read() as db:
        return course(db, course_id)


def tab_texts(workspace):
    return [workspace.tabs.tabText(index) for index in range(workspace.tabs.count())]


def form_of(workspace, cls, qtbot, runner):
    qtbot.wait_until(lambda: workspace.findChild(cls) is not None)
    qtbot.wait_until(lambda: runner.idle)
    return workspace.findChild(cls)


def test_tabs_say_how_things_stand_and_are_made_when_first_shown(workspace, qtbot):
    made = []
    workspace.tab_made.connect(lambda key, _widget: made.append(key))

    assert workspace.header.title.text() == "CIT 40-hour, May 2026"
    assert tab_texts(workspace) == ["Overview", "Enrollment 1 of 12", "Presenters"]
    assert made == []
    with qtbot.wait_active(workspace):
        workspace.activateWindow()
    QTest.keyClick(workspace.tabs, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (made, workspace.current_tab) == (["people"], "people")
    assert isinstance(workspace.show_tab("overview"), OverviewTab)
    with pytest.raises(KeyError):
        workspace.show_tab("nowhere")


def test_the_header_follows_every_change(workspace, database, course_id, qtbot):
    with database.step("Elsewhere") as db:
        db.get_one(Course, course_id).title = "Größe 危機 🚓"

    qtbot.wait_until(lambda: workspace.header.title.text() == "Größe 危機 🚓")


def test_a_course_whose_making_is_undone_is_gone(workspace, database, qtbot):
    with qtbot.wait_signal(workspace.gone):
        database.undo()
    qtbot.wait(50)


def test_the_facts_are_edited_in_a_form(workspace, database, course_id, qtbot, runner):
    overview = workspace.show_tab("overview")
    overview.edit_facts()
    form = form_of(workspace, CourseForm, qtbot, runner)
    form.ui.class_number.setText("C-7")
    form.ui.roster_due_on.set_date(date(2026, 6, 1))
    form.ui.seats.setValue(32)
    form.ui.directions.setPlainText("Park behind the house.\nRing.")
    form.ui.provided.setPlainText("Water")
    form.ui.day_contact.setText("Dana, 555-0100")

    form.save.click()
    qtbot.wait_until(lambda: facts(database, course_id).class_number == "C-7")

    found = facts(database, course_id)
    assert (found.directions, found.provided, found.day_contact) == (
        "Park behind the house.\nRing.", "Water", "Dana, 555-0100",
    )  # fmt: skip
    assert (found.row.seats, found.row.roster_due_on, found.row.venue) == (
        32, date(2026, 6, 1), "Hall",
    )  # fmt: skip
    qtbot.wait_until(lambda: tab_texts(workspace)[1] == "Enrollment 1 of 32")


def test_a_form_that_was_overtaken_keeps_what_was_typed(
    workspace, database, course_id, qtbot, runner
):
    workspace.show_tab("overview").edit_facts()
    form = form_of(workspace, CourseForm, qtbot, runner)
    form.ui.venue.setText("Barn")
    with database.step("Elsewhere") as db:
        db.get_one(Course, course_id).seats = 5

    form.save.click()
    qtbot.wait_until(form.banner.isVisible)

    assert "was changed after you opened this form" in form.banner.message
    assert form.ui.venue.text() == "Barn"
    assert facts(database, course_id).row.venue == "Hall"
    form.settle()
    form.reject()


def test_a_due_date_that_is_none_is_refused(workspace, database, course_id, qtbot, runner):
    workspace.show_tab("overview").edit_facts()
    form = form_of(workspace, CourseForm, qtbot, runner)
    form.ui.roster_due_on.setText("soon")

    form.save.click()

    assert "“soon” is no date" in form.banner.message
    form.settle()
    form.reject()


def test_days_are_added_changed_and_removed(workspace, database, course_id, qtbot, runner):
    overview = workspace.show_tab("overview")
    overview.add_day()
    form = form_of(workspace, DayForm, qtbot, runner)
    assert form.ui.date.date() == QDate(2026, 5, 6)
    form.ui.end.set_minute(720)
    form.save.click()
    qtbot.wait_until(lambda: len(facts(database, course_id).days) == 3)
    assert facts(database, course_id).days[2].end_minute == 720

    overview.remove_day(facts(database, course_id).days[0])

    qtbot.wait_until(lambda: len(facts(database, course_id).days) == 2)
    assert facts(database, course_id).row.unplaced == 1


def test_the_whole_course_moves(workspace, database, course_id, qtbot, runner):
    workspace.show_tab("overview").move_course()
    form = form_of(workspace, MoveCourseForm, qtbot, runner)
    form.first_day.setDate(QDate(2026, 5, 5))
    form.save.click()

    qtbot.wait_until(lambda: facts(database, course_id).row.starts_on == date(2026, 5, 5))
    assert database.undoable().label.startswith("Move “CIT 40-hour, May 2026” to ")


def test_a_course_is_opened_started_and_closed_with_a_reason(
    workspace, database, course_id, qtbot, runner
):
    state = workspace.show_tab("overview").state

    def stands(word):
        qtbot.wait_until(lambda: facts(database, course_id).row.state == word)
        qtbot.wait_until(lambda: runner.idle)
        qtbot.wait(30)
        qtbot.wait_until(lambda: runner.idle)

    state.press("open")
    stands("open")
    state.press("start")
    stands("running")
    state.press("close")
    form = form_of(workspace, ReasonDialog, qtbot, runner)
    form.save.click()
    qtbot.wait_until(form.banner.isVisible)
    assert "is not complete" in form.banner.message
    form.reason.setPlainText("Kept on paper.")
    form.save.click()
    stands("closed")

    assert facts(database, course_id).closing_reason == "Kept on paper."
    assert list(state.buttons) == ["reopen"]


def test_a_course_like_this_one_is_made_from_the_overview(workspace, qtbot, runner):
    overview = workspace.show_tab("overview")
    overview.like.click()
    form = form_of(workspace, NewCourseDialog, qtbot, runner)

    with qtbot.wait_signal(overview.course_opened):
        form.save.click()


def test_the_overview_shows_one_course_with_any_number_of_days(database, runner, settings, qtbot):
    with database.step("Prepare") as db:
        one = builders.course(db, "LONG", days=20, state=CourseState.CANCELLED).id
    tab = OverviewTab(runner, settings, one)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.wait_until(lambda: runner.idle)

    assert not tab.days.add.isEnabled()
    assert not tab.facts_card.action.isEnabled()
