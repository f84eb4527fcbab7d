"""The completion list: exam scores are typed into it, skills switched with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.papers.words import (
    hours,
    outcome_tone,
    outcome_word,
    percent,
    skills_tone,
    skills_word,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from cittrainer.queries.completion import CompletionRow
    from cittrainer.settings import SettingsFile

COLUMNS: tuple[Column[CompletionRow], ...] = (
    Column("name", "Name", lambda row: row.trainee.sorted_name, bold=True, width=186),
    Column("agency", "Agency", lambda row: row.trainee.agency, width=104),
    Column(
        "present",
        "Present",
        lambda row: (
            f"{hours(row.outcome.present_minutes)} of {hours(row.outcome.expected_minutes)}"
        ),
        sort=lambda row: row.outcome.present_minutes,
        width=140,
    ),
    Column("percent", "Share", percent, sort=lambda row: row.outcome.percent, width=76),
    Column(
        "exam",
        "Exam %",
        lambda row: "" if row.trainee.exam_score is None else str(row.trainee.exam_score),
        sort=lambda row: row.trainee.exam_score,
        tooltip=lambda _row: "Type the score, Enter goes on to the next name",
        width=88,
    ),
    Column(
        "skills",
        "Skills",
        skills_word,
        tone=skills_tone,
        tooltip=lambda _row: "S or a click: met, not met, not assessed, or the marks of a rubric",
        width=84,
    ),
    Column(
        "outcome",
        "Outcome",
        outcome_word,
        tone=outcome_tone,
        tooltip=lambda row: "\n".join(str(reason) for reason in row.outcome.reasons),
        width=156,
    ),
    Column("certificate", "Certificate", lambda row: row.certificate, width=120),
    Column("state_id", "State ID", lambda row: row.trainee.state_id, usual=False),
    Column(
        "credited",
        "Credited hours",
        lambda row: f"{row.outcome.credited_hours:f}",
        sort=lambda row: row.outcome.credited_hours,
        usual=False,
    ),
)

_NEXT_SKILLS = {None: True, True: False, False: None}


class CompletionListView(ListView):
    """Trainees with their sums and results."""

    score_typed = Signal(object, object)
    """The row and the score, None where it was emptied."""
    skills_switched = Signal(object, object)
    """The row, and True, False or None."""

    def __init__(self, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(
            COLUMNS,
            name="completion",
            settings=settings,
            key=lambda row: row.trainee.enrollment_id,
            parent=parent,
        )
        self.setAccessibleName(self.tr("Who completed the course"))
        self.editor = QLineEdit(self.viewport())
        self.editor.setValidator(QIntValidator(0, 100, self.editor))
        self.editor.setMaxLength(3)
        self.editor.setAccessibleName(self.tr("Exam score in percent"))
        self.editor.installEventFilter(self)
        self.editor.hide()
        self._edited: CompletionRow | None = None
        self._waiting: Sequence[CompletionRow] | None = None
        self.row_opened.connect(lambda _row: self.edit_score())
        self.verticalScrollBar().valueChanged.connect(self._leave)
        self.horizontalScrollBar().valueChanged.connect(self._leave)

    def set_rows(self, rows: Sequence[CompletionRow]) -> None:
        """Show other rows, once nothing is being typed."""
        if self._edited is not None:
            self._waiting = rows
        else:
            super().set_rows(rows)

    def edit_score(self, typed: str = "") -> None:
        """Open the score of the current row for typing."""
        row = self.current_row()
        column = self.rows.column("exam")
        if row is None or self.isColumnHidden(column):
            return
        index = self.rows.index(self.currentIndex().row(), column)
        self.scrollTo(index)
        self._edited = row
        score = row.trainee.exam_score
        self.editor.setText(typed or ("" if score is None else str(score)))
        self.editor.setGeometry(self.visualRect(index).adjusted(4, 4, -4, -5))
        self.editor.show()
        self.editor.setFocus()
        if not typed:
            self.editor.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits begin a score, S switches the skills."""
        text = event.text()
        if text and text in "0123456789":
            self.edit_score(text)
        elif event.key() == Qt.Key.Key_F2:
            self.edit_score()
        elif event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._switch_skills(self.current_row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the skills switches them."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and index.isValid() and index.column() == self.rows.column("skills"):
            self._switch_skills(self.rows.row_at(index.row()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, Escape and arrows out of the score that is typed."""
        if watched is self.editor:
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                return self._editor_key(event)
            if event.type() is QEvent.Type.FocusOut:
                self._commit()
        return super().eventFilter(watched, event)

    def _editor_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self._commit()
                self._step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self._commit()
                self._step(-1)
            case Qt.Key.Key_Escape:
                self._leave()
            case _:
                return False
        return True

    def _step(self, by: int) -> None:
        self.setFocus()
        line = self.currentIndex().row() + by
        if 0 <= line < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(line, self.rows.column("exam")))

    def _commit(self) -> None:
        row, self._edited = self._edited, None
        if row is None:
            return
        text = self.editor.text()
        self.editor.hide()
        score = int(text) if text else None
        self._show_waiting()
        if score != row.trainee.exam_score:
            self.score_typed.emit(row, score)

    def _leave(self) -> None:
        """Put the typing away without saving."""
        if self._edited is not None:
            self._edited = None
            self.editor.hide()
            self.setFocus()
            self._show_waiting()

    def _show_waiting(self) -> None:
        rows, self._waiting = self._waiting, None
        if rows is not None:
            super().set_rows(rows)

    def _switch_skills(self, row: CompletionRow | None) -> None:
        if row is not None:
            self.skills_switched.emit(row, _NEXT_SKILLS[row.trainee.skills_met])
