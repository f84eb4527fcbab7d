"""The frame of the main window: navigation at the left, pages, search, and messages over all.

It knows no page: the main window adds them and connects what the shell announces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cittrainer.gui.common.cards import search_width
from cittrainer.gui.common.fields import SearchButton
from cittrainer.gui.common.messages import Toasts
from cittrainer.gui.common.theme import Size
from cittrainer.gui.navigation import Navigation
from cittrainer.gui.navigation_keys import shortcut

if TYPE_CHECKING:
    from collections.abc import Callable

COLLAPSES_UNDER = 1000
"""Pixels of window under which the navigation shows icons only."""


class Shell(QWidget):
    """Navigation, the page that is shown, the search box, the state of saving, and messages."""

    page_shown = Signal(str)
    """The key of the page that came into view."""
    search_wanted = Signal()
    help_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self._current = ""
        self.navigation = Navigation()
        self.navigation.chosen.connect(self.show_page)
        self.stack = QStackedWidget()
        self.search = SearchButton(
            self.tr("Search people, courses, commands"),
            QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText),
            self,
        )
        self.search.clicked.connect(self.search_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(self.stack, 1)
        self.toasts = Toasts(self)
        self._make_actions()

    def add_page(
        self, key: str, title: str, icon_name: str, factory: Callable[[], QWidget]
    ) -> None:
        """Add a page to the navigation; it is made when it is first shown.

        Args:
            key: What `show_page` knows it by.
            title: Its name in the navigation.
            icon_name: A key of ``icons.GLYPHS``.
            factory: Makes the page.
        """
        self.navigation.add(key, title, icon_name)
        self._factories[key] = factory
        keys = shortcut(len(self._factories))
        if keys:
            action = QAction(title, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda: self.show_page(key))
            self.addAction(action)

    def show_page(self, key: str) -> QWidget:
        """Bring a page of the navigation into view and return it.

        Raises:
            KeyError: no such page was added.
        """
        if key not in self._pages:
            self._pages[key] = self._factories[key]()
            self.stack.addWidget(self._pages[key])
        self.show_widget(self._pages[key], under=key)
        self.page_shown.emit(key)
        return self._pages[key]

    def show_widget(self, widget: QWidget, *, under: str) -> None:
        """Bring something that is no page of the navigation into view, such as one course.

        Args:
            widget: What to show; the shell owns it until `close_widget`.
            under: The key of the page that is marked in the navigation meanwhile.
        """
        if self.stack.indexOf(widget) < 0:
            self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        self._current = under
        self.navigation.mark(under)
        self.search.raise_()
        self.toasts.raise_()

    def close_widget(self, widget: QWidget) -> None:
        """Let go of something that was shown with `show_widget`."""
        self.stack.removeWidget(widget)
        widget.deleteLater()

    def forget_pages(self) -> None:
        """Let go of every page, as when another file is opened; they are made anew when shown."""
        while (widget := self.stack.widget(0)) is not None:
            self.close_widget(widget)
        self._pages.clear()

    @property
    def current(self) -> str:
        """The key of the page that is marked in the navigation."""
        return self._current

    def page(self, key: str) -> QWidget | None:
        """A page that was already made, or None."""
        return self._pages.get(key)

    def set_academy(self, name: str) -> None:
        """Show whose file is open."""
        self.navigation.set_academy(name)

    def set_status(self, *sentences: str) -> None:
        """Say at the bottom left how things stand, such as “All saved”, one a line."""
        self.navigation.set_status("\n".join(sentences))

    def set_undo(self, undo: str, redo: str) -> None:
        """Name what Undo and Redo would do; an empty name switches it off."""
        for action, word, what in (
            (self.undo_action, self.tr("Undo"), undo),
            (self.redo_action, self.tr("Redo"), redo),
        ):
            action.setEnabled(bool(what))
            action.setText(f"{word}: {what}" if what else word)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the new room."""
        super().resizeEvent(event)
        self.navigation.set_narrow(self.width() < COLLAPSES_UNDER)
        room = self.width() - self.navigation.width()
        width = search_width(room)
        self.search.setFixedWidth(width)
        self.search.move(self.width() - width - Size.page_margin, 16)

    def _make_actions(self) -> None:
        self.search_action = self._action(self.tr("Search"), "Ctrl+K", self.search_wanted)
        self.help_action = self._action(self.tr("Handbook"), "F1", self.help_wanted)
        self.undo_action = self._action(self.tr("Undo"), "Ctrl+Z", self.undo_wanted)
        self.redo_action = self._action(self.tr("Redo"), "Ctrl+Y", self.redo_wanted)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.set_undo("", "")

    def _action(self, text: str, keys: str, signal: SignalInstance) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(signal.emit)
        self.addAction(action)
        return action
