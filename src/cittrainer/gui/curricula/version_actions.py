"""What can be done with a version of a curriculum: drafted, published, compared, sent as a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from cittrainer.documents.curriculum_files import ENDING, file_name
from cittrainer.gui.common.cards import button
from cittrainer.gui.common.places import saved_words
from cittrainer.gui.curricula.difference_dialog import DifferenceDialog
from cittrainer.gui.curricula.version_form import VersionForm
from cittrainer.jobs.curriculum_files import export_curriculum, import_curriculum
from cittrainer.queries.curriculum_values import curriculum_value
from cittrainer.rules.wording import quoted
from cittrainer.services.curricula import new_draft, publish_version, remove_draft

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from cittrainer.gui.common.messages import FileChooser
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.curricula import CurriculumFacts, CurriculumRow
    from cittrainer.rules.curriculum_values import CurriculumValue
    from cittrainer.settings import SettingsFile


class VersionActions(QObject):
    """The menu “Versions” and what its entries do."""

    made = Signal(int)
    """A version was made, and is to be shown."""
    said = Signal(str)
    """Something was written that no step tells."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, chooser: FileChooser, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._settings = settings
        self._chooser = chooser
        self._window = parent
        self._facts: CurriculumFacts | None = None
        self.button = button(self.tr("Versions"), icon_name="more")
        menu = QMenu(self.button)
        self.button.setMenu(menu)
        add = menu.addAction
        self.draft: QAction = add(self.tr("New draft from this version"), self.make_draft)
        self.edit: QAction = add(self.tr("Edit the draft …"), self.edit_draft)
        self.publish: QAction = add(self.tr("Publish the draft"), self.publish_draft)
        self.discard: QAction = add(self.tr("Discard the draft"), self.discard_draft)
        menu.addSeparator()
        self.compare: QAction = add(self.tr("Differences between versions …"), self.show_difference)
        menu.addSeparator()
        self.send: QAction = add(self.tr("Export to a file …"), self.export_version)
        self.fetch: QAction = add(self.tr("Import from a file …"), self.import_version)
        self.begin: QAction = add(self.tr("New curriculum …"), self.new_curriculum)
        self.show_facts(None)

    def show_facts(self, facts: CurriculumFacts | None) -> None:
        """Take the version that the entries are for."""
        self._facts = facts
        draft = facts is not None and facts.row.state == "draft"
        for action in (self.draft, self.compare, self.send):
            action.setEnabled(facts is not None)
        for action in (self.edit, self.publish, self.discard):
            action.setEnabled(draft)

    @Slot()
    def make_draft(self) -> None:
        """Make a draft that holds the same as the version."""
        if (row := self._row) is not None:
            self._runner.write(
                self.tr("New draft of {title}").format(title=quoted(row.title)),
                lambda db: new_draft(db, row.id),
                done=self.made.emit,
            )

    @Slot()
    def edit_draft(self) -> None:
        """Open the form of the draft."""
        if self._facts is not None:
            VersionForm(self._runner, self._facts, self._window).open()

    @Slot()
    def publish_draft(self) -> None:
        """Publish the draft: it never changes again."""
        if (row := self._row) is not None:
            self._runner.write(
                self.tr("Publish {title}, version {number}").format(
                    title=quoted(row.title), number=row.number
                ),
                lambda db: publish_version(db, row.id),
            )

    @Slot()
    def discard_draft(self) -> None:
        """Take the draft off the file; undo brings it back."""
        if (row := self._row) is not None:
            self._runner.write(
                self.tr("Discard the draft {number} of {title}").format(
                    title=quoted(row.title), number=row.number
                ),
                lambda db: remove_draft(db, row.id),
            )

    @Slot()
    def show_difference(self) -> None:
        """Tell in sentences what the version has otherwise than another."""
        if (row := self._row) is not None:
            DifferenceDialog(self._runner, self._settings, row, self._window).open()

    @Slot()
    def export_version(self) -> None:
        """Ask where, and write the version to one file."""
        if (row := self._row) is not None:
            self._runner.read(lambda db: curriculum_value(db, row.id), self._ask_where)

    @Slot()
    def import_version(self) -> None:
        """Ask which file, and read it in as a draft."""
        path = self._chooser.open_file(
            self._window, self.tr("Import a curriculum"), self.tr("Curricula (*.json)")
        )
        if path is not None:
            self._runner.start(
                self.tr("Import a curriculum"),
                lambda database, _progress: import_curriculum(database, path),
                done=self.made.emit,
            )

    @Slot()
    def new_curriculum(self) -> None:
        """Open the form of a curriculum of which nothing is on file yet."""
        form = VersionForm(self._runner, None, self._window)
        form.made.connect(self.made)
        form.open()

    @property
    def _row(self) -> CurriculumRow | None:
        return None if self._facts is None else self._facts.row

    def _ask_where(self, value: CurriculumValue) -> None:
        row = self._row
        path = self._chooser.save_file(
            self._window,
            self.tr("Export a curriculum"),
            file_name(value),
            self.tr("Curricula (*.json)"),
        )
        if path is None or row is None:
            return
        # The chooser asked about the very name that was typed, and about no other.
        asked = path.suffix.casefold() == ENDING
        whole = path if asked else path.with_name(path.name + ENDING)
        self._write(row.id, whole, replace=asked)

    def _write(self, version_id: int, path: Path, *, replace: bool) -> None:
        self._runner.start(
            self.tr("Export a curriculum"),
            lambda database, _progress: export_curriculum(
                database, version_id, path, replace=replace
            ),
            done=partial(self._say_saved, path),
        )

    def _say_saved(self, path: Path, _nothing: None) -> None:
        self.said.emit(saved_words(path))
