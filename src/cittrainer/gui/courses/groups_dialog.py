"""The groups of a course: sets of them, made with a number and removed again."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, clear_layout, label, line
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.forms.ui_courses_groups import Ui_GroupsForm
from cittrainer.queries.rooms import GroupRow, groups
from cittrainer.rules.wording import counted
from cittrainer.services.groups import make_groups, remove_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner


class GroupsDialog(FormDialog):
    """Shows the sets of groups and makes another."""

    def __init__(self, runner: Runner, course_id: int, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Groups"), parent, save_label=self.tr("Make groups"), width=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.setText(self.tr("Close"))
        self._runner = runner
        self._course_id = course_id
        self._sets = QVBoxLayout()
        self._sets.setSpacing(8)
        self.ui = Ui_GroupsForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addLayout(self._sets)
        self.body.addWidget(line())
        self.body.addWidget(form)
        self.body.addWidget(
            label(
                self.tr("Practice with as many rooms as there are groups gets one group a room."),
                "small",
                wrap=True,
            )
        )
        self.save_wanted.connect(self.make)
        self.reload()

    def reload(self) -> None:
        """Show what is on file."""
        course_id = self._course_id
        self._runner.read(lambda db: groups(db, course_id), self._show)

    @Slot()
    def make(self) -> None:
        """Make a set of groups; a refusal is shown in the form."""
        self.set_busy(True)
        course_id, name, count = self._course_id, self.ui.set_name.text(), self.ui.count.value()
        self._runner.write(
            self.tr("Make {count} groups for “{name}”").format(count=count, name=name.strip()),
            lambda db: make_groups(db, course_id, name, count),
            done=self._changed,
            explain=self.refuse,
        )

    def remove_set(self, name: str) -> None:
        """Remove a set of groups; refused while trainees are in one of them."""
        self.banner.clear()
        course_id = self._course_id
        self._runner.write(
            self.tr("Remove the groups for “{name}”").format(name=name),
            lambda db: remove_groups(db, course_id, name),
            done=self._changed,
            explain=self.refuse,
        )

    def _changed(self, _result: tuple[int, ...] | None) -> None:
        self.set_busy(False)
        self.settle()
        self.reload()

    def _show(self, rows: Sequence[GroupRow]) -> None:
        clear_layout(self._sets)
        if not rows:
            self._sets.addWidget(label(self.tr("No groups yet."), "muted"))
        for name, group in groupby(rows, key=lambda row: row.set_name):
            members = list(group)
            words = f"{name}: {counted(len(members), 'group')}, " + counted(
                sum(row.members for row in members), "trainee"
            )
            row = QHBoxLayout()
            remove = button(self.tr("Remove"), "link")
            remove.setAccessibleName(self.tr("Remove the groups for {name}").format(name=name))
            remove.clicked.connect(lambda _checked=False, name=name: self.remove_set(name))
            row.addWidget(label(words, wrap=True), 1)
            row.addWidget(remove)
            self._sets.addLayout(row)
