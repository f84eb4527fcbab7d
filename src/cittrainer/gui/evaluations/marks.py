"""One question of a form on screen: its text, and the marks to choose from by digit or mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cittrainer.gui.common.theme import Size, Weight, font, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMN = 74
"""Pixels of a mark's column."""

_HEIGHT = 44
_BOX = 28
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NUMBER_ROOM = 34


class ScaleHeading(QWidget):
    """The words of the scale above the marks."""

    def __init__(self, scale: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.setAccessibleName(", ".join(f"{at} {word}" for at, word in enumerate(scale, start=1)))
        self.setFixedHeight(36)

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        painter = QPainter(self)
        painter.setFont(font(11))
        painter.setPen(QColor(tokens().muted))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        for at, word in enumerate(self._scale):
            left = self.width() - (len(self._scale) - at) * COLUMN
            place = QRect(left + 2, 0, COLUMN - 4, self.height() - 4)
            painter.drawText(place, flags | Qt.TextFlag.TextWordWrap, word)
        painter.end()


class MarkRow(QWidget):
    """A question with its marks; a digit sets the mark."""

    marked = Signal(int)
    """The mark that was chosen; 0 takes it away."""
    next_wanted = Signal()
    back_wanted = Signal()
    form_done = Signal()

    def __init__(
        self, number: int, text: str, scale: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._number = number
        self._text = text
        self._scale = scale
        self._mark = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)
        self.show_mark(0)

    @property
    def mark(self) -> int:
        """What is chosen, from 1; 0 while nothing is."""
        return self._mark

    def show_mark(self, mark: int) -> None:
        """Show what is chosen."""
        self._mark = mark
        said = f"{mark} {self._scale[mark - 1]}" if mark else self.tr("not answered")
        self.setAccessibleName(f"{self._number}. {self._text}: {said}")
        self.update()

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(len(self._scale) * COLUMN + 320, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return QSize(len(self._scale) * COLUMN + 180, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits, Enter, Backspace and the arrows."""
        key = event.key()
        digit = key - Qt.Key.Key_0
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 1 <= digit <= len(self._scale):
            self.marked.emit(digit)
            self.next_wanted.emit()
        elif plain and key in (Qt.Key.Key_0, Qt.Key.Key_Delete):
            self.marked.emit(0)
        elif plain and key in _ENTER:
            self.form_done.emit()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Up):
            self.back_wanted.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a click on a mark; a second one takes it away."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for mark in range(1, len(self._scale) + 1):
            if self._box(mark).adjusted(-10, -8, 10, 8).contains(event.position()):
                self.marked.emit(0 if mark == self._mark else mark)

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QColor(worn.accent))
            painter.setBrush(QColor(worn.accent_soft))
            inside = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
            painter.drawRoundedRect(inside, Size.control_radius, Size.control_radius)
        self._paint_text(painter)
        for mark in range(1, len(self._scale) + 1):
            self._paint_box(painter, mark)
        painter.end()

    def _paint_text(self, painter: QPainter) -> None:
        worn = tokens()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(Size.small))
        painter.setPen(QColor(worn.muted))
        painter.drawText(QRect(0, 0, _NUMBER_ROOM - 10, self.height()), right, str(self._number))
        letters = font()
        painter.setFont(letters)
        painter.setPen(QColor(worn.text))
        width = self.width() - len(self._scale) * COLUMN - _NUMBER_ROOM - 8
        place = QRect(_NUMBER_ROOM, 0, width, self.height())
        # Two lines of a question fit; the rest is in the tooltip.
        shown = QFontMetrics(letters).elidedText(
            self._text, Qt.TextElideMode.ElideRight, 2 * width - 40
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(place, flags, shown)

    def _paint_box(self, painter: QPainter, mark: int) -> None:
        worn = tokens()
        chosen = mark == self._mark
        painter.setPen(QColor(worn.accent if chosen else worn.strong_line))
        painter.setBrush(QColor(worn.accent if chosen else worn.surface))
        painter.drawRoundedRect(self._box(mark), Size.block_radius, Size.block_radius)
        painter.setFont(font(weight=Weight.BOLD if chosen else Weight.NORMAL))
        painter.setPen(QColor(worn.on_accent if chosen else worn.muted))
        painter.drawText(self._box(mark), Qt.AlignmentFlag.AlignCenter, str(mark))

    def _box(self, mark: int) -> QRectF:
        middle = self.width() - (len(self._scale) - mark + 0.5) * COLUMN
        corner = QPointF(middle - _BOX / 2, (self.height() - _BOX) / 2)
        return QRectF(corner.x(), corner.y(), _BOX, _BOX)
