"""The confidential record of a presenter: read when opened, forgotten when closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QPlainTextEdit, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.messages import ask
from cittrainer.gui.forms.ui_presenter_confidential import Ui_ConfidentialForm
from cittrainer.jobs.forget_confidential import LABEL as REMOVED
from cittrainer.jobs.forget_confidential import forget_confidential
from cittrainer.queries.agencies import names
from cittrainer.queries.confidential import confidential
from cittrainer.services.confidential import LABEL as CHANGED
from cittrainer.services.confidential import ConfidentialWords, write_confidential

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.agencies import AgencyName
    from cittrainer.queries.confidential import ConfidentialCard


_ID = Qt.ItemDataRole.UserRole


class ConfidentialDialog(FormDialog):
    """What a presenter entrusted to the coordinator; nothing of it stays in the window."""

    def __init__(self, runner: Runner, presenter_id: int, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Confidential record"), parent, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(660, 680)
        self._runner = runner
        self._presenter_id = presenter_id
        self._seen: int | None = None
        self.ui = Ui_ConfidentialForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(form)
        self.remove = button(self.tr("Remove record…"), "danger", "delete")
        self.remove.setEnabled(False)
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.remove.clicked.connect(self.ask_to_remove)
        self.save_wanted.connect(self.write)
        self.finished.connect(self.forget)
        self.set_busy(True)
        runner.read(self._read, self._fill, explain=self.refuse)

    @Slot()
    def write(self) -> None:
        """Save; a refusal is shown in the form."""
        try:
            typed = self._words()
        except ValueError as error:
            self.refuse(Invalid(str(error), hint="Type it as the field shows when it is empty."))
            return
        self.set_busy(True)
        presenter_id, seen = self._presenter_id, self._seen
        agencies = self.agencies_ticked
        self._runner.write(
            CHANGED,
            lambda db: write_confidential(
                db, presenter_id, typed, agencies_not_booked_for=agencies, seen=seen
            ),
            done=self._saved,
            explain=self.refuse,
        )

    @Slot()
    def ask_to_remove(self) -> None:
        """Remove the record for good, once that is confirmed."""
        if ask(
            self,
            self.tr("Remove the confidential record?"),
            self.tr(
                "It is removed from the file at once and cannot be brought back. Backups that "
                "were made before still hold it until they are thinned out, at the latest after "
                "12 months in use; it is removed again when one of them is restored. Copies that "
                "you made yourself, and files set aside beside yours as replaced or damaged, "
                "hold it until you delete them."
            ),
            self.tr("Remove"),
            danger=True,
        ):
            self.remove_record()

    def remove_record(self) -> None:
        """Remove it from the file and from whatever is restored later."""
        self.set_busy(True)
        presenter_id = self._presenter_id
        self._runner.start(
            REMOVED,
            lambda database, progress: forget_confidential(database, presenter_id, progress),
            done=self._saved,
            explain=self.refuse,
        )

    @property
    def agencies_ticked(self) -> tuple[int, ...]:
        """The ids of the agencies that are ticked."""
        items = (self.ui.agencies.item(at) for at in range(self.ui.agencies.count()))
        return tuple(item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked)

    @Slot()
    def forget(self) -> None:
        """Take everything out of the widgets."""
        # Set and not cleared: setting also forgets what could be undone in the field.
        for line in self.form.findChildren(QLineEdit):
            line.setText("")
        for text in self.form.findChildren(QPlainTextEdit):
            text.setPlainText("")
        self.ui.agencies.clear()
        self._typed = None

    def _read(self, db: Session) -> tuple[ConfidentialCard, tuple[AgencyName, ...]]:
        return confidential(db, self._presenter_id), names(db)

    def _fill(self, found: tuple[ConfidentialCard, tuple[AgencyName, ...]]) -> None:
        card, agencies = found
        if not self.isVisible():
            return
        ui = self.ui
        self._seen = card.version
        title = self.tr("Confidential record of {name}").format(name=card.public_name)
        self.heading.setText(title)
        ui.phone.setText(card.phone)
        ui.email.setText(card.email)
        ui.address.setPlainText(card.address)
        ui.support_person.setText(card.support_person)
        ui.access_needs.setPlainText(card.access_needs)
        ui.topics_not_asked.setPlainText(card.topics_not_asked)
        ui.consent_on.set_date(card.consent_on)
        ui.consent_scope.setPlainText(card.consent_scope)
        ui.consent_expires_on.set_date(card.consent_expires_on)
        ui.consent_withdrawn_on.set_date(card.consent_withdrawn_on)
        for agency in agencies:
            item = QListWidgetItem(agency.name)
            item.setData(_ID, agency.id)
            ticked = agency.id in card.agencies_not_booked_for
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            ui.agencies.addItem(item)
        self.remove.setEnabled(card.version is not None or bool(card.agencies_not_booked_for))
        self.set_busy(False)
        self.settle()

    def _words(self) -> ConfidentialWords:
        """What stands in the form.

        Raises:
            ValueError: a date is none.
        """
        ui = self.ui
        return ConfidentialWords(
            phone=ui.phone.text(),
            email=ui.email.text(),
            address=ui.address.toPlainText(),
            support_person=ui.support_person.text(),
            access_needs=ui.access_needs.toPlainText(),
            topics_not_asked=ui.topics_not_asked.toPlainText(),
            consent_on=ui.consent_on.date,
            consent_scope=ui.consent_scope.toPlainText(),
            consent_expires_on=ui.consent_expires_on.date,
            consent_withdrawn_on=ui.consent_withdrawn_on.date,
        )

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()
