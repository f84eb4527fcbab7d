"""Whose certificate runs out, what the standard asks for a renewal, and how much of it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from cittrainer.models import (
    Academy,
    Agency,
    Certificate,
    Course,
    CourseState,
    EarlierKind,
    EarlierRecord,
    Employment,
    Enrollment,
    EnrollmentState,
    Person,
    Standard,
)
from cittrainer.queries.trained import trained_people, works_there

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import CTE
    from sqlalchemy.orm import Session

BACK_DAYS = 730
"""How long after its end a certificate is still listed, so that nobody is forgotten."""

_COMING = (EnrollmentState.APPROVED, EnrollmentState.OFFERED, EnrollmentState.ENROLLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalRow:
    """Somebody whose latest certificate runs out, or ran out.

    Attributes:
        position: Their rank or post.
        course: What they completed, here or elsewhere.
        certificate: Its number; empty where nobody knows it.
        done_on: The day from which continuing hours count.
        hours_asked: Continuing hours that the standard asks for; None where it says nothing.
        minutes_done: Continuing education on their record since ``done_on``.
        exempt: What they are exempt from today; empty where they are not.
        coming: The number of the coming course in which they have a place; empty without one.
    """

    person_id: int
    sorted_name: str
    full_name: str
    first_name: str
    last_name: str
    email: str
    phone: str
    agency: str
    position: str
    course: str
    certificate: str
    done_on: date
    expires_on: date
    hours_asked: int | None
    minutes_done: int
    exempt: str
    coming: str

    @property
    def minutes_missing(self) -> int:
        """Continuing education that is still missing; 0 where nothing is asked."""
        return max(0, (self.hours_asked or 0) * 60 - self.minutes_done)

    def days_left(self, today: date) -> int:
        """Days until it runs out; below 0 once it did."""
        return (self.expires_on - today).days


@dataclass(frozen=True, slots=True)
class _Completed:
    course: str
    certificate: str
    done_on: date
    hours_asked: int | None


def renewals(db: Session, *, today: date, within_days: int) -> tuple[RenewalRow, ...]:
    """Everybody whose latest certificate runs out soon or ran out, the earliest end first.

    Certificates of this file and from elsewhere count alike. People who work for no agency any
    more are left out.

    Args:
        db: Open for reading.
        today: The present day.
        within_days: How far to look ahead.
    """
    one = _running_out(today, today + timedelta(days=within_days))
    rows = db.execute(
        select(Person, one.c.until, Employment.position, Agency.name)
        .select_from(one)
        .join(Person, Person.id == one.c.person_id)
        .join(Employment, Employment.person_id == Person.id)
        .outerjoin(Agency, Agency.id == Employment.agency_id)
        .where(works_there(today))
        .order_by(one.c.until, Person.search_name, Person.id, Employment.id)
    ).all()
    completed = _completed(db, one)
    minutes = _continuing(db, one, completed)
    exempt, coming = _exempt(db, one, today), _coming(db, one)
    found: dict[int, RenewalRow] = {}
    for person, until, position, agency in rows:
        done = completed[person.id]
        found[person.id] = RenewalRow(
            person_id=person.id,
            sorted_name=person.sorted_name,
            full_name=person.full_name,
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email,
            phone=person.phone,
            agency=agency or "",
            position=position,
            course=done.course,
            certificate=done.certificate,
            done_on=done.done_on,
            expires_on=until,
            hours_asked=done.hours_asked,
            minutes_done=minutes.get(person.id, 0),
            exempt=exempt.get(person.id, ""),
            coming=coming.get(person.id, ""),
        )
    return tuple(found.values())


def _running_out(today: date, last: date) -> CTE:
    trained = trained_people()
    return (
        select(trained.c.person_id, trained.c.until)
        .where(trained.c.until.between(today - timedelta(days=BACK_DAYS), last))
        .cte("running_out")
    )


def _completed(db: Session, one: CTE) -> dict[int, _Completed]:
    """What each of them completed that counts the longest, first of all in this file."""
    usual = db.scalar(
        select(Standard.continuing_hours).join(Academy, Academy.standard_id == Standard.id).limit(1)
    )
    elsewhere = db.scalars(
        select(EarlierRecord)
        .join(one, one.c.person_id == EarlierRecord.person_id)
        .where(
            EarlierRecord.kind == EarlierKind.COMPLETION,
            EarlierRecord.expires_on == one.c.until,
        )
        .order_by(EarlierRecord.done_on)
    )
    found = {
        row.person_id: _Completed(row.title, row.certificate_number, row.done_on, usual)
        for row in elsewhere
    }
    here = db.execute(
        select(
            Enrollment.person_id,
            Course.title,
            Certificate.number,
            Certificate.issued_on,
            Standard.continuing_hours,
        )
        .join(one, one.c.person_id == Enrollment.person_id)
        .join(Certificate, Certificate.enrollment_id == Enrollment.id)
        .join(Course, Course.id == Enrollment.course_id)
        .outerjoin(Standard, Standard.id == Course.standard_id)
        .where(Certificate.revoked_on.is_(None), Certificate.expires_on == one.c.until)
        .order_by(Certificate.issued_on)
    )
    return found | {
        person_id: _Completed(title, number, issued_on, hours)
        for person_id, title, number, issued_on, hours in here
    }


def _continuing(db: Session, one: CTE, completed: Mapping[int, _Completed]) -> dict[int, int]:
    """Minutes of continuing education of each of them since they completed the course."""
    rows = db.execute(
        select(EarlierRecord.person_id, EarlierRecord.done_on, EarlierRecord.minutes)
        .join(one, one.c.person_id == EarlierRecord.person_id)
        .where(EarlierRecord.kind == EarlierKind.CONTINUING, EarlierRecord.minutes.is_not(None))
    )
    found: dict[int, int] = {}
    for person_id, done_on, minutes in rows:
        if done_on > completed[person_id].done_on:
            found[person_id] = found.get(person_id, 0) + (minutes or 0)
    return found


def _exempt(db: Session, one: CTE, today: date) -> dict[int, str]:
    rows = db.execute(
        select(EarlierRecord.person_id, EarlierRecord.title)
        .join(one, one.c.person_id == EarlierRecord.person_id)
        .where(
            EarlierRecord.kind == EarlierKind.EXEMPTION,
            EarlierRecord.done_on <= today,
            or_(EarlierRecord.expires_on.is_(None), EarlierRecord.expires_on >= today),
        )
    )
    return dict(rows.all())


def _coming(db: Session, one: CTE) -> dict[int, str]:
    rows = db.execute(
        select(Enrollment.person_id, func.min(Course.number))
        .join(one, one.c.person_id == Enrollment.person_id)
        .join(Course, Course.id == Enrollment.course_id)
        .where(
            Enrollment.state.in_(_COMING),
            Course.state.not_in([CourseState.CLOSED, CourseState.CANCELLED]),
        )
        .group_by(Enrollment.person_id)
    )
    return dict(rows.all())
