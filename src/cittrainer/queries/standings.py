"""Where people stand: in a coming course, certified, running out, or none of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import (
    Certificate,
    Course,
    CourseDay,
    EarlierKind,
    EarlierRecord,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
)
from cittrainer.rules.seats import Waiting, next_in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

RUNNING_OUT_DAYS = 90
"""A certificate that expires within so many days is said to run out."""


class StandingKind(StrEnum):
    """What a person's standing is; the states of an enrollment, and what certificates say."""

    NO_COURSE = "no_course"
    NOMINATED = "nominated"
    APPROVED = "approved"
    DECLINED = "declined"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"
    NO_SHOW = "no_show"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    CERTIFIED = "certified"
    RUNNING_OUT = "running_out"
    RAN_OUT = "ran_out"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands.

    Attributes:
        kind: In which way.
        place: The place on the waiting list, from 1; else 0.
        until: The last day of a certificate; None where it does not expire.
        days: Days until it expires, 0 or more, for one that runs out.
    """

    kind: StandingKind
    place: int = 0
    until: date | None = None
    days: int = 0


NO_STANDING = Standing(StandingKind.NO_COURSE)


@dataclass(frozen=True, slots=True)
class LatestCourse:
    """The latest course of a person and where they stand."""

    number: str
    standing: Standing


_AHEAD = frozenset(
    {
        EnrollmentState.NOMINATED,
        EnrollmentState.APPROVED,
        EnrollmentState.WAITLISTED,
        EnrollmentState.OFFERED,
        EnrollmentState.ENROLLED,
    }
)
"""States in which a course still lies ahead; they say more than an old certificate."""


def latest_courses(
    db: Session, person_ids: Sequence[int], *, today: date
) -> dict[int, LatestCourse]:
    """The latest course and the standing of each person who has one, with five statements.

    A course completed elsewhere or before this file began counts like one of this file.
    """
    first_day = func.min(CourseDay.date)
    begins = select(CourseDay.course_id, first_day.label("first")).group_by(CourseDay.course_id)
    days = begins.subquery()
    enrollments = db.execute(
        select(Enrollment.person_id, Enrollment.id, Enrollment.state, Course.id, Course.number)
        .join(Course, Course.id == Enrollment.course_id)
        .outerjoin(days, days.c.course_id == Course.id)
        .where(Enrollment.person_id.in_(person_ids))
        .order_by(days.c.first, Enrollment.id)
    ).all()
    latest = {row[0]: row for row in enrollments}
    held = dict(
        db.execute(
            select(Enrollment.person_id, Certificate)
            .join(Certificate.enrollment)
            .where(Enrollment.person_id.in_(person_ids), Certificate.revoked_on.is_(None))
            .order_by(Certificate.issued_on, Certificate.id)
        ).all()
    )
    elsewhere = _elsewhere(db, person_ids)
    waiting_in = {row[3] for row in latest.values() if row[2] is EnrollmentState.WAITLISTED}
    places = waiting_places(db, waiting_in)
    standings = {
        person_id: LatestCourse(one.title, certificate_standing(one.expires_on, today))
        for person_id, one in elsewhere.items()
    }
    for person_id, enrollment_id, state, _course_id, number in latest.values():
        certificate, before = held.get(person_id), elsewhere.get(person_id)
        if state not in _AHEAD and before is not None and _counts_longer(before, certificate):
            continue
        standings[person_id] = LatestCourse(
            number, _standing(state, places.get(enrollment_id, 0), certificate, today)
        )
    return standings


def _elsewhere(db: Session, person_ids: Sequence[int]) -> dict[int, EarlierRecord]:
    """The course from elsewhere of each person that counts the longest."""
    rows = db.scalars(
        select(EarlierRecord)
        .where(
            EarlierRecord.person_id.in_(person_ids),
            EarlierRecord.kind == EarlierKind.COMPLETION,
        )
        .order_by(EarlierRecord.expires_on.is_(None), EarlierRecord.expires_on)
    )
    return {one.person_id: one for one in rows}


def _counts_longer(before: EarlierRecord, certificate: Certificate | None) -> bool:
    """Whether a course from elsewhere counts longer than a certificate of this file."""
    if certificate is None or before.expires_on is None:
        return certificate is None or certificate.expires_on is not None
    return certificate.expires_on is not None and before.expires_on > certificate.expires_on


def waiting_places(db: Session, course_ids: Iterable[int]) -> dict[int, int]:
    """The place on the waiting list, from 1, of every enrollment that waits in these courses."""
    since = (
        select(
            Enrollment.course_id,
            EnrollmentStateEntry.enrollment_id,
            func.max(EnrollmentStateEntry.id),
        )
        .join(EnrollmentStateEntry.enrollment)
        .where(
            Enrollment.course_id.in_(list(course_ids)),
            Enrollment.state == EnrollmentState.WAITLISTED,
            EnrollmentStateEntry.state == EnrollmentState.WAITLISTED,
        )
        .group_by(Enrollment.course_id, EnrollmentStateEntry.enrollment_id)
    )
    lists: dict[int, list[Waiting]] = {}
    for course_id, enrollment_id, entry_id in db.execute(since):
        lists.setdefault(course_id, []).append(Waiting(enrollment_id, entry_id))
    return {
        enrollment_id: place
        for waiting in lists.values()
        for place, enrollment_id in enumerate(next_in_line(waiting, len(waiting)), start=1)
    }


def _standing(
    state: EnrollmentState, place: int, certificate: Certificate | None, today: date
) -> Standing:
    if state in _AHEAD or certificate is None:
        return Standing(StandingKind(state.value), place=place)
    return certificate_standing(certificate.expires_on, today)


def certificate_standing(expires_on: date | None, today: date) -> Standing:
    """What a valid certificate is worth today; its last day still counts."""
    if expires_on is None:
        return Standing(StandingKind.CERTIFIED)
    days = (expires_on - today).days
    if days < 0:
        return Standing(StandingKind.RAN_OUT, until=expires_on)
    if days <= RUNNING_OUT_DAYS:
        return Standing(StandingKind.RUNNING_OUT, until=expires_on, days=days)
    return Standing(StandingKind.CERTIFIED, until=expires_on)
