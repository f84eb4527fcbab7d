"""What is to be known to understand somebody's words about their times: courses and the zone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import Academy, Course, CourseDay
from cittrainer.queries.presenters import PLANNED

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class ComingCourse:
    """A course that presenters' times may be about."""

    id: int
    number: str
    dates: tuple[date, ...]
    """In order."""
    time_zone: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The courses that are not over, the soonest first, and the academy's time zone."""

    courses: tuple[ComingCourse, ...] = ()
    time_zone: str = "America/Chicago"


def surroundings(db: Session, *, today: date) -> Surroundings:
    """The courses that still have days to come, and the academy's time zone."""
    dates: dict[int, list[date]] = defaultdict(list)
    facts: dict[int, tuple[str, str]] = {}
    for course_id, number, zone, on in db.execute(
        select(Course.id, Course.number, Course.time_zone, CourseDay.date)
        .join(CourseDay, CourseDay.course_id == Course.id)
        .where(Course.state.in_(PLANNED))
        .order_by(CourseDay.date)
    ):
        facts[course_id] = number, zone
        dates[course_id].append(on)
    coming = [
        ComingCourse(one, number, tuple(dates[one]), zone)
        for one, (number, zone) in facts.items()
        if dates[one][-1] >= today
    ]
    own = db.scalar(select(Academy.time_zone).limit(1))
    ordered = tuple(sorted(coming, key=lambda one: one.dates[0]))
    return Surroundings(ordered, own) if own else Surroundings(ordered)
