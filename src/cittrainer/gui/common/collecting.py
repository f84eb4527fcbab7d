"""Keeps Python's garbage collector on the window's thread.

A collection may begin on whatever thread happens to make an object. Widgets that refer to each
other in a circle would then be destroyed on the database's thread, which Qt answers with a crash.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK = 200
"""Milliseconds between two looks whether there is something to collect."""


class Collector(QObject):
    """Collects what is no longer used, from a timer, for as long as other threads are at work.

    Inside another one it does nothing: the outer one collects already.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._in_charge = gc.isenabled()
        if self._in_charge:
            gc.disable()
            self._timer = QTimer(self, interval=LOOK)
            self._timer.timeout.connect(collect_if_due)
            self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again, once no other thread is at work."""
        if self._in_charge:
            self._in_charge = False
            self._timer.stop()
            gc.enable()


def collect_if_due() -> None:
    """Collect the generations that Python itself would collect by now."""
    due = [
        generation
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if most and count > most
    ]
    if due:
        gc.collect(max(due))
