"""The seats of a course: kept, free, who is next, and what speaks against whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    SWORN_ROLES,
    Agency,
    Course,
    CourseDay,
    CourseState,
    Curriculum,
    CurriculumVersion,
    EarlierKind,
    EarlierRecord,
    Employment,
    Enrollment,
    EnrollmentState,
    Person,
    SeatsKept,
    Standard,
    TraineeRole,
)
from cittrainer.queries.standings import waiting_places
from cittrainer.rules.seat_checks import missing_course, night_before, other_course, short_service
from cittrainer.rules.seats import (
    OFFERED,
    TAKES_SEAT,
    Asker,
    Kept,
    Next,
    SeatCount,
    most_non_sworn,
    next_up,
    seat_count,
    unused,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

ROLE_NAMES = {
    TraineeRole.OFFICER: "officers",
    TraineeRole.DISPATCHER: "dispatchers",
    TraineeRole.CORRECTIONS: "corrections",
    TraineeRole.FIRE: "fire service",
    TraineeRole.EMS: "EMS",
    TraineeRole.SECURITY: "security",
    TraineeRole.CLINICIAN: "clinicians",
    TraineeRole.OBSERVER: "observers",
    TraineeRole.OTHER: "others",
}
"""How the people of a role are called together."""

HOPING = frozenset(
    {
        EnrollmentState.NOMINATED,
        EnrollmentState.APPROVED,
        EnrollmentState.WAITLISTED,
        EnrollmentState.OFFERED,
        EnrollmentState.ENROLLED,
    }
)
"""States in which what speaks against somebody is worth telling."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Seats that are kept, with how many of them nobody uses yet."""

    kept: Kept
    unused: int
    note: str
    holds: bool
    """Whether they are still kept today."""


@dataclass(frozen=True, slots=True)
class SeatRules:
    """What a course asks of those who get a seat.

    Attributes:
        non_sworn_percent: The cap that holds: the course's own, else its standard's.
        own_percent: The course's own; None takes the standard's.
        curriculum: Title of the earlier course that is asked for; empty for none.
    """

    version: int
    number: str
    seats: int
    overbooking: int
    non_sworn_percent: int | None
    own_percent: int | None
    least_service_years: int | None
    curriculum_id: int | None
    curriculum: str
    first_day: date | None


@dataclass(frozen=True, slots=True)
class Seating:
    """Everything about the seats of a course.

    Attributes:
        askers: Everybody in the course, by enrollment.
        next: Who of the waiting list gets the next seat; None if nobody can.
        non_sworn: How many who are not sworn take a seat, and how many may.
        warnings: What speaks against somebody's seat, by enrollment.
        ran_out: Enrollments whose offered seat was not taken in time.
    """

    course_id: int
    rules: SeatRules
    count: SeatCount
    kept: tuple[KeptRow, ...]
    open_seats: Mapping[int, int]
    askers: Mapping[int, Asker]
    next: Next | None
    non_sworn: tuple[int, int | None]
    warnings: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    ran_out: tuple[int, ...] = ()

    @property
    def all_kept(self) -> tuple[Kept, ...]:
        """The seats kept, as the rules take them."""
        return tuple(row.kept for row in self.kept)


def seating(db: Session, course_id: int, *, today: date) -> Seating:
    """The seats of a course, read with a fixed number of statements.

    Raises:
        NotFound: there is no such course.
    """
    rules = seat_rules(db, course_id)
    rows = db.execute(
        select(Enrollment, Person)
        .join(Enrollment.person)
        .where(Enrollment.course_id == course_id)
        .order_by(Enrollment.id)
    ).all()
    places = waiting_places(db, [course_id])
    askers = {one.id: _asker(one, person, places) for one, person in rows}
    seated = [askers[one.id] for one, _ in rows if one.state in TAKES_SEAT]
    kept = _kept(db, course_id)
    open_seats = unused([one for one, _ in kept], seated, today)
    count = seat_count(
        rules.seats,
        (one.state for one, _ in rows),
        overbooking=rules.overbooking,
        kept=sum(open_seats.values()),
    )
    cap = most_non_sworn(rules.seats, rules.non_sworn_percent)
    not_sworn = sum(not one.sworn for one in seated)
    waiting = sorted((one for one in askers.values() if one.place), key=lambda one: one.place)
    return Seating(
        course_id=course_id,
        rules=rules,
        count=count,
        kept=tuple(
            KeptRow(one, open_seats.get(one.id, 0), note, one.holds(today)) for one, note in kept
        ),
        open_seats=open_seats,
        askers=askers,
        next=next_up(
            waiting,
            count,
            [one for one, _ in kept],
            open_seats,
            non_sworn_left=None if cap is None else max(0, cap - not_sworn),
        ),
        non_sworn=(not_sworn, cap),
        warnings=_warnings(db, course_id, rules, {one.id: (one, p) for one, p in rows}),
        ran_out=tuple(
            one.id
            for one, _ in rows
            if one.state == OFFERED and one.offer_until is not None and one.offer_until < today
        ),
    )


