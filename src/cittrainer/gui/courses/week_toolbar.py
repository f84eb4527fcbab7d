"""The buttons over the week grid, and what its colours mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from cittrainer.gui.common.cards import button
from cittrainer.gui.courses.week.deliveries import DeliveryLegend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from cittrainer.queries.curricula import ModuleRow

ZOOM_STEP = 1.25
ZOOM_WIDTH = 34


class WeekToolbar(QWidget):
    """Says what the user wants with the week as a whole."""

    add_wanted = Signal()
    module_wanted = Signal(object)
    """The ``ModuleRow`` that is to become a block."""
    rooms_wanted = Signal()
    groups_wanted = Signal()
    accept_wanted = Signal()
    """The week is to stand although it misses its standard."""
    agenda_wanted = Signal()
    zoom_wanted = Signal(float)
    """Times as large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = button(self.tr("Add block"), "primary", "add")
        self.add.setToolTip(self.tr("Add a block (N in the week)"))
        self.modules = button(self.tr("Modules left out"))
        self.modules.setToolTip(self.tr("Modules of the curriculum that the week does not teach"))
        self.rooms = button(self.tr("Rooms"), icon_name="rooms")
        self.more = button("", icon_name="more")
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.more.accessibleName())
        self._fill_more()
        self.smaller = self._zoom_button("–", self.tr("Zoom out (Ctrl+-)"), 1 / ZOOM_STEP)
        self.larger = self._zoom_button("+", self.tr("Zoom in (Ctrl++)"), ZOOM_STEP)
        self.add.clicked.connect(self.add_wanted)
        self.rooms.clicked.connect(self.rooms_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (
            self.add,
            self.modules,
            self.rooms,
            self.more,
            self.smaller,
            self.larger,
        ):
            row.addWidget(each)
        row.addSpacing(8)
        row.addWidget(DeliveryLegend(), 1)

    def show_left_out(self, modules: Sequence[ModuleRow], *, over: bool) -> None:
        """Offer the modules that are not in the week.

        Args:
            modules: The modules of the curriculum without a block.
            over: Whether the course is closed or cancelled, so that nothing can be added.
        """
        self.add.setEnabled(not over)
        self.groups.setEnabled(not over)
        self.accept.setEnabled(not over)
        self.modules.setVisible(bool(modules) and not over)
        self.modules.setText(self.tr("{count} left out").format(count=len(modules)))
        menu = QMenu(self.modules)
        for module in modules:
            self._offer(menu, module)
        self.modules.setMenu(menu)

    def _offer(self, menu: QMenu, module: ModuleRow) -> None:
        action = menu.addAction(f"{module.title} ({module.minutes} min)")
        action.triggered.connect(lambda: self.module_wanted.emit(module))

    def _fill_more(self) -> None:
        menu = QMenu(self.more)
        self.groups: QAction = menu.addAction(self.tr("Groups…"))
        self.groups.triggered.connect(self.groups_wanted)
        self.accept: QAction = menu.addAction(self.tr("Accept the week as it is…"))
        self.accept.triggered.connect(self.accept_wanted)
        self.print: QAction = menu.addAction(self.tr("Print the agenda"))
        self.print.triggered.connect(self.agenda_wanted)
        self.more.setMenu(menu)

    def _zoom_button(self, text: str, name: str, factor: float) -> QWidget:
        made = button(text)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setFixedWidth(ZOOM_WIDTH)
        made.clicked.connect(lambda: self.zoom_wanted.emit(factor))
        return made
