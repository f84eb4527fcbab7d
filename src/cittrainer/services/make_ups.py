"""Missed blocks made up in another course: arranged, and called off again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import AttendanceEntry, Block, Enrollment, MakeUp
from cittrainer.queries.make_ups import COMING, free_in
from cittrainer.rules.make_ups import Taught, same_subject
from cittrainer.rules.seats import HOLDS_SEAT
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class OtherSubject(UserError):
    """The block teaches something else, and no reason was given why it counts."""


class NoSeatForGuest(UserError):
    """No seat is free in the block."""


class AlreadyThere(UserError):
    """They are a guest in that block already, or a trainee of that course."""


class MadeUp(UserError):
    """Attendance was recorded for it, so it stays on record."""


def arrange(
    db: Session, enrollment_id: int, missed_block_id: int, block_id: int, *, note: str = ""
) -> int:
    """Let a trainee make a missed block up as a guest in a block of another course.

    Their attendance is recorded there, in that course's grid, and counts for the first course.

    Args:
        db: The open step.
        enrollment_id: The trainee in the course in which the block was missed.
        missed_block_id: The block that was missed.
        block_id: The block of the other course.
        note: Why it counts; required where the two blocks do not teach the same.

    Returns:
        The make-up's id.

    Raises:
        Invalid: the missed block is not of the trainee's course, or the other block is.
        OtherSubject: it teaches something else and there is no note.
        NoSeatForGuest: every seat is taken in that block.
        AlreadyThere: they sit in it already.
        UserError: the other course is over, or its block stands on no day.
    """
    enrollment = found(db, Enrollment, enrollment_id, "enrollment")
    missed = found(db, Block, missed_block_id, "block")
    block = found(db, Block, block_id, "block")
    name = enrollment.person.full_name
    if missed.course_id != enrollment.course_id:
        raise Invalid(f"{quoted(missed.title)} is no block of {enrollment.course.number}.")
    if enrollment.state not in HOLDS_SEAT:
        raise Invalid(f"{name} has no seat in {enrollment.course.number}.")
    why = words.line(note, "The note")
    _refuse_place(enrollment, block)
    if not same_subject(_taught(missed), _taught(block)) and not why:
        raise OtherSubject(
            f"{quoted(block.title)} does not teach what {quoted(missed.title)} does.",
            hint="Choose another block, or note why it counts all the same.",
        )
    _refuse_there(db, enrollment, missed, block)
    if free_in(db, block) == 0:
        raise NoSeatForGuest(
            f"Every seat of {block.course.number} is taken in {quoted(block.title)}.",
            hint="Choose another course, or raise its seats.",
        )
    row = MakeUp(
        enrollment_id=enrollment_id, missed_block_id=missed_block_id, block_id=block_id, note=why
    )
    db.add(row)
    db.flush()
    return row.id


def call_off(db: Session, make_up_id: int) -> None:
    """Take an arranged make-up back.

    Raises:
        MadeUp: attendance was recorded for it.
    """
    row = found(db, MakeUp, make_up_id, "make-up")
    recorded = db.scalar(
        select(AttendanceEntry.id)
        .where(
            AttendanceEntry.enrollment_id == row.enrollment_id,
            AttendanceEntry.block_id == row.block_id,
        )
        .limit(1)
    )
    if recorded is not None:
        raise MadeUp(
            f"Attendance of {row.enrollment.person.full_name} in {quoted(row.block.title)} is "
            "on record, so the make-up stays.",
            hint="Record them as absent there if they did not come.",
        )
    db.delete(row)
    db.flush()


def is_guest(db: Session, enrollment_id: int, block_id: int) -> bool:
    """Whether a trainee of another course makes something up in a block."""
    statement = select(MakeUp.id).where(
        MakeUp.enrollment_id == enrollment_id, MakeUp.block_id == block_id
    )
    return db.scalar(statement.limit(1)) is not None


def _taught(block: Block) -> Taught:
    return Taught(block.title, block.minutes, block.module_id, block.topics)


def _refuse_place(enrollment: Enrollment, block: Block) -> None:
    number = block.course.number
    if block.course_id == enrollment.course_id:
        raise Invalid(
            f"{quoted(block.title)} belongs to {number} itself.",
            hint="Record their attendance there instead.",
        )
    if block.course.state not in COMING:
        raise UserError(
            f"{number} is {block.course.state.value}, so nothing can be made up in it.",
            hint="Choose a course that is still to come.",
        )
    if block.course_day is None:
        raise UserError(
            f"{quoted(block.title)} stands on no day of {number} yet.",
            hint="Place it in the week first.",
        )


def _refuse_there(db: Session, enrollment: Enrollment, missed: Block, block: Block) -> None:
    name, number = enrollment.person.full_name, block.course.number
    there = db.scalar(
        select(Enrollment.id).where(
            Enrollment.course_id == block.course_id,
            Enrollment.person_id == enrollment.person_id,
            Enrollment.state.in_(HOLDS_SEAT),
        )
    )
    if there is not None:
        raise AlreadyThere(f"{name} sits in {number} as a trainee already.")
    same = db.scalar(
        select(MakeUp.id).where(
            MakeUp.enrollment_id == enrollment.id,
            MakeUp.block_id == block.id,
        )
    )
    if same is not None:
        raise AlreadyThere(
            f"{name} makes something up in {quoted(block.title)} of {number} already.",
            hint=f"One block counts once; choose another one for {quoted(missed.title)}.",
        )
