"""The form of the times at which a presenter can come, would like to, or cannot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button, line
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.presenters.times_calendar import CalendarPanel
from cittrainer.gui.presenters.times_rows import TimeRows
from cittrainer.gui.presenters.times_said import SaidPanel
from cittrainer.gui.presenters.times_view import TimesView
from cittrainer.jobs.presenter_times import read_file, time_of, together, window_of, zone_of
from cittrainer.queries.presenter_times import Surroundings, surroundings
from cittrainer.services.presenters import set_availability

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import JobHandle, Runner
    from cittrainer.gui.presenters.times_row import TimeRow
    from cittrainer.jobs.presenter_times import CalendarAnswer
    from cittrainer.queries.presenters import PresenterCard
    from cittrainer.rules.plan_values import TimeValue

_DRAW_AFTER = 60
"""Milliseconds after a change after which the grid is drawn again."""


class TimesDialog(FormDialog):
    """All times that a presenter said something about; none means they have not answered.

    What is typed in words or read from a calendar is shown first, and stands among the times only
    when it is taken over; nothing is saved before Save.
    """

    def __init__(
        self,
        runner: Runner,
        card: PresenterCard,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(
            self.tr("Times of {name}").format(name=card.public_name), parent, width=780
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 640)
        self._runner = runner
        self._card = card
        self._chooser = chooser or FileChooser()
        self._known = Surroundings()
        self._reading: JobHandle | None = None
        self.said = SaidPanel()
        self.calendar = CalendarPanel()
        self.use = button(self.tr("Use these times instead"))
        self.add_these = button(self.tr("Add these times"), icon_name="add")
        self.file = button(self.tr("Calendar file…"), icon_name="import")
        self.file.setToolTip(self.tr("Read when they are busy or free from an .ics file"))
        self.view = TimesView()
        self.times = TimeRows()
        self._draw = QTimer(self, interval=_DRAW_AFTER, singleShot=True)
        self._lay_out_parts()
        self.times.set_times([time_of(one) for one in card.windows])
        self._before = self.times.times
        self._wire()
        self._show()
        runner.read(partial(surroundings, today=this_day()), self._know)

    @property
    def rows(self) -> list[TimeRow]:
        """The rows from top to bottom."""
        return self.times.rows

    @property
    def proposed(self) -> tuple[TimeValue, ...]:
        """What the words and the calendar say, and is not among the times yet."""
        return together(self.said.heard.times, self.calendar.times)

    @property
    def something_typed(self) -> bool:
        """Whether a time was changed, added or removed, or words were typed."""
        return super().something_typed or self.times.times != self._before

    def settle(self) -> None:
        """Take the times as they are now as not changed by the user."""
        super().settle()
        self._before = self.times.times

    @Slot()
    def choose_file(self) -> None:
        """Ask for a calendar file and read it."""
        path = self._chooser.open_file(
            self, self.tr("Calendar file"), self.tr("Calendars (*.ics *.ical *.ifb)")
        )
        if path is not None:
            self.read_calendar(path)

    def read_calendar(self, path: Path) -> None:
        """Read a calendar file; what it says is shown, and nothing is taken over yet."""
        self.banner.clear()
        self.file.setEnabled(False)
        zone = zone_of(self._known, self.view.course_id)
        self._reading = self._runner.start(
            self.tr("Reading the calendar"),
            partial(read_file, path=path, time_zone=zone, today=this_day()),
            done=self._show_calendar,
            explain=self._refuse_calendar,
            in_place=True,
        )
        self._reading.ended.connect(self._read_ended)

    @Slot()
    def use_proposed(self) -> None:
        """Let what was understood take the place of all times in the rows."""
        self.times.set_times(self.proposed)
        self._was_taken_over()

    @Slot()
    def add_proposed(self) -> None:
        """Put what was understood among the times in the rows."""
        there = set(self.times.times)
        self.times.add_times([one for one in self.proposed if one not in there])
        self._was_taken_over()

    @Slot()
    def write(self) -> None:
        """Save; what is wrong in a row is told there and changes nothing."""
        if self.said.words.toPlainText().strip():
            self.said.read_now()
        wrong = self.times.wrong
        if wrong is not None:
            fields = wrong.open_fields()
            fields.go_to_problem()
            self.refuse(Invalid(fields.wrong.text(), hint=self.tr("Mend it in its row.")))
            return
        if self.proposed or self.said.heard.left:
            self.refuse(
                Invalid(
                    self.tr("What they said is not among the times yet."),
                    hint=self.tr("Press “Add these times”, or empty the field."),
                )
            )
            return
        self.set_busy(True)
        card = self._card
        windows = tuple(map(window_of, self.times.times))
        self._runner.write(
            self.tr("Times of “{name}”").format(name=card.public_name),
            lambda db: set_availability(db, card.id, windows, seen=card.version),
            done=self._saved,
            explain=self.refuse,
        )

    def reject(self) -> None:
        """Leave; a calendar that is being read is not read to its end."""
        super().reject()
        if not self.isVisible() and self._reading is not None:
            self._reading.cancel()

    def _wire(self) -> None:
        self.save_wanted.connect(self.write)
        self.said.understood.connect(self._show)
        self.file.clicked.connect(self.choose_file)
        self.calendar.changed.connect(self._show)
        self.times.edited.connect(self._draw.start)
        self._draw.timeout.connect(self._show)
        self.use.clicked.connect(self.use_proposed)
        self.add_these.clicked.connect(self.add_proposed)
        self.view.course_chosen.connect(self._choose_course)

    def _lay_out_parts(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(10)
        beside.addWidget(self.add_these)
        beside.addWidget(self.use)
        beside.addStretch()
        beside.addWidget(self.file)
        for part in (self.said, self.calendar):
            self.body.addWidget(part)
        self.body.addLayout(beside)
        self.body.addWidget(self.view)
        self.body.addWidget(line())
        self.body.addWidget(self.times)

    @Slot()
    def _show(self) -> None:
        """Draw what was understood, or else what stands in the rows."""
        self._draw.stop()
        proposed = self.proposed
        for each in (self.use, self.add_these):
            each.setVisible(bool(proposed))
        self.use.setVisible(bool(proposed) and bool(self.times.count))
        if proposed:
            self.view.show_times(proposed, self.tr("What they said: not among the times yet"))
        elif self.times.count:
            self.view.show_times(self.times.times, self.tr("Their times"))
        else:
            self.view.show_times((), self.tr("They have not answered yet"))

    def _know(self, known: Surroundings) -> None:
        self._known = known
        self.view.know_courses(known.courses)
        self._choose_course()

    @Slot()
    def _choose_course(self) -> None:
        """Read words as about the course that is looked at, or about the next one."""
        chosen = [one for one in self._known.courses if self.view.course_id in {None, one.id}]
        self.said.know_dates(chosen[0].dates if chosen else ())

    def _was_taken_over(self) -> None:
        self.calendar.clear()
        self.said.clear()
        self._show()
        self.times.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_calendar(self, answer: CalendarAnswer) -> None:
        self.calendar.show_answer(answer)

    def _refuse_calendar(self, error: UserError) -> None:
        self.banner.show_error(error)

    @Slot()
    def _read_ended(self) -> None:
        self._reading = None
        self.file.setEnabled(True)

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()
