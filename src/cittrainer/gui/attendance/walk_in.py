"""Somebody came who was not enrolled: find or type them, enroll and tick them in one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QListWidgetItem, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.dates import long_date, this_day, time_of_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.likely import LikelyPeople
from cittrainer.gui.common.trainee_words import ROLES
from cittrainer.gui.forms.ui_attendance_walk_in import Ui_WalkInForm
from cittrainer.models import IdentifierKind, TraineeRole
from cittrainer.queries import agencies, people
from cittrainer.queries.people_search import PeopleFilter
from cittrainer.rules.person_values import Identifier, PersonKey
from cittrainer.services.attendance import add_walk_in
from cittrainer.services.people import PersonDetails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.agencies import AgencyName
    from cittrainer.queries.attendance import Register
    from cittrainer.queries.people import PersonRow
    from cittrainer.rules.values import DayValue

SHOWN_AT_MOST = 30
TYPING_PAUSE = 120
"""Milliseconds after the last letter until people are looked for."""

_ROW = Qt.ItemDataRole.UserRole


class WalkInDialog(FormDialog):
    """Enrolls somebody who is standing at the door, present from now on."""

    def __init__(
        self, runner: Runner, book: Register, day: DayValue, parent: QWidget | None = None
    ) -> None:
        super().__init__("Walk-in", parent, save_label="Enroll and tick", width=560)
        self.setWindowTitle(self.tr("Walk-in"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._book = book
        self._day = day
        self._seated = frozenset(one.person_id for one in book.trainees)
        self.heading.setText(self.tr("Walk-in on %s") % long_date(day.date))
        self.save.setText(self.tr("Enroll and tick"))
        self.ui = Ui_WalkInForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.likely = LikelyPeople(runner)
        self.likely.chosen.connect(self._take)
        self.body.addWidget(self.likely)
        self.body.addWidget(form)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._pause.timeout.connect(self.look)
        self.ui.search.textChanged.connect(self._typed_name)
        self.ui.new_person.toggled.connect(self._show_way)
        self.ui.search.returnPressed.connect(self.ui.found.setFocus)
        self.ui.found.itemActivated.connect(self.save.click)
        self.save_wanted.connect(self.enroll)
        for field in (self.ui.last_name, self.ui.first_name, self.ui.state_id):
            field.textEdited.connect(self._look_soon)
        self.ui.agency.currentIndexChanged.connect(self._look_soon)
        self._fill()
        self._show_way()
        self.look()
        runner.read(agencies.names, self._offer_agencies)

    @Slot()
    def look(self) -> None:
        """Find people by what was typed."""
        wanted = PeopleFilter(text=self.ui.search.text())
        today = this_day()
        self._runner.read(
            lambda db: people.page(db, wanted, today=today, limit=SHOWN_AT_MOST), self._show_found
        )

    @Slot()
    def enroll(self) -> None:
        """Take them in; a refusal is shown in the form."""
        try:
            name, who = self._who()
        except Invalid as error:
            self.refuse(error)
            return
        self.set_busy(True)
        if isinstance(who, int):
            self._enroll(name, who)
        else:
            self.likely.look(self._key(), partial(self._enroll_new, name, who))

    def _enroll_new(self, name: str, who: PersonDetails) -> None:
        """Take a new person in, unless they are on file already and that is seen now."""
        if self.likely.may_be_added():
            self._enroll(name, who)
        else:
            self.set_busy(False)

    @Slot(int, str)
    def _take(self, person_id: int, name: str) -> None:
        """The new person is on file already: take that one in."""
        self.set_busy(True)
        self._enroll(name, person_id)

    def _enroll(self, name: str, who: int | PersonDetails) -> None:
        course_id, blocks, today = self._book.week.course_id, self._blocks(), this_day()
        apart = self.likely.told
        self._runner.write(
            self.tr("Walk-in {name} in {course}").format(name=name, course=self._book.week.number),
            lambda db: add_walk_in(db, course_id, who, block_ids=blocks, today=today, apart=apart),
            done=self._enrolled,
            explain=self.refuse,
        )

    def _fill(self) -> None:
        for role in TraineeRole:
            self.ui.role.addItem(ROLES[role], role)
        self.ui.agency.addItem(self.tr("None"), None)
        for index, block in enumerate(self._open_to_all()):
            when = time_of_day(block.start or 0)
            self.ui.since.addItem(f"{when}  {block.title}", index)
        self.ui.since.addItem(self.tr("Not ticked; only enrolled"), self.ui.since.count())

    def _open_to_all(self) -> list[Any]:
        """The blocks of the day that are not for certain groups only, for they are in none."""
        return [
            block
            for block in self._book.blocks(self._day)
            if not block.parts or any(part.group_id is None for part in block.parts)
        ]

    def _blocks(self) -> list[int]:
        return [block.id for block in self._open_to_all()[self.ui.since.currentData() :]]

    @Slot()
    def _look_soon(self) -> None:
        self.likely.look_soon(self._key())

    def _key(self) -> PersonKey:
        """The new person as far as matching may know them."""
        state_id = self.ui.state_id.text().strip()
        return PersonKey(
            id=0,
            last_name=self.ui.last_name.text() if self.ui.new_person.isChecked() else "",
            first_name=self.ui.first_name.text(),
            agency=self.ui.agency.currentText() if self.ui.agency.currentData() else "",
            identifiers=(Identifier("state_id", state_id),) if state_id else (),
        )

    def _who(self) -> tuple[str, int | PersonDetails]:
        if self.ui.new_person.isChecked():
            state_id = self.ui.state_id.text().strip()
            details = PersonDetails(
                last_name=self.ui.last_name.text(),
                first_name=self.ui.first_name.text(),
                identifiers=((IdentifierKind.STATE_ID, state_id),) if state_id else (),
                agency_id=self.ui.agency.currentData(),
                role=TraineeRole(self.ui.role.currentData()),
            )
            name = f"{details.first_name} {details.last_name}".strip()
            return name, details
        item = self.ui.found.currentItem()
        if item is None:
            raise Invalid(
                self.tr("Nobody is chosen."), hint=self.tr("Choose a name, or type a new person.")
            )
        row: PersonRow = item.data(_ROW)
        return row.sorted_name, row.id

    @Slot()
    def _typed_name(self) -> None:
        self._pause.start()

    def _show_found(self, rows: Sequence[PersonRow]) -> None:
        found = self.ui.found
        found.clear()
        for row in rows:
            seated = row.id in self._seated
            parts = [row.sorted_name, row.agency, row.state_id]
            if seated:
                parts.append(self.tr("in the course already"))
            item = QListWidgetItem(" · ".join(part for part in parts if part))
            item.setData(_ROW, row)
            if seated:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            found.addItem(item)
        if self.ui.search.text().strip():
            free = next((at for at, row in enumerate(rows) if row.id not in self._seated), -1)
            found.setCurrentRow(free)

    def _offer_agencies(self, names: Sequence[AgencyName]) -> None:
        for one in names:
            self.ui.agency.addItem(one.name, one.id)
        if not self.something_typed:
            self.settle()

    @Slot()
    def _show_way(self) -> None:
        new = self.ui.new_person.isChecked()
        self.ui.search_box.setVisible(not new)
        self.ui.person_box.setVisible(new)
        self._look_soon()
        if new and not self.ui.last_name.text():
            last, _comma, first = self.ui.search.text().partition(",")
            self.ui.last_name.setText(last.strip())
            self.ui.first_name.setText(first.strip())
        (self.ui.last_name if new else self.ui.search).setFocus()

    def _enrolled(self, _enrollment_id: int) -> None:
        self.settle()
        self.accept()
