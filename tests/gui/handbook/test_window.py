"""The handbook: every page opens, links lead on, words are found on all pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest

from cittrainer.gui.handbook.contents import PAGES, page_for, title
from cittrainer.gui.handbook.window import HandbookWindow
from cittrainer.gui.navigation_keys import NAVIGATION
from cittrainer.paths import handbook


@pytest.fixture
def window(qtbot):
    one = HandbookWindow()
    qtbot.add_widget(one)
    one.show()
    return one


def listed(window):
    rows = range(window.contents.count())
    items = [window.contents.item(row) for row in rows]
    return [item.text() for item in items if not item.isHidden()]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_shown_and_marked_in_the_contents(window, page):
    window.show_page(page)

    assert window.browser.toPlainText().startswith(window.contents.currentItem().text())


def test_every_page_that_ships_is_in_the_contents():
    assert {path.name for path in handbook().parent.glob("*.md")} == set(PAGES)


def test_a_link_leads_to_its_page_and_keys_lead_back_and_forward(window):
    window.follow(QUrl("safety.md"))
    assert window.page == "safety.md"

    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page == "index.md"

    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.page == "safety.md"


def test_a_click_on_a_link_follows_it(window):
    cursor = window.browser.document().find("Where what ships comes from")
    window.browser.setTextCursor(cursor)
    window.browser.ensureCursorVisible()
    place = window.browser.cursorRect(cursor).center() - QPoint(12, 0)

    QTest.mouseClick(window.browser.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert window.page == "sources.md"


def test_a_link_to_somewhere_else_on_this_computer_is_not_followed(window):
    window.follow(QUrl("file:///etc/passwd"))

    assert window.page == "index.md"


def test_a_search_lists_the_pages_that_have_all_words(window):
    QTest.keyClicks(window.search, "doubtful zebra")
    assert listed(window) == []
    assert window.nothing.isVisible()

    window.search.setText("LINES doubtful verdict")
    assert listed(window) == [title("people.md")]

    window.search.clear()
    assert len(listed(window)) == len(PAGES)
    assert not window.nothing.isVisible()


def test_enter_goes_from_place_to_place_over_all_pages(window):
    window.search.setText("exit status")

    QTest.keyClick(window.search, Qt.Key.Key_Return)
    first = window.page, window.browser.textCursor().selectedText()
    QTest.keyClick(window.search, Qt.Key.Key_Return)

    assert first == ("terminal.md", "exit status")
    assert window.isVisible()
    assert window.browser.textCursor().selectedText() == "exit status"


def test_pictures_fit_into_the_page(window):
    window.show_page("courses.md")
    picture = window.browser.document().resource(
        QTextDocument.ResourceType.ImageResource, QUrl("pictures/week-light.png")
    )

    assert 0 < picture.width() <= window.browser.viewport().width()


def test_there_is_a_page_about_every_page_of_the_window():
    about = {key: page_for(key) for key, _title in NAVIGATION}

    assert about["people"] == "people.md"
    assert about["settings"] == "settings.md"
    assert [key for key, page in about.items() if page == "index.md"] == ["home"]
