"""Skills assessments: marks from 1 to 7, “not observed”, and when the skills are met.

The scale, “not observed” and the comment for the lowest and the highest mark follow a police
academy's form for scenarios (https://studylib.net/doc/11903873/scenario-observation-report).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cittrainer.errors import Invalid
from cittrainer.rules.wording import counted, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

LOWEST: Final = 1
HIGHEST: Final = 7

NEEDS_COMMENT: Final = frozenset({LOWEST, HIGHEST})
"""Marks that come with a comment."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was seen of one skill."""

    item_id: int
    skill: str
    mark: int | None = None
    """1 to 7; None: not observed."""
    comment: str = ""

    @property
    def lacks_comment(self) -> bool:
        """Whether a comment is required and missing."""
        return self.mark in NEEDS_COMMENT and not self.comment.strip()


def check(marks: Sequence[Mark]) -> None:
    """Refuse marks that cannot be recorded.

    Raises:
        Invalid: a mark is none of 1 to 7, a 1 or a 7 has no comment, or nothing was observed.
    """
    for one in marks:
        if one.mark is not None and not LOWEST <= one.mark <= HIGHEST:
            raise Invalid(
                f"{quoted(one.skill)} cannot have the mark {one.mark}.",
                hint=f"Marks go from {LOWEST} to {HIGHEST}, or the skill was not observed.",
            )
        if one.lacks_comment:
            raise Invalid(
                f"The {one.mark} for {quoted(one.skill)} needs a comment.",
                hint="Say in a sentence what was seen.",
            )
    if all(one.mark is None for one in marks):
        raise Invalid("No skill was observed.", hint="Mark at least one skill.")


def skills_met(marks: Sequence[Mark], pass_mark: int | None) -> bool | None:
    """Whether every skill that was observed reaches the mark that the rubric asks for.

    Returns:
        None where the rubric asks for no mark, so that the assessor decides, and while nothing
        was observed.
    """
    seen = [one.mark for one in marks if one.mark is not None]
    if pass_mark is None or not seen:
        return None
    return min(seen) >= pass_mark


def summary(marks: Sequence[Mark]) -> str:
    """The marks of an assessment in a few words, such as “9 of 10 observed, 3 to 6”."""
    seen = [one.mark for one in marks if one.mark is not None]
    if not seen:
        return "nothing observed"
    span = str(min(seen)) if min(seen) == max(seen) else f"{min(seen)} to {max(seen)}"
    return f"{len(seen)} of {counted(len(marks), 'skill')} observed, {span}"
