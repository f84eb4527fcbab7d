"""Where the data are, how safe they are, and the way back to a backup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cittrainer.db import backup, health
from cittrainer.gui.common.cards import Card, Facts, button, label
from cittrainer.gui.common.dates import moment
from cittrainer.gui.common.messages import ask
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.db import Database
    from cittrainer.db.backup import Backup, Difference
    from cittrainer.gui.common.runner import Runner

MOST_SHOWN = 10
"""Backups in the list; all are in the folder beside the file."""


@dataclass(frozen=True, slots=True)
class DataState:
    """What is known about the file."""

    backups: tuple[Backup, ...]
    notes: tuple[str, ...]


class DataCard(Card):
    """The file, its backups, and what can be done with them."""

    backup_wanted = Signal()
    open_wanted = Signal()
    new_wanted = Signal()
    restore_wanted = Signal(object)
    """The path of a backup, after the user agreed to what it would change."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("Your data", parent=parent)
        self._runner = runner
        self.facts = Facts()
        self.notes = label("", "muted", wrap=True)
        self.told = label("", "muted", wrap=True)
        self._list = Card()
        buttons = QHBoxLayout()
        for text, kind, slot in (
            (self.tr("Back up now"), "primary", self.backup_wanted.emit),
            (self.tr("Check the file"), "", self.check),
            (self.tr("Open another file…"), "", self.open_wanted.emit),
            (self.tr("New academy…"), "", self.new_wanted.emit),
        ):
            one = button(text, kind)
            one.clicked.connect(slot)
            buttons.addWidget(one)
        buttons.addStretch()
        self.body.addWidget(self.facts)
        self.body.addWidget(self.notes)
        self.body.addLayout(buttons)
        self.body.addWidget(self.told)
        self.body.addWidget(self._list)

    def reload(self) -> None:
        """Look at the file and its backups."""
        path = self._runner.database.path
        self._runner.read(
            lambda _db: DataState(tuple(backup.every(path)), tuple(health.notes(path))), self._show
        )

    @Slot()
    def check(self) -> None:
        """Read through the whole file."""

        def work(database: Database, _progress: object) -> None:
            database.check()

        self._runner.start(self.tr("Checking the file"), work, done=self._whole)

    def _whole(self, _nothing: None) -> None:
        self.told.setText(self.tr("The file is whole."))

    def _show(self, state: DataState) -> None:
        path = self._runner.database.path
        last = moment(state.backups[0].made) if state.backups else self.tr("none yet")
        self.facts.show_facts(
            [
                (self.tr("File"), str(path)),
                (self.tr("Backups"), str(backup.folder(path))),
                (self.tr("Latest"), last),
            ]
        )
        self.notes.setText(" ".join(state.notes))
        self.notes.setVisible(bool(state.notes))
        self._list.clear()
        self._list.setVisible(bool(state.backups))
        for one in state.backups[:MOST_SHOWN]:
            self._list.body.addLayout(self._line(one))
        more = len(state.backups) - MOST_SHOWN
        if more > 0:
            self._list.body.addWidget(label(self.tr("{n} more").format(n=more), "muted"))

    def _line(self, one: Backup) -> QHBoxLayout:
        row = QHBoxLayout()
        when: QLabel = label(moment(one.made))
        when.setFixedWidth(170)
        restore = button(self.tr("Restore…"), "link")
        restore.setAccessibleName(self.tr("Restore the backup of {when}").format(when=when.text()))
        restore.clicked.connect(lambda: self._preview(one))
        row.addWidget(when)
        row.addWidget(label(one.reason, "muted"), 1)
        row.addWidget(restore)
        return row

    def _preview(self, one: Backup) -> None:
        path = self._runner.database.path
        self._runner.read(
            lambda _db: (one, tuple(backup.differences(path, one.path))), self._ask_restore
        )

    def _ask_restore(self, read: tuple[Backup, tuple[Difference, ...]]) -> None:
        one, differences = read
        lines = [
            f"{each.table.replace('_', ' ')}: {each.now:,} now, {each.after:,} after"
            for each in differences
        ]
        what = "\n".join(lines[:12]) or self.tr("The number of entries stays the same.")
        if len(lines) > 12:
            what += "\n" + self.tr("and {more}").format(more=counted(len(lines) - 12, "more kind"))
        if ask(
            self,
            self.tr("Go back to the backup of {when}?").format(when=moment(one.made)),
            self.tr("{what}\n\nThe file as it is now is kept beside it.").format(what=what),
            self.tr("Restore"),
            danger=True,
        ):
            chosen: Path = one.path
            self.restore_wanted.emit(chosen)
