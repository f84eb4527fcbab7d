"""The handbook: every page opens, links lead on, words are found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl

from cittrainer.gui.handbook.window import PAGES, HandbookWindow


@pytest.fixture
def window(qtbot):
    one = HandbookWindow()
    qtbot.add_widget(one)
    one.show()
    return one


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_shown_and_marked_in_the_contents(window, page):
    window.show_page(page)

    assert window.browser.toPlainText().startswith(window.contents.currentItem().text())


def test_a_link_leads_to_its_page_and_back_again(window):
    window.follow(QUrl("safety.md"))
    assert window.browser.source().fileName() == "safety.md"

    window.back.click()

    assert window.browser.source().fileName() == "index.md"


def test_a_word_is_found_on_the_page(window, qtbot):
    window.search.setText("Attendance")

    window.search.returnPressed.emit()

    assert window.browser.textCursor().selectedText() == "Attendance"
