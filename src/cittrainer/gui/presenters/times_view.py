"""Shows times as a week to look at: every week, the dates of a course, or a week with dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import date_range, day_month, long_date, weekday
from cittrainer.gui.common.icons import paint_icon
from cittrainer.gui.common.theme import font, tokens
from cittrainer.gui.presenters.times_grid import (
    KIND_ICONS,
    KIND_WORDS,
    GridDay,
    TimesGrid,
    tone_of,
)
from cittrainer.rules.availability_picture import (
    ANY_MONDAY,
    of_every_week,
    picture,
    shown_hours,
    weeks_with_dates,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.queries.presenter_times import ComingCourse
    from cittrainer.rules.plan_values import TimeValue

_EVERY = "every"
_MOST_WEEKS = 60
"""Weeks with dates that can be chosen."""


class TimesView(QWidget):
    """The grid of times with a choice of what it shows, a legend, and the chosen part in words."""

    course_chosen = Signal()
    """Another course, or none, is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times: tuple[TimeValue, ...] = ()
        self._courses: tuple[ComingCourse, ...] = ()
        self._weeks: tuple[date, ...] = ()
        self._by_hand = False
        self.caption = label("", "strong", wrap=True)
        self.shown = QComboBox()
        self.shown.setAccessibleName(self.tr("What the grid shows"))
        self.shown.setToolTip(self.tr("What the grid shows"))
        self.shown.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.grid = TimesGrid()
        self.told = label("", "muted", wrap=True)
        self._lay_out()
        self._fill_choice()
        self.shown.currentIndexChanged.connect(self._show)
        self.shown.activated.connect(self._choose)
        self.grid.pointed.connect(self.told.setText)
        self._show()

    @property
    def course_id(self) -> int | None:
        """The course that is looked at, if it is one."""
        return next((one.id for one in self._courses if _of_course(one) == self._key), None)

    @property
    def _key(self) -> str:
        return str(self.shown.currentData() or _EVERY)

    def know_courses(self, courses: Sequence[ComingCourse]) -> None:
        """Offer the dates of courses."""
        self._courses = tuple(courses)
        self._fill_choice()

    def show_times(self, times: Sequence[TimeValue], caption: str) -> None:
        """Show other times.

        Args:
            times: They.
            caption: Whose or which they are.
        """
        self._times = tuple(times)
        self.caption.setText(caption)
        weeks = weeks_with_dates(times)[:_MOST_WEEKS]
        if weeks != self._weeks:
            self._weeks = weeks
            self._fill_choice()
        if not self._by_hand:
            self._choose_best()
        self._show()

    def _choose_best(self) -> None:
        """Look at every week, or where only dates were named at the first of them."""
        dated = all(one.on is not None for one in self._times)
        wanted = 0
        if self._times and dated and self._weeks:
            wanted = max(0, self.shown.findData(self._weeks[0].isoformat()))
        self.shown.setCurrentIndex(wanted)

    def _fill_choice(self) -> None:
        chosen = self.shown.currentData()
        self.shown.blockSignals(True)
        self.shown.clear()
        self.shown.addItem(self.tr("Every week"), _EVERY)
        for course in self._courses:
            when = date_range(course.dates[0], course.dates[-1])
            text = self.tr("{course}: {dates}").format(course=course.number, dates=when)
            self.shown.addItem(text, _of_course(course))
        for monday in self._weeks:
            when = date_range(monday, monday + timedelta(days=6))
            self.shown.addItem(self.tr("Week {dates}").format(dates=when), monday.isoformat())
        self.shown.setCurrentIndex(max(0, self.shown.findData(chosen)))
        self.shown.blockSignals(False)

    @Slot()
    def _choose(self) -> None:
        self._by_hand = True
        self.course_chosen.emit()

    @Slot()
    def _show(self) -> None:
        key = self._key
        dates = next((one.dates for one in self._courses if _of_course(one) == key), ())
        if key == _EVERY:
            days = [self._every(number) for number in range(7)]
        elif dates:
            days = [self._dated(on) for on in dates]
        else:
            monday = date.fromisoformat(key)
            days = [self._dated(monday + timedelta(days=number)) for number in range(7)]
        self.grid.show_days(days, shown_hours(self._times))
        self.told.setText(self.grid.current)

    def _every(self, number: int) -> GridDay:
        name = QLocale().standaloneDayName(number + 1)
        dates = sorted(
            {one.on for one in self._times if one.on is not None and one.on.weekday() == number}
        )
        seasonal = any(
            one.weekday == number and (one.first_on or one.last_on) for one in self._times
        )
        note = self.tr("in a season") if seasonal else ""
        if len(dates) == 1:
            note = self.tr("but {date}").format(date=day_month(dates[0]))
        elif dates:
            note = self.tr("but {count} dates").format(count=len(dates))
        stretches = picture(of_every_week(self._times), ANY_MONDAY + timedelta(days=number))
        if not of_every_week(self._times) and self._times:
            stretches = picture(self._times, ANY_MONDAY + timedelta(days=number))
        return GridDay(name, note, self.tr("Every {day}").format(day=name), stretches)

    def _dated(self, on: date) -> GridDay:
        special = any(one.on == on for one in self._times)
        note = self.tr("for this date") if special else ""
        title = f"{weekday(on)} {day_month(on)}"
        return GridDay(title, note, long_date(on), picture(self._times, on))

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.caption, 1)
        above.addWidget(self.shown)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.told, 1)
        below.addWidget(_Legend())
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(above)
        inside.addWidget(self.grid)
        inside.addLayout(below)


def _of_course(course: ComingCourse) -> str:
    return f"course {course.id}"


class _Legend(QWidget):
    """Says what the colours and signs mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(KIND_WORDS.values()))

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        metrics = QFontMetrics(font(11))
        return QSize(sum(metrics.horizontalAdvance(w) + 34 for w in KIND_WORDS.values()), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        letters = font(11)
        painter.setFont(letters)
        left = 0
        for kind, words in KIND_WORDS.items():
            colour, ground = (QColor(each) for each in tone_of(worn, kind))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRect(left, 2, 16, 16), 4, 4)
            paint_icon(painter, QRect(left + 2, 4, 12, 12), KIND_ICONS[kind], colour, bold=True)
            painter.setPen(QColor(worn.muted))
            width = QFontMetrics(letters).horizontalAdvance(words)
            place = QRect(left + 21, 0, width + 2, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            left += width + 34
        painter.end()
