"""The seats that are left in a course, given out as the past of the agencies proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import UserError
from cittrainer.models import Enrollment, EnrollmentState
from cittrainer.queries.fairness import YEARS, fairness
from cittrainer.rules.wording import counted
from cittrainer.services.course_guards import found, open_course
from cittrainer.services.enrollments import set_state, set_states

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


class NothingToShare(UserError):
    """Nobody asks for a seat, or no seat is left."""


def give_out(db: Session, course_id: int, *, today: date, years: int = YEARS) -> tuple[int, int]:
    """Enroll as many of each agency as the proposal says; the others wait.

    Of an agency the approved come first, then those who wait, then the nominated, each in the
    order in which they came. Why it got so many seats stays on record with each of them.

    Returns:
        How many were enrolled, and how many wait now.

    Raises:
        NothingToShare: nobody asks for a seat, or no seat is left.
        CourseIsOver: the course is closed or cancelled.
    """
    course = open_course(db, course_id)
    plan = fairness(db, course_id, today=today, years=years)
    if not plan.shares:
        raise NothingToShare(
            f"Nobody of an agency asks for a seat in {course.number}.",
            hint="Nominate people first.",
        )
    if plan.seats == 0:
        raise NothingToShare(
            f"No seat of {course.number} is free for everybody.",
            hint="Raise its seats, or release seats that are kept.",
        )
    enrolled = waiting = 0
    for share in plan.shares:
        asking = plan.asking[share.agency_id]
        coming, others = asking[: share.seats], asking[share.seats :]
        for one in coming:
            set_state(db, one, EnrollmentState.ENROLLED, reason=f"{share.name}: {share.why}"[:200])
        rest = [
            one
            for one in others
            if found(db, Enrollment, one, "enrollment").state is not EnrollmentState.WAITLISTED
        ]
        if rest:
            why = f"{share.name} got {counted(share.seats, 'seat')} of {share.asked} asked."
            set_states(db, rest, EnrollmentState.WAITLISTED, reason=why[:200])
        enrolled += len(coming)
        waiting += len(others)
    return enrolled, waiting
