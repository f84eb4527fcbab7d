"""What can be done with lines of presenters, by button, menu and key: of a course, or of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from cittrainer.gui.common.booking_words import STATES, choice_words
from cittrainer.models import BookingState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.list_view import ListView
    from cittrainer.queries.presenters import BookingRow, PartRow

STATE_KEYS = {
    BookingState.TO_ASK: "A",
    BookingState.INVITED: "I",
    BookingState.TENTATIVE: "T",
    BookingState.CONFIRMED: "C",
    BookingState.DECLINED: "D",
    BookingState.CANCELLED: "X",
    BookingState.NO_SHOW: "N",
}
"""The key that sets each state; that somebody presented is recorded for a whole part."""

PLACES = (1, 2, 3)
"""Places among the alternates that have a key of their own, the digit."""


class Line(Protocol):
    """What the lines of a course and those of the board have in common."""

    @property
    def part(self) -> PartRow:
        """The part of a block that it is about."""

    @property
    def booking(self) -> BookingRow | None:
        """Who is asked; None where nobody is."""

    @property
    def role(self) -> str:
        """What somebody is asked for."""


class AgendaActions(QObject):
    """The actions; each is enabled when the selected lines allow it."""

    book_wanted = Signal()
    state_wanted = Signal(object)
    """The `BookingState` for all selected bookings."""
    choice_wanted = Signal(int)
    unbook_wanted = Signal()
    came_wanted = Signal()
    day_as_planned_wanted = Signal()
    open_wanted = Signal()
    next_wanted = Signal()
    move_wanted = Signal(bool)
    """Whether the selected booking goes up in the order."""
    history_wanted = Signal()
    letters_wanted = Signal()
    out_wanted = Signal()
    """The presenter of the selected booking cannot come."""

    def __init__(self, rows: ListView) -> None:
        super().__init__(rows)
        self._list = rows
        self.book = self._action(self.tr("Book…"), "B", self.book_wanted)
        self.states = {
            state: self._action(STATES[state], key, self.state_wanted, state)
            for state, key in STATE_KEYS.items()
        }
        self.choices = {
            place: self._action(choice_words(place), str(place), self.choice_wanted, place)
            for place in PLACES
        }
        self.next = self._action(self.tr("Ask the next"), "K", self.next_wanted)
        self.moves = (
            self._action(self.tr("Earlier"), "Alt+Up", self.move_wanted, True),
            self._action(self.tr("Later"), "Alt+Down", self.move_wanted, False),
        )
        self.history = self._action(self.tr("History…"), "H", self.history_wanted)
        self.letters = self._action(self.tr("Letters…"), "L", self.letters_wanted)
        self.out = self._action(self.tr("Is out…"), "O", self.out_wanted)
        self.unbook = self._action(self.tr("Unbook"), "Del", self.unbook_wanted)
        self.came = self._action(self.tr("Who came…"), "W", self.came_wanted)
        self.day_as_planned = self._action(
            self.tr("As planned for the whole day"), "", self.day_as_planned_wanted
        )
        self.open = self._action(self.tr("Open presenter"), "", self.open_wanted)
        self.allow([])

    def allow(self, lines: Sequence[Line]) -> None:
        """Enable what can be done with these lines."""
        booked = any(line.booking is not None for line in lines)
        for action in (*self.states.values(), *self.choices.values(), self.unbook):
            action.setEnabled(booked)
        parts = {line.part.part_id for line in lines}
        self.book.setEnabled(len(parts) == 1)
        self.came.setEnabled(len(parts) == 1)
        days = {line.part.course_day_id for line in lines}
        self.day_as_planned.setEnabled(len(days) == 1 and None not in days)
        bookings = bookings_of(lines)
        one = len({booking.presenter_id for booking in bookings}) == 1
        self.open.setEnabled(one)
        self.out.setEnabled(one)
        self.next.setEnabled(len({(line.part.part_id, line.role) for line in lines}) == 1)
        for action in (*self.moves, self.history):
            action.setEnabled(len(bookings) == 1)

    def state_menu(self, parent: QWidget) -> QMenu:
        """The states to set."""
        return _menu(self.tr("Set state"), self.states.values(), parent)

    def came_menu(self, parent: QWidget) -> QMenu:
        """The ways to record who came."""
        return _menu(self.tr("Who came"), (self.came, self.day_as_planned), parent)

    def fill(self, menu: QMenu) -> None:
        """Put everything into a menu."""
        menu.addAction(self.book)
        menu.addMenu(_menu(self.tr("Set state"), self.states.values(), menu))
        menu.addAction(self.next)
        menu.addMenu(_menu(self.tr("Order"), (*self.choices.values(), *self.moves), menu))
        menu.addAction(self.unbook)
        menu.addAction(self.out)
        menu.addSeparator()
        menu.addAction(self.came)
        menu.addAction(self.day_as_planned)
        menu.addSeparator()
        menu.addAction(self.letters)
        menu.addAction(self.history)
        menu.addAction(self.open)

    def _action(self, text: str, key: str, signal: SignalInstance, *value: object) -> QAction:
        action = QAction(text, self)
        if key:
            action.setShortcut(QKeySequence(key))
            # Letters mean this only in the list; elsewhere they are typed.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: signal.emit(*value))
        self._list.addAction(action)
        return action


def bookings_of(lines: Sequence[Line]) -> list[BookingRow]:
    """The bookings among the lines."""
    return [line.booking for line in lines if line.booking is not None]


def _menu(title: str, actions: Iterable[QAction], parent: QWidget) -> QMenu:
    menu = QMenu(title, parent)
    menu.addActions(list(actions))
    return menu