def seat_rules(db: Session, course_id: int) -> SeatRules:
    """What a course asks of those who get a seat.

    Raises:
        NotFound: there is no such course.
    """
    row = db.execute(
        select(Course, Standard.non_sworn_percent, Curriculum.title, func.min(CourseDay.date))
        .outerjoin(Standard, Standard.id == Course.standard_id)
        .outerjoin(Curriculum, Curriculum.id == Course.earlier_curriculum_id)
        .outerjoin(CourseDay, CourseDay.course_id == Course.id)
        .where(Course.id == course_id)
        .group_by(Course.id)
    ).one_or_none()
    if row is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    course, standards, curriculum, first_day = row
    own = course.non_sworn_percent
    return SeatRules(
        version=course.version,
        number=course.number,
        seats=course.seats,
        overbooking=course.overbooking,
        non_sworn_percent=standards if own is None else own,
        own_percent=own,
        least_service_years=course.least_service_years,
        curriculum_id=course.earlier_curriculum_id,
        curriculum=curriculum or "",
        first_day=first_day,
    )


def _asker(one: Enrollment, person: Person, places: Mapping[int, int]) -> Asker:
    return Asker(
        person_id=one.person_id,
        agency_id=one.agency_id,
        role=one.role.value,
        sworn=one.role in SWORN_ROLES,
        enrollment_id=one.id,
        name=person.full_name,
        place=places.get(one.id, 0),
    )


def _kept(db: Session, course_id: int) -> list[tuple[Kept, str]]:
    rows = db.execute(
        select(SeatsKept, Agency.name, Person)
        .outerjoin(Agency, Agency.id == SeatsKept.agency_id)
        .outerjoin(Person, Person.id == SeatsKept.person_id)
        .where(SeatsKept.course_id == course_id)
        .order_by(SeatsKept.id)
    )
    return [(_kept_value(one, agency, person), one.note) for one, agency, person in rows]


def _kept_value(one: SeatsKept, agency: str | None, person: Person | None) -> Kept:
    role = "" if one.role is None else ROLE_NAMES[one.role]
    for_whom = ", ".join(filter(None, (agency or "", role)))
    return Kept(
        id=one.id,
        seats=one.seats,
        until=one.until,
        words=for_whom if person is None else person.full_name,
        person_id=one.person_id,
        agency_id=one.agency_id,
        role=None if one.role is None else one.role.value,
    )


def _warnings(
    db: Session,
    course_id: int,
    rules: SeatRules,
    rows: Mapping[int, tuple[Enrollment, Person]],
) -> dict[int, tuple[str, ...]]:
    hoping = {one: pair for one, pair in rows.items() if pair[0].state in HOPING}
    people = {enrollment.person_id for enrollment, _ in hoping.values()}
    done = _completed(db, people, rules.curriculum_id)
    clashes = _other_courses(db, course_id, people)
    shifts = _shifts(db, people)
    found: dict[int, tuple[str, ...]] = {}
    for one, (enrollment, person) in hoping.items():
        who = enrollment.person_id
        told: list[str] = [
            other_course(number, days) for number, days in clashes.get(who, {}).items()
        ]
        if rules.first_day is not None:
            years = rules.least_service_years
            told.append(short_service(person.service_since, years, rules.first_day))
        told.append(missing_course(rules.curriculum, completed=who in done))
        told.append(night_before(shifts.get(who, "")))
        if words := tuple(filter(None, told)):
            found[one] = words
    return found


def _completed(db: Session, people: Collection[int], curriculum_id: int | None) -> set[int]:
    """Who completed a curriculum, here or elsewhere, or is exempt from it."""
    if curriculum_id is None:
        return set()
    here = (
        select(Enrollment.person_id)
        .join(Course, Course.id == Enrollment.course_id)
        .join(CurriculumVersion, CurriculumVersion.id == Course.curriculum_version_id)
        .where(
            Enrollment.person_id.in_(people),
            Enrollment.state == EnrollmentState.COMPLETED,
            CurriculumVersion.curriculum_id == curriculum_id,
        )
    )
    elsewhere = select(EarlierRecord.person_id).where(
        EarlierRecord.person_id.in_(people),
        or_(
            EarlierRecord.curriculum_id == curriculum_id,
            EarlierRecord.kind == EarlierKind.EXEMPTION,
        ),
    )
    return {*db.scalars(here), *db.scalars(elsewhere)}


def _other_courses(
    db: Session, course_id: int, people: Collection[int]
) -> dict[int, dict[str, int]]:
    """On how many days of the course each person has a seat in which other one."""
    mine = select(CourseDay.date).where(CourseDay.course_id == course_id)
    rows: Iterable[tuple[int, str, int]] = db.execute(
        select(Enrollment.person_id, Course.number, func.count())
        .join(Course, Course.id == Enrollment.course_id)
        .join(CourseDay, CourseDay.course_id == Course.id)
        .where(
            Enrollment.person_id.in_(people),
            Enrollment.state.in_([EnrollmentState.ENROLLED, EnrollmentState.OFFERED]),
            Course.id != course_id,
            Course.state.not_in([CourseState.CANCELLED, CourseState.CLOSED]),
            CourseDay.date.in_(mine),
        )
        .group_by(Enrollment.person_id, Course.id)
    ).all()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for person_id, number, days in rows:
        found[person_id][number] = days
    return found


def _shifts(db: Session, people: Collection[int]) -> dict[int, str]:
    rows = db.execute(
        select(Employment.person_id, Employment.shift)
        .where(Employment.person_id.in_(people), Employment.to_date.is_(None))
        .order_by(Employment.id)
    )
    return dict(rows.all())
