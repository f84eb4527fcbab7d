"""The ways to the board of presenters on the day, and from it, in the window."""

from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from cittrainer.db import Actor, Database
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.theme import Theme
from cittrainer.gui.courses.mishap_forms import PresenterOutForm
from cittrainer.gui.main_window import MainWindow
from cittrainer.gui.presenters.arrivals_page import ArrivalsPage
from cittrainer.gui.search.dialog import SearchDialog
from cittrainer.models import BookingState, CourseState, PresenterKind
from cittrainer.services.bookings import book
from cittrainer.services.confidential import ConfidentialWords, write_confidential
from cittrainer.settings import SettingsFile, ThemeChoice

SECRET = "555-0199"


@pytest.fixture
def path(tmp_path):
    """A course that takes place today, all day, with a presenter of a confidential kind."""
    where = tmp_path / "academy.cit"
    with Database.create(where, Actor("Dana", "dana")) as made:
        with made.step("Prepare") as db:
            builders.academy(db)
            marcus = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE).id
            write_confidential(db, marcus, ConfidentialWords(phone=SECRET), seen=None)
        with made.step("Course") as db:
            (day,) = builders.course_days(db, 1, first=builders.today(), state=CourseState.RUNNING)
            day.start_minute, day.end_minute = 0, 1_440
            block = builders.block(db, "A story", day=day, start="0:00", minutes=1_440)
            book(db, block.parts[0].id, marcus, state=BookingState.CONFIRMED)
    return where


@pytest.fixture
def window(qtbot, qapp, tmp_path, path):
    one = MainWindow(
        SettingsFile(tmp_path / "settings.toml"), Theme(qapp, ThemeChoice.LIGHT), FileChooser()
    )
    qtbot.add_widget(one)
    one.show()
    one.resize(1280, 800)
    one.open(path)
    qtbot.wait_until(lambda: one.runner is not None, timeout=10_000)
    idle(one, qtbot)
    yield one
    one.close()


def idle(window, qtbot):
    qtbot.wait_until(lambda: window.runner.idle, timeout=10_000)
    qtbot.wait(20)
    qtbot.wait_until(lambda: window.runner.idle, timeout=10_000)


def board(window, qtbot):
    idle(window, qtbot)
    shown = window.shell.stack.currentWidget()
    assert isinstance(shown, ArrivalsPage)
    return shown


def test_home_leads_to_who_is_here(window, qtbot):
    card = window.shell.page("home").now_card
    (link,) = [one for one in card.findChildren(QPushButton) if one.text() == "Who is here"]

    link.click()

    (row,) = board(window, qtbot).list.model_.rows
    assert (row.name, row.to_go) == ("Marcus T.", "now")


def test_the_tab_of_the_course_leads_there_and_back(window, qtbot):
    tab = window.pages.open_course(1, "presenters").show_tab("presenters")
    (action,) = [one for one in tab.more.menu().actions() if one.text() == "On the day…"]

    action.trigger()
    page = board(window, qtbot)
    page.header.back.click()

    assert window.pages.place == "presenters"


def test_ctrl_k_finds_the_board_of_today(window, qtbot):
    window.pages.search()
    dialog = window.findChild(SearchDialog)
    QTest.keyClicks(dialog.field, "on the day")
    qtbot.wait_until(lambda: dialog.list.count() == 1)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    assert board(window, qtbot).list.model_.rowCount() == 1


def test_without_a_course_today_it_says_so(window, qtbot):
    window.runner.undo()
    idle(window, qtbot)

    window.pages.open_today()
    idle(window, qtbot)

    qtbot.wait_until(
        lambda: window.shell.toasts.text == "No course takes place today.", timeout=10_000
    )


def test_somebody_who_does_not_come_leads_to_the_week(window, qtbot):
    window.pages.open_day(1)
    page = board(window, qtbot)

    page.bar.out.click()
    idle(window, qtbot)

    assert window.pages.place == "week"
    (form,) = window.findChildren(PresenterOutForm)
    assert (form.mishap().presenter_id, form.mishap().day_id) == (1, 1)
    form.reject()


def test_showing_a_confidential_number_says_nothing_on_the_window(window, qtbot):
    window.pages.open_day(1)
    page = board(window, qtbot)
    before = window.shell.toasts.text

    page.bar.show_number.click()
    idle(window, qtbot)
    idle(window, qtbot)

    assert page.bar.number.text() == SECRET
    assert window.shell.toasts.text == before
    window.shell.show_page("people")
    window.pages.open_day(1)
    assert page.bar.number.isHidden()


def test_a_course_that_is_gone_closes_its_board(window, qtbot):
    window.pages.open_day(1)
    board(window, qtbot)

    window.runner.undo()
    idle(window, qtbot)

    assert window.shell.current == "courses"
    assert not isinstance(window.shell.stack.currentWidget(), ArrivalsPage)
