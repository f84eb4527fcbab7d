"""A filter that shows the sign of a severity and how many findings have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from cittrainer.gui.common.theme import Weight, font
from cittrainer.gui.courses.week.inks import inks
from cittrainer.gui.courses.week.marks import draw_severity

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget

HEIGHT, SIGN, EDGE, BETWEEN = 28, 16.0, 10.0, 6.0


class SeverityChip(QPushButton):
    """Narrow enough that three stand side by side; what it means is its name and its tooltip."""

    def __init__(self, severity: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = severity
        self._count = ""
        self.setCheckable(True)
        self.setChecked(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_count(self, count: int, words: str) -> None:
        """Show how many there are.

        Args:
            count: 0 or more.
            words: The count with its noun, such as “3 warnings”.
        """
        self._count = self.locale().toString(count)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Say how large it would like to be: the number is never cut off."""
        wide = QFontMetrics(self._letters()).horizontalAdvance(self._count)
        return QSize(round(2 * EDGE + SIGN + BETWEEN) + wide, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return self.sizeHint()

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use; a filter that hides is pale and struck through."""
        colours = inks()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shown = self.isChecked()
        edge = colours.accent if self.hasFocus() or shown else colours.strong_line
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(colours.accent_soft if shown else colours.surface)
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        sign = QRectF(place.left() + EDGE, 0, SIGN, SIGN)
        sign.moveTop(place.center().y() - SIGN / 2)
        draw_severity(painter, sign, self._severity, colours)
        painter.setFont(self._letters())
        painter.setPen(colours.text if shown else colours.muted)
        words = place.adjusted(EDGE + SIGN + BETWEEN, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._count)
        painter.end()

    def _letters(self) -> QFont:
        letters = font(12, Weight.BOLD)
        letters.setStrikeOut(not self.isChecked())
        return letters
