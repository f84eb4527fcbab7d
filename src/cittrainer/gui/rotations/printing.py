"""Cards and master sheet of a rotation, looked at in the window or saved as files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.jobs import papers, preview

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.messages import FileChooser
    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.rotation_values import RotationValue

CARDS, OVERVIEW = "rotation-cards", "rotation-overview"


class RotationPrinting(QObject):
    """Offers the papers of the rotation that is shown.

    Args:
        runner: The window's door to the database.
        chooser: Asks where to save.
        parent: The tab in front of which it is asked.
    """

    said = Signal(str)
    """A file was written."""
    pdf_made = Signal(str, bytes)
    """Title and bytes of a paper that is to be looked at."""
    refused = Signal(object)

    def __init__(self, runner: Runner, chooser: FileChooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner, self._chooser, self._tab = runner, chooser, parent
        self._rotation: RotationValue | None = None

    def show_rotation(self, rotation: RotationValue | None) -> None:
        """Know the rotation that is shown."""
        self._rotation = rotation

    def menu(self) -> QMenu:
        """What can be printed."""
        menu = QMenu(self._tab)
        menu.addAction(self.tr("Look at the cards"), lambda: self.look_at(CARDS))
        menu.addAction(self.tr("Save the cards…"), lambda: self.save(CARDS))
        menu.addSeparator()
        menu.addAction(self.tr("Look at the master sheet"), lambda: self.look_at(OVERVIEW))
        menu.addAction(self.tr("Save the master sheet…"), lambda: self.save(OVERVIEW))
        return menu

    def look_at(self, key: str) -> None:
        """Show a paper as it will be printed."""
        if self._rotation is None:
            return
        paper, rotation_id, today = papers.kind(key), self._rotation.id, this_day()
        self._runner.start(
            self.tr("Preview of %s") % paper.title,
            lambda database, progress: preview.rotation_pdf(
                database, paper, rotation_id, today=today, progress=progress
            ),
            done=partial(self._made, paper.title),
            explain=self.refused.emit,
        )

    def _made(self, title: str, pdf: bytes) -> None:
        self.pdf_made.emit(title, pdf)

    def save(self, key: str) -> None:
        """Write a paper where the user wants it."""
        one, paper, today = self._rotation, papers.kind(key), this_day()
        if one is None:
            return
        name = papers.file_name(paper, one.course)
        place = choose_place(self._chooser, self._tab, paper.title, name, paper.endings)
        if place is None:
            return
        self._runner.start(
            self.tr("Saving %s") % paper.title,
            lambda database, progress: papers.write_rotation(
                database,
                paper,
                one.id,
                place.path,
                today=today,
                replace=place.replace,
                progress=progress,
            ),
            done=self._written,
            explain=self.refused.emit,
        )

    def _written(self, path: Path) -> None:
        self.said.emit(saved_words(path))
