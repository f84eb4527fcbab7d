"""The Evaluations tab of a course: enter stacks, see results, print forms and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from cittrainer.documents.files import safe_name
from cittrainer.gui.common.cards import Chips, button
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.messages import FileChooser, ask
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.theme import Size
from cittrainer.gui.evaluations.entry import StackDialog
from cittrainer.gui.evaluations.handed_in import HandedInDialog
from cittrainer.gui.evaluations.results_view import ResultsView
from cittrainer.gui.evaluations.words import form_name, occasion_name, occasion_short
from cittrainer.jobs.shipped import LABEL, load_shipped
from cittrainer.models import Academy, AnswerSheet, Course, CourseDay, EvaluationForm
from cittrainer.queries.evaluations import course_forms, results
from cittrainer.rules.wording import counted
from cittrainer.services.evaluations import discard_stack

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.db import Database
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.evaluations import (
        CourseEvaluations,
        CourseForm,
        FormResults,
        Occasion,
    )
    from cittrainer.rules.evaluations import OccasionResult
    from cittrainer.settings import SettingsFile

COMPARED = "compared"
"""The key of the chip that lays before and after side by side."""

TOGETHER = "together"
"""The key of the chip of all days; an occasion has no such key."""


class EvaluationsTab(Page):
    """The forms of one course: choose a form and an occasion, enter stacks, see results."""

    made_of = (Academy, AnswerSheet, Course, CourseDay, EvaluationForm)

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._settings = settings
        self._course_id = course_id
        self._chooser = chooser or FileChooser()
        self._course: CourseEvaluations | None = None
        self._found: FormResults | None = None
        self._form_id = 0
        self._key = ""
        self.forms = Chips(self.tr("Forms"))
        self.occasions = Chips(self.tr("Occasions"))
        self.enter = button(self.tr("Enter a stack"), "primary", "add")
        self.hand_in = button(self.tr("Handed in"), icon_name="check")
        self.print = button(self.tr("Blank form"), icon_name="print")
        self.report = button(self.tr("Report"), icon_name="pdf")
        self.discard = button(self.tr("Discard stack"), "flat", "delete")
        self.results = ResultsView()
        self.empty = self._made_empty()
        self.no_forms = self._made_no_forms()
        self._lay_out()
        self._wire()
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        course_id = self._course_id
        self._runner.read(lambda db: course_forms(db, course_id), self._show_forms)

    @Slot()
    def enter_stack(self) -> None:
        """Open the form for a stack of the chosen occasion."""
        form, occasion = self.chosen_form, self.chosen_occasion
        if self._course is None or form is None or occasion is None:
            return
        StackDialog(self._runner, self._course, form.form, occasion, self).open()

    @property
    def chosen_form(self) -> CourseForm | None:
        """The form whose chip is chosen."""
        known = self._course.forms if self._course else ()
        return next((one for one in known if one.form.id == self._form_id), None)

    @property
    def chosen_occasion(self) -> Occasion | None:
        """The occasion whose chip is chosen; the first where all are shown together."""
        form = self.chosen_form
        if form is None or not form.occasions:
            return None
        for one in form.occasions:
            if one.key == self._key:
                return one
        return next((one for one in form.occasions if not one.entered), form.occasions[-1])

    def _made_empty(self) -> EmptyPage:
        page = EmptyPage(
            "evaluations",
            self.tr("No forms are entered yet"),
            self.tr(
                "Print the blank form, hand it out, and type the stack that comes back: a digit "
                "for each mark, Enter for the next form. Answers stay anonymous."
            ),
            primary=self.tr("Enter a stack"),
            secondary=self.tr("Print the blank form"),
        )
        page.primary_wanted.connect(self.enter_stack)
        page.secondary_wanted.connect(self.print_form)
        return page

    def _made_no_forms(self) -> EmptyPage:
        page = EmptyPage(
            "evaluations",
            self.tr("No evaluation forms in this file"),
            self.tr("A daily form, a course form and a self-rating come with the program."),
            primary=self.tr("Add the forms"),
        )
        page.primary_wanted.connect(
            lambda: self._runner.write(LABEL, lambda db: load_shipped(db).forms)
        )
        return page

    def _lay_out(self) -> None:
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for row in (self._first, self._second):
            row.setContentsMargins(Size.page_margin, 0, Size.page_margin, 0)
            row.setSpacing(10)
        self._first.addWidget(self.forms)
        self._first.addStretch()
        for each in (self.hand_in, self.print, self.report):
            self._first.addWidget(each)
        self._second.addWidget(self.occasions)
        self._second.addStretch()
        self._second.addWidget(self.discard)
        self._second.addWidget(self.enter)
        self._stack = QStackedLayout()
        for page in (self.results, self.empty, self.no_forms):
            self._stack.addWidget(page)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, Size.gap, 0, 0)
        inside.setSpacing(12)
        inside.addLayout(self._first)
        inside.addLayout(self._second)
        inside.addLayout(self._stack, 1)

    def _wire(self) -> None:
        self.enter.clicked.connect(self.enter_stack)
        self.hand_in.clicked.connect(self.open_handed_in)
        self.print.clicked.connect(self.print_form)
        self.report.clicked.connect(self.save_report)
        self.discard.clicked.connect(self.discard_stack)

    def _show_forms(self, course: CourseEvaluations) -> None:
        self._course = course
        has_forms = bool(course.forms)
        for each in (self.enter, self.hand_in, self.print, self.report, self.discard):
            each.setVisible(has_forms)
        if not has_forms:
            self._stack.setCurrentWidget(self.no_forms)
            return
        if self.chosen_form is None:
            self._form_id = course.forms[0].form.id
        newest: dict[str, int] = {}
        for one in course.forms:
            newest[one.form.code] = max(newest.get(one.form.code, 0), one.form.number)
        names = [
            (str(one.form.id), form_name(one.form, newest[one.form.code])) for one in course.forms
        ]
        self.forms = self._replaced(self._first, self.forms, self.tr("Forms"), names)
        self.forms.choose(str(self._form_id))
        self.forms.chosen.connect(self._choose_form)
        self._read_results()

    def _replaced(
        self, row: QHBoxLayout, old: Chips, name: str, choices: list[tuple[str, str]]
    ) -> Chips:
        had_focus = old.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        made = Chips(name)
        for key, text in choices:
            made.add(key, text.replace("&", "&&"))
        row.replaceWidget(old, made)
        old.hide()
        old.deleteLater()
        if had_focus:
            made.setFocus()
        return made

    @Slot(str)
    def _choose_form(self, key: str) -> None:
        self._form_id = int(key)
        self._key = ""
        self._read_results()

    def _read_results(self) -> None:
        course_id, form_id = self._course_id, self._form_id
        self._runner.read(lambda db: results(db, course_id, form_id), self._show_results)

    def _show_results(self, found: FormResults) -> None:
        if found.form.id != self._form_id:
            return
        self._found = found
        choices = [(one.key, occasion_short(one.key)) for one in found.results.occasions]
        if found.results.together is not None:
            choices.insert(0, (TOGETHER, occasion_short("")))
        if found.results.changes:
            choices.append((COMPARED, self.tr("Compared")))
        keys = [key for key, _text in choices]
        if self._key not in keys:
            self._key = keys[0] if keys else ""
        self.occasions = self._replaced(self._second, self.occasions, self.tr("Occasions"), choices)
        for one in found.results.occasions:
            if one.forms.value:
                self.occasions.set_count(one.key, one.forms.value)
        if keys:
            self.occasions.choose(self._key)
        self.occasions.chosen.connect(self._choose_occasion)
        self._show_occasion()

    @Slot(str)
    def _choose_occasion(self, key: str) -> None:
        self._key = key
        self._show_occasion()

    def _show_occasion(self) -> None:
        found, form = self._found, self.chosen_form
        if found is None or form is None:
            return
        whole = self._key in {TOGETHER, COMPARED}
        occasion = next((one for one in form.occasions if one.key == self._key), None)
        entered = form.entered if whole or occasion is None else occasion.entered
        self.discard.setEnabled(bool(occasion and occasion.entered))
        self.report.setEnabled(bool(form.entered))
        self.enter.setEnabled(bool(form.occasions))
        self._stack.setCurrentWidget(self.results if entered else self.empty)
        if self._key == COMPARED:
            self.results.show_changes(found)
        elif (shown := self._result(found)) is not None:
            self.results.show_occasion(found, shown)

    def _result(self, found: FormResults) -> OccasionResult | None:
        if self._key == TOGETHER:
            return found.results.together
        return next((one for one in found.results.occasions if one.key == self._key), None)

    @Slot()
    def open_handed_in(self) -> None:
        """Open the list at the door."""
        if self._course is not None:
            HandedInDialog(self._runner, self._course, self).open()

    @Slot()
    def discard_stack(self) -> None:
        """Delete the forms of an occasion, after asking: this cannot be undone."""
        form, occasion, course = self.chosen_form, self.chosen_occasion, self._course
        if form is None or occasion is None or course is None:
            return
        count = counted(occasion.entered, "form")
        if not ask(
            self,
            self.tr("Discard {forms} of “{title}”?").format(forms=count, title=form.form.title),
            self.tr(
                "{occasion}: they are deleted for good and cannot be brought back, only entered "
                "again from the paper."
            ).format(occasion=occasion_name(occasion.key)),
            self.tr("Discard"),
            danger=True,
        ):
            return
        words = self.tr("{forms} of {title} discarded for {course}").format(
            forms=count, title=form.form.title, course=course.number
        )
        course_id, form_id, key = self._course_id, form.form.id, occasion.key
        self._runner.write(words, lambda db: discard_stack(db, course_id, form_id, key))

    @Slot()
    def print_form(self) -> None:
        """Write the blank form of the chosen occasion, or of all of them, as PDF."""
        form = self.chosen_form
        if form is None:
            return
        course_id, form_id = self._course_id, form.form.id
        occasion = "" if self._key in {TOGETHER, COMPARED} else self._key
        path = self._ask_where(self.tr("Save the blank form"), form.form.title)
        if path is None:
            return

        def work(database: Database, _progress: object) -> Path:
            # The writers take half a second to load, so the worker loads them.
            from cittrainer.jobs.evaluation_papers import write_forms  # noqa: PLC0415

            return write_forms(
                database, course_id, path, today=this_day(), form_id=form_id, occasion=occasion
            )

        self._runner.start(self.tr("Blank form"), work)

    @Slot()
    def save_report(self) -> None:
        """Write the results of the chosen form as PDF."""
        form = self.chosen_form
        if form is None:
            return
        course_id, form_id = self._course_id, form.form.id
        path = self._ask_where(self.tr("Save the report"), self.tr("%s results") % form.form.title)
        if path is None:
            return

        def work(database: Database, _progress: object) -> Path:
            from cittrainer.jobs.evaluation_papers import write_report  # noqa: PLC0415 - as above

            return write_report(database, course_id, path, today=this_day(), form_id=form_id)

        self._runner.start(self.tr("Evaluation report"), work)

    def _ask_where(self, title: str, name: str) -> Path | None:
        number = self._course.number if self._course else ""
        proposal = f"{safe_name(f'{number} {name}')}.pdf"
        path = self._chooser.save_file(self, title, proposal, self.tr("PDF (*.pdf)"))
        return path.with_suffix(".pdf") if path is not None else None
