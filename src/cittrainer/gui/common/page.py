"""Pages and tabs: read when they come into view, and again when a step changed what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.theme import Size

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.models import Base


class Page(QWidget):
    """What is on file, kept up to date while it is seen.

    A page that is not seen is not read: it is marked, and read when it comes into view.
    """

    made_of: ClassVar[tuple[type[Base], ...] | None] = None
    """What the page is made of; None where every step changes it."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._stale = True
        runner.changed.connect(self.refresh_after)

    def lay_out(self, header: QWidget, full: QWidget, empty: QWidget) -> None:
        """Put the header on top and below it what is full, or what an empty page says."""
        framed = QWidget()
        inside = QVBoxLayout(framed)
        inside.setContentsMargins(Size.page_margin, 0, Size.page_margin, Size.page_margin)
        inside.addWidget(full)
        self._views = QStackedLayout()
        self._views.addWidget(framed)
        self._views.addWidget(empty)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(Size.gap)
        outside.addWidget(header)
        outside.addLayout(self._views, 1)

    def show_filled(self, filled: bool) -> None:
        """Show what is full, or else what an empty page says."""
        self._views.setCurrentIndex(0 if filled else 1)

    def reload(self) -> None:
        """Show what is on file, now."""
        self._stale = False
        self.read()

    def read(self) -> None:
        """Ask the runner for what is on file, and show it when it comes."""
        raise NotImplementedError

    @Slot()
    def refresh(self) -> None:
        """Show what is on file if the page is seen, else when it comes into view."""
        self._stale = True
        if self.isVisible():
            self.reload_soon()

    def reload_soon(self) -> None:
        """Reload a page that is seen; a page may wait for the last of many changes."""
        self.reload()

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Refresh if the step changed what is shown, whoever made it."""
        if self.made_of is None:
            concerned = done.step_id is not None or done.everything
        else:
            concerned = done.touches(*self.made_of)
        if concerned:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Come into view, up to date."""
        super().showEvent(event)
        if self._stale:
            self.reload()
