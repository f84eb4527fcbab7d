"""A person at the real window: clicks, types, drags, and waits for what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from cittrainer.gui.common.messages import FileChooser

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cittrainer.gui.courses.workspace import CourseWorkspace
    from cittrainer.gui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)

PATIENCE = 20_000
"""Milliseconds that the slowest machine may take for one thing."""


class Answers(FileChooser):
    """Answers every question for a file with the next name that the test lays ready."""

    def __init__(self) -> None:
        self.next: Path | None = None

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.next

    def save_file(self, parent: QWidget, title: str, proposal: str, kinds: str) -> Path | None:
        return self.next

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self.next


class User:
    """Does what a coordinator does, with the mouse and the keyboard."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    def wait(self, what: Callable[[], object]) -> None:
        """Wait until something is the case and nothing is under way."""
        self.qtbot.wait_until(lambda: bool(what()), timeout=PATIENCE)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way any more."""
        runner = self.window.runner
        self.qtbot.wait_until(lambda: runner is None or runner.idle, timeout=PATIENCE)
        # What was read is handed over by an event of its own.
        QApplication.processEvents()
        self.qtbot.wait_until(lambda: runner is None or runner.idle, timeout=PATIENCE)

    def go(self, page: str) -> QWidget:
        """Choose a page in the navigation."""
        widget = self.window.shell.show_page(page)
        self.settle()
        return widget

    def course(self, course_id: int, tab: str) -> QWidget:
        """Open a tab of a course."""
        assert self.window.pages is not None
        workspace: CourseWorkspace = self.window.pages.open_course(course_id, tab)
        self.settle()
        return workspace.show_tab(tab)

    def dialog(self, kind: type[W]) -> W:
        """The dialog of a kind that is open, once it is."""
        found: list[W] = []

        def look() -> bool:
            found[:] = [
                one for one in QApplication.topLevelWidgets()
                if isinstance(one, kind) and one.isVisible()
            ]  # fmt: skip
            return bool(found)

        self.wait(look)
        return found[-1]

    def press(self, parent: QWidget, text: str) -> None:
        """Click the visible button that says something."""
        said = []
        for one in parent.findChildren(QAbstractButton):
            name = one.text().replace("&", "")
            if one.isVisible() and name:
                said.append(name)
                if name == text:
                    assert one.isEnabled(), f"“{text}” cannot be pressed"
                    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
                    self.settle()
                    return
        raise AssertionError(f"no button “{text}” among {said}")

    def type_into(self, field: QLineEdit, text: str) -> None:
        """Replace what stands in a field."""
        field.setFocus()
        field.selectAll()
        field.insert(text)

    def closed(self, dialog: QDialog) -> None:
        """Wait until a dialog is gone, which means that it was saved."""
        self.wait(lambda: not shiboken6.isValid(dialog) or not dialog.isVisible())

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Drag with the left button, in steps as a hand does."""
        button = Qt.MouseButton.LeftButton
        QTest.mousePress(widget, button, Qt.KeyboardModifier.NoModifier, start)
        for step in range(1, 11):
            QTest.mouseMove(widget, start + (end - start) * step / 10)
            QApplication.processEvents()
        QTest.mouseRelease(widget, button, Qt.KeyboardModifier.NoModifier, end)
        self.settle()
