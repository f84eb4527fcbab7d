"""What each agency asked for and got over the years, and who asks for a course now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import case, exists, func, select

from cittrainer.models import (
    Agency,
    Course,
    CourseDay,
    CourseState,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
)
from cittrainer.queries.seats import seating
from cittrainer.rules.fairness import AgencyPast, Share, shares, strength_of
from cittrainer.rules.seats import TAKES_SEAT

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

YEARS = 3
"""Years that are looked back upon where nobody says otherwise."""

ASKING = (EnrollmentState.APPROVED, EnrollmentState.WAITLISTED, EnrollmentState.NOMINATED)
"""States of those who ask for a seat, the readiest first."""

_READINESS = case(
    {state.value: number for number, state in enumerate(ASKING)}, value=Enrollment.state
)


@dataclass(frozen=True, slots=True)
class Fairness:
    """The past of every agency and a proposal for a course.

    Attributes:
        since: The first day that was looked at.
        past: Every agency that asked for anything, the one that got least for its size first.
        seats: Seats of the course that are still to be given.
        shares: How many of them each agency that asks is proposed to get.
        asking: The enrollments that ask, by agency: the approved first, then by when they came.
    """

    since: date
    past: tuple[AgencyPast, ...]
    seats: int
    shares: tuple[Share, ...]
    asking: dict[int, tuple[int, ...]]


def fairness(db: Session, course_id: int, *, today: date, years: int = YEARS) -> Fairness:
    """What each agency got in the years before a course, and a proposal for its free seats.

    Raises:
        NotFound: there is no such course.
    """
    since = date(today.year - years, 1, 1)
    seats = seating(db, course_id, today=today)
    past = agencies_past(db, since=since, besides=course_id)
    asking: dict[int, list[int]] = {}
    for enrollment_id, agency_id in db.execute(
        select(Enrollment.id, Enrollment.agency_id)
        .where(
            Enrollment.course_id == course_id,
            Enrollment.state.in_(ASKING),
            Enrollment.agency_id.is_not(None),
        )
        .order_by(_READINESS, Enrollment.id)
    ):
        if agency_id is not None:
            asking.setdefault(agency_id, []).append(enrollment_id)
    here = _seated_here(db, course_id)
    with_here = [_with(one, here.get(one.agency_id, 0)) for one in past]
    asked = {one: len(ids) for one, ids in asking.items()}
    return Fairness(
        since=since,
        past=tuple(sorted(past, key=lambda one: (one.per_hundred, one.name))),
        seats=seats.count.left_for_all,
        shares=shares(with_here, asked, seats.count.left_for_all),
        asking={one: tuple(ids) for one, ids in asking.items()},
    )


def agencies_past(
    db: Session, *, since: date, besides: int | None = None
) -> tuple[AgencyPast, ...]:
    """What each agency asked for and got in courses that began since a day, in one statement."""
    first = (
        select(CourseDay.course_id, func.min(CourseDay.date).label("first"))
        .group_by(CourseDay.course_id)
        .subquery()
    )
    offered = exists().where(
        EnrollmentStateEntry.enrollment_id == Enrollment.id,
        EnrollmentStateEntry.state.in_([EnrollmentState.ENROLLED, EnrollmentState.OFFERED]),
    )
    used = Enrollment.state.in_([EnrollmentState.COMPLETED, EnrollmentState.NOT_COMPLETED])
    counts = (
        select(
            Enrollment.agency_id,
            func.count().label("asked"),
            _sum(offered).label("given"),
            _sum(used).label("used"),
            _sum(Enrollment.state == EnrollmentState.NO_SHOW).label("no_shows"),
            _sum(Enrollment.state == EnrollmentState.WITHDRAWN).label("withdrawn"),
        )
        .join(first, first.c.course_id == Enrollment.course_id)
        .join(Course, Course.id == Enrollment.course_id)
        .where(
            first.c.first >= since,
            Course.state != CourseState.CANCELLED,
            Course.id != (besides or 0),
        )
        .group_by(Enrollment.agency_id)
        .subquery()
    )
    rows = db.execute(
        select(
            Agency.id, Agency.name, Agency.sworn, Agency.dispatchers,
            counts.c.asked, counts.c.given, counts.c.used, counts.c.no_shows, counts.c.withdrawn,
        ).outerjoin(counts, counts.c.agency_id == Agency.id)
    )  # fmt: skip
    return tuple(
        AgencyPast(
            agency_id=one,
            name=name,
            asked=asked or 0,
            given=given or 0,
            used=sat or 0,
            no_shows=no_shows or 0,
            withdrawn=withdrawn or 0,
            strength=strength_of((sworn, dispatchers)),
        )
        for one, name, sworn, dispatchers, asked, given, sat, no_shows, withdrawn in rows
    )


def _seated_here(db: Session, course_id: int) -> dict[int, int]:
    rows = db.execute(
        select(Enrollment.agency_id, func.count())
        .where(
            Enrollment.course_id == course_id,
            Enrollment.state.in_(TAKES_SEAT),
            Enrollment.agency_id.is_not(None),
        )
        .group_by(Enrollment.agency_id)
    )
    return {agency_id: number for agency_id, number in rows if agency_id is not None}


def _with(one: AgencyPast, more: int) -> AgencyPast:
    """An agency with the seats that it has in the course itself."""
    return AgencyPast(
        one.agency_id, one.name, one.asked, one.given + more, one.used, one.no_shows,
        one.withdrawn, one.strength,
    )  # fmt: skip


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
