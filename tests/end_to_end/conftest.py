"""A real window over a real file, as the program opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from user import Answers, User

from cittrainer.gui.common.theme import Theme
from cittrainer.gui.main_window import MainWindow
from cittrainer.settings import SettingsFile, ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window as it starts, with no file open."""
    settings = SettingsFile(tmp_path / "settings.toml")
    one = MainWindow(settings, Theme(qapp, ThemeChoice.LIGHT), Answers())
    qtbot.add_widget(one)
    one.show()
    one.resize(1280, 800)
    yield one
    one.close()


@pytest.fixture
def user(window: MainWindow, qtbot: QtBot) -> User:
    """Somebody who sits at it."""
    return User(window, qtbot)
