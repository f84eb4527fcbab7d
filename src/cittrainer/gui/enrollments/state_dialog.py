"""Moves trainees of a course into another state, with a reason that stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.trainee_words import STATES
from cittrainer.gui.enrollments.seat_words import CODES
from cittrainer.gui.forms.ui_enrollments_state import Ui_StateForm
from cittrainer.models import EnrollmentState
from cittrainer.services.enrollment_states import ALLOWED
from cittrainer.services.enrollments import Word, set_states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.enrollments import EnrollmentRow


WITH_CODE = frozenset({EnrollmentState.WITHDRAWN, EnrollmentState.NO_SHOW})
"""States for which it is asked why somebody does not come."""


def common_states(rows: Sequence[EnrollmentRow]) -> list[EnrollmentState]:
    """The states into which all of these may come, in the order of a course's life."""
    allowed = [ALLOWED[row.state] for row in rows]
    return [state for state in EnrollmentState if allowed and all(state in one for one in allowed)]


def step_label(rows: Sequence[EnrollmentRow], state: EnrollmentState, number: str) -> str:
    """What the step says in the history."""
    who = rows[0].full_name[:80] if len(rows) == 1 else f"{len(rows)} people"
    return f"{who} in {number}: {STATES[state]}"


class StateDialog(FormDialog):
    """Asks for the state and the reason."""

    def __init__(
        self,
        runner: Runner,
        number: str,
        rows: Sequence[EnrollmentRow],
        state: EnrollmentState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        who = rows[0].full_name if len(rows) == 1 else f"{len(rows)} people"
        super().__init__(
            self.tr("Change the state of {who}").format(who=who),
            parent,
            save_label=self.tr("Change"),
            width=460,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._number = number
        self._rows = tuple(rows)
        self.ui = Ui_StateForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(form)
        self.code = QComboBox()
        self.code.addItem(self.tr("Not said"), None)
        for code, words in CODES.items():
            self.code.addItem(words, code)
        self._code_row = self.add_field(self.tr("&Why they do not come"), self.code)
        self.said_by = QLineEdit()
        self.said_by.setPlaceholderText(self.tr("Such as their supervisor"))
        self.add_field(self.tr("Whose &word it is"), self.said_by)
        for one in common_states(rows):
            self.ui.state.addItem(STATES[one], one)
        if state is not None:
            self.ui.state.setCurrentIndex(self.ui.state.findData(state))
        self.ui.state.currentIndexChanged.connect(self._show_code)
        self._show_code()
        self.save.setEnabled(self.ui.state.count() > 0)
        if not self.ui.state.count():
            self.banner.show_note(
                self.tr("There is no state that all of them could come into."),
                self.tr("Choose people who are in the same state."),
            )
        self.save_wanted.connect(self.write)

    @Slot()
    def write(self) -> None:
        """Save it as one step; a refusal is shown here."""
        state, reason = EnrollmentState(self.ui.state.currentData()), self.ui.reason.text()
        ids = [row.id for row in self._rows]
        code = self.code.currentData() if state in WITH_CODE else None
        word = Word(code=code, said_by=self.said_by.text())
        self.set_busy(True)
        self._runner.write(
            step_label(self._rows, state, self._number),
            lambda db: set_states(db, ids, state, reason=reason, word=word),
            done=self._saved,
            explain=self.refuse,
        )

    @Slot()
    def _show_code(self) -> None:
        self._code_row.setVisible(self.ui.state.currentData() in WITH_CODE)

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()
