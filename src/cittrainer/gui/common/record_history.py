"""The history of one record, newest first: when, what, who, and each field before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, button, label, line
from cittrainer.gui.common.dates import moment
from cittrainer.gui.common.history_words import told
from cittrainer.models import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.history import RowChangeLine

MOST = 200
"""Changes of one record that are shown."""


class RecordHistory(QDialog):
    """What happened to a record, in words."""

    def __init__(
        self,
        runner: Runner,
        name: str,
        read: Callable[[Session], tuple[RowChangeLine, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("History of {name}").format(name=name))
        self.resize(620, 560)
        self.card = Card()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.card)
        close = button(self.tr("Close"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setSpacing(12)
        inside.addWidget(label(self.windowTitle(), "title", wrap=True))
        inside.addWidget(area, 1)
        inside.addLayout(buttons)
        runner.read(read, self.show_lines)

    def show_lines(self, lines: tuple[RowChangeLine, ...]) -> None:
        """Show what was read."""
        self.card.clear()
        if not lines:
            words = self.tr("Nothing is on record: it was there before the history began.")
            self.card.body.addWidget(label(words, "muted", wrap=True))
        for index, one in enumerate(lines[:MOST]):
            if index:
                self.card.body.addWidget(line())
            self._add(one)
        self.card.body.addStretch()

    def _add(self, one: RowChangeLine) -> None:
        word = self.tr("Undone: %s") if one.kind is StepKind.UNDO else "%s"
        body = self.card.body
        body.addWidget(label(word % one.label, "strong", wrap=True))
        body.addWidget(label(f"{moment(one.at)} · {one.who}", "muted", wrap=True))
        for head, fields in told([one.change]):
            body.addWidget(label(head, wrap=True))
            for words in fields:
                body.addWidget(label(words, "muted", wrap=True))
