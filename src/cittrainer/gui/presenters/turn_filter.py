"""The filter of the book that asks whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from cittrainer.gui.presenters.book_list import TURNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.queries.presenters import PresenterRow


class TurnFilter(QComboBox):
    """Narrows what the chips show to those whose turn it is, or who need a look."""

    chosen = Signal()
    """Another choice was made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = {
            "any": self.tr("Whoever’s turn it is"),
            "unasked": self.tr("Not asked for long"),
            "limit": self.tr("Near a limit"),
            "due": self.tr("To be used this year"),
            "runs_out": self.tr("Qualification runs out"),
        }
        self.setAccessibleName(self.tr("Whose turn it is"))
        for key, text in self._texts.items():
            self.addItem(text, key)
        self.currentIndexChanged.connect(self.chosen)

    @property
    def current(self) -> str:
        """The key of the choice."""
        return str(self.currentData())

    def choose(self, key: str) -> None:
        """Choose as if it were clicked."""
        self.setCurrentIndex(self.findData(key))

    def show_counts(self, rows: Sequence[PresenterRow]) -> None:
        """Show how many of these each choice leaves."""
        for at, (key, text) in enumerate(self._texts.items()):
            if key != "any":
                number = sum(map(TURNS[key], rows))
                self.setItemText(at, f"{text}: {self.locale().toString(number)}")
