"""The dialog that asks who is booked for a part of a block, as what, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.booking_words import ROLES, STATES, choice_words
from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.presenter_chooser import candidate_rows
from cittrainer.gui.forms.ui_booking_picker import Ui_BookingPickerForm
from cittrainer.models import BookingState
from cittrainer.queries.candidates import offer
from cittrainer.rules.wording import counted
from cittrainer.services.bookings import book

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.common.tick_list import TickRow
    from cittrainer.queries.candidates import Offer

ASKED_STATES = (
    BookingState.TO_ASK,
    BookingState.INVITED,
    BookingState.TENTATIVE,
    BookingState.CONFIRMED,
)
"""States that a new booking may have."""

_MOST_CHOICES = 4
_LIST_HEIGHT = 300


@dataclass(frozen=True, slots=True)
class BookingWish:
    """What was chosen in the dialog."""

    presenter_ids: tuple[int, ...]
    role: str
    choice: int
    state: BookingState


class BookingPicker(FormDialog):
    """Chooses presenters for one part; whoever opened it books them, as with `book_wish`.

    It stays open until `finish` or `refuse` is called.
    """

    picked = Signal(object)
    """A `BookingWish` with at least one presenter."""

    def __init__(
        self,
        runner: Runner,
        what: str,
        *,
        part_id: int,
        asked: Collection[int] = (),
        choice: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog; the presenters are read meanwhile.

        Args:
            runner: Reads the presenters.
            what: What they are booked for, such as “De-escalation, Monday 8:10”.
            part_id: The part of a block for which somebody is wanted: who fits it best is offered
                first, with reasons.
            asked: Presenters who are asked for it already; they are not offered.
            choice: The place among the alternates that is proposed, 1 the first choice.
            parent: The Qt parent.
        """
        super().__init__(self.tr("Book presenters"), parent, save_label=self.tr("Book"), width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._asked = frozenset(asked)
        self.ui = Ui_BookingPickerForm()
        form = QWidget()
        self.ui.setupUi(form)
        self.body.addWidget(label(what, "strong", wrap=True))
        self.warning = label("", "warning", wrap=True)
        self.warning.setAccessibleName(self.tr("To know before booking"))
        self.warning.hide()
        self.body.addWidget(self.warning)
        self.body.addWidget(form)
        self._offer: Offer | None = None
        self.ui.role.addItems(ROLES)
        for place in range(1, max(_MOST_CHOICES, choice) + 1):
            self.ui.choice.addItem(choice_words(place), place)
        self.ui.choice.setCurrentIndex(choice - 1)
        for state in ASKED_STATES:
            self.ui.state.addItem(STATES[state], state)
        self.save_wanted.connect(self._pick)
        self.ui.chooser.changed.connect(self._warn)
        self.ui.role.currentTextChanged.connect(self._order)
        self.ui.chooser.list.setMinimumHeight(_LIST_HEIGHT)
        self.ui.chooser.setFocus()
        today = this_day()
        runner.read(lambda db: offer(db, part_id, today=today), self._fill, explain=self.refuse)

    @property
    def wish(self) -> BookingWish:
        """What stands in the form now."""
        return BookingWish(
            self.ui.chooser.ids,
            self.ui.role.currentText().strip(),
            self.ui.choice.currentData(),
            BookingState(self.ui.state.currentData()),
        )

    def finish(self, _result: object = None) -> None:
        """Close, because what was picked is booked; may stand where a runner wants a ``done``."""
        self.settle()
        self.accept()

    def _fill(self, found: Offer) -> None:
        left = tuple(one for one in found.candidates if one.id not in self._asked)
        self._offer = replace(found, candidates=left)
        self._order()

    @Slot()
    def _order(self) -> None:
        """Offer them in the order that fits the role, worked out away from the window's thread."""
        found, role = self._offer, self.ui.role.currentText()
        if found is not None:
            self._runner.read(lambda _db: (role, candidate_rows(found, role)), self._show_rows)

    def _show_rows(self, ordered: tuple[str, list[TickRow]]) -> None:
        role, rows = ordered
        if role == self.ui.role.currentText():
            self.ui.chooser.set_rows(rows, self.ui.chooser.ids)

    @Slot()
    def _warn(self) -> None:
        """Say of those who are ticked who cannot be booked, or is elsewhere at that time."""
        if self._offer is None:
            return
        ticked = set(self.ui.chooser.ids)
        said = [one.warning for one in self._offer.candidates if one.id in ticked]
        words = "\n".join(filter(None, said))
        self.warning.setText(words)
        if self.warning.isHidden() is bool(words):
            self.warning.setVisible(bool(words))
            self.take_room()

    @Slot()
    def _pick(self) -> None:
        wish = self.wish
        if not wish.presenter_ids:
            self.refuse(Invalid("Nobody is chosen.", hint="Tick at least one presenter."))
            return
        self.set_busy(True)
        self.picked.emit(wish)


def book_wish(
    runner: Runner, picker: BookingPicker, part_id: int, title: str, wish: BookingWish
) -> None:
    """Book for a part of a block what was chosen in its dialog, in one step."""

    def act(db: Session) -> None:
        for presenter_id in wish.presenter_ids:
            book(
                db,
                part_id,
                presenter_id,
                role=wish.role,
                choice=wish.choice,
                state=wish.state,
            )

    who = counted(len(wish.presenter_ids), "presenter")
    runner.write(
        picker.tr("Book {who} for “{block}”").format(who=who, block=title),
        act,
        done=picker.finish,
        explain=picker.refuse,
    )
