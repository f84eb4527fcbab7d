"""The shares under the hours: scenario practice, stories, non-sworn trainees, length, class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cittrainer.gui.common.theme import Size, Weight, font
from cittrainer.gui.courses.week.inks import inks
from cittrainer.gui.courses.week.marks import draw_severity
from cittrainer.rules.values import ERROR

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from cittrainer.rules.shares import Share

MARK = 11.0
MARK_GAP = 5.0
COLUMN_GAP = 10.0
ROW_GAP = 3.0


class LedgerShares(QWidget):
    """Paints each share with a sign that says whether it is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[Share, ...] = ()
        self.setAccessibleName(self.tr("Shares"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_shares(self, shown: tuple[Share, ...]) -> None:
        """Replace everything that is shown."""
        if shown == self._shares:
            return
        self._shares = shown
        self.setAccessibleDescription("\n".join(sentence(share) for share in shown))
        self.setFixedHeight(round(self._row_height() * len(shown)))
        self.update()

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(240, self.height())

    def event(self, event: QEvent) -> bool:
        """Say a share in a sentence in its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = int(event.pos().y() / self._row_height())
            if 0 <= index < len(self._shares):
                QToolTip.showText(event.globalPos(), sentence(self._shares[index]), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, share in enumerate(self._shares):
            height = self._row_height()
            self._paint(painter, share, QRectF(0, index * height, self.width(), height - ROW_GAP))
        painter.end()

    def _paint(self, painter: QPainter, share: Share, place: QRectF) -> None:
        colours = inks()
        plain, bold = font(Size.small), font(Size.small, Weight.BOLD)
        sign = QRectF(0, place.center().y() - MARK / 2, MARK, MARK)
        if share.kept is False:
            draw_severity(painter, sign, ERROR, colours)
        elif share.kept:
            _draw_tick(painter, sign)
        middle = Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | middle
        asked = f" {share.asked}" if share.asked else ""
        behind = QFontMetricsF(plain).horizontalAdvance(asked)
        worst = colours.error if share.kept is False else None
        painter.setFont(plain)
        painter.setPen(worst or colours.muted)
        painter.drawText(place, right, asked)
        painter.setFont(bold)
        painter.setPen(worst or colours.text)
        painter.drawText(place.adjusted(0, 0, -behind, 0), right, share.has)
        taken = behind + QFontMetricsF(bold).horizontalAdvance(share.has) + COLUMN_GAP
        name = place.adjusted(MARK + MARK_GAP, 0, -taken, 0)
        painter.setFont(plain)
        painter.setPen(colours.text)
        words = QFontMetricsF(plain).elidedText(
            share.name, Qt.TextElideMode.ElideRight, name.width()
        )
        painter.drawText(name, middle, words)

    def _row_height(self) -> float:
        return QFontMetricsF(font(Size.small)).height() + ROW_GAP


def sentence(share: Share) -> str:
    """A share in a sentence, as “Scenario practice: 30 %, at least 25 % asked: kept.”."""
    asked = f", {share.asked} asked" if share.asked else ""
    kept = {True: ": kept", False: ": missed", None: ""}[share.kept]
    return f"{share.name}: {share.has}{asked}{kept}."


def _draw_tick(painter: QPainter, rect: QRectF) -> None:
    """A tick: what is asked is reached."""
    pen = QPen(inks().good, rect.width() * 0.16)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    left, top, size = rect.left(), rect.top(), rect.width()
    knee = QPointF(left + size * 0.4, top + size * 0.78)
    painter.drawLine(QPointF(left + size * 0.12, top + size * 0.52), knee)
    painter.drawLine(knee, QPointF(left + size * 0.88, top + size * 0.22))
