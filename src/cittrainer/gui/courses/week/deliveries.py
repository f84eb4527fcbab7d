"""The six colours of the week, which deliveries share them, and their legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cittrainer.gui.common.tokens import BlockTone
from cittrainer.gui.courses.week.inks import inks
from cittrainer.rules.values import UNTAUGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

TONES = {
    "lecture": BlockTone.LECTURE,
    "discussion": BlockTone.LECTURE,
    "panel": BlockTone.PANEL,
    "story": BlockTone.STORY,
    "visit": BlockTone.VISIT,
    "demonstration": BlockTone.SCENARIO,
    "scenario": BlockTone.SCENARIO,
}
"""Delivery to colour; whatever is not named here is administration."""

LEGEND = (
    (BlockTone.LECTURE, "Lecture"),
    (BlockTone.STORY, "SYSLE story"),
    (BlockTone.SCENARIO, "Scenario practice"),
    (BlockTone.VISIT, "Site visit"),
    (BlockTone.PANEL, "Panel"),
    (BlockTone.ADMIN, "Admin"),
)

SQUARE, GAP, SPACE = 9.0, 6.0, 18.0


def tone(delivery: str) -> BlockTone:
    """The colour of a delivery."""
    return TONES.get(delivery, BlockTone.ADMIN)


def is_hatched(delivery: str) -> bool:
    """Whether a block is drawn as a pause: break, lunch or travel."""
    return delivery in UNTAUGHT


class DeliveryLegend(QWidget):
    """Says which colour is which delivery, in one row that folds when it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Colours"))
        self.setAccessibleDescription(", ".join(word for _, word in LEGEND))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        width = sum(self._widths()) + SPACE * (len(LEGEND) - 1)
        return QSize(round(width) + 1, self.heightForWidth(round(width) + 1))

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        width = round(max(self._widths())) + 1
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Say how high it is when it is so wide."""
        rows = {round(spot.top()) for spot in self._spots(width)}
        return round(len(rows) * self._row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        colours = inks()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (name, word), spot in zip(LEGEND, self._spots(self.width()), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.bar[name])
            middle = spot.center().y()
            square = QRectF(spot.left(), middle - SQUARE / 2, SQUARE, SQUARE)
            painter.drawRoundedRect(square, 2.5, 2.5)
            painter.setPen(colours.muted)
            words = spot.adjusted(SQUARE + GAP, 0, 1, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, word)

    def _widths(self) -> list[float]:
        metrics = QFontMetricsF(self.font())
        return [SQUARE + GAP + metrics.horizontalAdvance(word) for _, word in LEGEND]

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
