"""The menu of a block: everything that can be done with it, with the keys that do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.courses.week.view import WeekView
    from cittrainer.gui.courses.week_steps import WeekSteps
    from cittrainer.queries.curricula import ModuleRow
    from cittrainer.rules.values import PlacedBlock


class BlockMenu(QMenu):
    """What can be done with one block.

    Args:
        block: Whose menu.
        steps: Does what is chosen.
        view: The grid in which the block is shown.
        edit: Opens the block's form.
        waiting: Modules that the week does not teach, to be taught in the block instead.
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._block, self._steps, self._view = block, steps, view
        self._offer(self.tr("Edit…"), lambda: edit(block.id), "Return")
        if block.placed:
            self._offer_places()
        else:
            self._offer(self.tr("Place"), lambda: view.place(block.id), "Space")
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

    def _offer(self, text: str, act: Callable[[], object], key: str = "") -> QAction:
        """An entry with the key that does the same in the grid, which is only shown here."""
        action = self.addAction(text, act)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutVisibleInContextMenu(True)
        return action

    def _offer_module(self, menu: QMenu, module: ModuleRow) -> None:
        block_id = self._block.id
        menu.addAction(module.title, lambda: self._steps.teach_instead(block_id, module))
