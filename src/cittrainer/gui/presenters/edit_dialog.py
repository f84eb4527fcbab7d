"""The form of a presenter: new or on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.tick_list import TickRow
from cittrainer.gui.forms.ui_presenter_edit import Ui_PresenterForm
from cittrainer.gui.presenters.words import KINDS, STIPEND_METHODS, STIPEND_PER
from cittrainer.models import CONFIDENTIAL_KINDS, PresenterKind, StipendPer
from cittrainer.queries.presenter_terms import teachable
from cittrainer.rules.fair_rotation import Limits
from cittrainer.rules.running_out import running_out
from cittrainer.rules.stipends import money, typed_cents
from cittrainer.services.presenter_terms import TermsWords
from cittrainer.services.presenters import PresenterWords, add_presenter, edit_presenter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSpinBox

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.presenter_terms import TaughtModule
    from cittrainer.queries.presenters import PresenterCard

_MODULES_HEIGHT = 150


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
        self._runner = runner
        self._card = card
        self._taught = frozenset(one.lineage for one in card.terms.modules) if card else frozenset()
        """The modules that were ticked when the form was filled."""
        self._listed = False
        """Whether the library was read, so that the ticks mean something."""
        self.ui = Ui_PresenterForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(form)
        self.ui.person.set_runner(runner)
        self._set_up_choices()
        self.ui.kind.currentIndexChanged.connect(self._show_kind)
        self.save_wanted.connect(self.write)
        if card is not None:
            self._fill(card)
            self._fill_terms(card)
        self._show_kind()
        runner.read(teachable, self._list_modules, explain=self.refuse)

    @property
    def kind(self) -> PresenterKind:
        """The kind that is chosen now."""
        return PresenterKind(self.ui.kind.currentData())

    @property
    def something_typed(self) -> bool:
        """Whether a field or a tick is another than when the dialog was shown."""
        return super().something_typed or self.modules not in {None, self._taught}

    @property
    def modules(self) -> frozenset[bytes] | None:
        """The modules that are ticked; None while the library is read."""
        return frozenset(self.ui.modules.keys) if self._listed else None

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
            Invalid: a last day is no date, or the amount no money.
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
            qualifications=ui.qualifications.typed(this_day()),
            modules=self.modules,
            terms=self._terms(),
        )

    def _terms(self) -> TermsWords:
        ui = self.ui
        amount = ui.stipend.text().strip()
        return TermsWords(
            travel_minutes=_number(ui.travel_minutes),
            travel_note=ui.travel_note.text(),
            limits=Limits(
                _number(ui.most_a_week),
                _number(ui.most_a_month),
                _number(ui.most_a_year),
                _number(ui.least_a_year),
            ),
            stipend_cents=typed_cents(amount) if amount else None,
            stipend_per=StipendPer(ui.stipend_per.currentData()),
            stipend_method=ui.stipend_method.currentText(),
            stipend_declined=ui.stipend_declined.isChecked(),
        )

    def _set_up_choices(self) -> None:
        ui = self.ui
        for kind, words in KINDS.items():
            ui.kind.addItem(words, kind)
        ui.kind.setCurrentIndex(ui.kind.findData(PresenterKind.CLINICIAN))
        for per, words in STIPEND_PER.items():
            ui.stipend_per.addItem(words, per)
        ui.stipend_method.addItems(["", *STIPEND_METHODS])
        ui.modules.search.setPlaceholderText(self.tr("Search modules"))
        ui.modules.search.setAccessibleName(self.tr("Search modules"))
        ui.modules.list.setAccessibleName(self.tr("Modules they may teach"))
        ui.modules.list.setMinimumHeight(_MODULES_HEIGHT)

    def _fill(self, card: PresenterCard) -> None:
        ui = self.ui
        ui.kind.setCurrentIndex(ui.kind.findData(card.kind))
        ui.public_name.setText(card.public_name)
        ui.title.setText(card.title)
        ui.organization.setText(card.organization)
        ui.email.setText(card.email)
        ui.phone.setText(card.phone)
        ui.topics.setPlainText(card.topics)
        ui.bio.setPlainText(card.bio)
        ui.person.set_person(card.person_id, card.person)
        ui.qualifications.show_held(card.qualifications)
        days = [one.on_date for one in card.expected if one.on_date is not None]
        soon = running_out(card.qualifications, today=this_day(), booked=days)
        ui.qualifications.show_running_out("\n".join(f"{one.words}." for one in soon))

    def _fill_terms(self, card: PresenterCard) -> None:
        ui, terms = self.ui, card.terms
        for field, number in (
            (ui.travel_minutes, terms.travel_minutes),
            (ui.most_a_week, terms.limits.most_a_week),
            (ui.most_a_month, terms.limits.most_a_month),
            (ui.most_a_year, terms.limits.most_a_year),
            (ui.least_a_year, terms.limits.least_a_year),
        ):
            field.setValue(field.minimum() if number is None else number)
        ui.travel_note.setText(terms.travel_note)
        ui.stipend.setText("" if terms.stipend.cents is None else money(terms.stipend.cents))
        ui.stipend_per.setCurrentIndex(ui.stipend_per.findData(StipendPer(terms.stipend.per)))
        ui.stipend_method.setCurrentText(terms.stipend.method)
        ui.stipend_declined.setChecked(terms.stipend.declined)

    def _list_modules(self, found: tuple[TaughtModule, ...]) -> None:
        """Offer the library, those that are ticked first."""
        known = {one.lineage for one in found}
        gone = (
            [one for one in self._card.terms.modules if one.lineage not in known]
            if (self._card)
            else []
        )
        ordered = sorted(found, key=lambda one: one.lineage not in self._taught)
        rows = [TickRow(one.lineage, one.title, one.curriculum) for one in (*gone, *ordered)]
        self.ui.modules.set_rows(rows, self._taught)
        self._listed = True

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


def _number(field: QSpinBox) -> int | None:
    """What stands in a field, or None where it shows the words for nothing."""
    return None if field.value() == field.minimum() else field.value()
