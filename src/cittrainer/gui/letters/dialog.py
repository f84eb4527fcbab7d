"""The letters of a course, or the notices of renewal: who gets one, what it says, written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from cittrainer.documents.files import safe_name
from cittrainer.gui.common.cards import Chips, button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.draft_writing import DraftWriting
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner, FileChooser
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.gui.letters.columns import LETTER_COLUMNS
from cittrainer.gui.letters.words_dialog import WordsDialog
from cittrainer.jobs import letters as job
from cittrainer.jobs.letter_values import RENEWAL_DAYS, course_letters, renewal_letters
from cittrainer.models import (
    Academy,
    Agency,
    Course,
    CourseDay,
    EarlierRecord,
    Employment,
    Enrollment,
    GroupMember,
    LetterKind,
    LetterTemplate,
    Person,
)
from cittrainer.rules.wording import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database, StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.letter_values import LetterRow, Letters
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.letters import Wording
    from cittrainer.settings import SettingsFile

_OF_COURSE = (LetterKind.JOINING, LetterKind.SUPERVISOR, LetterKind.OFFER)
_MADE_OF = (
    Academy, Agency, Course, CourseDay, EarlierRecord, Employment, Enrollment, GroupMember,
    LetterTemplate, Person,
)  # fmt: skip


class LettersDialog(QDialog):
    """Letters to be printed or written as drafts.

    What is done concerns the rows that are chosen; while none is, all that are shown.
    """

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int | None,
        parent: QWidget | None = None,
        *,
        within_days: int = RENEWAL_DAYS,
        people: Collection[int] | None = None,
        chooser: FileChooser | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            runner: Reads and writes.
            settings: Remembers the columns.
            course_id: Of which course; None for notices of renewal.
            parent: The Qt parent.
            within_days: How far notices of renewal look ahead.
            people: Whom notices are about; None for all.
            chooser: Asks for files; handed in by tests.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._settings = settings
        self._course_id = course_id
        self._within_days = within_days
        self._people = None if people is None else {str(one) for one in people}
        self._chooser = chooser or FileChooser()
        self._found: Mapping[LetterKind, Letters] = {}
        title = self.tr("Notices of renewal") if course_id is None else self.tr("Letters")
        self.heading = label(title, "title", wrap=True)
        self.setWindowTitle(title)
        self.about = label("", "muted", wrap=True)
        self.banner = Banner()
        self.chips = Chips(self.tr("Which letters"))
        self.chips.setVisible(course_id is not None)
        for kind, text in zip(
            _OF_COURSE,
            (self.tr("Joining letters"), self.tr("To supervisors"), self.tr("Offers of seats")),
            strict=True,
        ):
            self.chips.add(kind.value, text)
        self.search = SearchField(self.tr("Find a name"))
        self.list = ListView(
            LETTER_COLUMNS, name="letters", settings=settings, key=lambda row: row.key
        )
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(self.tr("The letter"))
        self.writing = DraftWriting(
            runner,
            self.banner,
            self._chooser,
            self,
            self.tr("Open them in your mail program, look at them, and send them."),
        )
        self.write = button("", "primary")
        self.save = button(self.tr("Save PDF…"), icon_name="pdf")
        self.words = button(self.tr("Words…"), icon_name="edit")
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self._wire()
        self.reload()

    @property
    def kind(self) -> LetterKind:
        """Which letters are shown."""
        return LetterKind.RENEWAL if self._course_id is None else LetterKind(self.chips.current)

    @property
    def meant(self) -> list[LetterRow]:
        """Whom the buttons are about: those chosen, else all that are shown."""
        return self.list.selected_rows() or self.list.rows.rows()

    def reload(self) -> None:
        """Show what is on file."""
        self._runner.read(self._read, self._show, explain=self.banner.show_error)

    def show_kind(self, kind: LetterKind) -> None:
        """Show the letters of another kind."""
        self.chips.mark_chosen(kind.value)
        self._show_list()

    @Slot()
    def write_drafts(self) -> None:
        """Ask for a folder, and write the drafts of those who are meant."""
        rows, kind, today = self.meant, self.kind, this_day()
        if not rows:
            return
        keys, course_id, within = {one.key for one in rows}, self._course_id, self._within_days

        def write(
            database: Database, progress: Progress, folder: Path, replace: bool
        ) -> tuple[Path, ...]:
            return job.write_drafts(
                database,
                kind,
                course_id,
                folder,
                today=today,
                within_days=within,
                chosen=keys,
                replace=replace,
                progress=progress,
            )

        self.writing.ask_and_write(write)

    @Slot()
    def save_pdf(self) -> None:
        """Ask for a file, and write the letters of those who are meant as one PDF."""
        rows, kind, today = self.meant, self.kind, this_day()
        if not rows:
            return
        keys, course_id, within = {one.key for one in rows}, self._course_id, self._within_days
        found = self._found[kind]
        name = f"{safe_name(f'{found.title} {found.subtitle}'.strip())}.pdf"
        place = choose_place(self._chooser, self, self.tr("Save the letters"), name, (".pdf",))
        if place is None:
            return
        self.banner.clear()
        self._runner.start(
            self.tr("Save letters"),
            lambda database, progress: job.write_pdf(
                database,
                kind,
                course_id,
                place.path,
                today=today,
                within_days=within,
                chosen=keys,
                replace=place.replace,
                progress=progress,
            ),
            done=self._saved,
            explain=self.banner.show_error,
        )

    @Slot()
    def edit_words(self) -> None:
        """Open the words of the letters that are shown."""
        kind = self.kind
        WordsDialog(self._runner, kind, partial(self._made_of, kind), self).open()

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Reload if the step changed what is shown, whoever made it."""
        if done.touches(*_MADE_OF):
            self.reload()

    def done(self, result: int) -> None:
        """Close; drafts that are being written are stopped."""
        self.writing.stop()
        super().done(result)

    def _read(self, db: Session) -> dict[LetterKind, Letters]:
        kinds = (LetterKind.RENEWAL,) if self._course_id is None else _OF_COURSE
        return {kind: self._made_of(kind, db) for kind in kinds}

    def _made_of(self, kind: LetterKind, db: Session, words: Wording | None = None) -> Letters:
        """The letters of a kind, with the words on file or with others."""
        if self._course_id is None:
            return renewal_letters(db, today=this_day(), within_days=self._within_days, words=words)
        return course_letters(db, kind, self._course_id, today=this_day(), words=words)

    def _show(self, found: dict[LetterKind, Letters]) -> None:
        self._found = found
        for kind in _OF_COURSE:
            self.chips.set_count(kind.value, len(found[kind].rows) if kind in found else 0)
        self._show_list()

    @Slot()
    def _show_list(self) -> None:
        if not self._found:
            return
        found = self._found[self.kind]
        rows = [one for one in found.rows if self._people is None or one.key in self._people]
        words = [found.subtitle]
        without = sum(not one.letter.email for one in rows)
        if without:
            words.append(self.tr("%d without an e-mail address") % without)
        if found.nobody_for:
            words.append(self.tr("nobody to write to for %s") % listed(found.nobody_for))
        self.about.setText(" · ".join(word for word in words if word))
        self.about.setVisible(bool(self.about.text()))
        self.list.set_rows(rows)
        self.list.set_filter(self.search.text())
        self.list.set_placeholder(
            self.tr("Nobody fits.") if self.search.text() else self._nobody_words()
        )
        self._show_letter()

    def _nobody_words(self) -> str:
        return {
            LetterKind.JOINING: self.tr("Nobody is enrolled yet: enroll somebody first."),
            LetterKind.SUPERVISOR: self.tr("Nobody of an agency is enrolled yet."),
            LetterKind.OFFER: self.tr("No seat is offered: Seats → Next from the waiting list."),
            LetterKind.RENEWAL: self.tr("Nobody needs a notice."),
        }[self.kind]

    @Slot()
    def _show_letter(self) -> None:
        """Show the letter of the current row, and say on the buttons whom they are about."""
        meant, row = self.meant, self.list.current_row()
        if row not in meant:
            row = meant[0] if meant else None
        self.preview.setPlainText("" if row is None else letter_text(row))
        count = len(meant)
        several = self.tr("Write %d drafts…") % count if count else self.tr("Write drafts…")
        self.write.setText(self.tr("Write 1 draft…") if count == 1 else several)
        self.write.setEnabled(count > 0 and not self.writing.busy)
        self.save.setEnabled(count > 0)
        self.words.setEnabled(bool(self._found))

    def _saved(self, path: Path) -> None:
        self.banner.show_note(saved_words(path))

    def _wire(self) -> None:
        self.chips.chosen.connect(self._show_list)
        self.search.textChanged.connect(self._show_list)
        self.list.rows_selected.connect(self._show_letter)
        self.write.clicked.connect(self.write_drafts)
        self.save.clicked.connect(self.save_pdf)
        self.words.clicked.connect(self.edit_words)
        self.close_button.clicked.connect(self.accept)
        self.writing.busy_changed.connect(self._show_letter)
        self._runner.changed.connect(self.refresh_after)

    def _lay_out(self) -> None:
        screen = self.screen().availableGeometry()
        self.resize(min(1040, screen.width() - 40), min(640, screen.height() - 80))
        above = QHBoxLayout()
        above.addWidget(self.chips)
        above.addStretch()
        self.search.setMaximumWidth(240)
        above.addWidget(self.search)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(12)
        both.addWidget(self.list)
        both.addWidget(self.preview)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        both.setSizes([600, 420])
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for each in (self.write, self.save, self.words, self.writing.folder):
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


def letter_text(row: LetterRow) -> str:
    """A letter as it is read in the window."""
    one = row.letter
    return f"{one.subject}\n\n{one.body}"
