"""Which date is meant by “the 14th”, “May 5”, “next Tuesday” or “Memorial Day”."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_FAR = 8
"""Years in which a date of every kind comes up, leap days included."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day on which something is read, and the course that it may be about."""

    today: date
    dates: tuple[date, ...] = ()
    """Those of the course, in order."""

    def named(
        self, year: int | None, month: int, day: int, *, after: date | None = None
    ) -> date | str:
        """A date of a month; without a year the one nearest to the course, else the next one.

        Args:
            year: As it was written.
            month: 1 to 12.
            day: Of the month.
            after: A date before it, if it ends something that begins there.

        Returns:
            The date, or why there is none.
        """
        if year is not None:
            return _date(year, month, day) or "there is no such date"
        if after is not None:
            # “May 8 to May 4” is a slip of the pen, “Dec 20 to Jan 5” goes over the year's end.
            over = after.year + (month < after.month)
            return _date(over, month, day) or "there is no such date"
        start = min(self.today, self._about)
        found = [
            one
            for each in range(start.year - 1, max(start.year, self._about.year) + _FAR)
            if (one := _date(each, month, day)) is not None
        ]
        if not found:
            return "there is no such date"
        return self._nearest(found)

    def of_a_month(self, day: int, *, weekday: int | None) -> date | str:
        """“The 14th”: in the month of the course, else the next one; on a weekday if given."""
        start = self.dates[0].replace(day=1) if self.dates else self.today
        for later in range(12 * _FAR):
            month = start.year * 12 + start.month - 1 + later
            on = _date(month // 12, month % 12 + 1, day)
            fits = on is not None and weekday in {None, on.weekday()}
            if on is not None and fits and on >= start:
                return on
        return "there is no such date"

    def month(
        self, month: int, year: int | None, *, after: date | None = None
    ) -> tuple[date, date]:
        """The first and the last date of a month: this one or the next of its name."""
        if year is None:
            if after is not None:
                year = after.year + (month < after.month)
            else:
                this = self.today.year + (month < self.today.month)
                near = self._about.year
                ends = [_end_of(one, month) for one in (near - 1, near, near + 1, this)]
                year = self._nearest(sorted(ends)).year
        return date(year, month, 1), _end_of(year, month)

    def relative_month(self, later: int) -> tuple[date, date]:
        """The first and the last date of this month, or of one so many months later."""
        month = self.today.year * 12 + self.today.month - 1 + later
        return self.month(month % 12 + 1, month // 12)

    def coming(self, weekday: int, *, later: int) -> date:
        """“This Tuesday” is today or the first to come, “next Tuesday” that of the next week."""
        if later:
            return week_of(self.today)[0] + timedelta(days=7 * later + weekday)
        return self.today + timedelta(days=(weekday - self.today.weekday()) % 7)

    def holiday(self, name: str) -> date:
        """The holiday near the course, else the next one.

        Source: 5 U.S.C. 6103(a) (public holidays of the United States).
        """
        years = sorted({self.today.year, self.today.year + 1, self._about.year})
        return self._nearest([_holiday(name, year) for year in years])

    @property
    def _about(self) -> date:
        """The day that dates without a year are near to."""
        return self.dates[0] if self.dates else self.today

    def _nearest(self, dates: list[date]) -> date:
        """The one nearest to the course, or to today, that is not over before either of them."""
        start = min(self.today, self._about)
        left = [one for one in dates if one >= start] or dates
        return min(left, key=lambda one: abs(one - self._about))


def week_of(on: date) -> tuple[date, date]:
    """Monday and Sunday of a date's week."""
    monday = on - timedelta(days=on.weekday())
    return monday, monday + timedelta(days=6)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _holiday(name: str, year: int) -> date:
    match name:
        case "new year":
            return date(year, 1, 1)
        case "king":
            return _nth(year, 1, 0, 3)
        case "presidents":
            return _nth(year, 2, 0, 3)
        case "memorial":
            last = date(year, 5, 31)
            return last - timedelta(days=last.weekday())
        case "juneteenth":
            return date(year, 6, 19)
        case "independence":
            return date(year, 7, 4)
        case "labor":
            return _nth(year, 9, 0, 1)
        case "columbus":
            return _nth(year, 10, 0, 2)
        case "veterans":
            return date(year, 11, 11)
        case "thanksgiving":
            return _nth(year, 11, 3, 4)
        case "christmas eve":
            return date(year, 12, 24)
        case "new year eve":
            return date(year, 12, 31)
    return date(year, 12, 25)


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second … such weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
