"""Beside the completion list: one trainee's outcome, its reasons, and what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Facts, Pill, button, clear_layout, label
from cittrainer.gui.common.icons import IconLabel
from cittrainer.gui.papers.words import hours, outcome_tone, outcome_word, percent, skills_word
from cittrainer.rules.wording import duration

if TYPE_CHECKING:
    from cittrainer.queries.completion import CompletionRow


class CompletionDetails(QFrame):
    """Why a trainee completed the course or did not."""

    person_wanted = Signal(int)
    assess_wanted = Signal(int)
    """The skills of the trainee with this enrollment are to be assessed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Outcome"))
        self._person_id = 0
        self.name = label("", "heading", wrap=True)
        self.pill = Pill()
        self.facts = Facts()
        self._open = button(self.tr("Open person"), "link")
        self._open.clicked.connect(lambda: self.person_wanted.emit(self._person_id))
        self._enrollment_id = 0
        self.assess = button(self.tr("Assess skills…"), "link")
        self.assess.clicked.connect(lambda: self.assess_wanted.emit(self._enrollment_id))
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(10)
        self._lay_out()
        self.show_row(None)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The sentences that are shown."""
        return tuple(self._shown)

    def show_row(self, row: CompletionRow | None, *, by_rubric: bool = False) -> None:
        """Show a trainee, or that none is chosen.

        Args:
            row: The trainee.
            by_rubric: Whether their skills are assessed by a rubric.
        """
        clear_layout(self._reasons)
        self._shown: list[str] = []
        chosen = row is not None
        for part in (self.pill, self.facts, self._open):
            part.setVisible(chosen)
        self.assess.setVisible(chosen and by_rubric)
        if row is None:
            self.name.setText(self.tr("Choose a name to see the reasons."))
            return
        self._person_id = row.trainee.person_id
        self._enrollment_id = row.trainee.enrollment_id
        self.name.setText(row.trainee.full_name)
        self.pill.show_text(outcome_word(row), outcome_tone(row))
        outcome = row.outcome
        self.facts.show_facts(
            (
                (self.tr("Agency"), row.trainee.agency),
                (self.tr("Present"), f"{percent(row)} ({hours(outcome.present_minutes)})"),
                (self.tr("Expected"), hours(outcome.expected_minutes)),
                (self.tr("Credited"), f"{outcome.credited_hours:f} h"),
                (self.tr("Exam"), _score(row)),
                (self.tr("Skills"), skills_word(row)),
                (self.tr("Certificate"), row.certificate),
            )
        )
        for reason in outcome.reasons:
            self._add("warning", reason.sentence, reason.mend)
        if not outcome.reasons and outcome.missed:
            missed = sum(block.missed for block in outcome.missed)
            self._add(
                "info", self.tr("Missed %s in all, within what is allowed.") % duration(missed)
            )
        elif not outcome.reasons:
            self._add("good", self.tr("Present in full, and nothing is missing."))
        if row.certificate and outcome.reasons:
            self._add(
                "error",
                self.tr("Certificate %s is in force all the same.") % row.certificate,
                self.tr("Complete the records, or revoke it on the Certificates page."),
            )

    def _add(self, icon_name: str, sentence: str, mend: str = "") -> None:
        self._shown.append(sentence)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(sentence, wrap=True))
        if mend:
            words.addWidget(label(mend, "small", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        top = IconLabel(icon_name, "accent" if icon_name == "info" else icon_name)
        mark = QVBoxLayout()
        mark.addWidget(top)
        mark.addStretch()
        line.addLayout(mark)
        line.addLayout(words, 1)
        self._reasons.addLayout(line)

    def _lay_out(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 14, 16, 14)
        rows.setSpacing(10)
        for widget in (self.name, self.pill, self.facts):
            rows.addWidget(widget)
        rows.addLayout(self._reasons)
        rows.addWidget(self.assess)
        rows.addWidget(self._open)
        rows.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(1, 1, 1, 1)
        outside.addWidget(area)


def _score(row: CompletionRow) -> str:
    return "" if row.trainee.exam_score is None else f"{row.trainee.exam_score} %"
