"""What the user does with bookings, on the tab of a course and on the board, each as one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from cittrainer.gui.common.booking_picker import BookingPicker, book_wish
from cittrainer.gui.common.booking_words import STATES, choice_words
from cittrainer.gui.common.dates import long_date, this_day
from cittrainer.gui.presenters.agenda_actions import AgendaActions, bookings_of
from cittrainer.gui.presenters.agenda_lines import part_words
from cittrainer.gui.presenters.booking_history import BookingHistory
from cittrainer.gui.presenters.came_dialog import CameDialog
from cittrainer.models import Presenter
from cittrainer.queries.candidates import doubts
from cittrainer.rules.wording import counted
from cittrainer.services.bookings import (
    ask_next,
    move_in_order,
    record_day_as_planned,
    set_choice,
    set_state,
    unbook,
)

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.list_view import ListView
    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.presenters.agenda_actions import Line
    from cittrainer.models import BookingState


class BookingSteps(QObject):
    """Does what the actions of a list want with its selected lines."""

    said = Signal(str)
    """Who was asked next, and what is to be known of it."""

    def __init__(
        self, runner: Runner, rows: ListView, actions: AgendaActions, page: QWidget
    ) -> None:
        super().__init__(page)
        self._runner = runner
        self._list = rows
        actions.book_wanted.connect(self.book_part)
        actions.state_wanted.connect(self.set_state)
        actions.next_wanted.connect(self.ask_next)
        actions.choice_wanted.connect(self.set_choice)
        actions.move_wanted.connect(self.move)
        actions.unbook_wanted.connect(self.unbook)
        actions.came_wanted.connect(self.record_came)
        actions.day_as_planned_wanted.connect(self.record_day)
        actions.history_wanted.connect(self.show_history)

    @Slot()
    def book_part(self) -> None:
        """Ask who is to be booked for the part of the current line."""
        line = self._current()
        if line is None:
            return
        part = line.part
        asked = {one.presenter_id for one in part.bookings}
        choice = 1 if part.nobody_yet else max((one.choice for one in part.bookings), default=0) + 1
        picker = BookingPicker(
            self._runner,
            part_words(part),
            part_id=part.part_id,
            asked=asked,
            choice=choice,
            parent=self._page(),
        )
        picker.picked.connect(partial(book_wish, self._runner, picker, part.part_id, part.block))
        picker.open()

    @Slot(object)
    def set_state(self, state: BookingState) -> None:
        """Set the state of all selected bookings; no reason is asked for."""
        ids, who = self._selected_bookings()
        if ids:
            self._runner.write(
                self.tr("{who}: {state}").format(who=who, state=STATES[state].lower()),
                lambda db: set_state(db, ids, state),
            )

    @Slot()
    def ask_next(self) -> None:
        """Ask the next alternate for the part and role of the current line."""
        line = self._current()
        if line is not None:
            part_id, role = line.part.part_id, line.role
            self._runner.write(
                self.tr("Ask the next for “{block}”").format(block=line.part.block),
                partial(_ask_next, part_id, role, this_day()),
                done=self._tell_asked,
            )

    @Slot(int)
    def set_choice(self, choice: int) -> None:
        """Make the selected bookings first choices, or alternates."""
        ids, who = self._selected_bookings()
        if ids:
            self._runner.write(
                self.tr("{who}: {choice}").format(who=who, choice=choice_words(choice).lower()),
                lambda db: set_choice(db, ids, choice),
            )

    @Slot(bool)
    def move(self, up: bool) -> None:
        """Let the selected booking change places with the one before or after it."""
        ids, who = self._selected_bookings()
        if len(ids) == 1:
            label = self.tr("{who}: earlier") if up else self.tr("{who}: later")
            self._runner.write(label.format(who=who), lambda db: move_in_order(db, ids[0], up=up))

    @Slot()
    def unbook(self) -> None:
        """Take the selected bookings out of the agenda; it can be undone."""
        ids, who = self._selected_bookings()

        def act(db: Session) -> None:
            for booking_id in ids:
                unbook(db, booking_id)

        if ids:
            self._runner.write(self.tr("Unbook {who}").format(who=who), act)

    @Slot()
    def record_came(self) -> None:
        """Ask who really presented the part of the current line."""
        line = self._current()
        if line is not None:
            CameDialog(self._runner, line.part, self._page()).open()

    @Slot()
    def record_day(self) -> None:
        """Record for the day of the current line that those confirmed came."""
        line = self._current()
        if line is None or line.part.course_day_id is None or line.part.on_date is None:
            return
        day_id, day = line.part.course_day_id, long_date(line.part.on_date)
        self._runner.write(
            self.tr("Record {day} as planned").format(day=day),
            lambda db: record_day_as_planned(db, day_id),
        )

    @Slot()
    def show_history(self) -> None:
        """Show how the asking of the selected booking went."""
        bookings = bookings_of(self._list.selected_rows())
        if bookings:
            BookingHistory(self._runner, bookings[0], self._page()).open()

    def _tell_asked(self, sentences: tuple[str, ...]) -> None:
        # One after the other: a message has one line, and long names fill it.
        for sentence in sentences:
            self.said.emit(sentence)

    def _current(self) -> Line | None:
        lines: list[Line] = self._list.selected_rows()
        return lines[0] if lines else None

    def _selected_bookings(self) -> tuple[list[int], str]:
        """The ids of the selected bookings, and whose they are in words."""
        bookings = bookings_of(self._list.selected_rows())
        who = counted(len(bookings), "booking")
        if len(bookings) == 1:
            who = f"{bookings[0].presenter} for “{bookings[0].block}”"
        return [one.id for one in bookings], who

    def _page(self) -> QWidget:
        # Asked each time: two who hold each other are destroyed in any order.
        return cast("QWidget", self.parent())


def _ask_next(part_id: int, role: str, today: date, db: Session) -> tuple[str, ...]:
    """Ask the next; who that is, who was passed over and what is doubtful, in sentences."""
    asked = ask_next(db, part_id, role)
    name = db.get_one(Presenter, asked.presenter_id).public_name
    known = doubts(db, part_id, asked.presenter_id, today=today)
    return (*asked.passed_over, f"{name} is asked.", *known)
