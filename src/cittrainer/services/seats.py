"""Seats of a course: kept and released, offered and taken back, filled from the waiting list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Academy,
    Agency,
    Curriculum,
    Enrollment,
    EnrollmentState,
    Person,
    SeatsKept,
    TraineeRole,
)
from cittrainer.queries.seats import seating
from cittrainer.rules.wording import counted, date_words
from cittrainer.services import words
from cittrainer.services.course_guards import found, open_course, unchanged
from cittrainer.services.courses import MOST_SEATS
from cittrainer.services.enrollments import set_state

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OFFER_DAYS = 5
"""Days for which a seat is held where no academy says otherwise."""


class NobodyNext(UserError):
    """Nobody of the waiting list can get a seat now."""


@dataclass(frozen=True, slots=True)
class Promoted:
    """Who got a seat from the waiting list."""

    enrollment_id: int
    name: str
    why: str
    """The sentence that says why they, and why not those above them."""
    until: date | None
    """The last day on which an offered seat can be taken; None for one that was given."""


def keep_seats(
    db: Session,
    course_id: int,
    *,
    agency_id: int | None = None,
    role: TraineeRole | None = None,
    person_id: int | None = None,
    seats: int = 1,
    until: date | None = None,
    note: str = "",
) -> int:
    """Keep seats of a course for an agency, a role, both, or somebody by name.

    Args:
        db: The open step.
        course_id: The course.
        agency_id: For the people of which agency.
        role: For people of which role.
        person_id: For whom by name; then it is one seat.
        seats: How many.
        until: The last day on which they are kept; None: until they are released.
        note: Whatever is to be remembered about it.

    Returns:
        The id of what is kept.

    Raises:
        Invalid: it is for nobody, or for more seats than the course has.
        CourseIsOver: the course is closed or cancelled.
    """
    course = open_course(db, course_id)
    if agency_id is None and role is None and person_id is None:
        raise Invalid(
            "For whom the seats are kept is not said.", hint="Choose an agency, a role or a person."
        )
    for kind, one, what in (
        (Agency, agency_id, "agency"),
        (Person, person_id, "person"),
    ):
        if one is not None:
            found(db, kind, one, what)
    words.number(seats, "The number of seats", least=1, most=MOST_SEATS)
    if person_id is not None and seats != 1:
        raise Invalid("For somebody by name one seat is kept.", hint="Type 1.")
    kept = sum(db.scalars(select(SeatsKept.seats).where(SeatsKept.course_id == course_id)))
    if kept + seats > course.seats:
        raise Invalid(
            f"{course.number} has {counted(course.seats, 'seat')}, and {kept} of them are kept "
            f"already; {seats} more cannot be.",
            hint="Keep fewer, or release some.",
        )
    row = SeatsKept(
        course_id=course_id,
        agency_id=None if person_id is not None else agency_id,
        role=None if person_id is not None else role,
        person_id=person_id,
        seats=seats,
        until=until,
        note=words.line(note, "The note"),
    )
    db.add(row)
    db.flush()
    return row.id


def release_seats(db: Session, kept_id: int) -> None:
    """Keep seats no longer; whoever has one stays in it."""
    row = found(db, SeatsKept, kept_id, "keeping")
    open_course(db, row.course_id)
    db.delete(row)
    db.flush()


def promote(db: Session, course_id: int, *, today: date, offer: bool = False) -> Promoted:
    """Give the next free seat to whoever of the waiting list is next, or offer it to them.

    The sentence that says why them, and why not those above, stays on record.

    Args:
        db: The open step.
        course_id: The course.
        today: The present day.
        offer: Whether the seat is only held for them, for the academy's number of days.

    Raises:
        NobodyNext: nobody waits, or no seat is free for anybody who does.
        CourseIsOver: the course is closed or cancelled.
    """
    course = open_course(db, course_id)
    seats = seating(db, course_id, today=today)
    if seats.next is None:
        waits = seats.count.waiting
        raise NobodyNext(
            f"No seat of {course.number} is free for anybody who waits."
            if waits
            else f"Nobody waits for {course.number}.",
            hint="Raise its seats, or release seats that are kept." if waits else "",
        )
    who, why = seats.next.who, seats.next.why
    state = EnrollmentState.OFFERED if offer else EnrollmentState.ENROLLED
    set_state(db, who.enrollment_id, state, reason=_shortened(why))
    until = None
    if offer:
        academy = db.scalar(select(Academy).limit(1))
        days = OFFER_DAYS if academy is None else academy.offer_days
        until = today + timedelta(days=days)
        found(db, Enrollment, who.enrollment_id, "enrollment").offer_until = until
        db.flush()
    return Promoted(who.enrollment_id, who.name, why, until)


def end_offers(db: Session, course_id: int, *, today: date) -> int:
    """Put those who did not take an offered seat in time at the end of the waiting list.

    Returns:
        How many there were.
    """
    open_course(db, course_id)
    late = seating(db, course_id, today=today).ran_out
    for enrollment_id in late:
        until = found(db, Enrollment, enrollment_id, "enrollment").offer_until
        day = "" if until is None else f" by {date_words(until)}"
        reason = f"The seat offered was not taken{day}."
        set_state(db, enrollment_id, EnrollmentState.WAITLISTED, reason=reason)
    return len(late)


def set_seat_rules(
    db: Session,
    course_id: int,
    *,
    seen: int,
    seats: int,
    overbooking: int,
    non_sworn_percent: int | None,
    least_service_years: int | None,
    curriculum_id: int | None,
) -> None:
    """Say how many may come into a course, and what is asked of them.

    Args:
        db: The open step.
        course_id: The course.
        seen: Its version when the form was filled.
        seats: How many seats it has.
        overbooking: How many more may be enrolled, for those who will not come.
        non_sworn_percent: Most share of people who are not sworn; None: that of the standard.
        least_service_years: Years of service that trainees should have; None: any.
        curriculum_id: The curriculum that they should have completed before; None: none.

    Raises:
        ChangedMeanwhile: somebody changed the course since.
        CourseIsOver: it is closed or cancelled.
        Invalid: a number is out of bounds.
    """
    course = open_course(db, course_id)
    unchanged(course, seen, f"“{course.title}”")
    course.seats = words.number(seats, "The number of seats", least=0, most=MOST_SEATS)
    course.overbooking = words.number(overbooking, "The overbooking", least=0, most=100)
    if non_sworn_percent is not None:
        words.number(non_sworn_percent, "The share who are not sworn", least=0, most=100)
    if least_service_years is not None:
        words.number(least_service_years, "The years of service", least=0, most=40)
    if curriculum_id is not None:
        found(db, Curriculum, curriculum_id, "curriculum")
    course.non_sworn_percent = non_sworn_percent
    course.least_service_years = least_service_years or None
    course.earlier_curriculum_id = curriculum_id
    db.flush()


def _shortened(why: str) -> str:
    return why if len(why) <= words.LONGEST else f"{why[: words.LONGEST - 1]}…"
