"""Atoms put together to seasons: months, weeks, and from when until when."""

from __future__ import annotations

from datetime import date, timedelta

from cittrainer.rules.availability_words.calendar import week_of
from cittrainer.rules.availability_words.cursor import TO, Found
from cittrainer.rules.availability_words.dates import DateReader
from cittrainer.rules.availability_words.items import Season


class SeasonReader(DateReader):
    """Reads seasons."""

    def _season(self) -> Found:
        kind = self._kind()
        match kind:
            case "week of":
                self._take()
                self._skip()
                on = self._date()
                return _week(on) if isinstance(on, date) else None
            case "holiday" if self._kind(1) == "week":
                on = self._calendar.holiday(self._take())
                self._take()
                return _week(on)
            case "week in" | "half of" if self._kind(1) == "month":
                number, month = self._take(), self._take()
                first, last = self._calendar.month(month, self._year())
                part = _half if kind == "half of" else _seven_days
                return "season", part(first, last, number)
            case "relative week":
                return _week(self._calendar.today + timedelta(weeks=self._take()))
            case "relative month":
                return "season", Season(*self._calendar.relative_month(self._take()))
            case "course" if self._calendar.dates:
                self._take()
                return "dates", self._calendar.dates
            case "from" | "between" | "after" | "before" | "until" | "through" | "to":
                return self._bounded(self._take_kind())
            case "not before" | "not after":
                return self._bounded("from" if self._take_kind() == "not before" else "through")
        return self._months()

    def _months(self) -> Found:
        """“May”, “May to July”, “May 2027”."""
        if self._kind() != "month" or (self._kind(1) in {"number", "ordinal"} and self._is_day(1)):
            return None
        first, last = self._edges() or (None, None)
        if first is not None and self._kind() in TO and self._kind(1) == "month":
            self._take()
            later = self._edges(after=first)
            last = later[1] if later else last
        return "season", Season(first, last)

    def _edges(self, after: date | None = None) -> tuple[date, date] | None:
        """The first and the last date of a month or of a single date."""
        if self._kind() == "end of" and self._kind(1) == "month":
            self._take()
        if self._kind() == "month" and not (
            self._kind(1) in {"number", "ordinal"} and self._is_day(1)
        ):
            return self._calendar.month(self._take(), self._year(), after=after)
        on = self._date(after=after)
        return (on, on) if isinstance(on, date) else None

    def _bounded(self, how: str) -> Found:
        """“From May 4 to May 29”, “until June”, “after the 15th”; None where no date follows."""
        self._skip()
        whole = self._kind() == "end of"
        self._skip_weekday()
        edges = self._edges()
        if edges is None:
            return None
        first, last = edges
        day = timedelta(days=1)
        match how:
            case "after":
                return "season", Season(last + day, None)
            case "before":
                return "season", Season(None, first - day)
            case "through" | "to":
                return "season", Season(None, last)
            case "until":
                # “Until June” ends with May, “until June 15” with that day.
                a_month = first != last and not whole
                return "season", Season(None, first - day if a_month else last)
        return self._from(first)

    def _from(self, first: date) -> Found:
        if self._kind() in {"onward"}:
            self._take()
            return "season", Season(first, None)
        if self._kind() in {*TO, "and"}:
            before = self._at
            until = self._take_kind() == "until"
            self._skip()
            whole = self._kind() == "end of"
            edges = self._edges(after=first)
            if edges is not None:
                start, last = edges
                if until and start != last and not whole:
                    last = start - timedelta(days=1)
                if last < first:
                    return "unknown", "it ends before it begins"
                return "season", Season(first, last)
            self._at = before
        return "season", Season(first, None)


def _week(on: date) -> Found:
    return "season", Season(*week_of(on))


def _half(first: date, last: date, number: int) -> Season:
    middle = first.replace(day=15)
    return Season(first, middle) if number == 1 else Season(middle + timedelta(days=1), last)


def _seven_days(first: date, last: date, number: int) -> Season:
    if number < 0:
        return Season(last - timedelta(days=6), last)
    begins = first + timedelta(weeks=number - 1)
    return Season(begins, begins + timedelta(days=6))
