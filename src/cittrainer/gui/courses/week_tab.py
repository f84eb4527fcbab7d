"""The week of a course: the grid with its ledger, findings and unplaced blocks beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from cittrainer.errors import UserError
from cittrainer.gui.common.dates import time_of_day, weekday
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.common.theme import Size
from cittrainer.gui.courses.block_form import BlockForm
from cittrainer.gui.courses.fields import chosen, fill
from cittrainer.gui.courses.groups_dialog import GroupsDialog
from cittrainer.gui.courses.rooms_dialog import RoomsDialog
from cittrainer.gui.courses.side_column import SideColumn
from cittrainer.gui.courses.week.findings_panel import FindingsPanel
from cittrainer.gui.courses.week.ledger import HoursLedger
from cittrainer.gui.courses.week.unplaced import UnplacedList
from cittrainer.gui.courses.week.view import WeekView
from cittrainer.gui.courses.week_toolbar import WeekToolbar
from cittrainer.models import (
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseGroup,
    Enrollment,
    GroupMember,
    Presenter,
    Room,
    Standard,
)
from cittrainer.queries.curricula import ModuleRow, modules_not_in_week
from cittrainer.queries.standards import StandardRow, standards
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.services import blocks
from cittrainer.services.courses import override_standard, set_standard

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.values import PlacedBlock, Week
    from cittrainer.settings import SettingsFile

SIDE = 290
"""Pixels of the column beside the grid."""


@dataclass(frozen=True, slots=True)
class WeekData:
    """Everything that the tab shows."""

    week: Week
    standards: tuple[StandardRow, ...]
    waiting: tuple[ModuleRow, ...]
    """Modules of the curriculum of which the course has no block."""


def week_data(db: Session, course_id: int) -> WeekData:
    """Read everything that the tab shows."""
    return WeekData(week(db, course_id), standards(db), modules_not_in_week(db, course_id))


class WeekTab(Page):
    """One course's week; drag a block to move it."""

    made_of = (
        ActualPresenter, Block, BlockPart, Booking, Course, CourseDay, CourseGroup, Enrollment,
        GroupMember, Presenter, Room, Standard,
    )  # fmt: skip

    agenda_wanted = Signal(int)
    """The agenda of the course with this id is to be printed."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._settings = settings
        self._course_id = course_id
        self._data: WeekData | None = None
        self.view = WeekView(findings)
        self.hours = HoursLedger()
        self.findings = FindingsPanel()
        self.unplaced = UnplacedList()
        self.view.take_unplaced(self.unplaced)
        self.toolbar = WeekToolbar()
        self.standard = QComboBox()
        self.standard.setAccessibleName(self.tr("Standard"))
        self.standard.setToolTip(self.tr("The standard that the hours are measured against"))
        self._lay_out()
        self._wire_view()
        self._wire_side()
        self.reload()

    @property
    def week(self) -> Week | None:
        """What is on file, as it was read last."""
        return self._data.week if self._data else None

    def read(self) -> None:
        """Read everything that is shown."""
        course_id = self._course_id
        self._runner.read(lambda db: week_data(db, course_id), self._show, explain=self._lost)

    @Slot(int, int, int)
    def move_block(self, block_id: int, day_id: int, start: int) -> None:
        """Move a block to where it was dropped; a refused move snaps back."""
        day = self._data.week.day.get(day_id) if self._data else None
        at = f"{weekday(day.date)} {time_of_day(start)}" if day else time_of_day(start)
        self._change(
            self.tr("Move “{title}” to {at}").format(title=self._title(block_id), at=at),
            lambda db: blocks.move_block(db, block_id, course_day_id=day_id, start_minute=start),
        )

    @Slot(int, int, int)
    def resize_block(self, block_id: int, start: int, minutes: int) -> None:
        """Give a block another length; a refused one snaps back."""
        self._change(
            self.tr("Make “{title}” {minutes} minutes long").format(
                title=self._title(block_id), minutes=minutes
            ),
            lambda db: blocks.resize_block(db, block_id, minutes=minutes, start_minute=start),
        )

    @Slot(int)
    def unplace_block(self, block_id: int) -> None:
        """Take a block off the plan."""
        self._change(
            self.tr("Take “{title}” off the plan").format(title=self._title(block_id)),
            lambda db: blocks.unplace_block(db, block_id),
        )

    @Slot(int)
    def remove_block(self, block_id: int) -> None:
        """Remove a block from the course; the offer to undo follows."""
        self._change(
            self.tr("Remove “{title}”").format(title=self._title(block_id)),
            lambda db: blocks.remove_block(db, block_id),
        )

    @Slot(int, bool)
    def pin_block(self, block_id: int, pinned: bool) -> None:
        """Pin a block where it is, or let it go."""
        words = self.tr("Pin “{title}”") if pinned else self.tr("Unpin “{title}”")
        self._change(
            words.format(title=self._title(block_id)),
            lambda db: blocks.pin_block(db, block_id, pinned=pinned),
        )

    @Slot(int)
    def edit_block(self, block_id: int) -> None:
        """Open the form of a block."""
        block = self._block(block_id)
        if self._data is not None and block is not None:
            BlockForm(self._runner, self._data.week, block, parent=self).open()

    @Slot(int, int)
    def add_block_at(self, day_id: int, start: int) -> None:
        """Open the form of a new block at a time."""
        if self._data is not None:
            form = BlockForm(self._runner, self._data.week, day_id=day_id, start=start, parent=self)
            form.open()

    @Slot()
    def add_block(self) -> None:
        """Open the form of a new block behind the selected one, or of an unplaced one."""
        if self.view.selected_block is not None:
            self.view.press_add()
        elif self._data is not None:
            BlockForm(self._runner, self._data.week, parent=self).open()

    @Slot(object)
    def add_module(self, module: ModuleRow) -> None:
        """Add a module of the curriculum as an unplaced block."""
        course_id, module_id = self._course_id, module.id
        self._change(
            self.tr("Add “{title}”").format(title=module.title),
            lambda db: blocks.add_block(db, course_id, module_id=module_id),
        )

    @Slot()
    def choose_standard(self) -> None:
        """Measure the week against the chosen standard."""
        course_id, standard_id = self._course_id, chosen(self.standard)
        self._change(
            self.tr("Measure the week against “{title}”").format(title=self.standard.currentText()),
            lambda db: set_standard(db, course_id, standard_id),
        )

    @Slot()
    def ask_override(self) -> None:
        """Ask why the week may miss its standard."""
        course_id = self._course_id
        ReasonDialog(
            self._runner,
            self.tr("Accept the week although it misses its standard?"),
            verb=self.tr("Keep the reason"),
            step=self.tr("Accept the week as it is"),
            act=lambda db, reason: override_standard(db, course_id, reason=reason),
            reason=self._data.week.override_reason if self._data else "",
            parent=self,
        ).open()

    @Slot()
    def show_rooms(self) -> None:
        """Open the list of rooms."""
        RoomsDialog(self._runner, self._settings, self).open()

    @Slot()
    def show_groups(self) -> None:
        """Open the groups of the course."""
        GroupsDialog(self._runner, self._course_id, self).open()

    @Slot(int, QPoint)
    def show_menu(self, block_id: int, place: QPoint) -> None:
        """Offer what can be done with a block."""
        if (block := self._block(block_id)) is not None:
            self.block_menu(block).popup(place)

    def block_menu(self, block: PlacedBlock) -> QMenu:
        """A menu with what can be done with a block."""
        menu = QMenu(self)
        menu.addAction(self.tr("Edit…"), lambda: self.edit_block(block.id))
        pin = self.tr("Unpin") if block.pinned else self.tr("Pin")
        if block.placed:
            menu.addAction(pin, lambda: self.pin_block(block.id, not block.pinned))
            menu.addAction(self.tr("Take off the plan"), lambda: self.unplace_block(block.id))
        else:
            menu.addAction(self.tr("Place"), lambda: self.view.place(block.id))
        if self._data is not None and self._data.waiting:
            swap = menu.addMenu(self.tr("Teach instead"))
            for module in self._data.waiting:
                self._offer_instead(swap, block.id, module)
        menu.addSeparator()
        menu.addAction(self.tr("Remove"), lambda: self.remove_block(block.id))
        return menu

    def _offer_instead(self, menu: QMenu, block_id: int, module: ModuleRow) -> None:
        menu.addAction(module.title, lambda: self._swap(block_id, module))

    def _swap(self, block_id: int, module: ModuleRow) -> None:
        module_id = module.id
        self._change(
            self.tr("Teach “{new}” instead of “{old}”").format(
                new=module.title, old=self._title(block_id)
            ),
            lambda db: blocks.swap_module(db, block_id, module_id),
        )

    def _change(self, label: str, fn: Callable[[Session], object]) -> None:
        self._runner.write(label, fn, refused=self._snap_back)

    @Slot()
    def _snap_back(self) -> None:
        """Show again what is on file."""
        if self._data is not None:
            self._show(self._data)

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        """Say why the grid does not do what was wanted."""
        self._runner.refused.emit(UserError(sentence))

    @Slot(object)
    def _preview(self, shown: Week) -> None:
        self.hours.show_week(shown)
        self.findings.show_findings(shown, self.view.findings)

    def _show(self, data: WeekData) -> None:
        self._data = data
        self.view.show_week(data.week)
        self._preview(data.week)
        own = data.week.standard
        rows = [(None, self.tr("No standard")), *((row.id, row.title) for row in data.standards)]
        fill(self.standard, rows, own.id if own else None)
        over = data.week.state in {"closed", "cancelled"}
        self.standard.setEnabled(not over)
        self.toolbar.accept.setVisible(own is not None)
        self.toolbar.show_left_out(data.waiting, over=over)

    def _block(self, block_id: int) -> PlacedBlock | None:
        found = self._data.week.blocks if self._data else ()
        return next((block for block in found if block.id == block_id), None)

    def _title(self, block_id: int) -> str:
        block = self._block(block_id)
        return block.title if block else ""

    def _lost(self, _error: UserError) -> None:
        """The course was taken back; whoever shows the workspace closes it."""
        self.setEnabled(False)

    def _wire_view(self) -> None:
        view = self.view
        view.block_dropped.connect(self.move_block)
        view.block_resized.connect(self.resize_block)
        view.block_unplaced.connect(self.unplace_block)
        view.block_opened.connect(self.edit_block)
        view.add_requested.connect(self.add_block_at)
        view.delete_requested.connect(self.remove_block)
        view.pin_toggled.connect(self.pin_block)
        view.menu_requested.connect(self.show_menu)
        view.preview.connect(self._preview)
        view.refused.connect(self._tell)

    def _wire_side(self) -> None:
        self.findings.block_selected.connect(self.view.select)
        self.findings.block_selected.connect(self.unplaced.select)
        self.unplaced.block_opened.connect(self.edit_block)
        self.unplaced.delete_requested.connect(self.remove_block)
        self.unplaced.menu_requested.connect(self.show_menu)
        self.standard.activated.connect(self.choose_standard)
        bar = self.toolbar
        bar.add_wanted.connect(self.add_block)
        bar.module_wanted.connect(self.add_module)
        bar.rooms_wanted.connect(self.show_rooms)
        bar.groups_wanted.connect(self.show_groups)
        bar.accept_wanted.connect(self.ask_override)
        bar.agenda_wanted.connect(lambda: self.agenda_wanted.emit(self._course_id))
        bar.zoom_wanted.connect(self.view.zoom)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.standard)
        column.addWidget(self.hours)
        column.addWidget(self.findings, 1)
        column.addWidget(self.unplaced)
        side = SideColumn(inside)
        side.setFixedWidth(SIDE)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.toolbar)
        left.addWidget(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.page_margin, 12, Size.page_margin, Size.gap)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(side)
