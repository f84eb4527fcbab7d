"""What a course's own constraints say against its week, as findings: musts are errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.constraint_words import words
from cittrainer.rules.constraints.breaking import broken
from cittrainer.rules.constraints.ways import THE_CLASS
from cittrainer.rules.values import ERROR, WARNING, Finding
from cittrainer.rules.wording import listed

if TYPE_CHECKING:
    from cittrainer.rules.constraints.plan import BrokenConstraint
    from cittrainer.rules.values import Week

CONSTRAINT = "constraint"

_MUST_HINT = "Move it, or change what the plan keeps to."
_WISH_HINT = "Move it, let it be, or change what the plan keeps to."


def constraint_findings(week: Week) -> list[Finding]:
    """Every broken constraint with its sentence and what is wrong.

    Who has to hurry with the same two blocks is told once.
    """
    together: dict[tuple[object, ...], list[BrokenConstraint]] = {}
    for one in broken(week):
        same = one.constraint.id, one.must, one.blocks, one.days, one.rooms
        of_presenter = () if one.who else one.presenters
        together.setdefault((*same, of_presenter), []).append(one)
    said: dict[int, str] = {}
    return [_finding(week, those, said) for those in together.values()]


def _finding(week: Week, those: list[BrokenConstraint], said: dict[int, str]) -> Finding:
    first = those[0]
    asked = said.get(first.constraint.id)
    if asked is None:
        asked = said[first.constraint.id] = words(week, first.constraint).rstrip(".")
    return Finding(
        CONSTRAINT,
        ERROR if first.must else WARNING,
        f"{asked}: {_what(those)}.",
        first.blocks,
        _MUST_HINT if first.must else _WISH_HINT,
        presenters=tuple(dict.fromkeys(p for one in those for p in one.presenters)),
        rooms=first.rooms,
        days=first.days,
        constraint=first.constraint.id,
    )


def _what(those: list[BrokenConstraint]) -> str:
    """What is wrong, of several people together; each group of a class comes with it."""
    first = those[0]
    names = dict.fromkeys(one.who for one in those)
    if len(names) == 1 or THE_CLASS in names:
        return first.what
    return f"{listed(names)} have{first.what.removeprefix(f'{first.who} has')}"
