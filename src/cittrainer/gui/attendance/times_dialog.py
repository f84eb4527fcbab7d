"""Sign-in times of a day, typed from the sheet: in, out, and what they come to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
)

from cittrainer.errors import Invalid, UserError
from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import long_date, time_of_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.rules.sign_in import check_times, minute_of, presence
from cittrainer.rules.wording import counted, duration
from cittrainer.services.attendance import record_times

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.attendance import Register, Trainee
    from cittrainer.rules.values import DayValue, PlacedBlock

_NAME, _IN, _OUT, _SUM = range(4)
_HEIGHT = 330
"""Pixels of the list."""


class TimesTable(QTableWidget):
    """A table in which Enter goes to the same column of the next line."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Leave a cell."""
        super().closeEditor(editor, hint)
        below = self.currentRow() + 1
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and below < self.rowCount():
            self.setCurrentCell(below, self.currentColumn())


class TimesDialog(FormDialog):
    """A line a trainee; what is left empty records nothing."""

    def __init__(
        self, runner: Runner, book: Register, day: DayValue, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Sign-in times of %s") % long_date(day.date), parent, width=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._book = book
        self._day = day
        self._blocks = book.blocks(day)
        self._start = min((block.start or 0 for block in self._blocks), default=0)
        self._end = max((block.end or 0 for block in self._blocks), default=0)
        self._trainees = [one for one in book.everybody if self._mine(one)]
        self.table = TimesTable(len(self._trainees), 4)
        self.table.setAccessibleName(self.tr("Sign-in times"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self._before = [self._on_file(one) for one in self._trainees]
        self._fill_table()
        self.body.addWidget(
            label(
                self.tr(
                    "Type the times as they stand on the sheet, such as 8:05 or 4:30. Whoever did "
                    "not sign out is taken to have stayed. Enter goes to the next name."
                ),
                "muted",
                wrap=True,
            )
        )
        self.body.addWidget(self.table, 1)
        if day.closed:
            self.add_field(
                self.tr("&Reason"),
                self.reason,
                self.tr("The day is closed: say why something on record is corrected."),
            )
        self.save_wanted.connect(self.write)

    @property
    def something_typed(self) -> bool:
        """Whether a time was typed."""
        typed = [
            (self._text(row, _IN), self._text(row, _OUT)) for row in range(len(self._trainees))
        ]
        return typed != self._shown

    @Slot()
    def write(self) -> None:
        """Save all times that were typed as one step; a refusal is shown in the form."""
        try:
            times = self._times()
        except UserError as error:
            self.refuse(error)
            return
        if not times:
            self.refuse(
                Invalid(self.tr("No time was typed."), hint=self.tr("Type when somebody came."))
            )
            return
        self.set_busy(True)
        day_id, reason = self._day.id, self.reason.text()
        self._runner.write(
            self.tr("Sign-in times of {who} on {day}").format(
                who=counted(len(times), "person", "people"), day=long_date(self._day.date)
            ),
            lambda db: record_times(db, day_id, times, reason=reason),
            done=self._saved,
            explain=self.refuse,
        )

    def _mine(self, trainee: Trainee) -> list[PlacedBlock]:
        """The blocks of the day that are for a trainee."""
        return [
            block
            for block in self._blocks
            if (trainee.enrollment_id, block.id) in self._book.credited
        ]

    def _on_file(self, trainee: Trainee) -> tuple[int | None, int | None]:
        """The first time in and the last time out on file."""
        found = [
            entry
            for block in self._mine(trainee)
            if (entry := self._book.entries.get((trainee.enrollment_id, block.id))) is not None
            and entry.came is not None
        ]
        if not found:
            return None, None
        return found[0].came, found[-1].went

    def _times(self) -> dict[int, tuple[int, int | None]]:
        """The times of those whose line says something new.

        Raises:
            Invalid: a time cannot be read, or somebody has a time out and none in.
        """
        times: dict[int, tuple[int, int | None]] = {}
        for row, trainee in enumerate(self._trainees):
            try:
                read = self._read(row)
            except Invalid as error:
                raise Invalid(f"{trainee.full_name}: {error.message}", hint=error.hint) from None
            if read is not None and read != self._before[row]:
                times[trainee.enrollment_id] = read
        return times

    def _read(self, row: int) -> tuple[int, int | None] | None:
        came, went = self._text(row, _IN), self._text(row, _OUT)
        if not came:
            if went:
                raise Invalid(self.tr("The time in is missing."), hint=self.tr("Type it too."))
            return None
        read = partial(minute_of, start=self._start, end=self._end)
        times = read(came), read(went) if went else None
        check_times(*times)
        return times

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return "" if item is None else item.text().strip()

    def _fill_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(
            [self.tr("Name"), self.tr("In"), self.tr("Out"), self.tr("Comes to")]
        )
        table.verticalHeader().setVisible(False)
        table.setProperty("role", "card")
        table.setMinimumHeight(_HEIGHT)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_SUM, QHeaderView.ResizeMode.Stretch)
        for row, trainee in enumerate(self._trainees):
            came, went = self._before[row]
            table.setItem(row, _NAME, _still(trainee.sorted_name))
            table.setItem(row, _IN, QTableWidgetItem(_time(came)))
            table.setItem(row, _OUT, QTableWidgetItem(_time(went)))
            table.setItem(row, _SUM, _still(""))
            self._sum(row)
        self._shown = [
            (self._text(row, _IN), self._text(row, _OUT)) for row in range(len(self._trainees))
        ]
        if self._trainees:
            table.setCurrentCell(0, _IN)
        table.cellChanged.connect(self._changed)

    @Slot(int, int)
    def _changed(self, row: int, column: int) -> None:
        if column in (_IN, _OUT):
            self._sum(row)

    def _sum(self, row: int) -> None:
        """Say what the times of a line come to."""
        item = self.table.item(row, _SUM)
        if item is None:
            return
        try:
            times = self._read(row)
        except Invalid as error:
            item.setText(error.message)
            return
        if times is None:
            item.setText("")
            return
        mine = self._mine(self._trainees[row])
        there = sum(presence(one.start or 0, one.minutes, *times).minutes for one in mine)
        whole = sum(block.minutes for block in mine)
        item.setText(self.tr("{there} of {all}").format(there=duration(there), all=duration(whole)))

    def _saved(self, _added: int) -> None:
        self._shown = [
            (self._text(row, _IN), self._text(row, _OUT)) for row in range(len(self._trainees))
        ]
        self.settle()
        self.accept()


def _still(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setToolTip(text)
    return item


def _time(minute: int | None) -> str:
    return "" if minute is None else time_of_day(minute)
