"""A row of small signs with their words, which folds when it is narrow."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cittrainer.gui.courses.week.inks import Inks, inks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

GAP, SPACE = 6.0, 16.0


class Legend(QWidget):
    """Says what signs mean; subclasses draw them.

    Args:
        words: One for each sign.
        sign: Width of a sign in pixels.
        parent: The widget it stands in.
    """

    def __init__(self, words: Sequence[str], sign: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = tuple(words)
        self._sign = sign
        self.setAccessibleDescription(", ".join(words))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @abstractmethod
    def draw_sign(self, painter: QPainter, place: QRectF, index: int, colours: Inks) -> None:
        """Draw one sign, as wide as it may be, on the middle of its row."""

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        width = sum(self._widths()) + SPACE * (len(self._entries) - 1)
        return QSize(round(width) + 1, self.heightForWidth(round(width) + 1))

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        width = round(max(self._widths())) + 1
        return QSize(width, round(self._row_height()))

    def heightForWidth(self, width: int) -> int:
        """Say how high it is when it is so wide."""
        rows = {round(spot.top()) for spot in self._spots(width)}
        return round(len(rows) * self._row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        colours = inks()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, spot in enumerate(self._spots(self.width())):
            place = QRectF(spot.left(), spot.top(), self._sign, spot.height())
            self.draw_sign(painter, place, index, colours)
            painter.setPen(colours.muted)
            words = spot.adjusted(self._sign + GAP, 0, 1, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._entries[index])

    def _widths(self) -> list[float]:
        metrics = QFontMetricsF(self.font())
        return [self._sign + GAP + metrics.horizontalAdvance(word) for word in self._entries]

    def _row_height(self) -> float:
        return QFontMetricsF(self.font()).height() + 4

    def _spots(self, width: float) -> list[QRectF]:
        """Where each entry lies, row after row."""
        spots: list[QRectF] = []
        x = y = 0.0
        for each in self._widths():
            if x and x + each > width:
                x, y = 0.0, y + self._row_height()
            spots.append(QRectF(x, y, each, self._row_height()))
            x += each + SPACE
        return spots
