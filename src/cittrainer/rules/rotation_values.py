"""Frozen pictures of scenario rotations that rules, papers, jobs and views work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cittrainer.rules.plan_values import PresenterValue


@dataclass(frozen=True, slots=True)
class RoundValue:
    """A stretch of a block of scenario practice."""

    id: int
    number: int
    """From 1, in the order of time; rounds of unplaced blocks come last."""
    block_id: int
    block: str
    offset: int
    """Minutes after the beginning of its block."""
    minutes: int
    block_minutes: int
    date: date | None = None
    block_start: int | None = None
    """Minutes after midnight; None while the block is unplaced, as is the date."""
    closed: bool = False
    """Whether the attendance of its day is closed."""

    @property
    def start(self) -> int | None:
        """Minutes after midnight, or None while its block is unplaced."""
        return None if self.block_start is None else self.block_start + self.offset

    @property
    def end(self) -> int | None:
        """Minutes after midnight, or None while its block is unplaced."""
        return None if self.start is None else self.start + self.minutes


@dataclass(frozen=True, slots=True)
class HelperValue:
    """Somebody who coaches or plays, under the public name."""

    presenter_id: int
    name: str
    person_id: int | None = None
    """Their record among the people; None for presenters who have none."""


@dataclass(frozen=True, slots=True)
class StationValue:
    """A scenario at its place, with those who play it."""

    id: int
    version: int
    title: str
    room_id: int | None = None
    room: str = ""
    must_meet: bool = True
    actors: tuple[HelperValue, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberValue:
    """A trainee of a rotating group."""

    enrollment_id: int
    person_id: int
    name: str
    """First name first."""
    sorted_name: str
    agency_id: int | None = None
    agency: str = ""
    role: str = "officer"
    supervisor_id: int | None = None
    """A person."""


@dataclass(frozen=True, slots=True)
class RotatingGroup:
    """A group of the rotation's set."""

    id: int
    name: str
    members: tuple[MemberValue, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingValue:
    """A group at a station in a round."""

    round_id: int
    group_id: int
    station_id: int
    coach_id: int | None = None
    """A presenter."""


@dataclass(frozen=True, slots=True)
class AbsenceValue:
    """Who or what the rotation has to do without from a round on."""

    id: int
    round_id: int
    name: str
    presenter_id: int | None = None
    room_id: int | None = None
    station_id: int | None = None
    enrollment_id: int | None = None


@dataclass(frozen=True, slots=True)
class BusyValue:
    """A presenter, a room, or a presenter in a room, that some block holds at a time."""

    block_id: int
    block: str
    course: str
    date: date
    start: int
    end: int
    presenter_id: int | None = None
    room_id: int | None = None


@dataclass(frozen=True)
class RotationValue:
    """One rotation of a course, with all that its checks need."""

    id: int
    version: int
    course_id: int
    course: str
    """The course's number."""
    name: str
    set_name: str
    over: bool = False
    """Whether the course is closed or cancelled."""
    stations: tuple[StationValue, ...] = ()
    coaches: tuple[HelperValue, ...] = ()
    rounds: tuple[RoundValue, ...] = ()
    """In the order of time."""
    groups: tuple[RotatingGroup, ...] = ()
    meetings: tuple[MeetingValue, ...] = ()
    absences: tuple[AbsenceValue, ...] = ()
    presenters: Mapping[int, PresenterValue] = field(default_factory=dict)
    """Coaches and actors by their id, with what they said about their times."""
    busy: tuple[BusyValue, ...] = ()
    ungrouped: tuple[MemberValue, ...] = ()
    """Trainees who hold a seat and are in no group of the set."""

    @cached_property
    def station(self) -> Mapping[int, StationValue]:
        """The stations by their id."""
        return {one.id: one for one in self.stations}

    @cached_property
    def group(self) -> Mapping[int, RotatingGroup]:
        """The groups by their id."""
        return {one.id: one for one in self.groups}

    @cached_property
    def round(self) -> Mapping[int, RoundValue]:
        """The rounds by their id."""
        return {one.id: one for one in self.rounds}

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The public names of coaches and actors by the presenter's id."""
        people = [*self.coaches, *(one for each in self.stations for one in each.actors)]
        known = {one.presenter_id: one.name for one in people}
        return {**{one.id: one.name for one in self.presenters.values()}, **known}

    @cached_property
    def at(self) -> Mapping[tuple[int, int], MeetingValue]:
        """The meetings by round and group."""
        return {(one.round_id, one.group_id): one for one in self.meetings}

    @cached_property
    def own_coaches(self) -> frozenset[tuple[int, int]]:
        """Pairs of presenter and group where the presenter leads a member of the group."""
        by_person = {
            one.person_id: one.presenter_id for one in self.coaches if one.person_id is not None
        }
        return frozenset(
            (by_person[member.supervisor_id], group.id)
            for group in self.groups
            for member in group.members
            if member.supervisor_id in by_person and not self.is_missing(member.enrollment_id)
        )

    def is_missing(self, enrollment_id: int) -> bool:
        """Whether a trainee is marked as missing."""
        return any(one.enrollment_id == enrollment_id for one in self.absences)

    def missing_from(
        self,
        *,
        presenter_id: int | None = None,
        room_id: int | None = None,
        station_id: int | None = None,
    ) -> int | None:
        """The number of the first round without somebody or something; None: they are there."""
        numbers = [
            self.round[one.round_id].number
            for one in self.absences
            if one.round_id in self.round
            and (
                (presenter_id is not None and one.presenter_id == presenter_id)
                or (room_id is not None and one.room_id == room_id)
                or (station_id is not None and one.station_id == station_id)
            )
        ]
        return min(numbers, default=None)
