"""Clauses of a sentence that belong together: a list of days, hours behind it, how long and how."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from cittrainer.rules.availability_words.vocabulary import NO, PREFER, REFUSED
from cittrainer.rules.availability_words.wording import how_words
from cittrainer.rules.wording import date_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.rules.availability_words.clauses import Clause, Segment
    from cittrainer.rules.availability_words.items import Season

_GOES_ON = frozenset({PREFER, REFUSED})
"""What holds for the days after a comma too: “I can't Monday mornings, Tuesday afternoons”."""


class Sentence:
    """The clauses of a sentence, joined where one completes another."""

    def __init__(self, earlier: Sequence[Clause]) -> None:
        self._earlier = earlier
        self.clauses: list[Clause] = []
        self.wrong: list[tuple[int, int, str]] = []
        """From where to where something was not understood, and why."""
        self.noted: list[tuple[int, int, str]] = []
        """From where to where something completes other clauses, and what it says."""
        self.nothing_else = False
        self._waiting: list[Clause] = []
        """Seasons that are said before their days."""
        self._poisoned = False
        self._before: str | None = None

    def hear(self, segment: Segment) -> None:
        """Take in what stands between two commas."""
        if segment.nothing_else is not None:
            self.nothing_else = True
            place = segment.nothing_else.start, segment.nothing_else.end
            self.noted.append((*place, "At no other time"))
        if not segment.clauses:
            return
        first = segment.clauses[0]
        wrong = segment.wrong
        if wrong is not None or (self._poisoned and first.said is None and not segment.fresh):
            if segment.doubt and segment.empty and self.clauses:
                # “Wednesdays, maybe”: nor is the day before it understood.
                doubted = self.clauses.pop()
                segment.clauses[0].start = min(segment.clauses[0].start, doubted.start)
            self._refuse(segment, wrong.wrong or "" if wrong else "")
            self._poisoned = not (segment.empty and wrong is not None) or self._poisoned
            return
        self._poisoned = False
        for number, clause in enumerate(segment.clauses):
            self._take(clause, segment, first=number == 0)

    def close(self) -> None:
        """Find a place for what waited in vain."""
        for one in self._waiting:
            if all(each.first and each.last for each in one.seasons):
                self.clauses.append(one)
            else:
                weekly = [each for each in self._earlier if _can_have_season(each)]
                self._give_season(one, weekly)
        self._waiting = []

    def _refuse(self, segment: Segment, why: str) -> None:
        start, end = segment.clauses[0].start, max(one.end for one in segment.clauses)
        if self._poisoned and self.wrong:
            began, _, before = self.wrong.pop()
            self.wrong.append((began, end, before))
        else:
            self.wrong.append((start, end, why))

    def _take(self, clause: Clause, segment: Segment, *, first: bool) -> None:
        last = self.clauses[-1] if self.clauses else None
        if segment.fresh and first and last is not None:
            last = self._after_but(clause, last)
        if last is not None and not clause.has_days and clause.said is None and first:
            last = self._wants_hours(last)
        if last is not None:
            _take_days_out(last, clause)
        if clause.modifies:
            self._modify(clause)
        elif clause.only_season and clause.said is None and first and not _named(last, clause):
            self._hear_season(clause)
        elif last is not None and _completes(last, clause, segment, first=first):
            last.join(clause)
            if last.wrong is not None:
                self.clauses.remove(last)
                self.wrong.append((last.start, last.end, last.wrong))
        else:
            self._append(clause, segment, last, first=first)

    def _after_but(self, clause: Clause, last: Clause) -> Clause | None:
        """What goes on after “but”: “any day but Friday” says no, “but only until 10” completes."""
        if not clause.has_days or clause.only_season:
            return last
        if clause.said is None:
            clause.said = None if last.said in {NO, REFUSED} else NO
        return None

    def _wants_hours(self, last: Clause) -> Clause:
        """The clause that hours belong to: “Tuesdays, not the 12th, 9–11”."""
        if last.said != NO:
            return last
        open_ones = [one for one in self.clauses if one.only_days and one.said not in {NO, REFUSED}]
        return open_ones[-1] if open_ones else last

    def _append(
        self, clause: Clause, segment: Segment, last: Clause | None, *, first: bool
    ) -> None:
        if not clause.has_days and last is not None and last.has_days and not clause.alone:
            # “Weekdays except mornings”: of the same days.
            clause.days, clause.dates = list(last.days), list(last.dates)
            clause.seasons = copy(last.seasons)
        if first and clause.said is None and not segment.fresh:
            goes_on = self._before in _GOES_ON or (self._before == NO and segment.either)
            clause.said = self._before if goes_on else None
        elif clause.said is not None and not clause.said_after:
            self._before = clause.said
        if clause.said == PREFER and not clause.has_hours:
            self._prefer_among(clause)
        if _can_have_season(clause):
            for one in self._waiting:
                clause.seasons += one.seasons
                self.noted.append((one.start, one.end, _seasons(one)))
            self._waiting = []
        self.clauses.append(clause)

    def _prefer_among(self, clause: Clause) -> None:
        """Take the hours that were said of days before it is said that they are preferred."""
        for one in reversed([*self._earlier, *self.clauses]):
            can = one.said not in {NO, REFUSED} and one.has_hours
            any_day = not one.has_days
            of_week = clause.days and set(clause.days) <= set(one.days) and not clause.dates
            dated = clause.dates and set(clause.dates) <= set(one.dates) and not clause.days
            if can and (any_day or of_week or dated):
                clause.hours = list(one.hours)
                clause.minutes = one.minutes if clause.minutes is None else clause.minutes
                clause.phone = one.phone if clause.phone is None else clause.phone
                return

    def _modify(self, clause: Clause) -> None:
        """Hear how long and how, or what is thought of the times before it."""
        if not clause.how:
            open_ones = [one for one in self.clauses if one.said is None]
            for one in open_ones:
                one.say(clause.said or "", after=True)
            if not open_ones and clause.said in {NO, REFUSED}:
                self.wrong.append((clause.start, clause.end, "it says no day"))
            return
        told = clause.said not in {NO, REFUSED}
        here = [one for one in self.clauses if one.said not in {NO, REFUSED}]
        meant = here or [one for one in self._earlier if one.said not in {NO, REFUSED}]
        if not meant or not told:
            why = "it says no day" if told else ""
            self.wrong.append((clause.start, clause.end, why))
            return
        for one in meant:
            if clause.minutes is not None and one.minutes is None:
                one.minutes = clause.minutes
            if clause.phone is not None and one.phone is None:
                one.phone = clause.phone
        words = how_words(clause.minutes, by_phone=bool(clause.phone)) or "in the room"
        self.noted.append((clause.start, clause.end, f"Of these times: {words}"))

    def _hear_season(self, clause: Clause) -> None:
        weekly = [one for one in self.clauses if _can_have_season(one)]
        if weekly:
            self._give_season(clause, weekly)
        elif self.clauses and all(one.first and one.last for one in clause.seasons):
            self.clauses.append(clause)
        else:
            self._waiting.append(clause)

    def _give_season(self, clause: Clause, weekly: Sequence[Clause]) -> None:
        if not weekly:
            self.wrong.append((clause.start, clause.end, "it says no day"))
            return
        for one in weekly:
            one.seasons += clause.seasons
        self.noted.append((clause.start, clause.end, _seasons(clause)))


