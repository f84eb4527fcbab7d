"""The form of the morning: who or what is missing in a rotation, and from which round on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QListWidgetItem

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.text import folded
from cittrainer.gui.rotations import words
from cittrainer.gui.rotations.lists import PlainList
from cittrainer.rules.wording import listed
from cittrainer.services.rotation_plans import Missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from cittrainer.rules.rotation_values import RotationValue, RoundValue

_WHO = Qt.ItemDataRole.UserRole
_LIST_HEIGHT = 300


@dataclass(frozen=True, slots=True)
class Absentee:
    """Somebody or something that may be missing; exactly one id is given."""

    name: str
    detail: str = ""
    presenter_id: int | None = None
    room_id: int | None = None
    station_id: int | None = None
    enrollment_id: int | None = None


class MissingForm(FormDialog):
    """Asks who or what is missing; nothing is saved before the new rotation is accepted.

    Args:
        rotation: The rotation on file.
        today: The present day: its first round is proposed, where there is one.
        parent: The widget it belongs to.
    """

    asked = Signal(object, str)
    """A tuple of `Missing`, and who it is in words."""

    def __init__(self, rotation: RotationValue, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Somebody is missing"), parent, save_label=self.tr("Find the fewest changes")
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rotation = rotation
        self.since = QComboBox()
        rounds = open_rounds(rotation)
        for one in rounds:
            self.since.addItem(words.round_words(one), one.id)
        self.since.setCurrentIndex(_first_of(rounds, today))
        self.search = SearchField(self.tr("Search names"))
        self.list = PlainList(self.tr("Who or what is missing"))
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.chosen = label("", "small", wrap=True)
        self.add_field(
            self.tr("&From"), self.since, self.tr("Rounds before this one stay as they are.")
        )
        for each in (self.search, self.list, self.chosen):
            self.body.addWidget(each)
        self._fill()
        self.search.textChanged.connect(self._filter)
        self.list.itemChanged.connect(self._tell)
        self.save_wanted.connect(self._ask)
        self._tell()

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Who or what is ticked."""
        since = self.since.currentData()
        return tuple(
            Missing(
                since,
                presenter_id=one.presenter_id,
                room_id=one.room_id,
                station_id=one.station_id,
                enrollment_id=one.enrollment_id,
            )
            for one in self._ticked()
        )

    def tick(self, name: str) -> None:
        """Tick somebody or something by its name."""
        for item in self._items():
            if item.data(_WHO) is not None and item.data(_WHO).name == name:
                item.setCheckState(Qt.CheckState.Checked)

    def reject(self) -> None:
        """Leave; there is nothing to lose."""
        self.settle()
        super().reject()

    def _fill(self) -> None:
        for heading, absentees in _offers(self._rotation):
            offered = list(absentees)
            if not offered:
                continue
            self.list.add_heading(heading)
            for one in offered:
                text = f"{one.name}  ·  {one.detail}" if one.detail else one.name
                item = QListWidgetItem(text)
                item.setToolTip(text)
                item.setData(_WHO, one)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
                self.list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _ticked(self) -> list[Absentee]:
        return [
            item.data(_WHO)
            for item in self._items()
            if item.data(_WHO) is not None and item.checkState() is Qt.CheckState.Checked
        ]

    @Slot()
    def _filter(self) -> None:
        wanted = folded(self.search.text()).split()
        for item in self._items():
            hay = folded(item.text())
            heading = item.data(_WHO) is None
            hidden = bool(wanted) if heading else not all(word in hay for word in wanted)
            item.setHidden(hidden)

    @Slot()
    def _tell(self) -> None:
        names = [one.name for one in self._ticked()]
        self.chosen.setText(
            self.tr("Missing: {names}").format(names=", ".join(names))
            if names
            else self.tr("Tick who or what is missing; Space ticks.")
        )

    @Slot()
    def _ask(self) -> None:
        missing, names = self.missing, [one.name for one in self._ticked()]
        if not missing:
            self.refuse(Invalid(self.tr("Nobody is ticked."), hint=self.tr("Tick who is missing.")))
            return
        verb = self.tr("{names} is missing") if len(names) == 1 else self.tr("{names} are missing")
        self.settle()
        self.accept()
        self.asked.emit(missing, verb.format(names=_few(names)))


def open_rounds(rotation: RotationValue) -> list[RoundValue]:
    """The rounds from which somebody may be missing: placed, and of days that are not closed."""
    return [one for one in rotation.rounds if one.start is not None and not one.closed]


def _first_of(rounds: list[RoundValue], today: date) -> int:
    """The first round of today or later; the very first where all are over."""
    for number, one in enumerate(rounds):
        if one.date is not None and one.date >= today:
            return number
    return 0


def _few(names: list[str]) -> str:
    more = len(names) - 3
    return listed(names) if more <= 0 else f"{', '.join(names[:3])} and {more} more"


def _offers(rotation: RotationValue) -> Iterator[tuple[str, Iterator[Absentee]]]:
    """Everybody and everything not marked as missing already, under headings."""
    gone = {
        (one.presenter_id, one.room_id, one.station_id, one.enrollment_id)
        for one in rotation.absences
    }

    def there(found: list[Absentee]) -> Iterator[Absentee]:
        for one in found:
            if (one.presenter_id, one.room_id, one.station_id, one.enrollment_id) not in gone:
                yield one

    coaches = [Absentee(one.name, presenter_id=one.presenter_id) for one in rotation.coaches]
    known = {one.presenter_id for one in rotation.coaches}
    playing: dict[int, Absentee] = {}
    for station in rotation.stations:
        for who in station.actors:
            if who.presenter_id not in known:
                playing.setdefault(
                    who.presenter_id,
                    Absentee(who.name, station.title, presenter_id=who.presenter_id),
                )
    rooms = {one.room_id: one.room for one in rotation.stations if one.room_id is not None}
    yield "Coaches", there(coaches)
    yield "Actors", there(list(playing.values()))
    for group in rotation.groups:
        yield (
            group.name,
            there(
                [
                    Absentee(one.name, words.member_words(one), enrollment_id=one.enrollment_id)
                    for one in group.members
                ]
            ),
        )
    yield "Rooms", there([Absentee(name, room_id=room_id) for room_id, name in rooms.items()])
    yield (
        "Scenarios that fall away",
        there([Absentee(one.title, station_id=one.id) for one in rotation.stations]),
    )
