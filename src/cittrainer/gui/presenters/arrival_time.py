"""Asks when a presenter came, to note it later or to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit

from cittrainer.errors import UserError
from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import long_date, time_of_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.rules.sign_in import minute_of
from cittrainer.rules.wording import listed
from cittrainer.services.arrivals import mark_arrived

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.values import DayValue


class ArrivalTimeDialog(FormDialog):
    """One time, for one presenter or for several who came together."""

    def __init__(
        self,
        runner: Runner,
        day: DayValue,
        presenters: Mapping[int, str],
        *,
        minute: int | None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the form.

        Args:
            runner: Saves it.
            day: The day of the course.
            presenters: Public names by id.
            minute: The time to begin with, in minutes after midnight.
            parent: The Qt parent.
        """
        super().__init__(self.tr("When did they come?"), parent, width=380)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._day = day
        self._presenters = dict(presenters)
        self.time = QLineEdit("" if minute is None else time_of_day(minute))
        self.time.setAccessibleName(self.tr("Time of arrival"))
        self.body.addWidget(label(listed(self._presenters.values()), "strong", wrap=True))
        self.body.addWidget(label(long_date(day.date), "muted"))
        self.add_field(self.tr("&Time"), self.time, self.tr("Such as 8:05 or 1:30 pm."))
        self.time.selectAll()
        self.save_wanted.connect(self.write)

    @Slot()
    def write(self) -> None:
        """Note the time; a refusal is shown in the form."""
        try:
            minute = minute_of(self.time.text(), start=self._day.start, end=self._day.end)
        except UserError as error:
            self.refuse(error)
            return
        self.set_busy(True)
        day_id, ids = self._day.id, tuple(self._presenters)
        who = listed(self._presenters.values())
        self._runner.write(
            self.tr("{who} arrived at {time}").format(who=who, time=time_of_day(minute)),
            lambda db: mark_arrived(db, day_id, ids, minute=minute),
            done=self._saved,
            explain=self.refuse,
        )

    def _saved(self, _marked: int) -> None:
        self.settle()
        self.accept()
