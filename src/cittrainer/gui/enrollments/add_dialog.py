"""Finds people on file and puts them into a course."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.trainee_words import ROLES, STATES
from cittrainer.models import EnrollmentState
from cittrainer.queries.people import PersonRow, page
from cittrainer.queries.people_search import PeopleFilter
from cittrainer.services.enrollments import enroll_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.seats import SeatCount
    from cittrainer.settings import SettingsFile

STATES_OFFERED = (
    EnrollmentState.ENROLLED,
    EnrollmentState.NOMINATED,
    EnrollmentState.APPROVED,
    EnrollmentState.WAITLISTED,
)


def _post(row: PersonRow) -> str:
    return row.position or ("" if row.role is None else ROLES[row.role])


COLUMNS: tuple[Column[PersonRow], ...] = (
    Column(
        "name",
        "Name",
        lambda row: row.sorted_name,
        sort=lambda row: row.search_name,
        bold=True,
        width=200,
    ),
    Column("agency", "Agency", lambda row: row.agency, width=200),
    Column("position", "Role", _post, width=130),
    Column("state_id", "State ID", lambda row: row.state_id, width=90),
    Column("course", "Latest course", lambda row: row.latest_course, width=110),
)


class PickerSearch(SearchField):
    """A search field whose arrow key down goes into the list below it."""

    down_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key that leads into the list."""
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)


class AddPeopleDialog(FormDialog):
    """Type two letters, choose one or several people, and put them into the course."""

    added = Signal(int)
    """How many came into the course."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        number: str,
        seats: SeatCount,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Add people to {number}").format(number=number),
            parent,
            save_label=self.tr("Add"),
            width=800,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumHeight(560)
        self._runner = runner
        self._course_id = course_id
        self._number = number
        self._asking = False
        self._ask_again = False
        self.search = PickerSearch(self.tr("Name, number or agency"))
        self.list = ListView(
            COLUMNS,
            name="people to add",
            settings=settings,
            key=lambda row: row.id,
            parent=self,
        )
        self.list.setAccessibleName(self.tr("People who are not in the course"))
        self.list.setMinimumHeight(240)
        self.list.set_placeholder(
            self.tr("Nobody else on file fits. Add a new person on the people page.")
        )
        self.state = QComboBox()
        self.state.setAccessibleName(self.tr("State in the course"))
        for state in STATES_OFFERED:
            self.state.addItem(STATES[state], state)
        if seats.left == 0:
            self.state.setCurrentIndex(STATES_OFFERED.index(EnrollmentState.WAITLISTED))
        self.seats = label(_seats(seats), "muted")
        self._lay_out_parts()
        self._wire()
        self._show_chosen([])
        self._look()

    @property
    def something_typed(self) -> bool:
        """Choosing people is nothing that could be lost."""
        return False

    @Slot()
    def write(self) -> None:
        """Put the chosen people into the course as one step; a refusal is shown here."""
        rows: list[PersonRow] = self.list.selected_rows()
        if not rows:
            return
        ids, state = [row.id for row in rows], EnrollmentState(self.state.currentData())
        who = rows[0].sorted_name[:80] if len(rows) == 1 else f"{len(rows)} people"
        words = {
            EnrollmentState.ENROLLED: self.tr("Enroll {who} in {number}"),
            EnrollmentState.WAITLISTED: self.tr("Put {who} on the waiting list of {number}"),
            EnrollmentState.NOMINATED: self.tr("Nominate {who} for {number}"),
            EnrollmentState.APPROVED: self.tr("Approve {who} for {number}"),
        }
        course_id = self._course_id

        def enroll(db: Session) -> int:
            return enroll_many(db, course_id, ids, state=state)

        self.set_busy(True)
        self._runner.write(
            words[state].format(who=who, number=self._number),
            enroll,
            done=self._saved,
            explain=self.refuse,
        )

    def _saved(self, number: int) -> None:
        self.accept()
        self.added.emit(number)

    def _lay_out_parts(self) -> None:
        as_state = QLabel(self.tr("&as"))
        as_state.setBuddy(self.state)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.seats)
        below.addStretch()
        below.addWidget(as_state)
        below.addWidget(self.state)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(below)
        outer = self.form.layout()
        if isinstance(outer, QVBoxLayout):
            outer.setStretchFactor(self.body, 1)

    def _wire(self) -> None:
        self.save_wanted.connect(self.write)
        self.search.textChanged.connect(self._look)
        self.search.down_pressed.connect(self._enter_list)
        self.list.rows_selected.connect(self._show_chosen)
        self.list.row_opened.connect(self.write)

    @Slot()
    def _look(self) -> None:
        if self._asking:
            self._ask_again = True
            return
        self._asking = True
        wanted = replace(PeopleFilter(text=self.search.text()), not_in_course=self._course_id)
        today = this_day()
        self._runner.read(lambda db: page(db, wanted, today=today), self._take)

    def _take(self, rows: Sequence[PersonRow]) -> None:
        self._asking = False
        if self._ask_again:
            self._ask_again = False
            self._look()
            return
        self.list.set_rows(rows)

    @Slot()
    def _enter_list(self) -> None:
        if self.list.rows.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.selectRow(0)

    @Slot(list)
    def _show_chosen(self, rows: Sequence[PersonRow]) -> None:
        number = len(rows)
        people = self.tr("1 person") if number == 1 else self.tr("{n} people").format(n=number)
        self.save.setText(self.tr("Add {people}").format(people=people))
        self.save.setAccessibleName(self.save.text())
        self.save.setEnabled(number > 0)


def _seats(seats: SeatCount) -> str:
    waiting = f", {seats.waiting} waiting" if seats.waiting else ""
    return f"{seats.left} of {seats.seats} seats free{waiting}"
