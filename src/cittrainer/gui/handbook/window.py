"""The handbook's pages, with their contents at the left and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import button
from cittrainer.gui.common.fields import SearchField
from cittrainer.paths import handbook

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ("index.md", "keyboard.md", "completion.md", "safety.md", "terminal.md", "sources.md")
"""In the order of the contents."""

FIRST = PAGES[0]


class HandbookWindow(QDialog):
    """Shows a page; links lead to others, addresses open outside."""

    def __init__(self, page: str = FIRST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Handbook"))
        self.setWindowFlag(Qt.WindowType.Window)
        self.resize(960, 680)
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setFixedWidth(240)
        # Rows are measured when they come in; unpolished they would be too low for their style.
        self.contents.ensurePolished()
        for name in PAGES:
            item = QListWidgetItem(title(handbook(name)), self.contents)
            item.setData(Qt.ItemDataRole.UserRole, name)
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(self.tr("Page"))
        self.browser.setOpenLinks(False)
        self.search = SearchField(self.tr("Find on this page"))
        self.back = button(self.tr("Back"))
        self._lay_out()
        self._wire()
        self.show_page(page)

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file."""
        self.browser.setSource(QUrl.fromLocalFile(str(handbook(name))))

    @Slot(QUrl)
    def follow(self, link: QUrl) -> None:
        """Go where a link leads; addresses of the web open in the browser of the system."""
        if link.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(link)
        else:
            self.browser.setSource(self.browser.source().resolved(link))

    def _find(self) -> None:
        if not self.browser.find(self.search.text()):
            # Once more from the top.
            self.browser.moveCursor(self.browser.textCursor().MoveOperation.Start)
            self.browser.find(self.search.text())

    def _mark(self, source: QUrl) -> None:
        name = source.fileName()
        if name in PAGES:
            self.contents.setCurrentRow(PAGES.index(name))

    def _open_item(self, item: QListWidgetItem) -> None:
        self.show_page(str(item.data(Qt.ItemDataRole.UserRole)))

    def _wire(self) -> None:
        self.contents.itemClicked.connect(self._open_item)
        self.contents.itemActivated.connect(self._open_item)
        self.browser.anchorClicked.connect(self.follow)
        self.browser.sourceChanged.connect(self._mark)
        self.browser.backwardAvailable.connect(self.back.setEnabled)
        self.back.setEnabled(False)
        self.back.clicked.connect(self.browser.backward)
        self.search.returnPressed.connect(self._find)
        QShortcut(QKeySequence.StandardKey.Back, self, self.browser.backward)
        QShortcut(QKeySequence.StandardKey.Forward, self, self.browser.forward)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch()
        top.addWidget(self.search)
        right = QVBoxLayout()
        right.addLayout(top)
        right.addWidget(self.browser, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self.contents)
        row.addLayout(right, 1)


def title(page: Path) -> str:
    """The heading of a page."""
    first = page.read_text(encoding="utf-8").split("\n", 1)[0]
    return first.lstrip("# ").strip()
