"""How the sheets of a source are laid out: known again by their headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what, as somebody corrected it once."""

    name: str
    headings: tuple[str, ...]
    mapping: Mapping[str, int]


def layout_for(headings: Sequence[str], known: Iterable[Layout]) -> Layout | None:
    """The layout of a sheet with these headings, in this order; the newest where there are two.

    Capitals, accents and punctuation do not count. A sheet without headings is never known.
    """
    wanted = _comparable(headings)
    if not any(wanted):
        return None
    fitting = [one for one in known if _comparable(one.headings) == wanted]
    return fitting[-1] if fitting else None


def _comparable(headings: Iterable[str]) -> list[str]:
    folded = [fold(heading) for heading in headings]
    while folded and not folded[-1]:
        folded.pop()
    return folded
