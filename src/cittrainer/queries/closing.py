"""What the records of a course say about whether it can be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from cittrainer.models import Certificate, Enrollment, EnrollmentState
from cittrainer.queries.attendance import register
from cittrainer.rules.closing import ClosingValue

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def closing(db: Session, course_id: int) -> ClosingValue:
    """What decides whether a course is complete.

    Raises:
        NotFound: there is no such course.
    """
    book = register(db, course_id)
    certified = exists().where(
        Certificate.enrollment_id == Enrollment.id, Certificate.revoked_on.is_(None)
    )
    uncertified = select(func.count()).where(
        Enrollment.course_id == course_id,
        Enrollment.state == EnrollmentState.COMPLETED,
        ~certified,
    )
    undecided = select(func.count()).where(
        Enrollment.course_id == course_id, Enrollment.state == EnrollmentState.ENROLLED
    )
    return ClosingValue(
        week=book.week,
        attendance_missing=len(
            {one for day in book.week.days for one, _block in book.open_pairs(day.id)}
        ),
        undecided=db.scalar(undecided) or 0,
        certificates_missing=db.scalar(uncertified) or 0,
    )
