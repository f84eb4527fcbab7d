"""Where something was taken from, as text that can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


class SourcesLabel(QLabel):
    """The sources, one a line; text, because the program never opens the network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "small")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_sources(self, sources: Sequence[str]) -> None:
        """Replace everything that is shown."""
        # A long address has no blank to break a line at; it may be broken behind its slashes.
        lines = [source.replace("/", "/\u200b") for source in sources]
        head = self.tr("Source") if len(lines) == 1 else self.tr("Sources")
        self.setText("\n".join([f"{head}:", *lines]) if lines else self.tr("No source is named."))
        self.setToolTip("\n".join(sources))
