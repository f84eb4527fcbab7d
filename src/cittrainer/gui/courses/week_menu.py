"""The menu of a block: everything that can be done with it, with the keys that do the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from cittrainer.gui.common.dates import weekday
from cittrainer.gui.courses.week.navigation import block_of, next_in_day
from cittrainer.rules.shifting import gap_before, stays
from cittrainer.rules.values import GRID_MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.courses.findings_menu import FindingsMenu
    from cittrainer.gui.courses.week.view import WeekView
    from cittrainer.gui.courses.week_steps import WeekSteps
    from cittrainer.queries.curricula import ModuleRow
    from cittrainer.rules.values import DayValue, PlacedBlock

SHIFTS = (5, 15, 30, -5, -15, -30)
"""Minutes by which the menu lets what follows come later, or earlier when negative."""

SHIFT_KEYS = {5: "Alt+PgDown", -5: "Alt+PgUp"}


class BlockMenu(QMenu):
    """What can be done with one block.

    Args:
        block: Whose menu.
        steps: Does what is chosen.
        view: The grid in which the block is shown.
        edit: Opens the block's form.
        waiting: Modules that the week does not teach, to be taught in the block instead.
        findings: What is wrong with the block, as a menu; None where nothing is.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        block: PlacedBlock,
        steps: WeekSteps,
        view: WeekView,
        *,
        edit: Callable[[int], None],
        waiting: Sequence[ModuleRow] = (),
        findings: FindingsMenu | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._block, self._steps, self._view = block, steps, view
        if findings is not None:
            findings.setParent(self, findings.windowFlags())
            self.addMenu(findings)
            self.addSeparator()
        self._offer(self.tr("Edit…"), lambda: edit(block.id), "Return")
        if block.placed:
            self._offer_places()
        else:
            self._offer(self.tr("Place"), lambda: view.place(block.id), "Space")
        self._offer(self.tr("Copy to the unplaced"), lambda: steps.copy_block(block.id), "Ctrl+D")
        if waiting:
            instead = self.addMenu(self.tr("Teach instead"))
            for module in waiting:
                self._offer_module(instead, module)
        self.addSeparator()
        self._offer(self.tr("Remove"), lambda: steps.remove_block(block.id), "Delete")

    def _offer_places(self) -> None:
        block, steps = self._block, self._steps
        pin = self.tr("Unpin") if block.pinned else self.tr("Pin")
        self._offer(pin, lambda: steps.pin_block(block.id, not block.pinned), "P")
        self._offer(self.tr("Take off the plan"), lambda: steps.unplace_block(block.id), "U")

        if not block.pinned:
            self._offer_days()
            self._offer_shifts()
            self._offer_swaps()
            if block.minutes > GRID_MINUTES:
                split = self.tr("Split in the middle")
                self._offer(split, lambda: steps.split(block.id, ask=False), "S")
                self._offer(self.tr("Split…"), lambda: steps.split(block.id, ask=True), "Shift+S")

    def _offer_days(self) -> None:
        """The other days, to which the block moves at the same time; closed ones take nothing."""
        block, steps = self._block, self._steps
        others = [day for day in self._view.week.days if day.id != block.day_id]
        if not others or block.start is None:
            return
        menu, start = self.addMenu(self.tr("Move to another day")), block.start
        for day in others:
            act = partial(steps.move_block, block.id, day.id, start)
            _offer_day(menu, day, act)

    def _offer_swaps(self) -> None:
        """The blocks right before and after on the day, unless they are pinned."""
        week, block = self._view.week, self._block
        for step in (-1, 1):
            other = block_of(week, next_in_day(week, block.id, step) or 0)
            if other is not None and not other.pinned:
                words = self.tr("Swap with “{title}”").format(title=other.title)
                # An ampersand would underline the letter behind it.
                act = partial(self._steps.swap_blocks, block.id, other.id)
                self._offer(words.replace("&", "&&"), act, "X" if step > 0 else "")

    def _offer_shifts(self) -> None:
        block, steps, week = self._block, self._steps, self._view.week
        day = week.day.get(block.day_id or 0)
        if day is None or stays(block):
            return
        menu = self.addMenu(self.tr("Shift this and what follows"))
        for minutes in SHIFTS:
            words = self.tr("{n} minutes later") if minutes > 0 else self.tr("{n} minutes earlier")
            act = partial(steps.shift_following, block.id, minutes)
            action = menu.addAction(words.format(n=abs(minutes)), act)
            if minutes in SHIFT_KEYS:
                _show_key(action, SHIFT_KEYS[minutes])
        gap = gap_before(day, week.on(day.id), block.id)
        if gap:
            words = self.tr("Close the gap of {n} minutes before it").format(n=gap)
            self._offer(words, lambda: steps.close_gap(block.id), "G")

    def _offer(self, text: str, act: Callable[[], object], key: str = "") -> QAction:
        """An entry with the key that does the same in the grid, which is only shown here."""
        action = self.addAction(text, act)
        if key:
            _show_key(action, key)
        return action

    def _offer_module(self, menu: QMenu, module: ModuleRow) -> None:
        block_id = self._block.id
        menu.addAction(module.title, lambda: self._steps.teach_instead(block_id, module))


class BlocksMenu(QMenu):
    """What can be done with several blocks at once.

    Args:
        blocks: The chosen blocks, two or more.
        steps: Does what is chosen.
        view: The grid in which they are shown.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        blocks: Sequence[PlacedBlock],
        steps: WeekSteps,
        view: WeekView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._blocks, self._steps, self._view = blocks, steps, view
        placed = [block for block in blocks if block.placed]
        if placed and not any(block.pinned for block in placed):
            self._offer_days(placed)
            self._offer(self.tr("Take off the plan"), view.unplace_selected, "U")
        if len(blocks) == 2:
            self._offer(self.tr("Swap the two"), view.press_swap, "X")
        if placed:
            pinned = view.selected_block is not None and view.selected_block.pinned
            self._offer(self.tr("Unpin") if pinned else self.tr("Pin"), view.press_pin, "P")
        self.addSeparator()
        remove = self.tr("Remove {n} blocks").format(n=len(blocks))
        self._offer(remove, view.press_delete, "Delete")

    def _offer_days(self, placed: Sequence[PlacedBlock]) -> None:
        """Every day; each block keeps its time."""
        menu = self.addMenu(self.tr("Move to another day"))
        for day in self._view.week.days:
            moved = tuple(
                (block.id, day.id, block.start or 0) for block in placed if block.day_id != day.id
            )
            if moved:
                _offer_day(menu, day, partial(self._steps.place_blocks, moved))

    def _offer(self, text: str, act: Callable[[], object], key: str) -> None:
        _show_key(self.addAction(text, act), key)


def _offer_day(menu: QMenu, day: DayValue, act: Callable[[], object]) -> None:
    """An entry that names a day; a closed one takes nothing and says so."""
    closed = QCoreApplication.translate("BlockMenu", "{day} (closed)")
    name = weekday(day.date)
    action = menu.addAction(closed.format(day=name) if day.closed else name, act)
    action.setEnabled(not day.closed)


def _show_key(action: QAction, key: str) -> None:
    """Show the key that does the same in the grid."""
    action.setShortcut(QKeySequence(key))
    action.setShortcutVisibleInContextMenu(True)
