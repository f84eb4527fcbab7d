"""The blocks that a trainee need not attend, as agreed beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QVBoxLayout

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import day_month, time_of_day, weekday
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.queries.enrollments import BlockChoice, EnrollmentRow, blocks_to_excuse
from cittrainer.services.enrollments import set_excused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner

_ID = Qt.ItemDataRole.UserRole


class ExcuseDialog(FormDialog):
    """A tick for every block from which somebody is excused."""

    def __init__(self, runner: Runner, row: EnrollmentRow, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Excused blocks of {name}").format(name=row.full_name), parent, width=520
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumHeight(480)
        self._runner = runner
        self._row = row
        self._before: set[int] = set()
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Blocks of the course"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setMinimumHeight(240)
        self.summary = label("", "muted")
        self.body.addWidget(
            label(
                self.tr("Ticked blocks do not count for them; all others are expected."),
                "muted",
                wrap=True,
            )
        )
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.summary)
        outer = self.form.layout()
        if isinstance(outer, QVBoxLayout):
            outer.setStretchFactor(self.body, 1)
        self.save_wanted.connect(self.write)
        self.model.dataChanged.connect(self._show_sum)
        self.list.activated.connect(self._switch)
        runner.read(lambda db: blocks_to_excuse(db, row.id), self._fill, explain=self.refuse)

    @property
    def ticked(self) -> set[int]:
        """The ids of the ticked blocks."""
        return {item.data(_ID) for item in self._items() if _is_ticked(item)}

    @property
    def something_typed(self) -> bool:
        """Whether ticks were changed."""
        return self.ticked != self._before

    @Slot()
    def write(self) -> None:
        """Save the ticks as one step; a refusal is shown here."""
        ids, enrollment_id = self.ticked, self._row.id
        self.set_busy(True)
        self._runner.write(
            self.tr("Excused blocks of {name}").format(name=self._row.full_name[:100]),
            lambda db: set_excused(db, enrollment_id, ids),
            done=self._saved,
            explain=self.refuse,
        )

    def _saved(self, _nothing: None) -> None:
        self._before = self.ticked
        self.accept()

    def _fill(self, blocks: Sequence[BlockChoice]) -> None:
        for block in blocks:
            item = QStandardItem(_words(block))
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Checked if block.excused else Qt.CheckState.Unchecked)
            item.setData(block.id, _ID)
            item.setData(block.minutes, _ID + 1)
            self.model.appendRow(item)
        self._before = self.ticked
        self._show_sum()
        if not blocks:
            self.banner.show_note(
                self.tr("The course has no blocks yet."), self.tr("Plan its week first.")
            )

    @Slot()
    def _show_sum(self) -> None:
        minutes = sum(item.data(_ID + 1) for item in self._items() if _is_ticked(item))
        self.summary.setText(
            self.tr("{count} of {all} blocks excused, {minutes} min").format(
                count=len(self.ticked), all=self.model.rowCount(), minutes=minutes
            )
        )

    @Slot(QModelIndex)
    def _switch(self, index: QModelIndex | QPersistentModelIndex) -> None:
        item = self.model.item(index.row())
        ticked = _is_ticked(item)
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _items(self) -> list[QStandardItem]:
        return [self.model.item(at) for at in range(self.model.rowCount())]


def _is_ticked(item: QStandardItem) -> bool:
    return item.checkState() is Qt.CheckState.Checked


def _words(block: BlockChoice) -> str:
    if block.day is None or block.start_minute is None:
        return f"{block.title}, not placed yet, {block.minutes} min"
    at = f"{weekday(block.day)} {day_month(block.day)}, {time_of_day(block.start_minute)}"
    return f"{at}  {block.title}, {block.minutes} min"
