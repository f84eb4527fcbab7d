"""What kinds of presenters and their times are called in the book; the kind never leaves it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from cittrainer.gui.common.dates import date_range, long_date, time_of_day
from cittrainer.gui.common.tokens import Tone
from cittrainer.jobs.presenter_times import time_of
from cittrainer.models import CONFIDENTIAL_KINDS, AvailabilityKind, PresenterKind, StipendPer
from cittrainer.rules.availability_words import how_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cittrainer.queries.presenters import WindowValue
    from cittrainer.rules.plan_values import QualificationValue, TimeValue

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

MOST_TOLD: Final = 14
"""Times that are told one by one where they are only to be read."""

NOT_ANSWERED: Final = "Has not answered yet"


def kind_tone(kind: PresenterKind) -> Tone:
    """The colour of a kind."""
    return Tone.WARNING if kind in CONFIDENTIAL_KINDS else Tone.NEUTRAL


def qualification_words(held: QualificationValue) -> str:
    """A qualification with its last day: “CIT instructor, until 30 June 2027”."""
    return f"{held.name}, until {long_date(held.expires_on)}" if held.expires_on else held.name


def window_words(window: WindowValue) -> str:
    """A time in words: “Every Monday, 8:00 – 12:00, at most 30 minutes: preferred”."""
    return f"{when_words(time_of(window))}: {AVAILABILITY[window.kind].lower()}"


def when_words(time: TimeValue) -> str:
    """When a time is, and how: “Every Monday, 8:00 – 12:00, at most 30 minutes”."""
    if time.on is not None:
        day = long_date(time.on)
    else:
        day = f"Every {QLocale().standaloneDayName((time.weekday or 0) + 1)}"
    hours = "all day"
    if (time.start, time.end) != WHOLE_DAY:
        hours = f"{time_of_day(time.start)} – {time_of_day(time.end)}"
    how = how_words(time.most_minutes, by_phone=time.by_phone)
    parts = [day, hours, season_words(time.first_on, time.last_on), how]
    return ", ".join(filter(None, parts))


def season_words(first: date | None, last: date | None) -> str:
    """When a weekly time holds: “until May 29, 2026”; empty where it always does."""
    if first is not None and last is not None:
        return date_range(first, last)
    if first is not None:
        return f"from {date_range(first, first)}"
    return f"until {date_range(last, last)}" if last is not None else ""


def times_words(windows: Sequence[WindowValue]) -> str:
    """All times in words, one a line; of very many the first."""
    told = [window_words(one) for one in windows[:MOST_TOLD]]
    if len(windows) > MOST_TOLD:
        told.append(f"and {len(windows) - MOST_TOLD:n} more")
    return "\n".join(told)
