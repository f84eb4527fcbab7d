"""What a person completed over the years and agencies: here, before, and elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import (
    Agency,
    Certificate,
    Course,
    CourseDay,
    Curriculum,
    EarlierKind,
    EarlierRecord,
    Enrollment,
    EnrollmentState,
)
from cittrainer.queries import agencies, make_ups
from cittrainer.queries.completion import completion_list
from cittrainer.queries.people import record

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.queries.make_ups import MakeUpRow
    from cittrainer.queries.people import PersonRecord

TAKEN = (EnrollmentState.ENROLLED, EnrollmentState.COMPLETED, EnrollmentState.NOT_COMPLETED)


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course of this file in which somebody sat.

    Attributes:
        hours: Credited hours, of all minutes present, those made up elsewhere included.
        missed: Titles of the blocks that are still missed, in full or in part.
        made_up: The blocks of it that were made up elsewhere.
        certificate: The number of the certificate in force; empty without one.
    """

    course_id: int
    number: str
    title: str
    began_on: date | None
    ended_on: date | None
    agency: str
    state: EnrollmentState
    hours: Decimal
    expected_minutes: int
    present_minutes: int
    exam_score: int | None
    missed: tuple[str, ...]
    made_up: tuple[MadeUpLine, ...]
    certificate: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class MadeUpLine:
    """A missed block that was made up, or is arranged to be."""

    missed: str
    make_up: MakeUpRow


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """A record from before or from elsewhere."""

    id: int
    version: int
    kind: EarlierKind
    title: str
    began_on: date | None
    done_on: date
    minutes: int | None
    agency: str
    agency_id: int | None
    curriculum_id: int | None
    provider: str
    certificate: str
    expires_on: date | None
    proof: str
    remarks: str


@dataclass(frozen=True, slots=True)
class EarlierForm:
    """A record from elsewhere to be edited, with what can be chosen in its form.

    Attributes:
        record: None for a new one.
        curricula: Ids and titles of the academy's own.
        agencies: Ids and names.
        agency_id: Where the person works now.
    """

    record: EarlierLine | None
    curricula: tuple[tuple[int, str], ...]
    agencies: tuple[tuple[int, str], ...]
    agency_id: int | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A person with all that is on record, the oldest first."""

    person: PersonRecord
    courses: tuple[CourseLine, ...]
    earlier: tuple[EarlierLine, ...]

    @property
    def hours(self) -> Decimal:
        """All credited hours: of courses here, and of those elsewhere."""
        elsewhere = sum(one.minutes or 0 for one in self.earlier)
        return sum((one.hours for one in self.courses), Decimal(0)) + Decimal(elsewhere) / 60


def transcript(db: Session, person_id: int) -> Transcript:
    """Everything on record about a person's training.

    Raises:
        NotFound: they were removed.
    """
    return Transcript(record(db, person_id), _courses(db, person_id), earlier(db, person_id))


def earlier(db: Session, person_id: int) -> tuple[EarlierLine, ...]:
    """A person's records from before and from elsewhere, the oldest first."""
    rows = db.execute(
        select(EarlierRecord, Agency.name)
        .outerjoin(Agency, Agency.id == EarlierRecord.agency_id)
        .where(EarlierRecord.person_id == person_id)
        .order_by(EarlierRecord.done_on, EarlierRecord.id)
    )
    return tuple(
        EarlierLine(
            id=one.id,
            version=one.version,
            kind=one.kind,
            title=one.title,
            began_on=one.began_on,
            done_on=one.done_on,
            minutes=one.minutes,
            agency=agency or "",
            agency_id=one.agency_id,
            curriculum_id=one.curriculum_id,
            provider=one.provider,
            certificate=one.certificate_number,
            expires_on=one.expires_on,
            proof=one.proof,
            remarks=one.remarks,
        )
        for one, agency in rows
    )


def earlier_form(db: Session, person_id: int, record_id: int | None) -> EarlierForm:
    """What the form of a record from elsewhere shows and offers.

    Raises:
        NotFound: the person was removed.
    """
    present = record(db, person_id).present
    return EarlierForm(
        record=next((one for one in earlier(db, person_id) if one.id == record_id), None),
        curricula=curriculum_choices(db),
        agencies=tuple((one.id, one.name) for one in agencies.names(db)),
        agency_id=None if present is None else present.agency_id,
    )


def curriculum_choices(db: Session) -> tuple[tuple[int, str], ...]:
    """The ids and titles of the academy's curricula, to be chosen from."""
    rows = db.execute(select(Curriculum.id, Curriculum.title).order_by(Curriculum.title))
    return tuple((one, title) for one, title in rows)


def _courses(db: Session, person_id: int) -> tuple[CourseLine, ...]:
    first, last = func.min(CourseDay.date), func.max(CourseDay.date)
    rows = db.execute(
        select(Enrollment, Course, Agency.name, first, last)
        .join(Course, Course.id == Enrollment.course_id)
        .outerjoin(Agency, Agency.id == Enrollment.agency_id)
        .outerjoin(CourseDay, CourseDay.course_id == Course.id)
        .where(Enrollment.person_id == person_id, Enrollment.state.in_(TAKEN))
        .group_by(Enrollment.id)
        .order_by(first, Enrollment.id)
    ).all()
    certificates = {
        one.enrollment_id: one
        for one in db.scalars(
            select(Certificate).where(
                Certificate.enrollment_id.in_([row[0].id for row in rows]),
                Certificate.revoked_on.is_(None),
            )
        )
    }
    arranged: dict[int, list[MakeUpRow]] = defaultdict(list)
    for one in make_ups.of_people(db, [person_id]):
        arranged[one.enrollment_id].append(one)
    return tuple(
        _course_line(
            db, *row, certificate=certificates.get(row[0].id), arranged=arranged[row[0].id]
        )
        for row in rows
    )


def _course_line(
    db: Session,
    enrollment: Enrollment,
    course: Course,
    agency: str | None,
    began_on: date | None,
    ended_on: date | None,
    *,
    certificate: Certificate | None,
    arranged: list[MakeUpRow],
) -> CourseLine:
    (row,) = (
        one
        for one in completion_list(db, course.id).rows
        if one.trainee.enrollment_id == enrollment.id
    )
    titles = {block.block_id: block.title for block in row.trainee_blocks}
    missed = (block for block in row.outcome.missed if block.present is not None)
    return CourseLine(
        course_id=course.id,
        number=course.number,
        title=course.title,
        began_on=began_on,
        ended_on=ended_on,
        agency=agency or "",
        state=enrollment.state,
        hours=row.outcome.credited_hours,
        expected_minutes=row.outcome.expected_minutes,
        present_minutes=row.outcome.present_minutes,
        exam_score=enrollment.exam_score,
        missed=tuple(block.title for block in missed),
        made_up=tuple(
            MadeUpLine(titles.get(one.missed_block_id, one.title), one) for one in arranged
        ),
        certificate="" if certificate is None else certificate.number,
        expires_on=None if certificate is None else certificate.expires_on,
    )
