"""Asks who really presented a part, beside who was planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from cittrainer.gui.common.booking_words import STATES, choice_words
from cittrainer.gui.common.cards import Facts, label
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.presenter_chooser import PresenterChooser
from cittrainer.gui.presenters.agenda_lines import part_words
from cittrainer.models import BookingState
from cittrainer.queries.presenters import PresenterChoice, choices
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.services.bookings import record_actual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.presenters import PartRow

EXPECTED = frozenset({BookingState.CONFIRMED, BookingState.PRESENTED})


class CameDialog(FormDialog):
    """Planned above, came below; those who were confirmed are ticked to begin with."""

    def __init__(self, runner: Runner, part: PartRow, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Who came?"), parent, save_label=self.tr("Record"), width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._part = part
        self.planned = Facts()
        self.planned.show_facts(
            [(one.presenter, _standing(one.choice, one.state)) for one in part.bookings]
        )
        self.chooser = PresenterChooser()
        self.body.addWidget(label(part_words(part), "strong", wrap=True))
        self.body.addWidget(label(self.tr("Planned"), "heading"))
        if part.bookings:
            self.body.addWidget(self.planned)
        else:
            self.body.addWidget(label(self.tr("Nobody was planned."), "muted"))
        self.body.addWidget(label(self.tr("Came"), "heading"))
        self.body.addWidget(self.chooser)
        self.save_wanted.connect(self.write)
        runner.read(choices, self._fill, explain=self.refuse)

    @Slot()
    def write(self) -> None:
        """Record who is ticked; nobody at all takes the record back."""
        self.set_busy(True)
        part_id, ids = self._part.part_id, self.chooser.ids
        self._runner.write(
            self.tr("Record who presented “{block}”").format(block=self._part.block),
            lambda db: record_actual(db, part_id, ids),
            done=self._saved,
            explain=self.refuse,
        )

    def _fill(self, found: Sequence[PresenterChoice]) -> None:
        part = self._part
        first = {one.presenter_id: one.presenter for one in part.bookings}
        first |= dict(part.actual)
        # Whoever was planned or came stays on offer, also once set to inactive.
        known = {one.id: one for one in found}
        offered = [known.get(key) or PresenterChoice(key, name, "") for key, name in first.items()]
        offered += [one for one in found if one.id not in first]
        ticked = {key for key, _name in part.actual} or {
            one.presenter_id for one in part.bookings if one.state in EXPECTED and one.choice == 1
        }
        self.chooser.set_choices(offered, ticked)

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()


def _standing(choice: int, state: BookingState) -> str:
    words = STATES[state]
    return words if state in CALLED_OFF else f"{choice_words(choice)}, {words.lower()}"
