"""What happens to a course if a presenter drops out, of each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.jobs.aftermath import gravity, with_aftermath
from cittrainer.jobs.arranging import Weakness
from cittrainer.jobs.plan_course import read
from cittrainer.jobs.plan_problem import Given, Limits, has_happened, presenter, problem
from cittrainer.planning.fragile import fragility
from cittrainer.planning.problem import PERSON
from cittrainer.planning.results import BREAKS, PROVEN, UNUSED, Watch

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress
    from cittrainer.planning.problem import Activity, Problem
    from cittrainer.planning.results import Fragility
    from cittrainer.rules.values import Week


def weaknesses(
    database: Database, course_id: int, progress: Progress, limits: Limits = Limits()
) -> tuple[Weakness, ...]:
    """What each presenter's dropping out of all that is to come would do, the worst first.

    ``Limits.seconds`` is for each presenter. Stopped, it answers with those it has looked at.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Cancelled: it was stopped before it began.
    """
    progress.report(0, 0, "Reading the week")
    week, limits = read(database, course_id, limits)
    happened = {one.id for one in week.blocks if has_happened(week, one, limits)}
    watch = Watch(cancelled=lambda: progress.cancelled)
    everybody = sorted(week.presenters.values(), key=lambda one: one.name.casefold())
    found: list[Weakness] = []
    for at, one in enumerate(everybody):
        if progress.cancelled:
            break
        progress.report(at, len(everybody), one.name)
        found += _without(week, one.id, limits, happened, watch)
    return tuple(sorted(found, key=gravity))


def _without(
    week: Week, presenter_id: int, limits: Limits, happened: set[int], watch: Watch
) -> list[Weakness]:
    """The weakness of one presenter; none where no block to come needs them."""
    asked = problem(week, Given(limits, missing=frozenset({presenter_id})))
    asked = replace(
        asked,
        activities=tuple(
            _without_people(asked, one) if one.id in happened else one for one in asked.activities
        ),
    )
    resource = presenter(presenter_id)
    return [
        with_aftermath(
            week,
            Weakness(
                presenter_id=presenter_id,
                presenter=week.presenters[presenter_id].name,
                outcome=one.outcome,
                sentence=_honest(one),
                blocks=one.activities,
            ),
            one.proposal,
            happened,
        )
        for one in fragility(asked, watch=watch, people=(resource,))
        if one.outcome != UNUSED and not watch.cancelled()
    ]


def _honest(one: Fragility) -> str:
    """What is said of one presenter, and whether something better may exist than was found."""
    sentence = one.sentence.replace("..", ".")
    known = one.proposal is not None and one.proposal.arrangement.status == PROVEN
    if one.outcome == BREAKS and not known:
        return f"{sentence} Something better may exist: the time was over."
    return sentence


def _without_people(asked: Problem, activity: Activity) -> Activity:
    """What has happened needs nobody any more."""
    return replace(
        activity,
        needs=tuple(
            need
            for need in activity.needs
            if not any(
                each.resource in asked.resource and asked.resource[each.resource].kind == PERSON
                for each in need.candidates
            )
        ),
    )
