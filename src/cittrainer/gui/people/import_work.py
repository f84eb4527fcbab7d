"""Reads and saves a sheet away from the window's thread, one thing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from cittrainer.gui.common.progress import ProgressPanel
from cittrainer.jobs import import_people
from cittrainer.jobs.people_on_file import PeopleOnFile
from cittrainer.jobs.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import JobHandle, Runner
    from cittrainer.jobs.import_people import ImportResult
    from cittrainer.jobs.people_preview import Decision, ImportPreview
    from cittrainer.models import EnrollmentState


class ImportWork(QObject):
    """The work behind the import; only the newest wish is answered."""

    was_read = Signal(object)
    """An ``ImportPreview``."""
    not_read = Signal(object)
    """The ``UserError`` that says why."""
    was_saved = Signal(object)
    """An ``ImportResult``."""
    not_saved = Signal(object)
    """The ``UserError`` that says why."""
    stopped = Signal()
    """The work was cancelled."""

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._handle: JobHandle | None = None
        self._wish = 0
        self._people = PeopleOnFile()
        self.panel = ProgressPanel()
        self.panel.cancel_wanted.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether something is being read or saved."""
        return self._handle is not None

    @Slot()
    def cancel(self) -> None:
        """Stop what is under way; nothing of it stays."""
        if self._handle is not None:
            self._handle.cancel()

    def make_ready(self) -> None:
        """Begin to read the people on file, while the sheet is still being chosen."""
        self._runner.start(
            self.tr("Read the people on file"), self._people.ready, explain=_forget, in_place=True
        )

    def read(
        self,
        path: Path,
        mapping: Mapping[str, int] | None,
        sheet: str | None,
        heading_line: int | None = None,
    ) -> None:
        """Read and judge a sheet, in place of one that is still being read."""
        self.cancel()
        wish, people = self._next(), self._people

        def done(preview: ImportPreview) -> None:
            if self._is_last(wish):
                self._finish()
                self.was_read.emit(preview)

        def refused(error: UserError) -> None:
            if self._is_last(wish):
                self._tell(error, self.not_read)

        self._follow(
            self._runner.start(
                self.tr("Read {name}").format(name=path.name),
                lambda database, progress: import_people.read(
                    database,
                    path,
                    progress,
                    mapping,
                    sheet=sheet,
                    heading_line=heading_line,
                    people=people,
                ),
                done=done,
                explain=refused,
            ),
            self.tr("Reading {name}").format(name=path.name),
        )

    def save(
        self,
        preview: ImportPreview,
        decisions: Mapping[int, Decision],
        course_id: int | None,
        state: EnrollmentState,
        remember_as: str = "",
    ) -> None:
        """Save a preview as one step; with a name its columns are remembered."""
        wish = self._next()

        def done(result: ImportResult) -> None:
            if self._is_last(wish):
                self._finish()
                self.was_saved.emit(result)

        def refused(error: UserError) -> None:
            if self._is_last(wish):
                self._tell(error, self.not_saved)

        self._follow(
            self._runner.start(
                self.tr("Import people"),
                lambda database, progress: import_people.save(
                    database,
                    preview,
                    decisions,
                    course_id=course_id,
                    state=state,
                    remember_as=remember_as,
                    progress=progress,
                ),
                done=done,
                explain=refused,
            ),
            self.tr("Importing people"),
        )

    def _next(self) -> int:
        self._wish += 1
        return self._wish

    def _is_last(self, wish: int) -> bool:
        """Whether nothing was asked for since, and the dialog is still there to be told."""
        return shiboken6.isValid(self) and wish == self._wish

    def _follow(self, handle: JobHandle, text: str) -> None:
        """Show how far the work is, where it was asked for."""
        self._handle = handle
        self.panel.start(text)
        handle.progressed.connect(self.panel.set_progress)

    def _finish(self) -> None:
        self._handle = None
        self.panel.finish()

    def _tell(self, error: UserError, told: SignalInstance) -> None:
        self._finish()
        if isinstance(error, Cancelled):
            self.stopped.emit()
        else:
            told.emit(error)


def _forget(_error: UserError) -> None:
    """Whatever is wrong is told once a sheet is read."""
