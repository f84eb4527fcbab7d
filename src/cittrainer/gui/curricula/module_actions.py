"""What can be done with the modules of a draft: added, edited, put elsewhere, removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cittrainer.gui.common.cards import button
from cittrainer.gui.curricula.module_form import ModuleForm
from cittrainer.rules.wording import quoted
from cittrainer.services.modules import move_module, remove_module

if TYPE_CHECKING:
    from cittrainer.gui.common.list_view import ListView
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.curricula import CurriculumFacts, ModuleRow


class ModuleActions(QObject):
    """A row of buttons over the modules; it is there only for a draft."""

    def __init__(self, runner: Runner, modules: ListView) -> None:
        super().__init__(modules)
        self._runner = runner
        self._list = modules
        self._version_id = 0
        self._draft = False
        self.bar = QWidget()
        self.add = button(self.tr("Add module"), icon_name="add")
        self.edit = button(self.tr("Edit"), icon_name="edit")
        self.up = button(self.tr("Up"), icon_name="up")
        self.down = button(self.tr("Down"), icon_name="down")
        self.remove = button(self.tr("Remove"), icon_name="delete")
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self.add, self.edit, self.up, self.down, self.remove):
            row.addWidget(each)
        row.addStretch()
        self.up.setToolTip(self.tr("Alt+Up"))
        self.down.setToolTip(self.tr("Alt+Down"))
        QShortcut(QKeySequence("Alt+Up"), modules, self.up.click)
        QShortcut(QKeySequence("Alt+Down"), modules, self.down.click)
        self.add.clicked.connect(self.add_one)
        self.edit.clicked.connect(self.edit_chosen)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self.remove_chosen)
        modules.row_opened.connect(self.edit_row)
        modules.rows_selected.connect(self._selected)

    def show_facts(self, facts: CurriculumFacts) -> None:
        """Take the version whose modules are shown."""
        self._version_id = facts.row.id
        self._draft = facts.row.state == "draft"
        self.bar.setVisible(self._draft)
        self._selected(self._list.selected_rows())

    @Slot()
    def add_one(self) -> None:
        """Open the form of a new module."""
        ModuleForm(self._runner, self._version_id, None, self._list).open()

    @Slot()
    def edit_chosen(self) -> None:
        """Open the form of the chosen module."""
        for row in self._list.selected_rows()[:1]:
            self.edit_row(row)

    @Slot(object)
    def edit_row(self, row: ModuleRow) -> None:
        """Open the form of a module of a draft."""
        if self._draft:
            ModuleForm(self._runner, self._version_id, row, self._list).open()

    @Slot()
    def remove_chosen(self) -> None:
        """Take the chosen module out of the draft; undo brings it back."""
        for row in self._list.selected_rows()[:1]:
            self._runner.write(
                self.tr("Remove {title} from the draft").format(title=quoted(row.title)),
                partial(remove_module, module_id=row.id),
            )

    def _move(self, places: int) -> None:
        for row in self._list.selected_rows()[:1]:
            position = row.position + places
            if position >= 0:
                self._runner.write(
                    self.tr("Move {title} within the draft").format(title=quoted(row.title)),
                    partial(move_module, module_id=row.id, position=position),
                )

    @Slot(list)
    def _selected(self, rows: list[ModuleRow]) -> None:
        for each in (self.edit, self.up, self.down, self.remove):
            each.setEnabled(self._draft and len(rows) == 1)
