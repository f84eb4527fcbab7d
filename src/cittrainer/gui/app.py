"""Starts the window: its frame first, then the data."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cittrainer import __version__
from cittrainer.gui.common.dates import use_language_of_the_field
from cittrainer.gui.common.theme import Theme
from cittrainer.gui.main_window import MainWindow
from cittrainer.paths import default_file, log_folder
from cittrainer.settings import SettingsFile

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_LOG = 1_000_000
"""Bytes after which the log begins a new file; one older one is kept."""


def run(data: Path | None = None) -> int:
    """Open the window and stay until it is closed.

    Args:
        data: The academy's file; else the one that was open last, or the user's own.

    Returns:
        The exit status.
    """
    _log_to_file()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CIT Trainer")
    app.setApplicationVersion(__version__)
    use_language_of_the_field()
    settings = SettingsFile()
    theme = Theme(app, settings.value.theme)
    window = MainWindow(settings, theme)
    window.show()
    # Only once the frame is painted: reading the data must not hold it up.
    QTimer.singleShot(0, lambda: window.begin(data or last_file(settings)))
    return app.exec()


def last_file(settings: SettingsFile) -> Path:
    """The file that was open last and is still there, or the user's own."""
    from pathlib import Path

    recent = (Path(name) for name in settings.value.recent_files)
    return next((path for path in recent if path.is_file()), default_file())


def _log_to_file() -> None:
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(
        log_folder() / "cittrainer.log",
        maxBytes=LARGEST_LOG,
        backupCount=1,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
