"""How long work tells how far it is, and how it learns that it is no longer wanted."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from cittrainer.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable


class Cancelled(UserError):
    """The person who started the work stopped it; nothing was saved."""


class Progress:
    """Handed to every job; the job calls ``report`` often and stops where that raises."""

    def __init__(self, listener: Callable[[int, int, str], None] | None = None) -> None:
        self._listener = listener
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the work is no longer wanted, for work that keeps what it has so far."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the work is.

        Args:
            done: Parts finished, 0 to ``total``.
            total: Parts in all; 0 while nobody knows.
            text: What is being done, in a few words.

        Raises:
            Cancelled: the work is no longer wanted.
        """
        if self._cancelled.is_set():
            raise Cancelled("Stopped. Nothing was saved.")
        if self._listener is not None:
            self._listener(done, total, text)

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self._cancelled.set()
