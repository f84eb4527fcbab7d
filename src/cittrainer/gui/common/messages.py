"""The one place that shows messages: what was done (with Undo), what was refused, what is asked.

Pages raise ``UserError`` and let the runner tell; nothing else opens a message box.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.fields import restyle
from cittrainer.gui.common.icons import IconLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cittrainer.errors import UserError

SHOWN_FOR = 7_000
"""Milliseconds a message stays; it stays longer while the mouse or the keyboard is on it."""

_SHOWN_WHILE_OTHERS_WAIT = 1_800
_FADE = 160
_GAP_BELOW = 22


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    action: str
    act: Callable[[], None] | None


class Toasts(QFrame):
    """The dark pill at the bottom of the window; messages wait for each other in a queue.

    F6 brings the keyboard to the message, Escape puts it away.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setProperty("role", "toast")
        self.setAccessibleName(self.tr("Message"))
        self._waiting: deque[_Message] = deque()
        self._shown: _Message | None = None
        self._text = label()
        self._action = button("")
        self._action.clicked.connect(self._act)
        self._close = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._close.activated.connect(self.dismiss)
        self._reach = QShortcut(QKeySequence(Qt.Key.Key_F6), parent)
        self._reach.activated.connect(self._take_focus)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 10, 7)
        row.setSpacing(10)
        row.addWidget(self._text)
        row.addWidget(self._action)
        self._opacity = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._opacity)
        self._fade = QPropertyAnimation(self._opacity, b"opacity", self)
        self._fade.setDuration(_FADE)
        self._fade.finished.connect(self._after_fade)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._time_is_up)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a message, after those that already wait.

        Args:
            text: What was done, a short sentence.
            action: What the button says, such as “Undo”; no button when empty.
            act: What the button does.
        """
        self._waiting.append(_Message(text, action if act else "", act))
        if self._shown is None:
            self._next()
        else:
            self._timer.start(min(self._timer.remainingTime(), _SHOWN_WHILE_OTHERS_WAIT))

    @property
    def text(self) -> str:
        """What is shown now, empty when nothing is."""
        return self._shown.text if self._shown else ""

    def dismiss(self) -> None:
        """Put the message away and show the next."""
        if self._shown is None:
            return
        self._timer.stop()
        self._shown = None
        self._fade.setEndValue(0.0)
        self._fade.start()

    def press(self) -> None:
        """Do what the button offers."""
        self._action.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch another widget's events."""
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _next(self) -> None:
        message = self._shown = self._waiting.popleft()
        self._text.setText(
            self._text.fontMetrics().elidedText(
                message.text,
                Qt.TextElideMode.ElideRight,
                max(self._window.width() - 200, 200),
            )
        )
        self._text.setToolTip(message.text)
        self._action.setText(message.action)
        self._action.setAccessibleName(message.action)
        self._action.setVisible(bool(message.action))
        self._place()
        self.show()
        self.raise_()
        announce(self, message.text)
        self._fade.setEndValue(1.0)
        self._fade.start()
        self._timer.start(_SHOWN_WHILE_OTHERS_WAIT if self._waiting else SHOWN_FOR)

    def _place(self) -> None:
        self.adjustSize()
        room = self._window.rect()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - _GAP_BELOW)

    def _after_fade(self) -> None:
        if self._shown is not None:
            return
        if self._waiting:
            self._next()
        else:
            self.hide()

    def _time_is_up(self) -> None:
        if self.underMouse() or self._action.hasFocus():
            self._timer.start(_SHOWN_WHILE_OTHERS_WAIT)
        else:
            self.dismiss()

    def _act(self) -> None:
        message = self._shown
        self.dismiss()
        if message is not None and message.act is not None:
            message.act()

    def _take_focus(self) -> None:
        if self._shown is not None and self._action.isVisible():
            self._action.setFocus(Qt.FocusReason.ShortcutFocusReason)


class Banner(QFrame):
    """A refusal or a warning where it happened: the sentence, and under it what to do."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("error", "error", 20)
        self._message = label("", "strong", wrap=True)
        self._hint = label("", wrap=True)
        for words in (self._message, self._hint):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._message)
        texts.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.hide()

    def show_error(self, error: UserError) -> None:
        """Show what was refused, why, and what to do."""
        self._show(error.message, error.hint, "error")

    def show_warning(self, sentence: str, hint: str = "") -> None:
        """Show something doubtful that does not stop anybody."""
        self._show(sentence, hint, "warning")

    def show_note(self, sentence: str, hint: str = "") -> None:
        """Show something that is good to know."""
        self._show(sentence, hint, "info")

    def clear(self) -> None:
        """Take the message away."""
        self._message.clear()
        self.hide()

    @property
    def message(self) -> str:
        """The sentence that is shown, empty when none is."""
        return self._message.text()

    def _show(self, sentence: str, hint: str, kind: str) -> None:
        self.setProperty("role", f"{kind}-banner")
        restyle(self)
        self._icon.show_icon(kind, "accent" if kind == "info" else kind)
        self._message.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{sentence} {hint}".strip())
        self.show()
        announce(self, self.accessibleName())


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say what has just come into view."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def ask(
    parent: QWidget, title: str, sentence: str, accept_label: str, *, danger: bool = False
) -> bool:
    """Ask before something that cannot be undone; everything else offers Undo afterwards.

    Args:
        parent: The window that asks.
        title: The question, such as “Issue 28 certificates?”.
        sentence: What will happen and that it stays.
        accept_label: The verb on the button, such as “Issue”.
        danger: Something is lost; the button is red and is not the default.

    Returns:
        Whether the answer was the verb; closing the question means no.
    """
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(sentence)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    accept = box.addButton(accept_label, QMessageBox.ButtonRole.AcceptRole)
    accept.setProperty("kind", "danger" if danger else "primary")
    restyle(accept)
    box.setDefaultButton(cancel if danger else accept)
    box.setEscapeButton(cancel)
    _plain_buttons(box.findChildren(QDialogButtonBox))
    box.exec()
    return box.clickedButton() is accept


def tell_error(parent: QWidget, error: UserError) -> None:
    """Show a refusal in a window of its own, where there is no page to show it on."""
    box = QMessageBox(parent)
    box.setWindowTitle(parent.tr("Not done"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(error.message)
    box.setInformativeText(error.hint)
    box.addButton(QMessageBox.StandardButton.Ok)
    _plain_buttons(box.findChildren(QDialogButtonBox))
    box.exec()


def _plain_buttons(boxes: Sequence[QDialogButtonBox]) -> None:
    """Take the platform's pictures off the buttons."""
    for box in boxes:
        for each in box.buttons():
            each.setIcon(type(each.icon())())


class FileChooser:
    """Asks for file names; handed to pages so that a test can answer instead of a person."""

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """An existing file, or None; ``kinds`` is Qt's filter, such as “Sheets (*.xlsx *.csv)”."""
        name, _kind = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(name) if name else None

    def save_file(self, parent: QWidget, title: str, proposal: str, kinds: str) -> Path | None:
        """Where to write, or None; an existing file is asked about before it is replaced."""
        name, _kind = QFileDialog.getSaveFileName(parent, title, proposal, kinds)
        return Path(name) if name else None

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """An existing folder, or None."""
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None
