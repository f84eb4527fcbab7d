"""What the planning jobs are asked and what they answer, as values that pages and terminal show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cittrainer.rules.plan_effects import Effects

if TYPE_CHECKING:
    from cittrainer.rules.plan_changes import ChangeLine, PlanChange
    from cittrainer.rules.standing_in import Verdict
    from cittrainer.rules.values import Week


@dataclass(frozen=True, slots=True)
class PresenterOut:
    """A presenter cannot come: not at all, on one day, or on that day from a time on."""

    presenter_id: int
    day_id: int | None = None
    start: int = 0
    """Minutes after midnight."""


@dataclass(frozen=True, slots=True)
class RoomLost:
    """A room cannot be had: not at all, or on one day."""

    room_id: int
    day_id: int | None = None


@dataclass(frozen=True, slots=True)
class DayLost:
    """Nothing can be held on a day, as in deep snow."""

    day_id: int


@dataclass(frozen=True, slots=True)
class MoveThere:
    """A block is to be on a day, at a time if one is given, whatever has to give for it."""

    block_id: int
    day_id: int
    start: int | None = None


Mishap = PresenterOut | RoomLost | DayLost | MoveThere
"""What happened to a plan, or is wished of it."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One thing that takes part in a clash, and where it can be changed."""

    sentence: str
    constraint_id: int | None = None
    block_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something cannot be done; without any one of the lines it could."""

    sentence: str
    lines: tuple[ReasonLine, ...]
    minimal: bool = True
    """False where nobody had the time to show that no line can be left out."""
    blocks: tuple[int, ...] = ()


ALTERNATE, OF_BOOK, REPAIR = "alternate", "book", "repair"
"""Ways out: an alternate stands in, somebody else of the book, or the plan is changed."""

WAYS = {
    ALTERNATE: "An alternate stands in",
    OF_BOOK: "Somebody of the book stands in",
    REPAIR: "The plan is changed",
}
"""What is said over the ways of each kind."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One plan to accept or to drop."""

    change: PlanChange
    summary: str
    """One line: “Moves 2 blocks, 1 presenter to be asked, hours unchanged”."""
    lines: tuple[ChangeLine, ...]
    """Each change in words."""
    quality: str
    """Whether it is proven best, in a sentence."""
    proven: bool
    broken: tuple[ReasonLine, ...] = ()
    """What is not kept, in sentences."""
    unplaced: tuple[int, ...] = ()
    """Blocks that found no place."""
    open_places: int = 0
    """Presenters and rooms still to be found."""
    effects: Effects = field(default_factory=Effects)
    """What it means for hours, topics and people."""
    kind: str = REPAIR

    @property
    def complete(self) -> bool:
        """Whether every block has a place, and everybody and every room was found."""
        return not self.unplaced and not self.open_places


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a planning job answers."""

    title: str
    """What was asked, as in “Dr. Ana Ruiz is out”."""
    week: Week
    """The plan that they were made for."""
    found: tuple[Suggestion, ...] = ()
    """The best first."""
    reasons: tuple[Reason, ...] = ()
    """Why not everything can be had; empty where it can."""
    standing: tuple[Verdict, ...] = ()
    """Who could stand in for whoever is out, and who cannot."""
    nobody: str = ""
    """For which blocks nobody is known who might, in a sentence; empty for none."""

    @property
    def complete(self) -> bool:
        """Whether the first one does all that was asked."""
        return bool(self.found) and self.found[0].complete


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds a block where it is, or keeps it off the plan."""

    title: str
    lines: tuple[ReasonLine, ...]
    """What would be broken or in the way elsewhere, or why it finds no place."""
    reason: Reason | None = None
    """Why a place that was asked for cannot be had even if all else moves."""
    suggestions: Suggestions | None = None
    """What would have to give for that place."""


COVERED, MENDABLE, BREAKS = "covered", "mendable", "breaks"


@dataclass(frozen=True, slots=True)
class Weakness:
    """What happens if a presenter drops out of the whole course."""

    presenter_id: int
    presenter: str
    """The public name."""
    outcome: str
    """``covered`` by alternates, ``mendable`` by a repair, or it ``breaks`` the plan."""
    sentence: str
    blocks: tuple[int, ...]
    """Those that need the presenter."""
    leaves_empty: tuple[int, ...] = ()
    """Blocks, or parts of blocks, that have nobody even after the best repair."""
    unmet: tuple[str, ...] = ()
    """What the standard lacks even after the best repair, as what is empty cannot be held."""
