"""The dialog in which a stack of filled forms is typed, one form on screen, all by keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.fields import FormRow
from cittrainer.gui.common.messages import ask
from cittrainer.gui.evaluations.marks import MarkRow, ScaleHeading
from cittrainer.gui.evaluations.stack import Stack
from cittrainer.gui.evaluations.words import occasion_name
from cittrainer.gui.forms.ui_evaluations_entry import Ui_EvaluationEntry
from cittrainer.models import FormKind
from cittrainer.rules.evaluations import SCALE
from cittrainer.rules.wording import counted
from cittrainer.services import evaluations
from cittrainer.services.words import LONGEST_TEXT

if TYPE_CHECKING:
    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.evaluations import CourseEvaluations, Occasion
    from cittrainer.queries.evaluations import FormRow as Form

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StackDialog(QDialog):
    """Takes a stack of forms of one occasion; saves it in one step."""

    saved = Signal(int)
    """How many forms were saved."""

    def __init__(
        self,
        runner: Runner,
        course: CourseEvaluations,
        form: Form,
        occasion: Occasion,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._course = course
        self._form = form
        self._occasion = occasion
        self.stack = Stack()
        self.fields: list[QWidget] = []
        """What is typed into, from top to bottom."""
        self._marks: dict[int, MarkRow] = {}
        self._comments: dict[int, QLineEdit] = {}
        self._code: QLineEdit | None = None
        self.ui = Ui_EvaluationEntry()
        self.ui.setupUi(self)
        self.setWindowTitle(self.tr("Enter a stack of forms"))
        self.resize(860, 740)
        self.ui.heading.setText(form.title)
        self.ui.occasion.setText(occasion_name(occasion.key))
        for widget in (self.ui.area.viewport(), self.ui.sheet):
            widget.setAutoFillBackground(False)
        self._build_fields()
        self._wire()
        self._tell_what_is_entered()
        self._show_sheet()

    def focus_question(self, at: int) -> None:
        """Bring the keyboard to a field, counted from 0."""
        field = self.fields[min(max(at, 0), len(self.fields) - 1)]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ui.area.ensureWidgetVisible(field, 0, 24)

    @Slot()
    def next_form(self) -> None:
        """Put the form aside and take the next one."""
        if self.stack.next():
            self._show_sheet()
        else:
            self.ui.banner.show_note(
                self.tr("This form has no answer yet."),
                self.tr("Type at least one, or save the stack with Ctrl+Enter."),
            )
            self.focus_question(0)

    @Slot()
    def previous_form(self) -> None:
        """Look at the form before once more."""
        if self.stack.previous():
            self._show_sheet()

    @Slot()
    def save(self) -> None:
        """Save the whole stack, shuffled, in one step."""
        count = self.stack.count
        stack, today = self.stack.filled(), this_day()
        course_id, form_id, occasion = self._course.course_id, self._form.id, self._occasion.key
        self.ui.save.setEnabled(False)
        self._runner.write(
            evaluations.label(self._course.number, self._form.title, count),
            lambda db: evaluations.enter_stack(
                db, course_id, form_id, occasion, stack, today=today
            ),
            done=self._saved,
            explain=self.show_error,
        )

    def show_error(self, error: UserError) -> None:
        """Say why the stack was not saved; it stays as it is."""
        self.ui.save.setEnabled(True)
        self.ui.banner.show_error(error)

    @Slot()
    def discard(self) -> None:
        """Forget what is typed, after asking: it is nowhere else."""
        if self.stack.count == 0 or self._sure(
            self.tr("Discard what is typed?"), self.tr("Discard")
        ):
            self.stack.clear()
            self._show_sheet()

    def reject(self) -> None:
        """Leave; an unsaved stack is asked about."""
        if self.stack.count == 0 or self._sure(
            self.tr("Leave without saving the stack?"), self.tr("Leave")
        ):
            self.stack.clear()
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Come into view, ready for the first digit."""
        super().showEvent(event)
        self.focus_question(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter, Backspace and the arrows lead out of a field of words."""
        if event.type() is QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            pressed = event if isinstance(event, QKeyEvent) else None
            if pressed is not None and self._leads_on(watched, pressed):
                return True
        return super().eventFilter(watched, event)

    def _leads_on(self, field: QLineEdit, event: QKeyEvent) -> bool:
        at = self.fields.index(field)
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in _ENTER:
            if at == len(self.fields) - 1:
                self.next_form()
            else:
                self.focus_question(at + 1)
        elif key == Qt.Key.Key_Down:
            self.focus_question(at + 1)
        elif key == Qt.Key.Key_Up or (key == Qt.Key.Key_Backspace and not field.text()):
            self.focus_question(at - 1)
        else:
            return False
        return True

    def _build_fields(self) -> None:
        layout = self.ui.questions
        if self._form.kind is FormKind.PRE_POST:
            self._code = QLineEdit()
            self._code.setMaxLength(evaluations.LONGEST_CODE)
            self._code.textEdited.connect(self._take_code)
            hint = self.tr("The code that the writer made up; leave it empty if there is none.")
            layout.addWidget(FormRow(self.tr("Own code"), self._code, hint))
            self._add(self._code)
        in_scale = False
        for number, question in enumerate(self._form.questions, start=1):
            if question.kind == SCALE:
                if not in_scale:
                    layout.addWidget(ScaleHeading(self._form.scale))
                row = MarkRow(number, question.text, self._form.scale)
                self._marks[question.id] = row
                self._wire_marks(row, question.id)
                layout.addWidget(row)
                self._add(row)
            else:
                words = QLineEdit()
                words.setMaxLength(LONGEST_TEXT)
                words.textEdited.connect(partial(self._take_words, question.id))
                self._comments[question.id] = words
                layout.addSpacing(6)
                layout.addWidget(FormRow(f"{number}. {question.text}".replace("&", "&&"), words))
                self._add(words)
            in_scale = question.kind == SCALE
        layout.addStretch()

    def _add(self, field: QWidget) -> None:
        self.fields.append(field)
        if isinstance(field, QLineEdit):
            field.installEventFilter(self)

    def _wire_marks(self, row: MarkRow, question_id: int) -> None:
        at = len(self.fields)
        row.marked.connect(partial(self._take_mark, question_id))
        row.next_wanted.connect(lambda: self.focus_question(at + 1))
        row.back_wanted.connect(lambda: self.focus_question(at - 1))
        row.form_done.connect(self.next_form)

    def _wire(self) -> None:
        self.ui.save.clicked.connect(self.save)
        self.ui.next.clicked.connect(self.next_form)
        self.ui.previous.clicked.connect(self.previous_form)
        self.ui.discard.clicked.connect(self.discard)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)
        QShortcut(QKeySequence(Qt.Key.Key_PageUp), self, self.previous_form)
        QShortcut(QKeySequence(Qt.Key.Key_PageDown), self, self.next_form)

    def _tell_what_is_entered(self) -> None:
        if self._occasion.entered:
            forms = counted(self._occasion.entered, "form")
            self.ui.banner.show_note(
                self.tr("On file of this occasion: {forms}.").format(forms=forms),
                self.tr("This stack is added to what is there."),
            )

    def _take_mark(self, question_id: int, mark: int) -> None:
        if mark:
            self.stack.sheet.marks[question_id] = mark
        else:
            self.stack.sheet.marks.pop(question_id, None)
        self._marks[question_id].show_mark(mark)
        self._show_counts()

    def _take_words(self, question_id: int, words: str) -> None:
        self.stack.sheet.comments[question_id] = words
        self._show_counts()

    def _take_code(self, code: str) -> None:
        self.stack.sheet.pairing_code = code

    def _show_sheet(self) -> None:
        sheet = self.stack.sheet
        for question_id, row in self._marks.items():
            row.show_mark(sheet.marks.get(question_id, 0))
        for question_id, words in self._comments.items():
            words.setText(sheet.comments.get(question_id, ""))
        if self._code is not None:
            self._code.setText(sheet.pairing_code)
        self._show_counts()
        self.focus_question(0)

    def _show_counts(self) -> None:
        if self.stack.count and not self.stack.sheet.empty:
            self.ui.banner.clear()
        self.ui.counter.setText(self.tr("Form %s") % self.stack.number)
        count = self.stack.count
        self.ui.save.setText(self.tr("Save the stack: %s") % counted(count, "form"))
        self.ui.save.setEnabled(count > 0)
        self.ui.discard.setEnabled(count > 0)
        self.ui.previous.setEnabled(not self.stack.first)

    def _saved(self, count: int) -> None:
        self.stack.clear()
        self.saved.emit(count)
        self.accept()

    def _sure(self, title: str, verb: str) -> bool:
        sentence = self.tr("What you typed is held in memory only and would be lost.")
        return ask(self, title, sentence, verb, danger=True)
