"""The form of a presenter: new or on file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.forms.ui_presenter_edit import Ui_PresenterForm
from cittrainer.gui.presenters.words import KINDS
from cittrainer.models import CONFIDENTIAL_KINDS, PresenterKind
from cittrainer.services.presenters import (
    PresenterWords,
    QualificationWords,
    add_presenter,
    edit_presenter,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.presenters import PresenterCard
    from cittrainer.rules.plan_values import QualificationValue

_UNTIL = "until"


def qualification_lines(held: Iterable[QualificationValue]) -> str:
    """Qualifications as they are typed, one a line with its last day."""
    return "\n".join(
        f"{one.name} {_UNTIL} {one.expires_on.isoformat()}" if one.expires_on else one.name
        for one in held
    )


def typed_qualifications(text: str) -> tuple[QualificationWords, ...]:
    """Qualifications as they were typed, one a line.

    Raises:
        Invalid: what stands after “until” at the end of a line is no date.
    """
    found = []
    for each in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        name, until, day = each.rpartition(f" {_UNTIL} ")
        try:
            found.append(
                QualificationWords(name, date.fromisoformat(day))
                if until
                else QualificationWords(each)
            )
        except ValueError:
            raise Invalid(
                f"“{day}” is no date.", hint="Write the last day as in 2027-06-30."
            ) from None
    return tuple(found)


class PresenterDialog(FormDialog):
    """Asks for everything that the book says about somebody, but for what is confidential."""

    saved = Signal(int)
    """The presenter's id."""

    def __init__(
        self, runner: Runner, card: PresenterCard | None = None, parent: QWidget | None = None
    ) -> None:
        """Make the form.

        Args:
            runner: Writes.
            card: What is on file; None makes a new presenter.
            parent: The Qt parent.
        """
        title = self.tr("Edit presenter") if card else self.tr("New presenter")
        super().__init__(title, parent, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(660, 640)
        self._runner = runner
        self._card = card
        self.ui = Ui_PresenterForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(form)
        self.ui.person.set_runner(runner)
        for kind, words in KINDS.items():
            self.ui.kind.addItem(words, kind)
        self.ui.kind.currentIndexChanged.connect(self._show_kind)
        self.save_wanted.connect(self.write)
        self._fill(card)
        self._show_kind()

    @property
    def kind(self) -> PresenterKind:
        """The kind that is chosen now."""
        return PresenterKind(self.ui.kind.currentData())

    @Slot()
    def write(self) -> None:
        """Save; a refusal is shown in the form."""
        ui, card = self.ui, self._card
        try:
            typed = self._words()
        except Invalid as error:
            self.refuse(error)
            return
        if ui.person.isVisibleTo(self) and ui.person.unfinished:
            self.refuse(
                Invalid(
                    f"“{ui.person.text().strip()}” is nobody in the list of people.",
                    hint="Choose one of those proposed, or leave it empty.",
                )
            )
            return
        self.set_busy(True)
        name = " ".join(typed.public_name.split())
        if card is None:
            self._runner.write(
                self.tr("New presenter “{name}”").format(name=name),
                lambda db: add_presenter(db, typed),
                done=self._saved,
                explain=self.refuse,
            )
        else:
            self._runner.write(
                self.tr("Edit presenter “{name}”").format(name=name),
                lambda db: edit_presenter(db, card.id, typed, seen=card.version),
                done=self._saved_known,
                explain=self.refuse,
            )

    def _words(self) -> PresenterWords:
        """What was typed.

        Raises:
            Invalid: a qualification has a last day that is none.
        """
        ui = self.ui
        hidden = self.kind in CONFIDENTIAL_KINDS
        return PresenterWords(
            public_name=ui.public_name.text(),
            kind=self.kind,
            title=ui.title.text(),
            organization=ui.organization.text(),
            email="" if hidden else ui.email.text(),
            phone="" if hidden else ui.phone.text(),
            topics=ui.topics.toPlainText(),
            bio=ui.bio.toPlainText(),
            person_id=None if hidden else ui.person.person_id,
            active=self._card.active if self._card else True,
            qualifications=typed_qualifications(ui.qualifications.toPlainText()),
        )

    def _fill(self, card: PresenterCard | None) -> None:
        ui = self.ui
        ui.kind.setCurrentIndex(ui.kind.findData(card.kind if card else PresenterKind.CLINICIAN))
        if card is None:
            return
        ui.public_name.setText(card.public_name)
        ui.title.setText(card.title)
        ui.organization.setText(card.organization)
        ui.email.setText(card.email)
        ui.phone.setText(card.phone)
        ui.topics.setPlainText(card.topics)
        ui.bio.setPlainText(card.bio)
        ui.qualifications.setPlainText(qualification_lines(card.qualifications))
        ui.person.set_person(card.person_id, card.person)

    @Slot()
    def _show_kind(self) -> None:
        """Hide what stands only in the confidential record; what was typed there is not saved."""
        hidden = self.kind in CONFIDENTIAL_KINDS
        for name in ("email", "phone", "person"):
            for part in (name, f"{name}_label"):
                getattr(self.ui, part).setVisible(not hidden)
        self.ui.contact_note.setVisible(hidden)

    def _saved(self, presenter_id: int) -> None:
        self.settle()
        self.accept()
        self.saved.emit(presenter_id)

    def _saved_known(self, _nothing: None) -> None:
        if self._card is not None:
            self._saved(self._card.id)
