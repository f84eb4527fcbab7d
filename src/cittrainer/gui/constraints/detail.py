"""The whole of the chosen constraint under the list, where a column would cut it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cittrainer.gui.common.cards import Card, label
from cittrainer.gui.constraints.words import TITLES
from cittrainer.models import ConstraintKind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cittrainer.queries.constraints import ConstraintRow

MOST_BROKEN = 4
"""How many breaks of a constraint are told."""


class ConstraintDetail(Card):
    """Sentence, comment and what breaks it; its action shows the first block that does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", "", parent)
        self.action.setText(self.tr("Show in the week"))
        self._told = label("", wrap=True)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._told)

    def tell(self, row: ConstraintRow) -> None:
        """Tell one constraint."""
        self.title.setText(TITLES[ConstraintKind(row.value.kind)])
        self.setAccessibleName(self.title.text())
        more = len(row.broken) - MOST_BROKEN
        lines = [f"•  {what}" for what in row.broken[:MOST_BROKEN]]
        lines += [self.tr("•  and {n} more").format(n=more)] if more > 0 else []
        comment = [row.value.comment] if row.value.comment else []
        self._told.setText("\n".join([row.sentence, *comment, *lines]))
        self.action.setVisible(bool(row.broken_blocks))
