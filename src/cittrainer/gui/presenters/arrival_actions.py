"""What can be done with presenters on the day, by button, menu and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from cittrainer.gui.presenters.arrival_rows import ABSENT
from cittrainer.rules.arrivals import Phase, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QMenu

    from cittrainer.gui.presenters.arrival_list import ArrivalList
    from cittrainer.rules.arrivals import BoardLine


class ArrivalActions(QObject):
    """The actions; each is enabled when the selected lines allow it."""

    arrived_wanted = Signal()
    time_wanted = Signal()
    take_back_wanted = Signal()
    out_wanted = Signal()
    presented_wanted = Signal()
    came_wanted = Signal()
    number_wanted = Signal()
    presenter_wanted = Signal()
    block_wanted = Signal()

    def __init__(self, rows: ArrivalList) -> None:
        super().__init__(rows)
        self._list = rows
        self.arrived = self._action(self.tr("Arrived"), ("Space", "A"), self.arrived_wanted)
        self.time = self._action(self.tr("Time of arrival…"), ("T",), self.time_wanted)
        self.take_back = self._action(
            self.tr("Not here after all"), ("Backspace", "Del"), self.take_back_wanted
        )
        self.out = self._action(self.tr("Not coming…"), ("X",), self.out_wanted)
        self.presented = self._action(self.tr("Presented"), ("P",), self.presented_wanted)
        self.came = self._action(self.tr("Who came…"), ("W",), self.came_wanted)
        self.number = self._action(self.tr("Show number"), ("N",), self.number_wanted)
        self.presenter = self._action(
            self.tr("Open presenter"), ("Return", "Enter"), self.presenter_wanted
        )
        self.block = self._action(self.tr("Show block in the week"), (), self.block_wanted)
        self.allow([], open_day=False, open_course=False, coming=False)

    def allow(
        self, lines: Sequence[BoardLine], *, open_day: bool, open_course: bool, coming: bool
    ) -> None:
        """Enable what can be done with these lines.

        Args:
            lines: The selected lines.
            open_day: Whether arrivals of the day can still be noted.
            open_course: Whether who presented can still be recorded.
            coming: Whether the day is yet to come, when nobody has arrived.
        """
        people = [line for line in lines if line.presenter_id is not None]
        one = len({line.presenter_id for line in people}) == 1
        here = [line for line in people if line.arrived is not None]
        booked = [line for line in people if line.booking is not None]
        absent = any(line.standing in ABSENT for line in booked)
        self.arrived.setEnabled(open_day and not coming and absent)
        self.time.setEnabled(open_day and not coming and one and bool(booked))
        self.take_back.setEnabled(open_day and bool(here))
        ahead = bool(booked) and booked[0].phase is not Phase.OVER
        self.out.setEnabled(open_course and one and ahead)
        self.presented.setEnabled(
            open_course
            and any(line.to_record and line.standing is Standing.HERE for line in booked)
        )
        parts = {line.part.part_id for line in lines}
        self.came.setEnabled(open_course and len(parts) == 1 and not coming)
        self.number.setEnabled(one)
        self.presenter.setEnabled(one)
        self.block.setEnabled(len({line.part.block_id for line in lines}) == 1)

    def fill(self, menu: QMenu) -> None:
        """Put everything into a menu."""
        menu.addActions([self.arrived, self.time, self.take_back, self.out])
        menu.addSeparator()
        menu.addActions([self.presented, self.came])
        menu.addSeparator()
        menu.addActions([self.number, self.presenter, self.block])

    def _action(self, text: str, keys: Sequence[str], signal: SignalInstance) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        # Letters mean this only in the list; elsewhere they are typed.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(signal)
        self._list.addAction(action)
        return action
