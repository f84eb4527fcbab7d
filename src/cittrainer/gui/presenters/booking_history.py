"""How the asking of a presenter went: each state with when and who, the newest on top."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cittrainer.gui.common.booking_words import STATES
from cittrainer.gui.common.card_dialog import CardDialog
from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import moment
from cittrainer.gui.common.timeline import Timeline
from cittrainer.queries.booking_history import StateLine, state_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.presenters import BookingRow


class BookingHistory(CardDialog):
    """The states of one booking; no reason is on record for any of them."""

    def __init__(self, runner: Runner, booking: BookingRow, parent: QWidget | None = None) -> None:
        name = self.tr("{presenter} for “{block}”").format(
            presenter=booking.presenter, block=booking.block
        )
        super().__init__(name, parent, height=380)
        self.timeline = Timeline(self.tr("States of the booking"))
        self.card.body.addWidget(label(self.tr("How the asking went"), "heading"))
        self.card.body.addWidget(self.timeline)
        self.card.body.addStretch()
        runner.read(partial(_read, booking.id), self.show_lines)

    def show_lines(self, lines: Sequence[StateLine]) -> None:
        """Show what was read."""
        self.timeline.show_entries(
            [
                (STATES[one.state], " · ".join(filter(None, (moment(one.at), one.who))))
                for one in lines
            ]
        )


def _detail(one: StateLine) -> str:
    return " · ".join(filter(None, (moment(one.at), one.who)))


def _read(booking_id: int, db: Session) -> tuple[StateLine, ...]:
    return state_lines(db, booking_id)
