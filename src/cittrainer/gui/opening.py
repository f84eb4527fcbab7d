"""Opens, makes and restores files on a thread of its own, so that the window shows at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cittrainer.errors import UserError
from cittrainer.gui.common.collecting import Collector

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cittrainer.db import Actor, Database

    _Explain = Callable[[UserError], None] | None
    _Asked = tuple[Path, Callable[[], Database], _Explain]


class Opener(QObject):
    """What happens before there is a runner: a file is opened, and told of."""

    opened = Signal(object)
    """A ``Database``, for whoever takes it to close."""
    refused = Signal(object, object)
    """A ``UserError``, and the path that could not be opened."""
    progressed = Signal(int, int, str)
    ended = Signal()
    _finished = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._collector = Collector(self)
        self._pool = ThreadPoolExecutor(1, "opening")
        self._next = count()
        self._asked: dict[int, _Asked] = {}
        self._ended: dict[int, Database | BaseException] = {}
        self._finished.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def open(self, path: Path, actor: Actor, *, by_force: bool = False) -> None:
        """Open a file that is there."""

        def work() -> Database:
            # Importing the database layer takes longer than opening the file.
            from cittrainer.db import Database

            return Database.open(path, actor, by_force=by_force)

        self.run(path, work)

    def run(
        self,
        path: Path,
        work: Callable[[], Database],
        *,
        explain: Callable[[UserError], None] | None = None,
    ) -> None:
        """Do something that ends with an open file.

        Args:
            path: The file.
            work: Opens it, on another thread.
            explain: Tells a refusal in place, as a dialog does; else ``refused`` is emitted.
        """
        number = next(self._next)
        self._asked[number] = (path, work, explain)
        self._pool.submit(self._work_off, number)
        # As in the runner: the worker has let go of the work when it takes this up.
        self._pool.submit(self._finished.emit, number)

    def close(self) -> None:
        """Wait for what is under way."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._collector.stop()

    def _work_off(self, number: int) -> None:
        """Do what was asked for; runs on the worker."""
        _path, work, _explain = self._asked[number]
        try:
            self._ended[number] = work()
        except BaseException as error:
            self._ended[number] = error

    def _hand_over(self, number: int) -> None:
        """Tell how it ended, on the window's thread."""
        path, _work, explain = self._asked.pop(number)
        outcome = self._ended.pop(number)
        self.ended.emit()
        if not isinstance(outcome, BaseException):
            self.opened.emit(outcome)
        elif not isinstance(outcome, UserError):
            raise outcome
        elif explain is None:
            self.refused.emit(outcome, path)
        else:
            explain(outcome)
