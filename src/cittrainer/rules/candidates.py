"""In which order presenters are offered for a part of a block, and why, in few words each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cittrainer.rules.availability import UNANSWERED
from cittrainer.rules.bookings import APART, PRESENTER
from cittrainer.rules.fair_rotation import (
    Limits,
    LimitState,
    Use,
    asked_words,
    due_words,
    limit_state,
    limit_words,
    still_due,
)
from cittrainer.rules.names import fold
from cittrainer.rules.plan_values import NO, PREFERRED
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Slot:
    """What somebody is wanted for."""

    on: date | None = None
    """None for a block that has no place in the week yet."""
    qualification: str = ""
    """What its presenters must hold; empty: nothing."""
    has_module: bool = False
    """Whether it comes from the library, so that it can be known who teaches it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A presenter as far as a slot has to know them: never the kind, never what is confidential."""

    id: int
    name: str
    """The public name."""
    detail: str = ""
    """Title and organization."""
    teaches: bool | None = None
    """Whether they may teach the slot's module; None: nobody said what they may teach."""
    roles: frozenset[str] = frozenset()
    """In which roles they were used this year or lately, folded."""
    said: str = UNANSWERED
    """What they said about its time, see ``availability.said_of``; empty without a time."""
    elsewhere: str = ""
    """Where they are at that time, such as “Overview” of CIT-2026-09; empty: nowhere."""
    barred: str = ""
    """The sentence that they cannot be booked; empty: they can."""
    lacks: bool = False
    """Whether they do not hold what the slot asks for on its day."""
    use: Use = field(default_factory=Use)
    """Around the day of the slot."""
    limits: Limits = field(default_factory=Limits)

    @property
    def warning(self) -> str:
        """What is to be known before they are booked, as one sentence; empty for nothing."""
        if self.barred:
            return self.barred
        if self.elsewhere:
            return f"{self.name} is booked for {self.elsewhere} at that time."
        if self.said == NO:
            return f"{self.name} is not available at that time."
        return ""


def in_order(
    found: Iterable[Candidate], slot: Slot, *, today: date, role: str = PRESENTER
) -> list[Candidate]:
    """Candidates from the best fit on.

    First those who can come at all, then those who teach the module or had the role before, hold
    what is asked for and are free; then whoever is far from a limit and due; then fair rotation:
    who was not asked for the longest time. Who cannot be booked stands last.
    """
    on = slot.on or today

    def key(one: Candidate) -> tuple[object, ...]:
        due = still_due(one.use, one.limits)
        return (
            bool(one.barred),
            bool(one.elsewhere),
            one.said == NO,
            _strangeness(one, slot, role),
            one.lacks,
            limit_state(one.use, one.limits) >= LimitState.REACHED,
            one.said == UNANSWERED,
            limit_state(one.use, one.limits),
            not due,
            (one.use.asked_on or on.min).toordinal(),
            fold(one.name),
            one.id,
        )

    return sorted(found, key=key)


def reasons(one: Candidate, slot: Slot, *, today: date, role: str = PRESENTER) -> tuple[str, ...]:
    """What speaks for and against a candidate, the weightiest first, in few words each."""
    if one.barred:
        return (one.barred,)
    on = slot.on or today
    said = [
        f"is in {one.elsewhere} then" if one.elsewhere else _SAID.get(one.said, ""),
        _knows(one, slot, role),
        f"does not hold {quoted(slot.qualification)}" if one.lacks else "",
        *limit_words(one.use, one.limits, on),
        due_words(still_due(one.use, one.limits), on.year),
        asked_words(one.use, today),
    ]
    return tuple(filter(None, said))


_SAID = {
    PREFERRED: "prefers this time",
    "available": "free then",
    UNANSWERED: "has not answered about times",
    NO: "not available then",
}


def _strangeness(one: Candidate, slot: Slot, role: str) -> int:
    """How far somebody is from what is wanted: 0 knows it, 1 may know it, 2 knows other things."""
    if fold(role) in APART:
        return 0 if fold(role) in one.roles else 1
    if not slot.has_module or one.teaches is None:
        return 1
    return 0 if one.teaches else 2


def _knows(one: Candidate, slot: Slot, role: str) -> str:
    if fold(role) in APART:
        return f"was {fold(role)} before" if fold(role) in one.roles else ""
    if not slot.has_module or one.teaches is None:
        return ""
    return "teaches this module" if one.teaches else "teaches other modules"
