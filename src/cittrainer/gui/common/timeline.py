"""What happened to somebody, as a line with a dot for every entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cittrainer.gui.common.theme import Size, Weight, font, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENTRY = 42
"""Pixels from one entry to the next."""
_TEXT = 21
"""Pixels from the left edge to the words."""
_DOT = 4.0


class Timeline(QWidget):
    """Entries of two lines each, the newest on top; one can be chosen with mouse or keys."""

    entry_chosen = Signal(int)
    """Which entry was clicked, or had the keyboard when Enter was pressed, counted from 0."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[tuple[str, str], ...] = ()
        self._name = name or self.tr("Record")
        self.setAccessibleName(self._name)
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show other entries, each a title and what stands under it."""
        self._entries = tuple(entries)
        self._current = 0
        told = ". ".join(" ".join(filter(None, entry)) for entry in self._entries)
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """What is shown."""
        return self._entries

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down the entries, and choose one."""
        match event.key():
            case Qt.Key.Key_Up:
                self._go_to(self._current - 1)
            case Qt.Key.Key_Down:
                self._go_to(self._current + 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._entries:
                self.entry_chosen.emit(self._current)
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the entry under the mouse."""
        at = self._entry_at(event.position().y())
        if at is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go_to(at)
            self.entry_chosen.emit(at)

    def event(self, event: QEvent) -> bool:
        """Show the whole of an entry whose words had to be shortened."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            at = self._entry_at(event.pos().y())
            words = "" if at is None else "\n".join(filter(None, self._entries[at]))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(200, _ENTRY * len(self._entries))

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return QSize(120, _ENTRY * len(self._entries))

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._entries) > 1:
            painter.setPen(QPen(QColor(worn.line), 2))
            last = _ENTRY * (len(self._entries) - 1) + 9
            painter.drawLine(QPointF(6, 9), QPointF(6, last))
        bold, small = font(weight=Weight.BOLD), font(Size.small)
        wide = max(self.width() - _TEXT, 0)
        for at, (title, detail) in enumerate(self._entries):
            top = at * _ENTRY
            if at == self._current and self.hasFocus():
                painter.setPen(QColor(worn.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRect(_TEXT - 5, top, wide + 4, 37), 4, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(worn.accent))
            painter.drawEllipse(QPointF(6, top + 9), _DOT, _DOT)
            for text, letters, colour, under in (
                (title, bold, worn.text, 0),
                (detail, small, worn.muted, 18),
            ):
                painter.setFont(letters)
                painter.setPen(QColor(colour))
                shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, wide)
                place = QRect(_TEXT, top + under, wide, 18)
                left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(place, left, shown)
        painter.end()

    def _go_to(self, at: int) -> None:
        self._current = max(0, min(at, len(self._entries) - 1))
        self.update()

    def _entry_at(self, height: float) -> int | None:
        """The entry at a height of the widget, if there is one."""
        at = int(height // _ENTRY)
        return at if 0 <= at < len(self._entries) else None
