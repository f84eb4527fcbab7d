"""Certificates as they were issued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cittrainer.models import Certificate, Course, Enrollment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate in the list of all."""

    id: int
    number: str
    trainee: str
    """The name as it was printed."""
    agency: str
    course_id: int
    course: str
    """The course's number."""
    title: str
    person_id: int
    issued_on: date
    expires_on: date | None
    revoked_on: date | None
    revoked_reason: str
    replaces: str
    """Number of the revoked certificate in whose stead it was issued, or empty."""
    words: Mapping[str, Any]
    """Everything printed on it, frozen at issue."""

    def standing(self, today: date) -> str:
        """``revoked``, ``expired`` or ``valid``."""
        if self.revoked_on is not None:
            return "revoked"
        if self.expires_on is not None and self.expires_on < today:
            return "expired"
        return "valid"


def certificates(
    db: Session,
    *,
    course_id: int | None = None,
    ids: Collection[int] | None = None,
    in_force: bool = False,
) -> tuple[CertificateRow, ...]:
    """Certificates, the newest number first.

    Args:
        db: A session.
        course_id: Only those of one course.
        ids: Only these.
        in_force: Leave revoked ones out.
    """
    old = Certificate.__table__.alias("old")
    query = (
        select(Certificate, Course.number, Enrollment.person_id, old.c.number)
        .join(Course, Course.id == Certificate.course_id)
        .join(Enrollment, Enrollment.id == Certificate.enrollment_id)
        .outerjoin(old, old.c.id == Certificate.replaces_id)
        .order_by(Certificate.year.desc(), Certificate.sequence.desc())
    )
    if course_id is not None:
        query = query.where(Certificate.course_id == course_id)
    if ids is not None:
        query = query.where(Certificate.id.in_(list(ids)))
    if in_force:
        query = query.where(Certificate.revoked_on.is_(None))
    return tuple(
        CertificateRow(
            id=one.id,
            number=one.number,
            trainee=str(one.words.get("trainee", "")),
            agency=str(one.words.get("agency", "")),
            course_id=one.course_id,
            course=course,
            title=str(one.words.get("course_title", "")),
            person_id=person_id,
            issued_on=one.issued_on,
            expires_on=one.expires_on,
            revoked_on=one.revoked_on,
            revoked_reason=one.revoked_reason,
            replaces=replaced or "",
            words=one.words,
        )
        for one, course, person_id, replaced in db.execute(query)
    )
