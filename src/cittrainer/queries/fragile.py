"""Which parts of coming courses one person holds without an alternate, for lists over courses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import Course, CourseDay
from cittrainer.queries.presenters import PLANNED
from cittrainer.queries.weeks import week
from cittrainer.rules.fragile_parts import FragilePart, fragile_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

_MOST_COURSES = 12
"""The soonest courses that are looked at; what is farther off can wait."""


def fragile_ahead(db: Session, *, today: date) -> Mapping[int, FragilePart]:
    """The parts of the soonest courses that stand or fall with one person, by the part's id.

    Each is in the order in which an alternate is to be asked for within its course. The week of
    each course is read, of at most twelve.

    Args:
        db: A session.
        today: The present day; days before it are left out.
    """
    last = func.max(CourseDay.date)
    ids = db.scalars(
        select(Course.id)
        .join(CourseDay, CourseDay.course_id == Course.id)
        .where(Course.state.in_(PLANNED))
        .group_by(Course.id)
        .having(last >= today)
        .order_by(func.min(CourseDay.date), Course.id)
        .limit(_MOST_COURSES)
    ).all()
    return {
        one.part_id: one
        for course_id in ids
        for plan in (week(db, course_id, holidays=False),)
        for one in fragile_parts(plan, {day.id for day in plan.days if day.date < today})
    }
