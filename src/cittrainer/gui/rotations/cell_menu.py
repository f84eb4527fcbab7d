"""What can be done by hand with one cell of a rotation: another place, scenario or coach."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from cittrainer.gui.rotations import words
from cittrainer.services.rotation_plans import set_meeting, swap_groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.rules.rotation_values import MeetingValue, RotationValue
    from cittrainer.rules.rotations import Cell


class CellMenu(QMenu):
    """The menu of a round and a group; clashes that a choice makes are told as findings.

    Args:
        rotation: The rotation on file.
        cell: Which of its cells.
        parent: In front of whom it opens.
    """

    step_wanted = Signal(str, object)
    """Something was chosen: the name of the step, and what it does with an open session."""

    def __init__(self, rotation: RotationValue, cell: Cell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rotation, self._cell = rotation, cell
        self._round, self._group = rotation.round[cell[0]], rotation.group[cell[1]]
        self._meeting = rotation.at.get(cell)
        self._where = self.tr("{group}, round {number}").format(
            group=self._group.name, number=self._round.number
        )
        if self._round.closed:
            self.addAction(self.tr("The attendance of this day is closed")).setEnabled(False)
            return
        self._add_places()
        self._add_scenarios()
        if self._meeting is not None:
            self._add_coaches(self._meeting)

    def _add_places(self) -> None:
        inside = self.addMenu(self.tr("Change &places with"))
        for other in self._rotation.groups:
            there = self._rotation.at.get((self._round.id, other.id))
            if other is self._group or (self._meeting is None and there is None):
                continue
            step = self.tr("{group} and {other} change places in round {number}").format(
                group=self._group.name, other=other.name, number=self._round.number
            )
            act = partial(
                swap_groups, round_id=self._round.id, group_id=self._group.id, other_id=other.id
            )
            self._add(inside, f"{other.name}  ·  {self._title(there)}", step, act)
        inside.setEnabled(not inside.isEmpty())

    def _add_scenarios(self) -> None:
        own = self._meeting
        inside = self.addMenu(self.tr("&Scenario"))
        for station in self._rotation.stations:
            act = partial(self._set, station.id, None if own is None else own.coach_id)
            step = f"{self._where}: “{station.title}”"
            chosen = own is not None and own.station_id == station.id
            self._add(inside, station.title, step, act, chosen=chosen)
        inside.addSeparator()
        pause = self.tr("{where}: a pause").format(where=self._where)
        self._add(inside, words.PAUSE, pause, partial(self._set, None, None), chosen=own is None)

    def _add_coaches(self, own: MeetingValue) -> None:
        inside = self.addMenu(self.tr("&Coach"))
        coaches = [(one.presenter_id, one.name) for one in self._rotation.coaches]
        for coach_id, name in (*coaches, (None, words.NO_COACH)):
            act = partial(self._set, own.station_id, coach_id)
            chosen = own.coach_id == coach_id
            self._add(inside, name, f"{self._where}: {name}", act, chosen=chosen)

    def _add(
        self,
        menu: QMenu,
        text: str,
        step: str,
        act: Callable[[Session], object],
        *,
        chosen: bool | None = None,
    ) -> None:
        """Add an action; one that stands already is ticked and does nothing."""
        action = menu.addAction(text.replace("&", "&&"))
        if chosen is not None:
            action.setCheckable(True)
            action.setChecked(chosen)
        if not chosen:
            action.triggered.connect(lambda: self.step_wanted.emit(step, act))

    def _set(self, station_id: int | None, coach_id: int | None, db: Session) -> None:
        set_meeting(db, self._round.id, self._group.id, station_id=station_id, coach_id=coach_id)

    def _title(self, meeting: MeetingValue | None) -> str:
        return words.PAUSE if meeting is None else self._rotation.station[meeting.station_id].title
