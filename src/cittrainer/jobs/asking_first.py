"""For which blocks to come an alternate is to be asked first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cittrainer.jobs.plan_course import days_over
from cittrainer.rules.fragile_parts import PART, fragile_parts

if TYPE_CHECKING:
    from cittrainer.rules.fragile_parts import FragilePart
    from cittrainer.rules.values import Week


def ask_first(week: Week) -> tuple[FragilePart, ...]:
    """The whole blocks to come that one person holds without an alternate, without the planner."""
    over = days_over(week, date.today())  # noqa: DTZ011 - the day on this computer's wall
    gone = over | {day.id for day in week.days if day.closed}
    return tuple(one for one in fragile_parts(week, gone) if one.outcome != PART)
