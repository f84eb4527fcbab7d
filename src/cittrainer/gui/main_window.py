"""The window: opens a file, shows its pages, offers undo, and says how things stand."""

from __future__ import annotations

import getpass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from cittrainer.gui.common.crash import CrashReporter
from cittrainer.gui.common.messages import FileChooser, ask, tell_error
from cittrainer.gui.common.progress import ProgressPanel
from cittrainer.gui.navigation_keys import NAVIGATION
from cittrainer.gui.opening import Opener
from cittrainer.gui.shell import Shell

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent

    from cittrainer.db import Actor, Database, StepDone, StepOffer
    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import JobHandle, Runner
    from cittrainer.gui.common.theme import Theme
    from cittrainer.gui.handbook.window import HandbookWindow
    from cittrainer.gui.pages import Pages
    from cittrainer.queries.academy import AcademyCard
    from cittrainer.settings import SettingsFile

BACKUP_LOOK = 3_600_000
"""Milliseconds between two looks whether the daily backup is due."""


CHECKED_AFTER = 5_000
"""Milliseconds after opening in which a file that was closed well is read through."""


class MainWindow(QMainWindow):
    """The frame of everything, and every connection between its parts."""

    def __init__(
        self, settings: SettingsFile, theme: Theme, chooser: FileChooser | None = None
    ) -> None:
        super().__init__()
        self.settings = settings
        self.theme = theme
        self.chooser = chooser or FileChooser()
        self.runner: Runner | None = None
        self.pages: Pages | None = None
        self._welcome: QWidget | None = None
        self._handbook: HandbookWindow | None = None
        self.setWindowTitle("CIT Trainer")
        self.setMinimumSize(800, 560)
        self.resize(1280, 800)
        self.restoreGeometry(QByteArray.fromBase64(settings.value.window_geometry.encode()))
        self.shell = Shell()
        self.setCentralWidget(self.shell)
        self.progress = ProgressPanel(self.shell)
        self.opener = Opener(self)
        self.opener.opened.connect(self.take)
        self.opener.refused.connect(self._opening_refused)
        self.opener.ended.connect(self.progress.finish)
        self.crash = CrashReporter(self)
        self.crash.install()
        self.shell.undo_wanted.connect(self._undo)
        self.shell.redo_wanted.connect(self._redo)
        self.shell.help_wanted.connect(self.show_handbook)
        self.shell.search_wanted.connect(self._search)
        self._backup_timer = QTimer(self, interval=BACKUP_LOOK)
        self._backup_timer.timeout.connect(self.back_up_if_due)
        for key, title in NAVIGATION:
            self.shell.add_page(key, title, key, partial(self._make_page, key))
        self._show_frame_only()

    @property
    def actor(self) -> Actor:
        """Who works here, as the history names them."""
        from cittrainer.db import Actor

        account = getpass.getuser()
        return Actor(self.settings.value.user_name or account, account)

    def begin(self, path: Path) -> None:
        """Open a file, or welcome who starts for the first time."""
        if problem := self.settings.take_problem():
            self.shell.toasts.say(problem)
        if path.is_file():
            self.open(path)
        else:
            self.welcome()

    def open(self, path: Path, *, by_force: bool = False) -> None:
        """Close the open file and open another."""
        self.let_go()
        self.shell.set_status(self.tr("Opening %s …") % path.name)
        self.opener.open(path, self.actor, by_force=by_force)

    @Slot(object)
    def take(self, database: Database) -> None:
        """Show the file that was just opened."""
        from cittrainer.gui.common.runner import Runner
        from cittrainer.gui.pages import Pages

        self.let_go()
        self.settings.store(self.settings.value.with_recent(database.path))
        self.runner = Runner(database, self)
        self.runner.changed.connect(self._tell_step)
        self.runner.refused.connect(self._tell_refusal)
        self.runner.started.connect(self._show_job)
        self.pages = Pages(self, self.runner)
        self._leave_welcome()
        self.shell.navigation.show()
        self.shell.search.show()
        self.shell.show_page("home")
        self._read_frame()
        self.back_up_if_due()
        self._backup_timer.start()
        if not database.unclean:
            QTimer.singleShot(CHECKED_AFTER, self.runner, self._check_file)

    def let_go(self) -> None:
        """Close the open file, if there is one, after all that is under way is saved."""
        self._backup_timer.stop()
        if self.runner is not None:
            self.shell.forget_pages()
            self.runner.close()
            self.runner.deleteLater()
            self.runner, self.pages = None, None
        self._show_frame_only()

    def welcome(self, error: UserError | None = None, path: Path | None = None) -> None:
        """Offer to make, to try or to open a file; and say why one could not be opened."""
        from cittrainer.gui.welcoming import make_welcome

        self._leave_welcome()
        self._welcome = make_welcome(self, error, path)
        self.shell.show_widget(self._welcome, under="home")

    def show_handbook(self) -> None:
        """Open the handbook, which is on this computer, at the page about what is shown."""
        from cittrainer.gui.handbook.window import HandbookWindow

        if self._handbook is None:
            self._handbook = HandbookWindow(parent=self)
        self._handbook.show_page_for(self.pages.place if self.pages else "")
        self._handbook.show()
        self._handbook.raise_()

    def back_up_if_due(self) -> None:
        """Make the daily backup if something changed since the last one."""
        from cittrainer.jobs.daily_backup import backup_if_due

        if self.runner is not None:
            from cittrainer.gui.common.dates import this_day

            today = this_day()
            self.runner.start(
                self.tr("Backing up"),
                lambda database, _progress: backup_if_due(database, today=today),
                done=self.show_saved,
            )

    def back_up_now(self) -> None:
        """Make a backup because somebody asked for it."""
        from cittrainer.jobs.daily_backup import last_backup

        if self.runner is None:
            return

        def work(database: Database, _progress: object) -> datetime | None:
            database.backup("by hand")
            return last_backup(database)

        def tell(made: datetime | None) -> None:
            self.show_saved(made)
            self.shell.toasts.say(self.tr("Backed up"))

        self.runner.start(self.tr("Backing up"), work, done=tell)

    def begin_anew(self) -> None:
        """Close the open file and offer to make another."""
        self.let_go()
        self.welcome()

    def choose_file(self) -> None:
        """Open another academy's file."""
        kinds = self.tr("CIT Trainer files (*.cit)")
        path = self.chooser.open_file(self, self.tr("Open a file"), kinds)
        if path is not None:
            self.open(path)

    def restore(self, backup: Path) -> None:
        """Go back to a backup of the open file; what is replaced is kept beside it."""
        if self.runner is None:
            return
        path = self.runner.database.path
        self.let_go()
        actor = self.actor

        def work() -> Database:
            from cittrainer.db import Database
            from cittrainer.db import backup as backups

            backups.restore(path, backup)
            return Database.open(path, actor)

        self.shell.set_status(self.tr("Restoring %s …") % path.name)
        self.opener.run(path, work)

    def show_saved(self, backed_up: datetime | None) -> None:
        """Say at the bottom left that all is saved, and when it was backed up."""
        if backed_up is None:
            self.shell.set_status(self.tr("All saved"), self.tr("No backup yet"))
            return
        from cittrainer.gui.common.dates import moment

        self.shell.set_status(self.tr("All saved"), self.tr("Backed up %s") % moment(backed_up))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place, and close the file when all is saved."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.settings.change(window_geometry=geometry)
        self.opener.close()
        self.let_go()
        self.crash.remove()
        super().closeEvent(event)

    def _check_file(self) -> None:
        if self.runner is not None:
            self.runner.start(self.tr("Checking the file"), lambda data, _progress: data.check())

    def _make_page(self, key: str) -> QWidget:
        if self.pages is None:
            raise RuntimeError(f"the page {key} was asked for while no file is open")
        return self.pages.make(key)

    def _show_frame_only(self) -> None:
        self.shell.set_academy("")
        self.shell.set_undo("", "")
        self.shell.search.hide()
        self.shell.navigation.hide()

    def _leave_welcome(self) -> None:
        if self._welcome is not None:
            self.shell.close_widget(self._welcome)
            self._welcome = None

    @Slot(object, object)
    def _opening_refused(self, error: UserError, path: Path) -> None:
        from cittrainer.db.lock import OpenElsewhere

        elsewhere = isinstance(error, OpenElsewhere) and not error.holder.here
        if elsewhere and ask(
            self,
            self.tr("Open it all the same?"),
            self.tr(
                "%s If that computer was switched off while the file was open, you can open it "
                "here. If somebody still works with it there, changes of one of you will be lost."
            )
            % error.message,
            self.tr("Open it"),
            danger=True,
        ):
            self.open(path, by_force=True)
            return
        self.welcome(error, path)

    @Slot(object)
    def _tell_step(self, done: StepDone) -> None:
        from cittrainer.models import AttendanceEntry, ConfidentialOpening, StepKind

        self._read_frame()
        told_elsewhere = (AttendanceEntry.__tablename__, ConfidentialOpening.__tablename__)
        if done.step_id is None or any(done.tables == {table} for table in told_elsewhere):
            # Ticks, and what was opened, are seen where they are made; a message would be in
            # the way.
            return
        toasts = self.shell.toasts
        if done.kind is StepKind.UNDO:
            toasts.say(self.tr("Undone: %s") % done.label, self.tr("Redo"), self._redo)
        elif done.undoable:
            step_id = done.step_id if done.kind is StepKind.DO else None
            toasts.say(done.label, self.tr("Undo"), lambda: self._undo(step_id))
        else:
            toasts.say(done.label)

    @Slot(object)
    def _tell_refusal(self, error: UserError) -> None:
        tell_error(self, error)

    @Slot(object)
    def _show_job(self, job: JobHandle) -> None:
        if job.in_place:
            return
        panel = self.progress
        panel.start(job.label)
        job.progressed.connect(panel.set_progress)
        panel.cancel_wanted.connect(job.cancel)
        job.ended.connect(panel.finish)
        self.place_progress()

    def place_progress(self) -> None:
        """Put the progress of long work at the lower right of the window."""
        panel = self.progress
        panel.setFixedWidth(min(420, self.width() - 40))
        panel.adjustSize()
        panel.move(self.width() - panel.width() - 20, self.height() - panel.height() - 20)
        panel.raise_()

    @Slot()
    def _undo(self, step_id: int | None = None) -> None:
        if self.runner is not None:
            self.runner.undo(step_id)

    @Slot()
    def _redo(self) -> None:
        if self.runner is not None:
            self.runner.redo()

    @Slot()
    def _search(self) -> None:
        if self.pages is not None:
            self.pages.search()

    def _read_frame(self) -> None:
        """Read whose file it is, and what Undo and Redo would do."""
        from cittrainer.queries.academy import academy

        runner = self.runner
        if runner is None:
            return
        runner.read(academy, self._show_academy)
        runner.read(
            lambda _db: (runner.database.undoable(), runner.database.redoable()), self._show_undo
        )

    def _show_academy(self, one: AcademyCard | None) -> None:
        name = one.name if one else ""
        self.shell.set_academy(name)
        self.setWindowTitle(f"{name} – CIT Trainer" if name else "CIT Trainer")

    def _show_undo(self, offers: tuple[StepOffer | None, StepOffer | None]) -> None:
        self.shell.set_undo(*(offer.label if offer else "" for offer in offers))
