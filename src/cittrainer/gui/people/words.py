"""How people and agencies are put into words on their page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from cittrainer.gui.common.dates import qdate, short_date
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.common.trainee_words import ROLES, STATE_TONES, STATES, state_words
from cittrainer.models import AgencyKind, EarlierKind, EnrollmentState
from cittrainer.queries.person_records import Happening, HappeningKind
from cittrainer.queries.standings import Standing, StandingKind

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.queries.people import EmploymentRow, PersonRow

AGENCY_KINDS: Final = {
    AgencyKind.POLICE: "Police",
    AgencyKind.SHERIFF: "Sheriff's office",
    AgencyKind.DISPATCH: "Dispatch center",
    AgencyKind.CORRECTIONS: "Corrections",
    AgencyKind.CAMPUS: "Campus police",
    AgencyKind.FIRE: "Fire",
    AgencyKind.EMS: "EMS",
    AgencyKind.OTHER: "Other",
}

VERDICTS: Final = {
    "new": ("New", Tone.GOOD),
    "same": ("Same", Tone.NEUTRAL),
    "changed": ("Changed", Tone.INFO),
    "doubtful": ("Doubtful", Tone.WARNING),
    "refused": ("Refused", Tone.ERROR),
}
"""What the verdicts of an import are called, and their tones."""


def month_year(day: date) -> str:
    """A month with its year: “Mar 2028”."""
    return QLocale().toString(qdate(day), "MMM yyyy")


def standing_text(standing: Standing) -> str:
    """Where somebody stands, as the pill says it."""
    match standing.kind:
        case StandingKind.NO_COURSE:
            return "No course"
        case StandingKind.CERTIFIED if standing.until is not None:
            return f"Certified to {month_year(standing.until)}"
        case StandingKind.CERTIFIED:
            return "Certified"
        case StandingKind.RUNNING_OUT:
            days = {0: "today", 1: "tomorrow"}.get(standing.days, f"in {standing.days} days")
            return f"Runs out {days}"
        case StandingKind.RAN_OUT if standing.until is not None:
            return f"Ran out {month_year(standing.until)}"
    return state_words(EnrollmentState(standing.kind.value), standing.place)


def standing_tone(standing: Standing) -> Tone:
    """The tone of that pill."""
    match standing.kind:
        case StandingKind.NO_COURSE:
            return Tone.NEUTRAL
        case StandingKind.CERTIFIED:
            return Tone.GOOD
        case StandingKind.RUNNING_OUT | StandingKind.RAN_OUT:
            return Tone.ERROR
    return STATE_TONES[EnrollmentState(standing.kind.value)]


def standing_order(standing: Standing) -> tuple[str, int]:
    """A key that puts equal standings together."""
    return (standing.kind.value, standing.place or standing.days)


def post(row: PersonRow | EmploymentRow) -> str:
    """What somebody does: the position in the agency's words, else the role."""
    if row.position:
        return row.position
    return "" if row.role is None else ROLES[row.role]


def happening_title(one: Happening) -> str:
    """The first line of an entry in a person's record."""
    match one.kind:
        case HappeningKind.CERTIFICATE:
            return f"Certificate {one.title}"
        case HappeningKind.REVOKED:
            return f"Certificate {one.title} revoked"
        case HappeningKind.COURSE:
            return one.title
        case HappeningKind.EARLIER:
            exempt = one.earlier_kind is EarlierKind.EXEMPTION
            return f"Exempt: {one.title}" if exempt else one.title
        case HappeningKind.MOVED:
            return f"Began at {one.title}" if one.title else "Began without an agency"
    state = STATES[one.state] if one.state else ""
    if one.state is EnrollmentState.NOMINATED and one.title:
        return f"Nominated by {one.title}"
    return f"{state} in {one.course_number}"


def happening_detail(one: Happening) -> str:
    """The second line: the day and what else is known."""
    parts = [short_date(one.on)]
    if one.kind is HappeningKind.CERTIFICATE and one.until is not None:
        parts.append(f"to {month_year(one.until)}")
    if one.kind is HappeningKind.EARLIER:
        exempt = one.earlier_kind is EarlierKind.EXEMPTION
        parts.append("" if exempt else "elsewhere")
        parts.append("" if one.until is None else f"to {month_year(one.until)}")
    if one.kind is HappeningKind.COURSE:
        parts = [STATES[one.state].lower() if one.state else ""]
        if one.exam_score is not None:
            parts.append(f"exam {one.exam_score} %")
        if one.skills_met is not None:
            parts.append("skills met" if one.skills_met else "skills not met")
    if one.state is EnrollmentState.NOMINATED and one.title:
        parts.append(one.course_number)
    parts.append(one.detail)
    return " · ".join(part for part in parts if part)
