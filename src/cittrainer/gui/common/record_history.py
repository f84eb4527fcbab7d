"""The history of one record, newest first: when, what, who, and each field before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.card_dialog import CardDialog
from cittrainer.gui.common.cards import label, line
from cittrainer.gui.common.dates import moment
from cittrainer.gui.common.history_words import told
from cittrainer.models import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.history import RowChangeLine

MOST = 200
"""Changes of one record that are shown."""


class RecordHistory(CardDialog):
    """What happened to a record, in words."""

    def __init__(
        self,
        runner: Runner,
        name: str,
        read: Callable[[Session], tuple[RowChangeLine, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("History of {name}").format(name=name), parent)
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
