"""Mends a course after something happened to it, in up to three ways that really differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.jobs.arrange import REASON_SECONDS
from cittrainer.jobs.arranging import Reason, Suggestions
from cittrainer.jobs.mishaps import case
from cittrainer.jobs.plan_answers import quality, reason, suggestion
from cittrainer.jobs.plan_course import read, watch
from cittrainer.jobs.plan_problem import Given, Limits, has_happened, problem
from cittrainer.planning import repairing
from cittrainer.planning.explaining import explain
from cittrainer.planning.judging import broken_by, overlaps_of, present
from cittrainer.planning.problem import NOBODY
from cittrainer.planning.troubles import troubled

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.jobs.arranging import Mishap, Suggestion
    from cittrainer.jobs.mishaps import Case
    from cittrainer.jobs.progress import Progress
    from cittrainer.planning.problem import Activity, Problem
    from cittrainer.planning.results import Proposal, Watch
    from cittrainer.rules.values import Week

WISH = "wish"
"""How the constraint begins that stands for what is wished."""


def repair(
    database: Database,
    course_id: int,
    mishap: Mishap,
    progress: Progress,
    limits: Limits = Limits(),
) -> Suggestions:
    """Up to three ways to mend a course, the least disturbing first, and why not all can be had.

    Alternates who are free stand in. Accepting one calls off whoever cannot come. Where nothing
    has to change, the one proposal changes no block.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: the mishap is about something that is not in the course, or is over.
        Cancelled: it was stopped before it began.
    """
    progress.report(0, 0, "Reading the week")
    week, limits = read(database, course_id, limits)
    return mended(week, case(week, mishap, limits), progress, limits)


def mended(week: Week, what: Case, progress: Progress, limits: Limits) -> Suggestions:
    """The same of a week that was read already; see ``repair``.

    Args:
        week: The week as on file.
        what: What happened to it.
        progress: Told how far it is, and may stop it.
        limits: With what of the week is no longer free, as ``plan_course.read`` gives them.
    """
    asked = _let_go(week, what, problem(week, _given(what, limits)))
    seen = watch(progress, len(week.blocks))
    found = [
        one
        for one in repairing.repair(asked, what.trouble, watch=seen)
        if _grants_the_wish(what, one)
    ]
    suggestions = told(week, asked, what, found, limits)
    reasons = _reasons(week, what, limits, suggestions, seen)
    if not suggestions and not reasons:
        ended = "it was stopped" if progress.cancelled else "the time was over"
        reasons = (Reason(f"No way was found: {ended}.", (), minimal=False),)
    return Suggestions(what.title, week, suggestions, reasons)


def told(
    week: Week, asked: Problem, what: Case, found: list[Proposal], limits: Limits
) -> tuple[Suggestion, ...]:
    """Proposals of the planner as those that can be accepted, each once."""
    if not found:
        return ()
    known = broken_by(asked, present(asked))
    happened = {one.id for one in week.blocks if has_happened(week, one, limits)}
    waiting = {one.id for one in week.blocks if not one.placed} | frames_of(week, what)
    made: dict[object, Suggestion] = {}
    for one in found:
        best = (
            "No other way that really differs disturbs less: this is proven."
            if made
            else "No way disturbs less: this is proven."
        )
        told_one = suggestion(
            week,
            one.arrangement,
            quality=quality(one.arrangement, limits.seconds, best=best),
            known=known,
            out=what.out,
            happened=happened,
        )
        lost = tuple(each for each in told_one.unplaced if each not in waiting)
        made.setdefault(told_one.change, replace(told_one, unplaced=lost))
    return _best_first(list(made.values()))


def _best_first(made: list[Suggestion]) -> tuple[Suggestion, ...]:
    """In order also where the time was over, without those that only do more than another."""
    if not all(one.proven for one in made):
        made = sorted(made, key=_hurts)
    changes = [_changes(one) for one in made]
    return tuple(
        one
        for one, own in zip(made, changes, strict=True)
        if not any(
            other < own and _hurts(each) <= _hurts(one)
            for each, other in zip(made, changes, strict=True)
        )
    )


def _hurts(one: Suggestion) -> tuple[int, int, int, int]:
    change = one.change
    others = len(change.bookings) + len(change.rooms)
    return len(one.unplaced), one.open_places, len(change.places), others


def _changes(one: Suggestion) -> frozenset[object]:
    return frozenset((*one.change.places, *one.change.bookings, *one.change.rooms))


def _given(what: Case, limits: Limits) -> Given:
    return Given(
        limits,
        lost_rooms=what.lost_rooms,
        lost_on=what.lost_on,
        lost_days=what.lost_days,
        missing=what.missing,
        loose=what.loose,
    )


def _let_go(week: Week, what: Case, asked: Problem) -> Problem:
    """Breaks, lunches and ways of a lost day go with it; nobody wants them on another day."""
    gone = frames_of(week, what)
    return replace(
        asked,
        activities=tuple(
            replace(one, pinned=False, day=None, start=None) if one.id in gone else one
            for one in asked.activities
        ),
    )


def frames_of(week: Week, what: Case) -> set[int]:
    """The breaks, lunches and ways of days that are lost."""
    return {b.id for b in week.blocks if b.placed and b.day_id in what.lost_days and not b.taught}


def _grants_the_wish(what: Case, one: Proposal) -> bool:
    """Whether what is wished to be somewhere is there, rather than nowhere."""
    wished = {each.activity for each in what.trouble.wishes}
    broken = any(each.constraint.startswith(WISH) for each in one.arrangement.broken)
    return not broken and wished.isdisjoint(one.arrangement.unplaced)


def _reasons(
    week: Week, what: Case, limits: Limits, made: tuple[Suggestion, ...], seen: Watch
) -> tuple[Reason, ...]:
    """Why not everything that was asked can be had: nobody to stand in, or no place."""
    if seen.cancelled() or (made and made[0].complete):
        return ()
    asked = _strict(week, what, limits)
    clashing = {each for pair in overlaps_of(asked) for each in pair[1]}
    standing = {one.id for one in asked.activities if one.place is not None} - clashing
    wished = {one.activity for one in what.trouble.wishes}
    hurt = _hurt(made, week) | wished
    for which in (hurt, standing | hurt):
        clash = explain(asked, watch=seen, activities=which) if which else None
        if clash is not None:
            return (reason(week, clash),)
    return ()


def _hurt(made: tuple[Suggestion, ...], week: Week) -> set[int]:
    """The blocks that the best way leaves without a place, a presenter or a room."""
    if not made:
        return set()
    change = made[0].change
    gone = {one.booking_id for one in change.bookings if one.called_off}
    bare = {one.part_id for one in change.rooms if one.room_id is None}
    return set(made[0].unplaced) | {
        block.id
        for block in week.blocks
        for part in block.parts
        if block.placed
        and (part.id in bare or any(one.id in gone and one.order == 1 for one in part.bookings))
    }


def _strict(week: Week, what: Case, limits: Limits) -> Problem:
    """The week with what was lost as something that is kept, and nobody left out."""
    short = replace(limits, seconds=min(limits.seconds, REASON_SECONDS))
    asked = problem(week, replace(_given(what, short), missing=frozenset()))
    trouble = replace(what.trouble, absences=())
    asked = troubled(asked, trouble)
    return replace(
        asked,
        activities=tuple(_with_somebody(one) for one in asked.activities),
        constraints=(*asked.constraints, *what.closed),
    )


def _with_somebody(activity: Activity) -> Activity:
    """An activity whose needs that are met may not be left open."""
    return replace(
        activity,
        needs=tuple(
            need
            if need.candidates[0].resource == NOBODY
            else replace(need, candidates=tuple(c for c in need.candidates if c.resource != NOBODY))
            for need in activity.needs
        ),
    )
