"""The one object through which every page reads, writes and runs long work.

Writing happens on one thread, reading on another, long work on a third; what they bring is
handed over on the thread of the window. Refusals are told; defects reach the crash dialog.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from cittrainer.errors import UserError
from cittrainer.gui.common.collecting import Collector
from cittrainer.jobs.progress import Cancelled, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cittrainer.db import Database, StepDone

T = TypeVar("T")

WATCH_MILLISECONDS = 2000
"""How often the file is asked whether another program wrote to it."""


class JobHandle(QObject):
    """Long work that is under way."""

    progressed = Signal(int, int, str)
    """Parts done, parts in all (0: unknown), what is being done."""
    ended = Signal()

    def __init__(self, label: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.progress = Progress(self.progressed.emit)

    def cancel(self) -> None:
        """Ask the work to stop; what it has not saved is not saved."""
        self.progress.cancel()


class Runner(QObject):
    """The window's door to the database."""

    changed = Signal(object)
    """A ``StepDone``, whoever made the step: this window, an undo, another program."""
    refused = Signal(object)
    """A ``UserError`` that nobody explained in place."""
    started = Signal(object)
    """A ``JobHandle``."""
    _deliver = Signal(object)

    def __init__(self, database: Database, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.database = database
        self._collector = Collector(self)
        self._writer = ThreadPoolExecutor(1, "database")
        self._reader = ThreadPoolExecutor(1, "reading")
        self._worker = ThreadPoolExecutor(1, "job")
        self._pending = 0
        self._closed = False
        self._deliver.connect(self._run_delivery, Qt.ConnectionType.QueuedConnection)
        database.subscribe(self._announce)
        self._watch = QTimer(self, interval=WATCH_MILLISECONDS)
        self._watch.timeout.connect(self._look_for_foreign_changes)
        self._watch.start()

    @property
    def idle(self) -> bool:
        """Whether nothing is queued or under way."""
        return self._pending == 0

    def write(
        self,
        label: str,
        fn: Callable[[Session], T],
        *,
        done: Callable[[T], None] | None = None,
        refused: Callable[[], None] | None = None,
        explain: Callable[[UserError], None] | None = None,
        grouping: str = "",
    ) -> None:
        """Do one user action as one step.

        Args:
            label: What is done, in words, for the history and the offer to undo it.
            fn: A call of one service; it runs on another thread and may not touch widgets.
            done: Gets what ``fn`` returned once it is saved.
            refused: Called when it was refused, to show again what is on file.
            explain: Tells the refusal in place, as a dialog does; else the window tells it.
            grouping: Steps of the same group close together are one line of the history.
        """

        def work() -> T:
            with self.database.step(label, grouping=grouping) as db:
                return fn(db)

        self._submit(self._writer, work, done, refused, explain)

    def read(
        self,
        fn: Callable[[Session], T],
        done: Callable[[T], None],
        *,
        explain: Callable[[UserError], None] | None = None,
    ) -> None:
        """Read something and hand it to ``done`` on the window's thread."""

        def work() -> T:
            with self.database.read() as db:
                return fn(db)

        self._submit(self._reader, work, done, None, explain)

    def start(
        self,
        label: str,
        job: Callable[[Database, Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        refused: Callable[[], None] | None = None,
        explain: Callable[[UserError], None] | None = None,
    ) -> JobHandle:
        """Run long work that opens its own steps, with progress and a way to stop it."""
        handle = JobHandle(label, self)

        def work() -> T:
            try:
                return job(self.database, handle.progress)
            finally:
                self._deliver.emit(handle.ended.emit)

        self._submit(self._worker, work, done, refused, explain)
        self.started.emit(handle)
        return handle

    def undo(self, step_id: int | None = None) -> None:
        """Take the latest step back, or a given one."""
        self._submit(self._writer, lambda: self.database.undo(step_id), None, None, None)

    def redo(self, step_id: int | None = None) -> None:
        """Bring the step again that was undone last, or a given one."""
        self._submit(self._writer, lambda: self.database.redo(step_id), None, None, None)

    def close(self) -> None:
        """Wait for what is under way and close the file."""
        self._closed = True
        self._watch.stop()
        for pool in (self._worker, self._writer, self._reader):
            pool.shutdown(wait=True, cancel_futures=True)
        self._collector.stop()
        self.database.close()

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        refused: Callable[[], None] | None,
        explain: Callable[[UserError], None] | None,
    ) -> None:
        if self._closed:
            # A page that is about to go, such as one whose timer ran out: nobody waits for it.
            return
        self._pending += 1

        def run() -> None:
            try:
                result = work()
            except UserError as error:
                told = error
                self._deliver.emit(lambda: self._tell(told, refused, explain))
            except BaseException as error:
                defect = error
                self._deliver.emit(lambda: self._raise(defect))
            else:
                self._deliver.emit(lambda: self._finish(done, result))

        pool.submit(run)

    @Slot(object)
    def _run_delivery(self, delivery: Callable[[], None]) -> None:
        delivery()

    def _finish(self, done: Callable[[T], None] | None, result: T) -> None:
        self._pending -= 1
        if done is not None and _alive(done):
            done(result)

    def _tell(
        self,
        error: UserError,
        refused: Callable[[], None] | None,
        explain: Callable[[UserError], None] | None,
    ) -> None:
        self._pending -= 1
        if explain is not None and _alive(explain):
            explain(error)
        elif not isinstance(error, Cancelled):
            self.refused.emit(error)
        if refused is not None and _alive(refused):
            refused()

    def _raise(self, error: BaseException) -> None:
        self._pending -= 1
        raise error

    def _announce(self, done: StepDone) -> None:
        self._deliver.emit(lambda: self.changed.emit(done))

    def _look_for_foreign_changes(self) -> None:
        def look() -> None:
            if self.database.changed_elsewhere():
                self.database.announce_foreign_change()

        self._submit(self._writer, look, None, None, None)


def _alive(callback: Callable[..., object]) -> bool:
    """Whether the widget that a callback belongs to still exists."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
