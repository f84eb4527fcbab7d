"""What the solver decides about one activity: whether it is placed, where, and with whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cittrainer.planning.problem import NOBODY
from cittrainer.planning.spans import up

if TYPE_CHECKING:
    from cittrainer.planning.problem import Activity, Need
    from cittrainer.planning.spans import Spans


@dataclass
class Slot:
    """The variables of one activity; times are units of the calendar."""

    activity: Activity
    domain: Spans
    """When it can begin."""
    fixed: bool = False
    """Whether its place is no variable."""
    start: Any = None
    placed: Any = None
    """Literal."""
    interval: Any = None
    """Present when it is placed."""
    on: dict[int, Any] = field(default_factory=dict)
    """Day to literal, for the days on which it can be."""
    uses: dict[str, Any] = field(default_factory=dict)
    """Resource to literal: it is placed and uses the resource."""
    choices: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Need and resource to literal."""

    @property
    def id(self) -> int:
        """The id of the activity."""
        return self.activity.id

    @property
    def length(self) -> int:
        """Units."""
        return up(self.activity.minutes)

    @property
    def end(self) -> Any:
        """An expression for the unit after the last."""
        return self.start + self.length

    @cached_property
    def certain(self) -> frozenset[str]:
        """The resources that it uses wherever it is placed; asked for each pair of slots."""
        return certain(self.activity)

    @property
    def first(self) -> int:
        """The earliest start."""
        return self.domain[0][0]

    @property
    def last(self) -> int:
        """The latest start."""
        return self.domain[-1][1] - 1

    def needs_of(self, resource: str) -> tuple[Need, ...]:
        """The needs for which a resource is a candidate."""
        return tuple(
            need
            for need in self.activity.needs
            if any(one.resource == resource for one in need.candidates)
        )


def certain(activity: Activity) -> frozenset[str]:
    """The resources that an activity uses whatever is chosen."""
    return frozenset(
        need.candidates[0].resource
        for need in activity.needs
        if len(need.candidates) == 1 and need.candidates[0].resource != NOBODY
    )
