"""Draws the block that is being dragged, its time, and what would be wrong with it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from cittrainer.gui.courses.week import words
from cittrainer.gui.courses.week.block_face import wrapped
from cittrainer.gui.courses.week.marks import MARK, draw_severity, gravest
from cittrainer.gui.courses.week.painting import RADIUS, Look
from cittrainer.rules.free_busy import HINDERING
from cittrainer.rules.values import NOTE, WARNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.courses.week.inks import Inks
    from cittrainer.gui.courses.week.painting import WeekPainter
    from cittrainer.rules.free_busy import Answer
    from cittrainer.rules.values import DayValue, Finding, PlacedBlock

NOTE_WIDTH = 236.0
PADDING = 10.0
MOST_FINDINGS = 4
MOST_LINES = 3
"""Lines of one finding beside the ghost."""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding beside the ghost, its lines and where they begin."""

    severity: str
    lines: tuple[str, ...]
    top: float


class Ghost:
    """One moment of a drag, laid out; the next moment makes another.

    Args:
        block: What is dragged.
        day: The day it is over.
        start: Minutes after midnight at which it would begin.
        minutes: How long it would last.
        rect: Where it would lie, in viewport coordinates.
        visible: The part of the viewport that shows the body.
        findings: What would be wrong with it there.
        against: Whose times speak against it.
        font: The font of label and findings.
    """

    def __init__(
        self,
        block: PlacedBlock,
        day: DayValue,
        start: int,
        minutes: int,
        *,
        rect: QRectF,
        visible: QRectF,
        findings: Sequence[Finding],
        against: Sequence[Answer] = (),
        font: QFont,
    ) -> None:
        self.block, self.start, self.minutes = block, start, minutes
        self.rect = rect
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._severity = gravest(findings)
        self.label = f"{words.weekday(day.date)} {words.time_range(start, minutes)}"
        self._label_rect = self._place_label(visible)
        self._rows = self._laid_out(_sentences(findings, against))
        self._note_rect = self._place_note(visible)

    @property
    def area(self) -> QRectF:
        """Everything that it paints."""
        return self.rect.united(self._label_rect).united(self._note_rect).adjusted(-8, -8, 8, 10)

    def paint(self, painter: QPainter, pen: WeekPainter, inks: Inks) -> None:
        """Draw it over the grid."""
        _shadow(painter, self.rect, inks)
        look = Look(self.start, self.minutes, self._severity, selected=True)
        pen.block(painter, self.block, self.rect, look, inks)
        painter.setFont(self._font)
        ground = inks.error if self._severity == "error" else inks.accent
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self._label_rect, RADIUS, RADIUS)
        painter.setPen(inks.on_accent)
        painter.drawText(self._label_rect, Qt.AlignmentFlag.AlignCenter, self.label)
        if self._rows:
            self._paint_note(painter, inks)

    def _paint_note(self, painter: QPainter, inks: Inks) -> None:
        _shadow(painter, self._note_rect, inks)
        painter.setPen(QPen(inks.strong_line, 1))
        painter.setBrush(inks.raised)
        painter.drawRoundedRect(self._note_rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setFont(self._font)
        height = self._metrics.height()
        for row in self._rows:
            corner = self._note_rect.topLeft() + QPointF(PADDING, row.top)
            if row.severity:
                draw_severity(painter, QRectF(corner, QSizeF(MARK, MARK)), row.severity, inks)
            painter.setPen(inks.text)
            for index, line in enumerate(row.lines):
                place = corner + QPointF(MARK + 7, index * height)
                room = QSizeF(NOTE_WIDTH - 2 * PADDING - MARK - 7, height)
                painter.drawText(QRectF(place, room), Qt.AlignmentFlag.AlignVCenter, line)

    def _place_label(self, visible: QRectF) -> QRectF:
        """Above the ghost, or inside its lower edge where the header is in the way."""
        size = QSizeF(self._metrics.horizontalAdvance(self.label) + 16, self._metrics.height() + 6)
        spot = QRectF(QPointF(self.rect.left(), self.rect.top() - size.height() - 4), size)
        if spot.top() < visible.top():
            spot.moveTop(min(self.rect.bottom() + 4, visible.bottom() - size.height()))
        return spot

    def _laid_out(self, findings: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
        width = NOTE_WIDTH - 2 * PADDING - MARK - 7
        height = self._metrics.height()
        rows, y = [], PADDING
        for severity, sentence in findings[:MOST_FINDINGS]:
            lines = tuple(wrapped(sentence, self._font, width, width, MOST_LINES))
            rows.append(Row(severity, lines, y))
            y += len(lines) * height + 6
        if (more := len(findings) - MOST_FINDINGS) > 0:
            rows.append(Row("", (f"and {more} more",), y))
        return tuple(rows)

    def _place_note(self, visible: QRectF) -> QRectF:
        """At the right of the ghost, or at its left where the window ends."""
        if not self._rows:
            return QRectF(self.rect)
        last = self._rows[-1]
        height = last.top + len(last.lines) * self._metrics.height() + PADDING
        left = self.rect.right() + 8
        if left + NOTE_WIDTH > visible.right():
            left = max(visible.left() + 4, self.rect.left() - NOTE_WIDTH - 8)
        top = max(visible.top() + 4, min(self.rect.top(), visible.bottom() - height - 4))
        return QRectF(left, top, NOTE_WIDTH, height)


def _sentences(findings: Sequence[Finding], against: Sequence[Answer]) -> list[tuple[str, str]]:
    """Severity and sentence of each finding, and of whoever hinders without being named in one."""
    told = [(finding.severity, finding.sentence) for finding in findings]
    for answer in against:
        if not any(answer.name in sentence for _, sentence in told):
            told.append((WARNING if answer.kind in HINDERING else NOTE, f"{answer.words}."))
    return told


def _shadow(painter: QPainter, rect: QRectF, inks: Inks) -> None:
    """A soft shadow of a few outlines, which is sharp enough at any scale."""
    painter.setPen(Qt.PenStyle.NoPen)
    colour = inks.shadow
    faint = QColor(colour)
    faint.setAlpha(colour.alpha() // 3)
    painter.setBrush(faint)
    for spread in (1.0, 3.0, 5.5):
        grown = rect.adjusted(-spread, 2 - spread, spread, 2 + spread)
        painter.drawRoundedRect(grown, RADIUS + spread, RADIUS + spread)
