"""A paper of the course as a card: look at it, or save it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.icons import IconLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.jobs.papers import PaperKind

ICONS = {
    "agenda": "week",
    "agenda-held": "check",
    "presenter-slots": "presenters",
    "sign-in": "edit",
    "sign-in-half-days": "edit",
    "sign-in-blocks": "edit",
    "skills": "exam",
    "roster": "people",
    "completion": "evaluations",
    "certificates": "certificates",
    "presenter-feedback": "evaluations",
    "service-records": "presenters",
}

_WIDTH = 178
_HEIGHT = 146


class PaperCard(QFrame):
    """One kind of paper."""

    save_wanted = Signal(str)
    preview_wanted = Signal(str)
    """Both with the key of the kind."""

    def __init__(self, paper: PaperKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(paper.title)
        self.setFixedWidth(_WIDTH)
        title = label(paper.title, "strong", wrap=True)
        self.save = button(self.tr("Save as…"), "link")
        self.save.setAccessibleName(self.tr("Save %s as a file") % paper.title)
        self.save.clicked.connect(lambda: self.save_wanted.emit(paper.key))
        self.preview = button(self.tr("Preview"), "link")
        self.preview.setAccessibleName(self.tr("Look at %s") % paper.title)
        self.preview.clicked.connect(lambda: self.preview_wanted.emit(paper.key))
        self.preview.setVisible(".pdf" in paper.endings)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(ICONS.get(paper.key, "papers"), "accent"))
        head.addWidget(title, 1)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.save)
        actions.addWidget(self.preview)
        actions.addStretch()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 10, 8, 8)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(label(paper.description, "small", wrap=True), 1)
        inside.addLayout(actions)


def side_by_side(cards: Sequence[PaperCard]) -> QScrollArea:
    """The cards in one row that scrolls sideways where there is no room for all."""
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 4)
    inside.setSpacing(12)
    for card in cards:
        inside.addWidget(card)
    inside.addStretch()
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(row)
    row.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    area.setFixedHeight(_HEIGHT)
    return area
