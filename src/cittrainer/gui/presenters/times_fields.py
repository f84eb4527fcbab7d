"""The fields of one time of a presenter: day, hours, season, longest talk, by phone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale, QTime, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import qdate, this_day
from cittrainer.gui.common.fields import OptionalDateEdit, adjust, restyle
from cittrainer.gui.presenters.words import AVAILABILITY, WHOLE_DAY
from cittrainer.models import AvailabilityKind
from cittrainer.rules.plan_values import TimeValue
from cittrainer.services.presenters import SHORTEST_TALK

_ON_A_DATE = -1
_USUAL_HOURS = (480, 1020)
_LONGEST_TALK = 720
_STEP = 5
_TIME_WIDTH, _LENGTH_WIDTH = 112, 140


class TimeFields(QWidget):
    """What was said of one time, on which day, from when to when, and how."""

    edited = Signal()
    """Something in it is otherwise now."""

    def __init__(self, time: TimeValue | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = QComboBox()
        for kind, words in AVAILABILITY.items():
            self.kind.addItem(words, kind)
        self.day = QComboBox()
        self.day.addItem(self.tr("On a date"), _ON_A_DATE)
        for weekday in range(7):
            name = QLocale().standaloneDayName(weekday + 1)
            self.day.addItem(self.tr("Every {weekday}").format(weekday=name), weekday)
        self.date = QDateEdit()
        self.date.setCalendarPopup(True)
        self.whole_day = QCheckBox(self.tr("All day"))
        self.begins, self.ends = QTimeEdit(), QTimeEdit()
        self.longest = QSpinBox()
        self.longest.setRange(0, _LONGEST_TALK)
        self.longest.setSingleStep(_STEP)
        self.longest.setSpecialValueText(self.tr("Any length"))
        self.longest.setPrefix(self.tr("At most "))
        self.longest.setSuffix(self.tr(" min"))
        self.by_phone = QCheckBox(self.tr("Only by phone"))
        self.in_season = QCheckBox(self.tr("Season"))
        self.first_on, self.last_on = OptionalDateEdit(), OptionalDateEdit()
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        self._name_fields()
        self._lay_out()
        self._fill(time)
        self._wire()
        self._show_fields()

    @property
    def time(self) -> TimeValue:
        """What stands in the fields now.

        Raises:
            ValueError: a date of the season is none.
        """
        start, end = self._hours
        dated = self.day.currentData() == _ON_A_DATE
        shown = self.date.date()
        season = self.in_season.isChecked() and not dated
        can = self._can
        return TimeValue(
            AvailabilityKind(self.kind.currentData()).value,
            start,
            end,
            on=date(shown.year(), shown.month(), shown.day()) if dated else None,
            weekday=None if dated else self.day.currentData(),
            first_on=self.first_on.date if season else None,
            last_on=self.last_on.date if season else None,
            most_minutes=(self.longest.value() or None) if can else None,
            by_phone=can and self.by_phone.isChecked(),
        )

    @property
    def in_order(self) -> bool:
        """Whether nothing in it is wrong."""
        return not self._problem()[0]

    def go_to_problem(self) -> None:
        """Put the cursor into the field that is wrong."""
        field = self._problem()[1]
        if field is not None:
            field.setFocus()

    @Slot()
    def check(self) -> None:
        """Say beside the fields what is wrong with them."""
        problem, wrong = self._problem()
        self.wrong.setText(problem)
        self.wrong.setVisible(bool(problem))
        for field in (self.ends, self.first_on, self.last_on, self.longest):
            field.setProperty("wrong", field is wrong)
            restyle(field)
        self.edited.emit()

    def _problem(self) -> tuple[str, QWidget | None]:
        start, end = self._hours
        if start >= end:
            return self.tr("It ends before it begins."), self.ends
        if self._can and 0 < self.longest.value() < SHORTEST_TALK:
            return self.tr("The longest talk is too short."), self.longest
        if not self.in_season.isChecked() or self.day.currentData() == _ON_A_DATE:
            return "", None
        for field in (self.first_on, self.last_on):
            try:
                field.date  # noqa: B018 - it raises where it is none
            except ValueError as problem:
                return str(problem), field
        first, last = self.first_on.date, self.last_on.date
        if first is not None and last is not None and last < first:
            return self.tr("The season ends before it begins."), self.last_on
        return "", None

    @property
    def _can(self) -> bool:
        return bool(self.kind.currentData() != AvailabilityKind.NO)

    @property
    def _hours(self) -> tuple[int, int]:
        if self.whole_day.isChecked():
            return WHOLE_DAY
        begins, ends = self.begins.time(), self.ends.time()
        end = ends.hour() * 60 + ends.minute()
        # A time field has no 24:00; what ends at midnight ends with the day.
        return begins.hour() * 60 + begins.minute(), end or WHOLE_DAY[1]

    def _name_fields(self) -> None:
        for field, name in (
            (self.kind, self.tr("What they said")),
            (self.day, self.tr("Day")),
            (self.date, self.tr("Date")),
            (self.begins, self.tr("From")),
            (self.ends, self.tr("Until")),
            (self.longest, self.tr("Longest talk, in minutes; 0: of any length")),
            (self.by_phone, self.tr("They would only call in")),
            (self.in_season, self.tr("Only in a part of the year")),
            (self.first_on, self.tr("First date of the season; empty: none")),
            (self.last_on, self.tr("Last date of the season; empty: none")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)
        for field in (self.date, self.begins, self.ends, self.longest):
            adjust(field)
        for narrow in (self.begins, self.ends):
            narrow.setMaximumWidth(_TIME_WIDTH)
        self.longest.setMaximumWidth(_LENGTH_WIDTH)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for column, field in enumerate((self.kind, self.day, self.date)):
            grid.addWidget(field, 0, column)
            grid.setColumnStretch(column, 1)
        how = QHBoxLayout()
        for each in (self.whole_day, self.begins, self.ends, self.longest, self.by_phone):
            how.addWidget(each)
        how.addWidget(self.in_season)
        how.addStretch()
        self._season = QWidget()
        when = QHBoxLayout(self._season)
        when.setContentsMargins(0, 0, 0, 0)
        for words, typed in ((self.tr("From"), self.first_on), (self.tr("until"), self.last_on)):
            when.addWidget(label(words, "muted"))
            when.addWidget(typed)
        when.addStretch()
        for line in (how, when):
            line.setSpacing(8)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addLayout(grid)
        inside.addLayout(how)
        inside.addWidget(self._season)
        inside.addWidget(self.wrong)

    def _fill(self, time: TimeValue | None) -> None:
        start, end = _USUAL_HOURS if time is None else (time.start, time.end)
        whole = time is None or (start, end) == WHOLE_DAY
        if whole:
            start, end = _USUAL_HOURS
        self.whole_day.setChecked(whole)
        self.begins.setTime(QTime(start // 60, start % 60))
        self.ends.setTime(QTime(end // 60 % 24, end % 60))
        self.date.setDate(qdate((time and time.on) or this_day()))
        if time is None:
            return
        self.kind.setCurrentIndex(self.kind.findData(AvailabilityKind(time.kind)))
        self.day.setCurrentIndex(
            self.day.findData(_ON_A_DATE if time.weekday is None else time.weekday)
        )
        self.longest.setValue(time.most_minutes or 0)
        self.by_phone.setChecked(time.by_phone)
        self.in_season.setChecked(time.first_on is not None or time.last_on is not None)
        self.first_on.set_date(time.first_on)
        self.last_on.set_date(time.last_on)

    def _wire(self) -> None:
        for box in (self.day, self.kind):
            box.currentIndexChanged.connect(self._show_fields)
        for tick in (self.whole_day, self.in_season):
            tick.toggled.connect(self._show_fields)
        for time in (self.begins, self.ends):
            time.timeChanged.connect(self.check)
        for typed in (self.first_on, self.last_on):
            typed.textChanged.connect(self.check)
        self.date.dateChanged.connect(self.check)
        self.longest.valueChanged.connect(self.check)
        self.by_phone.toggled.connect(self.check)

    @Slot()
    def _show_fields(self) -> None:
        dated = self.day.currentData() == _ON_A_DATE
        timed = not self.whole_day.isChecked()
        self.date.setEnabled(dated)
        self.begins.setVisible(timed)
        self.ends.setVisible(timed)
        self.longest.setVisible(self._can)
        self.by_phone.setVisible(self._can)
        self.in_season.setVisible(not dated)
        self._season.setVisible(not dated and self.in_season.isChecked())
        self.check()
