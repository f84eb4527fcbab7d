"""Arranges a course: what is unplaced finds a place, at the least cost and with few moves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.jobs.arranging import Reason, Suggestions
from cittrainer.jobs.plan_answers import quality, reason, suggestion
from cittrainer.jobs.plan_course import read, watch
from cittrainer.jobs.plan_problem import Given, Limits, has_happened, problem
from cittrainer.planning import arranging
from cittrainer.planning.explaining import explain
from cittrainer.planning.results import PROVEN

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.jobs.arranging import Suggestion
    from cittrainer.jobs.progress import Progress
    from cittrainer.planning.problem import Problem
    from cittrainer.planning.results import Arrangement, Watch
    from cittrainer.rules.values import Week

TITLE = "Arrange the week"

REASON_SECONDS = 5.0
"""The most time for finding out why something has no place."""


def arrange(
    database: Database, course_id: int, progress: Progress, limits: Limits = Limits()
) -> Suggestions:
    """A plan for a course with as many blocks placed as can be, and why not all.

    What is pinned, closed, over or on record stays. Stopped, it answers with the best so far.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Cancelled: it was stopped before it began.
    """
    progress.report(0, 0, "Reading the week")
    week, limits = read(database, course_id, limits)
    asked = problem(week, Given(limits))
    seen = watch(progress, len(week.blocks))
    found = arranging.arrange(asked, watch=seen)
    if _is_worse(week, found):
        sentence = f"No better plan than the present one was found: {_why_ended(progress)}."
        return Suggestions(TITLE, week, reasons=(Reason(sentence, (), minimal=False),))
    happened = {one.id for one in week.blocks if has_happened(week, one, limits)}
    one = suggestion(
        week,
        found,
        quality=quality(
            found, limits.seconds, best="No plan keeps more of what is wished: this is proven."
        ),
        happened=happened,
    )
    return Suggestions(TITLE, week, (one,), _reasons(week, asked, one, seen))


def _is_worse(week: Week, found: Arrangement) -> bool:
    """Whether a search ended before it found what already is."""
    placed = sum(block.placed for block in week.blocks)
    return found.status != PROVEN and len(found.placements) < placed


def _why_ended(progress: Progress) -> str:
    return "it was stopped" if progress.cancelled else "the time was over"


def _reasons(week: Week, asked: Problem, one: Suggestion, seen: Watch) -> tuple[Reason, ...]:
    """Why not every block has a place."""
    if not one.unplaced or seen.cancelled():
        return ()
    short = replace(asked.options, seconds=min(asked.options.seconds, REASON_SECONDS))
    clash = explain(replace(asked, options=short), watch=seen)
    return (reason(week, clash),) if clash is not None else ()
