"""Who presents or presented which parts of courses, under public names and without their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    CourseDay,
    Delivery,
    Presenter,
)
from cittrainer.rules.bookings import CALLED_OFF, told_role
from cittrainer.rules.presenter_work import WorkSlot

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.orm import Session

_PART = (
    Block.course_id,
    Block.id.label("block_id"),
    Block.title,
    Block.delivery,
    BlockPart.title.label("part"),
    CourseDay.date,
    Block.start_minute,
    Block.minutes,
    Presenter.id.label("presenter_id"),
    Presenter.kind,
    Booking.role,
)


def presented(db: Session, *where: ColumnElement[bool]) -> tuple[WorkSlot, ...]:
    """What it is on record that presenters presented, in the order of time.

    Args:
        db: A session.
        where: Which of all; may name blocks, parts, days and presenters.
    """
    query = (
        select(*_PART)
        .select_from(ActualPresenter)
        .join(Presenter, Presenter.id == ActualPresenter.presenter_id)
        .join(BlockPart, BlockPart.id == ActualPresenter.block_part_id)
        .outerjoin(
            Booking,
            and_(
                Booking.block_part_id == BlockPart.id,
                Booking.presenter_id == ActualPresenter.presenter_id,
            ),
        )
    )
    return _slots(db, query, *where, presented=True)


def planned(db: Session, *where: ColumnElement[bool]) -> tuple[WorkSlot, ...]:
    """What presenters are expected to present, where nobody is on record for the part yet."""
    known = select(ActualPresenter.id).where(ActualPresenter.block_part_id == BlockPart.id)
    query = (
        select(*_PART)
        .select_from(Booking)
        .join(Presenter, Presenter.id == Booking.presenter_id)
        .join(BlockPart, BlockPart.id == Booking.block_part_id)
        .where(Booking.choice == 1, Booking.state.not_in(CALLED_OFF), ~known.exists())
    )
    return _slots(db, query, *where, presented=False)


def _slots(
    db: Session, query: Select[*tuple[Any, ...]], *where: ColumnElement[bool], presented: bool
) -> tuple[WorkSlot, ...]:
    rows = db.execute(
        query.join(Block, Block.id == BlockPart.block_id)
        .outerjoin(CourseDay, CourseDay.id == Block.course_day_id)
        .where(*where)
        .order_by(
            CourseDay.date.asc().nulls_last(),
            Block.start_minute,
            Block.id,
            BlockPart.position,
            Presenter.id,
        )
    )
    return tuple(_slot(row, presented=presented) for row in rows)


def _slot(row: Row[Any], *, presented: bool) -> WorkSlot:
    guarded = row.delivery is Delivery.STORY or row.kind in CONFIDENTIAL_KINDS
    return WorkSlot(
        course_id=row.course_id,
        presenter_id=row.presenter_id,
        block_id=row.block_id,
        block=row.title,
        part=row.part,
        role=told_role(row.role, guarded=guarded),
        on=row.date,
        start=row.start_minute,
        minutes=row.minutes,
        presented=presented,
    )
