"""The form that splits a block where the user wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.rules.values import GRID_MINUTES, clock
from cittrainer.rules.wording import duration, quoted

if TYPE_CHECKING:
    from cittrainer.rules.values import PlacedBlock


class SplitForm(FormDialog):
    """Asks how long the first of the two blocks lasts, and says when both are then.

    Args:
        block: A block of more than 5 minutes.
        parent: The window in front of which it opens.
    """

    chosen = Signal(int)
    """Minutes of the first block."""

    def __init__(self, block: PlacedBlock, parent: QWidget | None = None) -> None:
        title = self.tr("Split {title}").format(title=quoted(block.title))
        super().__init__(title, parent, save_label=self.tr("Split"), width=420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._block = block
        self.minutes = QSpinBox()
        self.minutes.setRange(1, block.minutes - 1)
        self.minutes.setSingleStep(GRID_MINUTES)
        self.minutes.setSuffix(self.tr(" minutes"))
        self.minutes.setValue(first_half(block))
        self.add_field(self.tr("The &first part lasts"), self.minutes)
        self._parts = label("", "muted", wrap=True)
        self.body.addWidget(self._parts)
        self.minutes.valueChanged.connect(self._show_parts)
        self.minutes.editingFinished.connect(self._to_grid)
        self.save_wanted.connect(self._choose)
        self._show_parts()

    @property
    def words(self) -> str:
        """When both parts are."""
        return self._parts.text()

    @Slot()
    def _choose(self) -> None:
        self._to_grid()
        self.settle()
        self.chosen.emit(self._first())
        self.accept()

    @Slot()
    def _to_grid(self) -> None:
        """Show what is taken for a length that was typed."""
        self.minutes.setValue(self._first())

    def _first(self) -> int:
        """The nearest length on the agenda's grid that leaves something for both parts."""
        nearest = GRID_MINUTES * round(self.minutes.value() / GRID_MINUTES)
        return min(max(nearest, GRID_MINUTES), self._block.minutes - GRID_MINUTES)

    @Slot()
    def _show_parts(self) -> None:
        first = self._first()
        parts = ((0, first), (first, self._block.minutes))
        self._parts.setText("\n".join(self._part(*each) for each in parts))

    def _part(self, start: int, end: int) -> str:
        at, lasts = self._block.start, duration(end - start)
        return lasts if at is None else f"{clock(at + start)}–{clock(at + end)}  ·  {lasts}"


def first_half(block: PlacedBlock) -> int:
    """The minutes of the first of two halves that are on the grid; it is never the longer one."""
    return GRID_MINUTES * (block.minutes // (2 * GRID_MINUTES)) or GRID_MINUTES
