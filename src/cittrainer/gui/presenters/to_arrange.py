"""What is to be arranged for each coming booking of somebody who tells a story of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import clear_layout, label
from cittrainer.gui.common.dates import short_date, time_of_day
from cittrainer.rules.plan_values import equipment_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtWidgets import QLabel

    from cittrainer.queries.confidential import ComingBooking


class ToArrange(QWidget):
    """A tick for the support person a booking, and whether its room has what is needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bookings: Sequence[ComingBooking] = ()
        self._ticks: list[QCheckBox] = []
        self._rooms: list[QLabel] = []
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(4)

    @property
    def invited(self) -> dict[int, bool]:
        """By the id of a booking whether the support person is invited to it."""
        pairs = zip(self._bookings, self._ticks, strict=True)
        return {booking.id: tick.isChecked() for booking, tick in pairs}

    def show_bookings(self, bookings: Sequence[ComingBooking], invited: Collection[str]) -> None:
        """Show what they are booked for.

        Args:
            bookings: In the order of days.
            invited: The UUIDs, as hex, of those to which the support person is invited.
        """
        clear_layout(self._inside)
        self._bookings, self._ticks, self._rooms = bookings, [], []
        if not bookings:
            self._inside.addWidget(
                label(self.tr("They are not booked for anything to come."), "muted", wrap=True)
            )
        for index, booking in enumerate(bookings):
            if index:
                self._inside.addSpacing(6)
            self._add(booking, invited=booking.uuid in invited)

    def judge_rooms(self, needs: str) -> None:
        """Say of each room whether it has what is needed, given as words with commas."""
        wanted = equipment_words(needs)
        for booking, words in zip(self._bookings, self._rooms, strict=True):
            words.setText(self._room_words(booking, wanted))

    def _add(self, booking: ComingBooking, *, invited: bool) -> None:
        what = self.tr("{when}: {block}, {course}").format(
            when=self._when(booking), block=booking.block, course=booking.course
        )
        tick = QCheckBox(self.tr("Support person invited"))
        tick.setAccessibleName(self.tr("Support person invited, {what}").format(what=what))
        tick.setChecked(invited)
        room = label("", "small", wrap=True)
        self._ticks.append(tick)
        self._rooms.append(room)
        for widget in (label(what, "strong", wrap=True), tick, room):
            self._inside.addWidget(widget)

    def _when(self, booking: ComingBooking) -> str:
        if booking.on_date is None:
            return self.tr("Not placed yet")
        day = short_date(booking.on_date)
        if booking.start_minute is None:
            return day
        return f"{day}, {time_of_day(booking.start_minute)}"

    def _room_words(self, booking: ComingBooking, wanted: Collection[str]) -> str:
        missing = sorted(set(wanted) - booking.equipment)
        if not wanted:
            return booking.room or self.tr("No room yet.")
        if not booking.room:
            return self.tr("No room yet: it is to have {words}.").format(words=", ".join(missing))
        if missing:
            return self.tr("{room} is not known to have: {words}.").format(
                room=booking.room, words=", ".join(missing)
            )
        return self.tr("{room} has everything that is needed.").format(room=booking.room)
