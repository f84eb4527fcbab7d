"""Takes a picture of every page with the sample academy, light and dark."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEventLoop, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cittrainer.gui.courses.week_tab import WeekTab
    from cittrainer.gui.coverage.page import CoveragePage
    from cittrainer.gui.main_window import MainWindow

PATIENCE = 30_000
"""Milliseconds that a page may take to show its data, on a machine that does much else."""

SETTLES = 350
"""Milliseconds without work under way after which a page counts as shown."""

WIDTH, HEIGHT = 1280, 800


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pictures; see ``--help``."""
    parser = argparse.ArgumentParser(prog="pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/pictures"))
    parser.add_argument("--data", type=Path, help="A file to show in place of the sample academy")
    parser.add_argument("--theme", choices=["light", "dark"], action="append")
    parser.add_argument("--only", action="append", help="The name of a page, such as week")
    parser.add_argument("--size", default=f"{WIDTH}x{HEIGHT}")
    wanted = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="cit-pictures-") as folder:
        os.environ["CITTRAINER_FOLDER"] = folder
        data = wanted.data or _sample(Path(folder) / "sample.cit")
        width, height = (int(part) for part in wanted.size.split("x"))
        taken = take(
            data,
            wanted.out,
            themes=wanted.theme or ["light", "dark"],
            only=wanted.only or [],
            size=(width, height),
        )
    print(f"{len(taken)} pictures are in {wanted.out}.")  # noqa: T201
    return 0


def take(
    data: Path, out: Path, *, themes: Sequence[str], only: Sequence[str], size: tuple[int, int]
) -> list[Path]:
    """Open a file and take a picture of every page in every theme.

    Returns:
        The files written, as ``week-light.png``.
    """
    from PySide6.QtWidgets import QApplication

    from cittrainer.gui.common.dates import use_language_of_the_field
    from cittrainer.gui.common.theme import Theme
    from cittrainer.gui.main_window import MainWindow
    from cittrainer.settings import SettingsFile, ThemeChoice

    app = QApplication.instance() or QApplication(sys.argv[:1])
    use_language_of_the_field()
    out.mkdir(parents=True, exist_ok=True)
    settings = SettingsFile()
    theme = Theme(app, ThemeChoice.LIGHT)  # type: ignore[arg-type]
    window = MainWindow(settings, theme)
    window.show()
    window.resize(*size)
    window.begin(data)
    _wait(lambda: window.runner is not None)
    taken = []
    for name, show in views(window).items():
        if only and name not in only:
            continue
        for each in themes:
            theme.choose(ThemeChoice(each))
            show()
            _settle(window)
            path = out / f"{name}-{each}.png"
            window.grab().save(str(path))
            taken.append(path)
    window.close()
    return taken


def views(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What brings each page into view, by the name of its picture."""
    from cittrainer.gui.navigation_keys import NAVIGATION

    shell = window.shell
    found: dict[str, Callable[[], object]] = {
        key: partial(shell.show_page, key) for key, _title in NAVIGATION
    }
    found["coverage"] = partial(_show_coverage, window)
    found["board"] = partial(_show_board, window)
    course_id = _newest_full_course(window)
    pages = window.pages
    if course_id is not None and pages is not None:
        for key in (
            "overview", "week", "constraints", "enrollment", "rotations", "attendance",
            "presenters", "evaluations", "papers",
        ):  # fmt: skip
            name = key if key not in found else f"course-{key}"
            found[name] = partial(pages.open_course, course_id, key)
        found["on-the-day"] = partial(pages.open_day, course_id)
        found["week"] = partial(_show_week, window, course_id)
        found["week-by-group"] = partial(_show_by_group, window, course_id)
    waiting_id = _course_to_arrange(window)
    if waiting_id is not None:
        found["proposal"] = partial(_arrange, window, waiting_id)
    return found


def _course_to_arrange(window: MainWindow) -> int | None:
    """The course with the most blocks that wait for a place; None where none waits."""
    from cittrainer.queries.courses import courses
    from cittrainer.queries.weeks import week

    if window.runner is None:
        return None
    with window.runner.database.read() as db:
        waiting = {row.id: len(week(db, row.id).unplaced) for row in courses(db)}
    return max(waiting, key=lambda one: waiting[one]) if any(waiting.values()) else None


def _show_board(window: MainWindow) -> None:
    """Show whom coming courses still lack, beside the book of presenters."""
    window.shell.show_page("presenters").show_view("board")  # type: ignore[attr-defined]


def _arrange(window: MainWindow, course_id: int) -> None:
    """Let the planner propose a plan for a course, and show it."""
    tab = _show_week(window, course_id)
    tab.asks.arrange()
    _wait(lambda: not tab.planning.is_working)


def _show_coverage(window: MainWindow) -> None:
    """Show the coverage of the agency with the most people."""
    page = cast("CoveragePage", window.shell.show_page("coverage"))
    _settle(window)
    rows = page.list.rows.rows()
    if rows:
        page.list.select([max(rows, key=lambda row: row.prospect.strength).key])


def _show_by_group(window: MainWindow, course_id: int) -> None:
    """Show the week of a course with each day divided by its groups."""
    from cittrainer.gui.courses.week.columns import Division

    _show_week(window, course_id).view.divide(Division.GROUPS)


def _show_week(window: MainWindow, course_id: int) -> WeekTab:
    """Show the week of a course with whole days."""
    from cittrainer.gui.courses.week.columns import Division
    from cittrainer.gui.courses.week_tab import WeekTab

    assert window.pages is not None
    window.pages.open_course(course_id, "week")
    _settle(window)
    tab = next(one for one in window.findChildren(WeekTab) if one.isVisible())
    tab.view.divide(Division.DAYS)
    return tab


def _newest_full_course(window: MainWindow) -> int | None:
    """The course with the most people in it."""
    from cittrainer.queries.courses import courses

    if window.runner is None:
        return None
    with window.runner.database.read() as db:
        rows = courses(db)
    return max(rows, key=lambda row: row.enrolled).id if rows else None


def _sample(path: Path) -> Path:
    from cittrainer.db import Actor
    from cittrainer.gui.common.dates import this_day
    from cittrainer.jobs import sample
    from cittrainer.jobs.progress import Progress

    actor = Actor("Joanna Whitfield", "sample")
    today = this_day()
    sample.build(path, actor, today=today, progress=Progress())
    return path


def _settle(window: MainWindow) -> None:
    """Wait until everything that was read is shown and painted."""
    _sleep(SETTLES)
    _wait(lambda: window.runner is None or window.runner.idle)
    window.shell.toasts.dismiss()
    _sleep(SETTLES)


def _wait(done: Callable[[], bool]) -> None:
    waited = 0
    while not done():
        if waited > PATIENCE:
            raise TimeoutError("a page did not show its data in time")
        _sleep(20)
        waited += 20


def _sleep(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    raise SystemExit(main())
