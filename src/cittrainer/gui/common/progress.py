"""Long work in sight: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label

APPEARS_AFTER = 500
"""Milliseconds; what is done sooner shows nothing."""


class ProgressPanel(QFrame):
    """A card with a text, a bar and Cancel; it comes by itself when work takes long.

    Args:
        parent: The widget it stands in.
        verb: What its button says where Cancel is not the word.
    """

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, verb: str = "") -> None:
        super().__init__(parent)
        self._verb = verb or self.tr("Cancel")
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Progress"))
        self._text = label("", "strong")
        self._count = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button(self._verb)
        self._cancel.clicked.connect(self._want_cancel)
        self._timer = QTimer(self, singleShot=True, interval=APPEARS_AFTER)
        self._timer.timeout.connect(self.show)
        words = QHBoxLayout()
        words.addWidget(self._text, 1)
        words.addWidget(self._count)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(words)
        left.addWidget(self._bar)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(16)
        inside.addLayout(left, 1)
        inside.addWidget(self._cancel)
        self.hide()

    def start(self, text: str, *, can_cancel: bool = True) -> None:
        """Work began; the panel appears if it is not finished within half a second."""
        self._text.setText(text)
        self._count.clear()
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._cancel.setText(self._verb)
        self._cancel.setVisible(can_cancel)
        self._timer.start()

    def set_progress(self, done: int, total: int, text: str = "") -> None:
        """Show how far the work is; a total of 0 means that nobody knows."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        locale = self.locale()
        counted = self.tr("{done} of {total}").format(
            done=locale.toString(done), total=locale.toString(total)
        )
        self._count.setText(counted if total else "")
        if text:
            self._text.setText(text)

    def finish(self) -> None:
        """The work is done, refused or cancelled."""
        self._timer.stop()
        self.hide()

    def press(self) -> None:
        """Ask for the work to be given up, as the button does."""
        self._cancel.click()

    def _want_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(self.tr("Stopping…"))
        self.cancel_wanted.emit()
