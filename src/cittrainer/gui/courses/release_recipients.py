"""Whom a release concerns: what changed for each, their mail drafts, and who got it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Chips, button, label
from cittrainer.gui.common.dates import moment, this_day
from cittrainer.gui.common.draft_writing import DraftWriting
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner, FileChooser
from cittrainer.gui.courses.release_rows import ALL, CHANGED, COLUMNS, OPEN, fits, key, lines
from cittrainer.gui.courses.week.sentence_list import SentenceList
from cittrainer.jobs.release_papers import write_drafts
from cittrainer.models import PlanRelease, Presenter, ReleaseReceipt
from cittrainer.queries.release_recipients import recipients
from cittrainer.queries.releases import release
from cittrainer.rules.release_values import AGENCY, PRESENTER
from cittrainer.rules.wording import counted
from cittrainer.services.releases import note_receipts

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database, StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.release_values import Recipient, Release
    from cittrainer.settings import SettingsFile


@dataclass(frozen=True, slots=True)
class _Shown:
    release: Release
    rows: tuple[Recipient, ...]


class RecipientsDialog(QDialog):
    """Everybody whom one release concerns; writes their drafts and notes who got it.

    What is done concerns the rows that are chosen; while none is, all that are shown.
    """

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        release_id: int,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._release_id = release_id
        self._data: _Shown | None = None
        self._keys: list[tuple[str, int]] = []
        """To whom drafts were written last."""
        self.heading = label(self.tr("Who gets this release"), "title", wrap=True)
        self.setWindowTitle(self.heading.text())
        self.about = label("", "muted", wrap=True)
        self.banner = Banner()
        self.chips = Chips(self.tr("Who is shown"))
        for shown, text in (
            (OPEN, self.tr("To be told")),
            (CHANGED, self.tr("Something new")),
            (ALL, self.tr("All")),
        ):
            self.chips.add(shown, text)
        self.search = SearchField(self.tr("Find a name"))
        self.list = ListView(COLUMNS, name="release recipients", settings=settings, key=key)
        self.changes = SentenceList(self.tr("What changed for the chosen one"))
        self.writing = DraftWriting(
            runner,
            self.banner,
            chooser or FileChooser(),
            self,
            self.tr("Open them in your mail program, send them, and mark them as sent here."),
        )
        self.write = button(self.tr("Write drafts…"), "primary")
        self.write.setToolTip(self.tr("A mail draft for each, with letter and calendar file"))
        self.sent = button(self.tr("Mark as sent"))
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Show what is on file."""
        release_id = self._release_id

        def read(db: Session) -> _Shown:
            return _Shown(release(db, release_id), recipients(db, release_id))

        self._runner.read(read, self._show, explain=self.banner.show_error)

    @property
    def meant(self) -> list[Recipient]:
        """Whom the buttons are about: those chosen, else all that are shown."""
        return self.list.selected_rows() or self.list.rows.rows()

    @Slot()
    def write_drafts(self) -> None:
        """Ask for a folder, and write the drafts of those who are meant."""
        rows, release_id, today = self.meant, self._release_id, this_day()
        if not rows:
            return
        self._keys = [key(one) for one in rows]
        chosen = frozenset(self._keys)

        def write(
            database: Database, progress: Progress, folder: Path, replace: bool
        ) -> tuple[Path, ...]:
            return write_drafts(
                database,
                release_id,
                folder,
                today=today,
                chosen=chosen,
                replace=replace,
                progress=progress,
            )

        self.writing.ask_and_write(write)

    @Slot()
    def mark_sent(self) -> None:
        """Note, as one step, that those who are meant got the release."""
        rows, release_id = [one for one in self.meant if not one.got], self._release_id
        if not rows or self._data is None:
            return
        made = self._data.release
        self._runner.write(
            self.tr("{who} got release {number} of {course}").format(
                who=rows[0].name if len(rows) == 1 else counted(len(rows), "recipient"),
                number=made.number,
                course=made.plan.course.number,
            ),
            lambda db: note_receipts(
                db,
                release_id,
                presenter_ids=[one.id for one in rows if one.kind == PRESENTER],
                agency_ids=[one.id for one in rows if one.kind == AGENCY],
            ),
            explain=self.banner.show_error,
        )

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Reload if the step changed what is shown, whoever made it."""
        if done.touches(PlanRelease, ReleaseReceipt, Presenter):
            self.reload()

    def done(self, result: int) -> None:
        """Close; drafts that are being written are stopped."""
        self.writing.stop()
        super().done(result)

    @Slot()
    def _written(self) -> None:
        """Leave those chosen whose drafts were written, to be marked as sent next."""
        self.list.select(self._keys)

    def _show(self, data: _Shown) -> None:
        first, self._data = self._data is None, data
        made = data.release
        self.heading.setText(self.tr("Release %d: who gets it") % made.number)
        self.setWindowTitle(self.heading.text())
        told = sum(one.got for one in data.rows)
        words = [moment(made.made), made.note]
        words.append(
            self.tr("{told} of {all} got it").format(told=told, all=len(data.rows))
            if data.rows
            else self.tr("it concerns nobody")
        )
        self.about.setText(" · ".join(word for word in words if word))
        for shown in (OPEN, CHANGED, ALL):
            self.chips.set_count(shown, sum(fits(one, shown) for one in data.rows))
        if first and not any(fits(one, OPEN) for one in data.rows):
            self.chips.mark_chosen(ALL)
        self._filter()

    @Slot()
    def _filter(self) -> None:
        if self._data is None:
            return
        shown = self.chips.current
        self.list.set_rows([one for one in self._data.rows if fits(one, shown)])
        self.list.set_filter(self.search.text())
        self.list.set_placeholder(
            self.tr("Everybody whom it tells something new got this release.")
            if shown == OPEN and not self.search.text()
            else self.tr("Nobody here.")
        )
        self._selected()

    @Slot()
    def _selected(self) -> None:
        row = self.list.current_row()
        chosen = self.list.selected_rows()
        one = chosen[0] if len(chosen) == 1 else row if row in chosen else None
        self.changes.show_lines(
            lines(one, self.tr("Choose somebody to see what changed for them."))
        )
        self._look_ready()

    @Slot()
    def _look_ready(self) -> None:
        """Say on the buttons whom they are about."""
        meant = self.meant
        count = len(meant)
        self.write.setEnabled(count > 0 and not self.writing.busy)
        self.write.setText(
            self.tr("Write 1 draft…") if count == 1 else self.tr("Write %d drafts…") % count
        )
        open_count = sum(not one.got for one in meant)
        self.sent.setEnabled(open_count > 0 and not self.writing.busy)
        self.sent.setText(
            self.tr("Mark as sent") if open_count == 0 else self.tr("Mark %d as sent") % open_count
        )

    def _wire(self) -> None:
        self.chips.chosen.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.list.rows_selected.connect(self._selected)
        self.write.clicked.connect(self.write_drafts)
        self.sent.clicked.connect(self.mark_sent)
        self.writing.busy_changed.connect(self._look_ready)
        self.writing.written.connect(self._written)
        self.close_button.clicked.connect(self.accept)
        self._runner.changed.connect(self.refresh_after)
        self._look_ready()

    def _lay_out(self) -> None:
        self.resize(940, 600)
        above = QHBoxLayout()
        above.addWidget(self.chips)
        above.addStretch()
        self.search.setMaximumWidth(240)
        above.addWidget(self.search)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(12)
        both.addWidget(self.list)
        both.addWidget(self.changes)
        both.setStretchFactor(0, 1)
        both.setSizes([610, 270])
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for each in (self.write, self.sent, self.writing.folder):
            each.setAutoDefault(False)
            buttons.addWidget(each)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setSpacing(12)
        for widget in (self.heading, self.about, self.banner):
            inside.addWidget(widget)
        inside.addLayout(above)
        inside.addWidget(both, 1)
        inside.addWidget(self.writing.panel)
        inside.addLayout(buttons)
