"""What is still missing when a course is to be closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.values import WARNING, Finding
from cittrainer.rules.wording import counted, day_names, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cittrainer.rules.values import Week

CLOSING = "closing"

_ASKED = frozenset({"to_ask", "invited", "tentative"})
_NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class ClosingValue:
    """All that decides whether a course is complete."""

    week: Week
    attendance_missing: int = 0
    """Trainees of whom attendance is missing in at least one block expected of them."""
    undecided: int = 0
    """Trainees who are neither completed nor not completed."""
    certificates_missing: int = 0
    """Trainees who completed and have no certificate in force."""


def what_is_missing(value: ClosingValue) -> tuple[Finding, ...]:
    """Everything that is missing for a course to be complete, one sentence each."""
    return (
        *_unplaced(value.week),
        *_unconfirmed(value.week),
        *_open_days(value.week),
        *_records(value),
    )


def _unplaced(week: Week) -> Iterator[Finding]:
    blocks = week.unplaced
    if blocks:
        verb = "has" if len(blocks) == 1 else "have"
        yield Finding(
            CLOSING,
            WARNING,
            f"{_named([quoted(block.title) for block in blocks])} {verb} no time.",
            tuple(block.id for block in blocks),
            "Place it where it was taught, or remove it.",
        )


def _unconfirmed(week: Week) -> Iterator[Finding]:
    names: dict[str, None] = {}
    blocks: dict[int, None] = {}
    for block in week.blocks:
        for part in block.parts:
            for booking in part.bookings:
                if booking.order == 1 and booking.state in _ASKED:
                    names[booking.presenter] = None
                    blocks[block.id] = None
    if names:
        verb = "has" if len(names) == 1 else "have"
        yield Finding(
            CLOSING,
            WARNING,
            f"{_named(list(names))} {verb} not confirmed.",
            tuple(blocks),
            "Record who presented.",
        )


def _open_days(week: Week) -> Iterator[Finding]:
    names = day_names(week)
    open_days = [names[day.id] for day in week.days if not day.closed]
    if open_days:
        verb = "is" if len(open_days) == 1 else "are"
        yield Finding(
            CLOSING,
            WARNING,
            f"{listed(open_days)} {verb} not closed.",
            hint="Close the days on the attendance page.",
        )


def _records(value: ClosingValue) -> Iterator[Finding]:
    for number, verb, rest, hint in (
        (
            value.attendance_missing,
            ("lacks", "lack"),
            "attendance in a block.",
            "Record it on the attendance page.",
        ),
        (
            value.undecided,
            ("is", "are"),
            "neither completed nor not completed.",
            "Decide it on the attendance page.",
        ),
        (
            value.certificates_missing,
            ("has", "have"),
            "completed without a certificate.",
            "Issue certificates on the papers page.",
        ),
    ):
        if number:
            who = counted(number, "trainee")
            yield Finding(CLOSING, WARNING, f"{who} {verb[number > 1]} {rest}", hint=hint)


def _named(names: Sequence[str]) -> str:
    if len(names) <= _NAMED_AT_MOST + 1:
        return listed(names)
    return listed([*names[:_NAMED_AT_MOST], f"{len(names) - _NAMED_AT_MOST} others"])
