"""What leads to constraints and from them, through the whole window."""

from __future__ import annotations

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.theme import Theme
from cittrainer.gui.constraints.defaults_dialog import DefaultConstraintsDialog
from cittrainer.gui.constraints.form import ConstraintForm
from cittrainer.gui.handbook.window import HandbookWindow
from cittrainer.gui.main_window import MainWindow
from cittrainer.models import ConstraintKind, CourseState
from cittrainer.services.constraints import add_constraint
from cittrainer.settings import SettingsFile, ThemeChoice


@pytest.fixture
def path(tmp_path):
    where = tmp_path / "academy.cit"
    dana = Actor("Dana", "dana")
    with Database.create(where, dana) as database, database.step("Prepare") as db:
        builders.academy(db)
        course = builders.course(db, days=2, state=CourseState.OPEN)
        late = builders.block(db, "Opening", day=course.days[0], start="10:00")
        builders.block(db, "Talk", day=course.days[0], start="8:00")
        add_constraint(db, course.id, ConstraintKind.FIRST_OF_DAY, must=True, block_id=late.id)
        add_constraint(db, course.id, ConstraintKind.TRAVEL, minutes=10)
    return where


@pytest.fixture
def window(qtbot, qapp, tmp_path, path):
    settings = SettingsFile(tmp_path / "settings.toml")
    one = MainWindow(settings, Theme(qapp, ThemeChoice.LIGHT), FileChooser())
    qtbot.add_widget(one)
    one.show()
    one.resize(1280, 800)
    one.open(path)
    qtbot.wait_until(lambda: one.runner is not None, timeout=10_000)
    yield one
    one.close()


@pytest.fixture
def week(window, qtbot):
    tab = window.pages.open_course(1, "week").show_tab("week")
    qtbot.wait_until(lambda: tab.week is not None)
    return tab


def page(window, qtbot):
    workspace = window.pages._courses[1]
    assert workspace.current_tab == "constraints"
    shown = workspace.show_tab("constraints")
    qtbot.wait_until(lambda: shown._shown is not None)
    return shown


def test_a_constraint_named_in_an_explanation_opens_at_its_row(window, week, qtbot):
    travel = next(one.id for one in week.week.constraints if one.kind == "travel")
    week.planning.panel.constraint_chosen.emit(travel)
    shown = page(window, qtbot)

    qtbot.wait_until(lambda: [row.id for row in shown.list.selected_rows()] == [travel])


def test_the_menu_of_a_block_leads_to_what_concerns_it_and_back(window, week, qtbot):
    opening = next(one for one in week.week.blocks if one.title == "Opening")
    week.keeping.about_wanted.emit(opening.id)
    shown = page(window, qtbot)
    qtbot.wait_until(lambda: shown.list.rows.rowCount() == 1)
    assert shown.about.text() == "About “Opening”"

    shown.list.selectRow(0)
    shown.detail.action.click()

    assert window.pages._courses[1].current_tab == "week"
    qtbot.wait_until(lambda: week.view.selected_block is not None)
    assert week.view.selected_block.title == "Opening"


def test_the_form_opens_with_the_block_that_it_is_about(window, week, qtbot):
    talk = next(one for one in week.week.blocks if one.title == "Talk")
    facts = {"other_block_id": talk.id, "directly": True}
    week.keeping.form_wanted.emit(ConstraintKind.BEFORE, facts)
    shown = page(window, qtbot)
    qtbot.wait_until(lambda: bool(shown.findChildren(ConstraintForm)))
    form = shown.findChildren(ConstraintForm)[-1]

    assert form.fields.rows["other_block_id"].field.currentText() == "Talk, Monday at 8:00"
    assert form.fields.directly.isChecked()
    assert form.strength.must
    form.settle()
    form.reject()


def test_the_settings_show_the_defaults_of_the_academy(window, qtbot):
    settings = window.shell.show_page("settings")
    settings.constraints.click()
    qtbot.wait_until(lambda: bool(window.findChildren(DefaultConstraintsDialog)))
    dialog = window.findChildren(DefaultConstraintsDialog)[-1]
    qtbot.wait_until(lambda: dialog.page._shown is not None)

    assert dialog.page.empty.isVisible()
    dialog.accept()


def test_f1_tells_about_constraints(window, week, qtbot):
    window.pages.open_course(1, "constraints")
    page(window, qtbot)
    window.show_handbook()

    assert window.findChild(HandbookWindow).page == "constraints.md"
