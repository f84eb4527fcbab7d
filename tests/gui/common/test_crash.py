from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

import cittrainer
from cittrainer.gui.common.crash import CrashDialog, CrashReporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def reporter(qapp: QApplication) -> Iterator[CrashReporter]:
    reporter = CrashReporter(qapp)
    yield reporter
    for dialog in dialogs():
        dialog.close()
        dialog.deleteLater()
    reporter.deleteLater()


def dialogs() -> list[CrashDialog]:
    """The open ones; those of earlier tests are closed and wait for their deletion."""
    tops = QApplication.topLevelWidgets()
    return [each for each in tops if isinstance(each, CrashDialog) and each.isVisible()]


def crash(reporter: CrashReporter, words: str) -> None:
    error = ValueError(words)
    reporter.report(type(error), error, error.__traceback__)


def test_a_defect_is_logged_and_shown_with_versions_and_the_program_goes_on(
    reporter: CrashReporter, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):
        crash(reporter, "seven is not a room")

    (dialog,) = dialogs()
    assert dialog.isVisible()
    assert f"CIT Trainer {cittrainer.__version__}" in dialog.details
    assert "ValueError: seven is not a room" in dialog.details
    assert "seven is not a room" in caplog.text


def test_further_defects_join_the_open_window(reporter: CrashReporter) -> None:
    crash(reporter, "one")
    crash(reporter, "two")

    (dialog,) = dialogs()
    assert "one" in dialog.details
    assert "two" in dialog.details


def test_the_details_can_be_copied(reporter: CrashReporter) -> None:
    crash(reporter, "copy me")
    (dialog,) = dialogs()

    dialog.copy()

    assert QGuiApplication.clipboard().text() == dialog.details


def test_installing_puts_it_where_python_hands_errors_over(
    reporter: CrashReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)

    reporter.install()

    assert sys.excepthook == reporter.report


def test_going_on_closes_the_window(reporter: CrashReporter, qtbot: QtBot) -> None:
    crash(reporter, "one")
    (dialog,) = dialogs()

    dialog.accept()

    assert dialog.result() == QDialog.DialogCode.Accepted
    assert not dialog.isVisible()
