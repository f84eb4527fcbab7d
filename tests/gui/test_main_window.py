"""The window around the pages: opening, undo, search, closing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from cittrainer.db import Actor, Database
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.theme import Theme
from cittrainer.gui.handbook.window import HandbookWindow
from cittrainer.gui.letters.dialog import LettersDialog
from cittrainer.gui.main_window import MainWindow
from cittrainer.gui.presenters.stipends_dialog import StipendsDialog
from cittrainer.gui.search.dialog import SearchDialog
from cittrainer.models import Agency, Course, CourseState, Presenter, PresenterKind
from cittrainer.services.bookings import book
from cittrainer.services.confidential import LABEL as CHANGED
from cittrainer.services.confidential import (
    OPENED,
    ConfidentialWords,
    open_confidential,
    write_confidential,
)
from cittrainer.settings import SettingsFile, ThemeChoice

DANA = Actor("Dana", "dana")


@pytest.fixture
def path(tmp_path) -> Path:
    """A closed file with a course, a person and a presenter."""
    where = tmp_path / "academy.cit"
    with Database.create(where, DANA) as database, database.step("Prepare") as db:
        builders.academy(db)
        course = builders.course(db, state=CourseState.OPEN)
        agency = builders.agency(db)
        builders.enrollment(db, course, builders.person(db, agency=agency))
        builders.presenter(db)
    return where


@pytest.fixture
def window(qtbot, qapp, tmp_path):
    one = MainWindow(
        SettingsFile(tmp_path / "settings.toml"), Theme(qapp, ThemeChoice.LIGHT), FileChooser()
    )
    qtbot.add_widget(one)
    one.show()
    one.resize(1280, 800)
    yield one
    one.close()


def opened(window, path, qtbot):
    window.open(path)
    qtbot.wait_until(lambda: window.runner is not None, timeout=10_000)
    idle(window, qtbot)
    return window


def idle(window, qtbot):
    qtbot.wait_until(lambda: window.runner.idle, timeout=10_000)
    qtbot.wait(20)
    qtbot.wait_until(lambda: window.runner.idle, timeout=10_000)


def rename(window, name):
    def act(db):
        db.scalars(select(Agency)).one().name = name

    window.runner.write(f"Rename to {name}", act)


def agency_name(window):
    with window.runner.database.read() as db:
        return db.scalars(select(Agency.name)).one()


def test_opening_shows_home_and_whose_file_it_is(window, path, qtbot):
    opened(window, path, qtbot)

    assert window.shell.current == "home"
    assert window.windowTitle() == "Tamarack County Academy – CIT Trainer"
    assert window.settings.value.recent_files == (str(path),)
    page = window.shell.page("home")
    qtbot.wait_until(lambda: page.courses_card.body.count() == 1)


def test_home_leads_to_the_board_of_presenters_and_search_to_the_book(window, path, qtbot):
    opened(window, path, qtbot)

    window.shell.page("home").page_wanted.emit("board")

    views = window.shell.page("presenters")
    assert window.shell.current == "presenters"
    assert views.currentWidget() is views.board
    qtbot.wait_until(lambda: window.runner.idle)
    with window.runner.database.step("Add") as db:
        presenter_id = builders.presenter(db).id
    window.pages.open_presenter(presenter_id)
    assert views.currentWidget() is views.book
    qtbot.wait_until(lambda: window.runner.idle and views.book.panel.shown is not None)


def test_the_presenters_of_a_course_lead_to_their_letters(window, path, qtbot):
    opened(window, path, qtbot)
    with window.runner.database.step("Prepare") as db:
        course_id = builders.course(db, "CIT-LETTERS", days=1).id
    tab = window.pages.open_course(course_id, "presenters").show_tab("presenters")

    tab.actions_.letters.trigger()

    dialog = window.findChild(LettersDialog)
    qtbot.wait_until(lambda: window.runner.idle)
    assert dialog.isVisible()
    assert dialog.windowTitle() == "Letters to presenters"
    dialog.accept()


def test_opening_again_shows_the_other_file_and_not_the_pages_of_the_first(
    window, path, qtbot, tmp_path
):
    opened(window, path, qtbot)
    first = window.shell.page("home")
    other = tmp_path / "other.cit"
    with Database.create(other, DANA) as database, database.step("Prepare") as db:
        builders.academy(db, "Other Academy")

    window.open(other)
    qtbot.wait_until(lambda: window.windowTitle() == "Other Academy – CIT Trainer", timeout=10_000)

    assert window.shell.page("home") is not first
    assert not path.with_name(path.name + ".lock").exists()


def test_a_step_offers_undo_and_undo_offers_redo(window, path, qtbot):
    opened(window, path, qtbot)
    before = agency_name(window)
    toasts = window.shell.toasts

    rename(window, "Lakeview PD")
    qtbot.wait_until(lambda: toasts.text == "Rename to Lakeview PD")
    idle(window, qtbot)
    assert window.shell.undo_action.text() == "Undo: Rename to Lakeview PD"
    toasts.press()
    qtbot.wait_until(lambda: agency_name(window) == before)

    idle(window, qtbot)
    window.shell.redo_action.trigger()
    qtbot.wait_until(lambda: agency_name(window) == "Lakeview PD")


def test_a_confidential_record_is_opened_without_a_message_and_undo_looks_past_it(
    window, path, qtbot
):
    opened(window, path, qtbot)
    before = agency_name(window)
    toasts = window.shell.toasts
    with window.runner.database.read() as db:
        river = db.scalars(select(Presenter.id)).one()

    window.runner.write(CHANGED, lambda db: confide(db, river))
    qtbot.wait_until(lambda: toasts.text == "Confidential record changed")
    assert not toasts._action.isVisible()
    rename(window, "Lakeview PD")
    qtbot.wait_until(lambda: toasts.text == "Rename to Lakeview PD", timeout=20_000)
    window.runner.write(OPENED, lambda db: open_confidential(db, river))
    idle(window, qtbot)

    assert toasts.text == "Rename to Lakeview PD"
    assert not toasts._waiting
    assert window.shell.undo_action.text() == "Undo: Rename to Lakeview PD"
    window.shell.undo_action.trigger()
    qtbot.wait_until(lambda: agency_name(window) == before)


def confide(db, presenter_id):
    db.get_one(Presenter, presenter_id).kind = PresenterKind.FAMILY
    write_confidential(db, presenter_id, ConfidentialWords(phone="555-0117"), seen=None)


def test_ctrl_z_takes_back_what_was_done_last(window, path, qtbot):
    opened(window, path, qtbot)
    before = agency_name(window)
    rename(window, "Lakeview PD")
    idle(window, qtbot)

    window.activateWindow()
    qtbot.wait_until(window.isActiveWindow)
    qtbot.wait_until(window.shell.undo_action.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    qtbot.wait_until(lambda: agency_name(window) == before)


def found(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def search(window, qtbot, text):
    window.shell.search_action.trigger()
    dialog = window.findChild(SearchDialog)
    dialog.field.setText(text)
    return dialog


def test_ctrl_k_finds_a_person_and_enter_opens_them(window, path, qtbot):
    opened(window, path, qtbot)
    dialog = search(window, qtbot, "siob")
    qtbot.wait_until(lambda: any("O'Malley" in line for line in found(dialog)))

    QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    assert window.shell.current == "people"
    idle(window, qtbot)
    assert not dialog.isVisible()


def test_ctrl_k_finds_commands_without_a_letter_typed(window, path, qtbot):
    opened(window, path, qtbot)
    dialog = search(window, qtbot, "")

    assert any("New course" in line for line in found(dialog))
    dialog.reject()


def test_the_search_says_when_it_finds_nothing(window, path, qtbot):
    opened(window, path, qtbot)
    dialog = search(window, qtbot, "zzzz")

    qtbot.wait_until(lambda: found(dialog) == ["Nothing found. Try fewer letters."])
    dialog.reject()


def test_closing_gives_the_file_back_and_remembers_the_window(window, path, qtbot):
    opened(window, path, qtbot)
    window.close()

    assert not path.with_name(path.name + ".lock").exists()
    assert window.settings.value.window_geometry


def test_the_daily_backup_is_made_by_itself(window, path, qtbot):
    opened(window, path, qtbot)

    qtbot.wait_until(lambda: len(list(path.parent.glob("academy backups/*.cit"))) == 1)


def test_a_course_whose_making_is_undone_leaves_the_view(window, path, qtbot):
    opened(window, path, qtbot)
    window.runner.write("New course", lambda db: builders.course(db, "X-1").id)
    idle(window, qtbot)
    window.pages.open_course(2)
    idle(window, qtbot)

    window.runner.undo()

    qtbot.wait_until(lambda: window.shell.stack.currentWidget() is window.shell.page("courses"))
    idle(window, qtbot)


def test_home_opens_the_stipends_that_are_not_settled(window, path, qtbot):
    with Database.open(path, DANA) as database, database.step("Over") as db:
        course = db.scalar(select(Course))
        for number, day in enumerate(course.days):
            day.date = builders.today() - timedelta(days=10 - number)
        presenter = db.scalar(select(Presenter))
        presenter.stipend_cents = 7500
        block = builders.block(db, day=course.days[0])
        book(db, block.parts[0].id, presenter.id)
    opened(window, path, qtbot)
    (settle,) = [
        one
        for one in window.findChildren(QPushButton)
        if one.accessibleName() == "Settle: 1 stipend is not settled"
    ]

    settle.click()
    idle(window, qtbot)

    (dialog,) = window.findChildren(StipendsDialog)
    assert dialog.sums.text().startswith("1 stipend to be paid, $75.00")
    dialog.close()


def test_f1_opens_the_handbook_at_the_page_about_what_is_shown(window, path, qtbot):
    opened(window, path, qtbot)
    window.shell.show_page("people")
    window.shell.help_action.trigger()
    handbook = window.findChild(HandbookWindow)
    assert (handbook.isVisible(), handbook.page) == (True, "people.md")

    with window.runner.database.read() as db:
        course_id = db.scalars(select(Course.id)).one()
    window.pages.open_course(course_id, "attendance")
    idle(window, qtbot)
    window.show_handbook()

    assert handbook.page == "days.md"
