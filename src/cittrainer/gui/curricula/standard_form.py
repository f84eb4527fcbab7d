"""The form of a new standard or its next version; versions that are on file never change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from cittrainer.errors import Invalid, UserError
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import FormRow, OptionalDateEdit
from cittrainer.gui.curricula.words import read_requirements, requirement_lines
from cittrainer.queries.standards import StandardFacts
from cittrainer.rules.values import StandardValue
from cittrainer.rules.wording import quoted
from cittrainer.services.standards import add_standard, new_version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.values import RequirementValue
    from cittrainer.services.standards import StandardFields

TEXT_HEIGHT = 72
"""Pixels; room for three lines."""

TOPICS_HEIGHT = 150
"""Pixels; room for seven topics."""


_NOTHING = StandardFacts(
    value=StandardValue(id=0, code="", title=""),
    number=0,
    jurisdiction="",
    audience="",
    effective_on=None,
    total_hours=None,
    valid_months=None,
    continuing_hours=None,
    roster_due_days=None,
    note="",
    sources=(),
)


class StandardForm(FormDialog):
    """Everything that a standard asks.

    Args:
        runner: The window's door to the database.
        facts: What the newest version says, to begin with; None for a standard that is new.
        parent: The window in front of which it opens.
    """

    made = Signal(int)

    def __init__(
        self, runner: Runner, facts: StandardFacts | None, parent: QWidget | None = None
    ) -> None:
        title = (
            self.tr("New standard")
            if facts is None
            else self.tr("New version of {title}").format(title=quoted(facts.value.title))
        )
        super().__init__(title, parent, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._before = facts
        self._make_fields(facts or _NOTHING)
        self._add_fields()
        self.save_wanted.connect(self.save_standard)

    @Slot()
    def save_standard(self) -> None:
        """Put it on file; a refusal is shown in the form."""
        try:
            values = self._values()
            requirements = read_requirements(self.topics.toPlainText())
        except UserError as error:
            self.refuse(error)
            return
        self.set_busy(True)
        step = (
            self.tr("New standard {title}")
            if self._before is None
            else self.tr("New version of the standard {title}")
        )
        self._runner.write(
            step.format(title=quoted(self.title.text().strip())),
            self._act(requirements, values),
            done=self._saved,
            explain=self.refuse,
        )

    def _act(
        self, requirements: Sequence[RequirementValue], values: StandardFields
    ) -> Callable[[Session], int]:
        before, code, title = self._before, self.code.text(), self.title.text()
        sources = self.sources.toPlainText().splitlines()

        def act(db: Session) -> int:
            if before is None:
                return add_standard(
                    db, code=code, number=1, title=title, sources=sources,
                    requirements=requirements, **values,
                )  # fmt: skip
            return new_version(
                db, before.value.id, title=title, sources=sources, requirements=requirements,
                **values,
            )  # fmt: skip

        return act

    def _saved(self, standard_id: int) -> None:
        self.settle()
        self.made.emit(standard_id)
        self.accept()

    def _values(self) -> StandardFields:
        try:
            effective_on = self.effective.date
        except ValueError as error:
            raise Invalid(str(error), hint="Type the date as it is shown elsewhere.") from None
        return {
            "jurisdiction": self.jurisdiction.text().strip(),
            "audience": self.audience.text().strip(),
            "effective_on": effective_on,
            "total_hours": self.hours.value() or None,
            "minutes_per_hour": int(self.hour.currentData()),
            "breaks_count": self.breaks.isChecked(),
            "most_days": self.days.value() or None,
            "scenario_percent": self.scenarios.value() or None,
            "story_required": self.story.isChecked(),
            "non_sworn_percent": self.not_sworn.value() or None,
            "class_cap": self.cap.value() or None,
            "attendance_percent": self.attendance.value() or None,
            "exam": self.exam.isChecked(),
            "pass_mark": self.pass_mark.value() or None,
            "skills_test": self.skills.isChecked(),
            "valid_months": self.valid.value() or None,
            "continuing_hours": self.continuing.value() or None,
            "roster_due_days": self.roster.value() or None,
            "academys_own": self.own.isChecked(),
            "note": self.note.toPlainText(),
        }

    def _make_fields(self, facts: StandardFacts) -> None:
        value = facts.value
        self.code, self.title = QLineEdit(value.code), QLineEdit(value.title)
        self.jurisdiction, self.audience = QLineEdit(facts.jurisdiction), QLineEdit(facts.audience)
        self.effective = OptionalDateEdit()
        self.hour = QComboBox()
        for minutes in (60, 50):
            self.hour.addItem(self.tr("{minutes} minutes").format(minutes=minutes), minutes)
        self.hour.setCurrentIndex(self.hour.findData(value.minutes_per_hour))
        self.hours = _number(facts.total_hours, 1_000)
        self.days = _number(value.most_days, 365)
        self.scenarios = _number(value.scenario_percent, 100)
        self.not_sworn = _number(value.non_sworn_percent, 100)
        self.cap = _number(value.class_cap, 1_000)
        self.attendance = _number(value.attendance_percent, 100)
        self.pass_mark = _number(value.pass_mark, 100)
        self.valid = _number(facts.valid_months, 1_200)
        self.continuing = _number(facts.continuing_hours, 1_000)
        self.roster = _number(facts.roster_due_days, 365)
        self.breaks = _tick(self.tr("Breaks count as hours"), checked=value.breaks_count)
        self.story = _tick(self.tr("A story is required"), checked=value.story_required)
        self.exam = _tick(self.tr("A written test is required"), checked=value.exam)
        self.skills = _tick(self.tr("A skills test is required"), checked=value.skills_test)
        self.own = _tick(self.tr("The academy’s own"), checked=value.academys_own)
        self.topics = _text(requirement_lines(value.requirements), TOPICS_HEIGHT)
        self.sources = _text("\n".join(facts.sources), TEXT_HEIGHT)
        self.note = _text(facts.note, TEXT_HEIGHT)

    def _add_fields(self) -> None:
        self.add_field(self.tr("&Title"), self.title)
        if self._before is None:
            self.add_field(
                self.tr("Cod&e"),
                self.code,
                self.tr("Short and for good: curriculum files and the terminal name it by this."),
            )
        self.add_row(
            FormRow(self.tr("&Jurisdiction"), self.jurisdiction),
            FormRow(self.tr("For &whom"), self.audience),
        )
        self.add_row(
            FormRow(self.tr("In &force since"), self.effective),
            FormRow(self.tr("&Hours"), self.hours),
            FormRow(self.tr("An hour &is"), self.hour),
            FormRow(self.tr("Most &days"), self.days),
        )
        self.add_row(
            FormRow(self.tr("S&cenario practice, %"), self.scenarios),
            FormRow(self.tr("&Attendance, %"), self.attendance),
            FormRow(self.tr("&Pass mark, %"), self.pass_mark),
        )
        self.add_row(
            FormRow(self.tr("Most t&rainees"), self.cap),
            FormRow(self.tr("Not sworn at &most, %"), self.not_sworn),
            FormRow(self.tr("Roster due, da&ys after"), self.roster),
        )
        self.add_row(
            FormRow(self.tr("&Valid, months"), self.valid),
            FormRow(self.tr("Continuin&g education, hours"), self.continuing),
        )
        self.add_row(self.breaks, self.story)
        self.add_row(self.exam, self.skills, self.own)
        self.add_field(
            self.tr("T&opics"),
            self.topics,
            self.tr("One a line: heading | topic | least minutes | optional; the last two may go."),
        )
        self.add_field(
            self.tr("So&urces"), self.sources, self.tr("One a line: a web address or paper, page.")
        )
        self.add_field(self.tr("&Note"), self.note)


def _number(value: int | None, most: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, most)
    box.setSpecialValueText("not said")
    box.setValue(value or 0)
    return box


def _tick(text: str, *, checked: bool) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(checked)
    return box


def _text(words: str, height: int) -> QPlainTextEdit:
    made = QPlainTextEdit(words)
    made.setTabChangesFocus(True)
    made.setFixedHeight(height)
    return made
