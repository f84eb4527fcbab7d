"""Asks for a rotation, shows the proposal over the table and beside it, and accepts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from cittrainer.errors import ChangedMeanwhile
from cittrainer.gui.rotations.proposal_panel import ProposalPanel
from cittrainer.jobs.rotations import propose
from cittrainer.services.rotation_plans import accept_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cittrainer.db import Database
    from cittrainer.errors import UserError
    from cittrainer.gui.common.progress import ProgressPanel
    from cittrainer.gui.common.runner import JobHandle, Runner
    from cittrainer.jobs.progress import Progress
    from cittrainer.jobs.rotations import Proposal
    from cittrainer.rules.rotation_values import RotationValue
    from cittrainer.services.rotation_plans import Missing


class RotationPlanning(QObject):
    """Work in sight, one proposal at a time, accepted as one step.

    Args:
        runner: The window's door to the database.
        working: Shows that the planner is at work.
        parent: The tab that shows it all.
    """

    changed = Signal()
    """Something is proposed now, or no longer is, or the planner is at work, or has ended."""
    refused = Signal(object)
    """The ``UserError`` that says why there is no rotation."""

    def __init__(
        self, runner: Runner, working: ProgressPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._working = working
        self._job: JobHandle | None = None
        self._ask_again: Callable[[], None] | None = None
        self._label = ""
        self._accepting = False
        self.proposal: Proposal | None = None
        """What is proposed; None while nothing is."""
        self.panel = ProposalPanel()
        self.panel.accept_wanted.connect(self.accept)
        self.panel.drop_wanted.connect(self.drop)
        self.panel.again_wanted.connect(self.make_again)
        working.cancel_wanted.connect(self.stop)

    @property
    def is_working(self) -> bool:
        """Whether the planner is at work."""
        return self._job is not None

    def make(self, rotation: RotationValue) -> None:
        """Make a rotation anew."""
        first = not rotation.meetings
        title = self.tr("A rotation for every group") if first else self.tr("The rotation, anew")
        self._start(rotation.id, title, (), keep=False, first=first)

    def mend(self, rotation: RotationValue, missing: Sequence[Missing], title: str) -> None:
        """Make a rotation again with the fewest changes because somebody or something is missing.

        Args:
            rotation: The rotation on file.
            missing: Who or what; they are marked as missing when the proposal is accepted.
            title: Who or what is missing, in words.
        """
        self._start(rotation.id, title, tuple(missing), keep=True, first=not rotation.meetings)

    @Slot()
    def stop(self) -> None:
        """Let the planner answer with the best it has so far."""
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def accept(self) -> None:
        """Take the proposal over, as one step."""
        one = self.proposal
        if one is None or self._accepting:
            return
        self._accepting = True
        self._runner.write(
            self._label,
            lambda db: accept_plan(
                db, one.rotation_id, one.meetings, seen=one.seen, missing=one.missing
            ),
            done=self._accepted,
            explain=self._refuse,
        )

    @Slot()
    def drop(self) -> None:
        """Leave the rotation as it is."""
        if self.proposal is not None:
            self.proposal = None
            self.changed.emit()

    @Slot()
    def make_again(self) -> None:
        """Ask the same of what is on file now."""
        self.drop()
        if self._ask_again is not None:
            self._ask_again()

    def show_rotation(self, rotation: RotationValue | None) -> None:
        """Say so where the proposal was made for another rotation than the one on file."""
        one = self.proposal
        if one is None or self._accepting:
            return
        if rotation is None or rotation.id != one.rotation_id:
            self.drop()
        elif rotation.version != one.seen:
            self.panel.show_stale(
                ChangedMeanwhile(
                    self.tr("The rotation was changed since this was proposed."),
                    hint=self.tr("Have it made again."),
                )
            )

    def _start(
        self,
        rotation_id: int,
        title: str,
        missing: tuple[Missing, ...],
        *,
        keep: bool,
        first: bool,
    ) -> None:
        if self._job is not None:
            return
        self.drop()
        self._ask_again = lambda: self._start(rotation_id, title, missing, keep=keep, first=first)
        self._label = (
            self.tr("Rotation: {title}").format(title=title)
            if missing
            else self.tr("Make the rotation")
        )

        def job(database: Database, progress: Progress) -> Proposal:
            return propose(database, rotation_id, missing=missing, keep=keep, progress=progress)

        def show(proposal: Proposal) -> None:
            self.panel.show_proposal(title, proposal, first=first)
            self.proposal = proposal
            self.changed.emit()

        label = self.tr("Making the rotation")
        self._job = self._runner.start(
            label, job, done=show, explain=self.refused.emit, in_place=True
        )
        self._working.start(label)
        self._job.progressed.connect(self._working.set_progress)
        self._job.ended.connect(self._ended)
        self.changed.emit()

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self._working.finish()
        self.changed.emit()

    def _accepted(self, _result: None) -> None:
        self._accepting = False
        self.drop()

    def _refuse(self, error: UserError) -> None:
        self._accepting = False
        if isinstance(error, ChangedMeanwhile):
            self.panel.show_stale(error)
        else:
            self.panel.refuse(error)
