"""Asks who stands behind the presenter of a block, and books them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cittrainer.gui.common.booking_picker import BookingPicker, book_wish

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.fragile_parts import FragilePart
    from cittrainer.rules.values import Week


class AlternateBooking(QObject):
    """Opens the list of presenters for a part, with the next place among its alternates.

    Args:
        runner: The window's door to the database.
        parent: The tab in front of which the list opens.
    """

    def __init__(self, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner
        self._tab = parent
        self._week: Week | None = None

    def show_week(self, week: Week) -> None:
        """Know the week that is on file."""
        self._week = week

    @Slot(object)
    def ask(self, part: FragilePart) -> None:
        """Ask who is to stand behind the one presenter of a part."""
        block = self._week.block.get(part.block_id) if self._week is not None else None
        if block is None:
            return
        asked = {
            booking.presenter_id
            for one in block.parts
            if one.id == part.part_id
            for booking in one.bookings
        }
        picker = BookingPicker(
            self._runner,
            part.what,
            part_id=part.part_id,
            asked=asked,
            choice=part.next_choice,
            parent=self._tab,
        )
        picker.picked.connect(partial(book_wish, self._runner, picker, part.part_id, block.title))
        picker.open()
