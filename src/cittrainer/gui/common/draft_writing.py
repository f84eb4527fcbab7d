"""Mail drafts written for a dialog: asks where, shows how far it is, asks before it replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from cittrainer.gui.common.cards import button
from cittrainer.gui.common.messages import Banner, FileChooser, ask
from cittrainer.gui.common.progress import ProgressPanel
from cittrainer.jobs.draft_files import DraftsThere
from cittrainer.jobs.progress import Cancelled
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cittrainer.db import Database
    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import JobHandle, Runner
    from cittrainer.jobs.progress import Progress

    Write = Callable[[Database, Progress, Path, bool], tuple[Path, ...]]
    """Writes drafts into a folder; the last argument says whether it may replace files there."""


class DraftWriting(QObject):
    """One writing at a time; the dialog shows its panel, its button and what its banner says."""

    busy_changed = Signal(bool)
    written = Signal()

    def __init__(
        self, runner: Runner, banner: Banner, chooser: FileChooser, dialog: QWidget, hint: str
    ) -> None:
        """Make panel and button.

        Args:
            runner: Writes away from the window's thread.
            banner: Tells how it ended.
            chooser: Asks for the folder.
            dialog: Whose drafts they are.
            hint: What to do with the drafts once they are written.
        """
        super().__init__(dialog)
        self._runner = runner
        self._banner = banner
        self.chooser = chooser
        self._hint = hint
        self._job: JobHandle | None = None
        self._last: tuple[Path, Write] | None = None
        self.panel = ProgressPanel(verb=self.tr("Stop"))
        self.panel.cancel_wanted.connect(self.stop)
        self.folder = button(self.tr("Open the folder"))
        self.folder.setAutoDefault(False)
        self.folder.hide()
        self.folder.clicked.connect(self._open_folder)

    @property
    def busy(self) -> bool:
        """Whether drafts are being written."""
        return self._job is not None

    def ask_and_write(self, write: Write) -> None:
        """Ask for a folder, and write there."""
        if self._job is not None:
            return
        folder = self.chooser.folder(self._dialog(), self.tr("Where the mail drafts go"))
        if folder is not None:
            self._write(folder, write, replace=False)

    @Slot()
    def stop(self) -> None:
        """Stop what is being written."""
        if self._job is not None:
            self._job.cancel()

    def _write(self, folder: Path, write: Write, *, replace: bool) -> None:
        self._banner.clear()
        self._last = folder, write
        text = self.tr("Write mail drafts")
        self._job = self._runner.start(
            text,
            lambda database, progress: write(database, progress, folder, replace),
            done=self._written,
            explain=self._refused,
            in_place=True,
        )
        self.panel.start(text)
        self._job.progressed.connect(self.panel.set_progress)
        self._job.ended.connect(self._ended)
        self.busy_changed.emit(True)

    def _written(self, paths: tuple[Path, ...]) -> None:
        self.folder.show()
        self._banner.show_note(
            self.tr("{count} written; nothing was sent.").format(
                count=counted(len(paths), "mail draft")
            ),
            self._hint,
        )
        self.written.emit()

    def _refused(self, error: UserError) -> None:
        if isinstance(error, Cancelled):
            self._banner.show_note(
                self.tr("Stopped. Look into the folder before you send anything.")
            )
        elif not isinstance(error, DraftsThere):
            self._banner.show_error(error)
        elif self._last is not None and ask(
            self._dialog(),
            self.tr("Replace the drafts?"),
            error.message,
            self.tr("Replace"),
            danger=True,
        ):
            self._write(*self._last, replace=True)

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self.panel.finish()
        self.busy_changed.emit(False)

    @Slot()
    def _open_folder(self) -> None:
        if self._last is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._last[0])))

    def _dialog(self) -> QWidget:
        # Asked each time: two who hold each other are destroyed in any order.
        return cast("QWidget", self.parent())
