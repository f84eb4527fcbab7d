"""How strong a constraint is: a must, or a wish whose breaking costs something."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.fields import FormRow
from cittrainer.gui.constraints.fields import NumberField
from cittrainer.gui.constraints.words import STRENGTHS
from cittrainer.services.constraints import MOST_WEIGHT

USUAL = 10


class StrengthFields(QWidget):
    """A word for the strength, and beside it the weight of a wish, which follow each other."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = QComboBox()
        self.word.addItem(self.tr("Must"), None)
        for said, weight in STRENGTHS.items():
            self.word.addItem(said, weight)
        self.weight = NumberField(MOST_WEIGHT)
        self.word_row = FormRow(
            self.tr("&Strength"), self.word, self.tr("A must is never broken by the planner.")
        )
        self.weight_row = FormRow(
            self.tr("&Weight (1 to 100)"), self.weight, self.tr("What breaking it once costs.")
        )
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for row in (self.word_row, self.weight_row):
            inside.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.set_strength(must=False, weight=USUAL)
        self.word.activated.connect(self._take_word)
        self.weight.textEdited.connect(self._follow)
        self.weight.changed.connect(self.changed)

    @property
    def must(self) -> bool:
        """Whether it is a must."""
        return self.word.currentData() is None

    def set_strength(self, *, must: bool, weight: int) -> None:
        """Show how strong it is."""
        self.weight.set_value(weight)
        self._show_word(must=must, weight=weight)

    def value(self) -> int:
        """The weight.

        Raises:
            Invalid: it is no number from 1 to 100.
        """
        if self.must:
            return self.weight.value or USUAL if self._is_right() else USUAL
        weight = self.weight.value
        if not weight:
            raise Invalid("A wish needs a weight.", hint=f"Type a number from 1 to {MOST_WEIGHT}.")
        return weight

    def _is_right(self) -> bool:
        try:
            return self.weight.value is not None
        except Invalid:
            return False

    @Slot()
    def _take_word(self) -> None:
        weight = self.word.currentData()
        self.weight.setEnabled(weight is not None)
        if weight is not None:
            self.weight.set_value(weight)
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        """Let the word say what a typed weight means."""
        try:
            weight = self.weight.value
        except Invalid:
            return
        if weight:
            self._show_word(must=False, weight=weight)

    def _show_word(self, *, must: bool, weight: int) -> None:
        least = list(STRENGTHS.values())
        at = 0 if must else next((n for n, w in enumerate(least, 1) if weight >= w), len(least))
        self.word.setCurrentIndex(at)
        self.weight.setEnabled(not must)
