"""What every planning job begins with: the week as on file, what of it is over, who follows."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cittrainer.errors import Invalid
from cittrainer.jobs.plan_problem import Limits, fixed_until, has_happened
from cittrainer.jobs.progress import Cancelled
from cittrainer.planning.results import Watch
from cittrainer.queries.arranging import recorded_blocks
from cittrainer.queries.weeks import week
from cittrainer.rules.wording import day_names, quoted
from cittrainer.services.course_guards import open_course

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress
    from cittrainer.planning.results import Progress as Found
    from cittrainer.rules.values import Week


class IsOver(Invalid):
    """What is asked is about a day that is over, or a block that has happened."""


def read(database: Database, course_id: int, limits: Limits) -> tuple[Week, Limits]:
    """A course's week, and the limits with the days that are over and what has happened.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        NotFound: there is no such course.
    """
    with database.read() as db:
        open_course(db, course_id)
        plan = week(db, course_id)
        recorded = recorded_blocks(db, course_id)
    over = days_over(plan, date.today())  # noqa: DTZ011 - the day on this computer's wall
    return plan, replace(limits, over=limits.over | over, recorded=limits.recorded | recorded)


def days_over(plan: Week, today: date) -> frozenset[int]:
    """The days before today, while the course lasts.

    A course all of whose days have passed and that is still open is being set right afterwards, or
    is tried out: there only what is closed or on record stays.
    """
    if not any(day.date >= today for day in plan.days):
        return frozenset()
    return frozenset(day.id for day in plan.days if day.date < today)


def may_move(plan: Week, block_id: int, day_id: int | None, limits: Limits) -> None:
    """Refuse to ask for what cannot be any more.

    Raises:
        IsOver: the block has happened, or the day is over.
        Invalid: the course has no such block or day.
    """
    block = plan.block.get(block_id)
    if block is None:
        raise Invalid("This block is no longer in the course.", hint="Look at its week.")
    if has_happened(plan, block, limits):
        raise IsOver(f"{quoted(block.title)} has happened and stays.", hint="Choose another block.")
    if day_id is not None:
        to_come(plan, day_id, limits)


def to_come(plan: Week, day_id: int, limits: Limits) -> None:
    """Refuse a day that is over.

    Raises:
        IsOver: it is, or it is closed.
        Invalid: the course has no such day.
    """
    if day_id not in plan.day:
        raise Invalid("This day is no longer in the course.", hint="Look at its week.")
    if day_id in fixed_until(plan, limits):
        name = day_names(plan)[day_id]
        raise IsOver(f"{name} is over or closed.", hint="Choose a day that is to come.")


def watch(progress: Progress, total: int) -> Watch:
    """Tells a search's progress as a job's: so many of so many blocks have a place.

    A search that is stopped answers with its best so far, so that nothing is raised in it.
    """

    def tell(found: Found) -> None:
        with suppress(Cancelled):
            progress.report(min(found.placed, total), total, found.stage)

    return Watch(tell, lambda: progress.cancelled)
