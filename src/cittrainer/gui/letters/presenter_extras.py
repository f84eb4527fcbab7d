"""What letters to presenters have beside others: a day to answer by, addresses, marking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.fields import OptionalDateEdit
from cittrainer.jobs.presenter_letters import refuse_past_answer
from cittrainer.models import LetterKind
from cittrainer.queries.presenter_letters import PRESENTER_KINDS
from cittrainer.rules.wording import counted
from cittrainer.services.bookings import mark_invited

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cittrainer.gui.common.messages import Banner
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.letter_values import LetterRow


class PresenterExtras(QWidget):
    """A line over the buttons; it shows only what the kind of letter has."""

    changed = Signal()
    """Another day to answer by was typed."""

    def __init__(self, runner: Runner, banner: Banner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._banner = banner
        self._to_mark: tuple[int, ...] = ()
        self.answer_by = OptionalDateEdit()
        self.answer_by.setMaximumWidth(140)
        self.answer_by.setAccessibleName(self.tr("Answer by"))
        self._answer_label = QLabel(self.tr("&Answer by"))
        self._answer_label.setBuddy(self.answer_by)
        self._usual = label(self.tr("Empty: in two weeks, or sooner where it is near."), "muted")
        self.addresses = QCheckBox(
            self.tr("Put in a&ddresses of the confidential records (opening is in the history)")
        )
        self.addresses.setAccessibleName(
            self.tr("Put in addresses of the confidential records; opening is in the history")
        )
        self.mark = button("", icon_name="check")
        self.mark.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        for each in (self._answer_label, self.answer_by, self._usual):
            row.addWidget(each)
        row.addStretch()
        row.addWidget(self.mark)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.addresses)
        rows.addLayout(row)
        self.answer_by.editingFinished.connect(self.changed)
        self.mark.clicked.connect(self.mark_as_invited)

    @property
    def day(self) -> date | None:
        """The day by which an answer is wanted; None for the usual one.

        Raises:
            Invalid: what is typed is no date, or the day is over.
        """
        try:
            typed = self.answer_by.date
        except ValueError as error:
            hint = self.tr("Type it like {day}.").format(day=self.answer_by.placeholderText())
            raise Invalid(str(error), hint=hint) from None
        refuse_past_answer(typed, this_day())
        return typed

    def show_kind(self, kind: LetterKind, *, without_address: int) -> None:
        """Show what this kind of letter has.

        Args:
            kind: Which kind is shown.
            without_address: How many of its letters have no address on file.
        """
        to_presenters = kind in PRESENTER_KINDS
        self.addresses.setVisible(to_presenters and without_address > 0)
        if self.addresses.isHidden():
            self.addresses.setChecked(False)
        inviting = kind is LetterKind.INVITATION
        for each in (self._answer_label, self.answer_by, self._usual):
            each.setVisible(inviting)
        self.mark.setVisible(inviting and bool(self._to_mark))
        self.setVisible(inviting or not self.addresses.isHidden())

    def offer_marking(self, rows: Sequence[LetterRow]) -> None:
        """Offer to mark as invited whom letters that were just written ask for the first time."""
        self._to_mark = tuple(booking for row in rows for booking in row.to_ask)
        who = counted(sum(bool(row.to_ask) for row in rows), "presenter")
        text = self.tr("Mark {who} as invited").format(who=who)
        self.mark.setText(text)
        self.mark.setAccessibleName(text)
        self.mark.setVisible(bool(self._to_mark))

    @Slot()
    def mark_as_invited(self) -> None:
        """Set those who were still to be asked to invited, as one step."""
        ids = self._to_mark
        self._to_mark = ()
        self.mark.hide()
        self._runner.write(
            self.tr("Mark {bookings} as invited").format(bookings=counted(len(ids), "booking")),
            lambda db: mark_invited(db, ids),
            done=self._marked,
            explain=self._banner.show_error,
        )

    def _marked(self, count: int) -> None:
        self._banner.show_note(
            self.tr("{bookings} set to invited.").format(bookings=counted(count, "booking"))
        )
