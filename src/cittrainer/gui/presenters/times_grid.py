"""Draws a presenter's times as a grid: days as columns, hours downwards, every answer in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cittrainer.gui.common.dates import time_of_day
from cittrainer.gui.common.icons import paint_icon
from cittrainer.gui.common.theme import Size, Weight, font, tokens
from cittrainer.gui.common.tokens import Tokens, mixed
from cittrainer.rules.availability import UNANSWERED
from cittrainer.rules.availability_words import how_words
from cittrainer.rules.plan_values import AVAILABLE, NO, PREFERRED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cittrainer.rules.availability_picture import Stretch

KIND_WORDS = {
    AVAILABLE: "Available",
    PREFERRED: "Preferred",
    NO: "Not available",
    UNANSWERED: "No answer",
}
KIND_ICONS = {AVAILABLE: "check", PREFERRED: "star", NO: "close", UNANSWERED: "help"}

_HEAD = 42
_AXIS = 62
_HOUR = 22
_STRIP = 4
_LEAST_WORDS = 17
"""Pixels; a lower stretch has no room for its word."""


@dataclass(frozen=True, slots=True)
class GridDay:
    """A column: a date or a day of every week, and what was said of it."""

    title: str
    note: str
    """A word under the title, such as “otherwise on 2 dates”."""
    name: str
    """As sentences say it: “Every Monday”, “Monday, May 4, 2026”."""
    stretches: tuple[Stretch, ...]


class TimesGrid(QWidget):
    """The grid; with the arrow keys one goes from stretch to stretch and has each told."""

    pointed = Signal(str)
    """The stretch that the keys or the mouse chose, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[GridDay, ...] = ()
        self._first, self._last = 480, 1020
        self._at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Times as a grid"))

    def show_days(self, days: Sequence[GridDay], hours: tuple[int, int]) -> None:
        """Show other columns.

        Args:
            days: The columns.
            hours: From and to in minutes after midnight; what lies outside is not shown, but is
                said where it differs.
        """
        self._days = tuple(days)
        self._first, self._last = hours
        self._at = (min(self._at[0], max(0, len(days) - 1)), 0)
        self.setAccessibleDescription(self.in_words)
        self.updateGeometry()
        self.update()

    @property
    def in_words(self) -> str:
        """Everything that the grid shows, one sentence a day."""
        return "\n".join(f"{day.name}: {_day_words(self._seen(day))}." for day in self._days)

    @property
    def current(self) -> str:
        """The chosen stretch in words; empty while there is none."""
        day = self._days[self._at[0]] if self._days else None
        seen = self._seen(day) if day is not None else []
        return f"{day.name}, {stretch_words(seen[self._at[1]])}" if day and seen else ""

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(640, _HEAD + max(1, (self._last - self._first) // 60) * _HOUR + 4)

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return QSize(_AXIS + 46 * max(1, len(self._days)), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another day with left and right, to another stretch with up and down."""
        day, stretch = self._at
        match event.key():
            case Qt.Key.Key_Left:
                day, stretch = day - 1, 0
            case Qt.Key.Key_Right:
                day, stretch = day + 1, 0
            case Qt.Key.Key_Up:
                stretch -= 1
            case Qt.Key.Key_Down:
                stretch += 1
            case _:
                super().keyPressEvent(event)
                return
        if 0 <= day < len(self._days) and 0 <= stretch < len(self._seen(self._days[day])):
            self._go(day, stretch)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = self._under(event.position().toPoint().x(), event.position().toPoint().y())
        if at is not None:
            self._go(*at)

    def event(self, event: QEvent) -> bool:
        """Say what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._under(event.pos().x(), event.pos().y())
            if at is not None:
                day = self._days[at[0]]
                words = f"{day.name}, {stretch_words(self._seen(day)[at[1]])}"
                QToolTip.showText(event.globalPos(), words, self)
                return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn = tokens()
        self._paint_axis(painter, worn)
        for number, day in enumerate(self._days):
            column = self._column(number)
            self._paint_head(painter, worn, column, day)
            for stretch in self._seen(day):
                place = self._place(column, stretch)
                _paint_stretch(painter, worn, place, stretch)
            painter.setPen(QPen(QColor(worn.line), 1))
            painter.drawLine(column.left(), _HEAD, column.left(), self._bottom)
        if self._days and self.hasFocus():
            self._paint_current(painter, worn)
        painter.end()

    def _go(self, day: int, stretch: int) -> None:
        self._at = (day, stretch)
        # Screen readers tell a name that changes.
        self.setAccessibleName(self.current)
        self.pointed.emit(self.current)
        self.update()

    @property
    def _bottom(self) -> int:
        return _HEAD + (self._last - self._first) // 60 * _HOUR

    def _seen(self, day: GridDay) -> list[Stretch]:
        return [one for one in day.stretches if one.start < self._last and self._first < one.end]

    def _column(self, number: int) -> QRect:
        width = (self.width() - _AXIS) / max(1, len(self._days))
        left, right = _AXIS + round(number * width), _AXIS + round((number + 1) * width)
        return QRect(left, _HEAD, right - left, self._bottom - _HEAD)

    def _y(self, minute: int) -> float:
        inside = min(max(minute, self._first), self._last) - self._first
        return _HEAD + inside * _HOUR / 60

    def _place(self, column: QRect, stretch: Stretch) -> QRectF:
        top, bottom = self._y(stretch.start), self._y(stretch.end)
        return QRectF(column.left() + 1, top + 0.5, column.width() - 2, bottom - top - 1)

    def _under(self, x: int, y: int) -> tuple[int, int] | None:
        for number, day in enumerate(self._days):
            column = self._column(number)
            for at, stretch in enumerate(self._seen(day)):
                if self._place(column, stretch).contains(x, y):
                    return number, at
        return None

    def _paint_axis(self, painter: QPainter, worn: Tokens) -> None:
        painter.setFont(font(11))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for minute in range(self._first, self._last + 1, 60):
            y = round(self._y(minute))
            painter.setPen(QPen(QColor(worn.grid), 1))
            painter.drawLine(_AXIS, y, self.width(), y)
            if (minute - self._first) // 60 % 2 == 0:
                painter.setPen(QColor(worn.muted))
                painter.drawText(QRect(0, y - 8, _AXIS - 8, 16), right, time_of_day(minute))

    def _paint_head(self, painter: QPainter, worn: Tokens, column: QRect, day: GridDay) -> None:
        room = QRect(column.left() + 4, 2, column.width() - 8, 18)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for text, colour, letters in (
            (day.title, worn.text, font(Size.small, Weight.BOLD)),
            (day.note, worn.muted, font(11)),
        ):
            painter.setFont(letters)
            painter.setPen(QColor(colour))
            metrics = QFontMetrics(letters)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, left, shown)
            room = room.translated(0, 17)

    def _paint_current(self, painter: QPainter, worn: Tokens) -> None:
        day = self._days[self._at[0]]
        seen = self._seen(day)
        if not seen:
            return
        place = self._place(self._column(self._at[0]), seen[min(self._at[1], len(seen) - 1)])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(worn.accent), 2))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)


