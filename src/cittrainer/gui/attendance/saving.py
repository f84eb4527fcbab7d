"""Ticks on their way to the file: shown at once, taken back when they are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from cittrainer.gui.attendance.sheet import Mark
from cittrainer.models import AttendanceMark
from cittrainer.services.attendance import NONE, Tick, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner

    Pair = tuple[int, int]


class Ticking(QObject):
    """Holds what was ticked and is not read back yet."""

    refused = Signal(object, list)
    """The ``UserError`` and the pairs of enrollment and block that snap back."""

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._numbers: dict[Pair, int] = {}
        self._saved: set[int] = set()
        self._last = 0
        self.pending: dict[Pair, Mark] = {}
        """What is shown over what is on file."""

    def tick(
        self, label: str, ticks: Sequence[Tick], minutes: Mapping[int, int], *, grouping: str
    ) -> None:
        """Save ticks as one step.

        Args:
            label: What the step is called.
            ticks: What to record.
            minutes: The length of each block, to show what was ticked before it is saved.
            grouping: Ticks of one group close together are one line of the history.
        """
        self._last += 1
        for one in ticks:
            pair = (one.enrollment_id, one.block_id)
            self.pending[pair] = Mark(one.mark, _present(one, minutes[one.block_id]))
            self._numbers[pair] = self._last
        way = _Way(self._last, [(one.enrollment_id, one.block_id) for one in ticks], self)
        self._runner.write(
            label,
            lambda db: record(db, ticks),
            done=way.arrive,
            explain=way.turn_back,
            grouping=grouping,
        )

    def saved_until_now(self) -> frozenset[int]:
        """The numbers of the ticks that a reading which begins now will find on file."""
        return frozenset(self._saved)

    def forget(self, numbers: frozenset[int]) -> None:
        """What was read shows these ticks; they need not be shown over it any more."""
        for pair in [pair for pair, number in self._numbers.items() if number in numbers]:
            del self._numbers[pair]
            del self.pending[pair]
        self._saved -= numbers

    def keep(self, number: int) -> None:
        """A number of ticks is saved."""
        self._saved.add(number)

    def drop(self, number: int, pairs: Sequence[Pair], error: UserError) -> None:
        """Take back what was refused, unless it was ticked anew meanwhile."""
        for pair in pairs:
            if self._numbers.get(pair) == number:
                del self._numbers[pair]
                del self.pending[pair]
        self.refused.emit(error, list(pairs))


class _Way(QObject):
    """One step of ticks between window and file; it goes with the tab when that is closed."""

    def __init__(self, number: int, pairs: Sequence[Pair], ticking: Ticking) -> None:
        super().__init__(ticking)
        self._number = number
        self._pairs = pairs
        self._ticking = ticking

    @Slot(object)
    def arrive(self, _added: object) -> None:
        """They are saved."""
        self._ticking.keep(self._number)
        self.deleteLater()

    @Slot(object)
    def turn_back(self, error: UserError) -> None:
        """They were refused."""
        self._ticking.drop(self._number, self._pairs, error)
        self.deleteLater()


def _present(tick: Tick, minutes: int) -> int:
    if tick.mark in NONE:
        return 0
    if tick.missed is not None and tick.mark is not AttendanceMark.PRESENT:
        return min(max(minutes - tick.missed, 0), minutes)
    return minutes
