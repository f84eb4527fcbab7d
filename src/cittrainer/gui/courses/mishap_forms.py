"""The forms that ask what happened to a plan, or where a block is to be, for the planner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox

from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.dates import day_month, this_day, this_minute, weekday
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.courses.fields import MinuteEdit
from cittrainer.jobs.arranging import DayLost, MoveThere, PresenterOut, RoomLost
from cittrainer.rules.values import GRID_MINUTES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cittrainer.jobs.arranging import Mishap
    from cittrainer.rules.values import DayValue, PlacedBlock, Week


class MishapForm(FormDialog):
    """Asks something about one course's week; nothing is saved.

    Args:
        title: What is asked.
        verb: What its button says.
        parent: The widget it belongs to.
    """

    asked = Signal(object)
    """The ``Mishap`` that was described."""

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, save_label=verb, width=420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.save_wanted.connect(self._ask)

    def reject(self) -> None:
        """Leave; there is nothing to lose."""
        self.settle()
        super().reject()

    def mishap(self) -> Mishap:
        """What the fields say."""
        raise NotImplementedError

    @Slot()
    def _ask(self) -> None:
        self.settle()
        self.accept()
        self.asked.emit(self.mishap())


class PresenterOutForm(MishapForm):
    """Asks who cannot come, and when; nobody writes down why.

    Args:
        week: The week they cannot come to.
        presenter_id: Who is chosen to begin with.
        day_id: The day that is chosen to begin with; None is today while the course runs, from
            now on, and else the whole course.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        week: Week,
        presenter_id: int | None = None,
        day_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Who is out?"), self.tr("Find ways out"), parent)
        self._week = week
        self.presenter = QComboBox()
        known = sorted(week.presenters.values(), key=lambda one: one.name.casefold())
        fill(self.presenter, [(one.id, one.name) for one in known], presenter_id)
        self.when = QComboBox()
        today = next((day for day in week.days if day.date == this_day()), None)
        if day_id is None and today is not None and not today.closed:
            day_id = today.id
        fill(self.when, _days(week, self.tr("The whole course")), day_id)
        self.only_from = QCheckBox(self.tr("Only from a time of that day on"))
        self.start = MinuteEdit()
        self.add_field(self.tr("&Presenter"), self.presenter)
        self.add_field(self.tr("&When"), self.when)
        self.body.addWidget(self.only_from)
        self.add_field(
            self.tr("&From"),
            self.start,
            self.tr("Whoever has come by then stays where they were until that time."),
        )
        self.when.currentIndexChanged.connect(self._show_day)
        self.only_from.toggled.connect(self.start.setEnabled)
        self._show_day()
        if today is not None and chosen(self.when) == today.id and this_minute() > today.start:
            self.only_from.setChecked(True)
            self.start.set_minute(this_minute() // GRID_MINUTES * GRID_MINUTES)

    def mishap(self) -> PresenterOut:
        """Who is out, and when."""
        start = self.start.minute if self.only_from.isChecked() else 0
        return PresenterOut(chosen(self.presenter) or 0, chosen(self.when), start)

    @Slot()
    def _show_day(self) -> None:
        day = self._week.day.get(chosen(self.when) or 0)
        self.only_from.setEnabled(day is not None)
        if day is None:
            self.only_from.setChecked(False)
        else:
            self.start.set_minute(max(day.start, (day.start + day.end) // 120 * 60))
        self.start.setEnabled(self.only_from.isChecked())


class RoomLostForm(MishapForm):
    """Asks which room cannot be had, and when.

    Args:
        week: The week whose room it is.
        room_id: Which one is chosen to begin with.
        parent: The widget it belongs to.
    """

    def __init__(
        self, week: Week, room_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Which room cannot be had?"), self.tr("Find repairs"), parent)
        self.room = QComboBox()
        used = {part.room_id: part.room for block in week.blocks for part in block.parts}
        rooms = [(id_, name) for id_, name in used.items() if id_ is not None]
        fill(self.room, sorted(rooms, key=lambda one: one[1].casefold()), room_id)
        self.when = QComboBox()
        fill(self.when, _days(week, self.tr("The whole course")), None)
        self.add_field(self.tr("&Room"), self.room)
        self.add_field(self.tr("&When"), self.when)

    def mishap(self) -> RoomLost:
        """Which room, and when."""
        return RoomLost(chosen(self.room) or 0, chosen(self.when))


class DayLostForm(MishapForm):
    """Asks on which day nothing can be held.

    Args:
        week: The week that loses it.
        parent: The widget it belongs to.
    """

    def __init__(self, week: Week, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Which day is lost?"), self.tr("Find repairs"), parent)
        self.day = QComboBox()
        fill(self.day, _days(week), None)
        self.add_field(
            self.tr("&Day"),
            self.day,
            self.tr("Everything on it is offered another place, as far as there is room."),
        )

    def mishap(self) -> DayLost:
        """Which day."""
        return DayLost(chosen(self.day) or 0)


class MoveThereForm(MishapForm):
    """Asks where a block is to be, whatever else has to give for it.

    Args:
        week: The week of the block.
        block: The block.
        parent: The widget it belongs to.
    """

    def __init__(self, week: Week, block: PlacedBlock, parent: QWidget | None = None) -> None:
        title = self.tr("Where is “{title}” to be?").format(title=block.title)
        super().__init__(title, self.tr("Fix the rest"), parent)
        self._week, self._block = week, block
        self.day = QComboBox()
        fill(self.day, _days(week), block.day_id)
        self.at = QCheckBox(self.tr("At this time exactly"))
        self.start = MinuteEdit()
        self.start.setEnabled(False)
        self.add_field(self.tr("&Day"), self.day)
        self.body.addWidget(self.at)
        self.add_field(self.tr("&Start"), self.start)
        self.at.toggled.connect(self.start.setEnabled)
        self.day.currentIndexChanged.connect(self._show_day)
        self._show_day()

    def mishap(self) -> MoveThere:
        """Where it is to be."""
        start = self.start.minute if self.at.isChecked() else None
        return MoveThere(self._block.id, chosen(self.day) or 0, start)

    @Slot()
    def _show_day(self) -> None:
        day = self._week.day.get(chosen(self.day) or 0)
        if not self.at.isChecked() and day is not None:
            start = self._block.start if self._block.start is not None else day.start
            self.start.set_minute(start)


def day_words(day: DayValue) -> str:
    """A day of the week in words: “Wed, May 6”."""
    return f"{weekday(day.date)}, {day_month(day.date)}"


def _days(week: Week, whole: str = "") -> list[tuple[int | None, str]]:
    """The days that are not closed, to choose from, after the words for all of them."""
    days: list[tuple[int | None, str]] = [(None, whole)] if whole else []
    return days + [(day.id, day_words(day)) for day in week.days if not day.closed]
