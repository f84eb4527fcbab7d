"""What share of an agency is CIT-trained, how that goes on, and when its target is met."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Final

from cittrainer.rules.wording import counted, month_words

if TYPE_CHECKING:
    from datetime import date

HORIZON: Final = 60
"""Months that are looked ahead; further on nobody's guess is worth printing."""

CATCH_UP: Final = 24
"""Months within which the pace that is advised would meet the target."""

_HAIR: Final = 1e-6


@dataclass(frozen=True, slots=True)
class ShiftStrength:
    """A shift of an agency, and how many work on it; None where nobody knows."""

    name: str
    patrol: int | None = None
    dispatchers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What is known of one kind of staff of an agency.

    Attributes:
        trained: People who work there and hold something that is valid today.
        strength: How many work there.
        target_percent: Share of the strength that should be trained.
        turnover_percent: Share of the trained who leave within a year.
        runs_out: How many of the trained run out, by month from now; 0 is the present month.
        planned: Seats that are taken in coming courses, by month from now.
        pace: People trained within a year once the planned courses are over.
    """

    trained: int
    strength: int
    target_percent: int
    turnover_percent: int = 0
    runs_out: tuple[tuple[int, int], ...] = ()
    planned: tuple[tuple[int, int], ...] = ()
    pace: float = 0.0

    @property
    def needed(self) -> int:
        """How many have to be trained for the target to be met."""
        return ceil(self.strength * self.target_percent / 100)

    @property
    def percent(self) -> float | None:
        """Share of the strength that is trained; None where nobody works there."""
        return self.trained * 100 / self.strength if self.strength else None

    @property
    def met(self) -> bool:
        """Whether the target is met today."""
        return self.strength > 0 and self.trained >= self.needed


@dataclass(frozen=True, slots=True)
class Outlook:
    """How it goes on.

    Attributes:
        months: The trained at the end of each month; the first is the present one.
        met_in: In how many months a target is met that is not met now, 0 being the present month;
            None where it is met now, or not within five years.
        lost_in: In how many months a target is lost that is met now; None where it stays met.
        advised_pace: People a year, the pace in place of the one assumed, that would meet it within
            two years; None where it is met by then anyway, or where no pace would do.
    """

    months: tuple[float, ...]
    met_in: int | None
    lost_in: int | None
    advised_pace: int | None = None


def outlook(of: Prospect) -> Outlook:
    """How the number of trained people goes on for five years, and when the target is met.

    Every month the trained lose their share of those who leave and those whose certificate runs
    out without a renewal, and gain those in coming courses. After the last planned course the
    pace goes on.
    """
    months = forecast(of)
    if not of.strength:
        return Outlook(months, None, None)
    # A sum of twelfths may lack a hair of a whole person.
    goal = of.needed - _HAIR
    if of.met:
        return Outlook(
            months, None, next((at for at, one in enumerate(months) if one < goal), None)
        )
    met = next((at for at, trained in enumerate(months) if trained >= goal), None)
    return Outlook(months, met, None, _advised(of, months))


def forecast(of: Prospect) -> tuple[float, ...]:
    """The trained at the end of the present month and of each of the months to come."""
    staying = _staying(of.turnover_percent)
    change = [0.0] * (HORIZON + 1)
    for month, number in of.runs_out:
        if month <= HORIZON:
            # Of those who run out some have left before.
            change[month] -= number * staying[month]
    for month, number in of.planned:
        if month <= HORIZON:
            change[month] += number
    for month in range(_pace_begins(of), HORIZON + 1):
        change[month] += of.pace / 12
    most = float(max(of.strength, of.trained))
    stay = staying[1]
    trained, months = of.trained / stay, []
    for one in change:
        trained = trained * stay + one
        if not 0 <= trained <= most:
            trained = min(max(trained, 0.0), most)
        months.append(trained)
    return tuple(months)


def sentence(of: Prospect, ahead: Outlook, today: date) -> str:
    """When the target is met, in words; what would have to be done where it is not."""
    if not of.strength:
        return "Nobody is known to work there. Enter its strength in the form of the agency."
    have = (
        f"{_are(of.trained, f'{of.trained:,} of {of.strength:,}')} trained, "
        f"{_are(of.needed, f'{of.needed:,}')} needed."
    )
    if of.met:
        if ahead.lost_in is None:
            return f"The target of {of.target_percent} % is met: {have}"
        return (
            f"The target of {of.target_percent} % is met: {have} Without more training it is lost "
            f"in {month_words(today, ahead.lost_in)}."
        )
    how = _how(of)
    advice = (
        f" {counted(ahead.advised_pace, 'person', 'people')} a year would meet it within two years."
        if ahead.advised_pace
        else ""
    )
    if ahead.met_in is not None:
        return f"{have} The target is met in {month_words(today, ahead.met_in)} {how}.{advice}"
    return f"{have} The target is not met within five years {how}.{advice}"


def _how(of: Prospect) -> str:
    """By which training the forecast comes about."""
    seats = sum(number for _, number in of.planned)
    planned = f"{counted(seats, 'seat')} in coming courses" if seats else ""
    pace = f"{of.pace:.3g} trained a year" if of.pace else ""
    if planned and pace:
        return f"with {planned} and {pace} after them"
    return f"with {planned or pace or 'no training planned'}"


def _advised(of: Prospect, months: tuple[float, ...]) -> int | None:
    """The least pace with which so many as are needed are trained two years from now."""
    if max(months[: CATCH_UP + 1]) >= of.needed - _HAIR:
        return None
    # What one person a year comes to by then: a twelfth in each month, of whom some leave.
    months_left = CATCH_UP + 1 - _pace_begins(of)
    by_then = sum(_staying(of.turnover_percent)[:months_left]) / 12 if months_left > 0 else 0
    if not by_then:
        return None
    return ceil(of.pace + (of.needed - months[CATCH_UP]) / by_then - _HAIR)


def _pace_begins(of: Prospect) -> int:
    """The first month that has no planned course before it."""
    return max((month for month, _ in of.planned), default=0) + 1


@lru_cache(maxsize=101)
def _staying(turnover_percent: int) -> tuple[float, ...]:
    """The share of the trained who are still there after each number of months."""
    stay = 1 - turnover_percent / 1200
    return tuple(stay**month for month in range(HORIZON + 1))


def _are(number: int, said: str) -> str:
    return f"{said} {'is' if number == 1 else 'are'}"
