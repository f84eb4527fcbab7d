"""Seats of a course: how many are taken, kept and left, who is next, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

HOLDS_SEAT = frozenset({"enrolled", "completed", "not_completed"})
"""States in which a trainee sits in; nominated and approved ones only hope for it."""

OFFERED = "offered"
TAKES_SEAT = HOLDS_SEAT | {OFFERED}
"""States in which a seat is not free: an offered one is held until it is taken or runs out."""

WAITING = "waitlisted"


@dataclass(frozen=True, slots=True)
class SeatCount:
    """How full a course is."""

    seats: int
    taken: int
    waiting: int = 0
    overbooking: int = 0
    """How many more than the seats may be enrolled."""
    offered: int = 0
    """Seats offered and not yet taken."""
    kept: int = 0
    """Seats kept for somebody and not yet used."""

    @property
    def most(self) -> int:
        """How many may be enrolled, those beyond the seats included."""
        return self.seats + self.overbooking

    @property
    def left(self) -> int:
        """Free seats, 0 or more, those that are kept included."""
        return max(0, self.most - self.taken - self.offered)

    @property
    def left_for_all(self) -> int:
        """Free seats that are kept for nobody, 0 or more."""
        return max(0, self.left - self.kept)

    @property
    def over(self) -> int:
        """Trainees beyond what may be enrolled, 0 or more."""
        return max(0, self.taken - self.most)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An enrollment on the waiting list."""

    enrollment_id: int
    since: int
    """Orders those who wait: the id of the entry that put them on the list, lowest first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Seats that are kept: for somebody by name, for an agency, a role, or both."""

    id: int
    seats: int
    until: date | None
    words: str
    """For whom, such as “Lakeview PD, dispatchers”."""
    person_id: int | None = None
    agency_id: int | None = None
    role: str | None = None

    def fits(self, who: Asker) -> bool:
        """Whether the seats are kept for somebody like this."""
        if self.person_id is not None:
            return self.person_id == who.person_id
        agency = self.agency_id is None or self.agency_id == who.agency_id
        return agency and self.role in (None, who.role)

    def holds(self, today: date) -> bool:
        """Whether they are still kept on a day."""
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who has, or would like, a seat."""

    person_id: int
    agency_id: int | None = None
    role: str = ""
    sworn: bool = True
    enrollment_id: int = 0
    name: str = ""
    place: int = 0
    """On the waiting list, from 1."""


@dataclass(frozen=True, slots=True)
class Next:
    """Who gets the next seat, and the sentence that says why."""

    who: Asker
    why: str


def seat_count(
    seats: int, states: Iterable[str], *, overbooking: int = 0, kept: int = 0
) -> SeatCount:
    """Seats taken and left.

    Args:
        seats: Seats of the course, 0 or more.
        states: The present state of every enrollment of the course.
        overbooking: How many more may be enrolled.
        kept: Seats kept and not yet used.
    """
    taken = waiting = offered = 0
    for state in states:
        taken += state in HOLDS_SEAT
        waiting += state == WAITING
        offered += state == OFFERED
    return SeatCount(seats, taken, waiting, overbooking, offered, kept)


def next_in_line(waiting: Iterable[Waiting], free: int) -> tuple[int, ...]:
    """The enrollments that get the free seats: those who waited longest, in their order."""
    in_order = sorted(waiting, key=lambda one: (one.since, one.enrollment_id))
    return tuple(one.enrollment_id for one in in_order[: max(0, free)])


def unused(kept: Sequence[Kept], seated: Iterable[Asker], today: date) -> dict[int, int]:
    """How many seats of each keeping nobody uses yet, by its id; those that ran out are left out.

    Whoever has a seat uses one that is kept for them: by name first, then the narrowest.
    """
    left = {one.id: one.seats for one in kept if one.holds(today)}
    for who in seated:
        use(who, kept, left)
    return left


def use(who: Asker, kept: Sequence[Kept], left: dict[int, int]) -> None:
    """Take a seat that is kept for somebody out of those left, if there is one."""
    used = _kept_for(who, kept, left)
    if used is not None:
        left[used.id] -= 1


def refusal(who: Asker, left: SeatCount, kept: Sequence[Kept], open_seats: dict[int, int]) -> str:
    """Why somebody cannot get a seat now, as a clause; empty if they can.

    Args:
        who: The one who asks.
        left: How full the course is.
        kept: The seats kept.
        open_seats: How many seats of each keeping are unused, by its id.
    """
    if left.left == 0:
        return "no seat is free"
    if _kept_for(who, kept, open_seats) is not None:
        return ""
    if left.left > sum(open_seats.values()):
        return ""
    for_whom = next((one for one in kept if open_seats.get(one.id)), None)
    until = "" if for_whom is None or for_whom.until is None else f" until {for_whom.until:%B %d}"
    return f"the free seats are kept for {for_whom.words if for_whom else 'others'}{until}"


def most_non_sworn(seats: int, percent: int | None) -> int | None:
    """How many of the seats people who are not sworn may take; None where there is no cap."""
    return None if percent is None else seats * percent // 100


def next_up(
    waiting: Sequence[Asker],
    left: SeatCount,
    kept: Sequence[Kept],
    open_seats: dict[int, int],
    *,
    non_sworn_left: int | None = None,
) -> Next | None:
    """Who of the waiting list gets the next free seat; None if nobody can.

    The first of the list for whom a seat is free: one kept for them, or one kept for nobody.

    Args:
        waiting: Those who wait, the longest first.
        left: How full the course is.
        kept: The seats kept.
        open_seats: How many seats of each keeping are unused, by its id.
        non_sworn_left: How many more people who are not sworn may come; None: any number.
    """
    passed: list[str] = []
    for who in waiting:
        why_not = refusal(who, left, kept, open_seats)
        if not why_not and not who.sworn and non_sworn_left == 0:
            why_not = "the share of people who are not sworn is used up"
        if why_not:
            passed.append(f"{who.name} ({_ordinal(who.place)}): {why_not}")
            continue
        own = _kept_for(who, kept, open_seats)
        seat = f"a seat kept for {own.words} is free" if own else "a seat is free"
        rank = "waited longest" if not passed else "is the next for whom a seat is free"
        sentence = f"{who.name} {rank}, and {seat}."
        return Next(who, " ".join([sentence, *(f"Not {one}." for one in passed)]))
    return None


def _kept_for(who: Asker, kept: Sequence[Kept], left: dict[int, int]) -> Kept | None:
    """The narrowest keeping that has a seat left for somebody."""
    fitting = [one for one in kept if left.get(one.id, 0) > 0 and one.fits(who)]
    fitting.sort(
        key=lambda one: (one.person_id is None, one.agency_id is None, one.role is None, one.id)
    )
    return fitting[0] if fitting else None


def _ordinal(number: int) -> str:
    last = number % 10 if number // 10 % 10 != 1 else 0
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(last, 'th')}"
