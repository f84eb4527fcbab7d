"""The six colours of the week, which deliveries share them, and their legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt

from cittrainer.gui.common.tokens import BlockTone
from cittrainer.gui.courses.week.legend import Legend
from cittrainer.rules.values import UNTAUGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.courses.week.inks import Inks

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

SQUARE = 9.0


def tone(delivery: str) -> BlockTone:
    """The colour of a delivery."""
    return TONES.get(delivery, BlockTone.ADMIN)


def is_hatched(delivery: str) -> bool:
    """Whether a block is drawn as a pause: break, lunch or travel."""
    return delivery in UNTAUGHT


class DeliveryLegend(Legend):
    """Says which colour is which delivery."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([word for _, word in LEGEND], SQUARE, parent)
        self.setAccessibleName(self.tr("Colours"))

    def draw_sign(self, painter: QPainter, place: QRectF, index: int, colours: Inks) -> None:
        """A square in the strong colour of the delivery."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.bar[LEGEND[index][0]])
        square = QRectF(place.left(), place.center().y() - SQUARE / 2, SQUARE, SQUARE)
        painter.drawRoundedRect(square, 2.5, 2.5)
