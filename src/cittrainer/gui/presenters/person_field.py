"""Finds somebody in the list of people by two letters of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from cittrainer.queries.search import search

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.search import Hit

LETTERS = 2
"""How many must be typed before anybody is proposed."""

_ID = Qt.ItemDataRole.UserRole


class PersonField(QLineEdit):
    """One person or nobody; only a proposal that was chosen counts, not what is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner: Runner | None = None
        self._person_id: int | None = None
        self._found = QStandardItemModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        by_index = completer.activated[QModelIndex]  # type: ignore[index]
        by_index.connect(self._choose)
        self.setCompleter(completer)
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._forget_when_empty)

    def set_runner(self, runner: Runner) -> None:
        """Say through which door people are looked up."""
        self._runner = runner

    @property
    def person_id(self) -> int | None:
        """The chosen person, or None."""
        return self._person_id

    @property
    def unfinished(self) -> bool:
        """Whether something is typed that stands for nobody."""
        return bool(self.text().strip()) and self._person_id is None

    def set_person(self, person_id: int | None, name: str) -> None:
        """Show a person, or nobody."""
        self.setText(name if person_id is not None else "")
        self._person_id = person_id

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._person_id = None
        if self._runner is not None and len(text.strip()) >= LETTERS:
            self._runner.read(lambda db: search(db, text), self._propose)

    @Slot(str)
    def _forget_when_empty(self, text: str) -> None:
        if not text:
            self._person_id = None

    def _propose(self, hits: tuple[Hit, ...]) -> None:
        self._found.clear()
        for hit in hits:
            if hit.kind == "person":
                words = f"{hit.title}  ·  {hit.detail}" if hit.detail else hit.title
                item = QStandardItem(words)
                item.setData(hit.id, _ID)
                self._found.appendRow(item)
        if self.hasFocus() and self._found.rowCount():
            self.completer().complete()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self._person_id = index.data(_ID)
