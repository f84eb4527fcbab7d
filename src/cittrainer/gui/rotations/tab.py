"""The Rotations tab of a course: the rotation as a table, its groups, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.messages import Banner, FileChooser
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.progress import ProgressPanel
from cittrainer.gui.common.theme import Size
from cittrainer.gui.rotations import words
from cittrainer.gui.rotations.absences_card import AbsencesCard
from cittrainer.gui.rotations.cell_menu import CellMenu
from cittrainer.gui.rotations.ghost import ghost
from cittrainer.gui.rotations.lists import GroupList, SentenceList
from cittrainer.gui.rotations.missing_form import MissingForm
from cittrainer.gui.rotations.planning import RotationPlanning
from cittrainer.gui.rotations.printing import RotationPrinting
from cittrainer.gui.rotations.setup_form import SetupForm
from cittrainer.gui.rotations.table import RotationTable
from cittrainer.gui.rotations.toolbar import RotationToolbar
from cittrainer.models import (
    Academy,
    Availability,
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseGroup,
    Employment,
    Enrollment,
    GroupMember,
    Meeting,
    Person,
    Presenter,
    Room,
    Rotation,
    RotationAbsence,
    RotationCoach,
    RotationRound,
    Station,
    StationActor,
)
from cittrainer.queries import rotations as reading
from cittrainer.rules.rotations import findings
from cittrainer.rules.values import WARNING
from cittrainer.services.rotation_plans import mark_there
from cittrainer.services.rotation_setups import begin_rotation
from cittrainer.services.rotations import remove_rotation

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.rotations import RotationRow
    from cittrainer.rules.rotation_values import AbsenceValue, RotationValue
    from cittrainer.rules.rotations import Cell
    from cittrainer.services.rotation_plans import Missing
    from cittrainer.settings import SettingsFile

SIDE = 244
"""Pixels of the column beside the table."""

MOST_FINDINGS = 132
"""Pixels of the findings under the table; more of them scroll."""


@dataclass(frozen=True, slots=True)
class RotationData:
    """Everything that the tab shows."""

    rows: tuple[RotationRow, ...]
    rotation: RotationValue | None
    practice: bool
    """Whether the week has a placed block of scenario practice."""


def rotation_data(db: Session, course_id: int, chosen: int | None) -> RotationData:
    """Read everything that the tab shows.

    Args:
        db: Reads.
        course_id: The course.
        chosen: The rotation that is wanted; the first one where it is gone, or None.
    """
    rows = reading.rotations(db, course_id)
    ids = [row.id for row in rows]
    wanted = chosen if chosen in ids else next(iter(ids), None)
    return RotationData(
        rows=rows,
        rotation=None if wanted is None else reading.rotation(db, wanted),
        practice=any(one.start is not None for one in reading.scenario_blocks(db, course_id)),
    )


class RotationsTab(Page):
    """The scenario rotations of one course."""

    made_of = (
        Academy, Availability, Block, BlockPart, Booking, Course, CourseDay, CourseGroup,
        Employment, Enrollment, GroupMember, Meeting, Person, Presenter, Room, Rotation,
        RotationAbsence, RotationCoach, RotationRound, Station, StationActor,
    )  # fmt: skip

    week_wanted = Signal()
    """The week is to be shown, to place scenario practice in it."""
    said = Signal(str)
    pdf_made = Signal(str, bytes)
    """Title and bytes of a paper that is to be looked at."""

    def __init__(
        self,
        runner: Runner,
        _settings: SettingsFile,
        course_id: int,
        *,
        chooser: FileChooser | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._course_id = course_id
        self._chosen: int | None = None
        self._data: RotationData | None = None
        self.working = ProgressPanel(verb=self.tr("Stop"))
        self.planning = RotationPlanning(runner, self.working, self)
        self.printing = RotationPrinting(runner, chooser or FileChooser(), self)
        self.toolbar = RotationToolbar(self.printing.menu())
        self.banner = Banner()
        self.table = RotationTable()
        self.findings = SentenceList(self.tr("What is wrong or doubtful"))
        self.absences = AbsencesCard()
        self.groups = GroupList(self.tr("Groups and their members"))
        self.size_words = label("", "muted", wrap=True)
        self._lay_out()
        self._wire()
        self.reload()

    @property
    def rotation(self) -> RotationValue | None:
        """The rotation on file that is shown, as it was read last."""
        return self._data.rotation if self._data else None

    def read(self) -> None:
        """Read everything that is shown."""
        course_id, chosen = self._course_id, self._chosen
        self._runner.read(
            lambda db: rotation_data(db, course_id, chosen), self._show, explain=self._lost
        )

    @Slot(int)
    def choose(self, rotation_id: int) -> None:
        """Show another rotation of the course."""
        self._chosen = rotation_id
        self.planning.drop()
        self.reload()

    @Slot()
    def begin(self) -> None:
        """Begin a rotation with what the week says, or go there where it has no practice."""
        if self._data is None or not self._data.practice:
            self.week_wanted.emit()
            return
        course_id = self._course_id
        self._runner.write(
            self.tr("Begin a rotation with the week’s practice"),
            lambda db: begin_rotation(db, course_id),
            done=self._begun,
        )

    @Slot()
    def set_up(self) -> None:
        """Open the form of the rotation that is shown."""
        self._open_form(self.rotation)

    @Slot()
    def set_up_another(self) -> None:
        """Open the form of a new rotation."""
        self._open_form(None)

    @Slot()
    def make(self) -> None:
        """Have a rotation proposed for what is set up."""
        if self.rotation is not None:
            self.banner.clear()
            self.planning.make(self.rotation)

    @Slot()
    def ask_missing(self) -> None:
        """Ask who is missing."""
        if self.rotation is not None:
            form = MissingForm(self.rotation, this_day(), self)
            form.asked.connect(self.mend)
            form.open()

    @Slot(object, str)
    def mend(self, missing: tuple[Missing, ...], who: str) -> None:
        """Have the rotation made again with the fewest changes."""
        if self.rotation is not None:
            self.banner.clear()
            self.planning.mend(self.rotation, missing, who)

    @Slot(object)
    def take_back(self, absence: AbsenceValue) -> None:
        """Note that somebody is there after all."""
        self._runner.write(
            self.tr("{name} is there again").format(name=absence.name),
            lambda db: mark_there(db, absence.id),
        )

    @Slot()
    def remove(self) -> None:
        """Remove the rotation that is shown; groups and blocks stay."""
        one = self.rotation
        if one is not None:
            self._runner.write(
                self.tr("Remove the rotation “{name}”").format(name=one.name),
                lambda db: remove_rotation(db, one.id),
            )

    def menu_of(self, cell: Cell) -> CellMenu | None:
        """What can be done by hand with a cell of the plan on file; None while one is proposed."""
        if self.rotation is None or self.planning.proposal is not None or self.planning.is_working:
            return None
        menu = CellMenu(self.rotation, cell, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.step_wanted.connect(self._change_cell)
        return menu

    @Slot(object)
    def _open_cell(self, cell: Cell) -> None:
        menu = self.menu_of(cell)
        if menu is not None:
            menu.popup(self.table.place_of(cell))

    @Slot(str, object)
    def _change_cell(self, step: str, act: Callable[[Session], object]) -> None:
        self.banner.clear()
        self._runner.write(step, act, explain=self.banner.show_error)

    def _open_form(self, rotation: RotationValue | None) -> None:
        form = SetupForm(self._runner, self._course_id, rotation, self)
        form.saved.connect(self.choose)
        form.open()

    def _begun(self, rotation_id: int) -> None:
        self.choose(rotation_id)

    def _show(self, data: RotationData) -> None:
        self._data = data
        self.printing.show_rotation(data.rotation)
        self.planning.show_rotation(data.rotation)
        if data.rotation is None:
            self._stack.setCurrentWidget(self.empty if data.practice else self.no_practice)
            return
        self._stack.setCurrentWidget(self._full)
        self.absences.show_absences(data.rotation)
        self.groups.show_groups(data.rotation)
        self.size_words.setText(words.size_words(data.rotation))
        self._show_plan()

    @Slot()
    def _show_plan(self) -> None:
        """Show the rotation on file, or what is proposed in its place."""
        one, proposal = self.rotation, self.planning.proposal
        if self._data is None or one is None:
            return
        self.toolbar.show_rotation(self._data.rows, one, working=self.planning.is_working)
        self._side.setCurrentWidget(self._usual if proposal is None else self.planning.panel)
        if proposal is not None:
            self.table.show_rotation(*ghost(one, proposal))
            self._beneath.hide()
            return
        found = findings(one) if one.meetings else ()
        self.table.show_rotation(one, found)
        self.findings.show_findings(found)
        for sentence in words.lacks(one) if not one.over else ():
            self.findings.add(WARNING, f"{sentence} Choose “Set up…”.")
        self._beneath.setVisible(bool(self.findings.count()))
        self.findings.take_height(MOST_FINDINGS)

    @Slot(object)
    def _refuse(self, error: UserError) -> None:
        self.banner.show_error(error)

    def _lost(self, _error: UserError) -> None:
        """The course was taken back; whoever shows the workspace closes it."""
        self.setEnabled(False)

    def _wire(self) -> None:
        bar = self.toolbar
        bar.rotation_chosen.connect(self.choose)
        bar.make_wanted.connect(self.make)
        bar.missing_wanted.connect(self.ask_missing)
        bar.setup_wanted.connect(self.set_up)
        bar.another_wanted.connect(self.set_up_another)
        bar.remove_wanted.connect(self.remove)
        self.planning.changed.connect(self._show_plan)
        self.planning.refused.connect(self._refuse)
        self.printing.refused.connect(self._refuse)
        self.printing.said.connect(self.said)
        self.printing.pdf_made.connect(self.pdf_made)
        self.absences.back_wanted.connect(self.take_back)
        self.table.cell_opened.connect(self._open_cell)
        self.findings.cell_wanted.connect(self.table.go_to)
        for each in (self.empty, self.no_practice):
            each.primary_wanted.connect(self.begin)
            each.secondary_wanted.connect(self.set_up_another)

    def _lay_out(self) -> None:
        self.empty = EmptyPage(
            "groups",
            self.tr("No rotation yet"),
            self.tr(
                "In a rotation, each group meets each scenario once. Begin with the rooms, actors "
                "and coaches that the week has for its scenario practice, and change what differs."
            ),
            primary=self.tr("Begin with the week’s practice"),
            secondary=self.tr("Begin with an empty form"),
        )
        self.no_practice = EmptyPage(
            "groups",
            self.tr("No rotation yet"),
            self.tr(
                "In a rotation, each group meets each scenario once. Its rounds are cut out of "
                "blocks of scenario practice: place such a block in the week first."
            ),
            primary=self.tr("Go to the week"),
        )
        self._full = self._made_full()
        self._stack = QStackedWidget()
        for each in (self.empty, self.no_practice, self._full):
            self._stack.addWidget(each)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._stack)

    def _made_full(self) -> QWidget:
        self._beneath = Card()
        self._beneath.body.addWidget(self.findings)
        members = Card(self.tr("Groups"))
        members.body.addWidget(self.size_words)
        members.body.addWidget(self.groups, 1)
        self._usual = QWidget()
        beside = QVBoxLayout(self._usual)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(self.absences)
        beside.addWidget(members, 1)
        self._side = QStackedWidget()
        self._side.setFixedWidth(SIDE)
        self._side.addWidget(self._usual)
        self._side.addWidget(self.planning.panel)
        full = QWidget()
        left = QVBoxLayout()
        left.setSpacing(12)
        for each in (self.toolbar, self.banner, self.working):
            left.addWidget(each)
        left.addWidget(self.table, 1)
        left.addWidget(self._beneath)
        row = QHBoxLayout(full)
        row.setContentsMargins(Size.page_margin, 12, Size.page_margin, Size.gap)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        return full
