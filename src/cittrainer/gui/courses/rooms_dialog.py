"""The rooms of the academy: a list with their seats, and the form of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner
from cittrainer.gui.common.tables import Column
from cittrainer.gui.forms.ui_courses_room import Ui_RoomForm
from cittrainer.models import BlockPart, Room
from cittrainer.queries.rooms import RoomRow, rooms
from cittrainer.services.rooms import add_room, edit_room, remove_room

if TYPE_CHECKING:
    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

COLUMNS: tuple[Column[RoomRow], ...] = (
    Column("name", "Room", lambda row: row.name, bold=True, width=150),
    Column(
        "seats",
        "Seats",
        lambda row: "" if row.seats is None else str(row.seats),
        sort=lambda row: row.seats,
        width=70,
    ),
    Column("building", "Building", lambda row: row.building, width=140),
    Column("equipment", "Equipment", lambda row: row.equipment, width=150),
    Column("blocks", "Blocks", lambda row: str(row.blocks), sort=lambda row: row.blocks, width=70),
)


class RoomForm(FormDialog):
    """Adds a room or changes one."""

    def __init__(
        self, runner: Runner, room: RoomRow | None = None, parent: QWidget | None = None
    ) -> None:
        title = self.tr("Add a room") if room is None else room.name
        super().__init__(title, parent, width=440)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._room = room
        self.ui = Ui_RoomForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(form)
        if room is not None:
            self.ui.name.setText(room.name)
            self.ui.seats.setValue(room.seats or 0)
            self.ui.building.setText(room.building)
            self.ui.equipment.setText(room.equipment)
        self.save_wanted.connect(self.save_room)

    @Slot()
    def save_room(self) -> None:
        """Save the room; a refusal is shown in the form."""
        self.set_busy(True)
        name, building = self.ui.name.text(), self.ui.building.text()
        seats, equipment = self.ui.seats.value() or None, self.ui.equipment.text()
        room = self._room
        if room is None:
            self._runner.write(
                self.tr("Add room “{name}”").format(name=name.strip()),
                lambda db: add_room(
                    db, name=name, building=building, seats=seats, equipment=equipment
                ),
                done=self._saved,
                explain=self.refuse,
            )
        else:
            room_id, seen = room.id, room.version
            self._runner.write(
                self.tr("Edit room “{name}”").format(name=room.name),
                lambda db: edit_room(
                    db,
                    room_id,
                    seen,
                    name=name,
                    building=building,
                    seats=seats,
                    equipment=equipment,
                ),
                done=self._saved,
                explain=self.refuse,
            )

    def _saved(self, _result: int | None) -> None:
        self.settle()
        self.accept()


class RoomsDialog(QDialog):
    """All rooms; add, edit, remove."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rooms"))
        self.resize(680, 460)
        self._runner = runner
        self.banner = Banner()
        self.list = ListView(COLUMNS, name="rooms", settings=settings, key=lambda row: row.id)
        self.list.set_placeholder(self.tr("No rooms yet: add the rooms of your training center."))
        self.add = button(self.tr("Add room"), "primary", "add")
        self.edit = button(self.tr("Edit"))
        self.remove = button(self.tr("Remove"))
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self.add.clicked.connect(self.add_room)
        self.edit.clicked.connect(self.edit_room)
        self.remove.clicked.connect(self.remove_room)
        self.close_button.clicked.connect(self.accept)
        self.list.row_opened.connect(self._open)
        self.list.rows_selected.connect(self._selected)
        runner.changed.connect(self.refresh_after)
        self._selected([])
        self.reload()

    def reload(self) -> None:
        """Show what is on file."""
        self._runner.read(rooms, self.list.set_rows)

    @Slot()
    def add_room(self) -> None:
        """Open the form of a new room."""
        RoomForm(self._runner, None, self).open()

    @Slot()
    def edit_room(self) -> None:
        """Open the form of the selected room."""
        for row in self.list.selected_rows()[:1]:
            self._open(row)

    @Slot()
    def remove_room(self) -> None:
        """Remove the selected room, unless something happens in it."""
        self.banner.clear()
        rows = self.list.selected_rows()
        if rows:
            room_id = rows[0].id
            self._runner.write(
                self.tr("Remove room “{name}”").format(name=rows[0].name),
                lambda db: remove_room(db, room_id),
                explain=self.banner.show_error,
            )

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Reload if the step changed what is shown, whoever made it."""
        if done.touches(Room, BlockPart):
            self.reload()

    @Slot(object)
    def _open(self, row: RoomRow) -> None:
        RoomForm(self._runner, row, self).open()

    @Slot(list)
    def _selected(self, rows: list[RoomRow]) -> None:
        for each in (self.edit, self.remove):
            each.setEnabled(len(rows) == 1)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for each in (self.add, self.edit, self.remove):
            buttons.addWidget(each)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setSpacing(12)
        inside.addWidget(label(self.tr("Rooms"), "title"))
        inside.addWidget(self.banner)
        inside.addWidget(self.list, 1)
        inside.addLayout(buttons)
