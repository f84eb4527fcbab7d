"""Which qualifications of a presenter run out soon, or before a day for which they are booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cittrainer.rules.wording import date_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cittrainer.rules.plan_values import QualificationValue

SOON = timedelta(days=60)
"""Time to renew something."""


@dataclass(frozen=True, slots=True)
class RunsOut:
    """A qualification that ran out, or does so soon or too soon."""

    name: str
    expires_on: date
    """The last day on which it holds."""
    booked_on: date | None = None
    """The first day after it for which they are booked."""
    over: bool = False
    """Whether that day is gone."""

    @property
    def words(self) -> str:
        """What is to be known, as in “CIT instructor ran out on Monday 4 May 2026”."""
        verb = "ran out" if self.over else "runs out"
        said = f"{self.name} {verb} on {date_words(self.expires_on)}"
        if self.booked_on is None:
            return said
        return f"{said}, before what they are booked for on {date_words(self.booked_on)}"


def running_out(
    held: Iterable[QualificationValue], *, today: date, booked: Iterable[date] = ()
) -> tuple[RunsOut, ...]:
    """What ran out, runs out within 60 days, or before a booked day; the soonest first.

    Args:
        held: Everything that they hold.
        today: The present day.
        booked: Days for which they are booked; those that are over do not matter.
    """
    ahead = sorted(day for day in booked if day >= today)
    found = []
    for one in held:
        last = one.expires_on
        if last is None:
            continue
        after = next((day for day in ahead if day > last), None)
        if after is not None or last - today <= SOON:
            found.append(RunsOut(one.name, last, after, over=last < today))
    return tuple(sorted(found, key=lambda one: (one.expires_on, one.name)))
