"""Small drawings with numbers: bars of hours or shares, and a person's record in time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cittrainer.gui.common.theme import Size, Weight, font, tokens
from cittrainer.gui.common.tokens import Tone


class MeterBar(QWidget):
    """How much of a goal is reached: a name, “8:40 of 8:00”, and a bar under them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._value = ""
        self._goal = ""
        self._share = 0.0
        self._tone = Tone.INFO
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_meter(self, name: str, value: str, goal: str, share: float, tone: Tone) -> None:
        """Show other numbers.

        Args:
            name: What is measured.
            value: How much there is, in words, such as “8:40”.
            goal: What is asked for, in words, such as “of 8:00”, or empty.
            share: The filled part of the bar, 0 to 1; more is cut off.
            tone: Good when reached, error when not.
        """
        self._name = name
        self._value = value
        self._goal = goal
        self._share = min(max(share, 0.0), 1.0)
        self._tone = tone
        words = f"{name}: {value} {goal}".strip()
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(180, 30)

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return QSize(110, 30)

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(worn.tone(self._tone)[0])
        words = QRect(0, 0, self.width(), 20)
        left = self._paint_numbers(painter, words, colour)
        plain = font(Size.small)
        painter.setFont(plain)
        painter.setPen(QColor(worn.text))
        room = words.adjusted(0, 0, left - words.width() - 8, 0)
        name = QFontMetrics(plain).elidedText(self._name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        paint_bar(painter, QRectF(0, 23, self.width(), 4), self._share, colour)
        painter.end()

    def _paint_numbers(self, painter: QPainter, place: QRect, colour: QColor) -> int:
        """Draw value and goal at the right; returns where they begin."""
        worn = tokens()
        plain, bold = font(Size.small), font(Size.small, Weight.BOLD)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(plain)
        painter.setPen(QColor(worn.muted))
        painter.drawText(place, right, self._goal)
        goal = QFontMetrics(plain).horizontalAdvance(f" {self._goal}") if self._goal else 0
        painter.setFont(bold)
        painter.setPen(colour if self._tone is Tone.ERROR else QColor(worn.text))
        painter.drawText(place.adjusted(0, 0, -goal, 0), right, self._value)
        return place.width() - goal - QFontMetrics(bold).horizontalAdvance(self._value)


def paint_bar(
    painter: QPainter, place: QRectF, share: float, colour: QColor, radius: float = 2
) -> None:
    """Draw a bar filled to a share (0 to 1) on the ground of all bars."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().grid))
    painter.drawRoundedRect(place, radius, radius)
    if share > 0:
        filled = QRectF(place)
        filled.setWidth(max(place.width() * share, 2 * radius))
        painter.setBrush(colour)
        painter.drawRoundedRect(filled, radius, radius)
