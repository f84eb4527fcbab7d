"""What the board writes: who arrived, when, and who presented."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from cittrainer.gui.common.dates import time_of_day
from cittrainer.gui.presenters.arrival_rows import people_of, recordable
from cittrainer.gui.presenters.arrival_time import ArrivalTimeDialog
from cittrainer.gui.presenters.came_dialog import CameDialog
from cittrainer.queries.presenters import course_parts
from cittrainer.rules.wording import counted, listed
from cittrainer.services.arrivals import mark_arrived, record_presented, take_arrival_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.presenters import PartRow
    from cittrainer.rules.arrivals import BoardLine
    from cittrainer.rules.values import DayValue

_MOST_NAMED = 3
"""Names that a line of the history tells; of more it tells how many they are."""


class ArrivalSteps(QObject):
    """The steps of one course's board; its dialogs open over the page that owns it."""

    def __init__(self, runner: Runner, course_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner
        self._course_id = course_id

    def arrive(self, day: DayValue, lines: Sequence[BoardLine], minute: int | None) -> None:
        """Note that presenters are here; without a minute the time is asked for."""
        who = people_of(lines)
        if not who:
            return
        if minute is None:
            self.ask_time(day, lines, None)
            return
        day_id, ids = day.id, tuple(who)
        self._runner.write(
            self.tr("{who} arrived at {time}").format(who=_named(who), time=time_of_day(minute)),
            lambda db: mark_arrived(db, day_id, ids, minute=minute),
        )

    def ask_time(self, day: DayValue, lines: Sequence[BoardLine], minute: int | None) -> None:
        """Ask when presenters came; the time on file, or else the minute, stands there already."""
        who = people_of(lines)
        if not who:
            return
        known = {line.arrived for line in lines}
        arrived = known.pop() if len(known) == 1 else None
        begin = minute if arrived is None else arrived
        ArrivalTimeDialog(self._runner, day, who, minute=begin, parent=self._page).open()

    def take_back(self, day: DayValue, lines: Sequence[BoardLine]) -> None:
        """Forget that presenters arrived."""
        who = people_of(line for line in lines if line.arrived is not None)
        day_id, ids = day.id, tuple(who)
        if ids:
            self._runner.write(
                self.tr("{who}: not here after all").format(who=_named(who)),
                lambda db: take_arrival_back(db, day_id, ids),
            )

    def record(self, lines: Sequence[BoardLine]) -> None:
        """Record for blocks that are over that those expected who arrived presented them."""
        blocks = recordable(lines)
        if not blocks:
            return
        ids, titles = tuple(blocks), list(blocks.values())
        what = f"“{titles[0]}”" if len(titles) == 1 else counted(len(titles), "block")
        self._runner.write(
            self.tr("Record who presented {what}").format(what=what),
            lambda db: record_presented(db, ids),
        )

    def ask_who_came(self, part_id: int) -> None:
        """Ask who really presented a part."""
        course_id = self._course_id
        self._runner.read(lambda db: course_parts(db, course_id), partial(self._open_came, part_id))

    @property
    def _page(self) -> QWidget:
        return cast("QWidget", self.parent())

    def _open_came(self, part_id: int, parts: Sequence[PartRow]) -> None:
        for part in parts:
            if part.part_id == part_id:
                CameDialog(self._runner, part, self._page).open()


def _named(who: Mapping[int, str]) -> str:
    names = list(who.values())
    return listed(names) if len(names) <= _MOST_NAMED else counted(len(names), "presenter")
