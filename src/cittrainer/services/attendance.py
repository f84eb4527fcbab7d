"""Recording who was there: written once, corrected only by further entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    AttendanceEntry,
    AttendanceMark,
    Block,
    Course,
    CourseDay,
    Enrollment,
    EnrollmentState,
)
from cittrainer.queries.attendance import register
from cittrainer.rules.seats import HOLDS_SEAT
from cittrainer.rules.sign_in import check_times, presence
from cittrainer.rules.wording import counted, date_words, duration, quoted
from cittrainer.services import enrollments, people, words
from cittrainer.services.course_guards import OVER, CourseIsOver, found
from cittrainer.services.make_ups import is_guest
from cittrainer.services.merges import keep_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.services.people import PersonDetails

WHOLE = frozenset({AttendanceMark.PRESENT})
"""Marks that stand for all minutes of a block."""

NONE = frozenset({AttendanceMark.ABSENT, AttendanceMark.EXCUSED})
"""Marks that stand for no minute of it."""


class NeedsReason(UserError):
    """A correction on a closed day says why."""


class NotSittingIn(UserError):
    """The trainee has no seat in the course."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One trainee's presence in one block."""

    enrollment_id: int
    block_id: int
    mark: AttendanceMark = AttendanceMark.PRESENT
    minutes: int | None = None
    """Minutes present; None means all of them when present, none when absent or excused."""
    missed: int | None = None
    """Minutes missed, in place of minutes present."""
    came: int | None = None
    """When they signed in, in minutes after midnight; mark and minutes then follow from it."""
    went: int | None = None
    """When they signed out; None where they did not."""


def record(db: Session, ticks: Sequence[Tick], *, reason: str = "") -> int:
    """Record presence, as new entries that point at those they correct.

    Ticks that say what is on record already add nothing.

    Args:
        db: The open step.
        ticks: Who, in which block, how long.
        reason: Why something on record is corrected; needed once the day is closed.

    Returns:
        How many entries were added.

    Raises:
        Invalid: more minutes than the block has, or a late or early mark without minutes.
        NeedsReason: the day is closed and no reason is given.
        NotSittingIn: the trainee has no seat in the course.
        CourseIsOver: the course is cancelled, or closed.
        UserError: the block stands on no day, or belongs to another course.
    """
    blocks = {one: found(db, Block, one, "block") for one in {t.block_id for t in ticks}}
    trainees = _enrollments(db, {tick.enrollment_id for tick in ticks})
    latest = _latest(db, blocks, trainees)
    why = words.line(reason, "The reason")
    added = 0
    for tick in ticks:
        block, enrollment = blocks[tick.block_id], trainees[tick.enrollment_id]
        _refuse(db, block, enrollment)
        mark, minutes = _by_times(tick, block) or (tick.mark, _minutes(tick, block))
        before = latest.get((tick.enrollment_id, tick.block_id))
        if before is not None and _says_the_same(before, tick, mark, minutes):
            continue
        if block.course_day is not None and block.course_day.closed and not why:
            raise NeedsReason(
                f"The attendance of {date_words(block.course_day.date)} is closed.",
                hint="Say in a few words why it is corrected.",
            )
        if before is not None and before.id is None:
            db.flush()  # two ticks of one pair: the second points at the first
        entry = AttendanceEntry(
            enrollment_id=tick.enrollment_id,
            block_id=tick.block_id,
            mark=mark,
            minutes=minutes,
            came=tick.came,
            went=tick.went,
            corrects_id=before.id if before else None,
            reason=why,
        )
        db.add(entry)
        latest[tick.enrollment_id, tick.block_id] = entry
        added += 1
    db.flush()
    return added