def _can_have_season(clause: Clause) -> bool:
    """Whether it is of every week and has no season yet."""
    if clause.seasons or clause.said in {NO, REFUSED}:
        return False
    return bool(clause.days) or (clause.has_hours and not clause.dates)


def _completes(last: Clause, clause: Clause, segment: Segment, *, first: bool) -> bool:
    """Whether a clause goes on with the last one: its list of days, or its hours."""
    if not first:
        return False
    if not clause.has_days:
        cuts = all(one.bound for one in clause.hours) and not clause.points
        said = clause.said in {None, last.said} or (last.said is None and clause.said_after)
        return (last.has_days or cuts) and said
    if last.only_days and last.names_a_date and not clause.days and _names(last, clause):
        return clause.said is None
    if not last.has_days:
        return clause.only_days and clause.said is None and not last.said_after
    alike = bool(last.days) == bool(clause.days) and bool(last.dates) == bool(clause.dates)
    if not alike or last.seasons or last.said_after:
        return False
    if (
        clause.only_days
        and clause.said is None
        and last.shape[:1] == "T"
        and last.shape[-1:] == "D"
    ):
        return True  # “Mornings on Mondays, Tuesdays”.
    if not last.only_days:
        return False
    if clause.shape[:1] not in {"D", "S"}:
        return False
    if clause.only_days:
        return last.said is None or clause.said is None
    if last.said is None:
        return clause.said is None or clause.said_after
    return clause.said is None and (last.said != NO or segment.either)


def _take_days_out(last: Clause, clause: Clause) -> None:
    """“Tuesdays and Wednesdays, Wednesdays by phone”: the later word counts for its days."""
    some = set(clause.days)
    if last.only_days and some and some < set(last.days) and clause.how and not clause.has_hours:
        last.days = [day for day in last.days if day not in some]
        clause.shape = "M" + clause.shape  # It is no further day of a list.


def _named(last: Clause | None, clause: Clause) -> bool:
    return last is not None and last.only_days and last.names_a_date and _names(last, clause)


def _names(last: Clause, clause: Clause) -> bool:
    """Whether a day of the week only names the date behind it: “Tuesday, May 5”."""
    return bool(clause.dates) or any(
        one.first and one.first.weekday() == last.days[-1] for one in clause.seasons
    )


def _seasons(clause: Clause) -> str:
    return f"Of these times: {' and '.join(map(season_words, clause.seasons))}"


def season_words(season: Season) -> str:
    """A season in words: “from Monday 4 May 2026 until Friday 29 May 2026”."""
    first = f"from {date_words(season.first)}" if season.first else ""
    last = f"until {date_words(season.last)}" if season.last else ""
    return " ".join(filter(None, (first, last)))
