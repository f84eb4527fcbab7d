"""What states and deliveries are called in the window, and in which colour."""

from __future__ import annotations

from typing import Final

from cittrainer.gui.common.tokens import Tone

STATES: Final = {
    "planning": "Planning",
    "open": "Open",
    "running": "Running",
    "closed": "Closed",
    "cancelled": "Cancelled",
}

STATE_TONES: Final = {
    "planning": Tone.WARNING,
    "open": Tone.INFO,
    "running": Tone.GOOD,
    "closed": Tone.NEUTRAL,
    "cancelled": Tone.ERROR,
}

DELIVERIES: Final = {
    "lecture": "Lecture",
    "discussion": "Discussion",
    "panel": "Panel",
    "story": "SYSLE story",
    "visit": "Site visit",
    "demonstration": "Demonstration",
    "scenario": "Scenario practice",
    "exam": "Exam",
    "ceremony": "Ceremony",
    "admin": "Admin",
    "break": "Break",
    "lunch": "Lunch",
    "travel": "Travel",
}