def record_times(
    db: Session,
    course_day_id: int,
    times: Mapping[int, tuple[int, int | None]],
    *,
    reason: str = "",
) -> int:
    """Record a day from its sign-in sheet: each trainee's blocks, to the minute.

    Args:
        db: The open step.
        course_day_id: The day.
        times: When each enrollment signed in and out, in minutes after midnight; who did not sign
            out is taken to have stayed.
        reason: As for ``record``.

    Returns:
        How many entries were added.

    Raises:
        Invalid: somebody signed out before signing in.
        NotSittingIn: the trainee has no seat in the course, or no block on that day.
        NeedsReason, CourseIsOver: as for ``record``.
    """
    day = found(db, CourseDay, course_day_id, "day")
    book = register(db, day.course_id)
    names = {one.enrollment_id: one.full_name for one in book.everybody}
    blocks = [block.id for block in book.week.on(course_day_id)]
    ticks: list[Tick] = []
    for one, (came, went) in times.items():
        mine = [block for block in blocks if (one, block) in book.credited]
        if not mine:
            raise NotSittingIn(
                f"{names.get(one, 'This trainee')} has no block on {date_words(day.date)}.",
                hint="Check whose times they are.",
            )
        try:
            check_times(came, went)
        except Invalid as error:
            raise Invalid(f"{names[one]}: {error.message}", hint=error.hint) from None
        ticks += [Tick(one, block, came=came, went=went) for block in mine]
    return record(db, ticks, reason=reason)


def add_walk_in(
    db: Session,
    course_id: int,
    who: int | PersonDetails,
    *,
    block_ids: Collection[int],
    today: date,
    apart: Collection[int] = (),
) -> int:
    """Take in somebody who came without being enrolled, present from their first block on.

    Whoever was nominated, approved or waiting is enrolled where they stand.

    Args:
        db: The open step.
        course_id: The course.
        who: A person on file, by id, or what is known about a new one.
        block_ids: The blocks in which they are present in full.
        today: The present day.
        apart: People on file who were seen to be others than the new one.

    Returns:
        The enrollment's id.

    Raises:
        AlreadyInCourse: they have a seat in the course.
        CourseFull: it has no seat left.
        CourseIsOver, CourseOver, Invalid, IdentifierTaken: as their names say.
    """
    if isinstance(who, int):
        person_id = who
    else:
        person_id = people.add_person(db, who, today=today)
        for other in apart:
            keep_apart(db, person_id, other)
    there = db.scalar(
        select(Enrollment).where(
            Enrollment.course_id == course_id, Enrollment.person_id == person_id
        )
    )
    if there is None or there.state in HOLDS_SEAT:
        enrollment_id = enrollments.enroll(db, course_id, person_id, walk_in=True)
    else:
        enrollment_id = there.id
        enrollments.set_state(db, enrollment_id, EnrollmentState.ENROLLED, reason="Walked in.")
        there.walk_in = True
        db.flush()
    record(db, [Tick(enrollment_id, block_id) for block_id in block_ids])
    return enrollment_id


def close_day(db: Session, course_day_id: int, *, absent_where_open: bool = False) -> None:
    """Close the attendance of a day; from then on it is only ever corrected with a reason.

    Args:
        db: The open step.
        course_day_id: The day.
        absent_where_open: Record as absent whoever has no entry; else open ones are refused.

    Raises:
        UserError: the day is closed already, or somebody's attendance is not recorded.
        CourseIsOver: the course is cancelled, or closed.
    """
    day = found(db, CourseDay, course_day_id, "day")
    _refuse_over(day.course)
    if day.closed:
        raise UserError(
            f"The attendance of {date_words(day.date)} is closed already.",
            hint="Correct single entries instead.",
        )
    missing = register(db, day.course_id).open_pairs(course_day_id)
    if missing and not absent_where_open:
        raise UserError(
            f"{counted(len(missing), 'tick')} of {date_words(day.date)} "
            f"{'is' if len(missing) == 1 else 'are'} still open.",
            hint="Record them, or close the day with the open ones as absent.",
        )
    record(db, [Tick(one, block, AttendanceMark.ABSENT) for one, block in missing])
    day.closed = True


