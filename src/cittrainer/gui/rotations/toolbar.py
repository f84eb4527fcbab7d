"""The buttons over the table of a rotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QWidget

from cittrainer.gui.common.cards import button
from cittrainer.gui.rotations import words
from cittrainer.gui.rotations.missing_form import open_rounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.queries.rotations import RotationRow
    from cittrainer.rules.rotation_values import RotationValue


class RotationToolbar(QWidget):
    """What can be done with the rotation that is shown.

    Args:
        papers: What can be printed.
        parent: The widget it stands in.
    """

    rotation_chosen = Signal(int)
    make_wanted = Signal()
    missing_wanted = Signal()
    setup_wanted = Signal()
    another_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, papers: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Rotation"))
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(12)
        self.choice.activated.connect(self._choose)
        self.make = button(self.tr("Make the rotation"), "primary")
        self.missing = button(self.tr("Somebody is missing…"))
        self.setup = button(self.tr("Set up…"))
        self.print = button(self.tr("Print"), icon_name="print")
        self.print.setMenu(papers)
        self.more = button("", icon_name="more")
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.tr("More"))
        menu = QMenu(self.more)
        self.another = menu.addAction(self.tr("Another rotation…"), self.another_wanted.emit)
        self.remove = menu.addAction(self.tr("Remove this rotation"), self.remove_wanted.emit)
        self.more.setMenu(menu)
        self.make.clicked.connect(self.make_wanted)
        self.missing.clicked.connect(self.missing_wanted)
        self.setup.clicked.connect(self.setup_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self.choice, self.make, self.missing, self.setup):
            row.addWidget(each)
        row.addStretch()
        row.addWidget(self.print)
        row.addWidget(self.more)

    def show_rotation(
        self, rows: Sequence[RotationRow], rotation: RotationValue, *, working: bool
    ) -> None:
        """Offer what the rotation allows, and say why something is not offered.

        Args:
            rows: All rotations of the course.
            rotation: The one that is shown.
            working: Whether the planner is at work.
        """
        self.choice.clear()
        for row in rows:
            self.choice.addItem(row.name, row.id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(rotation.id)))
        self.choice.setVisible(len(rows) > 1)
        lacks = words.lacks(rotation)
        planned, free = bool(rotation.meetings), not rotation.over and not working
        self.make.setText(self.tr("Make it anew") if planned else self.tr("Make the rotation"))
        self.make.setEnabled(free and not lacks)
        self.make.setToolTip(
            lacks[0]
            if lacks
            else self.tr("Find a rotation in which every group meets every scenario once")
        )
        self.missing.setEnabled(free and planned and bool(open_rounds(rotation)))
        self.missing.setToolTip(self._about_missing(rotation))
        self.print.setEnabled(planned)
        for each in (self.setup, self.another, self.remove):
            each.setEnabled(free)

    def _about_missing(self, rotation: RotationValue) -> str:
        if not rotation.meetings:
            return self.tr("Make the rotation first")
        if not open_rounds(rotation):
            return self.tr("All its rounds are over: the attendance of their days is closed")
        return self.tr("Make it again with the fewest changes")

    @Slot()
    def _choose(self) -> None:
        self.rotation_chosen.emit(self.choice.currentData())
