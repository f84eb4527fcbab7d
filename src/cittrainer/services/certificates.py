"""Issuing, revoking and re-issuing certificates.

Rows come first, with numbers and printed words frozen; files are made from them at any time.
None of it can be undone: a wrong certificate is revoked and stays listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Academy,
    Certificate,
    Course,
    CourseState,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    Standard,
    TraineeRole,
)
from cittrainer.queries.completion import completion_list
from cittrainer.rules.validity import after_months
from cittrainer.rules.wording import counted
from cittrainer.services import words
from cittrainer.services.course_guards import found

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.queries.completion import CompletionRow


_ROLES = {
    TraineeRole.OFFICER: "Officer",
    TraineeRole.DISPATCHER: "Dispatcher",
    TraineeRole.CORRECTIONS: "Corrections officer",
    TraineeRole.FIRE: "Firefighter",
    TraineeRole.EMS: "EMS",
    TraineeRole.SECURITY: "Security officer",
    TraineeRole.CLINICIAN: "Clinician",
    TraineeRole.OBSERVER: "Observer",
    TraineeRole.OTHER: "",
}
"""What is printed where no rank or position is on file."""


class NotEligible(UserError):
    """The trainee has not completed the course."""


class CourseMissesStandard(UserError):
    """The course itself does not reach its standard."""


class RevokedAlready(UserError):
    """The certificate was revoked before."""


def issue(
    db: Session,
    course_id: int,
    *,
    today: date,
    enrollment_ids: Collection[int] | None = None,
    replaces: Certificate | None = None,
) -> list[int]:
    """Issue certificates to those who completed a course.

    Args:
        db: The open step.
        course_id: The course.
        today: The day of issue.
        enrollment_ids: To whom; None means everybody who completed it and has none in force.
        replaces: The revoked certificate in whose stead the one is issued.

    Returns:
        The ids of the new certificates, in the order of last names.

    Raises:
        NotEligible: somebody named did not complete it or has a certificate in force.
        CourseMissesStandard: the course misses its standard and nobody gave a reason.
        UserError: nobody is left to certify, the course is cancelled, or no academy is set up.
    """
    course = found(db, Course, course_id, "course")
    if course.state is CourseState.CANCELLED:
        raise UserError(f"{course.number} was cancelled.", hint="Reopen it first.")
    academy = db.scalar(select(Academy).limit(1))
    if academy is None:
        raise UserError("No academy is set up yet.", hint="Enter its name in the settings first.")
    outcomes = completion_list(db, course_id)
    if outcomes.misses_standard:
        raise CourseMissesStandard(
            f"{course.number} misses its standard: {outcomes.misses_standard[0].sentence}",
            hint="Mend the week, or say on the course's overview why it is accepted.",
        )
    rows = outcomes.to_certify
    if enrollment_ids is not None:
        rows = _named(outcomes.rows, enrollment_ids)
    if not rows:
        raise UserError(
            f"Nobody in {course.number} completed it without having a certificate.",
            hint="Look at the reasons beside each name.",
        )
    sequence = db.scalar(
        select(func.max(Certificate.sequence)).where(Certificate.year == today.year)
    )
    expires = _expiry(db, course, today)
    issued = []
    for position, row in enumerate(rows, start=(sequence or 0) + 1):
        number = f"{academy.certificate_prefix}-{today.year}-{position:04d}"
        certificate = Certificate(
            number=number,
            year=today.year,
            sequence=position,
            course_id=course_id,
            enrollment_id=row.trainee.enrollment_id,
            words=_words(academy, course, row, number, today, expires),
            issued_on=today,
            expires_on=expires,
            replaces_id=replaces.id if replaces else None,
        )
        db.add(certificate)
        _complete(db, row.trainee.enrollment_id)
        issued.append(certificate)
    db.flush()
    return [certificate.id for certificate in issued]


def revoke(db: Session, certificate_id: int, *, reason: str, today: date) -> None:
    """Declare a certificate void; it stays listed with the reason and its number is not reused.

    Raises:
        RevokedAlready: it was revoked before.
        Invalid: no reason is given.
    """
    certificate = found(db, Certificate, certificate_id, "certificate")
    if certificate.revoked_on is not None:
        raise RevokedAlready(
            f"{certificate.number} was revoked already.", hint="Nothing needs to be done."
        )
    why = words.line(reason, "The reason")
    if not why:
        raise Invalid(
            f"Revoking {certificate.number} needs a reason.", hint="Say in a sentence why."
        )
    certificate.revoked_on = today
    certificate.revoked_reason = why


def reissue(db: Session, certificate_id: int, *, reason: str, today: date) -> int:
    """Issue a certificate anew with corrected words; the old one is revoked.

    Returns:
        The id of the new certificate.

    Raises:
        RevokedAlready, Invalid, NotEligible, CourseMissesStandard: as their names say.
    """
    old = found(db, Certificate, certificate_id, "certificate")
    if old.revoked_on is None:
        revoke(db, certificate_id, reason=reason, today=today)
        db.flush()
    (new,) = issue(db, old.course_id, today=today, enrollment_ids=[old.enrollment_id], replaces=old)
    return new


def _named(
    rows: tuple[CompletionRow, ...], enrollment_ids: Collection[int]
) -> tuple[CompletionRow, ...]:
    chosen = tuple(row for row in rows if row.trainee.enrollment_id in set(enrollment_ids))
    if len(chosen) != len(set(enrollment_ids)):
        missing = len(set(enrollment_ids)) - len(chosen)
        raise NotEligible(
            f"{counted(missing, 'person', 'people')} of those chosen no longer "
            f"{'has' if missing == 1 else 'have'} a seat in the course.",
            hint="Look at the list again.",
        )
    for row in chosen:
        name = row.trainee.full_name
        if row.certificate_id is not None:
            raise NotEligible(
                f"{name} has certificate {row.certificate} already.",
                hint="Revoke it first, or re-issue it.",
            )
        if not row.outcome.completed:
            raise NotEligible(
                f"{name} has not completed the course: {row.outcome.reasons[0].sentence}",
                hint=row.outcome.reasons[0].mend,
            )
    return chosen


def _expiry(db: Session, course: Course, today: date) -> date | None:
    standard = None if course.standard_id is None else db.get(Standard, course.standard_id)
    if standard is None or standard.valid_months is None:
        return None
    last = max((day.date for day in course.days), default=today)
    return after_months(last, standard.valid_months)


def _words(
    academy: Academy,
    course: Course,
    row: CompletionRow,
    number: str,
    today: date,
    expires: date | None,
) -> dict[str, Any]:
    """Everything that is printed, as ``documents.certificates.Certificate`` names it."""
    days = [day.date for day in course.days]
    trainee = row.trainee
    return {
        "number": number,
        "academy": academy.name,
        "trainee": trainee.full_name,
        "agency": trainee.agency,
        "role": trainee.position or _ROLES[trainee.role],
        "state_id": f"State ID {trainee.state_id}" if trainee.state_id else "",
        "course_title": course.title,
        "course_number": course.state_course_number,
        "class_number": course.class_number,
        "hours": str(row.outcome.credited_hours),
        "starts_on": min(days, default=today).isoformat(),
        "ends_on": max(days, default=today).isoformat(),
        "location": ", ".join(part for part in (course.venue, _one_line(course.address)) if part),
        "lead_instructor": course.lead_instructor,
        "coordinator": academy.coordinator,
        "issued_on": today.isoformat(),
        "expires_on": expires.isoformat() if expires else None,
    }


def _one_line(address: str) -> str:
    return ", ".join(line.strip() for line in address.splitlines() if line.strip())


def _complete(db: Session, enrollment_id: int) -> None:
    enrollment = db.get_one(Enrollment, enrollment_id)
    if enrollment.state is not EnrollmentState.COMPLETED:
        enrollment.state = EnrollmentState.COMPLETED
        db.add(EnrollmentStateEntry(enrollment_id=enrollment_id, state=EnrollmentState.COMPLETED))
