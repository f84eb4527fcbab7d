"""The form of a record from before or from elsewhere, with what was seen as proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QPlainTextEdit, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button
from cittrainer.gui.common.dates import short_date, this_day, typed_date
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.fields import adjust
from cittrainer.models import EarlierKind
from cittrainer.queries.transcripts import earlier_form
from cittrainer.services.earlier_records import (
    MOST_HOURS,
    EarlierDetails,
    add_record,
    edit_record,
    remove_record,
)

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.transcripts import EarlierForm, EarlierLine

KINDS: Final = {
    EarlierKind.COMPLETION: "Completed course",
    EarlierKind.CONTINUING: "Continuing education",
    EarlierKind.EXEMPTION: "Exemption",
}
_PROOF_HEIGHT = 64


class EarlierDialog(FormDialog):
    """Adds a record to a person's transcript, or corrects one."""

    def __init__(
        self,
        runner: Runner,
        person_id: int,
        name: str,
        record_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Record from elsewhere of {name}").format(name=name), parent, width=620
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._person_id = person_id
        self._name = name
        self._record_id = record_id
        self._record: EarlierLine | None = None
        self.kind = QComboBox()
        for kind, words in KINDS.items():
            self.kind.addItem(words, kind)
        self.title = QLineEdit()
        self.provider = QLineEdit()
        self.curriculum = QComboBox()
        self.agency = QComboBox()
        self.began, self.ended, self.expires = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self.began, self.ended, self.expires):
            field.setPlaceholderText(short_date(this_day()))
        self.hours = QDoubleSpinBox()
        self.hours.setMaximum(MOST_HOURS)
        self.hours.setSpecialValueText(self.tr("not known"))
        adjust(self.hours)
        self.number = QLineEdit()
        self.proof = QPlainTextEdit()
        self.proof.setFixedHeight(_PROOF_HEIGHT)
        self.proof.setTabChangesFocus(True)
        self.remarks = QLineEdit()
        self.remove = button(self.tr("Remove"), "danger")
        self._lay_out_fields()
        self.save_wanted.connect(self.write)
        self.remove.clicked.connect(self.take_off)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self._show_kind()
        self.set_busy(True)
        runner.read(
            lambda db: earlier_form(db, person_id, record_id), self._fill, explain=self.refuse
        )

    @Slot()
    def write(self) -> None:
        """Save what stands in the form; a refusal is shown in it."""
        try:
            details = self._typed_record()
        except Invalid as error:
            self.refuse(error)
            return
        verb = self.tr("Record “{title}” of {name}")
        if self._record_id is not None:
            verb = self.tr("Correct “{title}” of {name}")
        person_id, record, today = self._person_id, self._record, this_day()
        self.set_busy(True)
        self._runner.write(
            verb.format(title=details.title[:80], name=self._name[:80]),
            lambda db: _save(db, person_id, record, details, today),
            done=self._saved,
            explain=self.refuse,
        )

    @Slot()
    def take_off(self) -> None:
        """Take the record off the transcript; it can be undone."""
        record = self._record
        if record is None:
            return
        self._runner.write(
            self.tr("Remove “{title}” of {name}").format(
                title=record.title[:80], name=self._name[:80]
            ),
            lambda db: remove_record(db, record.id),
            done=self._saved,
            explain=self.refuse,
        )

    def _saved(self, _result: object) -> None:
        self.settle()
        self.accept()

    def _fill(self, form: EarlierForm) -> None:
        record = form.record
        self.curriculum.addItem(self.tr("None of ours"), None)
        for one, title in form.curricula:
            self.curriculum.addItem(title, one)
        self.agency.addItem(self.tr("Not known"), None)
        for one, name in form.agencies:
            self.agency.addItem(name, one)
        self._record = record
        if record is None:
            self.agency.setCurrentIndex(max(0, self.agency.findData(form.agency_id)))
        else:
            self._show_record(record)
        self.set_busy(False)
        self.settle()

    def _show_record(self, record: EarlierLine) -> None:
        self.kind.setCurrentIndex(self.kind.findData(record.kind))
        self.title.setText(record.title)
        self.provider.setText(record.provider)
        self.curriculum.setCurrentIndex(max(0, self.curriculum.findData(record.curriculum_id)))
        self.agency.setCurrentIndex(max(0, self.agency.findData(record.agency_id)))
        for field, day in (
            (self.began, record.began_on),
            (self.ended, record.done_on),
            (self.expires, record.expires_on),
        ):
            field.setText(short_date(day))
        self.hours.setValue((record.minutes or 0) / 60)
        self.number.setText(record.certificate)
        self.proof.setPlainText(record.proof)
        self.remarks.setText(record.remarks)

    def _typed_record(self) -> EarlierDetails:
        today = this_day()
        done = typed_date(self.ended.text(), today)
        if done is None:
            raise Invalid("The day is missing.", hint="Type the day on which it was completed.")
        hours = self.hours.value()
        return EarlierDetails(
            title=self.title.text(),
            done_on=done,
            kind=EarlierKind(self.kind.currentData()),
            began_on=typed_date(self.began.text(), today),
            minutes=round(hours * 60) if hours else None,
            provider=self.provider.text(),
            certificate_number=self.number.text(),
            expires_on=typed_date(self.expires.text(), today),
            proof=self.proof.toPlainText(),
            remarks=self.remarks.text(),
            agency_id=self.agency.currentData(),
            curriculum_id=self.curriculum.currentData(),
        )

    @Slot()
    def _show_kind(self) -> None:
        exempt = self.kind.currentData() == EarlierKind.EXEMPTION
        for field in (self.began, self.hours, self.number, self.curriculum):
            field.setEnabled(not exempt)
        self._title_row.set_label(self.tr("&Exempt from") if exempt else self.tr("&Title"))
        self._done_row.set_label(self.tr("E&xempt from the day") if exempt else self.tr("&Ended"))

    def _lay_out_fields(self) -> None:
        kind = self.add_field(self.tr("&Kind"), self.kind)
        provider = self.add_field(self.tr("Held or granted &by"), self.provider)
        self.add_row(kind, provider)
        self._title_row = self.add_field(self.tr("&Title"), self.title)
        began = self.add_field(self.tr("Be&gan"), self.began)
        self._done_row = self.add_field(self.tr("&Ended"), self.ended)
        expires = self.add_field(self.tr("&Counts until"), self.expires)
        self.add_row(began, self._done_row, expires)
        hours = self.add_field(self.tr("&Hours"), self.hours)
        number = self.add_field(self.tr("Certificate &no."), self.number)
        self.add_row(hours, number)
        curriculum = self.add_field(self.tr("Counts as c&urriculum"), self.curriculum)
        agency = self.add_field(self.tr("&Agency then"), self.agency)
        self.add_row(curriculum, agency)
        self.add_field(
            self.tr("&Proof"),
            self.proof,
            self.tr("What was seen and where it is kept, such as “Copy of certificate, binder 12”"),
        )
        self.add_field(self.tr("&Remarks"), self.remarks)
        self.remove.setVisible(self._record_id is not None)
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)

    def refuse(self, error: UserError) -> None:
        """Show why it was not saved."""
        super().refuse(error)
        self.save.setEnabled(self.curriculum.count() > 0)


def _save(
    db: Session, person_id: int, record: EarlierLine | None, details: EarlierDetails, today: date
) -> int:
    if record is None:
        return add_record(db, person_id, details, today=today)
    edit_record(db, record.id, details, seen=record.version, today=today)
    return record.id
