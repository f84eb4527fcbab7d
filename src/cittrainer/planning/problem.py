"""A timetable to be arranged: days, activities, what they need, and what is to be kept.

Every time is in minutes after midnight and a multiple of 5; whatever is between is rounded so that
nothing is promised too much. Stretches are half-open. Names are put into sentences as they are.

Always kept, without any constraint: an activity lies within the hours of its day; a resource is at
one activity at a time and never where it is ``busy``; a pinned activity stays. Pinned activities
that clash among themselves are left as they are and reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cittrainer.planning.kinds import Window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cittrainer.planning.kinds import Constraint

PERSON, ROOM, AUDIENCE = "person", "room", "audience"
"""What a resource is. People cost a visit for each day they come; rooms have buildings."""

NOBODY = ""
"""A candidate with this resource leaves a need open: somebody is still to be found."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day and its hours."""

    id: int
    ordinal: int
    """The days from some fixed date, so that nights and weekends have their length."""
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody or something that is in one place at a time: a person, a room, a group."""

    id: str
    """Such as ``presenter:12``, ``room:3``, ``group:4``, ``class``."""
    name: str
    kind: str = PERSON
    busy: tuple[Window, ...] = ()
    """When it is used elsewhere."""
    building: str = ""
    """Where a room is; empty is not known."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that would do for a need, and what choosing it costs."""

    resource: str
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """Something that an activity needs one of: its first candidate is the present choice."""

    id: str
    """Unique within its activity."""
    candidates: tuple[Candidate, ...]
    part: int = 0
    """Needs of equal part are at one place: who is in part 2 is in the room of part 2."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that takes time: a block of an agenda, a talk, a lesson."""

    id: int
    name: str
    minutes: int
    needs: tuple[Need, ...] = ()
    """People, rooms and audiences. An activity for all needs the class and each of its groups."""
    delivery: str = ""
    taught: bool = True
    """Whether it is instruction rather than break, lunch or travel."""
    heavy: bool = False
    pinned: bool = False
    day: int | None = None
    """Where it is at present; None while it is unplaced, as is ``start``."""
    start: int | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        """Its present day and start, or None while it is unplaced."""
        return None if self.day is None or self.start is None else (self.day, self.start)


@dataclass(frozen=True, slots=True)
class Options:
    """How long to search, and what things cost that are no constraint."""

    seconds: float = 10.0
    """The most time for one call; what was found by then is returned."""
    steps: float | None = None
    """A limit that does not depend on the machine, about a second each: with it, and enough
    seconds, an answer that was stopped is the same every time too."""
    visit_cost: int = 2
    """For each day on which a person has to come."""
    seed: int = 1


@dataclass(frozen=True)
class Problem:
    """One timetable with all that is known about it."""

    days: tuple[Day, ...]
    activities: tuple[Activity, ...]
    resources: tuple[Resource, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    options: Options = field(default_factory=Options)

    @cached_property
    def day(self) -> Mapping[int, Day]:
        """The days by their id."""
        return {one.id: one for one in self.days}

    @cached_property
    def activity(self) -> Mapping[int, Activity]:
        """The activities by their id."""
        return {one.id: one for one in self.activities}

    @cached_property
    def resource(self) -> Mapping[str, Resource]:
        """The resources by their id."""
        return {one.id: one for one in self.resources}


@dataclass(frozen=True, slots=True)
class Absence:
    """A resource that is lost: a person who cancelled, a room that is taken."""

    resource: str
    windows: tuple[Window, ...] = (Window(),)
    """When; without more it is lost altogether."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """A day with other hours; ``start`` equal to ``end`` takes it away altogether."""

    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wish:
    """An activity that is to be on a day, at a time if one is given."""

    activity: int
    day: int
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened to a plan, or what is wished of it."""

    absences: tuple[Absence, ...] = ()
    shortened: tuple[Shortened, ...] = ()
    wishes: tuple[Wish, ...] = ()
