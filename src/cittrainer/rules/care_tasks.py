"""What is done for those who tell their story, and when: pre-brief, debrief, check-in call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from cittrainer.rules.wording import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

PRE_BRIEF, DEBRIEF, CHECK_IN = "pre_brief", "debrief", "check_in"
"""See ``models.bookings.CareKind``."""

_TITLES = {PRE_BRIEF: "Pre-brief", DEBRIEF: "Debrief", CHECK_IN: "Check-in call to"}

_WORDS = {PRE_BRIEF: "pre-brief", DEBRIEF: "debrief", CHECK_IN: "call"}

PRESENTED = "presented"
"""The state of a booking whose story was told, as somebody recorded."""

COMES = frozenset({"confirmed", PRESENTED})
"""States of a booking in which somebody comes or came, for whom something is done."""

WORKING_DAYS_BEFORE = 2
"""How many working days before the story the pre-brief is due."""

PRE_BRIEF_FROM = timedelta(days=7)
"""How long before the story the pre-brief is first told of."""

CALL_FROM, CALL_BY = timedelta(days=1), timedelta(days=3)
"""When the check-in call is made, after the story."""

TOLD_FOR = timedelta(days=14)
"""How long after the story something that was not done is still told of."""


@dataclass(frozen=True, slots=True)
class StoryBooking:
    """Somebody booked to tell their story on a day."""

    id: int
    presenter_id: int
    presenter: str
    """The public name."""
    state: str
    course_id: int
    course: str
    """The course's number."""
    block: str
    on: date
    end: int
    """Minutes after midnight at which the block ends."""
    stayed_away: bool = False
    """Whether it is on record who came to that part, and they did not."""
    done: frozenset[str] = frozenset()
    """What was done for them already."""


@dataclass(frozen=True, slots=True)
class CareTask:
    """One thing to do for one presenter."""

    kind: str
    booking_ids: tuple[int, ...]
    """Those that it is done for: all of theirs on that day in that course."""
    presenter: str
    course_id: int
    course: str
    block: str
    on: date
    """The day of the story."""
    due: date
    urgent: bool

    @property
    def title(self) -> str:
        """What is to be done, for whom: “Pre-brief Rosa M.”."""
        return f"{_TITLES[self.kind]} {self.presenter}"


def care_tasks(bookings: Iterable[StoryBooking], *, today: date, minute: int) -> list[CareTask]:
    """What is to be done for them now, the soonest due first.

    Several stories of one presenter on one day in one course are one task.

    Args:
        bookings: Of blocks that are stories; those of facilitators and hosts are not among them.
        today: The present day.
        minute: Minutes after midnight.

    No published standard sets these days; they are the program's own, and the same for everybody.
    """
    coming = sorted(
        (one for one in bookings if one.state in COMES),
        key=lambda one: (one.on, one.course_id, one.presenter_id, one.end, one.id),
    )
    found = [
        task
        for _key, group in groupby(coming, lambda one: (one.on, one.course_id, one.presenter_id))
        for task in _tasks(list(group), today, minute)
    ]
    return sorted(found, key=lambda task: (task.due, task.presenter.casefold(), task.booking_ids))


def pre_brief_due(on: date) -> date:
    """The day by which somebody is briefed who tells their story on a day."""
    due = on
    for _ in range(WORKING_DAYS_BEFORE):
        due -= timedelta(days=1)
        while due.weekday() > 4:
            due -= timedelta(days=1)
    return due


def too_early(kind: str, on: date, day: date) -> bool:
    """Whether something cannot have been done on a day for a story that is told ``on`` another."""
    return kind != PRE_BRIEF and day < on


def standing(done: Collection[str]) -> str:
    """How far care for somebody who tells their story has come, in a few words."""
    left = [word for kind, word in _WORDS.items() if kind not in done]
    return f"{listed(left)} to do".capitalize() if left else "All done"


def _tasks(bookings: list[StoryBooking], today: date, minute: int) -> Iterator[CareTask]:
    on = bookings[0].on
    due = pre_brief_due(on)
    if on - PRE_BRIEF_FROM <= today <= on and not _is_over(bookings[:1], today, minute):
        yield from _open(PRE_BRIEF, bookings, due, urgent=today >= due)
    came = [one for one in bookings if not one.stayed_away]
    told = bool(came) and (
        _is_over(came, today, minute) or all(one.state == PRESENTED for one in came)
    )
    if on <= today <= on + TOLD_FOR and told:
        yield from _open(DEBRIEF, came, on, urgent=True)
    if on + CALL_FROM <= today <= on + TOLD_FOR and came:
        by = on + CALL_BY
        yield from _open(CHECK_IN, came, by, urgent=today >= by)


def _is_over(bookings: Collection[StoryBooking], today: date, minute: int) -> bool:
    return (today, minute) >= max((one.on, one.end) for one in bookings)


def _open(
    kind: str, bookings: list[StoryBooking], due: date, *, urgent: bool
) -> Iterator[CareTask]:
    left = [one for one in bookings if kind not in one.done]
    if left:
        first = left[0]
        yield CareTask(
            kind=kind,
            booking_ids=tuple(one.id for one in left),
            presenter=first.presenter,
            course_id=first.course_id,
            course=first.course,
            block=first.block,
            on=first.on,
            due=due,
            urgent=urgent,
        )
