"""The week of a course: the grid with its ledger, findings and unplaced blocks beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cittrainer.errors import UserError
from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.one_line import OneLineChoice
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.progress import ProgressPanel
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.common.theme import Size
from cittrainer.gui.courses.alternate_booking import AlternateBooking
from cittrainer.gui.courses.block_form import BlockForm
from cittrainer.gui.courses.finding_steps import FindingSteps
from cittrainer.gui.courses.groups_dialog import GroupsDialog
from cittrainer.gui.courses.rooms_dialog import RoomsDialog
from cittrainer.gui.courses.side_column import SideColumn
from cittrainer.gui.courses.week.columns import Division, division_of
from cittrainer.gui.courses.week.findings_panel import FindingsPanel
from cittrainer.gui.courses.week.ledger import HoursLedger
from cittrainer.gui.courses.week.unplaced import UnplacedList
from cittrainer.gui.courses.week.view import WeekView
from cittrainer.gui.courses.week_asks import WeekAsks
from cittrainer.gui.courses.week_keeping import WeekKeeping
from cittrainer.gui.courses.week_menu import BlockMenu, BlocksMenu
from cittrainer.gui.courses.week_planning import WeekPlanning
from cittrainer.gui.courses.week_releases import WeekReleases
from cittrainer.gui.courses.week_steps import WeekSteps
from cittrainer.gui.courses.week_toolbar import WeekFooter, WeekToolbar
from cittrainer.models import (
    Academy,
    ActualPresenter,
    Availability,
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseGroup,
    Delivery,
    Enrollment,
    FindingOverride,
    GroupMember,
    PlanConstraint,
    PlanRelease,
    Presenter,
    Qualification,
    Room,
    Standard,
)
from cittrainer.queries.care import CARE_MADE_OF
from cittrainer.queries.curricula import ModuleRow, modules_not_in_week
from cittrainer.queries.releases import draft_of
from cittrainer.queries.standards import StandardRow, standards
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.filling import Source

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.filling import Filler
    from cittrainer.rules.release_values import Draft
    from cittrainer.rules.values import PlacedBlock, Week
    from cittrainer.settings import SettingsFile

PREVIEW_EVERY = 60
"""Milliseconds between two changes beside the grid while a block is dragged."""

SIDE, WIDE_SIDE = 290, 356
"""Pixels of the column beside the grid, and of it while it shows what the planner answered."""


def _show_beside(side: QStackedWidget, usual: QWidget, panel: QWidget | None) -> None:
    """Show a panel beside the grid, or for None what usually stands there."""
    side.setFixedWidth(SIDE if panel is None else WIDE_SIDE)
    side.setCurrentWidget(panel or usual)


@dataclass(frozen=True, slots=True)
class WeekData:
    """Everything that the tab shows."""

    week: Week
    standards: tuple[StandardRow, ...]
    waiting: tuple[ModuleRow, ...]
    """Modules of the curriculum of which the course has no block."""
    draft: Draft
    """The plan beside its latest release."""


def week_data(db: Session, course_id: int) -> WeekData:
    """Read everything that the tab shows."""
    plan = week(db, course_id)
    left_out = modules_not_in_week(db, course_id)
    return WeekData(plan, standards(db), left_out, draft_of(db, plan))


class WeekTab(Page):
    """One course's week; drag a block to move it."""

    made_of = (
        Academy, ActualPresenter, Availability, Block, BlockPart, Booking, Course, CourseDay,
        CourseGroup, Enrollment, FindingOverride, GroupMember, PlanConstraint, PlanRelease,
        Presenter, Qualification, Room, Standard, *CARE_MADE_OF,
    )  # fmt: skip

    agenda_wanted = Signal(int)
    """The agenda of the course with this id is to be printed."""
    rotation_wanted = Signal()
    """The scenario rotation of the course is to be shown."""
    shown = Signal(object)
    """The ``WeekData`` that is shown from now on, for what stands beside the grid."""

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
        self.steps = WeekSteps(runner, course_id, self)
        self.steps.snapped_back.connect(self._snap_back)
        self.view = WeekView(findings)
        self._passed_over: Week | None = None
        """What the mouse last dragged over and is not yet shown beside the grid."""
        self._preview_timer = QTimer(self, interval=PREVIEW_EVERY, singleShot=True)
        self._preview_timer.timeout.connect(self._catch_up)
        self.hours = HoursLedger()
        self.findings = FindingsPanel()
        self.mending = FindingSteps(runner, self.findings, self)
        self.unplaced = UnplacedList()
        self.view.take_unplaced(self.unplaced)
        self.toolbar = WeekToolbar()
        self.footer = WeekFooter()
        self.working = ProgressPanel(verb=self.tr("Stop"))
        self.planning = WeekPlanning(runner, self.view, self.working, self)
        self.asks = WeekAsks(self.planning, course_id, self.toolbar, self)
        self.alternates = AlternateBooking(runner, self)
        self.planning.weaknesses.first.book_wanted.connect(self.alternates.ask)
        self.keeping = WeekKeeping(runner, self.toolbar, self)
        self.releases = WeekReleases(runner, settings, course_id, self.toolbar, self)
        self.standard = OneLineChoice()
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

    @Slot(int)
    def edit_block(self, block_id: int) -> None:
        """Open the form of a block."""
        block = self.steps.block(block_id)
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

    @Slot()
    def choose_standard(self) -> None:
        """Measure the week against the chosen standard."""
        self.steps.choose_standard(chosen(self.standard), self.standard.currentText())

    @Slot()
    def ask_override(self) -> None:
        """Ask why the week may miss its standard."""
        ReasonDialog(
            self._runner,
            self.tr("Accept the week although it misses its standard?"),
            verb=self.tr("Keep the reason"),
            step=self.tr("Accept the week as it is"),
            act=self.steps.override_standard,
            reason=self._data.week.override_reason if self._data else "",
            parent=self,
        ).open()

    @Slot(object)
    def fill_hours(self, filler: Filler) -> None:
        """Take what gives minutes of a topic that is short of them."""
        if filler.source is Source.UNPLACED and filler.block_id is not None:
            self.unplaced.select(filler.block_id)
            self.view.place(filler.block_id)
        else:
            self.steps.fill_hours(filler)

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
        """Offer what can be done with a block, or with all that are chosen with it."""
        chosen = self.view.chosen
        if len(chosen) > 1 and any(block.id == block_id for block in chosen):
            menu = BlocksMenu(chosen, self.steps, self.view, self)
            self.keeping.offer_about_two(menu, chosen)
            menu.popup(place)
        elif (block := self.steps.block(block_id)) is not None:
            self.block_menu(block).popup(place)

    def block_menu(self, block: PlacedBlock) -> BlockMenu:
        """A menu with what can be done with a block."""
        menu = BlockMenu(
            block,
            self.steps,
            self.view,
            edit=self.edit_block,
            waiting=self._data.waiting if self._data else (),
            findings=self.mending.menu(block.id, self.view.findings),
            parent=self,
        )
        if block.delivery == Delivery.SCENARIO:
            menu.addAction(self.tr("Scenario rotation…"), self.rotation_wanted.emit)
        self.keeping.offer_about(menu, block)
        self.asks.offer_about(menu, block)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop what is proposed with Escape and accept it with Ctrl+Enter, also from the grid."""
        answers = {
            (Qt.Key.Key_Escape, False): self.planning.drop,
            (Qt.Key.Key_Return, True): self.planning.panel.press,
            (Qt.Key.Key_Enter, True): self.planning.panel.press,
        }
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        act = answers.get((Qt.Key(event.key()), ctrl)) if self.planning.is_proposing else None
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

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
    def _keep_division(self, division: Division) -> None:
        self.footer.show_division(division)
        self._settings.change(week_division=division.value)

    @Slot(object)
    def _preview_soon(self, shown: Week) -> None:
        """Show beside the grid what a drag would change, a few times a second; keys at once."""
        if not self.view.is_dragging:
            self._preview(shown)
            return
        self._passed_over = shown
        if not self._preview_timer.isActive():
            self._preview_timer.start()

    @Slot()
    def _catch_up(self) -> None:
        if self._passed_over is not None:
            self._preview(self._passed_over)

    def _preview(self, shown: Week) -> None:
        self._preview_timer.stop()
        self._passed_over = None
        self.hours.show_week(shown)
        self.findings.show_findings(shown, self.view.findings)

    def _show(self, data: WeekData) -> None:
        self._data = data
        self.steps.show_week(data.week)
        self.mending.show_week(data.week)
        self.view.show_week(data.week)
        self._preview(data.week)
        own = data.week.standard
        rows = [(None, self.tr("No standard")), *((row.id, row.title) for row in data.standards)]
        fill(self.standard, rows, own.id if own else None)
        over = data.week.state in {"closed", "cancelled"}
        self.standard.setEnabled(not over)
        self.toolbar.accept.setVisible(own is not None)
        self.toolbar.show_left_out(data.waiting, over=over)
        self.hours.offer_modules(data.waiting)
        self.planning.show_week(data.week)
        self.asks.show_week(data.week)
        self.alternates.show_week(data.week)
        self.keeping.show_week(data.week)
        self.releases.show_draft(data.draft, over=over)
        self.shown.emit(data)

    def _lost(self, _error: UserError) -> None:
        """The course was taken back; whoever shows the workspace closes it."""
        self.setEnabled(False)

    def _wire_view(self) -> None:
        view = self.view
        view.block_dropped.connect(self.steps.move_block)
        view.block_sent.connect(self.steps.send_block)
        view.block_resized.connect(self.steps.resize_block)
        view.block_unplaced.connect(self.steps.unplace_block)
        view.blocks_moved.connect(self.steps.place_blocks)
        view.blocks_unplaced.connect(self.steps.unplace_blocks)
        view.blocks_deleted.connect(self.steps.remove_blocks)
        view.blocks_pinned.connect(self.steps.pin_blocks)
        view.split_requested.connect(self.steps.split)
        view.copy_requested.connect(self.steps.copy_block)
        view.swap_requested.connect(self.steps.swap_blocks)
        view.shift_requested.connect(self.steps.shift_following)
        view.gap_close_requested.connect(self.steps.close_gap)
        view.block_opened.connect(self.edit_block)
        view.add_requested.connect(self.add_block_at)
        view.delete_requested.connect(self.steps.remove_block)
        view.pin_toggled.connect(self.steps.pin_block)
        view.menu_requested.connect(self.show_menu)
        view.preview.connect(self._preview_soon)
        view.refused.connect(self._tell)
        view.drag_changed.connect(self.footer.show_free)

    def _wire_side(self) -> None:
        self.findings.block_selected.connect(self.view.select)
        self.findings.block_selected.connect(self.unplaced.select)
        self.unplaced.block_opened.connect(self.edit_block)
        self.unplaced.delete_requested.connect(self.steps.remove_block)
        self.unplaced.menu_requested.connect(self.show_menu)
        self.standard.activated.connect(self.choose_standard)
        self.hours.filler_wanted.connect(self.fill_hours)
        bar = self.toolbar
        bar.add_wanted.connect(self.add_block)
        bar.module_wanted.connect(self.steps.add_module)
        bar.rooms_wanted.connect(self.show_rooms)
        bar.groups_wanted.connect(self.show_groups)
        bar.accept_wanted.connect(self.ask_override)
        bar.agenda_wanted.connect(lambda: self.agenda_wanted.emit(self._course_id))
        self.footer.zoom_wanted.connect(self.view.zoom)
        self.footer.division_wanted.connect(self.view.divide)
        self.view.divided.connect(self._keep_division)
        self.view.divide(division_of(self._settings.value.week_division))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.working)
        column.addWidget(self.standard)
        column.addWidget(self.hours)
        column.addWidget(self.findings, 1)
        column.addWidget(self.unplaced)
        usual = SideColumn(inside)
        side = QStackedWidget()
        side.addWidget(usual)
        side.addWidget(self.planning.panel)
        side.setFixedWidth(SIDE)
        side.addWidget(self.planning.weaknesses)
        side.addWidget(self.planning.affected)
        self.planning.beside.connect(partial(_show_beside, side, usual))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.toolbar)
        left.addWidget(self.view, 1)
        left.addWidget(self.footer)
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.page_margin, 12, Size.page_margin, Size.gap)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(side)
