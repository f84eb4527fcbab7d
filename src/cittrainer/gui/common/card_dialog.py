"""A dialog that shows one card of words, which scrolls where they are many."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, button, label


class CardDialog(QDialog):
    """The title, the card, and a button that closes it."""

    def __init__(self, title: str, parent: QWidget | None = None, *, height: int = 560) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(620, height)
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
        inside.addWidget(label(title, "title", wrap=True))
        inside.addWidget(area, 1)
        inside.addLayout(buttons)
