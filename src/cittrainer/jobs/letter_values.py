"""Letters with all of their words: who gets one, and what stands for each placeholder."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cittrainer.documents.letters import Letter
from cittrainer.documents.words import (
    clock_range_half,
    date_range,
    day_and_date,
    hours,
    long_date,
    short_day,
)
from cittrainer.errors import Invalid
from cittrainer.models import EnrollmentState, LetterKind
from cittrainer.queries import letters, papers
from cittrainer.queries.academy import academy
from cittrainer.queries.enrollments import open_courses
from cittrainer.queries.renewals import renewals
from cittrainer.rules.letters import Wording, filled
from cittrainer.rules.wording import counted, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.documents.calendars import CalendarEvent
    from cittrainer.queries.letters import Addressee, CourseHours
    from cittrainer.queries.papers import PaperCourse
    from cittrainer.queries.renewals import RenewalRow

TITLES: Mapping[LetterKind, str] = {
    LetterKind.JOINING: "Joining letters",
    LetterKind.SUPERVISOR: "Letters to supervisors",
    LetterKind.OFFER: "Offers of seats",
    LetterKind.RENEWAL: "Notices of renewal",
    LetterKind.INVITATION: "Invitations",
    LetterKind.CONFIRMATION: "Confirmations",
    LetterKind.REMINDER: "Reminders",
    LetterKind.CHANGE: "Changes",
    LetterKind.THANKS: "Thanks",
}

HEADINGS: Mapping[LetterKind, str] = {
    LetterKind.JOINING: "Joining letter",
    LetterKind.SUPERVISOR: "Letter to the supervisor",
    LetterKind.OFFER: "Offer of a seat",
    LetterKind.RENEWAL: "Notice of renewal",
    LetterKind.INVITATION: "Invitation",
    LetterKind.CONFIRMATION: "Confirmation",
    LetterKind.REMINDER: "Reminder",
    LetterKind.CHANGE: "Your times as they are now",
    LetterKind.THANKS: "Thank you",
}
"""What stands above each letter on paper."""

RENEWAL_DAYS = 180
"""How far notices of renewal look ahead unless somebody says otherwise."""

_NOTHING = "none"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter and what a list shows of it.

    Attributes:
        key: The same for the same addressee each time.
        about: What it is about in a few words, such as the trainees of a supervisor.
        events: What goes on the calendar of this one alone.
        to_ask: The bookings that it asks for the first time.
        warning: What is to be known before it is written, as a sentence; empty for nothing.
    """

    key: str
    sorted_name: str
    agency: str
    about: str
    letter: Letter
    events: tuple[CalendarEvent, ...] = ()
    to_ask: tuple[int, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Letters:
    """All letters of a kind.

    Attributes:
        title: What they are called together.
        subtitle: The course that they are about; empty for notices of renewal.
        nobody_for: Names of trainees for whom there is nobody to write to.
        days: The days of the course that the letters invite to; none for other kinds.
    """

    kind: LetterKind
    title: str
    subtitle: str
    rows: tuple[LetterRow, ...]
    nobody_for: tuple[str, ...] = ()
    days: tuple[CourseHours, ...] = ()


def course_letters(
    db: Session, kind: LetterKind, course_id: int, *, today: date, words: Wording | None = None
) -> Letters:
    """The letters of a course as they would be written today.

    Args:
        db: Open for reading.
        kind: Joining, to supervisors, or offers.
        course_id: Of which course.
        today: The present day.
        words: Other words than those on file, to see what they make.

    Raises:
        NotFound: there is no such course.
        UserError: it has no days yet, or the academy no name.
    """
    course = papers.paper_course(db, course_id)
    days = letters.days(db, course_id)
    values = academy_values(db, today) | _course_values(course, days)
    found = _addressees(db, kind, course_id)
    words = letters.words_of(db, kind) if words is None else words
    rows = tuple(_course_row(one, words, values) for one in found.rows)
    return Letters(
        kind=kind,
        title=TITLES[kind],
        subtitle=f"{course.title} ({course.number})",
        rows=rows,
        nobody_for=found.nobody_for,
        days=days if kind is not LetterKind.OFFER else (),
    )


def renewal_letters(
    db: Session,
    *,
    today: date,
    within_days: int = RENEWAL_DAYS,
    words: Wording | None = None,
) -> Letters:
    """The notices of renewal to those whose certificate runs out soon or ran out.

    Whoever is exempt, or has a place in a coming course, gets none.

    Raises:
        UserError: the academy has no name.
    """
    words = letters.words_of(db, LetterKind.RENEWAL) if words is None else words
    coming = "\n".join(
        f"{one.title} ({one.number}), begins {long_date(one.first_day)}"
        for one in open_courses(db)
        if one.first_day is not None and one.first_day > today
    )
    values = academy_values(db, today) | {"coming_courses": coming or _NOTHING}
    rows = tuple(
        _renewal_row(one, words, values)
        for one in renewals(db, today=today, within_days=within_days)
        if not one.exempt and not one.coming
    )
    kind = LetterKind.RENEWAL
    return Letters(kind=kind, title=TITLES[kind], subtitle="", rows=rows)


def _addressees(db: Session, kind: LetterKind, course_id: int) -> letters.Addressees:
    match kind:
        case LetterKind.JOINING:
            return letters.trainees(db, course_id, EnrollmentState.ENROLLED)
        case LetterKind.SUPERVISOR:
            return letters.supervisors(db, course_id)
        case LetterKind.OFFER:
            return letters.trainees(db, course_id, EnrollmentState.OFFERED)
        case LetterKind.RENEWAL:
            raise Invalid("Notices of renewal belong to no course.", hint="Leave the course out.")
        case _:
            raise ValueError(f"{kind} goes to presenters")


def _course_row(one: Addressee, words: Wording, values: Mapping[str, str]) -> LetterRow:
    own = {
        "name": one.name,
        "first_name": one.first_name,
        "last_name": one.last_name,
        "rank": one.rank,
        "agency": one.agency,
        "groups": listed(one.groups),
        "trainees": "\n".join(one.trainees),
        "answer_by": "" if one.answer_by is None else long_date(one.answer_by),
    }
    about = listed(one.groups)
    if one.trainees:
        about = one.trainees[0] if len(one.trainees) == 1 else counted(len(one.trainees), "trainee")
    elif one.answer_by is not None:
        about = f"held until {short_day(one.answer_by)}"
    return LetterRow(
        key=one.key,
        sorted_name=one.sorted_name,
        agency=one.agency,
        about=about,
        letter=worded_letter(one.name, one.email, one.agency, words, {**values, **own}),
    )


def _renewal_row(one: RenewalRow, words: Wording, values: Mapping[str, str]) -> LetterRow:
    asked = one.hours_asked
    own = {
        "name": one.full_name,
        "first_name": one.first_name,
        "last_name": one.last_name,
        "rank": one.position,
        "agency": one.agency,
        "course": one.course,
        "certificate": one.certificate,
        "expires": long_date(one.expires_on),
        "hours_asked": "" if not asked else str(asked),
        "hours_done": "" if not asked else _hours(one.minutes_done),
        "hours_missing": "" if not asked else _hours(one.minutes_missing),
    }
    return LetterRow(
        key=str(one.person_id),
        sorted_name=one.sorted_name,
        agency=one.agency,
        about=f"until {short_day(one.expires_on)}, {one.expires_on.year}",
        letter=worded_letter(one.full_name, one.email, one.agency, words, {**values, **own}),
    )


def worded_letter(
    name: str, email: str, agency: str, words: Wording, values: Mapping[str, str]
) -> Letter:
    """A letter with its placeholders filled in."""
    done = filled(words, values)
    return Letter(
        name=name,
        email=email,
        address=() if agency in ("", name) else (agency,),
        subject=done.subject,
        body=done.body,
    )


def academy_values(db: Session, today: date) -> dict[str, str]:
    """What every letter knows of the academy.

    Raises:
        UserError: the academy has no name.
    """
    card = academy(db)
    named = papers.academy(db)
    return {
        "academy": named.name,
        "coordinator": named.coordinator,
        "coordinator_title": card.coordinator_title if card else "",
        "phone": card.phone if card else "",
        "email": card.email if card else "",
        "today": long_date(today),
    }


def _course_values(course: PaperCourse, days: Sequence[CourseHours]) -> dict[str, str]:
    return {
        "course": course.title,
        "number": course.number,
        "dates": date_range(course.starts_on, course.ends_on),
        "days": "\n".join(
            f"{day_and_date(day.date)}, {clock_range_half(day.start, day.minutes)}" for day in days
        ),
        "place": course.location,
    }


def _hours(minutes: int) -> str:
    return hours((Decimal(minutes) / 60).quantize(Decimal("0.01")))
