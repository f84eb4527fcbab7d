"""Ticks at the door: who handed which form in; no time, and no link to any answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
)

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.cells import CellDelegate
from cittrainer.gui.common.messages import Banner
from cittrainer.gui.common.tables import NOTHING
from cittrainer.gui.common.theme import Size
from cittrainer.models import Enrollment, FormHandedIn, Person
from cittrainer.queries.evaluations import handed_in
from cittrainer.services.evaluations import tick_handed_in, ticks_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.evaluations import CourseEvaluations, FormRow, HandedIn

Index = QModelIndex | QPersistentModelIndex

_FIRST_FORM = 2
"""The columns before it are name and agency."""


class TicksModel(QAbstractTableModel):
    """Names by forms; a cell has a tick or none."""

    toggled = Signal(int, int, bool)
    """Enrollment, form, and whether it is handed in now."""

    def __init__(self, forms: Sequence[FormRow]) -> None:
        super().__init__()
        self._forms = forms
        self._value: HandedIn | None = None

    def show_ticks(self, value: HandedIn) -> None:
        """Show who handed in what."""
        self.beginResetModel()
        self._value = value
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Say how many trainees there are."""
        return 0 if parent.isValid() or self._value is None else len(self._value.trainees)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Say how many columns there are."""
        return 0 if parent.isValid() else _FIRST_FORM + len(self._forms)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Forms can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._is_form(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer what a cell shows."""
        if self._value is None or not index.isValid():
            return None
        trainee = self._value.trainees[index.row()]
        if role == Qt.ItemDataRole.DisplayRole and not self._is_form(index):
            return (trainee.agency if index.column() else trainee.sorted_name) or NOTHING
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if not self._is_form(index):
            return None
        form = self._forms[index.column() - _FIRST_FORM]
        ticked = (trainee.enrollment_id, form.id) in self._value.ticks
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{trainee.sorted_name}, {form.title}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a tick to be set or taken away."""
        if self._value is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        enrollment_id = self._value.trainees[index.row()].enrollment_id
        form_id = self._forms[index.column() - _FIRST_FORM].id
        self.toggled.emit(enrollment_id, form_id, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Answer a heading; forms say how many were handed in."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < _FIRST_FORM:
            return (self.tr("Name"), self.tr("Agency"))[section]
        form = self._forms[section - _FIRST_FORM]
        ticks = self._value.ticks if self._value else ()
        return f"{form.title}: {sum(form_id == form.id for _one, form_id in ticks)}"

    def _is_form(self, index: Index) -> bool:
        return index.column() >= _FIRST_FORM


class HandedInDialog(QDialog):
    """The list at the door."""

    def __init__(
        self, runner: Runner, course: CourseEvaluations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._course = course
        forms = [one.form for one in course.forms]
        self._titles = {form.id: form.title for form in forms}
        self.setWindowTitle(self.tr("Handed in"))
        self.resize(860, 600)
        self.banner = Banner()
        self.model = TicksModel(forms)
        self.model.toggled.connect(self._tick)
        self.table = self._made_table()
        self._lay_out()
        runner.changed.connect(self._refresh_after)
        self.reload()

    def reload(self) -> None:
        """Show what is on file."""
        course_id = self._course.course_id
        self._runner.read(
            lambda db: handed_in(db, course_id), self._show, explain=self.banner.show_error
        )

    def _show(self, ticks: HandedIn) -> None:
        """Show what was read; whoever ticks with the keyboard stays where they were."""
        place = self.table.currentIndex()
        row, column = place.row(), place.column()
        self.model.show_ticks(ticks)
        self.table.setCurrentIndex(self.model.index(row, column))

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName(self.tr("Who handed which form in"))
        table.setModel(self.model)
        table.setProperty("role", "card")
        table.setShowGrid(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(Size.row - 6)
        header = table.horizontalHeader()
        header.setMinimumHeight(48)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft
            | Qt.AlignmentFlag.AlignVCenter
            | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)
        )
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        words = CellDelegate(table)
        for column in range(_FIRST_FORM):
            table.setItemDelegateForColumn(column, words)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, 190)
        return table

    def _lay_out(self) -> None:
        close = button(self.tr("Close"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setSpacing(12)
        inside.addWidget(label(self.tr("Handed in"), "title"))
        inside.addWidget(
            label(
                self.tr(
                    "Tick a name when a form is handed in at the door. No time is kept, and "
                    "nothing leads from a name to an answer. Space ticks, the arrows move."
                ),
                "muted",
                wrap=True,
            )
        )
        inside.addWidget(self.banner)
        inside.addWidget(self.table, 1)
        inside.addLayout(buttons)

    def _tick(self, enrollment_id: int, form_id: int, handed: bool) -> None:
        words = ticks_label(self._course.number, self._titles[form_id])
        self._runner.write(
            words,
            lambda db: tick_handed_in(db, enrollment_id, form_id, handed_in=handed),
            explain=self.banner.show_error,
            grouping=words,
        )

    def _refresh_after(self, done: StepDone) -> None:
        if done.touches(FormHandedIn, Enrollment, Person):
            self.reload()
