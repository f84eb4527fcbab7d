"""Where a block happens and for whom: a line for each part, with its room, group and presenters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cittrainer.gui.common.booking_words import ROLES, STATES
from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.choices import chosen, fill
from cittrainer.models import BookingState
from cittrainer.services.block_plans import BookingPlan, PartPlan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.queries.presenters import PresenterChoice
    from cittrainer.queries.rooms import GroupRow, RoomRow
    from cittrainer.rules.values import BookingValue, PartValue

CHOICES = ("First choice", "1st alternate", "2nd alternate", "3rd alternate")


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be chosen for a part."""

    rooms: tuple[RoomRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    presenters: tuple[PresenterChoice, ...] = ()


class BookingLine(QWidget):
    """One presenter at a part: name, what for, which choice, how far the asking has come."""

    removed = Signal()

    def __init__(
        self,
        presenter_id: int,
        name: str,
        booking: BookingValue | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter_id = presenter_id
        self._booking_id = booking.id if booking else None
        self.role = QComboBox()
        self.role.setEditable(True)
        self.role.addItems(ROLES)
        self.role.setCurrentText(booking.role if booking else ROLES[0])
        self.choice = QComboBox()
        at = booking.order if booking else 1
        fill(self.choice, list(enumerate([*CHOICES, *_more(at)], start=1)), at)
        self.state = QComboBox()
        for state, words in STATES.items():
            self.state.addItem(words, state.value)
        self.state.setCurrentIndex(max(0, self.state.findData(booking.state if booking else "")))
        remove = button("", "flat", "close")
        remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
        remove.setToolTip(remove.accessibleName())
        remove.clicked.connect(self.removed)
        who = label(name)
        who.setToolTip(name)
        who.setMinimumWidth(120)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(who, 1)
        for field, what, width in (
            (self.role, self.tr("Role of {name}"), 116),
            (self.choice, self.tr("Choice for {name}"), 122),
            (self.state, self.tr("State of {name}"), 122),
        ):
            field.setAccessibleName(what.format(name=name))
            field.setFixedWidth(width)
            row.addWidget(field)
        row.addWidget(remove)

    @property
    def plan(self) -> BookingPlan:
        """The booking as it stands in the line."""
        return BookingPlan(
            presenter_id=self._presenter_id,
            role=self.role.currentText(),
            choice=chosen(self.choice) or 1,
            state=BookingState(self.state.currentData()),
            booking_id=self._booking_id,
        )

    @property
    def presenter_id(self) -> int:
        """Who it is."""
        return self._presenter_id


def _more(at: int) -> list[str]:
    """Names for alternates beyond the usual ones, as far as a booking needs them."""
    return [f"{number}th alternate" for number in range(len(CHOICES), at)]


class PartEditor(QFrame):
    """One part: its name, room, group, and the presenters under it."""

    remove_wanted = Signal()

    def __init__(
        self, offers: Offers, part: PartValue | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._part_id = part.id if part else None
        self._names = {choice.id: choice.public_name for choice in offers.presenters}
        self.bookings: list[BookingLine] = []
        self.title = QLineEdit(part.title if part else "")
        self.title.setPlaceholderText(self.tr("Name, where it needs one"))
        self.title.setAccessibleName(self.tr("Name of the part"))
        self.room = QComboBox()
        self.room.setAccessibleName(self.tr("Room"))
        room = part.room_id if part else None
        fill(self.room, [(None, self.tr("No room yet")), *map(_room, offers.rooms)], room)
        self.group = QComboBox()
        self.group.setAccessibleName(self.tr("Group"))
        group = part.group_id if part else None
        fill(self.group, [(None, self.tr("Everyone")), *map(_group, offers.groups)], group)
        self.presenter = self._made_presenter_box(offers)
        self.remove = button("", "flat", "delete")
        self.remove.setAccessibleName(self.tr("Remove this part"))
        self.remove.setToolTip(self.remove.accessibleName())
        self.remove.clicked.connect(self.remove_wanted)
        self._lay_out()
        for booking in part.bookings if part else ():
            self._add_line(BookingLine(booking.presenter_id, booking.presenter, booking))

    @property
    def plan(self) -> PartPlan:
        """The part as it stands in the editor."""
        return PartPlan(
            title=self.title.text(),
            room_id=chosen(self.room),
            group_id=chosen(self.group),
            bookings=tuple(line.plan for line in self.bookings),
            part_id=self._part_id,
        )

    def add_presenter(self, presenter_id: int) -> None:
        """Ask somebody for the part; whoever is there already stays once."""
        if all(line.presenter_id != presenter_id for line in self.bookings):
            self._add_line(BookingLine(presenter_id, self._names[presenter_id]))

    def _made_presenter_box(self, offers: Offers) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Add a presenter"))
        rows = [
            (choice.id, ", ".join(filter(None, (choice.public_name, choice.detail))))
            for choice in offers.presenters
        ]
        fill(box, [(None, self.tr("Add a presenter…")), *rows], None)
        box.activated.connect(self._take_presenter)
        return box

    @Slot()
    def _take_presenter(self) -> None:
        presenter_id = chosen(self.presenter)
        if presenter_id is not None:
            self.add_presenter(presenter_id)
            self.presenter.setCurrentIndex(0)

    def _add_line(self, line: BookingLine) -> None:
        line.removed.connect(lambda: self._remove_line(line))
        self.bookings.append(line)
        self._lines.addWidget(line)

    def _remove_line(self, line: BookingLine) -> None:
        self.bookings.remove(line)
        line.hide()
        line.deleteLater()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.room, 3)
        first.addWidget(self.group, 3)
        first.addWidget(self.title, 4)
        first.addWidget(self.remove)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(8)
        inside.addLayout(first)
        inside.addLayout(self._lines)
        inside.addWidget(self.presenter)


def _room(row: RoomRow) -> tuple[int, str]:
    seats = f" ({row.seats})" if row.seats else ""
    return row.id, f"{row.name}{seats}"


def _group(row: GroupRow) -> tuple[int, str]:
    return row.id, f"{row.name}, {row.set_name}"


class PartsEditor(QWidget):
    """All parts of a block; there is always at least one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers = Offers()
        self.editors: list[PartEditor] = []
        self.add = button(self.tr("Add a room"), icon_name="add")
        self.add.setToolTip(self.tr("Let the block happen in one more room at the same time"))
        self.add.clicked.connect(self.add_part)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(label(self.tr("Rooms, groups and presenters"), "heading"))
        inside.addLayout(self._column)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch()
        inside.addLayout(row)

    @property
    def plans(self) -> tuple[PartPlan, ...]:
        """The parts as they stand in the editor."""
        return tuple(editor.plan for editor in self.editors)

    def show_parts(self, offers: Offers, parts: Sequence[PartValue], least: int = 1) -> None:
        """Replace everything that is shown.

        Args:
            offers: What can be chosen.
            parts: The parts on file.
            least: How many editors there are, empty ones added.
        """
        self._offers = offers
        for editor in list(self.editors):
            self._drop(editor)
        for part in parts:
            self._add(PartEditor(offers, part))
        self.need(least)

    def need(self, count: int) -> None:
        """Have at least so many parts."""
        while len(self.editors) < max(1, count):
            self.add_part()

    @Slot()
    def add_part(self) -> None:
        """Add an empty part."""
        self._add(PartEditor(self._offers))

    def _add(self, editor: PartEditor) -> None:
        editor.remove_wanted.connect(lambda: self._drop(editor))
        self.editors.append(editor)
        self._column.addWidget(editor)
        self._settle()

    def _drop(self, editor: PartEditor) -> None:
        self.editors.remove(editor)
        editor.hide()
        editor.deleteLater()
        self._settle()

    def _settle(self) -> None:
        """The only part cannot be removed."""
        for editor in self.editors:
            editor.remove.setEnabled(len(self.editors) > 1)