def tone_of(worn: Tokens, kind: str) -> tuple[str, str]:
    """The colour of letters and of the ground of a kind."""
    match kind:
        case "preferred":
            return worn.good, mixed(worn.good, worn.good_soft, 0.16)
        case "available":
            return worn.good, worn.good_soft
        case "no":
            return worn.error, worn.error_soft
    return worn.warning, worn.warning_soft


def stretch_words(one: Stretch) -> str:
    """A stretch in words: “8:00 AM – 12:00 PM: available, at most 30 minutes”."""
    hours = "all day"
    if (one.start, one.end) != (0, 1440):
        hours = f"{time_of_day(one.start)} – {time_of_day(one.end)}"
    how = how_words(one.most_minutes, by_phone=one.by_phone)
    said = KIND_WORDS[one.kind].lower()
    return f"{hours}: {', '.join(filter(None, (said, how)))}"


def _day_words(seen: Sequence[Stretch]) -> str:
    return "; ".join(map(stretch_words, seen))


def _short_how(one: Stretch) -> Iterator[str]:
    if one.most_minutes is not None:
        yield f"{one.most_minutes} min"
    if one.by_phone:
        yield "phone"


def _paint_stretch(painter: QPainter, worn: Tokens, place: QRectF, one: Stretch) -> None:
    """The ground, a strip at the left, and sign and word as far as there is room."""
    colour, ground = (QColor(each) for each in tone_of(worn, one.kind))
    if one.implied and one.kind == NO:
        # What nobody said is not as loud as what was refused.
        colour, ground = QColor(worn.muted), QColor(worn.grid)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(place, 4, 4)
    painter.setBrush(colour)
    width = _STRIP + 2 if one.kind == PREFERRED else _STRIP
    painter.drawRoundedRect(QRectF(place.left(), place.top(), width, place.height()), 2, 2)
    if place.height() < _LEAST_WORDS - 4:
        return
    top = round(place.top() + min(3, (place.height() - 12) / 2))
    sign = QRect(round(place.left()) + width + 5, top, 12, 12)
    paint_icon(painter, sign, KIND_ICONS[one.kind], colour, bold=True)
    letters = font(11)
    metrics = QFontMetrics(letters)
    painter.setFont(letters)
    painter.setPen(QColor(worn.text))
    words = [KIND_WORDS[one.kind], *_short_how(one)]
    if place.height() < 2 * _LEAST_WORDS:
        words = [", ".join(words)]
    room = QRect(sign.right() + 5, top - 1, round(place.right()) - sign.right() - 8, 14)
    for word in words:
        if room.bottom() > place.bottom():
            break
        shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        room.translate(0, 15)
