"""The form in which the facts of a course are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.forms.ui_courses_course_facts import Ui_CourseFactsForm
from cittrainer.queries.standards import StandardRow, standards
from cittrainer.services.courses import CourseFields, edit_course

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.courses import CourseFacts


class CourseForm(FormDialog):
    """Edits everything of a course but its plan and its people."""

    def __init__(self, runner: Runner, facts: CourseFacts, parent: QWidget | None = None) -> None:
        super().__init__(facts.row.title, parent, width=600)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._facts = facts
        self.ui = Ui_CourseFactsForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(form)
        self._show(facts)
        self.save_wanted.connect(self.save_facts)
        runner.read(standards, self._offer)

    @Slot()
    def save_facts(self) -> None:
        """Save what stands in the form; a refusal is shown in it."""
        try:
            values = self._values()
        except ValueError as error:
            self.refuse(Invalid(str(error), hint=self.tr("Type it as in the example.")))
            return
        self.set_busy(True)
        course_id, seen = self._facts.row.id, self._facts.version
        self._runner.write(
            self.tr("Edit “{title}”").format(title=values["title"].strip()),
            lambda db: edit_course(db, course_id, seen, **values),
            done=self._saved,
            explain=self.refuse,
        )

    def _saved(self, _result: None) -> None:
        self.settle()
        self.accept()

    def _show(self, facts: CourseFacts) -> None:
        ui, row = self.ui, facts.row
        for field, text in (
            (ui.title, row.title),
            (ui.number, row.number),
            (ui.venue, row.venue),
            (ui.lead_instructor, row.lead_instructor),
            (ui.state_course_number, facts.state_course_number),
            (ui.class_number, facts.class_number),
            (ui.approval_number, facts.approval_number),
            (ui.day_contact, facts.day_contact),
        ):
            field.setText(text)
        for box, text in (
            (ui.address, facts.address),
            (ui.directions, facts.directions),
            (ui.provided, facts.provided),
            (ui.note, facts.note),
        ):
            box.setPlainText(text)
        ui.seats.setValue(row.seats)
        ui.roster_due_on.set_date(row.roster_due_on)
        # Until the standards are read, the present one stands alone: saving early keeps it.
        fill(ui.standard, [(facts.standard_id, facts.standard)], facts.standard_id)

    def _offer(self, found: Sequence[StandardRow]) -> None:
        offered = [(None, self.tr("None")), *((row.id, row.title) for row in found)]
        fill(self.ui.standard, offered, chosen(self.ui.standard))
        self.settle()

    def _values(self) -> CourseFields:
        ui, row = self.ui, self._facts.row
        values: CourseFields = {
            "title": ui.title.text(),
            "number": ui.number.text(),
            "standard_id": chosen(ui.standard),
            "venue": ui.venue.text(),
            "address": ui.address.toPlainText(),
            "seats": ui.seats.value(),
            "lead_instructor": ui.lead_instructor.text(),
            "state_course_number": ui.state_course_number.text(),
            "class_number": ui.class_number.text(),
            "approval_number": ui.approval_number.text(),
            "directions": ui.directions.toPlainText(),
            "provided": ui.provided.toPlainText(),
            "day_contact": ui.day_contact.text(),
            "note": ui.note.toPlainText(),
        }
        due = ui.roster_due_on.date
        # A date that nobody touched may follow another standard.
        if due != row.roster_due_on:
            values["roster_due_on"] = due
        return values
