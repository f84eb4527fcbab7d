"""The form of a person: names, where they work, numbers, contact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCompleter, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.dates import short_date, this_day, typed_date
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.likely import LikelyPeople
from cittrainer.gui.common.trainee_words import ROLES
from cittrainer.gui.forms.ui_people_person import Ui_PersonForm
from cittrainer.models import IdentifierKind, TraineeRole
from cittrainer.queries import agencies, people
from cittrainer.queries.academy import matching_policy
from cittrainer.rules.person_values import Identifier, PersonKey
from cittrainer.services import agencies as agency_services
from cittrainer.services import people as person_services
from cittrainer.services.merges import keep_apart
from cittrainer.services.people import PersonDetails

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QLineEdit
    from sqlalchemy.orm import Session

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.agencies import AgencyName
    from cittrainer.queries.people import Colleague, PersonRecord

_MARK = 60
"""Characters of a name in the sentence of a step."""


@dataclass(frozen=True, slots=True)
class _Known:
    agencies: tuple[AgencyName, ...]
    record: PersonRecord | None
    keep_birth_dates: bool


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the form; the agency as a name, for it may be a new one."""

    details: PersonDetails
    agency: str
    moved: bool


class PersonDialog(FormDialog):
    """Adds a person, or edits the one it was opened for."""

    saved = Signal(int)
    """The id of the person."""
    person_wanted = Signal(int)
    """They are on file already, as the person with this id."""

    def __init__(
        self, runner: Runner, person_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        title = self.tr("New person") if person_id is None else self.tr("Edit person")
        super().__init__(title, parent, width=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._person_id = person_id
        self._record: PersonRecord | None = None
        self.ui = Ui_PersonForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.likely = LikelyPeople(runner)
        self.likely.chosen.connect(self._take)
        self.body.addWidget(self.likely)
        self.body.addWidget(form)
        self.ui.service_since.setValidator(QIntValidator(0, 9999, self))
        for role, name in ROLES.items():
            self.ui.role.addItem(name, role)
        self.ui.moved.setChecked(True)
        keeping = self.ui.moved.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # the form does not jump when it appears
        self.ui.moved.setSizePolicy(keeping)
        self.ui.moved.hide()
        self.ui.supervisor.addItem(self.tr("Not known"), None)
        self.ui.agency.currentTextChanged.connect(self._employment_changed)
        self.ui.agency.currentTextChanged.connect(self._read_colleagues)
        self.ui.role.currentIndexChanged.connect(self._employment_changed)
        self.save_wanted.connect(self.write)
        if person_id is None:
            self._watch()
        self.set_busy(True)
        runner.read(lambda db: _known(db, person_id), self._fill, explain=self.refuse)

    @Slot()
    def write(self) -> None:
        """Save what stands in the form; a refusal is shown in it."""
        try:
            typed = self._typed_person()
        except Invalid as error:
            self.refuse(error)
            return
        if self._person_id is None:
            self.set_busy(True)
            self.likely.look(self._key(), partial(self._write, typed))
        else:
            self._write(typed)

    def _write(self, typed: _Typed) -> None:
        """Save, unless the person is on file already and that is seen now."""
        if self._person_id is None and not self.likely.may_be_added():
            self.set_busy(False)
            return
        apart = self.likely.told if self._person_id is None else []
        name = " ".join(filter(None, (typed.details.first_name, typed.details.last_name))).strip()
        name = name if len(name) <= _MARK else f"{name[:_MARK]}…"
        verb = self.tr("Add {name}") if self._person_id is None else self.tr("Edit {name}")
        person_id, record, today = self._person_id, self._record, this_day()
        self.set_busy(True)
        self._runner.write(
            verb.format(name=name),
            lambda db: _save(db, person_id, record, typed, today, apart),
            done=self._saved,
            explain=self.refuse,
        )

    def _watch(self) -> None:
        """Look for people on file while a new one is typed."""
        ui = self.ui
        numbers = [field for _kind, field in self._number_fields()]
        for field in (ui.last_name, ui.first_name, ui.middle_name, ui.email, *numbers):
            field.textEdited.connect(self._look_soon)
        ui.agency.currentTextChanged.connect(self._look_soon)

    @Slot()
    def _look_soon(self) -> None:
        self.likely.look_soon(self._key())

    def _key(self) -> PersonKey:
        """The person as far as matching may know them."""
        ui = self.ui
        numbers = tuple(
            Identifier(kind.value, value.strip())
            for kind, field in self._number_fields()
            for value in field.text().split(",")
            if value.strip()
        )
        return PersonKey(
            id=0,
            last_name=ui.last_name.text(),
            first_name=ui.first_name.text(),
            middle_name=ui.middle_name.text(),
            suffix=ui.suffix.text(),
            agency=ui.agency.currentText(),
            identifiers=numbers,
            email=ui.email.text(),
        )

    @Slot(int, str)
    def _take(self, person_id: int, _name: str) -> None:
        """They are on file: show them instead of adding them."""
        self.settle()
        self.reject()
        self.person_wanted.emit(person_id)

    def _saved(self, person_id: int) -> None:
        self.settle()
        self.accept()
        self.saved.emit(person_id)

    def refuse(self, error: UserError) -> None:
        """Show why it was not saved; without what is to be edited nothing can be."""
        super().refuse(error)
        self.save.setEnabled(self._person_id is None or self._record is not None)

    def _fill(self, known: _Known) -> None:
        box = self.ui.agency
        box.addItem("", None)
        for agency in known.agencies:
            box.addItem(agency.name, agency.id)
        completer = QCompleter([agency.name for agency in known.agencies], box)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        box.setCompleter(completer)
        for part in (self.ui.birth_date_label, self.ui.birth_date):
            part.setVisible(known.keep_birth_dates)
        if known.record is not None:
            self._show(known.record)
        self.set_busy(False)
        self.settle()

    def _show(self, record: PersonRecord) -> None:
        ui, present = self.ui, record.present
        self.heading.setText(record.full_name)
        ui.last_name.setText(record.last_name)
        ui.first_name.setText(record.first_name)
        ui.middle_name.setText(record.middle_name)
        ui.suffix.setText(record.suffix)
        for kind, field in self._number_fields():
            field.setText(", ".join(value for one, value in record.identifiers if one is kind))
        ui.service_since.setText(str(record.service_since or ""))
        ui.email.setText(record.email)
        ui.phone.setText(record.phone)
        ui.address.setText(record.address.replace("\n", ", "))
        ui.birth_date.setText(short_date(record.birth_date))
        ui.remarks.setText(record.remarks)
        if present is not None:
            ui.agency.setCurrentText(present.agency)
            ui.role.setCurrentIndex(ui.role.findData(present.role))
            ui.position.setText(present.position)
            ui.shift.setText(present.shift)
            if present.supervisor_id is not None:
                ui.supervisor.addItem(present.supervisor, present.supervisor_id)
                ui.supervisor.setCurrentIndex(ui.supervisor.count() - 1)
        self._record = record
        self._employment_changed()

    @Slot()
    def _read_colleagues(self) -> None:
        """Offer the people of the agency as supervisors."""
        agency, besides = self.ui.agency.currentText().strip(), self._person_id
        self._runner.read(
            lambda db: people.colleagues(db, agency, besides=besides),
            partial(self._offer, agency),
        )

    def _offer(self, agency: str, found: tuple[Colleague, ...]) -> None:
        if agency != self.ui.agency.currentText().strip():
            return  # another one was typed meanwhile
        box, untouched = self.ui.supervisor, not self.something_typed
        chosen, name = box.currentData(), box.currentText()
        box.clear()
        box.addItem(self.tr("Not known"), None)
        for one in found:
            box.addItem(one.sorted_name, one.id)
        if chosen is not None and box.findData(chosen) < 0:
            box.addItem(name, chosen)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        if untouched:
            self.settle()

    @Slot()
    def _employment_changed(self) -> None:
        """Ask whether it is a move only where there is an earlier employment to keep."""
        present = None if self._record is None else self._record.present
        now = (self.ui.agency.currentText().strip(), self.ui.role.currentData())
        moved = present is not None and now != (present.agency, present.role)
        self.ui.moved.setVisible(moved)

    def _typed_person(self) -> _Typed:
        ui = self.ui
        numbers = tuple(
            (kind, value.strip())
            for kind, field in self._number_fields()
            for value in field.text().split(",")
            if value.strip()
        )
        year = ui.service_since.text().strip()
        if year and not year.isdecimal():
            raise Invalid(f"“{year}” is no year.", hint="Type four digits or nothing.")
        details = PersonDetails(
            last_name=ui.last_name.text(),
            first_name=ui.first_name.text(),
            middle_name=ui.middle_name.text(),
            suffix=ui.suffix.text(),
            identifiers=numbers,
            role=TraineeRole(ui.role.currentData()),
            position=ui.position.text(),
            shift=ui.shift.text(),
            supervisor_id=ui.supervisor.currentData(),
            service_since=int(year) if year else None,
            email=ui.email.text(),
            phone=ui.phone.text(),
            address=self._typed_address(),
            birth_date=typed_date(ui.birth_date.text(), this_day()),
            remarks=ui.remarks.text(),
        )
        return _Typed(details, ui.agency.currentText().strip(), ui.moved.isChecked())

    def _typed_address(self) -> str:
        """The address; one of several lines that was not touched keeps them."""
        typed = self.ui.address.text()
        on_file = "" if self._record is None else self._record.address
        return on_file if typed == on_file.replace("\n", ", ") else typed

    def _number_fields(self) -> tuple[tuple[IdentifierKind, QLineEdit], ...]:
        return (
            (IdentifierKind.STATE_ID, self.ui.state_id),
            (IdentifierKind.BADGE, self.ui.badge),
            (IdentifierKind.EMPLOYEE, self.ui.employee),
        )


def _known(db: Session, person_id: int | None) -> _Known:
    record = None if person_id is None else people.record(db, person_id)
    return _Known(agencies.names(db), record, matching_policy(db).keep_birth_dates)


def _save(
    db: Session,
    person_id: int | None,
    record: PersonRecord | None,
    typed: _Typed,
    today: date,
    apart: Sequence[int],
) -> int:
    """Save the form as one step; an agency not met before is added with it.

    Whoever was shown as likely and was not taken is remembered as another person.
    """
    agency_id = agency_services.find_or_add(db, typed.agency) if typed.agency else None
    details = replace(typed.details, agency_id=agency_id)
    if person_id is None or record is None:
        added = person_services.add_person(db, details, today=today)
        for other in apart:
            keep_apart(db, added, other)
        return added
    person_services.edit_person(
        db, person_id, details, seen=record.version, today=today, moved=typed.moved
    )
    return person_id
