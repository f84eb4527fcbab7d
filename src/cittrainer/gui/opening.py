"""Opens, makes and restores files on a thread of its own, so that the window shows at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cittrainer.errors import UserError
from cittrainer.gui.common.collecting import Collector

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cittrainer.db import Actor, Database


class Opener(QObject):
    """What happens before there is a runner: a file is opened, and told of."""

    opened = Signal(object)
    """A ``Database``, for whoever takes it to close."""
    refused = Signal(object, object)
    """A ``UserError``, and the path that could not be opened."""
    progressed = Signal(int, int, str)
    ended = Signal()
    _failed = Signal(object)
    _deliver = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._collector = Collector(self)
        self._pool = ThreadPoolExecutor(1, "opening")
        self._failed.connect(self._raise, Qt.ConnectionType.QueuedConnection)
        self._deliver.connect(self._run, Qt.ConnectionType.QueuedConnection)

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

        def run() -> None:
            try:
                database = work()
            except UserError as error:
                told = error
                if explain is None:
                    self.refused.emit(error, path)
                else:
                    self._deliver.emit(lambda: explain(told))
            except BaseException as error:
                self._failed.emit(error)
            else:
                self.opened.emit(database)
            finally:
                self.ended.emit()

        self._pool.submit(run)

    def close(self) -> None:
        """Wait for what is under way."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._collector.stop()

    def _raise(self, error: BaseException) -> None:
        raise error

    def _run(self, delivery: Callable[[], None]) -> None:
        delivery()
