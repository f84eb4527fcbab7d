"""Bars that show how often each mark was chosen, with the number in each part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cittrainer.gui.common.theme import Size, Weight, font, tokens
from cittrainer.gui.common.tokens import contrast, mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEIGHT = 22
_LEAST_PART = 16
"""Pixels; a narrower part of a bar gets no number."""


def shade(place: int, marks: int) -> str:
    """The colour of a mark: warm at the low end, grey in the middle, the accent at the high end.

    Args:
        place: The mark, counted from 0.
        marks: How many the scale has.
    """
    worn = tokens()
    middle = (marks - 1) / 2
    if marks == 1 or place == middle:
        return worn.strong_line
    end = worn.story if place < middle else worn.accent
    return mixed(end, worn.surface, 0.4 + 0.6 * abs(place - middle) / middle)


class LikertBar(QWidget):
    """How often each mark was chosen, the lowest at the left; or why it is not shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Sequence[int] | None = None
        self._scale: Sequence[str] = ()
        self._instead = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[int], scale: Sequence[str]) -> None:
        """Show how often each mark was chosen."""
        self._counts, self._scale = counts, scale
        self._instead = "" if sum(counts) else self.tr("No answers")
        marks = enumerate(zip(counts, scale, strict=True), start=1)
        said = "\n".join(f"{mark} {word}: {count}" for mark, (count, word) in marks)
        self.setToolTip(said)
        self.setAccessibleName(self._instead or said.replace("\n", ", "))
        self.update()

    def show_instead(self, words: str) -> None:
        """Say why there is no bar."""
        self._counts, self._instead = None, words
        self.setToolTip("")
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(360, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return QSize(140, _HEIGHT)

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._instead or self._counts is None:
            self._paint_instead(painter, inside)
        else:
            self._paint_parts(painter, inside, self._counts)
        painter.end()

    def _paint_instead(self, painter: QPainter, inside: QRectF) -> None:
        worn = tokens()
        pen = QPen(QColor(worn.strong_line))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(inside, 4, 4)
        painter.setFont(font(Size.small))
        painter.setPen(QColor(worn.muted))
        place = inside.adjusted(10, 0, -10, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._instead)

    def _paint_parts(self, painter: QPainter, inside: QRectF, counts: Sequence[int]) -> None:
        worn = tokens()
        shape = QPainterPath()
        shape.addRoundedRect(inside, 4, 4)
        painter.setClipPath(shape)
        painter.setFont(font(Size.small, Weight.BOLD))
        metrics = QFontMetrics(painter.font())
        left, total = inside.left(), sum(counts)
        for place, count in enumerate(counts):
            width = inside.width() * count / total
            part = QRectF(left, inside.top(), width, inside.height())
            colour = shade(place, len(counts))
            painter.fillRect(part, QColor(colour))
            if width >= max(_LEAST_PART, metrics.horizontalAdvance(str(count)) + 4):
                best = max((worn.text, worn.surface), key=lambda ink: contrast(ink, colour))
                painter.setPen(QColor(best))
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, str(count))
            left += width
            if count:
                painter.fillRect(QRectF(left - 1, inside.top(), 1, _HEIGHT), QColor(worn.surface))


class ScaleLegend(QWidget):
    """The words of the marks with their colours."""

    def __init__(self, scale: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.setAccessibleName(", ".join(f"{at} {word}" for at, word in enumerate(scale, start=1)))
        self.setFixedHeight(18)

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Size.small))
        metrics = QFontMetrics(painter.font())
        left = 0.0
        for place, word in enumerate(self._scale):
            words = f"{place + 1}  {word}"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shade(place, len(self._scale))))
            painter.drawRoundedRect(QRectF(left, 4, 10, 10), 2, 2)
            painter.setPen(QColor(tokens().muted))
            room = QRectF(left + 16, 0, metrics.horizontalAdvance(words) + 4, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            left = room.right() + 14
        painter.end()
