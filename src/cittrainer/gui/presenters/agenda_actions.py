"""What can be done with lines of a course's presenters, by button, menu and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from cittrainer.gui.common.booking_words import STATES, choice_words
from cittrainer.models import BookingState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.presenters.agenda_lines import AgendaLine
    from cittrainer.gui.presenters.agenda_list import AgendaList
    from cittrainer.queries.presenters import BookingRow

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

    def __init__(self, rows: AgendaList) -> None:
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
        self.unbook = self._action(self.tr("Unbook"), "Del", self.unbook_wanted)
        self.came = self._action(self.tr("Who came…"), "W", self.came_wanted)
        self.day_as_planned = self._action(
            self.tr("As planned for the whole day"), "", self.day_as_planned_wanted
        )
        self.open = self._action(self.tr("Open presenter"), "", self.open_wanted)
        self.allow([])

    def allow(self, lines: Sequence[AgendaLine]) -> None:
        """Enable what can be done with these lines."""
        booked = any(line.booking is not None for line in lines)
        for action in (*self.states.values(), *self.choices.values(), self.unbook):
            action.setEnabled(booked)
        parts = {line.part.part_id for line in lines}
        self.book.setEnabled(len(parts) == 1)
        self.came.setEnabled(len(parts) == 1)
        days = {line.part.course_day_id for line in lines}
        self.day_as_planned.setEnabled(len(days) == 1 and None not in days)
        self.open.setEnabled(len({one.presenter_id for one in bookings_of(lines)}) == 1)

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
        menu.addMenu(_menu(self.tr("Order"), self.choices.values(), menu))
        menu.addAction(self.unbook)
        menu.addSeparator()
        menu.addAction(self.came)
        menu.addAction(self.day_as_planned)
        menu.addSeparator()
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


def bookings_of(lines: Sequence[AgendaLine]) -> list[BookingRow]:
    """The bookings among the lines."""
    return [line.booking for line in lines if line.booking is not None]


def _menu(title: str, actions: Iterable[QAction], parent: QWidget) -> QMenu:
    menu = QMenu(title, parent)
    menu.addActions(list(actions))
    return menu
