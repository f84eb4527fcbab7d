"""Letters written from their dialog: as mail drafts in a folder, or as one PDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from cittrainer.documents.files import safe_name
from cittrainer.gui.common.draft_writing import DraftWriting
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.jobs import letters as job

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cittrainer.db import Database
    from cittrainer.gui.common.messages import Banner, FileChooser
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.letter_values import LetterRow, Letters
    from cittrainer.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class Order:
    """Which letters are wanted.

    Attributes:
        found: The kind with what it is called; may hold more letters than are wanted.
        rows: The letters that are wanted.
        answer_by: By when invitations want an answer; None: as usual.
        open_addresses: Whether drafts get the addresses of confidential records.
    """

    found: Letters
    rows: tuple[LetterRow, ...]
    course_id: int | None
    today: date
    within_days: int
    answer_by: date | None
    open_addresses: bool = False

    @property
    def keys(self) -> set[str]:
        """The keys of the letters that are wanted."""
        return {row.key for row in self.rows}


class LetterWriting(QObject):
    """One writing at a time; nothing is sent."""

    written = Signal(object)
    """The `Order` whose letters are written now."""

    def __init__(
        self, runner: Runner, banner: Banner, chooser: FileChooser, dialog: QWidget
    ) -> None:
        super().__init__(dialog)
        self._runner = runner
        self._banner = banner
        self.chooser = chooser
        self._order: Order | None = None
        hint = self.tr("Open them in your mail program, look at them, and send them.")
        self.drafts = DraftWriting(runner, banner, chooser, dialog, hint)
        self.drafts.written.connect(self._tell)

    def write_drafts(self, order: Order) -> None:
        """Ask for a folder, and write a mail draft for each letter."""
        if self.drafts.busy:
            return
        self._order = order
        self.drafts.ask_and_write(partial(_write_drafts, order))

    def save_pdf(self, order: Order) -> None:
        """Ask for a file, and write the letters as one PDF."""
        name = f"{safe_name(f'{order.found.title} {order.found.subtitle}'.strip())}.pdf"
        place = choose_place(
            self.chooser, self._dialog(), self.tr("Save the letters"), name, (".pdf",)
        )
        if place is None:
            return
        self._banner.clear()
        self._order = order
        self._runner.start(
            self.tr("Save letters"),
            partial(_write_pdf, order, place.path, place.replace),
            done=self._saved,
            explain=self._banner.show_error,
        )

    def _saved(self, path: Path) -> None:
        self._banner.show_note(saved_words(path))
        self._tell()

    @Slot()
    def _tell(self) -> None:
        if self._order is not None:
            self.written.emit(self._order)

    def _dialog(self) -> QWidget:
        # Asked each time: two who hold each other are destroyed in any order.
        return cast("QWidget", self.parent())


def _write_drafts(
    order: Order, database: Database, progress: Progress, folder: Path, replace: bool
) -> tuple[Path, ...]:
    return job.write_drafts(
        database,
        order.found.kind,
        order.course_id,
        folder,
        today=order.today,
        within_days=order.within_days,
        answer_by=order.answer_by,
        chosen=order.keys,
        open_addresses=order.open_addresses,
        replace=replace,
        progress=progress,
    )


def _write_pdf(
    order: Order, path: Path, replace: bool, database: Database, progress: Progress
) -> Path:
    return job.write_pdf(
        database,
        order.found.kind,
        order.course_id,
        path,
        today=order.today,
        within_days=order.within_days,
        answer_by=order.answer_by,
        chosen=order.keys,
        replace=replace,
        progress=progress,
    )
