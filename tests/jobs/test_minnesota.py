"""The one published week, planned anew from its order, its lunches and when its presenters came."""

from __future__ import annotations

from dataclasses import replace

import pytest
import timetable_check as check
from weeks import booking, part, shipped_week

from cittrainer.intake import shipped
from cittrainer.jobs.plan_problem import Given, Limits, problem
from cittrainer.models import AvailabilityKind, ConstraintKind
from cittrainer.planning.arranging import arrange
from cittrainer.planning.judging import broken_by, costs_of, present
from cittrainer.rules.plan_values import ConstraintValue, PresenterValue

MINNESOTA = next(one for one in shipped.curricula() if one.code == "MINNESOTA-WEEK")
LUNCH = {"start_minute": 11 * 60, "end_minute": 13 * 60, "minutes": 45}
"""The published lunches are between these hours, the shortest of them so long."""


def with_presenters(week):
    """A presenter for each title that is taught, who comes on the half days of the source."""
    blocks = tuple(
        replace(one, position=number, parts=(part(booking(f"Presenter of {one.title}")),))
        if one.taught
        else replace(one, parts=())
        for number, one in enumerate(week.blocks, start=1)
    )
    bookings = [b for one in blocks for each in one.parts for b in each.bookings]
    presenters = {
        one.presenter_id: PresenterValue(one.presenter_id, one.presenter) for one in bookings
    }
    return replace(week, blocks=blocks, presenters=presenters)


def half_days(week):
    """When each presenter came: before or after the lunch of a day."""
    lunch = {one.day_id: one for one in week.blocks if one.delivery == "lunch"}
    for one in week.blocks:
        for each in one.parts:
            noon, day = lunch[one.day_id], week.day[one.day_id]
            before = one.start < noon.start
            yield ConstraintValue(
                id=100 + one.id,
                kind=ConstraintKind.PRESENTER_TIME,
                must=True,
                presenter_id=each.bookings[0].presenter_id,
                course_day_id=one.day_id,
                availability=AvailabilityKind.AVAILABLE,
                start_minute=day.start if before else noon.end,
                end_minute=noon.start if before else day.end,
            )


@pytest.fixture(scope="module")
def published():
    week = with_presenters(shipped_week(MINNESOTA))
    kept = (
        ConstraintValue(id=1, kind=ConstraintKind.KEEP_ORDER, weight=5),
        ConstraintValue(id=2, kind=ConstraintKind.LUNCH, must=True, **LUNCH),
        *half_days(week),
    )
    return replace(week, constraints=kept)


def test_a_plan_from_its_order_is_no_worse_than_the_published_week(published):
    as_published = problem(published, Given())
    known = present(as_published)
    waiting = replace(
        published,
        blocks=tuple(replace(one, day_id=None, start=None) for one in published.blocks),
    )
    asked = problem(waiting, Given(Limits(seconds=10)))

    found = arrange(asked)

    assert check.musts_broken(as_published, known) == set()
    assert len(found.placements) == len(published.blocks)
    assert check.always_wrong(asked, found) == []
    assert check.musts_broken(asked, found.placements) == set()
    assert check.cost(asked, found.placements) <= check.cost(as_published, known)
    judged = costs_of(as_published, known, broken_by(as_published, known))
    assert found.costs.total <= judged.total == check.cost(as_published, known)
