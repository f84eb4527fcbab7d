"""The trained people of an agency in time: past years, the forecast, and the target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from cittrainer.gui.common.theme import Size, Weight, font, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cittrainer.queries.coverage_past import PastYear

_LEFT, _RIGHT, _TOP, _BOTTOM = 38.0, 12.0, 18.0, 22.0
_DOT = 2.5


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn.

    Attributes:
        today: The day at which the past ends and the forecast begins.
        trained: How many are trained today.
        needed: The target in people; 0 for none.
        past: Ends of past years, the earliest first.
        months: The forecast at the end of each month from the present one on.
    """

    today: date
    trained: int
    needed: int
    past: Sequence[PastYear]
    months: Sequence[float]

    @property
    def first_year(self) -> int:
        """The year in which the chart begins."""
        return self.past[0].last_day.year if self.past else self.today.year

    @property
    def most(self) -> float:
        """The largest number in it."""
        return max(
            *(float(year.trained) for year in self.past),
            *self.months,
            float(self.trained),
            float(self.needed),
            1.0,
        )


class CoverageChart(QWidget):
    """A solid line for what was, a dashed one for what comes, and a line for the target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve: Curve | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def curve(self) -> Curve | None:
        """What is shown."""
        return self._curve

    def show_curve(self, curve: Curve | None, words: str) -> None:
        """Show other numbers; ``words`` say the same for those who do not see the drawing."""
        self._curve = curve
        self.setAccessibleName(self.tr("Trained people in time"))
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(320, 180)

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return QSize(220, 150)

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        if self._curve is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Drawing(painter, QRectF(self.rect()), self._curve).draw()
        painter.end()


class _Drawing:
    """One painting of a curve."""

    def __init__(self, painter: QPainter, place: QRectF, curve: Curve) -> None:
        self._painter = painter
        self._curve = curve
        self._area = place.adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        self._begin = curve.first_year * 12.0
        now = curve.today.year * 12.0 + curve.today.month - 1
        self._now = now
        self._end = now + max(len(curve.months), 1)
        self._step = _step(curve.most)
        self._top = self._step * (int(curve.most / self._step) + 1)
        self._worn = tokens()

    def draw(self) -> None:
        """Draw all of it, what matters most last."""
        self._painter.setFont(font(Size.small - 1))
        self._draw_scale()
        self._draw_target()
        self._draw_lines()

    def _at(self, month: float, number: float) -> QPointF:
        share = (month - self._begin) / (self._end - self._begin)
        area = self._area
        return QPointF(
            area.left() + area.width() * share, area.bottom() - area.height() * number / self._top
        )

    def _draw_scale(self) -> None:
        painter, area, worn = self._painter, self._area, self._worn
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for number in range(0, self._top + 1, self._step):
            y = self._at(self._begin, number).y()
            painter.setPen(QPen(QColor(worn.line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(worn.muted))
            painter.drawText(QRectF(0, y - 8, _LEFT - 6, 16), right, f"{number:,}")
        metrics = QFontMetrics(painter.font())
        wide = metrics.horizontalAdvance("2026") + 10
        last = -1e9
        for year in range(self._curve.first_year, int(self._end // 12) + 1):
            x = self._at(year * 12.0, 0).x()
            if x - last < wide or x + wide / 2 > area.right() + _RIGHT:
                continue
            last = x
            place = QRectF(x - wide / 2, area.bottom() + 5, wide, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(year))
        now = self._at(self._now, 0).x()
        painter.setPen(QPen(QColor(worn.strong_line), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(now, area.top() - 4), QPointF(now, area.bottom()))
        painter.setPen(QColor(worn.muted))
        place = QRectF(now - 30, area.top() - 18, 60, 14)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "today")

    def _draw_target(self) -> None:
        if not self._curve.needed:
            return
        painter, area, worn = self._painter, self._area, self._worn
        y = self._at(self._begin, self._curve.needed).y()
        painter.setPen(QPen(QColor(worn.good), 1.5))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setFont(font(Size.small - 1, Weight.BOLD))
        place = QRectF(area.left() + 4, y - 16, area.width() - 4, 14)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, f"target {self._curve.needed:,}")

    def _draw_lines(self) -> None:
        painter, curve = self._painter, self._curve
        accent = QColor(self._worn.accent)
        today = self._at(self._now, curve.trained)
        past = [self._at((year.last_day.year + 1) * 12.0, year.trained) for year in curve.past]
        painter.setPen(QPen(accent, 2))
        painter.drawPolyline(QPolygonF([*past, today]))
        ahead = [self._at(self._now + at + 1, one) for at, one in enumerate(curve.months)]
        painter.setPen(QPen(accent, 2, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF([today, *ahead]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        for point in (*past, today):
            painter.drawEllipse(point, _DOT, _DOT)


def _step(most: float) -> int:
    """Between two lines of the scale: 1, 2 or 5 times a power of ten, for up to five lines."""
    step = 1
    while most / step > 5:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step
