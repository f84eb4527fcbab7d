"""The form of a course day: its date and its hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from cittrainer.gui.common.dates import long_date, qdate
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.forms.ui_courses_day import Ui_DayForm
from cittrainer.services.course_days import add_day, edit_day
from cittrainer.services.courses import DAY_END, DAY_START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.courses import DayRow


class DayForm(FormDialog):
    """Adds a day to a course or changes one."""

    def __init__(
        self,
        runner: Runner,
        course_id: int,
        days: Sequence[DayRow],
        day: DayRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the form.

        Args:
            runner: Saves it.
            course_id: The course.
            days: All its days; a new one is proposed after the last.
            day: The day to change, or None for a new one.
            parent: The Qt parent.
        """
        title = self.tr("Add a day") if day is None else long_date(day.date)
        super().__init__(title, parent, width=400)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._course_id = course_id
        self._day = day
        self.ui = Ui_DayForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(form)
        last = days[-1] if days else None
        like = day or last
        proposed = day.date if day else (last.date + timedelta(days=1) if last else None)
        if proposed is not None:
            self.ui.date.setDate(qdate(proposed))
        self.ui.start.set_minute(like.start_minute if like else DAY_START)
        self.ui.end.set_minute(like.end_minute if like else DAY_END)
        self.save_wanted.connect(self.save_day)

    @Slot()
    def save_day(self) -> None:
        """Save the day; a refusal is shown in the form."""
        self.set_busy(True)
        shown = self.ui.date.date()
        on = date(shown.year(), shown.month(), shown.day())
        start, end = self.ui.start.minute, self.ui.end.minute
        course_id, day = self._course_id, self._day
        if day is None:
            self._runner.write(
                self.tr("Add {date}").format(date=long_date(on)),
                lambda db: add_day(db, course_id, on, start_minute=start, end_minute=end),
                done=self._saved,
                explain=self.refuse,
            )
        else:
            day_id = day.id
            self._runner.write(
                self.tr("Change {date}").format(date=long_date(day.date)),
                lambda db: edit_day(db, day_id, on=on, start_minute=start, end_minute=end),
                done=self._saved,
                explain=self.refuse,
            )

    def _saved(self, _result: int | None) -> None:
        self.settle()
        self.accept()
