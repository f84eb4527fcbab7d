"""What kinds of presenters and their times are called in the book; the kind never leaves it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from cittrainer.gui.common.dates import long_date, time_of_day
from cittrainer.gui.common.tokens import Tone
from cittrainer.models import CONFIDENTIAL_KINDS, AvailabilityKind, PresenterKind, StipendPer

if TYPE_CHECKING:
    from cittrainer.queries.presenters import WindowValue
    from cittrainer.rules.plan_values import QualificationValue

KINDS: Final = MappingProxyType(
    {
        PresenterKind.CLINICIAN: "Clinician",
        PresenterKind.OFFICER: "Officer",
        PresenterKind.DISPATCHER: "Dispatcher",
        PresenterKind.JUDGE: "Judge",
        PresenterKind.ATTORNEY: "Attorney",
        PresenterKind.ADVOCATE: "Advocate",
        PresenterKind.LIVED_EXPERIENCE: "Lived experience",
        PresenterKind.FAMILY: "Family member",
        PresenterKind.ACTOR: "Role player",
        PresenterKind.COACH: "Coach",
        PresenterKind.SITE_HOST: "Site host",
        PresenterKind.FACILITATOR: "Facilitator",
        PresenterKind.OTHER: "Other",
    }
)

AVAILABILITY: Final = MappingProxyType(
    {
        AvailabilityKind.AVAILABLE: "Available",
        AvailabilityKind.PREFERRED: "Preferred",
        AvailabilityKind.NO: "Not available",
    }
)

STIPEND_PER: Final = MappingProxyType(
    {
        StipendPer.TALK: "Talk",
        StipendPer.HOUR: "Hour",
        StipendPer.DAY: "Day",
        StipendPer.COURSE: "Course",
    }
)

STIPEND_METHODS: Final = ("check", "bank transfer", "cash", "gift card", "payroll")
"""How stipends are usually paid; any other words may be typed."""

WHOLE_DAY: Final = (0, 1440)

NOT_ANSWERED: Final = "Has not answered yet"


def kind_tone(kind: PresenterKind) -> Tone:
    """The colour of a kind."""
    return Tone.WARNING if kind in CONFIDENTIAL_KINDS else Tone.NEUTRAL


def qualification_words(held: QualificationValue) -> str:
    """A qualification with its last day: “CIT instructor, until 30 June 2027”."""
    return f"{held.name}, until {long_date(held.expires_on)}" if held.expires_on else held.name


def window_words(window: WindowValue) -> str:
    """A time in words: “Every Monday, 8:00 – 12:00: preferred”."""
    if window.on_date is not None:
        day = long_date(window.on_date)
    else:
        name = QLocale().standaloneDayName((window.weekday or 0) + 1)
        day = f"Every {name}"
    hours = "all day"
    if (window.start_minute, window.end_minute) != WHOLE_DAY:
        hours = f"{time_of_day(window.start_minute)} – {time_of_day(window.end_minute)}"
    return f"{day}, {hours}: {AVAILABILITY[window.kind].lower()}"
