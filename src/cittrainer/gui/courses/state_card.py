"""Where a course stands in its life, what it can become next, and what is missing for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, Pill, button, label
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.courses.words import STATE_TONES, STATES
from cittrainer.services import course_states

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QPushButton
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.courses import CourseFacts
    from cittrainer.rules.values import Finding

SHOWN_MISSING = 6
"""Sentences about what is missing that the card shows."""


class StateCard(Card):
    """The state of a course, and a button for every state it can come into."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("State"), parent=parent)
        self._runner = runner
        self._missing: tuple[str, ...] = ()
        self._facts: CourseFacts | None = None
        self.buttons: dict[str, QPushButton] = {}
        """The buttons that are shown, by what they do."""

    def show_state(self, facts: CourseFacts, missing: Sequence[Finding]) -> None:
        """Show where the course stands.

        Args:
            facts: The course.
            missing: What keeps it from being closed.
        """
        self.clear()
        self._facts = facts
        self._missing = tuple(finding.sentence for finding in missing)
        state = facts.row.state
        self.body.addWidget(Pill(STATES[state], STATE_TONES[state]))
        self.body.addWidget(label(self._sentence(facts), "muted", wrap=True))
        if state == "running" and self._missing:
            self.body.addWidget(label(self.tr("Before it is closed:"), "strong"))
            for sentence in self._missing[:SHOWN_MISSING]:
                self.body.addWidget(label(f"•  {sentence}", wrap=True))
        self._add_buttons(state)

    def press(self, key: str) -> None:
        """Do what one of the buttons does."""
        self.buttons[key].click()

    def _sentence(self, facts: CourseFacts) -> str:
        """What the state means, with the reason where one was given."""
        words = {
            "planning": self.tr("The week is being planned; agencies are not asked yet."),
            "open": self.tr("Agencies may send people."),
            "running": self.tr("The course is under way."),
            "closed": self.tr("Plan and records stay as they are. Reopen it to change something."),
            "cancelled": self.tr("The course was called off."),
        }[facts.row.state]
        reason = facts.closing_reason or facts.reopening_reason
        return f"{words} {self.tr('Reason')}: {reason}" if reason else words

    def _add_buttons(self, state: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons = {}
        for key, text, kind, act in self._offers(state):
            made = button(text, kind)
            made.clicked.connect(act)
            self.buttons[key] = made
            row.addWidget(made)
        row.addStretch()
        self.body.addLayout(row)

    def _offers(self, state: str) -> list[tuple[str, str, str, Callable[[], None]]]:
        """What can be done in a state: key, words, kind of button, and what does it."""
        start = ("start", self.tr("Start course"), "", self._start)
        cancel = ("cancel", self.tr("Cancel course…"), "", self._ask_cancel)
        return {
            "planning": [
                ("open", self.tr("Open for nominations"), "primary", self._open),
                start,
                cancel,
            ],
            "open": [
                (start[0], start[1], "primary", start[3]),
                ("plan", self.tr("Back to planning"), "", self._plan),
                cancel,
            ],
            "running": [("close", self.tr("Close course…"), "primary", self._close), cancel],
            "closed": [("reopen", self.tr("Reopen…"), "", self._ask_reopen)],
            "cancelled": [("reopen", self.tr("Plan again…"), "", self._ask_reopen)],
        }[state]

    def _open(self) -> None:
        self._do(self.tr("Open {course}"), course_states.open_course)

    def _plan(self) -> None:
        self._do(self.tr("Take {course} back into planning"), course_states.plan_course)

    def _start(self) -> None:
        self._do(self.tr("Start {course}"), course_states.start_course)

    def _close(self) -> None:
        if not self._missing:
            self._do(self.tr("Close {course}"), course_states.close_course)
            return
        self._ask(
            self.tr("Close this course although something is missing?"),
            self.tr("Close course"),
            self.tr("Close {course}"),
            lambda db, course_id, reason: course_states.close_course(db, course_id, reason=reason),
            self._missing,
        )

    def _ask_cancel(self) -> None:
        self._ask(
            self.tr("Cancel this course?"),
            self.tr("Cancel course"),
            self.tr("Cancel {course}"),
            lambda db, course_id, reason: course_states.cancel_course(db, course_id, reason=reason),
        )

    def _ask_reopen(self) -> None:
        self._ask(
            self.tr("Reopen this course?"),
            self.tr("Reopen"),
            self.tr("Reopen {course}"),
            lambda db, course_id, reason: course_states.reopen_course(db, course_id, reason=reason),
        )

    def _do(self, step: str, act: Callable[[Session, int], None]) -> None:
        if self._facts is not None:
            row = self._facts.row
            self._runner.write(step.format(course=row.title), lambda db: act(db, row.id))

    def _ask(
        self,
        title: str,
        verb: str,
        step: str,
        act: Callable[[Session, int, str], None],
        sentences: Sequence[str] = (),
    ) -> None:
        if self._facts is None:
            return
        row = self._facts.row
        ReasonDialog(
            self._runner,
            title,
            verb=verb,
            step=step.format(course=row.title),
            act=lambda db, reason: act(db, row.id, reason),
            sentences=sentences,
            parent=self,
        ).open()
