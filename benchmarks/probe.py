"""One measured process: starts a window and prints, as JSON, when it got where.

``python -m benchmarks.probe BEGAN KIND [FILE]``; BEGAN is the ``time.time()`` of the parent just
before it started the process, so that starting the interpreter is part of every time.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication, QWidget

    from cittrainer.gui.main_window import MainWindow

PATIENCE = 60.0
"""Seconds after which a page counts as never shown."""
TYPED = ("ashwood", "garcia", "mariah g", "police", "ts-1234", "john smith", "cedar")
"""What is typed into the search of people, key by key."""


def main(arguments: list[str]) -> None:
    """Do what the kind says and print what was measured."""
    began, kind, *rest = arguments
    report = KINDS[kind](float(began), *(Path(each) for each in rest))
    print(json.dumps(report))
    sys.stdout.flush()


def bare(began: float) -> dict[str, Any]:
    """An empty window."""
    app, window = _empty_window()
    return {"shown": _painted(app, window, began), "memory": _memory()}


def models(began: float) -> dict[str, Any]:
    """An empty window that also imports SQLAlchemy and configures our models."""
    from sqlalchemy.orm import configure_mappers  # noqa: PLC0415 - what is measured

    import cittrainer.models  # noqa: F401, PLC0415

    configure_mappers()
    app, window = _empty_window()
    return {"shown": _painted(app, window, began), "memory": _memory()}


def program(began: float, data: Path) -> dict[str, Any]:
    """The program: when its frame and when the user's own data were painted, and its memory."""
    app, window = _frame()
    frame = _painted(app, window, began)
    shown = _open(app, window, data, began)
    _settle(app, window)
    memory = _memory()
    window.close()
    return {"frame": frame, "shown": shown, "memory": memory}


def pages(_began: float, data: Path) -> dict[str, Any]:
    """Each page and each tab of a course, opened for the first time, in milliseconds."""
    app, window = _frame()
    _painted(app, window, 0)
    _open(app, window, data, 0)
    _settle(app, window)
    from cittrainer.gui.navigation_keys import NAVIGATION  # noqa: PLC0415 - after the start, as in use

    times: dict[str, float | str] = {}
    for key, _title in NAVIGATION:
        if key != "home":
            times[key] = _timed(app, window, partial(window.shell.show_page, key))
    running = _running_course(data)
    for key in (
        "overview",
        "week",
        "enrollment",
        "attendance",
        "presenters",
        "evaluations",
        "rotations",
        "papers",
    ):
        opened = _timed(app, window, partial(_pages(window).open_course, running, key))
        times[f"course, {key}"] = opened
    times["home"] = _timed(app, window, lambda: window.shell.show_page("home"))
    window.close()
    return times


def search(_began: float, data: Path) -> dict[str, Any]:
    """From each key typed into the search of people to its rows painted, in milliseconds."""
    from PySide6.QtTest import QTest  # noqa: PLC0415 - Qt after the clock began

    app, window = _frame()
    _painted(app, window, 0)
    _open(app, window, data, 0)
    page: Any = window.shell.show_page("people")
    _settle(app, window)
    paints = _Paints(page.list.viewport())
    reset_at: list[int] = []
    page.list.rows.modelReset.connect(lambda: reset_at.append(paints.count))
    times: list[float] = []
    for word in TYPED:
        for letter in word:
            reset_at.clear()
            start = time.perf_counter()
            QTest.keyClicks(page.search, letter)
            _until(app, lambda: bool(reset_at) and paints.count > reset_at[0])
            times.append((time.perf_counter() - start) * 1000)
            _settle(app, window)
        page.search.clear()
        _settle(app, window)
    window.close()
    return {"keys": times}


