from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTabBar, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import PageHeader
from cittrainer.gui.navigation_keys import NAVIGATION, shortcut
from cittrainer.gui.shell import COLLAPSES_UNDER, Shell

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    shell = Shell()
    qtbot.add_widget(shell)
    return shell


def filled(shell: Shell) -> list[str]:
    """Add three pages; the list tells which were made."""
    made: list[str] = []

    def factory(key: str) -> QWidget:
        made.append(key)
        page = QWidget()
        QVBoxLayout(page).addWidget(QLineEdit())
        return page

    for key in ("home", "courses", "people"):
        shell.add_page(key, key.title(), key, lambda key=key: factory(key))
    return made


def on_screen(shell: Shell, qtbot: QtBot, width: int = 1280) -> None:
    shell.resize(width, 700)
    shell.show()
    shell.activateWindow()
    qtbot.wait_until(shell.isActiveWindow)


def test_a_page_is_made_when_it_is_first_shown_and_only_then(shell: Shell, qtbot: QtBot) -> None:
    made = filled(shell)

    with qtbot.wait_signal(shell.page_shown) as shown:
        people = shell.show_page("people")
    shell.show_page("home")

    assert shown.args == ["people"]
    assert shell.show_page("people") is people
    assert made == ["people", "home"]
    assert shell.current == "people"


def test_the_navigation_marks_and_opens_pages(shell: Shell, qtbot: QtBot) -> None:
    filled(shell)
    on_screen(shell, qtbot)
    shell.show_page("home")
    items = shell.navigation.items

    qtbot.mouseClick(items["courses"], Qt.MouseButton.LeftButton)
    assert shell.current == "courses"

    items["courses"].setFocus()
    qtbot.keyClick(items["courses"], Qt.Key.Key_Down)
    assert shell.current == "people"
    assert [key for key, item in items.items() if item.isChecked()] == ["people"]


def test_control_and_a_number_open_the_page_of_that_number(shell: Shell, qtbot: QtBot) -> None:
    filled(shell)
    shell.show_page("home")
    on_screen(shell, qtbot)

    qtbot.keyClick(shell, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)

    assert shell.current == "people"


def test_keys_open_the_search_and_the_handbook(shell: Shell, qtbot: QtBot) -> None:
    on_screen(shell, qtbot)

    with qtbot.wait_signal(shell.search_wanted):
        qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    with qtbot.wait_signal(shell.help_wanted):
        qtbot.keyClick(shell, Qt.Key.Key_F1)
    with qtbot.wait_signal(shell.search_wanted):
        shell.search.click()


def test_undo_is_offered_only_while_there_is_something_to_undo(shell: Shell, qtbot: QtBot) -> None:
    on_screen(shell, qtbot)
    with qtbot.assert_not_emitted(shell.undo_wanted):
        qtbot.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    shell.set_undo("Move De-escalation", "")

    assert shell.undo_action.text() == "Undo: Move De-escalation"
    assert not shell.redo_action.isEnabled()
    with qtbot.wait_signal(shell.undo_wanted):
        qtbot.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_a_narrow_window_shows_icons_with_their_names_as_tooltips(
    shell: Shell, qtbot: QtBot
) -> None:
    filled(shell)
    shell.set_academy("Tamarack County Academy")
    on_screen(shell, qtbot, COLLAPSES_UNDER + 100)
    wide = shell.navigation.width()

    shell.resize(COLLAPSES_UNDER - 100, 700)
    qtbot.wait_until(lambda: shell.navigation.width() < wide)

    assert shell.navigation.items["people"].toolTip() == "People"
    texts = {label.text(): label.isVisible() for label in shell.findChildren(QLabel)}
    assert texts["Tamarack County Academy"] is False


def test_a_course_is_shown_under_the_mark_of_its_list_and_let_go(
    shell: Shell, qtbot: QtBot
) -> None:
    filled(shell)
    course = QWidget()

    shell.show_widget(course, under="courses")
    assert shell.stack.currentWidget() is course
    assert shell.current == "courses"

    with qtbot.wait_signal(course.destroyed):
        shell.close_widget(course)


def test_after_forgetting_pages_are_made_anew(shell: Shell) -> None:
    made = filled(shell)
    shell.show_page("home")

    shell.forget_pages()
    shell.show_page("home")

    assert made == ["home", "home"]
    assert shell.stack.count() == 1


def test_the_header_keeps_the_place_of_the_search_box_free(shell: Shell, qtbot: QtBot) -> None:
    header = PageHeader("A very long title that would otherwise run far " * 4, "subtitle")
    tabs = QTabBar()
    tabs.addTab("Week")
    header.set_tabs(tabs)
    page = QWidget()
    inside = QVBoxLayout(page)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(header)
    inside.addStretch()
    shell.add_page("home", "Home", "home", lambda: page)
    shell.show_page("home")
    on_screen(shell, qtbot)

    title = header.title.mapTo(shell, header.title.rect().topRight()).x()

    assert title < shell.search.x()
    # What did not fit is told by a tooltip, and ends in an ellipsis.
    header.grab()
    assert header.title.toolTip() == header.title.text()


def test_a_page_that_needs_much_room_does_not_squeeze_its_header(qtbot: QtBot) -> None:
    header, content = PageHeader("Course"), QWidget()
    tabs = QTabBar()
    tabs.addTab("Week")
    header.set_tabs(tabs)
    content.setMinimumHeight(200)
    page = QWidget()
    qtbot.add_widget(page)
    inside = QVBoxLayout(page)
    inside.addWidget(header)
    inside.addWidget(content, 1)
    page.resize(400, 10)
    page.show()

    assert tabs.height() >= tabs.sizeHint().height()


def test_everything_that_can_be_reached_has_a_name(shell: Shell, qtbot: QtBot) -> None:
    filled(shell)
    on_screen(shell, qtbot)

    reached = [
        widget
        for widget in shell.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]

    assert len(reached) >= 4
    assert [widget for widget in reached if not widget.accessibleName()] == []


def test_nine_pages_have_a_number_and_the_settings_the_keys_that_settings_have():
    keys = [shortcut(number) for number in range(1, len(NAVIGATION) + 1)]

    assert keys == [*(f"Ctrl+{number}" for number in range(1, 10)), "Ctrl+,"]
    assert NAVIGATION[-1][0] == "settings"
