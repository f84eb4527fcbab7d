from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from cittrainer.gui.common.progress import APPEARS_AFTER, ProgressPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def panel(qtbot: QtBot) -> ProgressPanel:
    panel = ProgressPanel()
    qtbot.add_widget(panel)
    return panel


def test_work_that_is_done_soon_shows_nothing(panel: ProgressPanel, qtbot: QtBot) -> None:
    panel.start("Issuing certificates")
    panel.set_progress(3, 3)
    panel.finish()

    qtbot.wait(APPEARS_AFTER + 50)

    assert not panel.isVisible()


def test_long_work_shows_how_far_it_is(panel: ProgressPanel, qtbot: QtBot) -> None:
    panel.start("Issuing certificates")
    panel.set_progress(12, 28, "Writing the files")
    qtbot.wait_until(panel.isVisible)

    (bar,) = panel.findChildren(QProgressBar)
    assert (bar.value(), bar.maximum()) == (12, 28)
    assert [label.text() for label in panel.findChildren(QLabel)] == [
        "Writing the files",
        "12 of 28",
    ]


def test_cancel_is_asked_for_once(panel: ProgressPanel, qtbot: QtBot) -> None:
    asked: list[bool] = []
    panel.cancel_wanted.connect(lambda: asked.append(True))
    panel.start("Reading")
    (cancel,) = panel.findChildren(QPushButton)

    cancel.click()
    cancel.click()

    assert asked == [True]
    assert cancel.text() == "Stopping…"
