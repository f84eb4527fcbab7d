"""The scenarios of a rotation in its form: title, room, who plays, and whether all must meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import button, label
from cittrainer.services.rotation_setups import StationPlan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cittrainer.rules.rotation_values import StationValue

Choice = tuple[int, str]
"""An id with its words."""


class StationEditor(QFrame):
    """One scenario.

    Args:
        rooms: The rooms to choose from.
        presenters: Those who may play.
        station: The scenario on file; None: a new one.
        parent: The widget it stands in.
    """

    remove_wanted = Signal()

    def __init__(
        self,
        rooms: Sequence[Choice],
        presenters: Sequence[Choice],
        station: StationValue | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._station = station
        self._names: Mapping[int, str] = dict(presenters)
        self._actors: dict[int, QWidget] = {}
        self.title = QLineEdit(station.title if station else "")
        self.title.setPlaceholderText(self.tr("Title of the scenario"))
        self.title.setAccessibleName(self.tr("Title of the scenario"))
        self.room = QComboBox()
        self.room.setAccessibleName(self.tr("Room"))
        _offer(self.room, self.tr("No room yet"), rooms, station.room_id if station else None)
        self.must_meet = QCheckBox(self.tr("Every group has to meet it"))
        self.must_meet.setChecked(station.must_meet if station else True)
        self.actor = QComboBox()
        self.actor.setAccessibleName(self.tr("Add an actor"))
        _offer(self.actor, self.tr("Add an actor…"), presenters, None)
        self.actor.activated.connect(self._take_actor)
        self.remove = button("", "flat", "delete")
        self.remove.setAccessibleName(self.tr("Remove this scenario"))
        self.remove.setToolTip(self.remove.accessibleName())
        self.remove.clicked.connect(self.remove_wanted)
        self._lay_out()
        for one in station.actors if station else ():
            self.add_actor(one.presenter_id)

    @property
    def plan(self) -> StationPlan:
        """The scenario as it stands in the editor."""
        room = self.room.currentData()
        return StationPlan(
            title=self.title.text(),
            room_id=room,
            actor_ids=tuple(self._actors),
            must_meet=self.must_meet.isChecked(),
            station_id=self._station.id if self._station else None,
            seen=self._station.version if self._station else 0,
        )

    def add_actor(self, presenter_id: int) -> None:
        """Let somebody play in it; whoever does already stays once."""
        if presenter_id in self._actors:
            return
        name = self._names.get(presenter_id, "")
        remove = button("", "flat", "close")
        remove.setAccessibleName(self.tr("Take {name} out").format(name=name))
        remove.setToolTip(remove.accessibleName())
        remove.clicked.connect(lambda: self._drop_actor(presenter_id))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(label(self.tr("Played by {name}").format(name=name), "small", wrap=True), 1)
        row.addWidget(remove)
        self._actors[presenter_id] = line
        self._lines.addWidget(line)

    def _drop_actor(self, presenter_id: int) -> None:
        line = self._actors.pop(presenter_id)
        line.hide()
        line.deleteLater()

    @Slot()
    def _take_actor(self) -> None:
        presenter_id = self.actor.currentData()
        if presenter_id is not None:
            self.add_actor(presenter_id)
            self.actor.setCurrentIndex(0)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.title, 5)
        first.addWidget(self.room, 4)
        first.addWidget(self.remove)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.must_meet, 5)
        second.addWidget(self.actor, 4)
        second.addSpacing(self.remove.sizeHint().width() + 8)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(8)
        inside.addLayout(first)
        inside.addLayout(second)
        inside.addLayout(self._lines)


class StationsEditor(QWidget):
    """All scenarios of a rotation, one under the other."""

    changed = Signal()
    """A scenario came or went."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rooms: tuple[Choice, ...] = ()
        self._presenters: tuple[Choice, ...] = ()
        self.editors: list[StationEditor] = []
        self.add = button(self.tr("Add a scenario"), icon_name="add")
        self.add.clicked.connect(self.add_station)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(label(self.tr("Scenarios"), "heading"))
        inside.addLayout(self._column)
        inside.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def plans(self) -> tuple[StationPlan, ...]:
        """The scenarios as they stand in the editor."""
        return tuple(editor.plan for editor in self.editors)

    def show_stations(
        self,
        rooms: Sequence[Choice],
        presenters: Sequence[Choice],
        stations: Sequence[StationValue],
    ) -> None:
        """Show the scenarios on file, or an empty one where there are none."""
        self._rooms, self._presenters = tuple(rooms), tuple(presenters)
        for station in stations:
            self._append(StationEditor(rooms, presenters, station))
        if not stations:
            self.add_station()

    @Slot()
    def add_station(self) -> None:
        """Add an empty scenario."""
        editor = StationEditor(self._rooms, self._presenters)
        self._append(editor)
        editor.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, editor: StationEditor) -> None:
        editor.remove_wanted.connect(lambda: self._drop(editor))
        self.editors.append(editor)
        self._column.addWidget(editor)
        self.changed.emit()

    def _drop(self, editor: StationEditor) -> None:
        self.editors.remove(editor)
        editor.hide()
        editor.deleteLater()
        self.changed.emit()


def _offer(box: QComboBox, nothing: str, choices: Sequence[Choice], chosen: int | None) -> None:
    """Offer nothing and the choices; long names do not make the form wider."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(14)
    box.addItem(nothing, None)
    for key, text in choices:
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
