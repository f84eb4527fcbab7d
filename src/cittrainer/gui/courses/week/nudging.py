"""The week grid whose chosen blocks keys move, resize, place and unplace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot

from cittrainer.gui.courses.week import navigation
from cittrainer.gui.courses.week.choosing import ChoosingCanvas
from cittrainer.gui.courses.week.drag import Target
from cittrainer.rules.values import GRID_MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.rules.values import Finding, PlacedBlock, Week

NUDGE_PAUSE = 350
"""Milliseconds after the last key until a nudged block is reported, as one change."""


class NudgingCanvas(ChoosingCanvas):
    """Moves the chosen blocks in small steps and reports several of them as one change.

    Args:
        check: Says what is wrong with a week.
        parent: The widget it stands in.
    """

    block_dropped = Signal(int, int, int)
    """Block, day, start minute."""
    block_sent = Signal(int, int, int, object)
    """Block, day, start minute, and the ``SubColumn`` with the room or group that it comes to."""
    block_resized = Signal(int, int, int)
    """Block, start minute, minutes."""
    block_unplaced = Signal(int)
    blocks_moved = Signal(object)
    """Several blocks at once: a tuple of block, day and start minute for each."""
    blocks_unplaced = Signal(object)
    """The ids of several blocks."""
    preview = Signal(object)
    """The ``Week`` as it would be if the drag ended now."""
    refused = Signal(str)
    """One sentence on why a block does not move."""

    def __init__(
        self, check: Callable[[Week], Sequence[Finding]], parent: QWidget | None = None
    ) -> None:
        super().__init__(check, parent)
        self._nudged: dict[int, Target] = {}
        """The blocks that keys are moving and where they were before the first of them."""
        self._nudge_timer = QTimer(self, interval=NUDGE_PAUSE, singleShot=True)
        self._nudge_timer.timeout.connect(self.finish_nudge)

    @Slot(object)
    def show_week(self, week: Week) -> None:
        """Show what is on file; whatever was only wished for snaps back."""
        self.finish_nudge()
        self._show(week)
        self._forget_lost()

    def choose(self, block_ids: Iterable[int], selected: int, *, reveal: bool = True) -> None:
        """Choose several blocks; what keys have done to others is reported first."""
        chosen = frozenset(block_ids)
        if chosen != self._chosen or selected != self._selected:
            self.finish_nudge()
        super().choose(chosen, selected, reveal=reveal)

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
        """Take the chosen blocks off the plan."""
        self.finish_nudge()
        blocks = tuple(block for block in self.chosen if block.placed)
        if not blocks or self._holds_pinned(blocks):
            return
        week = self._week
        for block in blocks:
            week = Target(None, None, block.minutes).applied(week, block.id)
        self._show(week)
        self.preview.emit(self._week)
        self.select(0)
        if len(blocks) > 1:
            self.blocks_unplaced.emit(tuple(block.id for block in blocks))
        else:
            self.block_unplaced.emit(blocks[0].id)

    def nudge(self, *, minutes: int = 0, days: int = 0, longer: int = 0) -> None:
        """Move or resize the chosen blocks a little; several nudges are one change.

        Args:
            minutes: Later, or earlier when negative.
            days: To a later day, or an earlier one when negative.
            longer: Minutes that the block lasts longer, or shorter when negative; only of one.
        """
        blocks = tuple(block for block in self.chosen if block.placed)
        if not blocks or self._holds_pinned(blocks):
            return
        if longer and len(blocks) > 1:
            self.refused.emit(self.tr("Choose one block to make it longer or shorter."))
            return
        targets = [self._nudged_to(block, minutes, days, longer) for block in blocks]
        if None in targets:
            return
        if not self._nudged:
            self._nudged = {block.id: Target.of(block) for block in blocks}
        week = self._week
        for block, target in zip(blocks, targets, strict=True):
            week = target.applied(week, block.id) if target else week
        self._show(week)
        self.reveal(self._selected)
        self.preview.emit(self._week)
        self._nudge_timer.start()

    def _nudged_to(self, block: PlacedBlock, minutes: int, days: int, longer: int) -> Target | None:
        """Where a block is after a nudge, or None where the grid ends."""
        day_id = block.day_id or 0
        beside = navigation.day_beside(self._week, day_id, days) if days else day_id
        start, length = (block.start or 0) + minutes, block.minutes + longer
        first, last = self._geometry.first_minute, self._geometry.last_minute
        if beside is None or length < GRID_MINUTES or start < first or start + length > last:
            return None
        return Target(beside, start, length)

    def _holds_pinned(self, blocks: Sequence[PlacedBlock]) -> bool:
        """Say which of some blocks is pinned, if any is."""
        pinned = next((block for block in blocks if block.pinned), None)
        if pinned is not None:
            self.refuse_pinned(pinned)
        return pinned is not None

    @Slot()
    def finish_nudge(self) -> None:
        """Report what keys have done to blocks, now instead of after a pause."""
        if not self._nudged:
            return
        self._nudge_timer.stop()
        nudged, self._nudged = self._nudged, {}
        moved = [
            block
            for block in self._week.blocks
            if block.id in nudged and Target.of(block) != nudged[block.id]
        ]
        if len(nudged) == 1 and moved:
            self._report(moved[0], Target.of(moved[0]), nudged[moved[0].id])
        elif moved:
            self.blocks_moved.emit(tuple((one.id, one.day_id, one.start) for one in moved))

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
