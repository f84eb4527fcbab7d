"""How one trainee was assessed: every skill with its mark, and whether the skills are met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.dates import short_date, this_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import FormRow, OptionalDateEdit
from cittrainer.gui.common.messages import ask
from cittrainer.gui.skills.marks_grid import MarksGrid
from cittrainer.queries.attendance import trainees
from cittrainer.queries.skills import AssessmentRow, CourseSkills, course_skills
from cittrainer.rules.assessments import Mark, skills_met
from cittrainer.rules.wording import quoted
from cittrainer.services.skills import (
    AssessmentDetails,
    assess,
    edit_assessment,
    remove_assessment,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner


@dataclass(frozen=True, slots=True)
class _Shown:
    skills: CourseSkills
    name: str
    names: tuple[int, ...]
    """The enrollments of the course in the order of names."""


class AssessDialog(FormDialog):
    """Records a new assessment, or corrects an earlier one of the same trainee."""

    next_wanted = Signal(int)
    """The next trainee's enrollment is to be assessed."""

    def __init__(
        self,
        runner: Runner,
        course_id: int,
        enrollment_id: int,
        parent: QWidget | None = None,
        *,
        assessor: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            runner: Reads and writes.
            course_id: The course.
            enrollment_id: The trainee.
            parent: The Qt parent.
            assessor: Whose name stands in the form to begin with.
        """
        super().__init__(self.tr("Assess skills"), parent, width=780)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._course_id = course_id
        self._enrollment_id = enrollment_id
        self._shown: _Shown | None = None
        self._goes_on = False
        self.which = QComboBox()
        self.assessor = QLineEdit(assessor)
        self.day = OptionalDateEdit()
        self.day.set_date(this_day())
        self.scenario = QLineEdit()
        self.note = label("", "muted", wrap=True)
        self.grid = MarksGrid()
        self.met = QComboBox()
        self.met.addItem(self.tr("Met"), userData=True)
        self.met.addItem(self.tr("Not met"), userData=False)
        self.met_row = FormRow(self.tr("The skills a&re"), self.met)
        self.verdict = label("", "strong", wrap=True)
        self.remove = button(self.tr("Remove this assessment…"), "link")
        self.next = button(self.tr("Save and go on to the next name"), "link")
        self._fill_body()
        self.save_wanted.connect(self.write)
        self.grid.changed.connect(self._judge)
        self.which.currentIndexChanged.connect(self._show_chosen)
        self.remove.clicked.connect(self.ask_to_remove)
        self.next.clicked.connect(self.write_and_go_on)
        self.set_busy(True)
        runner.read(self._read, self._fill, explain=self.refuse)

    @Slot()
    def write(self) -> None:
        """Save; a refusal is shown in the form."""
        shown = self._shown
        if shown is None or shown.skills.rubric is None:
            return
        try:
            day = self.day.date
        except ValueError as error:
            self.refuse(Invalid(str(error), hint=self.tr("Type it as in the example.")))
            return
        details = AssessmentDetails(
            rubric_id=self._rubric_id,
            assessed_on=day or this_day(),
            assessor=self.assessor.text(),
            scenario=self.scenario.text(),
            marks={one.item_id: (one.mark, one.comment) for one in self.grid.marks},
            met=bool(self.met.currentData()),
        )
        earlier, enrollment_id, today = self._earlier, self._enrollment_id, this_day()

        def act(db: Session) -> None:
            if earlier is None:
                assess(db, enrollment_id, details, today=today)
            else:
                edit_assessment(db, earlier.id, details, seen=earlier.version, today=today)

        self.set_busy(True)
        self._runner.write(
            self.tr("Assess the skills of %s") % shown.name[:120],
            act,
            done=self._saved,
            explain=self._refuse_write,
        )

    @Slot()
    def write_and_go_on(self) -> None:
        """Save, and then assess whoever comes next."""
        self._goes_on = True
        self.save.click()

    @Slot()
    def ask_to_remove(self) -> None:
        """Remove the assessment that is shown, after asking."""
        earlier, shown = self._earlier, self._shown
        if earlier is None or shown is None:
            return
        if ask(
            self,
            self.tr("Remove the assessment of %s?") % short_date(earlier.assessed_on),
            self.tr("An earlier one counts again. One undo brings it back."),
            self.tr("Remove"),
            danger=True,
        ):
            self._runner.write(
                self.tr("Remove an assessment of %s") % shown.name[:120],
                lambda db: remove_assessment(db, earlier.id),
                done=self._saved,
                explain=self.refuse,
            )

    @property
    def _earlier(self) -> AssessmentRow | None:
        """The assessment that is corrected; None for a new one."""
        key = chosen(self.which)
        return next((one for one in self._assessments if one.id == key), None)

    @property
    def _assessments(self) -> Sequence[AssessmentRow]:
        if self._shown is None:
            return ()
        return self._shown.skills.assessments.get(self._enrollment_id, ())

    @property
    def _rubric_id(self) -> int:
        earlier = self._earlier
        if earlier is not None:
            return earlier.rubric_id
        assert self._shown is not None
        assert self._shown.skills.rubric is not None
        return self._shown.skills.rubric.id

    def _read(self, db: Session) -> _Shown:
        people = trainees(db, self._course_id)
        return _Shown(
            course_skills(db, self._course_id),
            next((one.full_name for one in people if one.enrollment_id == self._enrollment_id), ""),
            tuple(one.enrollment_id for one in people),
        )

    def _fill(self, shown: _Shown) -> None:
        self._shown = shown
        rubric = shown.skills.rubric
        self.heading.setText(shown.name)
        self.setWindowTitle(self.tr("Assess the skills of %s") % shown.name)
        if rubric is None:
            self.refuse(
                Invalid(
                    self.tr("No rubric is chosen for this course."),
                    hint=self.tr("Choose one under “Rules…”."),
                )
            )
            self.save.setEnabled(False)
            return
        earlier = [
            (one.id, f"{short_date(one.assessed_on)}, {one.assessor}") for one in self._assessments
        ]
        choices: list[tuple[int | None, str]] = [(None, self.tr("New assessment")), *earlier]
        fill(self.which, choices, None)
        self.which.setEnabled(bool(earlier))
        self.next.setVisible(self._next is not None)
        self.set_busy(False)
        self._show_chosen()
        QTimer.singleShot(0, self, self.take_room)

    @Slot()
    def _show_chosen(self) -> None:
        """Show an empty form, or the assessment that is to be corrected."""
        shown, earlier = self._shown, self._earlier
        if shown is None or shown.skills.rubric is None:
            return
        rubric = shown.skills.rubric
        items = rubric.items
        if earlier is not None:
            items = tuple((mark.item_id, mark.skill) for mark in earlier.marks)
            self.assessor.setText(earlier.assessor)
            self.day.set_date(earlier.assessed_on)
            self.scenario.setText(earlier.scenario)
            self.met.setCurrentIndex(self.met.findData(earlier.met))
        self.grid.show_items(items)
        self.grid.show_marks(() if earlier is None else earlier.marks)
        self.note.setText(rubric.note if earlier is None else earlier.rubric)
        self.remove.setVisible(earlier is not None)
        self._judge()
        self.settle()

    @Slot()
    def _judge(self) -> None:
        """Say whether the marks meet what the rubric asks for."""
        if self._shown is None or self._shown.skills.rubric is None:
            return
        rubric, marks = self._shown.skills.rubric, self.grid.marks
        self.met_row.setVisible(rubric.pass_mark is None)
        self.verdict.setVisible(rubric.pass_mark is not None)
        if rubric.pass_mark is not None:
            self.verdict.setText(verdict_words(marks, rubric.pass_mark))

    @property
    def _next(self) -> int | None:
        """The enrollment that follows by name, if one does."""
        if self._shown is None or self._enrollment_id not in self._shown.names:
            return None
        place = self._shown.names.index(self._enrollment_id) + 1
        return self._shown.names[place] if place < len(self._shown.names) else None

    def _refuse_write(self, error: UserError) -> None:
        self._goes_on = False
        self.refuse(error)

    def _saved(self, _nothing: None) -> None:
        self.settle()
        after = self._next if self._goes_on else None
        self.accept()
        if after is not None:
            self.next_wanted.emit(after)

    def _fill_body(self) -> None:
        self.add_field(self.tr("&Which"), self.which)
        self.add_row(
            FormRow(self.tr("&Assessed by"), self.assessor),
            FormRow(self.tr("&On"), self.day),
            FormRow(self.tr("S&cenario"), self.scenario),
        )
        for widget in (self.note, self.grid, self.verdict, self.met_row):
            self.body.addWidget(widget)
        for link in (self.next, self.remove):
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.remove.hide()


def verdict_words(marks: Sequence[Mark], pass_mark: int) -> str:
    """What the marks come to, in a sentence."""
    met = skills_met(marks, pass_mark)
    if met is None:
        return f"Every skill that is observed has to reach {pass_mark}."
    if met:
        return f"Met: every skill that was observed reaches {pass_mark}."
    low = next(one for one in marks if one.mark is not None and one.mark < pass_mark)
    return f"Not met: {quoted(low.skill)} has {low.mark}, and {pass_mark} is asked."
