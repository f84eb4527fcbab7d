"""The form of a rotation: scenarios, rooms, actors, coaches, groups, and how rounds are cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidgetItem, QSpinBox

from cittrainer.gui.common.cards import label, line
from cittrainer.gui.common.dates import day_month, weekday
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.presenter_chooser import PresenterChooser
from cittrainer.gui.rotations.lists import PlainList
from cittrainer.gui.rotations.station_editor import StationsEditor
from cittrainer.jobs.rotations import formed
from cittrainer.queries import presenters, rooms
from cittrainer.queries import rotations as reading
from cittrainer.rules.values import GRID_MINUTES, clock
from cittrainer.rules.wording import counted
from cittrainer.services.groups import MOST_GROUPS, SCENARIOS, remove_empty_groups
from cittrainer.services.rotation_plans import put_into_groups
from cittrainer.services.rotation_setups import RotationPlan, save_rotation
from cittrainer.services.rotations import MOST_MINUTES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.presenters import PresenterChoice
    from cittrainer.queries.rooms import RoomRow
    from cittrainer.queries.rotations import ScenarioBlock
    from cittrainer.rules.rotation_values import RotationValue

_BLOCK = Qt.ItemDataRole.UserRole
_BLOCKS_HEIGHT = 132


@dataclass(frozen=True, slots=True)
class _Offers:
    """What can be chosen."""

    rooms: tuple[RoomRow, ...]
    presenters: tuple[PresenterChoice, ...]
    blocks: tuple[ScenarioBlock, ...]


@dataclass(frozen=True, slots=True)
class _Forming:
    """Groups that are to be formed anew."""

    count: int
    pair_dispatchers: bool


class SetupForm(FormDialog):
    """Sets a rotation up, or changes how it is set up; saved as one step.

    Args:
        runner: The window's door to the database.
        course_id: Whose rotation.
        rotation: The rotation on file; None: a new one.
        parent: The widget it belongs to.
    """

    saved = Signal(int)
    """The id of the rotation."""

    def __init__(
        self,
        runner: Runner,
        course_id: int,
        rotation: RotationValue | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("New rotation") if rotation is None else self.tr("Set up the rotation")
        super().__init__(title, parent, width=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner, self._course_id, self._rotation = runner, course_id, rotation
        self.name = QLineEdit(rotation.name if rotation else SCENARIOS)
        self.blocks = PlainList(self.tr("Blocks of scenario practice"))
        self.blocks.setProperty("role", "")
        self.blocks.setMinimumHeight(_BLOCKS_HEIGHT)
        self.minutes = QSpinBox()
        self.minutes.setRange(0, MOST_MINUTES)
        self.minutes.setSingleStep(GRID_MINUTES)
        self.minutes.setSuffix(self.tr(" minutes"))
        self.minutes.setSpecialValueText(self.tr("A whole block"))
        self.rounds = label("", "small", wrap=True)
        self.stations = StationsEditor()
        self.coaches = PresenterChooser()
        self.groups = QSpinBox()
        self.groups.setRange(2, MOST_GROUPS)
        self.form_anew = QCheckBox(self.tr("Form the groups anew, mixed by agency and role"))
        self.pair = QCheckBox(self.tr("Let dispatchers come two by two"))
        self._place_fields()
        self._show_groups()
        self.blocks.itemChanged.connect(self._tell_rounds)
        self.minutes.valueChanged.connect(self._tell_rounds)
        self.stations.changed.connect(self._tell_rounds)
        self.groups.valueChanged.connect(self._want_groups)
        self.form_anew.toggled.connect(self.pair.setEnabled)
        self.save_wanted.connect(self.write)
        self.set_busy(True)
        runner.read(lambda db: _offers(db, course_id), self._fill, explain=self.refuse)

    @property
    def plan(self) -> RotationPlan:
        """The rotation as it stands in the form."""
        return RotationPlan(
            name=self.name.text(),
            stations=self.stations.plans,
            coach_ids=self.coaches.ids,
            block_ids=tuple(block.id for block in self._ticked_blocks()),
            minutes=self.minutes.value() or None,
        )

    @Slot()
    def write(self) -> None:
        """Save what stands in the form; a refusal is shown in it."""
        course_id, one, plan = self._course_id, self._rotation, self.plan
        forming = None
        if self.form_anew.isChecked():
            forming = _Forming(self.groups.value(), self.pair.isChecked())
        rotation_id, seen = (None, 0) if one is None else (one.id, one.version)
        self.set_busy(True)
        self._runner.write(
            self.tr("Set up the rotation “{name}”").format(name=plan.name.strip()),
            lambda db: _save(db, course_id, plan, rotation_id, seen, forming),
            done=self._saved,
            explain=self.refuse,
        )

    def _saved(self, rotation_id: int) -> None:
        self.settle()
        self.accept()
        self.saved.emit(rotation_id)

    def _fill(self, offers: _Offers) -> None:
        one = self._rotation
        used = {each.block_id for each in one.rounds} if one else None
        for block in offers.blocks:
            item = QListWidgetItem(_block_words(block))
            item.setToolTip(item.text())
            item.setData(_BLOCK, block)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = block.start is not None if used is None else block.id in used
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.blocks.addItem(item)
        self.minutes.setValue(_length(one))
        people = [(each.id, each.public_name) for each in offers.presenters]
        self.stations.show_stations(
            [(each.id, each.name) for each in offers.rooms],
            people,
            one.stations if one else (),
        )
        coaches = {each.presenter_id for each in one.coaches} if one else set()
        self.coaches.set_choices(offers.presenters, coaches)
        self._tell_rounds()
        self.set_busy(False)
        self.settle()

    def _show_groups(self) -> None:
        one = self._rotation
        there = len(one.groups) if one else 0
        self.groups.setValue(there or (len(one.stations) if one else 6))
        self.form_anew.setChecked(not there and bool(one and one.ungrouped))
        self.pair.setEnabled(self.form_anew.isChecked())

    @Slot()
    def _want_groups(self) -> None:
        """Another number of groups is only reached by forming them anew."""
        there = len(self._rotation.groups) if self._rotation else 0
        if self.groups.value() != there:
            self.form_anew.setChecked(True)
        self._tell_rounds()

    def _ticked_blocks(self) -> list[ScenarioBlock]:
        items = [self.blocks.item(row) for row in range(self.blocks.count())]
        return [item.data(_BLOCK) for item in items if item.checkState() is Qt.CheckState.Checked]

    @Slot()
    def _tell_rounds(self) -> None:
        """Say how many rounds that makes, and how many are needed."""
        length = self.minutes.value()
        made = sum(block.minutes // (length or block.minutes) for block in self._ticked_blocks())
        scenarios = len(self.stations.editors)
        needed = max(scenarios, self.groups.value())
        words = self.tr("That makes {rounds}.").format(rounds=counted(made, "round"))
        if not self.blocks.count():
            words = self.tr(
                "There is no scenario practice in the week yet: add such a block first."
            )
        elif made < needed:
            words += " " + self.tr(
                "{groups} need {needed} to meet {scenarios} each, one after the other."
            ).format(
                groups=counted(self.groups.value(), "group"),
                needed=counted(needed, "round"),
                scenarios=counted(scenarios, "scenario"),
            )
        self.rounds.setText(words)

    def _place_fields(self) -> None:
        self.add_field(self.tr("&Name"), self.name)
        self.body.addWidget(label(self.tr("Rounds are cut out of"), "heading"))
        self.body.addWidget(self.blocks)
        self.add_field(self.tr("&Length of a round"), self.minutes)
        self.body.addWidget(self.rounds)
        self.body.addWidget(line())
        self.body.addWidget(self.stations)
        self.body.addWidget(line())
        self.body.addWidget(label(self.tr("Coaches, who also assess"), "heading"))
        self.body.addWidget(self.coaches)
        self.body.addWidget(line())
        self.add_field(
            self.tr("Number of &groups"),
            self.groups,
            self.tr("Officers are kept apart from those whom they supervise."),
        )
        self.body.addWidget(self.form_anew)
        self.body.addWidget(self.pair)


def _offers(db: Session, course_id: int) -> _Offers:
    return _Offers(
        rooms=rooms.rooms(db),
        presenters=presenters.choices(db),
        blocks=reading.scenario_blocks(db, course_id),
    )


def _save(
    db: Session,
    course_id: int,
    plan: RotationPlan,
    rotation_id: int | None,
    seen: int,
    forming: _Forming | None,
) -> int:
    """Save the form as one step, with the groups where they are to be formed anew."""
    saved = save_rotation(db, course_id, plan, rotation_id=rotation_id, seen=seen)
    if forming is not None:
        value = reading.rotation(db, saved)
        _mixed, members = formed(value, forming.count, pair_dispatchers=forming.pair_dispatchers)
        put_into_groups(db, course_id, value.set_name, members)
        remove_empty_groups(db, course_id, value.set_name, keep=forming.count)
    return saved


def _length(rotation: RotationValue | None) -> int:
    """The length of the rounds on file; 0 where a block is a round."""
    lengths = {one.minutes for one in rotation.rounds} if rotation else set()
    whole = rotation is None or all(
        one.offset == 0 and one.minutes == one.block_minutes for one in rotation.rounds
    )
    return 0 if whole or len(lengths) != 1 else lengths.pop()


def _block_words(block: ScenarioBlock) -> str:
    minutes = f"{block.minutes} min"
    if block.date is None or block.start is None:
        return f"{block.title}  ·  not placed yet  ·  {minutes}"
    day = f"{weekday(block.date)}, {day_month(block.date)}, {clock(block.start)}"
    return f"{day}  ·  {block.title}  ·  {minutes}"
