"""Who and what a rotation does without, each to be taken back when they come after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, button, clear_layout, label
from cittrainer.gui.rotations import words

if TYPE_CHECKING:
    from cittrainer.rules.rotation_values import AbsenceValue, RotationValue


class AbsencesCard(Card):
    """A line for each; the card is not seen while nobody is missing."""

    back_wanted = Signal(object)
    """The `AbsenceValue` of somebody who is there after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.offer(self.tr("Missing"))
        self.hide()

    def show_absences(self, rotation: RotationValue) -> None:
        """Replace everything that is shown."""
        clear_layout(self.body)
        for one in rotation.absences:
            self.body.addLayout(self._line(rotation, one))
        self.setVisible(bool(rotation.absences))

    def _line(self, rotation: RotationValue, one: AbsenceValue) -> QHBoxLayout:
        back = button(self.tr("There again"), "link")
        back.setAccessibleName(self.tr("{name} is there again").format(name=one.name))
        back.setEnabled(not rotation.over)
        back.clicked.connect(lambda: self.back_wanted.emit(one))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(words.absence_words(rotation, one), "small", wrap=True), 1)
        row.addWidget(back)
        return row
