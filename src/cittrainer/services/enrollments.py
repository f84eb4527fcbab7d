"""Trainees in courses: enrolled, moved through states, put into groups, excused from blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import (
    SWORN_ROLES,
    Block,
    Certificate,
    Course,
    CourseGroup,
    CourseState,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    ExcusedBlock,
    GroupMember,
    Person,
    TraineeRole,
    WithdrawalReason,
)
from cittrainer.models.base import utc_now
from cittrainer.queries.seats import seating
from cittrainer.rules.seats import TAKES_SEAT, Asker, refusal, use
from cittrainer.services import words
from cittrainer.services.course_guards import found
from cittrainer.services.enrollment_states import (
    ALLOWED,
    STARTING_STATES,
    STATE_NAMES,
    AlreadyInCourse,
    CourseFull,
    CourseOver,
    NominationUsed,
    StateNotAllowed,
)
from cittrainer.services.people import current_employment
from cittrainer.services.rotation_guards import remove_absences_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

S = EnrollmentState


@dataclass(frozen=True, slots=True)
class Word:
    """Why an enrollment comes into a state, and whose word it is."""

    reason: str = ""
    code: WithdrawalReason | None = None
    """Of a withdrawal or a no-show."""
    said_by: str = ""
    """Such as the supervisor who approved it."""


def enroll(
    db: Session,
    course_id: int,
    person_id: int,
    *,
    state: EnrollmentState = EnrollmentState.ENROLLED,
    reason: str = "",
    walk_in: bool = False,
) -> int:
    """Put a person into a course and return the enrollment's id.

    Agency, role and position are taken over from where the person works now.

    Args:
        db: The open step.
        course_id: The course.
        person_id: The person.
        state: Nominated, approved, on the waiting list or enrolled.
        reason: Why, where there is something to say; required for a closed course.
        walk_in: Whether they came without having been enrolled.

    Raises:
        AlreadyInCourse: they are in it, in whatever state.
        CourseFull: enrolling would take more seats than the course has.
        CourseOver: the course is cancelled, or closed and no reason was given.
    """
    course = found(db, Course, course_id, "course")
    person = found(db, Person, person_id, "person")
    if state not in STARTING_STATES:
        raise StateNotAllowed(f"Nobody comes into a course as {STATE_NAMES[state]}.")
    _refuse_over(course, reason)
    there = _enrollment_of(db, course_id, person_id)
    if there is not None:
        raise AlreadyInCourse(
            f"{person.full_name} is in {course.number} already: {STATE_NAMES[there.state]}.",
            hint="Change their state in the list instead.",
        )
    _refuse_full(db, course, state, [_asker_of(person)])
    return _add(db, course, person, state, reason, walk_in=walk_in)


def enroll_many(
    db: Session,
    course_id: int,
    person_ids: Sequence[int],
    *,
    state: EnrollmentState = EnrollmentState.ENROLLED,
    reason: str = "",
) -> int:
    """Put several people into a course; those who are in it already stay as they are.

    Returns:
        How many were added.

    Raises:
        CourseFull: there are fewer free seats than people to be enrolled; nobody is then.
        CourseOver: the course is cancelled, or closed and no reason was given.
    """
    course = found(db, Course, course_id, "course")
    if state not in STARTING_STATES:
        raise StateNotAllowed(f"Nobody comes into a course as {STATE_NAMES[state]}.")
    _refuse_over(course, reason)
    there = set(db.scalars(select(Enrollment.person_id).where(Enrollment.course_id == course_id)))
    coming = [one for one in dict.fromkeys(person_ids) if one not in there]
    people = [found(db, Person, one, "person") for one in coming]
    _refuse_full(db, course, state, [_asker_of(one) for one in people])
    for person in people:
        _add(db, course, person, state, reason)
    return len(coming)


def set_state(db: Session, enrollment_id: int, state: EnrollmentState, *, reason: str = "") -> None:
    """Move an enrollment into another state; the earlier ones stay on record.

    Raises:
        StateNotAllowed: it is in that state already, or does not lead there.
        CourseFull: there is no free seat to be enrolled into.
        CourseOver: the course is closed and no reason was given.
        Invalid: the reason is too long.
    """
    set_states(db, [enrollment_id], state, reason=reason)


def set_states(
    db: Session,
    enrollment_ids: Sequence[int],
    state: EnrollmentState,
    *,
    reason: str = "",
    word: Word | None = None,
) -> None:
    """Move several enrollments of one course into another state, all or none.

    Args:
        db: The open step.
        enrollment_ids: The enrollments.
        state: The state into which they come.
        reason: Why, in the user's words.
        word: The code of a withdrawal, and whose word it is.

    Raises:
        StateNotAllowed, CourseFull, CourseOver, Invalid: as for ``set_state``.
    """
    rows = [found(db, Enrollment, one, "enrollment") for one in enrollment_ids]
    coming = [_asker(row) for row in rows if row.state not in TAKES_SEAT]
    for row in rows:
        if row is rows[0]:
            if row.course.state is CourseState.CLOSED:
                _refuse_over(row.course, reason)
            _refuse_full(db, row.course, state, coming)
        _refuse_transition(db, row, state)
        _append(row, state, replace(word or Word(), reason=reason))
    db.flush()


def remove_nomination(db: Session, enrollment_id: int) -> None:
    """Take back a nomination that was a mistake.

    Raises:
        NominationUsed: they are or were more than nominated in this course.
    """
    row = found(db, Enrollment, enrollment_id, "enrollment")
    others = [entry.state for entry in row.states if entry.state is not S.NOMINATED]
    if row.state is not S.NOMINATED or others:
        was = row.state if row.state is not S.NOMINATED else others[-1]
        verb = "is" if row.state is not S.NOMINATED else "was"
        raise NominationUsed(
            f"{row.person.full_name} {verb} {STATE_NAMES[was]} in {row.course.number}, "
            "so the enrollment stays on record.",
            hint="Withdraw or decline them instead.",
        )
    for excused in db.scalars(
        select(ExcusedBlock).where(ExcusedBlock.enrollment_id == enrollment_id)
    ):
        db.delete(excused)
    remove_absences_of(db, enrollment_id)
    db.delete(row)
    db.flush()


def set_group(db: Session, enrollment_id: int, set_name: str, group_id: int | None) -> None:
    """Put a trainee into a group of a set, in place of the one they were in.

    Args:
        db: The open step.
        enrollment_id: The trainee in the course.
        set_name: The set, such as “Scenarios”; a trainee is in at most one group of each.
        group_id: A group of that set and course, or None to take them out.

    Raises:
        Invalid: the group belongs to another set or course.
    """
    row = found(db, Enrollment, enrollment_id, "enrollment")
    if group_id is not None:
        group = found(db, CourseGroup, group_id, "group")
        if group.course_id != row.course_id or group.set_name != set_name:
            raise Invalid(f"“{group.name}” is no group of “{set_name}” in this course.")
    present = next((one for one in row.groups if one.group.set_name == set_name), None)
    if group_id is None:
        if present is not None:
            row.groups.remove(present)
    elif present is None:
        row.groups.append(GroupMember(group_id=group_id))
    else:
        present.group_id = group_id
    db.flush()


def set_excused(db: Session, enrollment_id: int, block_ids: Collection[int]) -> None:
    """Say from which blocks a trainee is excused beforehand; from all others they are not.

    Raises:
        Invalid: a block belongs to another course.
    """
    row = found(db, Enrollment, enrollment_id, "enrollment")
    present = {
        one.block_id: one
        for one in db.scalars(
            select(ExcusedBlock).where(ExcusedBlock.enrollment_id == enrollment_id)
        )
    }
    for block_id in set(block_ids) - present.keys():
        block = found(db, Block, block_id, "block")
        if block.course_id != row.course_id:
            raise Invalid(f"“{block.title}” is no block of {row.course.number}.")
        db.add(ExcusedBlock(enrollment_id=enrollment_id, block_id=block_id))
    for block_id in present.keys() - set(block_ids):
        db.delete(present[block_id])
    db.flush()


def excuse(db: Session, enrollment_id: int, block_id: int) -> None:
    """Excuse a trainee from one more block; where they are already, nothing changes."""
    set_excused(db, enrollment_id, _excused(db, enrollment_id) | {block_id})


def unexcuse(db: Session, enrollment_id: int, block_id: int) -> None:
    """Expect a trainee in a block again; where they are already, nothing changes."""
    set_excused(db, enrollment_id, _excused(db, enrollment_id) - {block_id})


def _excused(db: Session, enrollment_id: int) -> set[int]:
    ids = select(ExcusedBlock.block_id).where(ExcusedBlock.enrollment_id == enrollment_id)
    return set(db.scalars(ids))


def _enrollment_of(db: Session, course_id: int, person_id: int) -> Enrollment | None:
    return db.scalar(
        select(Enrollment).where(
            Enrollment.course_id == course_id, Enrollment.person_id == person_id
        )
    )


def _add(
    db: Session,
    course: Course,
    person: Person,
    state: EnrollmentState,
    reason: str,
    *,
    walk_in: bool = False,
) -> int:
    at = current_employment(person)
    row = Enrollment(
        course_id=course.id,
        person_id=person.id,
        agency_id=None if at is None else at.agency_id,
        role=TraineeRole.OTHER if at is None else at.role,
        position="" if at is None else at.position,
        walk_in=walk_in,
    )
    _append(row, state, Word(reason))
    db.add(row)
    db.flush()
    return row.id


def _append(row: Enrollment, state: EnrollmentState, word: Word) -> None:
    row.state = state
    if state is not S.OFFERED:
        row.offer_until = None
    row.states.append(
        EnrollmentStateEntry(
            state=state,
            reason=words.line(word.reason, "The reason"),
            reason_code=word.code,
            said_by=words.line(word.said_by, "Whose word it is"),
        )
    )


def _today(course: Course) -> date:
    """The present day where the course is held; seats are kept through a day there."""
    return utc_now().astimezone(ZoneInfo(course.time_zone)).date()


def _asker(row: Enrollment) -> Asker:
    return Asker(row.person_id, row.agency_id, row.role.value, row.role in SWORN_ROLES)


def _asker_of(person: Person) -> Asker:
    at = current_employment(person)
    role = TraineeRole.OTHER if at is None else at.role
    agency_id = None if at is None else at.agency_id
    return Asker(person.id, agency_id, role.value, role in SWORN_ROLES)


def _refuse_over(course: Course, reason: str) -> None:
    if course.state is CourseState.CANCELLED:
        raise CourseOver(f"{course.number} is cancelled.", hint="Choose another course for them.")
    if course.state is CourseState.CLOSED and not reason.strip():
        raise CourseOver(f"{course.number} is closed.", hint="Say why its records are to change.")


def _refuse_full(
    db: Session, course: Course, state: EnrollmentState, coming: Sequence[Asker]
) -> None:
    """Refuse to take more seats than there are, or those that are kept for others.

    A course that is over its seats already, because they were lowered, takes nobody more.
    """
    if state not in TAKES_SEAT or not coming:
        return
    seats = seating(db, course.id, today=_today(course))
    count = seats.count
    if len(coming) > count.left:
        free = {0: "none is free", 1: "1 is free"}.get(count.left, f"{count.left} are free")
        who = "one more person" if len(coming) == 1 else f"{len(coming)} more people"
        beyond = f" and {count.overbooking} beyond them" if count.overbooking else ""
        raise CourseFull(
            f"{course.number} has {course.seats} seats{beyond} and {free}, so {who} cannot be "
            "enrolled.",
            hint="Put them on the waiting list or raise the seats.",
        )
    open_seats = dict(seats.open_seats)
    for number, one in enumerate(coming):
        left = replace(count, taken=count.taken + number)
        why_not = refusal(one, left, seats.all_kept, open_seats)
        if why_not:
            raise CourseFull(
                f"In {course.number} {why_not}.",
                hint="Release the seats kept, or put them on the waiting list.",
            )
        use(one, seats.all_kept, open_seats)


def _refuse_transition(db: Session, row: Enrollment, state: EnrollmentState) -> None:
    name, number = row.person.full_name, row.course.number
    if row.state is state:
        raise StateNotAllowed(f"{name} is {STATE_NAMES[state]} in {number} already.")
    if state not in ALLOWED[row.state]:
        raise StateNotAllowed(
            f"{name} is {STATE_NAMES[row.state]} in {number} and cannot be "
            f"{STATE_NAMES[state]} from there.",
            hint="Enroll them first.",
        )
    if row.state is S.COMPLETED:
        number_held = db.scalar(
            select(Certificate.number).where(
                Certificate.enrollment_id == row.id, Certificate.revoked_on.is_(None)
            )
        )
        if number_held is not None:
            raise StateNotAllowed(
                f"{name} holds certificate {number_held} of {number}.",
                hint="Revoke the certificate first.",
            )
