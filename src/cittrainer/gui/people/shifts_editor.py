"""The shifts of an agency in its form: a name each, and how many work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.fields import adjust
from cittrainer.rules.coverage import ShiftStrength
from cittrainer.services.agencies import MOST_STRENGTH

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME, _NUMBER = 5, 3
"""Parts of the width that the name and each number have."""

_REMOVE = 40
"""Pixels of the button at the end of a line."""


class ShiftLine(QWidget):
    """One shift."""

    remove_wanted = Signal()

    def __init__(self, shift: ShiftStrength, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit(shift.name)
        self.name.setAccessibleName(self.tr("Name of the shift"))
        self.name.setPlaceholderText(self.tr("Such as Nights"))
        self.patrol = _number(self.tr("On patrol on this shift"))
        self.dispatchers = _number(self.tr("Dispatchers on this shift"))
        for box, value in ((self.patrol, shift.patrol), (self.dispatchers, shift.dispatchers)):
            box.setValue(box.minimum() if value is None else value)
        self.remove = button("", "flat", "delete")
        self.remove.setAccessibleName(self.tr("Remove this shift"))
        self.remove.setToolTip(self.remove.accessibleName())
        self.remove.clicked.connect(self.remove_wanted)
        for field in (self.name, self.patrol, self.dispatchers):
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.remove.setFixedWidth(_REMOVE - 8)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.name, _NAME)
        inside.addWidget(self.patrol, _NUMBER)
        inside.addWidget(self.dispatchers, _NUMBER)
        inside.addWidget(self.remove)

    @property
    def shift(self) -> ShiftStrength:
        """The shift as it stands here."""
        return ShiftStrength(self.name.text(), _typed(self.patrol), _typed(self.dispatchers))


class ShiftsEditor(QWidget):
    """All shifts, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[ShiftLine] = []
        self.add = button(self.tr("Add a shift"), icon_name="add")
        self.add.clicked.connect(self.add_shift)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._heads = QWidget()
        heads = QHBoxLayout(self._heads)
        heads.setContentsMargins(0, 0, 0, 0)
        heads.setSpacing(8)
        for text, part in (
            (self.tr("Shift"), _NAME),
            (self.tr("On patrol"), _NUMBER),
            (self.tr("Dispatchers"), _NUMBER),
        ):
            words = label(text)
            words.setMinimumWidth(1)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            heads.addWidget(words, part)
        heads.addSpacing(_REMOVE)
        self._heads.hide()
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Shifts"), "heading"))
        head.addStretch()
        head.addWidget(self.add)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addLayout(head)
        inside.addWidget(self._heads)
        inside.addLayout(self._rows)

    @property
    def shifts(self) -> tuple[ShiftStrength, ...]:
        """The shifts as they stand here; a line with nothing in it is none."""
        typed = (line.shift for line in self.lines)
        return tuple(one for one in typed if one != ShiftStrength(""))

    def show_shifts(self, shifts: Sequence[ShiftStrength]) -> None:
        """Show other shifts."""
        for line in tuple(self.lines):
            self._take_away(line)
        for shift in shifts:
            self._add(shift)

    @Slot()
    def add_shift(self) -> None:
        """Add an empty line and write in it."""
        self._add(ShiftStrength("")).name.setFocus()

    def _add(self, shift: ShiftStrength) -> ShiftLine:
        line = ShiftLine(shift)
        line.remove_wanted.connect(lambda: self._take_away(line))
        self.lines.append(line)
        self._heads.show()
        self._rows.addWidget(line)
        return line

    def _take_away(self, line: ShiftLine) -> None:
        self.lines.remove(line)
        self._heads.setVisible(bool(self.lines))
        line.hide()
        line.deleteLater()


def _number(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(-1, MOST_STRENGTH)
    box.setSpecialValueText(box.tr("not known"))
    box.setAccessibleName(name)
    box.setMinimumWidth(1)
    adjust(box)
    return box


def _typed(box: QSpinBox) -> int | None:
    return None if box.value() == box.minimum() else box.value()
