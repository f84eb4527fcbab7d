"""Releases of a course's plan, and the plan as it stands against the latest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    Block,
    BlockPart,
    Booking,
    Course,
    PlanRelease,
    Presenter,
    ReleaseReceipt,
)
from cittrainer.queries.confidential import unnamed_on_paper
from cittrainer.queries.weeks import week
from cittrainer.rules.printed_names import blocks_as_printed
from cittrainer.rules.release_values import Draft, Release
from cittrainer.rules.releases import CourseWords, Plan, from_json, frozen

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.rules.values import Week


def releases(db: Session, course_id: int) -> tuple[Release, ...]:
    """All releases of a course, the latest first."""
    rows = db.execute(
        select(PlanRelease, func.count(ReleaseReceipt.id))
        .outerjoin(ReleaseReceipt, ReleaseReceipt.release_id == PlanRelease.id)
        .where(PlanRelease.course_id == course_id)
        .group_by(PlanRelease.id)
        .order_by(PlanRelease.number.desc())
    )
    return tuple(_value(row, receipts) for row, receipts in rows)


def release(db: Session, release_id: int) -> Release:
    """One release.

    Raises:
        NotFound: there is no such release.
    """
    row = db.get(PlanRelease, release_id)
    if row is None:
        raise NotFound("This release is no longer on file.", hint="Look at the list again.")
    receipts = select(func.count(ReleaseReceipt.id)).where(ReleaseReceipt.release_id == release_id)
    return _value(row, db.scalar(receipts) or 0)


def latest(db: Session, course_id: int) -> Release | None:
    """The latest release of a course, or None while there is none."""
    found = db.scalar(
        select(PlanRelease.id)
        .where(PlanRelease.course_id == course_id)
        .order_by(PlanRelease.number.desc())
        .limit(1)
    )
    return None if found is None else release(db, found)


def draft(db: Session, course_id: int) -> Draft:
    """The plan of a course as it stands, beside its latest release.

    Raises:
        NotFound: there is no such course.
    """
    return draft_of(db, week(db, course_id, holidays=False))


def draft_of(db: Session, plan: Week) -> Draft:
    """The same for a week that was read already."""
    return Draft(plan.course_id, frozen_plan(db, plan), latest(db, plan.course_id))


def frozen_plan(db: Session, plan: Week) -> Plan:
    """A week as a release would freeze it now."""
    course = db.get_one(Course, plan.course_id)
    uuids = db.execute(select(Block.id, Block.uuid).where(Block.course_id == course.id))
    return frozen(
        CourseWords(
            number=course.number,
            title=course.title,
            venue=course.venue,
            address=", ".join(line.strip() for line in course.address.splitlines() if line.strip()),
            time_zone=course.time_zone,
        ),
        plan.days,
        blocks_as_printed(plan.blocks, unnamed_on_paper(db)),
        rooms=plan.rooms,
        uuids={block_id: uuid.hex() for block_id, uuid in uuids},
        unnamed=_unnamed(db, course.id),
    )


def _unnamed(db: Session, course_id: int) -> frozenset[int]:
    """Those of the course's presenters whose role would tell what they lived through."""
    return frozenset(
        db.scalars(
            select(Presenter.id)
            .join(Booking, Booking.presenter_id == Presenter.id)
            .join(BlockPart, BlockPart.id == Booking.block_part_id)
            .join(Block, Block.id == BlockPart.block_id)
            .where(Block.course_id == course_id, Presenter.kind.in_(CONFIDENTIAL_KINDS))
        )
    )


def _value(row: PlanRelease, receipts: int) -> Release:
    return Release(
        id=row.id,
        course_id=row.course_id,
        number=row.number,
        note=row.note,
        plan=from_json(row.plan),
        acknowledged=tuple(row.acknowledged),
        made=row.created,
        receipts=receipts,
    )