def _enrollments(db: Session, ids: Collection[int]) -> dict[int, Enrollment]:
    """Those enrollments by their id, read at once."""
    known = {
        one.id: one for one in db.scalars(select(Enrollment).where(Enrollment.id.in_(list(ids))))
    }
    return {one: known.get(one) or found(db, Enrollment, one, "enrollment") for one in ids}


def _latest(
    db: Session, blocks: Iterable[int], trainees: Iterable[int]
) -> dict[tuple[int, int], AttendanceEntry]:
    """The entry that counts for each pair of enrollment and block."""
    newest = (
        select(func.max(AttendanceEntry.id))
        .where(
            AttendanceEntry.block_id.in_(list(blocks)),
            AttendanceEntry.enrollment_id.in_(list(trainees)),
        )
        .group_by(AttendanceEntry.block_id, AttendanceEntry.enrollment_id)
    )
    entries = db.scalars(select(AttendanceEntry).where(AttendanceEntry.id.in_(newest)))
    return {(entry.enrollment_id, entry.block_id): entry for entry in entries}


def _says_the_same(before: AttendanceEntry, tick: Tick, mark: AttendanceMark, minutes: int) -> bool:
    """Whether an entry says all that a tick does."""
    if (before.mark, before.minutes) != (mark, minutes):
        return False
    return tick.came is None or (before.came, before.went) == (tick.came, tick.went)


def _by_times(tick: Tick, block: Block) -> tuple[AttendanceMark, int] | None:
    """Mark and minutes that follow from sign-in times; None for a tick without them."""
    if tick.came is None or block.start_minute is None:
        return None
    check_times(tick.came, tick.went)
    there = presence(block.start_minute, block.minutes, tick.came, tick.went)
    if there.minutes == block.minutes:
        return AttendanceMark.PRESENT, there.minutes
    if not there.minutes:
        return AttendanceMark.ABSENT, 0
    return (AttendanceMark.LATE if there.late else AttendanceMark.LEFT_EARLY), there.minutes


def _minutes(tick: Tick, block: Block) -> int:
    if tick.mark in NONE:
        return 0
    if tick.missed is not None:
        if not 0 <= tick.missed <= block.minutes:
            raise Invalid(
                f"{quoted(block.title)} lasts {duration(block.minutes)}; nobody can miss "
                f"{counted(tick.missed, 'minute')} of it.",
                hint=f"Type a number from 0 to {block.minutes}.",
            )
        return block.minutes - tick.missed
    if tick.minutes is None and tick.mark not in WHOLE:
        raise Invalid(
            f"How long somebody was in {quoted(block.title)} is missing.",
            hint="Type the minutes missed or the minutes present.",
        )
    minutes = block.minutes if tick.minutes is None else tick.minutes
    if not 0 <= minutes <= block.minutes:
        raise Invalid(
            f"{quoted(block.title)} lasts {duration(block.minutes)}; "
            f"{counted(minutes, 'minute')} cannot be recorded for it.",
            hint=f"Type a number from 0 to {block.minutes}.",
        )
    return minutes


def _refuse(db: Session, block: Block, enrollment: Enrollment) -> None:
    _refuse_over(block.course)
    if block.course_id != enrollment.course_id and not is_guest(db, enrollment.id, block.id):
        raise UserError("The trainee and the block are of two courses.")
    if block.course_day is None:
        raise UserError(
            f"{quoted(block.title)} stands on no day yet.", hint="Place it in the week first."
        )
    if enrollment.state not in HOLDS_SEAT:
        raise NotSittingIn(
            f"{enrollment.person.full_name} has no seat in this course.",
            hint="Enroll them first.",
        )


def _refuse_over(course: Course) -> None:
    if course.state in OVER:
        raise CourseIsOver(
            f"The course is {course.state.value}, so its attendance stays as it is.",
            hint="Reopen it first.",
        )
