"""Keys that mean something only while the keyboard is inside one widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def inside(widget: QWidget, key: str, act: Callable[[], object]) -> QShortcut:
    """Let a key do something while the keyboard is in a widget or in a part of it.

    Elsewhere in the window the key stays what it is, such as Escape while a block is dragged.
    """
    shortcut = QShortcut(QKeySequence(key), widget, act)
    # Set and not handed to the constructor, which takes the argument and forgets it.
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return shortcut
