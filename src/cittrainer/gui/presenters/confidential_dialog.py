"""The confidential record of a presenter: its opening is noted first, then it is read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button
from cittrainer.gui.common.dates import short_date, this_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.messages import ask
from cittrainer.gui.presenters.confidential_fields import ConfidentialFacts, ConfidentialFields
from cittrainer.jobs.forget_confidential import LABEL as REMOVED
from cittrainer.jobs.forget_confidential import copies, forget_confidential
from cittrainer.queries.agencies import names
from cittrainer.queries.confidential import (
    coming_bookings,
    confidential,
    openings,
    words_of_rooms,
)
from cittrainer.rules.wording import counted
from cittrainer.services.confidential import LABEL as CHANGED
from cittrainer.services.confidential import OPENED, open_confidential, write_confidential

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.forget_confidential import Copies


class ConfidentialDialog(FormDialog):
    """What a presenter entrusted to the coordinator; nothing of it stays in the window."""

    def __init__(self, runner: Runner, presenter_id: int, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Confidential record"), parent, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(700, 720)
        self._runner = runner
        self._presenter_id = presenter_id
        self._seen: int | None = None
        self._copies: Copies | None = None
        self._ticked: object = None
        self.fields = ConfidentialFields()
        self.ui = self.fields.ui
        self.body.addWidget(self.fields)
        self.remove = button(self.tr("Remove record…"), "danger", "delete")
        self.remove.setEnabled(False)
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.remove.clicked.connect(self.ask_to_remove)
        self.save_wanted.connect(self.write)
        self.finished.connect(self.forget)
        self.set_busy(True)
        self.form.setEnabled(False)
        # What cannot be noted in the history is not shown.
        runner.write(
            OPENED,
            partial(open_confidential, presenter_id=presenter_id),
            done=self._read,
            explain=self._keep_shut,
        )

    @property
    def something_typed(self) -> bool:
        """Whether a field or a tick is another than when it was shown."""
        return super().something_typed or (
            self._typed is not None and self.fields.ticked != self._ticked
        )

    def settle(self) -> None:
        """Take what stands in the fields now as not typed by the user."""
        super().settle()
        self._ticked = self.fields.ticked

    @Slot()
    def write(self) -> None:
        """Save; a refusal is shown in the form."""
        try:
            typed = self.fields.words
        except ValueError as error:
            self.refuse(Invalid(str(error), hint="Type it as the field shows when it is empty."))
            return
        not_booked_for, covered = self.fields.ticked
        self.set_busy(True)
        self._runner.write(
            CHANGED,
            partial(
                write_confidential,
                presenter_id=self._presenter_id,
                typed=typed,
                agencies_not_booked_for=not_booked_for,
                consent_agencies=covered,
                support_invited=self.ui.to_arrange.invited,
                seen=self._seen,
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
            f"{self.tr('It is removed from the file at once and cannot be brought back.')} "
            f"{self._until_when()} "
            + self.tr(
                "Copies that you made yourself, and files set aside beside yours as replaced or "
                "damaged, hold it until you delete them."
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

    @Slot()
    def forget(self) -> None:
        """Take everything out of the widgets."""
        self.fields.forget()
        self._typed = None

    def _read(self, _noted: None) -> None:
        self._runner.read(
            partial(
                _read_all,
                file=self._runner.database.path,
                presenter_id=self._presenter_id,
                today=this_day(),
            ),
            self._fill,
            explain=self._keep_shut,
        )

    def _keep_shut(self, error: UserError) -> None:
        """Show why it was not opened, and nothing else."""
        self.refuse(error)
        self.save.setEnabled(False)
        self.form.hide()
        self.cancel.setText(self.tr("Close"))
        self.cancel.setFocus()

    def _fill(self, found: tuple[ConfidentialFacts, Copies]) -> None:
        if not self.isVisible():
            return
        facts, self._copies = found
        card = facts.card
        self._seen = card.version
        title = self.tr("Confidential record of {name}").format(name=card.public_name)
        self.heading.setText(title)
        self.fields.fill(facts)
        self.remove.setEnabled(card.version is not None or bool(card.agencies_not_booked_for))
        self.form.setEnabled(True)
        self.set_busy(False)
        self.settle()
        self._focus_first()

    def _until_when(self) -> str:
        """Until when backups hold the record."""
        if self._copies is None or not self._copies.count:
            return self.tr("No backup holds it.")
        return self.tr(
            "{backups} it, the newest of {newest}. In regular use (two days in each month) the "
            "last of them is deleted by {until} at the latest; from one that is restored the "
            "record is removed again."
        ).format(
            backups=counted(self._copies.count, "backup holds", "backups hold"),
            newest=short_date(self._copies.newest),
            until=short_date(self._copies.gone_by),
        )

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()


def _read_all(
    db: Session, *, file: Path, presenter_id: int, today: date
) -> tuple[ConfidentialFacts, Copies]:
    facts = ConfidentialFacts(
        card=confidential(db, presenter_id),
        agencies=names(db),
        openings=openings(db, presenter_id),
        coming=coming_bookings(db, presenter_id, today=today),
        room_words=words_of_rooms(db),
    )
    return facts, copies(db, file, presenter_id)
