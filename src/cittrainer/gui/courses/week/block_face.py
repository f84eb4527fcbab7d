"""The text of a block as it fits its rectangle: wrapped, shortened and remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QStaticText, QTextLayout, QTextOption

from cittrainer.gui.courses.week import words
from cittrainer.gui.courses.week.marks import MARK

if TYPE_CHECKING:
    from cittrainer.rules.values import PlacedBlock

LEFT, RIGHT, TOP = 10.0, 6.0, 4.0
"""Empty pixels around the text; the coloured bar stands in the left one."""

LEAST_FONT = 8.0
"""Pixels; a block too low for letters of this size shows none, its tooltip tells."""

MOST_TITLE_LINES = 3

MOST_KEPT = 1000
"""Layouts remembered; a week needs some 60 at one zoom."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One prepared line and where its top left corner lies in the block."""

    text: QStaticText
    font: QFont
    place: QPointF
    muted: bool


class FaceMaker:
    """Lays out the words of blocks and keeps every layout until a block or its size changes.

    Args:
        font: The window's font; titles and details are a little smaller.
    """

    def __init__(self, font: QFont) -> None:
        size = QFontInfo(font).pixelSize()
        self.title = _sized(font, size * 0.93, QFont.Weight.DemiBold)
        self.detail = _sized(font, size * 0.85, QFont.Weight.Normal)
        self._title_metrics = QFontMetricsF(self.title)
        self._detail_metrics = QFontMetricsF(self.detail)
        self._kept: dict[tuple[object, ...], tuple[PlacedBlock, tuple[TextLine, ...]]] = {}

    def face(
        self, block: PlacedBlock, size: QSizeF, start: int, minutes: int, signs: int
    ) -> tuple[TextLine, ...]:
        """The lines that fit a block of this size.

        Args:
            block: Whose words.
            size: Pixels of the whole block.
            start: Minutes after midnight that are shown, which may be those of a drag.
            minutes: The length that is shown.
            signs: How many signs stand at the top right, which the first line must leave free.
        """
        key = (block.id, size.width(), size.height(), start, minutes, signs)
        kept = self._kept.get(key)
        if kept is not None and (kept[0] is block or kept[0] == block):
            return kept[1]
        lines = self._laid_out(block, size, start, minutes, signs)
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()
        self._kept[key] = block, lines
        return lines

    def _laid_out(
        self, block: PlacedBlock, size: QSizeF, start: int, minutes: int, signs: int
    ) -> tuple[TextLine, ...]:
        width = size.width() - LEFT - RIGHT
        signs_width = signs * (MARK + 2)
        title_height, detail_height = self._title_metrics.height(), self._detail_metrics.height()
        room = size.height() - TOP
        if width < 12 or room < title_height + detail_height:
            return self._one_line(block, size, start, minutes, signs_width)
        details = [words.time_and_place(block, start, minutes), words.who(block)]
        details = [text for text in details if text][: int((room - title_height) // detail_height)]
        left_over = room - len(details) * detail_height
        most = min(MOST_TITLE_LINES, max(1, int(left_over // title_height)))
        lines: list[TextLine] = []
        y = TOP
        for text in wrapped(block.title, self.title, width, width - signs_width, most):
            lines.append(_line(text, self.title, QPointF(LEFT, y), muted=False))
            y += title_height
        for text in details:
            short = self._detail_metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            lines.append(_line(short, self.detail, QPointF(LEFT, y), muted=True))
            y += detail_height
        return tuple(lines)

    def _one_line(
        self, block: PlacedBlock, size: QSizeF, start: int, minutes: int, signs_width: float
    ) -> tuple[TextLine, ...]:
        """A title in the middle of a low block, with its time behind it where there is room."""
        pixels = min(float(self.detail.pixelSize()), size.height() * 0.8)
        if pixels < LEAST_FONT or size.width() < 24:
            return ()
        font = _sized(self.detail, pixels, QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        width = size.width() - LEFT - RIGHT - signs_width
        y = (size.height() - metrics.height()) / 2
        title = metrics.elidedText(block.title, Qt.TextElideMode.ElideRight, width)
        lines = [_line(title, font, QPointF(LEFT, y), muted=False)]
        plain = _sized(font, pixels, QFont.Weight.Normal)
        time = words.time_range(start, minutes)
        after = metrics.horizontalAdvance(title) + 7
        if after + QFontMetricsF(plain).horizontalAdvance(time) <= width:
            lines.append(_line(time, plain, QPointF(LEFT + after, y), muted=True))
        return tuple(lines)


def wrapped(text: str, font: QFont, width: float, first_width: float, most: int) -> list[str]:
    """A text in at most so many lines; the last one is shortened if it must be.

    Args:
        text: One paragraph.
        font: The font it is measured in.
        width: Pixels of each line.
        first_width: Pixels of the first line, which may share its row with signs.
        most: How many lines there may be, 1 or more.
    """
    metrics = QFontMetricsF(font)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(first_width if not starts else width, 1.0))
        starts.append(line.textStart())
    layout.endLayout()
    units = text.encode("utf-16-le")
    bounds = [*starts[1:], len(units) // 2]
    lines = [
        units[2 * start : 2 * end].decode("utf-16-le", "ignore").strip()
        for start, end in zip(starts, bounds, strict=True)
    ]
    # A word too long for its line, and whatever did not fit into the last one, is shortened.
    rooms = [first_width, *([width] * len(lines))]
    return [
        metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
        for line, room in zip(lines, rooms, strict=False)
    ]


def _sized(font: QFont, pixels: float, weight: QFont.Weight) -> QFont:
    """The same font in another size and weight."""
    other = QFont(font)
    other.setPixelSize(max(1, round(pixels)))
    other.setWeight(weight)
    return other


def _line(text: str, font: QFont, place: QPointF, *, muted: bool) -> TextLine:
    prepared = QStaticText(text)
    prepared.setTextFormat(Qt.TextFormat.PlainText)
    prepared.prepare(font=font)
    return TextLine(prepared, font, place, muted)
