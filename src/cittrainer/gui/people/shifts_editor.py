"""The shifts of an agency in its form: a name each, and how many work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.fields import adjust
from cittrainer.rules.coverage import ShiftStrength
from cittrainer.services.agencies import MOST_STRENGTH

if TYPE_CHECKING:
    from collections.abc import Sequence


class ShiftLine(QWidget):
    """One shift."""

    remove_wanted = Signal()

    def __init__(self, shift: ShiftStrength, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit(shift.name)
        self.name.setMinimumWidth(160)
        self.name.setAccessibleName(self.tr("Name of the shift"))
        self.name.setPlaceholderText(self.tr("Such as Nights"))
        self.patrol = _number(
            self.tr("On patrol on this shift"), self.tr(" on patrol"), self.tr("patrol not known")
        )
        self.dispatchers = _number(
            self.tr("Dispatchers on this shift"),
            self.tr(" dispatchers"),
            self.tr("dispatchers not known"),
        )
        for box, value in ((self.patrol, shift.patrol), (self.dispatchers, shift.dispatchers)):
            box.setValue(box.minimum() if value is None else value)
        self.remove = button("", "flat", "delete")
        self.remove.setAccessibleName(self.tr("Remove this shift"))
        self.remove.setToolTip(self.remove.accessibleName())
        self.remove.clicked.connect(self.remove_wanted)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.name, 5)
        inside.addWidget(self.patrol, 4)
        inside.addWidget(self.dispatchers, 4)
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
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Shifts")))
        head.addStretch()
        head.addWidget(self.add)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addLayout(head)
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
        self._rows.addWidget(line)
        return line

    def _take_away(self, line: ShiftLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()


def _number(name: str, suffix: str, unknown: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(-1, MOST_STRENGTH)
    box.setSpecialValueText(unknown)
    box.setSuffix(suffix)
    box.setAccessibleName(name)
    adjust(box)
    return box


def _typed(box: QSpinBox) -> int | None:
    return None if box.value() == box.minimum() else box.value()
