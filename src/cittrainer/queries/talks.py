"""Talks that presenters give in other courses, for what is counted by week, month and year."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cittrainer.models import (
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseState,
    Delivery,
)
from cittrainer.rules.bookings import CALLED_OFF, COMPANY

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.orm import Session


class Talk(NamedTuple):
    """A block at which somebody is expected in another course."""

    on: date
    story: bool
    """Whether it is a story, and they are among those who tell it."""


def talks_elsewhere(
    db: Session, course_id: int, presenter_ids: Collection[int], first: date, last: date
) -> Mapping[int, Sequence[Talk]]:
    """The talks of presenters in other courses, in order of their days, in one query.

    A block in which somebody has several parts is one talk. Alternates, called-off bookings and
    cancelled courses do not count.
    """
    rows = db.execute(
        select(Booking.presenter_id, Block.id, CourseDay.date, Block.delivery, Booking.role)
        .join(BlockPart, BlockPart.id == Booking.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .join(CourseDay, CourseDay.id == Block.course_day_id)
        .join(Course, Course.id == Block.course_id)
        .where(
            Booking.presenter_id.in_(presenter_ids),
            Booking.choice == 1,
            Booking.state.not_in(CALLED_OFF),
            Course.id != course_id,
            Course.state != CourseState.CANCELLED,
            CourseDay.date.between(first, last),
        )
        .order_by(CourseDay.date, Block.start_minute, Block.id)
    )
    talks: dict[int, dict[int, Talk]] = defaultdict(dict)
    for presenter_id, block_id, on, delivery, role in rows:
        story = delivery is Delivery.STORY and role.casefold() not in COMPANY
        known = talks[presenter_id].get(block_id)
        talks[presenter_id][block_id] = Talk(on, story or (known is not None and known.story))
    return {one: tuple(blocks.values()) for one, blocks in talks.items()}


def span(days: Sequence[date], *, yearly: bool) -> tuple[date, date]:
    """The first and the last day that count beside some days: whole weeks and months, or years."""
    if not days:
        return date.max, date.max
    first, last = min(days), max(days)
    if yearly:
        return (
            min(_monday(first), date(first.year, 1, 1)),
            max(_monday(last) + timedelta(6), date(last.year, 12, 31)),
        )
    next_month = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return (
        min(_monday(first), first.replace(day=1)),
        max(_monday(last) + timedelta(6), next_month - timedelta(1)),
    )


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
