"""Letters to trainees, supervisors or presenters: who gets one, what it says, written."""

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

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import Chips, button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner, FileChooser
from cittrainer.gui.letters.columns import LETTER_COLUMNS, PRESENTER_LETTER_COLUMNS
from cittrainer.gui.letters.presenter_extras import PresenterExtras
from cittrainer.gui.letters.words_dialog import WordsDialog
from cittrainer.gui.letters.writing import LetterWriting, Order
from cittrainer.jobs import letters as job
from cittrainer.jobs.letter_values import RENEWAL_DAYS, TITLES
from cittrainer.models import (
    Academy,
    ActualPresenter,
    Agency,
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    EarlierRecord,
    Employment,
    GroupMember,
    LetterKind,
    LetterTemplate,
    Person,
    Presenter,
    Room,
)
from cittrainer.queries.care import CARE_MADE_OF
from cittrainer.queries.presenter_letters import PRESENTER_KINDS
from cittrainer.rules.wording import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.letter_values import LetterRow, Letters
    from cittrainer.rules.letters import Wording
    from cittrainer.settings import SettingsFile

_OF_COURSE = (LetterKind.JOINING, LetterKind.SUPERVISOR, LetterKind.OFFER)
_MADE_OF = (
    Academy, ActualPresenter, Agency, Block, BlockPart, Booking, Course, CourseDay, EarlierRecord,
    Employment, GroupMember, LetterTemplate, Person, Presenter, Room, *CARE_MADE_OF,
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
        kinds: Sequence[LetterKind] = (),
        within_days: int = RENEWAL_DAYS,
        people: Collection[int] | None = None,
        chosen: Collection[int] = (),
        chooser: FileChooser | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            runner: Reads and writes.
            settings: Remembers the columns.
            course_id: Of which course; None for notices of renewal.
            parent: The Qt parent.
            kinds: Which kinds of letters; none: those to trainees, or notices of renewal.
            within_days: How far notices of renewal look ahead.
            people: Whom notices are about; None for all.
            chosen: Ids of presenters who are chosen to begin with.
            chooser: Asks for files; handed in by tests.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._settings = settings
        self._course_id = course_id
        usual = (LetterKind.RENEWAL,) if course_id is None else _OF_COURSE
        self._kinds = tuple(kinds) or usual
        to_presenters = self._kinds[0] in PRESENTER_KINDS
        self._select = [str(one) for one in chosen]
        self._within_days = within_days
        self._people = None if people is None else {str(one) for one in people}
        self._chooser = chooser or FileChooser()
        self._found: Mapping[LetterKind, Letters] = {}
        title = self._title()
        self.heading = label(title, "title", wrap=True)
        self.setWindowTitle(title)
        self.about = label("", "muted", wrap=True)
        self.warning = label("", "warning", wrap=True)
        self.warning.setAccessibleName(self.tr("To know before writing"))
        self.banner = Banner()
        self.extras = PresenterExtras(runner, self.banner)
        self.chips = Chips(self.tr("Which letters"))
        self.chips.setVisible(len(self._kinds) > 1)
        for kind in self._kinds:
            short = self.tr("To supervisors") if kind is LetterKind.SUPERVISOR else TITLES[kind]
            self.chips.add(kind.value, short)
        self.search = SearchField(self.tr("Find a name"))
        self.list = ListView(
            PRESENTER_LETTER_COLUMNS if to_presenters else LETTER_COLUMNS,
            name="presenters' letters" if to_presenters else "letters",
            settings=settings,
            key=lambda row: row.key,
        )
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(self.tr("The letter"))
        self.writing = LetterWriting(runner, self.banner, self._chooser, self)
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
        return LetterKind(self.chips.current)

    @property
    def meant(self) -> list[LetterRow]:
        """Whom the buttons are about: those chosen, else all that are shown."""
        return self.list.selected_rows() or self.list.rows.rows()

    def reload(self) -> None:
        """Show what is on file."""
        made_of = {kind: self._maker(kind) for kind in self._kinds}
        self._runner.read(
            lambda db: {kind: make(db, None) for kind, make in made_of.items()},
            self._show,
            explain=self.banner.show_error,
        )

    def show_kind(self, kind: LetterKind) -> None:
        """Show the letters of another kind."""
        self.chips.mark_chosen(kind.value)
        self._show_list()

    @Slot()
    def write_drafts(self) -> None:
        """Ask for a folder, and write the drafts of those who are meant."""
        if (order := self._order()) is not None:
            self.writing.write_drafts(order)

    @Slot()
    def save_pdf(self) -> None:
        """Ask for a file, and write the letters of those who are meant as one PDF."""
        if (order := self._order()) is not None:
            self.writing.save_pdf(order)

    @Slot()
    def edit_words(self) -> None:
        """Open the words of the letters that are shown."""
        kind = self.kind
        WordsDialog(self._runner, kind, self._maker(kind), self).open()

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Reload if the step changed what is shown, whoever made it."""
        if done.touches(*_MADE_OF):
            self.reload()

    def done(self, result: int) -> None:
        """Close; drafts that are being written are stopped."""
        self.writing.drafts.stop()
        super().done(result)

    def _maker(self, kind: LetterKind) -> Callable[[Session, Wording | None], Letters]:
        """What makes the letters of a kind, with the words on file or with others."""
        try:
            answer_by = self.extras.day
        except Invalid:
            answer_by = None
        return partial(
            _made_of, kind, self._course_id, within_days=self._within_days, answer_by=answer_by
        )

    def _order(self) -> Order | None:
        """The letters that are meant; None where there are none, or a field is mistyped."""
        rows = self.meant
        try:
            answer_by = self.extras.day
        except Invalid as error:
            self.banner.show_error(error)
            return None
        if not rows:
            return None
        return Order(
            self._found[self.kind],
            tuple(rows),
            self._course_id,
            this_day(),
            self._within_days,
            answer_by,
            open_addresses=self.extras.addresses.isChecked(),
        )

    def _show(self, found: dict[LetterKind, Letters]) -> None:
        self._found = found
        for kind in self._kinds:
            self.chips.set_count(kind.value, len(found[kind].rows))
        self._show_list()
        if self._select:
            self.list.select(self._select)
            self._select = []

    @Slot()
    def _show_list(self) -> None:
        if not self._found:
            return
        found = self._found[self.kind]
        rows = [one for one in found.rows if self._people is None or one.key in self._people]
        words = [found.subtitle]
        without = sum(not one.letter.email for one in rows)
        self.extras.show_kind(self.kind, without_address=without)
        if without and self.kind in PRESENTER_KINDS:
            words.append(
                self.tr("%d without an e-mail address: write it into the draft yourself") % without
            )
        elif without:
            words.append(self.tr("%d without an e-mail address") % without)
        if found.nobody_for:
            words.append(self.tr("nobody to write to for %s") % listed(found.nobody_for))
        self.about.setText(" · ".join(word for word in words if word))
        self.about.setVisible(bool(self.about.text()))
        self.warning.setText(" ".join(one.warning for one in rows if one.warning))
        self.warning.setVisible(bool(self.warning.text()))
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
            LetterKind.INVITATION: self.tr("Nobody is to be asked: book a presenter first."),
            LetterKind.CONFIRMATION: self.tr("Nobody who comes has said yes yet."),
            LetterKind.REMINDER: self.tr("Nobody who comes has said yes yet."),
            LetterKind.CHANGE: self.tr("Nobody was asked yet."),
            LetterKind.THANKS: self.tr("Nobody presented yet: record who came first."),
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
        self.write.setEnabled(count > 0 and not self.writing.drafts.busy)
        self.save.setEnabled(count > 0)
        self.words.setEnabled(bool(self._found))

    @Slot(object)
    def _offer_marking(self, order: Order) -> None:
        """Once invitations are written, offer to record that their presenters are asked."""
        # Opened on purpose, each time anew.
        self.extras.addresses.setChecked(False)
        if order.found.kind is LetterKind.INVITATION:
            self.extras.offer_marking(order.rows)

    def _title(self) -> str:
        if self._course_id is None:
            return self.tr("Notices of renewal")
        if self._kinds[0] in PRESENTER_KINDS:
            return self.tr("Letters to presenters")
        return self.tr("Letters")

    def _wire(self) -> None:
        self.chips.chosen.connect(self._show_list)
        self.search.textChanged.connect(self._show_list)
        self.list.rows_selected.connect(self._show_letter)
        self.write.clicked.connect(self.write_drafts)
        self.save.clicked.connect(self.save_pdf)
        self.words.clicked.connect(self.edit_words)
        self.close_button.clicked.connect(self.accept)
        self.writing.drafts.busy_changed.connect(self._show_letter)
        self.writing.written.connect(self._offer_marking)
        self.extras.changed.connect(self.reload)
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
        for each in (self.write, self.save, self.words, self.writing.drafts.folder):
            each.setAutoDefault(False)
            buttons.addWidget(each)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setSpacing(12)
        for widget in (self.heading, self.about, self.warning, self.banner):
            inside.addWidget(widget)
        inside.addLayout(above)
        inside.addWidget(both, 1)
        inside.addWidget(self.extras)
        inside.addWidget(self.writing.drafts.panel)
        inside.addLayout(buttons)


def _made_of(
    kind: LetterKind,
    course_id: int | None,
    db: Session,
    words: Wording | None,
    *,
    within_days: int,
    answer_by: date | None,
) -> Letters:
    return job.found_letters(
        db,
        kind,
        course_id,
        today=this_day(),
        within_days=within_days,
        answer_by=answer_by,
        words=words,
    )


def letter_text(row: LetterRow) -> str:
    """A letter as it is read in the window."""
    one = row.letter
    return f"{one.subject}\n\n{one.body}"
