"""The form of an agency: its names, contact, strength, shifts and target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.forms.ui_people_agency import Ui_AgencyForm
from cittrainer.gui.people.shifts_editor import ShiftsEditor
from cittrainer.gui.people.words import AGENCY_KINDS
from cittrainer.models import AgencyKind
from cittrainer.queries import agencies
from cittrainer.services import agencies as services
from cittrainer.services.agencies import AgencyDetails

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.agencies import AgencyRecord

_MARK = 60
"""Characters of a name in the sentence of a step."""


class AgencyDialog(FormDialog):
    """Adds an agency, or edits the one it was opened for."""

    saved = Signal(int)
    """The id of the agency."""

    def __init__(
        self, runner: Runner, agency_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        title = self.tr("New agency") if agency_id is None else self.tr("Edit agency")
        super().__init__(title, parent, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._agency_id = agency_id
        self._record: AgencyRecord | None = None
        self.ui = Ui_AgencyForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(form)
        for kind, name in AGENCY_KINDS.items():
            self.ui.kind.addItem(name, kind)
        self.shifts = ShiftsEditor()
        self.body.addWidget(self.shifts)
        for box in self._numbers():
            box.setValue(-1)
        self.shifts.add.clicked.connect(self.take_room)
        self.save_wanted.connect(self.write)
        if agency_id is not None:
            self.set_busy(True)
            runner.read(lambda db: agencies.record(db, agency_id), self._fill, explain=self.refuse)

    @Slot()
    def write(self) -> None:
        """Save what stands in the form; a refusal is shown in it."""
        details = self._typed_agency()
        name = details.name.strip()
        name = name if len(name) <= _MARK else f"{name[:_MARK]}…"
        verb = self.tr("Add {name}") if self._agency_id is None else self.tr("Edit {name}")
        agency_id, record = self._agency_id, self._record
        self.set_busy(True)
        self._runner.write(
            verb.format(name=name),
            lambda db: _save(db, agency_id, record, details),
            done=self._saved,
            explain=self.refuse,
        )

    def refuse(self, error: UserError) -> None:
        """Show why it was not saved; without what is to be edited nothing can be."""
        super().refuse(error)
        self.save.setEnabled(self._agency_id is None or self._record is not None)

    def _saved(self, agency_id: int) -> None:
        self.settle()
        self.accept()
        self.saved.emit(agency_id)

    def _fill(self, record: AgencyRecord) -> None:
        ui = self.ui
        self._record = record
        self.heading.setText(record.name)
        ui.name.setText(record.name)
        ui.short_name.setText(record.short_name)
        ui.kind.setCurrentIndex(ui.kind.findData(record.kind))
        ui.aliases.setText("; ".join(record.aliases))
        ui.contact_name.setText(record.contact_name)
        ui.email.setText(record.email)
        ui.phone.setText(record.phone)
        ui.address.setPlainText(record.address)
        numbers = (
            *(record.sworn, record.patrol, record.dispatchers),
            *(record.target_percent, record.turnover_percent),
        )
        for box, number in zip(self._numbers(), numbers, strict=True):
            box.setValue(-1 if number is None else number)
        self.shifts.show_shifts(record.shifts)
        self.set_busy(False)
        self.settle()

    def _typed_agency(self) -> AgencyDetails:
        ui = self.ui
        return AgencyDetails(
            name=ui.name.text(),
            short_name=ui.short_name.text(),
            kind=AgencyKind(ui.kind.currentData()),
            address=ui.address.toPlainText(),
            phone=ui.phone.text(),
            email=ui.email.text(),
            contact_name=ui.contact_name.text(),
            sworn=_number(ui.sworn),
            patrol=_number(ui.patrol),
            dispatchers=_number(ui.dispatchers),
            target_percent=_number(ui.target),
            turnover_percent=_number(ui.turnover),
            shifts=self.shifts.shifts,
            aliases=tuple(ui.aliases.text().split(";")),
        )

    def _numbers(self) -> tuple[QSpinBox, ...]:
        ui = self.ui
        return ui.sworn, ui.patrol, ui.dispatchers, ui.target, ui.turnover


def _number(box: QSpinBox) -> int | None:
    """The number, or None where the box says that it is not known."""
    return None if box.value() == box.minimum() else box.value()


def _save(
    db: Session, agency_id: int | None, record: AgencyRecord | None, details: AgencyDetails
) -> int:
    if agency_id is None or record is None:
        return services.add_agency(db, details)
    services.edit_agency(db, agency_id, details, seen=record.version)
    return agency_id
