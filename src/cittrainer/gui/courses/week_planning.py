"""What the planner is asked about a week: work in sight, proposals over the grid, one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from cittrainer.errors import ChangedMeanwhile, UserError
from cittrainer.gui.courses.week.affected_panel import AffectedPanel
from cittrainer.gui.courses.week.proposal_layer import ProposalLayer
from cittrainer.gui.courses.week.proposals_panel import ProposalsPanel
from cittrainer.gui.courses.week.weakness_panel import WeaknessPanel
from cittrainer.queries.release_recipients import recipients_since
from cittrainer.rules.plan_changes import fingerprint
from cittrainer.services.arrangements import accept

if TYPE_CHECKING:
    from collections.abc import Callable

    from cittrainer.db import Database
    from cittrainer.gui.common.progress import ProgressPanel
    from cittrainer.gui.common.runner import JobHandle, Runner
    from cittrainer.gui.courses.week.view import WeekView
    from cittrainer.jobs.arranging import Holding, Suggestion, Suggestions, Weakness
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.release_values import Recipient
    from cittrainer.rules.releases import Plan
    from cittrainer.rules.values import Week

T = TypeVar("T")

AT_ONCE = 1000
"""Milliseconds; an answer that comes later leaves the keyboard to whoever uses the grid by then."""


class WeekPlanning(QObject):
    """Asks for proposals, shows them over the grid and beside it, and accepts one as one step.

    Args:
        runner: The window's door to the database.
        view: The grid over which proposals are drawn.
        working: Shows that the planner is at work.
        parent: The tab that shows it all.
    """

    beside = Signal(object)
    """The panel that is to be seen beside the grid; None for what usually stands there."""
    busy = Signal(bool)
    """Whether the planner is at work."""
    constraint_wanted = Signal(int)
    """Something that the plan keeps to is to be shown."""

    def __init__(
        self,
        runner: Runner,
        view: WeekView,
        working: ProgressPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._view = view
        self._working = working
        self._job: JobHandle | None = None
        self._ask_again: Callable[[], None] | None = None
        self._show_answer: Callable[[Any], None] | None = None
        self._accepting = False
        self._changed: tuple[int, str, Plan] | None = None
        """The course, what happened, and its plan before the proposal that was accepted last."""
        self._beside: ProposalsPanel | WeaknessPanel | AffectedPanel | None = None
        self._asked = QElapsedTimer()
        self.panel = ProposalsPanel()
        self.panel.chosen.connect(self._draw)
        self.panel.accept_wanted.connect(self.accept)
        self.panel.drop_wanted.connect(self.drop)
        self.panel.again_wanted.connect(self.make_again)
        self.panel.block_looked_at.connect(view.look_at_change)
        self.panel.block_chosen.connect(self._show_block)
        self.panel.constraint_chosen.connect(self.constraint_wanted)
        self.weaknesses = WeaknessPanel()
        self.weaknesses.close_wanted.connect(self.drop)
        self.weaknesses.block_chosen.connect(self._show_block)
        self.weaknesses.blocks_shown.connect(self._choose_blocks)
        self.affected = AffectedPanel(runner)
        self.affected.close_wanted.connect(self.drop)
        working.cancel_wanted.connect(self.stop)

    @property
    def is_working(self) -> bool:
        """Whether the planner is at work."""
        return self._job is not None

    @property
    def is_proposing(self) -> bool:
        """Whether an answer of the planner is shown."""
        return self._beside is not None

    def propose(self, label: str, job: Callable[[Database, Progress], Suggestions]) -> None:
        """Let the planner make proposals, and show them when it is done.

        Args:
            label: What it does, in words.
            job: Makes the proposals; it runs on another thread.
        """
        self._start(label, job, self._show_suggestions)

    def ask_what_holds(self, label: str, job: Callable[[Database, Progress], Holding]) -> None:
        """Let the planner find out what holds a block; see ``propose``."""
        self._start(label, job, self._show_holding)

    def ask_weaknesses(
        self, label: str, job: Callable[[Database, Progress], tuple[Week, tuple[Weakness, ...]]]
    ) -> None:
        """Let the planner find out what breaks without whom; see ``propose``.

        Args:
            label: What it does, in words.
            job: Answers with the week it looked at, and what it found.
        """
        self._start(label, job, self._show_weaknesses)

    @Slot()
    def stop(self) -> None:
        """Let the planner answer with the best it has so far."""
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def accept(self) -> None:
        """Change the plan as the chosen proposal says, as one step."""
        one, all_of_them = self.panel.suggestion, self.panel.suggestions
        if one is None or all_of_them is None or self._accepting:
            return
        self._accepting = True
        title, course_id = all_of_them.title, all_of_them.week.course_id
        self._runner.write(
            self.tr("Accept the proposal “{title}”").format(title=title),
            partial(accept, change=one.change),
            done=partial(self._accepted, course_id, title),
            explain=self._refused,
        )

    @Slot()
    def drop(self) -> None:
        """Leave the plan as it is."""
        self._view.show_proposal(None)
        self._changed = None
        if self._beside is not None:
            self._beside = None
            self.beside.emit(None)

    @Slot()
    def make_again(self) -> None:
        """Ask the same of the plan as it is now."""
        self.drop()
        if self._ask_again is not None:
            self._ask_again()

    def show_week(self, week: Week) -> None:
        """Take proposals off the grid that were made for another plan than this one."""
        if self._beside is self.affected:
            self._read_affected()
        elif self._beside is self.weaknesses:
            self.weaknesses.show_week(week)
        all_of_them = self.panel.suggestions
        if self._beside is not self.panel or self._accepting or all_of_them is None:
            return
        if fingerprint(week) != fingerprint(all_of_them.week):
            self._say_stale(
                ChangedMeanwhile(
                    self.tr("The plan was changed since this proposal was made."),
                    hint=self.tr("Have it made again."),
                )
            )

    def _start(
        self, label: str, job: Callable[[Database, Progress], T], show: Callable[[T], None]
    ) -> None:
        """Set the planner to work; what it answers is shown by ``show``."""
        if self._job is not None:
            busy = self.tr("The planner is still at work.")
            wait = self.tr("Stop it first, or wait for its proposal.")
            self._runner.refused.emit(UserError(busy, hint=wait))
            return
        self.drop()
        self._ask_again = lambda: self._start(label, job, show)
        self._show_answer = show
        self._asked.start()
        self._job = self._runner.start(label, job, done=self._answered, in_place=True)
        self._working.start(label)
        self._job.progressed.connect(self._working.set_progress)
        self._job.ended.connect(self._ended)
        self.busy.emit(True)

    def _answered(self, answer: object) -> None:
        if self._show_answer is not None:
            self._show_answer(answer)
        at_work_in_grid = self._view.hasFocus() and self._asked.hasExpired(AT_ONCE)
        if self._beside is not None and self._view.isVisible() and not at_work_in_grid:
            self._beside.take_focus()

    def _show_suggestions(self, suggestions: Suggestions) -> None:
        self._show_beside(self.panel)
        self.panel.show_suggestions(suggestions)

    def _show_holding(self, holding: Holding) -> None:
        self._show_beside(self.panel)
        self.panel.show_holding(holding)

    def _show_weaknesses(self, found: tuple[Week, tuple[Weakness, ...]]) -> None:
        self._show_beside(self.weaknesses)
        self.weaknesses.show_weaknesses(*found)

    def _read_affected(self) -> None:
        """Find out for whom the plan is another one than before what was accepted."""
        if self._changed is not None:
            course_id, _title, before = self._changed
            self._runner.read(
                partial(recipients_since, course_id=course_id, before=before), self._show_affected
            )

    def _show_affected(self, found: tuple[Recipient, ...]) -> None:
        if self._changed is None or self._beside not in {None, self.affected}:
            return
        if found:
            self.affected.show_affected(*self._changed, found)
            if self._beside is None:
                self._show_beside(self.affected)
                self.affected.take_focus()
        elif self._beside is self.affected:
            self.drop()

    def _show_beside(self, panel: ProposalsPanel | WeaknessPanel | AffectedPanel) -> None:
        self._beside = panel
        self.beside.emit(panel)

    @Slot(object)
    def _choose_blocks(self, block_ids: tuple[int, ...]) -> None:
        """Show which blocks it is about."""
        self._view.choose(block_ids, block_ids[0] if block_ids else 0)

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self._working.finish()
        self.busy.emit(False)

    @Slot(object)
    def _draw(self, one: Suggestion | None) -> None:
        """Draw the chosen proposal over the grid."""
        all_of_them = self.panel.suggestions
        if one is None or all_of_them is None or one.change.empty:
            self._view.show_proposal(None)
            return
        words = self.tr("off the plan")
        self._view.show_proposal(ProposalLayer(all_of_them.week, one.change, words))

    @Slot(int)
    def _show_block(self, block_id: int) -> None:
        self._view.select(block_id)
        self._view.look_at_change(block_id)

    def _accepted(self, course_id: int, title: str, before: Plan) -> None:
        self._accepting = False
        self.drop()
        self._changed = course_id, title, before
        self._read_affected()

    def _refused(self, error: UserError) -> None:
        self._accepting = False
        if isinstance(error, ChangedMeanwhile):
            self._say_stale(error)
        else:
            self.panel.refuse(error)

    def _say_stale(self, error: UserError) -> None:
        self._view.show_proposal(None)
        self.panel.show_stale(error)
