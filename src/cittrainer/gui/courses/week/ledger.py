"""The hours ledger: what the week teaches beside what its standard asks for."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cittrainer.gui.common.cards import Card
from cittrainer.gui.common.meters import paint_bar
from cittrainer.gui.common.theme import Size, Weight, font
from cittrainer.gui.courses.week.block_face import wrapped
from cittrainer.gui.courses.week.inks import inks
from cittrainer.gui.courses.week.ledger_filling import FillButton, short_topics
from cittrainer.gui.courses.week.ledger_shares import LedgerShares
from cittrainer.rules.hours import hour_rule, ledger
from cittrainer.rules.shares import shares
from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from cittrainer.rules.filling import ModuleLike
    from cittrainer.rules.hours import HeadingLine, Ledger
    from cittrainer.rules.values import Week

BAR = 4.0
BAR_GAP = 4.0
ROW_GAP = 9.0
NAME_GAP = 12.0
"""Pixels between the name of a heading and its numbers."""

MOST_NAME_LINES = 2


def total_words(sums: Ledger) -> str:
    """Planned of required: “40:10 of 40:00”, or in hours of credit where those are shorter."""
    if sums.minutes_per_hour == 60:
        planned = clock(sums.planned)
        return planned if sums.required is None else f"{planned} of {clock(sums.required)}"
    planned_hours, required_hours = sums.planned_hours.normalize(), sums.required_hours
    if required_hours is None:
        return f"{planned_hours:f} h"
    return f"{planned_hours:f} of {required_hours.normalize():f} h"


def goal_words(line: HeadingLine) -> str:
    """What stands behind the planned time: “of 2:00”, “of 2:00, 25 min short” or nothing."""
    return "" if line.required is None else f"of {clock(line.required)}{short_words(line.short)}"


def short_words(minutes: int) -> str:
    """How much is missing: “, 25 min short”, “, 2:45 short” or nothing."""
    if not minutes:
        return ""
    return f", {minutes} min short" if minutes < 60 else f", {clock(minutes)} short"


class HoursLedger(Card):
    """A card with the hours in all, a bar for each heading of the standard, and its shares.

    Where minutes are missing, a menu names what could give them.
    """

    filler_wanted = Signal(object)
    """The ``Filler`` that is to give minutes of a topic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._total, self._short = "", False
        self._week: Week | None = None
        self._modules: Sequence[ModuleLike] = ()
        super().__init__(self.tr("Hours"), parent=parent)
        self._rows = LedgerRows()
        self._shares = LedgerShares()
        self.fill = FillButton()
        self.fill.menu().aboutToShow.connect(self._fill_menu)
        self.body.addWidget(self._rows)
        self.body.addWidget(self._shares)
        self.body.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignLeft)
        self.note.setTextFormat(Qt.TextFormat.RichText)

    @property
    def text(self) -> str:
        """Everything that it says, one heading or share a line."""
        said = (self._rows.accessibleDescription(), self._shares.accessibleDescription())
        return "\n".join(part for part in said if part)

    @Slot(object)
    def show_week(self, week: Week) -> None:
        """Add the week up and show it; also while one of its blocks is being dragged."""
        sums = ledger(week)
        self._week = week
        self._total, self._short = total_words(sums) + short_words(sums.short), bool(sums.short)
        self._show_total()
        self.note.setToolTip(hour_rule(week.standard))
        self._rows.show_lines(sums, self._total)
        self._shares.show_shares(shares(week, sums))
        self.fill.show_short(short_topics(sums), over=week.state in {"closed", "cancelled"})

    def offer_modules(self, modules: Sequence[ModuleLike]) -> None:
        """Know the modules of the curriculum that the week does not teach."""
        self._modules = modules

    @Slot()
    def _fill_menu(self) -> None:
        """Name what could give the missing minutes; worked out when the menu is wanted."""
        if self._week is not None:
            lines = short_topics(ledger(self._week))
            self.fill.offer(self._week, self._modules, lines, self.filler_wanted.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show_total()

    def _show_total(self) -> None:
        colour = inks().error if self._short else inks().muted
        words = html.escape(self._total)
        self.note.setText(f'<span style="color:{colour.name()}">{words}</span>')


class LedgerRows(QWidget):
    """Paints the headings, each with its time and its bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[HeadingLine, ...] = ()
        self._unplaced = 0
        self.setAccessibleName(self.tr("Hours"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_lines(self, sums: Ledger, total: str) -> None:
        """Replace everything that is shown."""
        self._lines, self._unplaced = sums.headings, sums.unplaced
        said = [f"{total}."] + [
            f"{line.heading}: {clock(line.planned)} {goal_words(line)}".rstrip() + "."
            for line in self._lines
        ]
        self.setAccessibleDescription("\n".join(said))
        self._take_height()
        self.update()

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(240, self.height())

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return QSize(150, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the names anew."""
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        """Be as high as the rows are in this width; a layout would ask at another width."""
        rows = self._laid_out(self.width())
        tail = self._line_height() if self._unplaced else -ROW_GAP
        self.setFixedHeight(max(1, round((rows[-1][0].bottom() if rows else 0) + tail)))

    def event(self, event: QEvent) -> bool:
        """Tell the topics of a heading in its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tell_topics(event)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = self._laid_out(self.width())
        for line, (place, names) in zip(self._lines, rows, strict=True):
            self._paint_row(painter, line, place, names)
        if self._unplaced:
            painter.setFont(font(Size.small))
            painter.setPen(inks().muted)
            top = rows[-1][0].bottom() if rows else 0.0
            words = self.tr("{time} more is not placed yet").format(time=clock(self._unplaced))
            painter.drawText(
                QRectF(0, top, self.width(), self._line_height()),
                Qt.AlignmentFlag.AlignVCenter,
                words,
            )
        painter.end()

    def _paint_row(
        self, painter: QPainter, line: HeadingLine, place: QRectF, names: list[str]
    ) -> None:
        colours = inks()
        plain, bold = font(Size.small), font(Size.small, Weight.BOLD)
        height = self._line_height()
        painter.setFont(plain)
        painter.setPen(colours.text)
        for index, name in enumerate(names):
            spot = QRectF(0, place.top() + index * height, place.width(), height)
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, name)
        numbers = QRectF(0, place.top(), place.width(), height)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        goal = goal_words(line)
        painter.setPen(colours.error if line.short else colours.muted)
        painter.drawText(numbers, right, goal)
        behind = QFontMetricsF(plain).horizontalAdvance(f" {goal}") if goal else 0
        painter.setFont(bold)
        painter.setPen(colours.error if line.short else colours.text)
        painter.drawText(numbers.adjusted(0, 0, -behind, 0), right, clock(line.planned))
        if line.required is not None:
            # A heading can have minutes enough and still miss a topic: its bar is not full then.
            reached = line.required - line.short
            share = reached / line.required if line.required else 1.0
            bar = QRectF(0, place.top() + len(names) * height + BAR_GAP, place.width(), BAR)
            paint_bar(painter, bar, share, colours.error if line.short else colours.good)

    def _laid_out(self, width: float) -> list[tuple[QRectF, list[str]]]:
        """The place of each heading and the lines of its name."""
        plain = font(Size.small)
        metrics = QFontMetricsF(plain)
        bold = QFontMetricsF(font(Size.small, Weight.BOLD))
        rows, y = [], 0.0
        for line in self._lines:
            goal = goal_words(line)
            numbers = bold.horizontalAdvance(clock(line.planned))
            numbers += metrics.horizontalAdvance(f" {goal}") if goal else 0
            room = max(width - numbers - NAME_GAP, 40.0)
            names = wrapped(line.heading, plain, room, room, MOST_NAME_LINES)
            height = max(1, len(names)) * self._line_height()
            height += BAR_GAP + BAR if line.required is not None else 0
            rows.append((QRectF(0, y, width, height + ROW_GAP), names))
            y += height + ROW_GAP
        return rows

    def _line_height(self) -> float:
        return QFontMetricsF(font(Size.small)).height()

    def _tell_topics(self, event: QHelpEvent) -> None:
        for line, (place, _) in zip(self._lines, self._laid_out(self.width()), strict=True):
            if place.contains(event.pos()):
                rows = "".join(
                    f"<br>{html.escape(topic.topic)}: {clock(topic.planned)}"
                    + (f" of {clock(topic.required)}" if topic.required is not None else "")
                    for topic in line.topics
                )
                text = f"<b>{html.escape(line.heading)}</b>{rows}"
                QToolTip.showText(event.globalPos(), text, self)
                return
        QToolTip.hideText()
