"""What the records of a course say about whether it can be closed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from cittrainer.models import (
    AttendanceEntry,
    Block,
    Certificate,
    Enrollment,
    EnrollmentState,
    ExcusedBlock,
    GroupMember,
)
from cittrainer.queries.weeks import week
from cittrainer.rules.closing import ClosingValue
from cittrainer.rules.eligibility import expected_blocks
from cittrainer.rules.seats import HOLDS_SEAT

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.rules.values import Week


def closing(db: Session, course_id: int) -> ClosingValue:
    """What decides whether a course is complete.

    Raises:
        NotFound: there is no such course.
    """
    plan = week(db, course_id)
    certified = exists().where(
        Certificate.enrollment_id == Enrollment.id, Certificate.revoked_on.is_(None)
    )
    uncertified = select(func.count()).where(
        Enrollment.course_id == course_id,
        Enrollment.state == EnrollmentState.COMPLETED,
        ~certified,
    )
    undecided = select(func.count()).where(
        Enrollment.course_id == course_id, Enrollment.state == EnrollmentState.ENROLLED
    )
    return ClosingValue(
        week=plan,
        attendance_missing=_attendance_missing(db, plan),
        undecided=db.scalar(undecided) or 0,
        certificates_missing=db.scalar(uncertified) or 0,
    )


def _attendance_missing(db: Session, plan: Week) -> int:
    """How many trainees lack an entry in a block that was expected of them."""
    mine = (Enrollment.course_id == plan.course_id, Enrollment.state.in_(HOLDS_SEAT))
    groups: dict[int, set[int]] = defaultdict(set)
    for one, group in db.execute(
        select(GroupMember.enrollment_id, GroupMember.group_id)
        .join(Enrollment, Enrollment.id == GroupMember.enrollment_id)
        .where(*mine)
    ):
        groups[one].add(group)
    excused: dict[int, set[int]] = defaultdict(set)
    for one, block in db.execute(
        select(ExcusedBlock.enrollment_id, ExcusedBlock.block_id)
        .join(Enrollment, Enrollment.id == ExcusedBlock.enrollment_id)
        .where(*mine)
    ):
        excused[one].add(block)
    recorded: dict[int, set[int]] = defaultdict(set)
    for one, block in db.execute(
        select(AttendanceEntry.enrollment_id, AttendanceEntry.block_id)
        .join(Block, Block.id == AttendanceEntry.block_id)
        .where(Block.course_id == plan.course_id)
    ):
        recorded[one].add(block)
    return sum(
        any(
            not block.excused and block.block_id not in recorded[one]
            for block in expected_blocks(plan, groups=groups[one], excused=excused[one])
        )
        for one in db.scalars(select(Enrollment.id).where(*mine))
    )
