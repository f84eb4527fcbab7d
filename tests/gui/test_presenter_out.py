"""The ways to somebody who is out, in the window: book, tab, board of the day; one step, drafts."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.theme import Theme
from cittrainer.gui.courses.mishap_forms import PresenterOutForm
from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.gui.main_window import MainWindow
from cittrainer.gui.presenters.panel import PresenterPanel
from cittrainer.models import BookingState
from cittrainer.queries.weeks import week
from cittrainer.services.bookings import book
from cittrainer.settings import SettingsFile, ThemeChoice

PATIENCE = 60_000


@pytest.fixture
def path(tmp_path):
    """A course a month ahead: a story by Walt K., and Imani B. behind him."""
    where = tmp_path / "academy.cit"
    with Database.create(where, Actor("Dana", "dana")) as made, made.step("Prepare") as db:
        builders.academy(db)
        walt, imani = builders.presenter(db, "Walt K."), builders.presenter(db, "Imani B.")
        first = builders.today() + timedelta(days=30)
        (day,) = builders.course_days(db, 1, first=first)
        story = builders.block(db, "Story", day=day, start="9:00", delivery="story")
        book(db, story.parts[0].id, walt.id, state=BookingState.CONFIRMED)
        book(db, story.parts[0].id, imani.id, choice=2, state=BookingState.CONFIRMED)
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
    qtbot.wait_until(lambda: window.runner.idle, timeout=PATIENCE)
    qtbot.wait(20)
    qtbot.wait_until(lambda: window.runner.idle, timeout=PATIENCE)


def plan(window):
    with window.runner.database.read() as db:
        return week(db, 1)


def the_form(window, qtbot):
    """The one form that asks when Walt K. is out, in front of the week of the course."""
    idle(window, qtbot)
    (tab,) = window.findChildren(WeekTab)
    assert tab.isVisible()
    (form,) = tab.findChildren(PresenterOutForm)
    assert form.mishap().presenter_id == 1
    return tab, form


def test_from_the_book_to_a_stand_in_and_the_drafts(window, qtbot, tmp_path):
    window.pages.open_presenter(1)
    idle(window, qtbot)
    (panel,) = window.findChildren(PresenterPanel)

    panel.is_out.click()
    tab, form = the_form(window, qtbot)
    form.save.click()
    qtbot.wait_until(lambda: tab.planning.is_proposing, timeout=PATIENCE)
    tab.planning.accept()
    idle(window, qtbot)

    assert plan(window).blocks[0].presenters == ("Imani B.",)
    folder = tmp_path / "drafts"
    folder.mkdir()
    tab.planning.affected.writing.chooser.folder = lambda _parent, _title: folder
    tab.planning.affected.write.click()
    idle(window, qtbot)
    assert len(list(folder.glob("*.eml"))) == 2
    window.runner.undo()
    idle(window, qtbot)
    assert plan(window).blocks[0].presenters == ("Walt K.",)


def test_from_the_presenters_of_a_course_with_the_day_chosen(window, qtbot):
    tab = window.pages.open_course(1, "presenters").show_tab("presenters")
    idle(window, qtbot)
    tab.list.select([tab.list.rows.key_at(0)])

    tab.actions_.out.trigger()

    _week, form = the_form(window, qtbot)
    assert form.mishap().day_id == plan(window).days[0].id
    form.reject()
