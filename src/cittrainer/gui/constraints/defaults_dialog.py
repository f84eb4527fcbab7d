"""The academy's default constraints in a window of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.theme import Size
from cittrainer.gui.constraints.page import ConstraintsPage

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile


class DefaultConstraintsDialog(QDialog):
    """What every new course begins with; changes nothing in courses that exist."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Default constraints"))
        self.page = ConstraintsPage(runner, settings, None)
        note = label(
            self.tr(
                "Each new course takes its own copy of these. Courses that exist keep theirs; "
                "their page “Constraints” offers what they do not have."
            ),
            "muted",
            wrap=True,
        )
        close = button(self.tr("Close"))
        close.clicked.connect(self.accept)
        last = QHBoxLayout()
        last.setContentsMargins(Size.page_margin, 0, Size.page_margin, 16)
        last.addWidget(note, 1)
        last.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(self.page, 1)
        inside.addLayout(last)
        screen = self.screen().availableGeometry()
        self.resize(min(980, screen.width() - 40), min(620, screen.height() - 80))
        self.page.list.setFocus()
        for keys in ("Ctrl+Return", "Ctrl+W"):
            QShortcut(QKeySequence(keys), self, self.accept)
