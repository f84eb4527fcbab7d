"""The differences between two versions of curricula, in sentences that can be exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.curricula.words import hours
from cittrainer.queries.curricula import CurriculumRow, curricula
from cittrainer.queries.curriculum_values import curriculum_value
from cittrainer.rules.curriculum_difference import Change, Difference, difference

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

KINDS = {
    "added": "New",
    "removed": "Left out",
    "moved": "Moved",
    "changed": "Changed",
    "about": "About it",
}

COLUMNS: tuple[Column[Change], ...] = (
    Column("kind", "Kind", lambda row: KINDS[row.kind], width=90),
    Column(
        "sentence",
        "Difference",
        lambda row: row.sentence,
        tooltip=lambda row: row.sentence,
        width=560,
    ),
)


def version_words(row: CurriculumRow) -> str:
    """A version as it is offered: “CIT week, version 2 (draft)”."""
    return f"{row.title}, version {row.number} ({row.state})"


class DifferenceDialog(QDialog):
    """What one version has otherwise than another that is chosen here."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        row: CurriculumRow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Differences between versions"))
        self.resize(780, 520)
        self._runner = runner
        self._row = row
        self.heading = label(version_words(row), "title", wrap=True)
        self.before = QComboBox()
        self.before.setAccessibleName(self.tr("Compared with"))
        self.search = SearchField(self.tr("Filter differences"))
        self.search.setMinimumWidth(220)
        self.minutes = label("", "muted", wrap=True)
        self.list = ListView(COLUMNS, name="differences", settings=settings, key=lambda one: one.id)
        self.list.setAccessibleName(self.tr("Differences"))
        self.list.set_placeholder(self.tr("There is no difference."))
        self.tools = ListTools(self.list, runner, self.tr("Differences"))
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self.before.currentIndexChanged.connect(self.compare)
        self.search.textChanged.connect(self.list.set_filter)
        self.close_button.clicked.connect(self.accept)
        runner.read(curricula, self._offer)

    @Slot()
    def compare(self) -> None:
        """Read both versions and show what differs."""
        other = self.before.currentData()
        if not isinstance(other, int):
            return
        this = self._row.id

        def both(db: Session) -> Difference:
            return difference(curriculum_value(db, other), curriculum_value(db, this))

        self._runner.read(both, self._show)

    def _offer(self, rows: tuple[CurriculumRow, ...]) -> None:
        others = [row for row in rows if row.id != self._row.id]
        # The versions of the same curriculum come first, the one before this at the top.
        others.sort(
            key=lambda row: (
                row.code != self._row.code,
                row.number > self._row.number,
                abs(row.number - self._row.number),
            )
        )
        if not others:
            self.minutes.setText(self.tr("There is no other version yet."))
            self.list.set_placeholder("")
        for row in others:
            self.before.addItem(version_words(row), row.id)

    def _show(self, found: Difference) -> None:
        taught = found.taught
        self.minutes.setText(
            self.tr("Instruction: {after} instead of {before}.").format(
                after=hours(taught.after), before=hours(taught.before)
            )
            if taught.after != taught.before
            else self.tr("Instruction: {after}, as before.").format(after=hours(taught.after))
        )
        self.list.set_rows(found.changes)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        name = label(self.tr("Compared with"))
        name.setBuddy(self.before)
        top.addWidget(name)
        top.addWidget(self.before, 1)
        top.addWidget(self.search)
        below = QHBoxLayout()
        for tool in self.tools.buttons:
            below.addWidget(tool)
        below.addStretch()
        below.addWidget(self.close_button)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        outside.addWidget(self.heading)
        outside.addLayout(top)
        outside.addWidget(self.minutes)
        outside.addWidget(self.list, 1)
        outside.addLayout(below)
