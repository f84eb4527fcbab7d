"""Opens, makes and restores files on a thread of its own, so that the window shows at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cittrainer.errors import UserError

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
    _failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "opening")
        self._failed.connect(self._raise, Qt.ConnectionType.QueuedConnection)

    def open(self, path: Path, actor: Actor, *, by_force: bool = False) -> None:
        """Open a file that is there."""

        def work() -> Database:
            # Importing the database layer takes longer than opening the file.
            from cittrainer.db import Database

            return Database.open(path, actor, by_force=by_force)

        self.run(path, work)

    def run(self, path: Path, work: Callable[[], Database]) -> None:
        """Do something that ends with an open file."""

        def run() -> None:
            try:
                database = work()
            except UserError as error:
                self.refused.emit(error, path)
            except BaseException as error:
                self._failed.emit(error)
            else:
                self.opened.emit(database)

        self._pool.submit(run)

    def close(self) -> None:
        """Wait for what is under way."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _raise(self, error: BaseException) -> None:
        raise error
