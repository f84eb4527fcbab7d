"""The form of the times at which a presenter can come, would like to, or cannot."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTime, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import qdate, this_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import adjust, restyle
from cittrainer.gui.presenters.words import AVAILABILITY, NOT_ANSWERED, WHOLE_DAY
from cittrainer.models import AvailabilityKind
from cittrainer.services.presenters import TimeWindow, set_availability

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.presenters import PresenterCard, WindowValue

_ON_A_DATE = -1
_USUAL_HOURS = (480, 1020)


class TimeRow(QWidget):
    """One time: what was said about it, on which day, from when to when."""

    remove_wanted = Signal()

    def __init__(self, window: WindowValue | None = None, parent: QWidget | None = None) -> None:
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
        self.remove = button("", icon_name="delete")
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        self._name_fields()
        self._lay_out()
        self._fill(window)
        self.day.currentIndexChanged.connect(self._show_fields)
        self.whole_day.toggled.connect(self._show_fields)
        self.begins.timeChanged.connect(self.check)
        self.ends.timeChanged.connect(self.check)
        self.remove.clicked.connect(self.remove_wanted)
        self._show_fields()

    @property
    def window_value(self) -> TimeWindow:
        """What stands in the row now."""
        weekday = self.day.currentData()
        shown = self.date.date()
        start, end = self._hours
        return TimeWindow(
            kind=AvailabilityKind(self.kind.currentData()),
            on_date=date(shown.year(), shown.month(), shown.day())
            if weekday == _ON_A_DATE
            else None,
            weekday=None if weekday == _ON_A_DATE else weekday,
            start_minute=start,
            end_minute=end,
        )

    @property
    def in_order(self) -> bool:
        """Whether it begins before it ends."""
        start, end = self._hours
        return start < end

    @Slot()
    def check(self) -> None:
        """Say beside the times when they are the wrong way round."""
        good = self.in_order
        self.wrong.setText("" if good else self.tr("It ends before it begins."))
        self.wrong.setVisible(not good)
        self.ends.setProperty("wrong", not good)
        restyle(self.ends)

    @property
    def _hours(self) -> tuple[int, int]:
        if self.whole_day.isChecked():
            return WHOLE_DAY
        begins, ends = self.begins.time(), self.ends.time()
        return begins.hour() * 60 + begins.minute(), ends.hour() * 60 + ends.minute()

    def _name_fields(self) -> None:
        for field, name in (
            (self.kind, self.tr("What they said")),
            (self.day, self.tr("Day")),
            (self.date, self.tr("Date")),
            (self.begins, self.tr("From")),
            (self.ends, self.tr("Until")),
            (self.remove, self.tr("Remove this time")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)
        for field in (self.date, self.begins, self.ends):
            adjust(field)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.kind, 0, 0)
        grid.addWidget(self.day, 0, 1)
        grid.addWidget(self.date, 0, 2)
        grid.addWidget(self.remove, 0, 3)
        hours = QHBoxLayout()
        hours.setSpacing(8)
        for each in (self.whole_day, self.begins, self.ends, self.wrong):
            hours.addWidget(each)
        hours.addStretch()
        grid.addLayout(hours, 1, 0, 1, 4)
        for column in range(3):
            grid.setColumnStretch(column, 1)

    def _fill(self, window: WindowValue | None) -> None:
        start, end = _USUAL_HOURS if window is None else (window.start_minute, window.end_minute)
        whole = window is None or (start, end) == WHOLE_DAY
        if whole:
            start, end = _USUAL_HOURS
        self.whole_day.setChecked(whole)
        self.begins.setTime(QTime(start // 60, start % 60))
        # A time field ends a minute before midnight.
        last = min(end, 1439)
        self.ends.setTime(QTime(last // 60, last % 60))
        today = this_day()
        self.date.setDate(qdate((window and window.on_date) or today))
        if window is not None:
            self.kind.setCurrentIndex(self.kind.findData(window.kind))
            self.day.setCurrentIndex(
                self.day.findData(_ON_A_DATE if window.weekday is None else window.weekday)
            )

    @Slot()
    def _show_fields(self) -> None:
        self.date.setEnabled(self.day.currentData() == _ON_A_DATE)
        timed = not self.whole_day.isChecked()
        self.begins.setVisible(timed)
        self.ends.setVisible(timed)
        self.check()


class TimesDialog(FormDialog):
    """All times that a presenter said something about; none means they have not answered."""

    def __init__(self, runner: Runner, card: PresenterCard, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Times of {name}").format(name=card.public_name), parent, width=640
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(660, 520)
        self._runner = runner
        self._card = card
        self._count = len(card.windows)
        self.nothing = label(
            self.tr("{words}. Nothing is known of when they can come.").format(words=NOT_ANSWERED),
            "muted",
            wrap=True,
        )
        self.add = button(self.tr("Add a time"), icon_name="add")
        self.add.clicked.connect(self.add_row_for)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(16)
        beside = QHBoxLayout()
        beside.addWidget(self.add)
        beside.addStretch()
        self.body.addWidget(self.nothing)
        self.body.addLayout(self._rows)
        self.body.addLayout(beside)
        self.save_wanted.connect(self.write)
        for window in card.windows:
            self._append(TimeRow(window))
        self._tell()

    @property
    def rows(self) -> list[TimeRow]:
        """The rows from top to bottom."""
        items = (self._rows.itemAt(at) for at in range(self._rows.count()))
        found = (item.widget() for item in items if item is not None)
        return [row for row in found if isinstance(row, TimeRow)]

    @property
    def something_typed(self) -> bool:
        """Whether a time was changed, added or removed."""
        return super().something_typed or len(self.rows) != self._count

    def settle(self) -> None:
        """Take the rows as they are now as not changed by the user."""
        super().settle()
        self._count = len(self.rows)

    @Slot()
    def add_row_for(self) -> None:
        """Add an empty time at the end."""
        row = TimeRow()
        self._append(row)
        row.kind.setFocus(Qt.FocusReason.TabFocusReason)
        self._tell()

    @Slot()
    def write(self) -> None:
        """Save; a time that ends before it begins is told in its row."""
        wrong = [row for row in self.rows if not row.in_order]
        if wrong:
            wrong[0].ends.setFocus(Qt.FocusReason.OtherFocusReason)
            self.refuse(
                Invalid("A time ends before it begins.", hint="Set its end after its beginning.")
            )
            return
        self.set_busy(True)
        card = self._card
        windows = tuple(row.window_value for row in self.rows)
        self._runner.write(
            self.tr("Times of “{name}”").format(name=card.public_name),
            lambda db: set_availability(db, card.id, windows, seen=card.version),
            done=self._saved,
            explain=self.refuse,
        )

    def _append(self, row: TimeRow) -> None:
        row.remove_wanted.connect(lambda: self._take_out(row))
        self._rows.addWidget(row)

    def _take_out(self, row: TimeRow) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.setParent(None)
        row.deleteLater()
        self._tell()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self.nothing.setVisible(not self.rows)

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()
