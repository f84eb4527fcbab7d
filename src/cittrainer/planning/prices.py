"""What a model keeps, what it prices, and what it need not make better than it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cittrainer.planning.kinds import Constraint

NEWLY_BROKEN = 1000
"""So many musts that were broken already weigh as much as one that was not."""

USED_TWICE = ""
"""In place of a constraint's id: that an activity has a resource that is used elsewhere, too."""

Key = tuple[str, tuple[int | str, ...]]
"""An instance of a constraint: the id of the constraint, and what in it."""


class Musts(Enum):
    """What a model does with constraints that are musts."""

    KEPT = auto()
    PRICED = auto()
    """Broken where nothing else can be, as seldom as possible."""
    ASSUMED = auto()
    """Each can be switched on and off, and so can pins, exclusive use, and placing; the rest, and
    what is no must, is left out."""


@dataclass(frozen=True)
class Tolerance:
    """What is wrong in a plan as it stands, and may stay so."""

    broken: frozenset[Key] = frozenset()
    overlaps: frozenset[tuple[str, frozenset[int]]] = frozenset()
    """A resource and two activities that want it at once."""
    outside: frozenset[int] = frozenset()
    """Activities that are outside the hours of their day, or where something is used elsewhere."""
    standing: frozenset[Key] = frozenset()
    """Musts that what is pinned breaks: where not all can be kept, they give way before others."""


@dataclass(frozen=True)
class Instance:
    """One thing that a plan may break at a price."""

    constraint: Constraint
    key: Key
    broken: Any
    """Literal, true at the latest when it is broken."""
    activities: tuple[int, ...]


@dataclass
class Costs:
    """What a plan costs, each part a list of amounts and literals."""

    constraints: list[tuple[int, Any]] = field(default_factory=list)
    musts: list[tuple[int, Any]] = field(default_factory=list)
    visits: list[tuple[int, Any]] = field(default_factory=list)
    candidates: list[tuple[int, Any]] = field(default_factory=list)
    open_needs: list[Any] = field(default_factory=list)
    unplaced: list[Any] = field(default_factory=list)

    @property
    def priced(self) -> list[tuple[int, Any]]:
        """All amounts and literals that add up to the cost."""
        return [*self.constraints, *self.visits, *self.candidates]

    @property
    def most(self) -> int:
        """More than all that has a price can ever cost."""
        return 1 + sum(amount for amount, _ in self.priced)
