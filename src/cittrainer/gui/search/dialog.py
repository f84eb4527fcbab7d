"""Ctrl+K: people, courses, presenters and commands by a few letters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.icons import icon
from cittrainer.gui.common.text import folded
from cittrainer.queries.search import search

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.search import Hit

_ICONS = {"person": "person", "course": "courses", "presenter": "presenters"}
_WAIT = 60
"""Milliseconds after a key before the search starts, so that fast typing searches once."""

_MOST_COMMANDS = 6


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done from anywhere."""

    title: str
    keys: str
    run: Callable[[], None]
    icon_name: str = "next"


class SearchDialog(QDialog):
    """A field and what it finds; Up and Down choose, Enter opens."""

    hit_chosen = Signal(object)

    def __init__(
        self, runner: Runner | None, commands: Sequence[Command], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._commands = commands
        self.setWindowTitle(self.tr("Search"))
        self.setMinimumSize(560, 420)
        self.field = SearchField(self.tr("Search people, courses, presenters, commands"))
        self.field.setMinimumHeight(38)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setIconSize(QSize(18, 18))
        self.list.setUniformItemSizes(True)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.hint = label(self.tr("↑ ↓ to choose, Enter to open, Esc to leave"), "small")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(10)
        rows.addWidget(self.field)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.hint)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._timer.timeout.connect(self._search)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self._show([])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Enter work while the field has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                row = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self.list.currentItem() is not None:
                    self._open(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        text = self.field.text()
        if self._runner is None or not text.strip():
            self._show([])
            return
        self._runner.read(
            lambda db: search(db, text),
            partial(self._show_hits, text),
        )

    def _show_hits(self, text: str, hits: Sequence[Hit]) -> None:
        """Show what was found for a text, unless another one was typed meanwhile."""
        if self.field.text() == text:
            self._show(hits)

    def _show(self, hits: Sequence[Hit]) -> None:
        self.list.clear()
        for hit in hits:
            self._add(hit, hit.title, hit.detail, _ICONS[hit.kind])
        words = folded(self.field.text()).split()
        fitting = [
            one for one in self._commands if all(word in folded(one.title) for word in words)
        ]
        for command in fitting[:_MOST_COMMANDS] if words else fitting:
            self._add(command, command.title, command.keys, command.icon_name)
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            nothing = QListWidgetItem(self.tr("Nothing found. Try fewer letters."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)

    def _add(self, what: object, title: str, detail: str, icon_name: str) -> None:
        item = QListWidgetItem(icon(icon_name, "muted"), f"{title}   {detail}".rstrip(), self.list)
        item.setData(Qt.ItemDataRole.UserRole, what)
        item.setSizeHint(QSize(0, 36))

    def _open(self, item: QListWidgetItem) -> None:
        what = item.data(Qt.ItemDataRole.UserRole)
        if what is None:
            return
        self.accept()
        if isinstance(what, Command):
            what.run()
        else:
            self.hit_chosen.emit(what)
