"""Which constraints the list shows: all, musts, wishes, broken ones, those switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.cards import Chips

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cittrainer.queries.constraints import ConstraintRow

FILTERS: Mapping[str, Callable[[ConstraintRow], bool]] = {
    "all": lambda row: True,
    "must": lambda row: row.value.must and row.value.active,
    "wish": lambda row: not row.value.must and row.value.active,
    "broken": lambda row: row.value.active and bool(row.broken),
    "off": lambda row: not row.value.active,
}
"""Which constraints each filter shows."""


class ConstraintFilters(Chips):
    """One chip for each filter, with how many constraints it shows.

    Args:
        of_course: Whether they are a course's; the academy's defaults are broken nowhere.
    """

    def __init__(self, *, of_course: bool) -> None:
        super().__init__("Filter")
        self._offered = [key for key in FILTERS if of_course or key != "broken"]
        texts = {
            "all": self.tr("All"),
            "must": self.tr("Musts"),
            "wish": self.tr("Wishes"),
            "broken": self.tr("Broken"),
            "off": self.tr("Off"),
        }
        for key in self._offered:
            self.add(key, texts[key])

    def count(self, rows: Sequence[ConstraintRow]) -> int:
        """Show how many each filter lets through; returns how many are broken."""
        counts = {key: sum(map(FILTERS[key], rows)) for key in self._offered}
        for key, number in counts.items():
            self.set_count(key, number)
        return counts.get("broken", 0)

    def passing(self, rows: Sequence[ConstraintRow]) -> list[ConstraintRow]:
        """Those that the chosen filter lets through."""
        return [row for row in rows if FILTERS[self.current](row)]