def drag(_began: float, data: Path) -> dict[str, Any]:
    """Each move of the mouse with a block in hand, on the Week tab of a running course."""
    app, window = _frame()
    window.resize(1280, 800)
    _painted(app, window, 0)
    _open(app, window, data, 0)
    _settle(app, window)
    _pages(window).open_course(_running_course(data), "week")
    _settle(app, window)
    from benchmarks.dragging import moves  # noqa: PLC0415 - after the start, as in use
    from cittrainer.gui.courses.week_tab import WeekTab  # noqa: PLC0415

    tab = window.findChild(WeekTab)
    assert tab is not None
    times = moves(app, tab)
    window.close()
    return {"moves": times}


def _empty_window() -> tuple[QApplication, QWidget]:
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    return app, window


def _frame() -> tuple[QApplication, MainWindow]:
    """The window as ``gui.app.run`` makes it."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from cittrainer.gui.common.dates import use_language_of_the_field  # noqa: PLC0415
    from cittrainer.gui.common.theme import Theme  # noqa: PLC0415
    from cittrainer.gui.main_window import MainWindow  # noqa: PLC0415
    from cittrainer.settings import SettingsFile  # noqa: PLC0415

    app = QApplication(sys.argv[:1])
    use_language_of_the_field()
    settings = SettingsFile()
    window = MainWindow(settings, Theme(app, settings.value.theme))
    window.show()
    return app, window


def _open(app: QApplication, window: MainWindow, data: Path, began: float) -> float:
    """Open the file and wait until Home is painted with a course of it."""
    window.begin(data)

    def has_courses() -> bool:
        page = window.shell.page("home")
        if page is None:
            return False
        from cittrainer.gui.home.rows import CourseLine  # noqa: PLC0415 - loaded with the page

        return page.findChild(CourseLine) is not None

    _until(app, has_courses)
    page = window.shell.page("home")
    assert page is not None
    page.repaint()
    return time.time() - began


def _painted(app: QApplication, window: QWidget, began: float) -> float:
    paints = _Paints(window)
    _until(app, lambda: paints.count > 0)
    return time.time() - began


def _timed(app: QApplication, window: MainWindow, show: Callable[[], object]) -> float | str:
    """Milliseconds until a page and all that it read is painted; or why it could not be shown."""
    _settle(app, window)
    start = time.perf_counter()
    try:
        show()
    except (ImportError, KeyError) as error:
        return str(error)
    _settle(app, window)
    return (time.perf_counter() - start) * 1000


def _settle(app: QApplication, window: MainWindow) -> None:
    """Wait until nothing is read or written any more and all of it is painted."""
    app.processEvents()
    _until(app, lambda: window.runner is None or window.runner.idle)
    app.processEvents()


def _until(app: QApplication, reached: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415

    limit = time.perf_counter() + PATIENCE
    while not reached():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if time.perf_counter() > limit:
            raise TimeoutError("it was not shown in time")


def _Paints(widget: QWidget) -> Any:
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415

    class Paints(QObject):
        """Counts how often a widget was painted."""

        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.count += event.type() is QEvent.Type.Paint
            return False

    paints = Paints(widget)
    widget.installEventFilter(paints)
    return paints


def _pages(window: MainWindow) -> Any:
    return window.pages


def _running_course(data: Path) -> int:
    import sqlite3  # noqa: PLC0415
    from contextlib import closing  # noqa: PLC0415

    with closing(sqlite3.connect(f"{data.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT max(id) FROM course WHERE state = 'running'").fetchone()
    return int(found[0])


def _memory() -> int | None:
    """Bytes of memory that the process holds now; None where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return None
    import resource  # noqa: PLC0415 - there on Linux only, as is /proc

    return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def tick(_began: float) -> dict[str, Any]:
    """The attendance grid of a full course: each opening, and each tick until it is on file."""
    import tempfile  # noqa: PLC0415 - after the start, as in use

    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from benchmarks.ticking import measured  # noqa: PLC0415

    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="cittrainer-bench-") as folder:
        return measured(app, Path(folder) / "bench.cit")


KINDS: dict[str, Callable[..., dict[str, Any]]] = {
    "bare": bare,
    "models": models,
    "program": program,
    "pages": pages,
    "search": search,
    "drag": drag,
    "tick": tick,
}

if __name__ == "__main__":
    main(sys.argv[1:])
