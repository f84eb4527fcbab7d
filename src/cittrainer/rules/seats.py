"""Seats of a course: how many are taken, how many are left, who is next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HOLDS_SEAT = frozenset({"enrolled", "completed", "not_completed"})
"""States in which a trainee takes a seat; nominated and approved ones only hope for it."""

WAITING = "waitlisted"


@dataclass(frozen=True, slots=True)
class SeatCount:
    """How full a course is."""

    seats: int
    taken: int
    waiting: int = 0

    @property
    def left(self) -> int:
        """Free seats, 0 or more."""
        return max(0, self.seats - self.taken)

    @property
    def over(self) -> int:
        """Trainees beyond the seats, 0 or more."""
        return max(0, self.taken - self.seats)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An enrollment on the waiting list."""

    enrollment_id: int
    since: int
    """Orders those who wait: the id of the entry that put them on the list, lowest first."""


def seat_count(seats: int, states: Iterable[str]) -> SeatCount:
    """Seats taken and left.

    Args:
        seats: Seats of the course, 0 or more.
        states: The present state of every enrollment of the course.
    """
    taken = waiting = 0
    for state in states:
        taken += state in HOLDS_SEAT
        waiting += state == WAITING
    return SeatCount(seats, taken, waiting)


def next_in_line(waiting: Iterable[Waiting], free: int) -> tuple[int, ...]:
    """The enrollments that get the free seats: those who waited longest, in their order."""
    in_order = sorted(waiting, key=lambda one: (one.since, one.enrollment_id))
    return tuple(one.enrollment_id for one in in_order[: max(0, free)])
