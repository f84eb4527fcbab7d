"""The plan of a course released from the window: what was found, what changed, and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.queries.releases import draft_of
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.release_changes import by_day
from cittrainer.rules.values import ERROR
from cittrainer.rules.wording import counted
from cittrainer.services.releases import release

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.release_values import Draft
    from cittrainer.rules.values import Finding


class ReleaseDialog(FormDialog):
    """Shows all findings, each error to be ticked, and what differs from the latest release."""

    released = Signal(int)
    """The id of the release that was made."""

    def __init__(self, runner: Runner, course_id: int, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Release the plan"), parent, save_label=self.tr("Release"), width=640
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._course_id = course_id
        self._draft: Draft | None = None
        self._found: tuple[Finding, ...] = ()
        self.ticks: list[QCheckBox] = []
        """One for each error, and one for all warnings and notes."""
        self.state = label(self.tr("The plan is being read …"), "strong", wrap=True)
        self.body.addWidget(self.state)
        self.note = QLineEdit()
        self.add_field(self.tr("&Note"), self.note, self.tr("What this release is about"))
        self.save.setEnabled(False)
        self.save_wanted.connect(self.release)
        runner.read(lambda db: _read(db, course_id), self._show, explain=self.refuse)

    @Slot()
    def release(self) -> None:
        """Freeze the plan under the next number."""
        if self._draft is None:
            return
        self.set_busy(True)
        course_id, seen, note = self._course_id, self._draft.plan.digest, self.note.text()
        words = [one.sentence for one in self._found]
        self._runner.write(
            self.tr("Release {number} of {course}").format(
                number=self._draft.number, course=self._draft.plan.course.number
            ),
            lambda db: release(db, course_id, note=note, acknowledged=words, seen=seen),
            done=self._released,
            explain=self.refuse,
        )

    def set_busy(self, busy: bool) -> None:
        """Let Release be pressed once everything that was found is ticked."""
        ready = self._draft is not None and all(tick.isChecked() for tick in self.ticks)
        super().set_busy(busy or not ready)

    def _released(self, release_id: int) -> None:
        self.settle()
        self.accept()
        self.released.emit(release_id)

    def _show(self, read: tuple[Draft, tuple[Finding, ...]]) -> None:
        self._draft, self._found = read
        self.state.setText(self._draft.sentence)
        for heading, sentences in by_day(self._draft.changes):
            self.body.addWidget(label(heading, "strong"))
            for sentence in sentences:
                self.body.addWidget(label(sentence, wrap=True))
        self._show_findings()
        self.set_busy(False)
        self.settle()
        # New labels have a height only once they are shown.
        QTimer.singleShot(0, self, self.take_room)

    def _show_findings(self) -> None:
        if not self._found:
            self.body.addWidget(label(self.tr("The checks find nothing wrong."), "muted"))
            return
        self.body.addWidget(label(self.tr("What the checks find"), "strong"))
        errors = [one for one in self._found if one.severity == ERROR]
        others = [one for one in self._found if one.severity != ERROR]
        for one in errors:
            self.body.addWidget(label(self.tr("Error: %s") % one.sentence, wrap=True))
            self._add_tick(self.tr("I have seen this error"), one.sentence)
        for one in others:
            self.body.addWidget(label(f"{one.severity.capitalize()}: {one.sentence}", wrap=True))
        if others:
            number = counted(len(others), "warning or note", "warnings and notes")
            self._add_tick(self.tr("I have seen the %s") % number, number)

    def _add_tick(self, text: str, about: str) -> None:
        tick = QCheckBox(text)
        tick.setAccessibleName(f"{text}: {about}")
        tick.toggled.connect(lambda _on: self.set_busy(False))
        self.ticks.append(tick)
        self.body.addWidget(tick)


def _read(db: Session, course_id: int) -> tuple[Draft, tuple[Finding, ...]]:
    plan = week(db, course_id)
    return draft_of(db, plan), findings(plan)
