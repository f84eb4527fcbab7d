"""The handbook's pages, with their contents at the left, a search over all, and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.text import folded
from cittrainer.gui.handbook.browser import PageBrowser
from cittrainer.gui.handbook.contents import FIRST, PAGES, page_for, plain_text, title

if TYPE_CHECKING:
    from collections.abc import Sequence


ROW = 32
"""Pixels of a line of the contents."""


class HandbookWindow(QDialog):
    """Shows a page; links lead to others, addresses open outside.

    All pages are read when the window is made: some 30 kB, a few milliseconds.
    """

    def __init__(self, page: str = FIRST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Handbook"))
        self.setWindowFlag(Qt.WindowType.Window)
        self.resize(1040, 720)
        self._texts = {name: folded(plain_text(name)) for name in PAGES}
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setFixedWidth(260)
        for name in PAGES:
            item = QListWidgetItem(title(name), self.contents)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setSizeHint(QSize(0, ROW))
        self.browser = PageBrowser()
        self.browser.setAccessibleName(self.tr("Page"))
        self.search = SearchField(self.tr("Search all pages"))
        self.search.setFixedWidth(260)
        self.nothing = label(self.tr("No page has all of these words."), "small", wrap=True)
        self.nothing.hide()
        self.back = button(self.tr("Back"), icon_name="previous")
        self.forward = button(self.tr("Forward"), icon_name="next")
        self._lay_out()
        self._wire()
        self.show_page(page)

    @property
    def page(self) -> str:
        """The name of the file that is shown."""
        return self.browser.source().fileName()

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file."""
        self.browser.show_page(name)

    def show_page_for(self, place: str) -> None:
        """Show the page about a page of the navigation or a tab of a course, by its key."""
        self.show_page(page_for(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape only; Enter belongs to the search."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @Slot(QUrl)
    def follow(self, link: QUrl) -> None:
        """Go where a link leads; addresses of the web open in the browser of the system."""
        if link.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(link)
        elif (name := link.fileName()) in PAGES:
            self.show_page(name)

    @Slot(str)
    def _filter(self, text: str) -> None:
        """List the pages that have all words of the search."""
        words = folded(text).split()
        found = [all(word in self._texts[name] for word in words) for name in PAGES]
        for row, fits in enumerate(found):
            self.contents.item(row).setHidden(not fits)
        self.nothing.setVisible(not any(found))

    @Slot()
    def _find(self) -> None:
        """Go to the next place, on this page or on the next that fits."""
        words = self.search.text().split()
        if not words or self._find_here(words):
            return
        here = PAGES.index(self.page)
        following = (*PAGES[here + 1 :], *PAGES[: here + 1])
        fitting = (
            name for name in following if not self.contents.item(PAGES.index(name)).isHidden()
        )
        name = next(fitting, None)
        if name is None:
            return
        if name != self.page:
            self.show_page(name)
        self.browser.moveCursor(self.browser.textCursor().MoveOperation.Start)
        self._find_here(words)

    def _find_here(self, words: Sequence[str]) -> bool:
        """Mark the words as they were typed, or the first of them."""
        return self.browser.find(" ".join(words)) or self.browser.find(words[0])

    @Slot(QUrl)
    def _mark(self, source: QUrl) -> None:
        self.contents.setCurrentRow(PAGES.index(source.fileName()))

    @Slot(QListWidgetItem)
    def _open_item(self, item: QListWidgetItem) -> None:
        self.show_page(str(item.data(Qt.ItemDataRole.UserRole)))

    def _wire(self) -> None:
        self.contents.itemClicked.connect(self._open_item)
        self.contents.itemActivated.connect(self._open_item)
        self.browser.anchorClicked.connect(self.follow)
        self.browser.sourceChanged.connect(self._mark)
        for press, available, act, keys in (
            (self.back, self.browser.backwardAvailable, self.browser.backward, "Alt+Left"),
            (self.forward, self.browser.forwardAvailable, self.browser.forward, "Alt+Right"),
        ):
            press.setEnabled(False)
            press.setToolTip(keys)
            available.connect(press.setEnabled)
            press.clicked.connect(act)
            QShortcut(QKeySequence(keys), self, act)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._find)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.contents, 1)
        left.addWidget(self.nothing)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(self.forward)
        top.addStretch()
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(top)
        right.addWidget(self.browser, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addLayout(left)
        row.addLayout(right, 1)
        self.browser.setFocus()
