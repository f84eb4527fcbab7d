"""The sign-in sheets of a course, saved from its Attendance tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.jobs import papers

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.messages import FileChooser
    from cittrainer.gui.common.runner import Runner


class SheetPrinting(QObject):
    """Asks where, and writes the sheets as a PDF: a sheet a day, or two while half-days show."""

    saved = Signal(str)
    """A sentence that says where they are."""
    refused = Signal(object)
    """The ``UserError`` that says why they were not written."""

    def __init__(self, runner: Runner, chooser: FileChooser, tab: QWidget) -> None:
        super().__init__(tab)
        self._runner = runner
        self._chooser = chooser
        self._course_id = 0
        self._number = ""
        self._half_days = False

    def about(self, course_id: int, number: str, *, half_days: bool) -> None:
        """Say whose sheets they are, and whether a day has two."""
        self._course_id, self._number, self._half_days = course_id, number, half_days

    @Slot()
    def save(self) -> None:
        """Save the sheets where the user wants them."""
        if not self._course_id:
            return
        paper = papers.kind("sign-in-half-days" if self._half_days else "sign-in")
        proposal = papers.file_name(paper, self._number)
        title = self.tr("Save the sign-in sheets")
        # Asked each time: two who hold each other are destroyed in any order.
        tab = cast("QWidget", self.parent())
        place = choose_place(self._chooser, tab, title, proposal, paper.endings)
        if place is None:
            return
        path, replace = place
        course_id, today = self._course_id, this_day()
        self._runner.start(
            self.tr("Sign-in sheets"),
            lambda database, progress: papers.write(
                database, paper, course_id, path, today=today, replace=replace, progress=progress
            ),
            done=self._written,
            explain=self.refused.emit,
        )

    def _written(self, path: Path) -> None:
        self.saved.emit(saved_words(path))
