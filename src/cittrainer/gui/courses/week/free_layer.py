"""Draws when those whom a held block needs are free: under the blocks, and in words over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from cittrainer.gui.courses.week.legend import Legend
from cittrainer.rules.free_busy import BUSY, UNANSWERED, at
from cittrainer.rules.plan_values import AVAILABLE, NO, PREFERRED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.courses.week.geometry import WeekGeometry
    from cittrainer.gui.courses.week.inks import Inks
    from cittrainer.rules.free_busy import Answer, FreeSpan

STRIP = 5.0
"""Pixels of the coloured strip at the right of a day, which blocks leave free to be seen."""

HATCH = 9.0
LEAST_WORDS = 15.0
"""Pixels; a lower span has no room for words."""

MARK = 9.0
KINDS = (PREFERRED, AVAILABLE, UNANSWERED, NO, BUSY)
TOLD = frozenset({PREFERRED, UNANSWERED, NO, BUSY})
"""Kinds that say who it is; that somebody is simply free needs no words."""


class FreeLayer:
    """The free and busy times of one drag; they do not change while it lasts.

    Args:
        spans: What ``rules.free_busy`` found, by the id of the day.
        font: The font of the words.
    """

    def __init__(self, spans: Mapping[int, tuple[FreeSpan, ...]], font: QFont) -> None:
        self._spans = spans
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._shortened: dict[tuple[str, int], str] = {}

    def against(self, day_id: int, start: int, minutes: int) -> tuple[Answer, ...]:
        """The answers that speak against a place, the gravest first."""
        return at(self._spans.get(day_id, ()), start, start + minutes)

    def ground(self, painter: QPainter, week: WeekGeometry, visible: QRectF, inks: Inks) -> None:
        """The soft colour of each stretch, hatched where somebody cannot come."""
        for span, place in self._places(week, visible):
            line, soft = inks.free[span.kind]
            if span.kind != AVAILABLE:
                painter.fillRect(place & visible, soft)
            if span.kind in {NO, BUSY}:
                _hatch(painter, place, line, crossed=span.kind == BUSY)

    def words(
        self, painter: QPainter, week: WeekGeometry, visible: QRectF, seen: QRectF, inks: Inks
    ) -> None:
        """Over the blocks: a strip in the strong colour, and whom it is about.

        At the lower right of each stretch, where it hides least of the words of a block, or of
        what of it is seen.

        Args:
            painter: Draws in body coordinates.
            week: Where days and times are.
            visible: What is to be painted.
            seen: What of the body the window shows.
            inks: The colours.
        """
        painter.setFont(self._font)
        for span, place in self._places(week, visible):
            line, _ = inks.free[span.kind]
            strip = QRectF(place.right() - STRIP, place.top() + 1, STRIP, place.height() - 2)
            painter.fillRect(strip, line)
            if span.kind in TOLD and (place & seen).height() >= LEAST_WORDS:
                self._label(painter, span, place & seen, inks)

    def _label(self, painter: QPainter, span: FreeSpan, place: QRectF, inks: Inks) -> None:
        line, _ = inks.free[span.kind]
        height = min(self._metrics.height() + 3, place.height() - 1)
        text = self._short(span.names, place.width() - STRIP - MARK - 22)
        width = self._metrics.horizontalAdvance(text) + MARK + 15
        corner = place.bottomRight() - QPointF(STRIP + 3 + width, 1 + height)
        pill = QRectF(corner, QSizeF(width, height))
        painter.setPen(QPen(line, 1))
        painter.setBrush(inks.raised)
        painter.drawRoundedRect(pill, 4, 4)
        draw_kind(painter, QPointF(pill.left() + 4 + MARK / 2, pill.center().y()), span.kind, line)
        painter.setPen(inks.text)
        words = pill.adjusted(MARK + 8, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)

    def _short(self, text: str, room: float) -> str:
        key = text, int(room)
        if key not in self._shortened:
            elided = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._shortened[key] = elided
        return self._shortened[key]

    def _places(self, week: WeekGeometry, visible: QRectF) -> Iterator[tuple[FreeSpan, QRectF]]:
        """Each stretch that can be seen, and where it lies."""
        for day in week.days:
            column = week.column(day.id)
            if column.right() < visible.left() or column.left() > visible.right():
                continue
            for span in self._spans.get(day.id, ()):
                top, bottom = week.y_of(span.start), week.y_of(span.end)
                if bottom >= visible.top() and top <= visible.bottom():
                    yield span, QRectF(column.left(), top, column.width() - 1, bottom - top)


class FreeLegend(Legend):
    """Says how the free and busy times of a held block are drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words = ("Preferred", "Available", "No answer yet", "Not available", "Busy")
        super().__init__([self.tr(word) for word in words], 20, parent)
        self.setAccessibleName(self.tr("Free and busy"))

    def draw_sign(self, painter: QPainter, place: QRectF, index: int, colours: Inks) -> None:
        """A small piece of the ground with its strip and its mark."""
        kind = KINDS[index]
        line, soft = colours.free[kind]
        piece = QRectF(place.left(), place.center().y() - 7, 20, 14)
        painter.fillRect(piece, soft)
        if kind in {NO, BUSY}:
            _hatch(painter, piece, line, crossed=kind == BUSY)
        painter.fillRect(QRectF(piece.right() - 4, piece.top(), 4, piece.height()), line)
        draw_kind(painter, piece.center() - QPointF(2, 0), kind, line)


def draw_kind(painter: QPainter, middle: QPointF, kind: str, colour: QColor) -> None:
    """The mark of a kind, so that colour never says it alone: tick, ?, ×, bar."""
    pen = QPen(colour, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    x, y, half = middle.x(), middle.y(), MARK * 0.32
    match kind:
        case "preferred":
            painter.drawLine(QLineF(x - half, y, x - half / 3, y + half))
            painter.drawLine(QLineF(x - half / 3, y + half, x + half, y - half))
        case "no":
            painter.drawLine(QLineF(x - half, y - half, x + half, y + half))
            painter.drawLine(QLineF(x - half, y + half, x + half, y - half))
        case "busy":
            painter.drawLine(QLineF(x - half, y, x + half, y))
        case "unanswered":
            spot = QRectF(x - MARK, y - MARK, 2 * MARK, 2 * MARK)
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, "?")


def _hatch(painter: QPainter, place: QRectF, colour: QColor, *, crossed: bool) -> None:
    """Slanted lines over a stretch, in both directions where ``crossed``."""
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.setOpacity(painter.opacity() * 0.22)
    painter.setPen(QPen(colour, 1))
    height, left = place.height(), place.left() - place.height()
    steps = range(int((place.width() + height) / HATCH) + 2)
    lines = [
        QLineF(left + i * HATCH, place.bottom(), left + i * HATCH + height, place.top())
        for i in steps
    ]
    if crossed:
        lines += [
            QLineF(left + i * HATCH, place.top(), left + i * HATCH + height, place.bottom())
            for i in steps
        ]
    painter.drawLines(lines)
    painter.restore()
