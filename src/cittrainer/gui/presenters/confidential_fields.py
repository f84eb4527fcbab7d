"""The fields of a confidential record: filled, read, judged while they are typed, emptied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from cittrainer.gui.common.dates import short_date, this_day, time_of_day
from cittrainer.gui.common.messages import Banner
from cittrainer.gui.forms.ui_presenter_confidential import Ui_ConfidentialForm
from cittrainer.rules.consents import BookedDay, Consent, doubt
from cittrainer.rules.wording import counted
from cittrainer.services.confidential import ConfidentialWords

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cittrainer.queries.agencies import AgencyName
    from cittrainer.queries.confidential import ComingBooking, ConfidentialCard, Openings


@dataclass(frozen=True, slots=True)
class ConfidentialFacts:
    """Everything that the fields show."""

    card: ConfidentialCard
    agencies: tuple[AgencyName, ...]
    openings: Openings
    coming: tuple[ComingBooking, ...]
    room_words: tuple[str, ...]
    """What rooms are known to have, to choose access needs from."""


class ConfidentialFields(QWidget):
    """The fields; what is doubtful is said among them and stops nobody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._booked: tuple[BookedDay, ...] = ()
        self.ui = Ui_ConfidentialForm()
        self.ui.setupUi(self)
        self.doubt = Banner()
        self.ui.doubt_box.addWidget(self.doubt)
        self._room_words = QMenu(self)
        self.ui.room_words.setMenu(self._room_words)
        self.ui.withdraw.clicked.connect(self.withdraw)
        for date_field in (
            self.ui.consent_on,
            self.ui.consent_expires_on,
            self.ui.consent_withdrawn_on,
        ):
            date_field.textChanged.connect(self.judge_consent)
        self.ui.access_needs.textChanged.connect(self.judge_rooms)
        self.ui.chosen_agencies.toggled.connect(self.ui.consent_agencies.setVisible)
        self._room_words.triggered.connect(self._add_need)

    @property
    def ticked(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The ids of the agencies not to be booked for, and of those that the consent covers."""
        return self.ui.agencies.ticked, self.ui.consent_agencies.ticked

    @property
    def words(self) -> ConfidentialWords:
        """What stands in the fields.

        Raises:
            ValueError: a date is none.
        """
        ui = self.ui
        return ConfidentialWords(
            phone=ui.phone.text(),
            email=ui.email.text(),
            address=ui.address.toPlainText(),
            support_person=ui.support_person.text(),
            access_needs=ui.access_needs.toPlainText(),
            topics_not_asked=ui.topics_not_asked.toPlainText(),
            consent_on=ui.consent_on.date,
            consent_scope=ui.consent_scope.toPlainText(),
            consent_print=ui.consent_print.isChecked(),
            consent_photos=ui.consent_photos.isChecked(),
            consent_all_agencies=ui.every_agency.isChecked(),
            consent_expires_on=ui.consent_expires_on.date,
            consent_withdrawn_on=ui.consent_withdrawn_on.date,
        )

    def fill(self, facts: ConfidentialFacts) -> None:
        """Show what is on file."""
        card, ui = facts.card, self.ui
        self._booked = tuple(
            BookedDay(one.course, one.on_date, one.last or one.on_date)
            for one in facts.coming
            if one.on_date is not None
        )
        ui.opened.setText(self._opened_words(facts.openings))
        ui.phone.setText(card.phone)
        ui.email.setText(card.email)
        ui.address.setPlainText(card.address)
        ui.support_person.setText(card.support_person)
        ui.topics_not_asked.setPlainText(card.topics_not_asked)
        self._fill_consent(card)
        ui.agencies.show_agencies(facts.agencies, card.agencies_not_booked_for)
        ui.consent_agencies.show_agencies(facts.agencies, card.consent_agencies)
        ui.to_arrange.show_bookings(facts.coming, card.support_invited)
        ui.access_needs.setPlainText(card.access_needs)
        for word in facts.room_words:
            self._room_words.addAction(word)
        ui.room_words.setEnabled(bool(facts.room_words))
        self.judge_consent()
        self.judge_rooms()

    def forget(self) -> None:
        """Take everything out of the widgets."""
        # Set and not cleared: setting also forgets what could be undone in the field.
        for line in self.findChildren(QLineEdit):
            line.setText("")
        for text in self.findChildren(QPlainTextEdit):
            text.setPlainText("")
        self.ui.agencies.clear()
        self.ui.consent_agencies.clear()
        self.ui.to_arrange.show_bookings((), ())
        self.ui.opened.clear()
        self.doubt.clear()
        self._booked = ()

    @Slot()
    def withdraw(self) -> None:
        """Enter that the consent is withdrawn from today on."""
        self.ui.consent_withdrawn_on.set_date(this_day())

    @Slot()
    def judge_consent(self) -> None:
        """Say what is doubtful about the consent as it is typed; it can be saved all the same."""
        ui = self.ui
        try:
            consent = Consent(
                ui.consent_on.date, ui.consent_expires_on.date, ui.consent_withdrawn_on.date
            )
        except ValueError:
            # A date that is being typed.
            return
        said = doubt(consent, self._booked)
        if not said:
            self.doubt.clear()
        elif said != self.doubt.message:
            self.doubt.show_warning(
                said,
                self.tr(
                    "Ask for a longer consent, or book somebody else. It can be saved like this; "
                    "the week of the course then says that they cannot be booked."
                ),
            )

    @Slot()
    def judge_rooms(self) -> None:
        """Say of each room whether it has what is needed, as it is typed."""
        self.ui.to_arrange.judge_rooms(self.ui.access_needs.toPlainText())

    def _fill_consent(self, card: ConfidentialCard) -> None:
        ui = self.ui
        ui.consent_on.set_date(card.consent_on)
        ui.consent_scope.setPlainText(card.consent_scope)
        ui.consent_print.setChecked(card.consent_print)
        ui.consent_photos.setChecked(card.consent_photos)
        ui.consent_expires_on.set_date(card.consent_expires_on)
        ui.consent_withdrawn_on.set_date(card.consent_withdrawn_on)
        ui.every_agency.setChecked(card.consent_all_agencies)
        ui.chosen_agencies.setChecked(not card.consent_all_agencies)
        ui.consent_agencies.setVisible(not card.consent_all_agencies)

    def _add_need(self, action: QAction) -> None:
        """Put a word that rooms know behind the needs that are typed."""
        typed = self.ui.access_needs.toPlainText().rstrip(" ,\n")
        self.ui.access_needs.setPlainText(", ".join(filter(None, (typed, action.text()))))

    def _opened_words(self, told: Openings) -> str:
        if not told.count:
            return self.tr("There is no record yet.")
        if told.count == 1:
            return self.tr("Opened for the first time. The history says that it was opened.")
        at, who = told.latest[-1]
        local = at.astimezone()
        return self.tr(
            "Opened {times} before, the last time on {day}, {time}, by {who}. The history says "
            "that it was opened now."
        ).format(
            times=counted(told.count - 1, "time"),
            day=short_date(local.date()),
            time=time_of_day(local.hour * 60 + local.minute),
            who=who,
        )
