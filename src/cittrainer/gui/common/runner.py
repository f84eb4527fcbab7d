"""The one object through which every page reads, writes and runs long work.

Writing happens on one thread, reading on another, long work on a third; what they bring is
handed over on the thread of the window. Refusals are told; defects reach the crash dialog.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from cittrainer.errors import UserError
from cittrainer.gui.common.collecting import Collector
from cittrainer.jobs.progress import Cancelled, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cittrainer.db import Database

T = TypeVar("T")

WATCH_MILLISECONDS = 2000
"""How often the file is asked whether another program wrote to it."""


@dataclass
class _Ticket:
    """Something to be done, with whom to tell; it never leaves the window's thread for good.

    A worker that held the last reference to a callback would destroy the widget behind it on its
    own thread. So the runner keeps every ticket until the worker has let go of it.
    """

    work: Callable[[], Any]
    done: Callable[[Any], None] | None = None
    refused: Callable[[], None] | None = None
    explain: Callable[[UserError], None] | None = None
    handle: JobHandle | None = None
    result: Any = None
    error: BaseException | None = None


class JobHandle(QObject):
    """Long work that is under way."""

    progressed = Signal(int, int, str)
    """Parts done, parts in all (0: unknown), what is being done."""
    ended = Signal()

    def __init__(
        self, label: str, parent: QObject | None = None, *, in_place: bool = False
    ) -> None:
        super().__init__(parent)
        self.label = label
        self.in_place = in_place
        """Whether the page that asked for it shows how far it is."""
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
    _announced = Signal(object)
    _finished = Signal(int)

    def __init__(self, database: Database, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.database = database
        self._collector = Collector(self)
        self._writer = ThreadPoolExecutor(1, "database")
        self._reader = ThreadPoolExecutor(1, "reading")
        self._worker = ThreadPoolExecutor(1, "job")
        self._closed = False
        self._tickets: dict[int, _Ticket] = {}
        self._next_ticket = count()
        queued = Qt.ConnectionType.QueuedConnection
        self._announced.connect(self.changed, queued)
        self._finished.connect(self._hand_over, queued)
        database.subscribe(self._announced.emit)
        self._watch = QTimer(self, interval=WATCH_MILLISECONDS)
        self._watch.timeout.connect(self._look_for_foreign_changes)
        self._watch.start()

    @property
    def idle(self) -> bool:
        """Whether nothing is queued or under way."""
        return not self._tickets

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

        self._submit(self._writer, _Ticket(work, done, refused, explain))

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

        self._submit(self._reader, _Ticket(work, done, None, explain))

    def start(
        self,
        label: str,
        job: Callable[[Database, Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        refused: Callable[[], None] | None = None,
        explain: Callable[[UserError], None] | None = None,
        in_place: bool = False,
    ) -> JobHandle:
        """Run long work that opens its own steps, with progress and a way to stop it.

        Args:
            label: What is done, in words.
            job: The work; it runs on another thread and may not touch widgets.
            done: Gets what ``job`` returned.
            refused: Called when it was refused or stopped.
            explain: Tells the refusal in place; else the window tells it.
            in_place: The page that asks shows how far it is; such work only proposes something,
                so that closing the file stops it.
        """
        handle = JobHandle(label, self, in_place=in_place)

        def work() -> T:
            return job(self.database, handle.progress)

        self._submit(self._worker, _Ticket(work, done, refused, explain, handle))
        self.started.emit(handle)
        return handle

    def undo(self, step_id: int | None = None) -> None:
        """Take the latest step back, or a given one."""
        self._submit(self._writer, _Ticket(lambda: self.database.undo(step_id)))

    def redo(self, step_id: int | None = None) -> None:
        """Bring the step again that was undone last, or a given one."""
        self._submit(self._writer, _Ticket(lambda: self.database.redo(step_id)))

    def close(self) -> None:
        """Wait for what is under way and close the file."""
        self._closed = True
        self._watch.stop()
        for ticket in self._tickets.values():
            if ticket.handle is not None and ticket.handle.in_place:
                ticket.handle.cancel()
        for pool in (self._worker, self._writer, self._reader):
            pool.shutdown(wait=True, cancel_futures=True)
        self._tickets.clear()
        self._collector.stop()
        self.database.close()

    def _submit(self, pool: ThreadPoolExecutor, ticket: _Ticket) -> None:
        if self._closed:
            # A page that is about to go, such as one whose timer ran out: nobody waits for it.
            return
        number = next(self._next_ticket)
        self._tickets[number] = ticket
        pool.submit(self._work_off, number)
        # Only when the worker has taken this up has it let go of the work itself.
        pool.submit(self._finished.emit, number)

    def _work_off(self, number: int) -> None:
        """Do what a ticket asks for; runs on a worker."""
        ticket = self._tickets[number]
        try:
            ticket.result = ticket.work()
        except BaseException as error:
            ticket.error = error

    @Slot(int)
    def _hand_over(self, number: int) -> None:
        """Tell whoever waits how their work ended."""
        ticket = self._tickets.pop(number, None)
        if ticket is None:
            return
        if ticket.handle is not None:
            ticket.handle.ended.emit()
        if ticket.error is None:
            if ticket.done is not None and _alive(ticket.done):
                ticket.done(ticket.result)
        elif isinstance(ticket.error, UserError):
            self._tell(ticket.error, ticket)
        else:
            raise ticket.error

    def _tell(self, error: UserError, ticket: _Ticket) -> None:
        if ticket.explain is not None and _alive(ticket.explain):
            ticket.explain(error)
        elif not isinstance(error, Cancelled):
            self.refused.emit(error)
        if ticket.refused is not None and _alive(ticket.refused):
            ticket.refused()

    def _look_for_foreign_changes(self) -> None:
        def look() -> None:
            if self.database.changed_elsewhere():
                self.database.announce_foreign_change()

        self._submit(self._writer, _Ticket(look))


def _alive(callback: Callable[..., object]) -> bool:
    """Whether the widget that a callback belongs to still exists."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
