"""What completing a course asks for: by its standard, and by what is chosen here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox

from cittrainer.gui.common.cards import Facts, button, label
from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.models import Rubric
from cittrainer.queries.completion import CourseRules, course_rules
from cittrainer.queries.evaluations import course_forms
from cittrainer.queries.skills import rubrics
from cittrainer.services.completion import set_rules

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.completion import CompletionList


@dataclass(frozen=True, slots=True)
class _Choices:
    rules: CourseRules
    rubrics: tuple[tuple[int, str], ...]
    forms: tuple[tuple[int, str], ...]


class RulesDialog(FormDialog):
    """Chooses the rubric of the skills and the form that has to be handed in."""

    rubrics_wanted = Signal()
    """The rubrics of the academy are to be shown."""

    def __init__(
        self, runner: Runner, outcomes: CompletionList, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("What completing asks for"), parent, width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._outcomes = outcomes
        self._rules = outcomes.rules
        asked = outcomes.requires
        self.facts = Facts()
        self.facts.show_facts(
            (
                (self.tr("Attendance"), self.tr("at least %d %%") % asked.attendance_percent),
                (
                    self.tr("Exam"),
                    self.tr("none")
                    if asked.pass_mark is None
                    else self.tr("at least %d %%") % asked.pass_mark,
                ),
                (
                    self.tr("Skills"),
                    self.tr("must be met") if asked.skills else self.tr("not asked"),
                ),
            )
        )
        self.rubric, self.form_box = QComboBox(), QComboBox()
        self.rubrics = button(self.tr("Rubrics…"), "link")
        self.body.addWidget(label(self.tr("By the standard and the settings"), "heading"))
        self.body.addWidget(self.facts)
        self.add_field(
            self.tr("Skills are assessed &by"),
            self.rubric,
            self.tr("Marks from 1 to 7 for each skill; without one it is only said who met them."),
        )
        self.body.addWidget(self.rubrics, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_field(
            self.tr("&Form to hand in"),
            self.form_box,
            self.tr("Only the tick at the door counts. Nothing leads from it to an answer."),
        )
        self.save_wanted.connect(self.write)
        self.rubrics.clicked.connect(self.rubrics_wanted)
        runner.changed.connect(self.refresh_after)
        self.reload()

    def reload(self) -> None:
        """Read what can be chosen."""
        course_id = self._outcomes.course_id

        def read(db: Session) -> _Choices:
            return _Choices(
                course_rules(db, course_id),
                tuple((one.id, one.name) for one in rubrics(db)),
                tuple((one.form.id, one.form.title) for one in course_forms(db, course_id).forms),
            )

        self._runner.read(read, self._show, explain=self.refuse)

    @Slot()
    def write(self) -> None:
        """Save; a refusal is shown in the form."""
        course_id, seen = self._outcomes.course_id, self._rules.version
        rubric_id, form_id = chosen(self.rubric), chosen(self.form_box)
        self.set_busy(True)
        self._runner.write(
            self.tr("What completing %s asks for") % self._outcomes.number,
            lambda db: set_rules(
                db, course_id, rubric_id=rubric_id, required_form_id=form_id, seen=seen
            ),
            done=self._saved,
            explain=self.refuse,
        )

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Offer a rubric that was made meanwhile."""
        if done.touches(Rubric):
            self.reload()

    def _show(self, found: _Choices) -> None:
        first = self.rubric.count() == 0
        self._rules = found.rules
        for box, rows, at_first in (
            (self.rubric, found.rubrics, found.rules.rubric_id),
            (self.form_box, found.forms, found.rules.form_id),
        ):
            choices: list[tuple[int | None, str]] = [(None, self.tr("None")), *rows]
            fill(box, choices, at_first if first else chosen(box))
        if first:
            self.settle()

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()
