"""What the states of a booking are called in the window, and in which colour."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from cittrainer.gui.common.tokens import Tone
from cittrainer.models import BookingState

STATES: Final = MappingProxyType(
    {
        BookingState.TO_ASK: "To be asked",
        BookingState.INVITED: "Invited",
        BookingState.TENTATIVE: "Tentative",
        BookingState.CONFIRMED: "Confirmed",
        BookingState.DECLINED: "Declined",
        BookingState.CANCELLED: "Cancelled",
        BookingState.PRESENTED: "Presented",
        BookingState.NO_SHOW: "Did not come",
    }
)

STATE_TONES: Final = MappingProxyType(
    {
        BookingState.TO_ASK: Tone.WARNING,
        BookingState.INVITED: Tone.WARNING,
        BookingState.TENTATIVE: Tone.WARNING,
        BookingState.CONFIRMED: Tone.GOOD,
        BookingState.DECLINED: Tone.NEUTRAL,
        BookingState.CANCELLED: Tone.NEUTRAL,
        BookingState.PRESENTED: Tone.INFO,
        BookingState.NO_SHOW: Tone.NEUTRAL,
    }
)

ROLES: Final = ("presenter", "coach", "actor", "facilitator", "assessor", "host")
"""What presenters are usually asked for; any other word may be typed."""

_ALTERNATES = ("First choice", "First alternate", "Second alternate", "Third alternate")


def choice_words(choice: int) -> str:
    """What a place among the alternates is called: 1 is “First choice”."""
    return _ALTERNATES[choice - 1] if choice <= len(_ALTERNATES) else f"Alternate {choice - 1}"
