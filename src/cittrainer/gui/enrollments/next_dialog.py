"""Who of the waiting list gets the next seat, why, and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import short_date, this_day
from cittrainer.gui.common.messages import Banner
from cittrainer.queries.seats import Seating, seating
from cittrainer.rules.wording import counted
from cittrainer.services.seats import end_offers, promote

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.services.seats import Promoted


class NextDialog(QDialog):
    """One after the other is enrolled or offered a seat; each is one step."""

    def __init__(self, runner: Runner, course_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Next from the waiting list"))
        self.setMinimumWidth(520)
        self._runner = runner
        self._course_id = course_id
        self._seats: Seating | None = None
        self.heading = label("", "title", wrap=True)
        self.why = label("", wrap=True)
        self.warnings = label("", "muted", wrap=True)
        self.done_words = label("", "muted", wrap=True)
        self.banner = Banner()
        self.enroll = button(self.tr("Enroll"), "primary")
        self.offer = button(self.tr("Offer the seat"))
        self.offer.setToolTip(self.tr("Hold the seat for them until they answer"))
        self.late = button("")
        self.close_button = button(self.tr("Close"))
        self.enroll.setDefault(True)
        self._lay_out()
        self.enroll.clicked.connect(self.enroll_them)
        self.offer.clicked.connect(self.offer_it)
        for each in (self.enroll, self.offer):
            each.setEnabled(False)
        self.late.setVisible(False)
        self.late.clicked.connect(self.end_late_offers)
        self.close_button.clicked.connect(self.accept)
        self.look()

    @Slot()
    def look(self) -> None:
        """Read who is next."""
        course_id = self._course_id
        self._runner.read(
            lambda db: seating(db, course_id, today=this_day()),
            self._show,
            explain=self.banner.show_error,
        )

    @Slot()
    def enroll_them(self) -> None:
        """Give them the seat."""
        self._promote(offer=False)

    @Slot()
    def offer_it(self) -> None:
        """Hold the seat for them."""
        self._promote(offer=True)

    @Slot()
    def end_late_offers(self) -> None:
        """Put those who did not answer in time at the end of the list."""
        seats, course_id = self._seats, self._course_id
        if seats is None:
            return
        self._runner.write(
            self.tr("End offers of {number} that ran out").format(number=seats.rules.number),
            lambda db: end_offers(db, course_id, today=this_day()),
            done=self._ended,
            explain=self.banner.show_error,
        )

    def _promote(self, *, offer: bool) -> None:
        seats, course_id = self._seats, self._course_id
        if seats is None or seats.next is None:
            return
        words = (
            self.tr("Offer {name} a seat in {number}")
            if offer
            else self.tr("{name} in {number}: Enrolled")
        )
        self._runner.write(
            words.format(name=seats.next.who.name[:80], number=seats.rules.number),
            lambda db: promote(db, course_id, today=this_day(), offer=offer),
            done=self._promoted,
            explain=self.banner.show_error,
        )

    def _promoted(self, done: Promoted) -> None:
        words = self.tr("{name} is enrolled.")
        if done.until is not None:
            words = self.tr("{name} is offered a seat until {day}.")
        self.done_words.setText(words.format(name=done.name, day=short_date(done.until)))
        self.look()

    def _ended(self, number: int) -> None:
        self.done_words.setText(
            self.tr("{people} back at the end of the list.").format(
                people=counted(number, "person is", "people are")
            )
        )
        self.look()

    def _show(self, seats: Seating) -> None:
        self._seats = seats
        self.banner.clear()
        found = seats.next
        for each in (self.enroll, self.offer):
            each.setEnabled(found is not None)
        late = len(seats.ran_out)
        self.late.setVisible(bool(late))
        self.late.setText(self.tr("End {offers}").format(offers=counted(late, "late offer")))
        if found is None:
            waits = seats.count.waiting
            self.heading.setText(
                self.tr("No seat is free for anybody who waits")
                if waits
                else self.tr("Nobody waits")
            )
            self.why.setText(
                self.tr("Raise the seats, or release seats that are kept.") if waits else ""
            )
            self.warnings.setText("")
            return
        self.heading.setText(found.who.name)
        self.why.setText(found.why)
        self.warnings.setText(" ".join(seats.warnings.get(found.who.enrollment_id, ())))

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.late)
        below.addStretch()
        for choice in (self.close_button, self.offer, self.enroll):
            below.addWidget(choice)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        for widget in (self.banner, self.heading, self.why, self.warnings, self.done_words):
            outside.addWidget(widget)
        outside.addStretch()
        outside.addLayout(below)
