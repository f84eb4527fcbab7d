"""A real window over a real file, as the program opens it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shapes
from user import Answers, User

from cittrainer.gui.common.theme import Theme
from cittrainer.gui.main_window import MainWindow
from cittrainer.settings import SettingsFile, ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


FILES = Path(__file__).parents[1] / "files"


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


@pytest.fixture
def sheets(tmp_path: Path) -> list[tuple[Path, int]]:
    """The messy sheet and five others, each with how many people it brings."""
    ods = shapes.ods(
        tmp_path / "jail.ods",
        [
            ["Last name", "First name", "Agency", "Position", "State ID"],
            ["Abara", "Ifeoma", "Tamarack County Jail", "Correctional officer", "J-01"],
            ["Petrov", "Dmitri", "Tamarack Co. Jail", "CO", "J-02"],
        ],
    )
    return [
        (FILES / "nominations-spring.xlsx", 30),
        (shapes.one_column_on_the_second_sheet(tmp_path / "lakeview.xlsx"), 3),
        (shapes.semicolons_of_windows(tmp_path / "pine hollow.csv"), 3),
        (shapes.tabs_of_a_database(tmp_path / "ridgeway.txt"), 2),
        (FILES / "roster-two-sheets.xls", 3),
        (ods, 2),
    ]
