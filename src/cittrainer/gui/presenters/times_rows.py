"""All times of a presenter as rows of a form; where there are very many, the rest in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Pill, button, label
from cittrainer.gui.common.dates import date_range
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.presenters.times_row import TimeRow
from cittrainer.gui.presenters.words import NOT_ANSWERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.rules.plan_values import TimeValue

MOST_ROWS = 20
"""Rows that are shown at once, so that a form of hundreds of times opens as quickly as any."""


class TimeRows(QWidget):
    """The times as rows, to be changed one by one."""

    edited = Signal()
    """Some time is otherwise now, was added or removed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others: list[TimeValue] = []
        """Times that have no row."""
        self.nothing = label(
            self.tr("{words}. Nothing is known of when they can come.").format(words=NOT_ANSWERED),
            wrap=True,
        )
        self.open_question = Pill(self.tr("No answer"), Tone.WARNING)
        self.add = button(self.tr("Add a time"), icon_name="add")
        self.more = button(self.tr("Show the next ones"))
        self.forget = button(self.tr("Remove these"), icon_name="delete")
        self.rest = label("", "muted", wrap=True)
        self._rest = QWidget()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._lay_out()
        self.add.clicked.connect(self.add_row)
        self.more.clicked.connect(self.show_more)
        self.forget.clicked.connect(self._forget_rest)
        self._tell()

    @property
    def rows(self) -> list[TimeRow]:
        """The rows from top to bottom."""
        items = (self._rows.itemAt(at) for at in range(self._rows.count()))
        found = (item.widget() for item in items if item is not None)
        return [row for row in found if isinstance(row, TimeRow)]

    @property
    def count(self) -> int:
        """How many times there are, with and without a row."""
        return self._rows.count() + len(self._others)

    @property
    def wrong(self) -> TimeRow | None:
        """The first row in which something is wrong."""
        return next((row for row in self.rows if not row.in_order), None)

    @property
    def times(self) -> tuple[TimeValue, ...]:
        """All times; rows in which something is wrong are left out."""
        return (*(row.time for row in self.rows if row.in_order), *self._others)

    def set_times(self, times: Sequence[TimeValue]) -> None:
        """Show other times."""
        for row in self.rows:
            self._drop(row)
        self._others = []
        self.add_times(times)

    def add_times(self, times: Sequence[TimeValue]) -> None:
        """Add times behind those that are there."""
        room = max(0, MOST_ROWS - self._rows.count())
        # One more row takes no more room than the line about the rest.
        room = len(times) if len(times) <= room + 1 and not self._others else room
        for time in times[:room]:
            self._append(TimeRow(time))
        self._others += times[room:]
        self._tell()

    @Slot()
    def add_row(self) -> None:
        """Add an empty time at the end."""
        row = TimeRow()
        self._append(row)
        row.open_fields().kind.setFocus(Qt.FocusReason.TabFocusReason)
        self._tell()

    @Slot()
    def show_more(self) -> None:
        """Give the next of the times a row that have none."""
        shown, self._others = self._others[:MOST_ROWS], self._others[MOST_ROWS:]
        for time in shown:
            self._append(TimeRow(time))
        self._tell()

    def _append(self, row: TimeRow) -> None:
        row.remove_wanted.connect(self._take_out)
        row.edited.connect(self.edited)
        self._rows.addWidget(row)

    @Slot(object)
    def _take_out(self, row: TimeRow) -> None:
        self._drop(row)
        self._tell()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, row: TimeRow) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.setParent(None)
        row.deleteLater()

    @Slot()
    def _forget_rest(self) -> None:
        self._others = []
        self._tell()

    def _tell(self) -> None:
        self.nothing.setVisible(not self.count)
        self.open_question.setVisible(not self.count)
        self._rest.setVisible(bool(self._others))
        dates = [one.on for one in self._others if one.on is not None]
        when = date_range(min(dates), max(dates)) if dates else ""
        words = self.tr("And {count} more times").format(count=f"{len(self._others):n}")
        self.rest.setText(f"{words}, {when}" if when else words)
        self.edited.emit()

    def _lay_out(self) -> None:
        beside = QHBoxLayout(self._rest)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.rest, 1)
        beside.addWidget(self.more)
        beside.addWidget(self.forget)
        below = QHBoxLayout()
        below.addWidget(self.add)
        below.addStretch()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(14)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.open_question)
        first.addWidget(self.nothing, 1)
        inside.addLayout(first)
        inside.addLayout(self._rows)
        inside.addWidget(self._rest)
        inside.addLayout(below)
