"""Connects the welcome page with the window: makes, opens and restores files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cittrainer.db import Actor, Database, backup
from cittrainer.db.health import set_aside
from cittrainer.db.sqlite import DamagedFile
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.welcome.new_academy import NewAcademyDialog
from cittrainer.gui.welcome.page import WelcomePage
from cittrainer.jobs import new_academy, sample
from cittrainer.jobs.progress import Progress
from cittrainer.paths import default_file

if TYPE_CHECKING:
    from cittrainer.errors import UserError
    from cittrainer.gui.main_window import MainWindow
    from cittrainer.services.academy import AcademyWords


class Welcoming(QObject):
    """What the buttons of the welcome page do; it lives as long as the page."""

    def __init__(self, window: MainWindow, page: WelcomePage) -> None:
        super().__init__(page)
        self._window = window
        self._dialog: NewAcademyDialog | None = None
        page.new_wanted.connect(self.ask_for_academy)
        page.sample_wanted.connect(self.build_sample)
        page.file_wanted.connect(window.choose_file)
        page.open_wanted.connect(window.open)
        page.restore_wanted.connect(self.restore_latest)

    def ask_for_academy(self) -> None:
        """Open the form of a new academy."""
        window = self._window
        dialog = NewAcademyDialog(
            _free(default_file()), window.settings.value.user_name, window.chooser, window
        )
        dialog.filled.connect(self._make)
        self._dialog = dialog
        dialog.open()

    def build_sample(self) -> None:
        """Build the sample academy in a file of its own, and open it."""
        window, path = self._window, sample.default_path()
        actor, today = window.actor, this_day()
        progress = self._progress(self.tr("Building the sample academy"))

        def work() -> Database:
            sample.build(path, actor, today=today, progress=progress)
            return Database.open(path, actor)

        window.opener.run(path, work)

    def restore_latest(self, path: Path) -> None:
        """Set a damaged file aside and open the latest backup that is whole in its place."""
        window, actor = self._window, self._window.actor

        def work() -> Database:
            set_aside(path)
            for each in backup.every(path):
                try:
                    backup.restore(path, each.path)
                except DamagedFile:
                    continue
                break
            return Database.open(path, actor)

        window.opener.run(path, work)

    def _make(self, typed: AcademyWords, path: Path, user_name: str) -> None:
        window, dialog = self._window, self._dialog
        window.settings.change(user_name=user_name)
        actor = Actor(user_name or window.actor.name, window.actor.account)
        progress = Progress()

        def work() -> Database:
            new_academy.create(path, actor, typed, progress)
            return Database.open(path, actor)

        if dialog is not None:
            window.opener.run(path, work, explain=dialog.refuse)
            window.opener.opened.connect(lambda _database: _leave(dialog))

    def _progress(self, title: str) -> Progress:
        """Progress that the window shows; Cancel asks the work to stop."""
        window = self._window
        progress = Progress(window.opener.progressed.emit)
        window.progress.start(title)
        window.opener.progressed.connect(window.progress.set_progress)
        window.progress.cancel_wanted.connect(progress.cancel)
        window.place_progress()
        return progress


def make_welcome(
    window: MainWindow, error: UserError | None = None, path: Path | None = None
) -> WelcomePage:
    """The welcome page, connected; with the reason why a file could not be opened."""
    recent = [Path(name) for name in window.settings.value.recent_files]
    page = WelcomePage([one for one in recent if one.is_file()])
    Welcoming(window, page)
    if error is not None:
        damaged = isinstance(error, DamagedFile) and path is not None and backup.every(path)
        page.show_error(error, path if damaged else None)
    return page


def _leave(dialog: NewAcademyDialog) -> None:
    dialog.settle()
    dialog.accept()


def _free(path: Path) -> Path:
    """The path, or the next that no file has yet."""
    candidates = [path, *(path.with_stem(f"{path.stem} {number}") for number in range(2, 100))]
    return next((one for one in candidates if not one.exists()), path)
