"""What happened with a person, newest first: courses, certificates, agencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import (
    Agency,
    Certificate,
    Course,
    CourseDay,
    EarlierKind,
    EarlierRecord,
    Employment,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class HappeningKind(StrEnum):
    """What happened."""

    COURSE = "course"
    CERTIFICATE = "certificate"
    REVOKED = "revoked"
    STATE = "state"
    EARLIER = "earlier"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a person's record.

    Attributes:
        kind: What happened.
        on: The day; None where nobody knows it.
        title: The number of the certificate, the title of the course, or the agency.
        course_id: The course it belongs to.
        course_number: That course's number.
        state: The state that the enrollment came into, or is in now for a course.
        until: The last day of a certificate, or of a course from elsewhere.
        exam_score: Percent, for a course.
        skills_met: For a course; None where not assessed.
        detail: The reason, the position at an agency, or what was seen of a course elsewhere.
        earlier_id: The record from before or from elsewhere that it is.
        earlier_kind: What that record says.
    """

    kind: HappeningKind
    on: date | None
    title: str
    course_id: int | None = None
    course_number: str = ""
    state: EnrollmentState | None = None
    until: date | None = None
    exam_score: int | None = None
    skills_met: bool | None = None
    detail: str = ""
    earlier_id: int | None = None
    earlier_kind: EarlierKind | None = None


def timeline(db: Session, person_id: int) -> tuple[Happening, ...]:
    """Everything that happened with a person, newest first, with five statements."""
    found = [
        *_courses(db, person_id),
        *_states(db, person_id),
        *_certificates(db, person_id),
        *_moves(db, person_id),
        *_earlier(db, person_id),
    ]
    # Of what happened on one day the later kind stands above: a certificate above its course.
    order = [
        HappeningKind.MOVED,
        HappeningKind.STATE,
        HappeningKind.EARLIER,
        HappeningKind.COURSE,
        HappeningKind.CERTIFICATE,
        HappeningKind.REVOKED,
    ]
    found.sort(key=lambda one: (one.on or date.min, order.index(one.kind)), reverse=True)
    return tuple(found)


def _courses(db: Session, person_id: int) -> list[Happening]:
    """The courses in which somebody took part or holds a seat, on their last day."""
    statement = (
        select(Enrollment, Course.id, Course.number, Course.title, func.max(CourseDay.date))
        .join(Course, Course.id == Enrollment.course_id)
        .outerjoin(CourseDay, CourseDay.course_id == Course.id)
        .where(
            Enrollment.person_id == person_id,
            Enrollment.state.in_(
                [
                    EnrollmentState.ENROLLED,
                    EnrollmentState.COMPLETED,
                    EnrollmentState.NOT_COMPLETED,
                ]
            ),
        )
        .group_by(Enrollment.id)
    )
    return [
        Happening(
            HappeningKind.COURSE,
            last_day,
            title,
            course_id=course_id,
            course_number=number,
            state=row.state,
            exam_score=row.exam_score,
            skills_met=row.skills_met,
        )
        for row, course_id, number, title, last_day in db.execute(statement)
    ]


def _states(db: Session, person_id: int) -> list[Happening]:
    """Every state that somebody came into, besides those that the course itself tells."""
    statement = (
        select(EnrollmentStateEntry, Course.id, Course.number, Agency.name)
        .join(EnrollmentStateEntry.enrollment)
        .join(Course, Course.id == Enrollment.course_id)
        .outerjoin(Agency, Agency.id == Enrollment.agency_id)
        .where(
            Enrollment.person_id == person_id,
            EnrollmentStateEntry.state.not_in(
                [EnrollmentState.COMPLETED, EnrollmentState.NOT_COMPLETED]
            ),
        )
        .order_by(EnrollmentStateEntry.id)
    )
    return [
        Happening(
            HappeningKind.STATE,
            entry.recorded.date(),
            agency or "",
            course_id=course_id,
            course_number=number,
            state=entry.state,
            detail=entry.reason,
        )
        for entry, course_id, number, agency in db.execute(statement)
    ]


def _certificates(db: Session, person_id: int) -> list[Happening]:
    statement = (
        select(Certificate, Course.number)
        .join(Certificate.enrollment)
        .join(Course, Course.id == Certificate.course_id)
        .where(Enrollment.person_id == person_id)
    )
    found: list[Happening] = []
    for one, number in db.execute(statement):
        found.append(
            Happening(
                HappeningKind.CERTIFICATE,
                one.issued_on,
                one.number,
                one.course_id,
                number,
                until=one.expires_on,
            )
        )
        if one.revoked_on is not None:
            found.append(
                Happening(
                    HappeningKind.REVOKED,
                    one.revoked_on,
                    one.number,
                    one.course_id,
                    number,
                    detail=one.revoked_reason,
                )
            )
    return found


def _earlier(db: Session, person_id: int) -> list[Happening]:
    rows = db.scalars(select(EarlierRecord).where(EarlierRecord.person_id == person_id))
    return [
        Happening(
            HappeningKind.EARLIER,
            one.done_on,
            one.title,
            until=one.expires_on,
            detail=one.proof,
            earlier_id=one.id,
            earlier_kind=one.kind,
        )
        for one in rows
    ]


def _moves(db: Session, person_id: int) -> list[Happening]:
    statement = (
        select(Employment, Agency.name)
        .outerjoin(Employment.agency)
        .where(Employment.person_id == person_id, Employment.from_date.is_not(None))
    )
    return [
        Happening(HappeningKind.MOVED, one.from_date, name or "", detail=one.position)
        for one, name in db.execute(statement)
    ]
