"""What the planner hands back, and how it is told on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PROVEN, FOUND, STOPPED = "proven best", "best found", "stopped"
"""How good an arrangement is known to be: nothing better exists; the search ended at its limit;
somebody stopped it. The last two hold the best that was found."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an activity was put, and whom and what it uses."""

    activity: int
    day: int
    start: int
    chosen: tuple[tuple[str, str], ...] = ()
    """Each need and the resource that was chosen for it, in the order of the needs."""

    def resource(self, need: str) -> str:
        """What was chosen for a need."""
        return dict(self.chosen)[need]


@dataclass(frozen=True, slots=True)
class Broken:
    """One instance of a constraint that an arrangement breaks."""

    constraint: str
    must: bool
    cost: int
    """0 for a must, which has no price."""
    activities: tuple[int, ...]
    """Those that break it, as far as it is about some."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Costs:
    """What an arrangement costs, in parts."""

    constraints: int = 0
    visits: int = 0
    candidates: int = 0
    """Alternates and other rooms."""
    open_needs: int = 0
    """How many needs nobody was found for."""

    @property
    def total(self) -> int:
        """The sum of what has a price."""
        return self.constraints + self.visits + self.candidates


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A plan."""

    placements: tuple[Placement, ...]
    unplaced: tuple[int, ...]
    """Activities that found no place."""
    costs: Costs
    broken: tuple[Broken, ...]
    status: str
    """``proven best``, ``best found`` or ``stopped``."""
    bound: int
    """No plan that places as many can cost less; equal to ``costs.total`` when proven."""
    polished: bool = True
    """Whether, at this cost, the fewest activities were moved and the ends are the earliest."""

    @property
    def keeps_musts(self) -> bool:
        """Whether no must is broken. Only pinned activities can make that impossible."""
        return not any(one.must for one in self.broken)


@dataclass(frozen=True, slots=True)
class Moved:
    """An activity that begins at another time or day, or had no place before."""

    activity: int
    before: tuple[int, int] | None
    """Day and start."""
    after: tuple[int, int]
    sentence: str


@dataclass(frozen=True, slots=True)
class Removed:
    """An activity that lost its place and found no other."""

    activity: int
    before: tuple[int, int]
    sentence: str


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A need of an activity that is met by somebody or something else."""

    activity: int
    need: str
    before: str
    after: str
    """A resource; empty: somebody is still to be found."""
    sentence: str


Change = Moved | Removed | Reassigned


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to mend a plan."""

    arrangement: Arrangement
    changes: tuple[Change, ...]
    """In the order of the days; empty when nothing is wrong."""
    asked: tuple[str, ...]
    """People who have to be asked: who is needed at another time or in somebody's place."""
    summary: str
    """Such as “moves 2 blocks, 1 presenter to be asked, hours unchanged”."""


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that takes part in a clash; without it the others could be had."""

    kind: str
    """``constraint``, ``pinned``, ``busy`` or ``once`` (a resource is in one place at a time)."""
    sentence: str
    constraint: str = ""
    activity: int | None = None
    resource: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Why it cannot be done: these activities cannot all be placed while these members hold.

    No member and no activity can be left out: without it, the rest can be had. An arithmetical
    clash is minimal in its sum: without any one the rest would no longer be too long.
    """

    activities: tuple[int, ...]
    members: tuple[Member, ...]
    sentence: str
    """The clash in one sentence."""
    arithmetic: bool = False
    minimal: bool = True
    """False where the search was stopped before it was shown; it clashes all the same."""


@dataclass(frozen=True, slots=True)
class Held:
    """What holds an activity where it is, or stands against another place for it."""

    direct: tuple[str, ...]
    """What would be broken or in the way if all else stayed, in sentences."""
    clash: Clash | None
    """Why the place cannot be had even if all else moves; None where it can."""
    proposal: Proposal | None
    """What would have to give, where the place can be had."""


COVERED, MENDABLE, BREAKS, UNUSED = "covered", "mendable", "breaks", "unused"


@dataclass(frozen=True, slots=True)
class Fragility:
    """What happens when a person drops out."""

    resource: str
    activities: tuple[int, ...]
    """Those that need the person."""
    outcome: str
    """``covered`` by alternates with nothing moved, ``mendable`` by a repair, ``breaks`` something,
    or ``unused``."""
    proposal: Proposal | None
    """The repair, also where it leaves something open or unplaced."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is."""

    stage: str
    """Such as “Placing”, “Fewest moves”."""
    placed: int
    cost: int
    bound: int


@dataclass(frozen=True, slots=True)
class Watch:
    """Who follows a search, and may stop it. Both are called from other threads."""

    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] = field(default=lambda: False)
    """Asked some twenty times a second while the solver runs."""
