"""How roles and the states of enrollments are said, and the tone of each, on every page."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from cittrainer.gui.common.tokens import Tone
from cittrainer.models import EnrollmentState, TraineeRole

ROLES: Final = MappingProxyType(
    {
        TraineeRole.OFFICER: "Officer",
        TraineeRole.DISPATCHER: "Dispatcher",
        TraineeRole.CORRECTIONS: "Corrections",
        TraineeRole.FIRE: "Fire",
        TraineeRole.EMS: "EMS",
        TraineeRole.SECURITY: "Security",
        TraineeRole.CLINICIAN: "Clinician",
        TraineeRole.OBSERVER: "Observer",
        TraineeRole.OTHER: "Other",
    }
)

STATES: Final = MappingProxyType(
    {
        EnrollmentState.NOMINATED: "Nominated",
        EnrollmentState.APPROVED: "Approved",
        EnrollmentState.DECLINED: "Declined",
        EnrollmentState.WAITLISTED: "Waiting",
        EnrollmentState.OFFERED: "Seat offered",
        EnrollmentState.ENROLLED: "Enrolled",
        EnrollmentState.WITHDRAWN: "Withdrawn",
        EnrollmentState.NO_SHOW: "No-show",
        EnrollmentState.COMPLETED: "Completed",
        EnrollmentState.NOT_COMPLETED: "Not completed",
    }
)

STATE_TONES: Final = MappingProxyType(
    {
        EnrollmentState.NOMINATED: Tone.NEUTRAL,
        EnrollmentState.APPROVED: Tone.INFO,
        EnrollmentState.DECLINED: Tone.NEUTRAL,
        EnrollmentState.WAITLISTED: Tone.WARNING,
        EnrollmentState.OFFERED: Tone.INFO,
        EnrollmentState.ENROLLED: Tone.GOOD,
        EnrollmentState.WITHDRAWN: Tone.NEUTRAL,
        EnrollmentState.NO_SHOW: Tone.ERROR,
        EnrollmentState.COMPLETED: Tone.GOOD,
        EnrollmentState.NOT_COMPLETED: Tone.ERROR,
    }
)


def ordinal(number: int) -> str:
    """A place in a row: “1st”, “2nd”, “11th”."""
    last = number % 10 if number // 10 % 10 != 1 else 0
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(last, 'th')}"


def state_words(state: EnrollmentState, place: int = 0) -> str:
    """A state as a pill says it; on the waiting list with the place, as “Waiting, 2nd”."""
    if state is EnrollmentState.WAITLISTED and place:
        return f"{STATES[state]}, {ordinal(place)}"
    return STATES[state]
