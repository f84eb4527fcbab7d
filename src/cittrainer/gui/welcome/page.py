"""What is shown while no file is open: make one, try the sample, or open one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, button, label
from cittrainer.gui.common.icons import IconLabel
from cittrainer.gui.common.messages import Banner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cittrainer.errors import UserError

_WIDTH = 900
_MOST_RECENT = 5


class WelcomePage(QWidget):
    """Three ways to begin, the files that were open lately, and why one could not be opened."""

    new_wanted = Signal()
    sample_wanted = Signal()
    file_wanted = Signal()
    """Somebody wants to choose a file."""
    open_wanted = Signal(object)
    """The path of a file that was open lately."""
    restore_wanted = Signal(object)
    """The path of a damaged file that is to be set aside for its latest backup."""

    def __init__(self, recent: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Welcome"))
        self.banner = Banner()
        self.restore = button(self.tr("Set it aside and restore the latest backup"), "primary")
        self.restore.hide()
        self.recent = Card(self.tr("Open lately"))
        self._damaged: Path | None = None
        self.restore.clicked.connect(self._want_restore)
        self._lay_out()
        self.show_recent(recent)

    def show_recent(self, recent: Sequence[Path]) -> None:
        """List the files that were open lately and are still there."""
        self.recent.clear()
        self.recent.setVisible(bool(recent))
        for path in recent[:_MOST_RECENT]:
            link = button(path.stem, "link")
            link.setToolTip(str(path))
            link.clicked.connect(lambda _checked=False, path=path: self.open_wanted.emit(path))
            row = QHBoxLayout()
            row.addWidget(link)
            row.addWidget(label(str(path.parent), "muted"), 1)
            self.recent.body.addLayout(row)

    def show_error(self, error: UserError, damaged: Path | None = None) -> None:
        """Say why a file could not be opened.

        Args:
            error: The refusal.
            damaged: The file, where it is damaged and has a backup to go back to.
        """
        self.banner.show_error(error)
        self._damaged = damaged
        self.restore.setVisible(damaged is not None)

    def _want_restore(self) -> None:
        if self._damaged is not None:
            self.restore_wanted.emit(self._damaged)

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.setSpacing(16)
        for icon_name, title, words, action, signal in (
            (
                "add",
                self.tr("New academy"),
                self.tr("Begin with an empty file. Standards, curricula and forms are in it."),
                self.tr("Set up my academy"),
                self.new_wanted,
            ),
            (
                "courses",
                self.tr("Sample academy"),
                self.tr("Three invented courses with people, presenters, attendance and papers."),
                self.tr("Try the sample"),
                self.sample_wanted,
            ),
            (
                "open",
                self.tr("A file that is there"),
                self.tr("Open an academy's file, from this computer or a copy of it."),
                self.tr("Open a file"),
                self.file_wanted,
            ),
        ):
            ways.addWidget(self._way(icon_name, title, words, action, signal), 1)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(24, 24, 24, 24)
        rows.setSpacing(16)
        rows.addStretch(2)
        rows.addWidget(label(self.tr("Welcome to CIT Trainer"), "title"))
        rows.addWidget(
            label(
                self.tr(
                    "Plan the week, fill the seats, book the presenters, run the days, prove who "
                    "learned what. Everything is kept in one file on this computer."
                ),
                "muted",
                wrap=True,
            )
        )
        rows.addWidget(self.banner)
        rows.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addLayout(ways)
        rows.addWidget(self.recent)
        rows.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        area.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)

    def _way(
        self, icon_name: str, title: str, words: str, action: str, wanted: SignalInstance
    ) -> Card:
        card = Card()
        card.setAccessibleName(title)
        press = button(action, "primary" if icon_name == "add" else "")
        press.clicked.connect(wanted)
        card.body.addWidget(IconLabel(icon_name, "accent", 28))
        card.body.addWidget(label(title, "heading"))
        card.body.addWidget(label(words, "muted", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(press)
        return card
