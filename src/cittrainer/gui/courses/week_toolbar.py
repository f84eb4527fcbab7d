"""The buttons over the week grid, and under it what its colours mean, with the zoom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from cittrainer.gui.common.cards import button
from cittrainer.gui.courses.week.columns import Division
from cittrainer.gui.courses.week.deliveries import DeliveryLegend
from cittrainer.gui.courses.week.free_layer import FreeLegend

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction

    from cittrainer.queries.curricula import ModuleRow

ZOOM_STEP = 1.25
ZOOM_WIDTH = 40


class WeekToolbar(QWidget):
    """Says what the user wants with the week as a whole.

    Whoever can do more with the week offers it here: the few great things as buttons at the
    left, with ``offer``, the rest in the menu, with ``offer_more``, and how things stand at the
    right, with ``offer_at_right``.
    """

    add_wanted = Signal()
    module_wanted = Signal(object)
    """The ``ModuleRow`` that is to become a block."""
    rooms_wanted = Signal()
    groups_wanted = Signal()
    accept_wanted = Signal()
    """The week is to stand although it misses its standard."""
    agenda_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = button(self.tr("Add block"), icon_name="add")
        self.add.setToolTip(self.tr("Add a block (N in the week)"))
        self.modules = button(self.tr("Modules left out"))
        self.modules.setToolTip(self.tr("Modules of the curriculum that the week does not teach"))
        self.more = button("", icon_name="more")
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.more.accessibleName())
        self._fill_more()
        self.add.clicked.connect(self.add_wanted)
        self._leading = QHBoxLayout()
        self._leading.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(self._leading)
        for each in (self.add, self.modules, self.more):
            row.addWidget(each)
        row.addStretch(1)
        self._trailing = QHBoxLayout()
        row.addLayout(self._trailing)

    def offer(self, text: str, tip: str, act: Callable[[], object], kind: str = "") -> QPushButton:
        """Add a button at the left, after those that were offered before.

        Args:
            text: What it says.
            tip: What it does, in a few words, with its key if it has one.
            act: Called when it is pressed.
            kind: “primary” for the one thing that is wanted most.
        """
        made = button(text, kind)
        made.setToolTip(tip)
        made.clicked.connect(act)
        self._leading.addWidget(made)
        return made

    def offer_at_right(self, act: Callable[[], object]) -> QPushButton:
        """Add a quiet button at the right, which says where something stands."""
        made = button("", "flat")
        made.clicked.connect(act)
        self._trailing.addWidget(made)
        return made

    def offer_more(self, text: str, act: Callable[[], object]) -> QAction:
        """Add an entry at the end of the menu “More”."""
        return self._menu.addAction(text, act)

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
        self._menu = menu = QMenu(self.more)
        self.rooms: QAction = menu.addAction(self.tr("Rooms…"))
        self.rooms.triggered.connect(self.rooms_wanted)
        self.groups: QAction = menu.addAction(self.tr("Groups…"))
        self.groups.triggered.connect(self.groups_wanted)
        self.accept: QAction = menu.addAction(self.tr("Accept the week as it is…"))
        self.accept.triggered.connect(self.accept_wanted)
        self.print: QAction = menu.addAction(self.tr("Print the agenda"))
        self.print.triggered.connect(self.agenda_wanted)
        menu.addSeparator()
        self.more.setMenu(menu)


class WeekFooter(QWidget):
    """What the colours mean, and at the right how near the grid is."""

    zoom_wanted = Signal(float)
    """Times as large; 0 to fit."""
    division_wanted = Signal(object)
    """Each day is to be divided in this way, a ``Division``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.legend = DeliveryLegend()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.free_legend = FreeLegend()
        self.free_legend.hide()
        row.addWidget(self.legend, 1)
        row.addWidget(self.free_legend, 1)
        self.smaller = self._zoom_button("–", self.tr("Zoom out (Ctrl+-)"), 1 / ZOOM_STEP)
        self.fit = self._zoom_button(self.tr("Fit"), self.tr("Fit the day (Ctrl+0)"), 0)
        self.larger = self._zoom_button("+", self.tr("Zoom in (Ctrl++)"), ZOOM_STEP)
        self.division = button("", "flat")
        self.division.setMenu(self._divisions())
        self.show_division(Division.DAYS)
        for each in (self.division, self.smaller, self.fit, self.larger):
            row.addWidget(each)

    def show_division(self, division: Division) -> None:
        """Say by what each day is divided."""
        self._choices[division].setChecked(True)
        self.division.setText(self._choices[division].text())
        tip = self.tr("Divide each day by its rooms or groups (V in the week)")
        self.division.setToolTip(tip)
        self.division.setAccessibleName(f"{tip}: {self.division.text()}")

    def _divisions(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        names = {
            Division.DAYS: self.tr("Days"),
            Division.ROOMS: self.tr("By room"),
            Division.GROUPS: self.tr("By group"),
        }
        self._choices = {division: menu.addAction(name) for division, name in names.items()}
        for division, action in self._choices.items():
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self.division_wanted.emit, division))
        return menu

    @Slot(bool)
    def show_free(self, shown: bool) -> None:
        """Explain free and busy times while a block is held, otherwise the colours."""
        self.legend.setVisible(not shown)
        self.free_legend.setVisible(shown)

    def _zoom_button(self, text: str, name: str, factor: float) -> QWidget:
        made = button(text, "flat")
        made.setAccessibleName(name)
        made.setToolTip(name)
        if factor:
            made.setFixedWidth(ZOOM_WIDTH)
        made.clicked.connect(lambda: self.zoom_wanted.emit(factor))
        return made
