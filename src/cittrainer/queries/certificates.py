"""Certificates as they were issued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cittrainer.models import Certificate, Course, Enrollment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from sqlalchemy import ColumnElement
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
    old = aliased(Certificate)
    query = (
        select(
            Certificate.id,
            Certificate.number,
            Certificate.words["trainee"].as_string().label("trainee"),
            Certificate.words["agency"].as_string().label("agency"),
            Certificate.words["course_title"].as_string().label("title"),
            Certificate.course_id,
            Course.number.label("course"),
            Enrollment.person_id,
            Certificate.issued_on,
            Certificate.expires_on,
            Certificate.revoked_on,
            Certificate.revoked_reason,
            old.number.label("replaces"),
        )
        .join(Course, Course.id == Certificate.course_id)
        .join(Enrollment, Enrollment.id == Certificate.enrollment_id)
        .outerjoin(old, old.id == Certificate.replaces_id)
        .order_by(Certificate.year.desc(), Certificate.sequence.desc())
    )
    rows = db.execute(query.where(*_only(course_id, ids, in_force=in_force)))
    return tuple(
        CertificateRow(
            id=row.id,
            number=row.number,
            trainee=row.trainee or "",
            agency=row.agency or "",
            course_id=row.course_id,
            course=row.course,
            title=row.title or "",
            person_id=row.person_id,
            issued_on=row.issued_on,
            expires_on=row.expires_on,
            revoked_on=row.revoked_on,
            revoked_reason=row.revoked_reason,
            replaces=row.replaces or "",
        )
        for row in rows
    )


def frozen_words(
    db: Session, *, course_id: int | None = None, ids: Collection[int] | None = None
) -> tuple[Mapping[str, Any], ...]:
    """Everything printed on the certificates that are in force, in the order of their numbers.

    Args:
        db: A session.
        course_id: Only those of one course.
        ids: Only these.
    """
    query = select(Certificate.words).order_by(Certificate.year, Certificate.sequence)
    return tuple(db.scalars(query.where(*_only(course_id, ids, in_force=True))))


def _only(
    course_id: int | None, ids: Collection[int] | None, *, in_force: bool
) -> list[ColumnElement[bool]]:
    """What narrows certificates down."""
    wanted: list[ColumnElement[bool]] = []
    if course_id is not None:
        wanted.append(Certificate.course_id == course_id)
    if ids is not None:
        wanted.append(Certificate.id.in_(list(ids)))
    if in_force:
        wanted.append(Certificate.revoked_on.is_(None))
    return wanted
