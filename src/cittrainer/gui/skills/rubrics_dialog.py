"""The rubrics of the academy: made, edited as long as nobody was assessed by them, removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner, ask
from cittrainer.gui.common.tables import Column
from cittrainer.models import Rubric, RubricItem, SkillsAssessment
from cittrainer.queries.skills import RubricRow, rubrics
from cittrainer.rules.assessments import HIGHEST, LOWEST
from cittrainer.services.rubrics import RubricDetails, add_rubric, edit_rubric, remove_rubric

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

COLUMNS: tuple[Column[RubricRow], ...] = (
    Column("name", "Name", lambda row: row.name, bold=True, width=220),
    Column(
        "items", "Skills", lambda row: str(len(row.items)), sort=lambda row: len(row.items),
        tooltip=lambda row: "\n".join(text for _id, text in row.items), right=True, width=70,
    ),
    Column(
        "pass_mark",
        "Mark asked",
        lambda row: "" if row.pass_mark is None else str(row.pass_mark),
        right=True,
        width=100,
    ),
    Column(
        "used", "Assessments", lambda row: str(row.used), sort=lambda row: row.used, right=True,
        width=110,
    ),
)  # fmt: skip


class RubricsDialog(QDialog):
    """The list of rubrics."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rubrics"))
        self._runner = runner
        self.banner = Banner()
        self.list = ListView(COLUMNS, name="rubrics", settings=settings, key=lambda row: row.id)
        self.list.setAccessibleName(self.tr("Rubrics"))
        self.list.set_placeholder(self.tr("No rubric yet: add one."))
        self.add = button(self.tr("Add a rubric"), "primary", "add")
        self.edit = button(self.tr("Edit…"), icon_name="edit")
        self.copy = button(self.tr("Copy…"), icon_name="copy")
        self.remove = button(self.tr("Remove…"), icon_name="delete")
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self.add.clicked.connect(self.add_rubric)
        self.edit.clicked.connect(self.edit_chosen)
        self.copy.clicked.connect(self.copy_chosen)
        self.remove.clicked.connect(self.remove_chosen)
        self.close_button.clicked.connect(self.accept)
        self.list.rows_selected.connect(self._offer)
        self.list.row_opened.connect(self.edit_chosen)
        runner.changed.connect(self.refresh_after)
        self.reload()

    def reload(self) -> None:
        """Show what is on file."""
        self._runner.read(rubrics, self._show, explain=self.banner.show_error)

    @Slot()
    def add_rubric(self) -> None:
        """Open the form of a new rubric."""
        RubricForm(self._runner, None, self).open()

    @Slot()
    def edit_chosen(self) -> None:
        """Open the form of the chosen rubric."""
        for row in self.list.selected_rows()[:1]:
            RubricForm(self._runner, row, self).open()

    @Slot()
    def copy_chosen(self) -> None:
        """Open the form of a new rubric with the skills of the chosen one."""
        for row in self.list.selected_rows()[:1]:
            RubricForm(self._runner, row, self, as_new=True).open()

    @Slot()
    def remove_chosen(self) -> None:
        """Remove the chosen rubric, after asking."""
        for row in self.list.selected_rows()[:1]:
            if ask(
                self,
                self.tr("Remove “%s”?") % row.name,
                self.tr("One undo brings it back."),
                self.tr("Remove"),
                danger=True,
            ):
                self._runner.write(
                    self.tr("Remove the rubric “%s”") % row.name[:120],
                    partial(_remove, row.id),
                    explain=self.banner.show_error,
                )

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Reload if the step changed what is shown, whoever made it."""
        if done.touches(Rubric, RubricItem, SkillsAssessment):
            self.reload()

    def _show(self, rows: tuple[RubricRow, ...]) -> None:
        self.banner.clear()
        self.list.set_rows(rows)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        one = len(self.list.selected_rows()) == 1
        for each in (self.edit, self.copy, self.remove):
            each.setEnabled(one)

    def _lay_out(self) -> None:
        self.resize(640, 420)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for each in (self.add, self.edit, self.copy, self.remove):
            buttons.addWidget(each)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setSpacing(12)
        inside.addWidget(label(self.tr("Rubrics"), "title"))
        inside.addWidget(self.banner)
        inside.addWidget(self.list, 1)
        inside.addLayout(buttons)


class RubricForm(FormDialog):
    """A rubric: its name, the mark asked, what the marks mean, and its skills, one a line."""

    def __init__(
        self,
        runner: Runner,
        row: RubricRow | None,
        parent: QWidget | None = None,
        *,
        as_new: bool = False,
    ) -> None:
        title = "New rubric" if row is None or as_new else row.name
        super().__init__(title, parent, width=600)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._row = None if as_new else row
        self.name = QLineEdit()
        self.pass_mark = QComboBox()
        marks = [(mark, str(mark)) for mark in range(LOWEST, HIGHEST + 1)]
        choices: list[tuple[int | None, str]] = [(None, self.tr("The assessor decides")), *marks]
        fill(self.pass_mark, choices, None)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.items = QPlainTextEdit()
        self.items.setTabChangesFocus(True)
        self.items.setFixedHeight(220)
        self.note.setFixedHeight(76)
        if row is not None:
            self.name.setText(self.tr("%s, copy") % row.name if as_new else row.name)
            self.pass_mark.setCurrentIndex(self.pass_mark.findData(row.pass_mark))
            self.note.setPlainText(row.note)
            self.items.setPlainText("\n".join(text for _id, text in row.items))
        self.add_field(self.tr("&Name"), self.name)
        self.add_field(
            self.tr("&Mark asked"), self.pass_mark, self.tr("Of every skill that is observed.")
        )
        self.add_field(self.tr("What the ma&rks mean"), self.note, self.tr("Printed on the form."))
        self.add_field(self.tr("&Skills"), self.items, self.tr("One a line."))
        if self._row is not None and self._row.used:
            self.items.setReadOnly(True)
            self.pass_mark.setEnabled(False)
            self.body.addWidget(
                label(
                    self.tr(
                        "Somebody was assessed by it, so its skills and its mark stay. Copy it to "
                        "make another one."
                    ),
                    "muted",
                    wrap=True,
                )
            )
        self.save_wanted.connect(self.write)

    @Slot()
    def write(self) -> None:
        """Save; a refusal is shown in the form."""
        details = RubricDetails(
            name=self.name.text(),
            items=self.items.toPlainText().splitlines(),
            pass_mark=chosen(self.pass_mark),
            note=self.note.toPlainText(),
        )
        row = self._row
        self.set_busy(True)

        def act(db: Session) -> None:
            if row is None:
                add_rubric(db, details)
            else:
                edit_rubric(db, row.id, details, seen=row.version)

        words = self.tr("Add the rubric “%s”") if row is None else self.tr("Edit the rubric “%s”")
        self._runner.write(
            words % details.name.strip()[:120], act, done=self._saved, explain=self.refuse
        )

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()


def _remove(rubric_id: int, db: Session) -> None:
    remove_rubric(db, rubric_id)
