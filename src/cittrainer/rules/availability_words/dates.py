"""Atoms put together to days of the week and dates."""

from __future__ import annotations

from datetime import date, timedelta

from cittrainer.rules.availability_words.calendar import week_of
from cittrainer.rules.availability_words.cursor import TO, Cursor, Found
from cittrainer.rules.availability_words.items import Season, Weekdays


class DateReader(Cursor):
    """Reads days of the week and dates."""

    def _days(self) -> Found:
        every = self._kind() == "every" and self._take() is None
        if self._kind() == "weekdays":
            return "days", Weekdays(self._take())
        if self._kind() != "weekday":
            return None
        first, several = self._take()
        if self._kind() in TO and self._kind(1) == "weekday":
            self._take()
            last, _ = self._take()
            return "days", Weekdays(tuple((first + n) % 7 for n in range((last - first) % 7 + 1)))
        return "days", Weekdays((first,), one=not (every or several))

    def _dates(self) -> Found:
        first = self._span_before_month() or self._same_month() or self._date()
        if first is None or isinstance(first, Season):
            return None if first is None else ("season", first)
        if isinstance(first, str):
            return "unknown", first
        if self._kind() in TO:
            before = self._at
            self._take()
            self._skip_weekday()
            last = self._date(after=first)
            if isinstance(last, date):
                if last < first:
                    return "unknown", "it ends before it begins"
                return "season", Season(first, last)
            self._at = before
        if self._kind() == "week":
            self._take()
            return "season", Season(*week_of(first))
        self._named_until = self._at
        return "dates", (first,)

    def _span_before_month(self) -> Season | str | None:
        """“4–8 May”, “the 4th to the 8th of May”."""
        ahead = 0
        days = []
        for _ in range(2):
            if self._kind(ahead) not in {"number", "ordinal"} or not self._is_day(ahead):
                return None
            days.append(self._value(ahead))
            ahead += 1
            if len(days) == 1:
                if self._kind(ahead) not in TO:
                    return None
                ahead += 2 if self._kind(ahead + 1) == "filler" else 1
        ahead += self._kind(ahead) == "of"
        if self._kind(ahead) != "month":
            return None
        self._at += ahead
        month, year = self._take(), self._year()
        first = self._calendar.named(year, month, days[0])
        if isinstance(first, str):
            return first
        last = self._calendar.named(first.year, month, days[1])
        if isinstance(last, str):
            return last
        return Season(first, last) if first <= last else "it ends before it begins"

    def _same_month(self) -> date | str | None:
        """The 6 of “May 4 and 6”."""
        between = self._named_until == self._at - 1
        listed = between and self._at and self._atoms[self._at - 1].kind in {"and", "or", "comma"}
        if not listed or self._named is None or self._kind() != "number":
            return None
        if not self._is_day(0) or self._is_clock(1) or self._kind(1) == "month":
            return None
        return self._calendar.named(self._named.year, self._named.month, self._take())

    def _date(self, after: date | None = None) -> date | str | None:
        """One date; a sentence where it is none; None where no date is written.

        Args:
            after: The first date of a range of which this is the last: its month and year go on.
        """
        calendar = self._calendar
        match self._kind():
            case "date":
                return self._in_month(calendar.named(*self._take(), after=after))
            case "month" if self._kind(1) in {"number", "ordinal"} and self._is_day(1):
                month, day = self._take(), self._take()
                return self._in_month(calendar.named(self._year(), month, day, after=after))
            case "number" | "ordinal" if self._month_follows() and self._is_day(0):
                day = self._take()
                self._at += self._kind() == "of"
                month = self._take()
                return self._in_month(calendar.named(self._year(), month, day, after=after))
            case "number" if after is not None and self._is_day(0) and not self._is_clock(1):
                day = self._take()
                return calendar.named(self._year() or after.year, after.month, day, after=after)
            case "ordinal" | "which" if self._kind(1) == "weekday":
                return self._numbered()
            case "ordinal":
                return self._ordinal(after)
            case "holiday" if self._kind(1) != "week":
                return calendar.holiday(self._take())
            case "relative day":
                return calendar.today + timedelta(days=self._take())
            case "next" if self._kind(1) == "weekday":
                later, (weekday, _) = self._take(), self._take()
                return calendar.coming(weekday, later=later)
        return None

    def _in_month(self, found: date | str) -> date | str:
        self._named = found if isinstance(found, date) else None
        return found

    def _month_follows(self) -> bool:
        """Whether “May” or “of May” follows a day."""
        return self._kind(2 if self._kind(1) == "of" else 1) == "month"

    def _is_day(self, ahead: int) -> bool:
        return 1 <= int(self._value(ahead)) <= 31

    def _is_clock(self, ahead: int) -> bool:
        return self._kind(ahead) in TO and self._kind(ahead + 1) in {"number", "clock"}

    def _year(self) -> int | None:
        """The year that follows, after a comma or not."""
        if self._kind() == "year":
            return int(self._take())
        if self._kind() == "comma" and self._kind(1) == "year":
            self._take()
            return int(self._take())
        return None

    def _ordinal(self, after: date | None) -> date | str:
        """“The 14th”: of the month that is named around it, of the course's, or the next one."""
        at, day = self._at, self._take()
        if after is not None:
            return self._calendar.named(after.year, after.month, day, after=after)
        if self._named is not None:
            return self._calendar.named(self._named.year, self._named.month, day)
        ahead = 0
        while self._kind(ahead) in {"and", "or", "comma", "filler", "ordinal", "dash", "to", "of"}:
            ahead += 1
        if ahead and self._kind(ahead) == "month" and self._kind(ahead - 1) in {"of", "ordinal"}:
            return self._calendar.named(None, self._value(ahead), day)
        while at and self._atoms[at - 1].kind in {"filler", "comma"}:
            at -= 1
        named = self._atoms[at - 1] if at and self._atoms[at - 1].kind == "weekday" else None
        return self._calendar.of_a_month(day, weekday=named.value[0] if named else None)

    def _numbered(self) -> date | str:
        """“The 2nd Tuesday in May”, “the last Friday of June”."""
        number, (weekday, _) = self._take(), self._take()
        self._skip()
        if self._kind() != "month":
            return "it names no month"
        first, last = self._calendar.month(self._take(), self._year())
        if number < 0:
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        on = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
        return on if on <= last else "there is no such date"

    def _skip_weekday(self) -> None:
        """Pass over a day of the week that only names the date after it."""
        self._skip()
        if self._kind() == "weekday" and self._kind(1) not in TO:
            self._at += 2 if self._kind(1) == "comma" else 1
            self._skip()
