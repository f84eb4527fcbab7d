"""How outcomes are said on the Papers tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.tokens import Tone
from cittrainer.models import EnrollmentState

if TYPE_CHECKING:
    from cittrainer.queries.completion import CompletionRow

SKILLS = {True: "met", False: "not met", None: ""}


def hours(minutes: int) -> str:
    """Minutes as hours and minutes: 2100 is “35:00”."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def percent(row: CompletionRow) -> str:
    """The share of the expected minutes."""
    return f"{row.outcome.percent} %"


def outcome_word(row: CompletionRow) -> str:
    """What a pill says of a trainee."""
    if row.outcome.completed:
        return "Completed"
    recorded = row.trainee.state is EnrollmentState.NOT_COMPLETED
    return "Not completed" if recorded else "Not yet"


def outcome_tone(row: CompletionRow) -> Tone:
    """The tone of that pill."""
    if row.outcome.completed:
        return Tone.GOOD
    return Tone.ERROR if row.trainee.state is EnrollmentState.NOT_COMPLETED else Tone.WARNING


def skills_word(row: CompletionRow) -> str:
    """Whether the skills were met; empty until assessed."""
    return SKILLS[row.trainee.skills_met]


def skills_tone(row: CompletionRow) -> Tone | None:
    """The tone of that word."""
    met = row.trainee.skills_met
    return None if met is None else Tone.GOOD if met else Tone.ERROR
