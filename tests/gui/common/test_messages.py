from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cittrainer.errors import Invalid, UserError
from cittrainer.gui.common import messages
from cittrainer.gui.common.messages import Banner, Toasts, ask, tell_error
from cittrainer.gui.common.stylesheet import stylesheet
from cittrainer.gui.common.tokens import LIGHT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.add_widget(window)
    window.resize(800, 600)
    QVBoxLayout(window).addWidget(QLineEdit())
    window.show()
    qtbot.wait_exposed(window)
    return window


@pytest.fixture
def toasts(window: QWidget) -> Toasts:
    return Toasts(window)


def test_a_message_stands_at_the_bottom_centre_also_after_the_window_grew(
    window: QWidget, toasts: Toasts, qtbot: QtBot
) -> None:
    toasts.say("Moved “De-escalation” to Monday 12:00 pm")
    window.resize(1000, 700)
    qtbot.wait_until(lambda: abs(toasts.geometry().center().x() - 500) <= 1)

    assert toasts.isVisible()
    assert toasts.geometry().bottom() < 700


def test_messages_wait_for_each_other(toasts: Toasts, qtbot: QtBot) -> None:
    toasts.say("one")
    toasts.say("two")
    assert toasts.text == "one"

    toasts.dismiss()
    qtbot.wait_until(lambda: toasts.text == "two")

    toasts.dismiss()
    qtbot.wait_until(lambda: not toasts.isVisible())
    assert toasts.text == ""


def test_undo_is_done_once_and_puts_the_message_away(toasts: Toasts, qtbot: QtBot) -> None:
    undone: list[str] = []
    toasts.say("Moved", "Undo", lambda: undone.append("Moved"))

    toasts.press()
    toasts.press()

    assert undone == ["Moved"]
    qtbot.wait_until(lambda: not toasts.isVisible())


def test_the_button_is_reached_and_pressed_by_keyboard(
    window: QWidget, toasts: Toasts, qtbot: QtBot
) -> None:
    undone: list[str] = []
    toasts.say("Moved", "Undo", lambda: undone.append("Moved"))
    window.activateWindow()
    qtbot.wait_until(window.isActiveWindow)

    qtbot.keyClick(window, Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    qtbot.keyClick(focused, Qt.Key.Key_Space)

    assert undone == ["Moved"]


def test_a_message_leaves_by_itself(
    toasts: Toasts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "SHOWN_FOR", 30)

    toasts.say("Saved")

    qtbot.wait_until(lambda: not toasts.isVisible())


def test_names_in_a_message_are_shown_as_they_are(toasts: Toasts) -> None:
    toasts.say("Enrolled <b>Zoë</b> 🦊 الاسم")

    (words,) = [label for label in toasts.findChildren(QLabel) if label.isVisible()]
    assert words.text() == "Enrolled <b>Zoë</b> 🦊 الاسم"
    assert words.textFormat() is Qt.TextFormat.PlainText


def test_a_banner_shows_sentence_and_hint_and_can_be_cleared(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.add_widget(banner)

    banner.show_error(UserError("“De-escalation” is pinned.", hint="Unpin it first."))
    assert banner.isVisible()
    assert banner.message == "“De-escalation” is pinned."
    assert banner.accessibleName() == "“De-escalation” is pinned. Unpin it first."

    banner.clear()
    assert not banner.isVisible()
    assert banner.message == ""


@pytest.mark.parametrize(("button", "answer"), [("Issue", True), ("Cancel", False)])
def test_a_question_is_answered_by_its_buttons(
    window: QWidget, qtbot: QtBot, button: str, answer: bool
) -> None:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        named = {each.text().replace("&", ""): each for each in box.buttons()}
        qtbot.mouseClick(named[button], Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)

    assert ask(window, "Issue 28 certificates?", "This stays.", "Issue") is answer


def test_a_long_refusal_is_told_whole(window: QWidget) -> None:
    window.setStyleSheet(stylesheet(LIGHT))
    fits = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        words = box.findChild(QLabel, "qt_msgbox_label")
        assert isinstance(words, QLabel)
        # A least width of its own would hide from the box how wide the words are.
        fits.append(words.minimumWidth() == 0 and words.wordWrap())
        box.accept()

    QTimer.singleShot(0, look)
    tell_error(window, Invalid("A confidential record is not kept in the history. " * 2))

    assert fits == [True]


def test_closing_a_question_means_no(window: QWidget, qtbot: QtBot) -> None:
    def escape() -> None:
        qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape)

    QTimer.singleShot(0, escape)

    assert not ask(window, "Remove the confidential record?", "It is gone then.", "Remove")
