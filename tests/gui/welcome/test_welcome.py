"""The first start, and files that cannot be opened."""

from __future__ import annotations

from pathlib import Path

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.theme import Theme
from cittrainer.gui.main_window import MainWindow
from cittrainer.gui.welcome.new_academy import NewAcademyDialog
from cittrainer.gui.welcome.page import WelcomePage
from cittrainer.queries.curricula import curricula
from cittrainer.settings import SettingsFile, ThemeChoice

DANA = Actor("Dana", "dana")
PATIENCE = 15_000


@pytest.fixture
def window(qtbot, qapp, tmp_path):
    one = MainWindow(
        SettingsFile(tmp_path / "settings.toml"), Theme(qapp, ThemeChoice.LIGHT), FileChooser()
    )
    qtbot.add_widget(one)
    one.show()
    yield one
    one.close()


def page(window) -> WelcomePage:
    return window.shell.stack.currentWidget()


def dialog(window) -> NewAcademyDialog:
    return window.findChild(NewAcademyDialog)


def make(window, path: Path, name: str = "Ridgeway Academy") -> NewAcademyDialog:
    page(window).new_wanted.emit()
    form = dialog(window)
    form.name.setText(name)
    form.coordinator.setText("Dana Ortiz")
    form.path.setText(str(path))
    form.save.click()
    return form


def test_without_a_file_the_window_welcomes(window, tmp_path):
    window.begin(tmp_path / "nothing.cit")

    assert isinstance(page(window), WelcomePage)
    assert not window.shell.navigation.isVisible()


def test_a_new_academy_is_made_with_what_ships_and_opened(window, tmp_path, qtbot):
    window.begin(tmp_path / "nothing.cit")

    make(window, tmp_path / "mine.cit")

    qtbot.wait_until(
        lambda: window.windowTitle() == "Ridgeway Academy – CIT Trainer", timeout=PATIENCE
    )
    assert window.settings.value.user_name == "Dana Ortiz"
    assert window.runner.database.actor.name == "Dana Ortiz"
    with window.runner.database.read() as db:
        assert len(curricula(db)) == 3
    qtbot.wait_until(lambda: window.runner.idle, timeout=PATIENCE)


def test_a_name_that_is_taken_is_refused_in_the_form_and_nothing_typed_is_lost(
    window, tmp_path, qtbot
):
    taken = tmp_path / "taken.cit"
    taken.write_text("something of mine")
    window.begin(tmp_path / "nothing.cit")

    form = make(window, taken)

    qtbot.wait_until(lambda: form.banner.message == "“taken.cit” exists already.")
    assert form.isVisible()
    assert form.name.text() == "Ridgeway Academy"
    assert taken.read_text() == "something of mine"
    form.settle()
    form.reject()


@pytest.mark.parametrize(("name", "told"), [("", "no name yet"), ("x" * 201, "201 characters")])
def test_a_name_that_cannot_be_stored_leaves_no_file(window, tmp_path, qtbot, name, told):
    window.begin(tmp_path / "nothing.cit")

    form = make(window, tmp_path / "mine.cit", name)

    qtbot.wait_until(lambda: told in form.banner.message)
    assert not (tmp_path / "mine.cit").exists()
    form.settle()
    form.reject()


def test_a_file_that_is_no_database_is_refused_in_place(window, tmp_path, qtbot):
    picture = tmp_path / "photo.cit"
    picture.write_bytes(b"\x89PNG" + bytes(200))

    window.open(picture)

    qtbot.wait_until(lambda: isinstance(page(window), WelcomePage), timeout=PATIENCE)
    assert page(window).banner.message == "“photo.cit” is not a CIT Trainer file."
    assert not page(window).restore.isVisible()


def test_a_damaged_file_is_set_aside_and_its_backup_opened(window, tmp_path, qtbot):
    path = tmp_path / "academy.cit"
    with Database.create(path, DANA) as database:
        with database.step("Set up") as db:
            builders.academy(db, "Ridgeway Academy")
        database.backup("daily")
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])
    window.open(path)
    qtbot.wait_until(
        lambda: isinstance(page(window), WelcomePage) and page(window).restore.isVisible(),
        timeout=PATIENCE,
    )

    page(window).restore.click()

    qtbot.wait_until(
        lambda: window.windowTitle() == "Ridgeway Academy – CIT Trainer", timeout=PATIENCE
    )
    assert len(list(tmp_path.glob("academy (damaged *).cit"))) == 1
    qtbot.wait_until(lambda: window.runner.idle, timeout=PATIENCE)


def test_files_that_were_open_lately_are_offered(window, tmp_path, qtbot):
    path = tmp_path / "academy.cit"
    with Database.create(path, DANA) as database, database.step("Set up") as db:
        builders.academy(db, "Ridgeway Academy")
    window.settings.store(window.settings.value.with_recent(path))

    window.welcome()

    page(window).open_wanted.emit(path)
    qtbot.wait_until(lambda: window.runner is not None, timeout=PATIENCE)
    qtbot.wait_until(lambda: window.runner.idle, timeout=PATIENCE)


def test_the_sample_is_built_in_a_file_of_its_own(window, tmp_path, qtbot, monkeypatch):
    monkeypatch.setenv("CITTRAINER_FOLDER", str(tmp_path))
    window.begin(tmp_path / "nothing.cit")

    page(window).sample_wanted.emit()

    qtbot.wait_until(lambda: window.runner is not None, timeout=60_000)
    qtbot.wait_until(lambda: window.runner.idle, timeout=PATIENCE)
    assert window.runner.database.path.name.startswith("sample academy")
