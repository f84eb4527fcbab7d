"""The lines of Home: a task, a course, a block of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Pill, button, label
from cittrainer.gui.common.dates import date_range, day_month, moment, short_date, time_of_day
from cittrainer.gui.common.deliveries import tone
from cittrainer.gui.common.theme import Size, tokens
from cittrainer.gui.common.tokens import Tone
from cittrainer.models import StepKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cittrainer.queries.history import HistoryLine
    from cittrainer.queries.home import CourseCard, NowBlock, Task

_TONES = {
    "error": Tone.ERROR,
    "warning": Tone.WARNING,
    "good": Tone.GOOD,
    "neutral": Tone.NEUTRAL,
}
_WHEN_WIDTH = 92


class TaskLine(QWidget):
    """When, what, of which course, the button that goes there, and one that says it is done."""

    wanted = Signal()
    done_wanted = Signal()
    """Only of something that one click records as done."""

    def __init__(self, task: Task, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        when = label(self._when(task.due, today), "error" if task.urgent else "muted")
        when.setFixedWidth(_WHEN_WIDTH)
        title = label(task.title, "strong", wrap=True)
        detail = label(task.detail, "muted", wrap=True)
        self.go = button(task.action)
        self.go.setAccessibleName(f"{task.action}: {task.title}")
        self.go.clicked.connect(self.wanted)
        self.done = button(self.tr("Done"), icon_name="check")
        self.done.setAccessibleName(self.tr("Done: %s") % task.title)
        if task.care is None:
            self.done.hide()
        self.done.clicked.connect(self.done_wanted)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.done, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignVCenter)

    def _when(self, due: date | None, today: date) -> str:
        if due is None:
            return ""
        days = (due - today).days
        if days == 0:
            return self.tr("today")
        if days == 1:
            return self.tr("tomorrow")
        if days < 0:
            return self.tr("since %s") % day_month(due)
        return self.tr("in %n days", "", days)


class _Opener(QAbstractButton):
    """A part of a card that opens what it shows, by mouse and keyboard."""

    opened = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.opened)

    def sizeHint(self) -> QSize:
        """As large as what it holds."""
        inside = self.layout()
        return super().sizeHint() if inside is None else inside.sizeHint()

    def paintEvent(self, _event: QEvent) -> None:
        """Show the mouse and the keyboard."""
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(worn.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, Size.control_radius, Size.control_radius)


class CourseLine(_Opener):
    """A course with its dates, seats and standing."""

    def __init__(self, card: CourseCard, parent: QWidget | None = None) -> None:
        super().__init__(card.row.title, parent)
        row = card.row
        where = date_range(row.starts_on, row.ends_on) or self.tr("no dates yet")
        if card.day_number is not None:
            where = self.tr("%s · running, day %d of %d") % (where, card.day_number, row.days)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(label(where, "muted"), 1)
        below.addWidget(label(self.tr("%d of %d") % (row.enrolled, row.seats), "muted"))
        below.addWidget(Pill(card.standing, _TONES[card.tone]))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.setSpacing(2)
        inside.addWidget(label(row.title, "strong", wrap=True))
        inside.addLayout(below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class HappenedLine(QWidget):
    """A line of the history: when, what, who."""

    def __init__(self, line: HistoryLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        when = short_date(line.at.date()) if line.day_only else moment(line.at)
        at = label(when, "muted")
        at.setFixedWidth(_WHEN_WIDTH + 40)
        word = self.tr("Undone: %s") if line.kind is StepKind.UNDO else "%s"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addWidget(at, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(word % line.label, wrap=True), 1)
        row.addWidget(label(line.who, "muted"), 0, Qt.AlignmentFlag.AlignTop)


class NowTile(_Opener):
    """A block that is on now or comes next."""

    def __init__(self, now: NowBlock, parent: QWidget | None = None) -> None:
        block = now.block
        super().__init__(block.title, parent)
        self._tone = tone(block.delivery)
        time = (
            self.tr("until %s") % time_of_day(block.end or 0)
            if now.on_now
            else time_of_day(block.start or 0)
        )
        place = ", ".join(block.rooms)
        words = QVBoxLayout(self)
        words.setContentsMargins(14, 10, 10, 10)
        words.setSpacing(2)
        words.addWidget(label(block.title, "strong", wrap=True))
        words.addWidget(label(" · ".join(p for p in (time, place) if p), "muted", wrap=True))
        words.addWidget(label(", ".join(block.presenters), "muted", wrap=True))
        words.addStretch()

    def paintEvent(self, event: QEvent) -> None:
        """Draw the frame with the bar in the colour of the block's delivery."""
        super().paintEvent(event)
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(worn.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, Size.control_radius, Size.control_radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.bar(self._tone)))
        painter.drawRoundedRect(QRectF(0, 0, 4, self.height()), 2, 2)


def row_of(widgets: Sequence[QWidget]) -> QHBoxLayout:
    """Widgets beside each other, each as wide as the others."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget, 1)
    return row
