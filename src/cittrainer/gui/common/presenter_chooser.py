"""A list of presenters to tick, found by a few letters of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cittrainer.gui.common.tick_list import TickList, TickRow
from cittrainer.rules.candidates import in_order, reasons
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.queries.candidates import Offer
    from cittrainer.queries.presenters import PresenterChoice


def candidate_rows(found: Offer, role: str) -> list[TickRow]:
    """Those who could be booked for a slot in a role, the best fit first, each with reasons.

    It touches no widget, so that it may run away from the window's thread.
    """
    return [
        TickRow(
            one.id,
            one.name,
            one.detail,
            note="; ".join(reasons(one, found.slot, today=found.today, role=role)),
            faint=bool(one.barred or one.elsewhere),
        )
        for one in in_order(found.candidates, found.slot, today=found.today, role=role)
    ]


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
