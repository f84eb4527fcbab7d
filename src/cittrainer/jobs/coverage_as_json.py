"""Coverage as plain values for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.rules.coverage import sentence
from cittrainer.rules.validity import after_months

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cittrainer.queries.coverage import Coverage
    from cittrainer.queries.coverage_past import PastYear


def row(one: Coverage, today: date, past: Sequence[PastYear] | None = None) -> dict[str, Any]:
    """The people of one role at one agency; ``met_in`` is the first day of a month.

    Args:
        one: What is counted and forecast.
        today: The day for which it holds.
        past: The ends of past years, where they were asked for.
    """
    of, ahead = one.prospect, one.outlook
    plain: dict[str, Any] = {
        "agency": one.agency,
        "role": one.role.value,
        "trained": of.trained,
        "strength": of.strength,
        "strength_known": one.typed,
        "on_file": one.on_file,
        "percent": None if of.percent is None else round(of.percent, 1),
        "target_percent": of.target_percent,
        "needed": of.needed,
        "turnover_percent": of.turnover_percent,
        "trained_a_year": round(of.pace, 2),
        "planned": sum(number for _, number in of.planned),
        "met": of.met,
        "met_in": _month(ahead.met_in, today),
        "lost_in": _month(ahead.lost_in, today),
        "advised_pace": ahead.advised_pace,
        "says": sentence(of, ahead, today),
        "shifts": [
            {
                "name": shift.name,
                "trained": shift.trained,
                "strength": shift.strength,
                "strength_known": shift.typed,
            }
            for shift in one.shifts
        ],
    }
    if past is not None:
        plain["past"] = [
            {"on": year.last_day.isoformat(), "trained": year.trained} for year in past
        ]
        plain["forecast"] = [round(number, 1) for number in ahead.months]
    return plain


def _month(later: int | None, today: date) -> str | None:
    return None if later is None else after_months(today.replace(day=1), later).isoformat()
