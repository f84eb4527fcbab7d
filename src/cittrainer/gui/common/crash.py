"""What happens when the program has a defect: it is logged, told, and the program goes on."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import cittrainer
from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.icons import IconLabel

if TYPE_CHECKING:
    from types import TracebackType

log = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Stands at ``sys.excepthook`` for as long as it lives; errors of all threads arrive."""

    _arrived = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._open: CrashDialog | None = None
        # Queued when it comes from another thread, so that the window opens on this one.
        self._arrived.connect(self._show)

    def install(self) -> None:
        """Take over what Python does with an error that nobody caught."""
        sys.excepthook = self.report

    def remove(self) -> None:
        """Give Python its own way back, as when the window closes."""
        sys.excepthook = sys.__excepthook__

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log a defect and show it once; further ones join the open window."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.critical("Defect", exc_info=(kind, error, trace))
        self._arrived.emit("".join(traceback.format_exception(kind, error, trace)))

    def _show(self, details: str) -> None:
        if self._open is not None and self._open.isVisible():
            self._open.add(details)
            return
        self._open = CrashDialog(details, QApplication.activeWindow())
        self._open.open()


class CrashDialog(QDialog):
    """Says that the program made a mistake, with all that a helper needs to find it."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.setWindowTitle(self.tr("The program made a mistake"))
        self.resize(640, 420)
        self._details = QPlainTextEdit(f"{versions()}\n\n{details}")
        self._details.setReadOnly(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setAccessibleName(self.tr("Details"))
        sentence = self.tr(
            "What you did last was not saved; everything before is safe, and the program goes on. "
            "Please copy the details and send them to whoever looks after the program."
        )
        heading = QHBoxLayout()
        heading.addWidget(IconLabel("warning", "warning", 24))
        heading.addWidget(label(self.windowTitle(), "title"), 1)
        copy = button(self.tr("Copy details"), "", "copy")
        copy.clicked.connect(self.copy)
        go_on = button(self.tr("Go on"), "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(go_on)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 18, 20, 18)
        inside.setSpacing(12)
        inside.addLayout(heading)
        inside.addWidget(label(sentence, wrap=True))
        inside.addWidget(self._details, 1)
        inside.addLayout(buttons)
        go_on.setFocus()

    @property
    def details(self) -> str:
        """All that would be copied."""
        return self._details.toPlainText()

    def add(self, details: str) -> None:
        """Add another defect that came while the window was open."""
        self._details.appendPlainText(f"\n{details}")

    def copy(self) -> None:
        """Put versions and details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details)


def versions() -> str:
    """The program's version and those of what it stands on, one a line."""
    from importlib.metadata import version  # noqa: PLC0415 - slow, and needed only after a defect

    return "\n".join(
        (
            f"CIT Trainer {cittrainer.__version__}",
            f"Python {platform.python_version()}",
            f"Qt {qVersion()}, PySide6 {PySide6.__version__}",
            f"SQLAlchemy {version('SQLAlchemy')}",
            f"{platform.system()} {platform.release()}",
        )
    )
