"""A rotation as a problem of plain values, and the plan or the reasons that answer it.

Groups go from station to station, round by round. Ids are any whole numbers, each kind for itself;
names are only for sentences.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Round:
    """A stretch of time in which each group is at no more than one station."""

    id: int
    name: str
    """As a sentence says it, such as “round 3” or “Tuesday 13:10”."""


@dataclass(frozen=True, slots=True)
class Group:
    """Trainees who stay together."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A room, which holds one station at a time."""

    id: int
    name: str
    away: frozenset[int] = frozenset()
    """Rounds in which it cannot be had."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who coaches or acts, or both, but never two things at a time."""

    id: int
    name: str
    away: frozenset[int] = frozenset()
    """Rounds in which they are not there."""


@dataclass(frozen=True, slots=True)
class Station:
    """A scenario where one group at a time practices.

    It takes place while it is not closed, its room can be had, and at least one of its actors is
    there; a station without actors needs none.
    """

    id: int
    title: str
    room: int | None = None
    actors: frozenset[int] = frozenset()
    must_meet: bool = True
    """Whether every group has to meet it; others are met where a round is left."""
    closed: frozenset[int] = frozenset()
    """Rounds in which it does not take place, whatever the reason."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A group at a station in a round, and who coaches and assesses it."""

    round: int
    group: int
    station: int
    coach: int | None = None


@dataclass(frozen=True)
class RotationProblem:
    """Who has to meet what, where and with whom.

    Raises:
        ValueError: an id is used twice, or refers to nothing.
    """

    rounds: tuple[Round, ...]
    """In the order of time."""
    groups: tuple[Group, ...]
    stations: tuple[Station, ...]
    rooms: tuple[Place, ...] = ()
    helpers: tuple[Helper, ...] = ()
    coaches: tuple[int, ...] = ()
    """Those helpers who coach; where there are none at all, meetings need no coach."""
    not_by: frozenset[tuple[int, int]] = frozenset()
    """Pairs of coach and group: the coach leads somebody of the group, so never assesses it."""
    at_home: frozenset[tuple[int, int]] = frozenset()
    """Pairs of coach and station that are kept together where nothing else speaks against it."""
    previous: tuple[Meeting, ...] = ()
    """The plan as it was; the new one differs in as few places as can be."""
    over: frozenset[int] = frozenset()
    """Rounds whose previous meetings stay as they are, because they are over."""

    def __post_init__(self) -> None:
        for rows in (self.rounds, self.groups, self.stations, self.rooms, self.helpers):
            ids = [row.id for row in rows]
            if len(ids) != len(set(ids)):
                raise ValueError("an id is used twice")
        places, people = {one.id for one in self.rooms}, {one.id for one in self.helpers}
        if not {one.room for one in self.stations} - {None} <= places:
            raise ValueError("a station refers to a room that is not given")
        if not {*self.coaches, *(a for one in self.stations for a in one.actors)} <= people:
            raise ValueError("a coach or actor is not given")

    @cached_property
    def round_ids(self) -> tuple[int, ...]:
        """The rounds that are to be planned, in the order of time."""
        return tuple(one.id for one in self.rounds if one.id not in self.over)

    @cached_property
    def met(self) -> Mapping[tuple[int, int], int]:
        """How often a group met a station in rounds that are over."""
        found: dict[tuple[int, int], int] = defaultdict(int)
        for one in self.previous:
            if one.round in self.over:
                found[one.group, one.station] += 1
        return found

    @cached_property
    def place(self) -> Mapping[int, Place]:
        """The rooms by their id."""
        return {one.id: one for one in self.rooms}

    @cached_property
    def helper(self) -> Mapping[int, Helper]:
        """Coaches and actors by their id."""
        return {one.id: one for one in self.helpers}

    @cached_property
    def planned_before(self) -> Mapping[tuple[int, int], Meeting]:
        """What each group did in each round of the previous plan that is still to come."""
        return {(one.round, one.group): one for one in self.previous if one.round not in self.over}

    def needed(self, station: Station) -> tuple[Group, ...]:
        """The groups that still have to meet a station."""
        if not station.must_meet:
            return ()
        return tuple(one for one in self.groups if not self.met.get((one.id, station.id)))

    def takes_place(self, station: Station, round_id: int) -> bool:
        """Whether a station can be played in a round."""
        if round_id in station.closed:
            return False
        if station.room is not None and round_id in self.place[station.room].away:
            return False
        return not station.actors or any(
            round_id not in self.helper[actor].away for actor in station.actors
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One place in which a plan differs from the one before."""

    round: int
    group: int
    before: Meeting | None
    """None: a pause."""
    after: Meeting | None


@dataclass(frozen=True, slots=True)
class RotationPlan:
    """A plan that keeps to everything, and how good it is."""

    meetings: tuple[Meeting, ...]
    """In the order of rounds, then of groups; those of rounds that are over included."""
    changes: tuple[Change, ...]
    """Against the previous plan; empty where there was none."""
    proven: bool
    """Whether no plan is better: fewer changes, earlier, coaches' loads more even."""
    unmet: tuple[tuple[int, int], ...] = ()
    """Group and station that do not meet though they must; only where the best was asked for."""
    uncoached: int = 0
    """Meetings without a coach though there are coaches; likewise."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence on why there is no plan."""

    kind: str
    """``rounds``, ``station``, ``room``, ``actor``, ``coach``, ``supervisor`` or ``meet``."""
    sentence: str
    hint: str = ""
    about: tuple[int, ...] = ()
    """The stations that are to be met, the coach and the group, or the one id it speaks of."""


@dataclass(frozen=True, slots=True)
class NoRotation:
    """That there is no plan, and why."""

    reasons: tuple[Reason, ...]
    counted: bool
    """Whether each reason alone is enough, by arithmetic; else they clash only together."""
    minimal: bool = True
    """Whether none of the reasons can be left out."""


def changes(problem: RotationProblem, meetings: tuple[Meeting, ...]) -> tuple[Change, ...]:
    """Where a plan differs from the previous one, in the order of rounds, then of groups."""
    if not problem.planned_before:
        return ()
    now = {(one.round, one.group): one for one in meetings}
    found = []
    for round_id in problem.round_ids:
        for group in problem.groups:
            before = problem.planned_before.get((round_id, group.id))
            after = now.get((round_id, group.id))
            if before != after:
                found.append(Change(round_id, group.id, before, after))
    return tuple(found)
