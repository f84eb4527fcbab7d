"""The week grid with a selected block, which keys move, resize, place and unplace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot

from cittrainer.gui.courses.week import navigation
from cittrainer.gui.courses.week.canvas import WeekCanvas
from cittrainer.gui.courses.week.drag import Target
from cittrainer.rules.values import GRID_MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.rules.values import Finding, PlacedBlock, Week

NUDGE_PAUSE = 350
"""Milliseconds after the last key until a nudged block is reported, as one change."""


class NudgingCanvas(WeekCanvas):
    """Moves the selected block in small steps and reports several of them as one change.

    Args:
        check: Says what is wrong with a week.
        parent: The widget it stands in.
    """

    block_dropped = Signal(int, int, int)
    """Block, day, start minute."""
    block_resized = Signal(int, int, int)
    """Block, start minute, minutes."""
    block_unplaced = Signal(int)
    selection_changed = Signal(int)
    """The selected block, 0 for none."""
    preview = Signal(object)
    """The ``Week`` as it would be if the drag ended now."""
    refused = Signal(str)
    """One sentence on why a block does not move."""

    def __init__(
        self, check: Callable[[Week], Sequence[Finding]], parent: QWidget | None = None
    ) -> None:
        super().__init__(check, parent)
        self._nudged: tuple[int, Target] | None = None
        """The block that keys are moving and where it was before the first of them."""
        self._nudge_timer = QTimer(self, interval=NUDGE_PAUSE, singleShot=True)
        self._nudge_timer.timeout.connect(self.finish_nudge)

    @property
    def selected(self) -> int:
        """The block that keys act on, 0 for none."""
        return self._selected

    @property
    def selected_block(self) -> PlacedBlock | None:
        """The block that keys act on."""
        return navigation.block_of(self._week, self._selected)

    @Slot(object)
    def show_week(self, week: Week) -> None:
        """Show what is on file; whatever was only wished for snaps back."""
        self.finish_nudge()
        self._show(week)
        if self._selected and self.selected_block is None:
            self.select(0)

    @Slot(int)
    def select(self, block_id: int, *, reveal: bool = True) -> None:
        """Make a block the one that keys act on; 0 selects none.

        Args:
            block_id: Which one.
            reveal: Whether to scroll to it.
        """
        if block_id == self._selected:
            return
        self.finish_nudge()
        before, self._selected = self._selected, block_id
        for each in (before, block_id):
            self._repaint_block(each)
        if reveal:
            self.reveal(block_id)
        self.selection_changed.emit(block_id)

    def refuse_pinned(self, block: PlacedBlock) -> None:
        """Say that a pinned block stays where it is."""
        self.refused.emit(
            self.tr("“{title}” is pinned. Press P to unpin it first.").format(title=block.title)
        )

    @Slot(int)
    def place(self, block_id: int) -> None:
        """Put an unplaced block into the first gap of the week that holds it."""
        block = navigation.block_of(self._week, block_id)
        if block is None:
            return
        gap = navigation.first_gap(self._week, block.minutes)
        if gap is None:
            self.refused.emit(
                self.tr("No day has {minutes} free minutes for “{title}”.").format(
                    minutes=block.minutes, title=block.title
                )
            )
            return
        target = Target(*gap, block.minutes)
        self._show(target.applied(self._week, block_id))
        self.preview.emit(self._week)
        self.select(block_id)
        self._report(block, target)

    def unplace_selected(self) -> None:
        """Take the selected block off the plan."""
        self.finish_nudge()
        block = self.selected_block
        if block is None or not block.placed:
            return
        if block.pinned:
            self.refuse_pinned(block)
            return
        target = Target(None, None, block.minutes)
        self._show(target.applied(self._week, block.id))
        self.preview.emit(self._week)
        self.select(0)
        self._report(block, target)

    def nudge(self, *, minutes: int = 0, days: int = 0, longer: int = 0) -> None:
        """Move or resize the selected block a little; several nudges are one change.

        Args:
            minutes: Later, or earlier when negative.
            days: To a later day, or an earlier one when negative.
            longer: Minutes that it lasts longer, or shorter when negative.
        """
        block = self.selected_block
        if block is None or block.day_id is None or block.start is None:
            return
        if block.pinned:
            self.refuse_pinned(block)
            return
        day_id = navigation.day_beside(self._week, block.day_id, days) if days else block.day_id
        start, length = block.start + minutes, block.minutes + longer
        first, last = self._geometry.first_minute, self._geometry.last_minute
        if day_id is None or length < GRID_MINUTES or start < first or start + length > last:
            return
        if self._nudged is None:
            self._nudged = block.id, Target.of(block)
        self._show(Target(day_id, start, length).applied(self._week, block.id))
        self.reveal(block.id)
        self.preview.emit(self._week)
        self._nudge_timer.start()

    @Slot()
    def finish_nudge(self) -> None:
        """Report what keys have done to a block, now instead of after a pause."""
        if self._nudged is None:
            return
        self._nudge_timer.stop()
        (block_id, before), self._nudged = self._nudged, None
        block = navigation.block_of(self._week, block_id)
        if block is not None and Target.of(block) != before:
            self._report(block, Target.of(block), before)

    def _report(self, block: PlacedBlock, target: Target, before: Target | None = None) -> None:
        """Emit the change of a block; one that moved and was resized is two changes."""
        before = before or Target.of(block)
        if target.day_id is None or target.start is None:
            self.block_unplaced.emit(block.id)
            return
        resized = target.minutes != before.minutes
        if target.day_id != before.day_id or (target.start != before.start and not resized):
            self.block_dropped.emit(block.id, target.day_id, target.start)
        if resized:
            self.block_resized.emit(block.id, target.start, target.minutes)
