"""What holds a block where it is, and why a place that is wished for it cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.jobs.arranging import Holding, MoveThere, ReasonLine, Suggestions
from cittrainer.jobs.mishaps import case
from cittrainer.jobs.plan_answers import reason
from cittrainer.jobs.plan_course import may_move, read, watch
from cittrainer.jobs.plan_problem import Given, Limits, problem
from cittrainer.jobs.repair import told
from cittrainer.planning.explaining import explain
from cittrainer.planning.holding import held
from cittrainer.rules.wording import day_names, quoted, when

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.jobs.arranging import Reason
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.values import Week


def hold(
    database: Database,
    course_id: int,
    block_id: int,
    progress: Progress,
    day_id: int | None = None,
    start: int | None = None,
    limits: Limits = Limits(),
) -> Holding:
    """What holds a block, or what stands against a day, and a time if one is given, for it.

    Args:
        database: The open file.
        course_id: The course.
        block_id: The block.
        progress: Told how far it is; may stop it.
        day_id: Where the block is wished; None asks of every day what stands against it.
        start: Minutes after midnight, only with a day.
        limits: How long each search may take.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: the block or day is not in the course, has happened or is over.
        Cancelled: it was stopped before it began.
    """
    progress.report(0, 0, "Reading the week")
    week, limits = read(database, course_id, limits)
    may_move(week, block_id, day_id, limits)
    asked = problem(week, Given(limits))
    found = held(asked, block_id, watch=watch(progress, len(week.blocks)), day=day_id, start=start)
    suggestions = None
    if day_id is not None and found.proposal is not None:
        what = case(week, MoveThere(block_id, day_id, start), limits)
        suggestions = Suggestions(
            what.title, week, told(week, asked, what, [found.proposal], limits)
        )
    return Holding(
        title=_title(week, block_id, day_id, start, limits),
        lines=tuple(ReasonLine(one) for one in found.direct),
        reason=reason(week, found.clash) if found.clash is not None else None,
        suggestions=suggestions,
    )


def _title(week: Week, block_id: int, day_id: int | None, start: int | None, limits: Limits) -> str:
    block = week.block[block_id]
    if day_id is not None:
        return case(week, MoveThere(block_id, day_id, start), limits).title
    if not block.placed:
        return f"Where {quoted(block.title)} could be"
    return f"What holds {quoted(block.title)} on {when(block, day_names(week))}"


def obstacles(
    database: Database, course_id: int, progress: Progress, limits: Limits = Limits()
) -> tuple[Week, tuple[Reason, ...]]:
    """The week, and why not all of its blocks can be placed; empty where nothing was found.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Cancelled: it was stopped before it began.
    """
    progress.report(0, 0, "Reading the week")
    week, limits = read(database, course_id, limits)
    clash = explain(problem(week, Given(limits)), watch=watch(progress, len(week.blocks)))
    return week, (reason(week, clash),) if clash is not None else ()
