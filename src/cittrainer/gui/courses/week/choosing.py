"""The week grid with chosen blocks: one that keys act on, and others that go along with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from cittrainer.gui.courses.week import navigation
from cittrainer.gui.courses.week.canvas import WeekCanvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.rules.values import Finding, PlacedBlock, Week


class ChoosingCanvas(WeekCanvas):
    """Knows which blocks are chosen.

    Args:
        check: Says what is wrong with a week.
        parent: The widget it stands in.
    """

    selection_changed = Signal(int)
    """The selected block, 0 for none."""

    def __init__(
        self, check: Callable[[Week], Sequence[Finding]], parent: QWidget | None = None
    ) -> None:
        super().__init__(check, parent)
        self._anchor = 0
        """The block at which a range of chosen blocks began."""

    @property
    def selected(self) -> int:
        """The block that keys act on, 0 for none."""
        return self._selected

    @property
    def selected_block(self) -> PlacedBlock | None:
        """The block that keys act on."""
        return navigation.block_of(self._week, self._selected)

    @property
    def chosen(self) -> tuple[PlacedBlock, ...]:
        """The blocks that are changed together, day after day, the selected one among them."""
        placed = navigation.reading_order(self._week)
        waiting = tuple(block for block in self._week.blocks if not block.placed)
        return tuple(block for block in placed + waiting if block.id in self._chosen)

    @Slot(int)
    def select(self, block_id: int, *, reveal: bool = True) -> None:
        """Make one block the only one that is chosen; 0 chooses none.

        Args:
            block_id: Which one.
            reveal: Whether to scroll to it.
        """
        self._anchor = block_id
        self.choose((block_id,) if block_id else (), block_id, reveal=reveal)

    def choose(self, block_ids: Iterable[int], selected: int, *, reveal: bool = True) -> None:
        """Choose several blocks.

        Args:
            block_ids: All that are chosen.
            selected: The one of them that keys act on, 0 for none.
            reveal: Whether to scroll to that one.
        """
        chosen = frozenset(block_ids)
        if chosen == self._chosen and selected == self._selected:
            return
        for each in (chosen ^ self._chosen) | {self._selected, selected}:
            self._repaint_block(each)
        self._chosen, self._selected = chosen, selected
        if reveal:
            self.reveal(selected)
        self.selection_changed.emit(selected)

    def toggle(self, block_id: int) -> None:
        """Add a block to those that are chosen, or take it away from them."""
        self._anchor = block_id
        others = self._chosen - {block_id}
        if block_id not in self._chosen:
            self.choose(others | {block_id}, block_id)
        else:
            self.choose(
                others, self._selected if self._selected in others else max(others, default=0)
            )

    def extend_to(self, block_id: int) -> None:
        """Choose every block from where the choice began to this one, day after day."""
        order = [block.id for block in navigation.reading_order(self._week)]
        if block_id not in order:
            return
        if self._anchor not in order:
            self._anchor = self._selected if self._selected in order else block_id
        first, last = sorted((order.index(self._anchor), order.index(block_id)))
        self.choose(order[first : last + 1], block_id)

    def choose_all(self) -> None:
        """Choose every block that has a place."""
        order = [block.id for block in navigation.reading_order(self._week)]
        if order:
            self.choose(order, self._selected if self._selected in order else order[0])

    def _forget_lost(self) -> None:
        """Choose no block that the week has no more."""
        known = {block.id for block in self._week.blocks}
        if not self._chosen <= known:
            left = self._chosen & known
            kept = self._selected if self._selected in left else max(left, default=0)
            self.choose(left, kept, reveal=False)
