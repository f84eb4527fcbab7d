"""A list of presenters to tick, found by a few letters of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cittrainer.gui.common.tick_list import TickList, TickRow
from cittrainer.rules.candidates import in_order, reasons
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from cittrainer.queries.presenters import PresenterChoice
    from cittrainer.rules.candidates import Candidate, Slot


class PresenterChooser(TickList):
    """Presenters under their public names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search.setPlaceholderText(self.tr("Search presenters"))
        self.search.setAccessibleName(self.tr("Search presenters"))
        self.list.setAccessibleName(self.tr("Presenters"))

    def set_choices(self, choices: Sequence[PresenterChoice], ticked: Collection[int] = ()) -> None:
        """Offer these presenters, with some of them ticked."""
        self.set_rows([TickRow(one.id, one.public_name, one.detail) for one in choices], ticked)

    def set_candidates(
        self, found: Sequence[Candidate], slot: Slot, *, today: date, role: str
    ) -> None:
        """Offer those who could be booked for a slot, the best fit first; ticks stay."""
        rows = [
            TickRow(
                one.id,
                one.name,
                one.detail,
                note="; ".join(reasons(one, slot, today=today, role=role)),
                faint=bool(one.barred or one.elsewhere),
            )
            for one in in_order(found, slot, today=today, role=role)
        ]
        self.set_rows(rows, self.keys)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of those who are ticked, in the order of the list."""
        return cast("tuple[int, ...]", self.keys)

    def nothing_words(self, count: int) -> str:
        """What is said while nobody is ticked."""
        if not count:
            return self.tr("There is nobody in the book of presenters yet.")
        return self.tr("{presenters} to choose from; Space ticks.").format(
            presenters=counted(count, "presenter")
        )
