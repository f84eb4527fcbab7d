"""What is said of times, sorted into clauses: which days, which hours, can or cannot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cittrainer.rules.availability_words.items import Hours, Season, Weekdays, other_day
from cittrainer.rules.availability_words.vocabulary import NO, PREFER, REFUSED, YES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cittrainer.rules.availability_words.items import Item

LONGEST_LIST = 14
"""Days up to which a stretch of dates is a time on each of them; a longer one is a season."""

_WEIGHT = {None: 0, YES: 1, PREFER: 2, NO: 3, REFUSED: 4}


@dataclass(slots=True)
class Clause:
    """Some days, some hours, and what is said of them; each part may be missing."""

    start: int
    end: int
    said: str | None = None
    """One of ``vocabulary``'s, or None where the words leave it to the others."""
    said_after: bool = False
    """Whether it is said behind the days and hours: “Mondays are best”."""
    days: list[int] = field(default_factory=list)
    """Days of the week."""
    dates: list[date] = field(default_factory=list)
    seasons: list[Season] = field(default_factory=list)
    hours: list[Hours] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    """Times without an end."""
    minutes: int | None = None
    phone: bool | None = None
    """False: in the room too; None: nothing is said."""
    wrong: str | None = None
    """Why it is not understood, or empty where nothing more is known."""
    alone: bool = False
    """Whether it is of any day, although others are named before it."""
    names_a_date: bool = False
    """Whether its last day of the week may only name the date that follows."""
    shape: str = ""
    """In which order days (D), seasons (S) and hours (T) came; modifiers (M) behind them."""

    @property
    def has_days(self) -> bool:
        """Whether it says on which days."""
        return bool(self.days or self.dates or self.seasons)

    @property
    def has_hours(self) -> bool:
        """Whether it says at which hours."""
        return bool(self.hours or self.points)

    @property
    def modifies(self) -> bool:
        """Whether it only says how long or how, or only whether they can."""
        return not (self.has_days or self.has_hours)

    @property
    def only_days(self) -> bool:
        """Whether it is days of the week or dates and nothing else."""
        return bool(self.days or self.dates) and not self.has_hours and not self.how

    @property
    def only_season(self) -> bool:
        """Whether it is a season and nothing else."""
        return bool(self.seasons) and not (self.days or self.dates or self.has_hours or self.how)

    @property
    def how(self) -> bool:
        """Whether it says how long or how."""
        return self.minutes is not None or self.phone is not None

    def say(self, said: str, *, after: bool) -> None:
        """Hear whether they can; of two words the stronger counts."""
        if _WEIGHT[said] > _WEIGHT[self.said]:
            self.said, self.said_after = said, after

    def join(self, other: Clause) -> None:
        """Take over everything that another clause says."""
        self.start, self.end = min(self.start, other.start), max(self.end, other.end)
        self.days += other.days
        if self.names_a_date and other.dates and not other.days:
            self.add_dates(other.dates)
        else:
            self.dates += other.dates
        for season in other.seasons:
            self.add_season(season)
        self.hours += other.hours
        self.points += other.points
        self.shape += other.shape
        self.names_a_date = other.names_a_date
        self.wrong = self.wrong if other.wrong is None else other.wrong
        self.hear_how(other)
        if other.said is not None:
            self.say(other.said, after=other.said_after)

    def hear_how(self, other: Clause) -> None:
        """Take over how long and how."""
        self.minutes = self.minutes if other.minutes is None else other.minutes
        if other.phone is not None:
            # “In person or by phone” is in the room too.
            self.phone = other.phone and self.phone is not False

    def add_dates(self, dates: Iterable[date]) -> None:
        """Add dates; a day of the week right before one only names it."""
        for on in dates:
            if self.names_a_date and self.days:
                self.wrong = other_day(self.days.pop(), on) or self.wrong
                self.names_a_date = False
            self.dates.append(on)

    def add_season(self, season: Season) -> None:
        """Add a season; a day of the week right before a few dates only names the first."""
        first, last = season.first, season.last
        short = first is not None and last is not None and (last - first).days < LONGEST_LIST
        if self.names_a_date and first is not None and short and first.weekday() == self.days[-1]:
            self.days.pop()
        self.seasons.append(season)
        self.names_a_date = False


class Segment:
    """What stands between two commas: clauses that are understood together or not at all."""

    def __init__(self, *, fresh: bool) -> None:
        self.clauses: list[Clause] = []
        self.fresh = fresh
        """Whether nothing that was said before goes on: it begins a sentence, or follows “but”."""
        self.nothing_else: Item | None = None
        """Where it says that there are no other times."""
        self.either = False
        """Whether it has an “or”."""
        self.doubt = False
        """Whether it takes back half of what it is about, as “maybe” does."""
        self._joined = False

    @property
    def wrong(self) -> Clause | None:
        """The first of its clauses that is not understood."""
        return next((one for one in self.clauses if one.wrong is not None), None)

    @property
    def empty(self) -> bool:
        """Whether it says nothing of any time."""
        return all(one.modifies for one in self.clauses)

    def read(self, item: Item, then: Item | None) -> None:
        """Hear the next item.

        Args:
            item: It.
            then: What follows it in the segment and is no mere filling.
        """
        match item.kind:
            case "filler":
                return
            case "and" | "or":
                self._joined = True
                self.either = self.either or item.kind == "or"
                return
            case "nothing else":
                self.nothing_else = item
            case "said":
                self._say(item, then)
            case "unknown" | "doubt":
                self.doubt = self.doubt or item.kind == "doubt"
                clause = self._current(item)
                clause.wrong = clause.wrong or item.value or ""
            case "minutes" | "phone" | "in person":
                self._how(item)
            case "days" | "dates" | "season":
                self._when(item)
            case "hours" | "point":
                self._at(item, then)
        self._joined = False

    def _current(self, item: Item) -> Clause:
        if not self.clauses:
            return self._new(item)
        self.clauses[-1].end = item.end
        return self.clauses[-1]

    def _new(self, item: Item) -> Clause:
        self.clauses.append(Clause(item.start, item.end))
        return self.clauses[-1]

    def _say(self, item: Item, then: Item | None) -> None:
        last = self.clauses[-1] if self.clauses else None
        content = then is not None and then.kind in {"days", "dates", "season", "hours", "point"}
        if last is None or last.modifies:
            self._current(item).say(item.value, after=False)
        elif not content:
            self._current(item).say(item.value, after=True)
        elif last.said is None and item.value != NO and not (last.has_days and last.has_hours):
            # “Mondays not available 9–11”, “mornings are best on Tuesdays”.
            self._current(item).say(item.value, after=False)
        else:
            self._new(item).say(item.value, after=False)

    def _how(self, item: Item) -> None:
        clause = self._current(item)
        if item.kind == "minutes":
            clause.minutes = item.value
        else:
            clause.hear_how(Clause(0, 0, phone=item.kind == "phone"))
        if not clause.modifies:
            clause.shape += "M"

    def _when(self, item: Item) -> None:
        shape = self.clauses[-1].shape if self.clauses else ""
        season = item.kind == "season"
        over = "M" in shape or ("D" in shape and shape.endswith("T"))
        # “No evenings or weekends”: either.
        over = over or (self._joined and set(shape) == {"T"})
        if season and shape and not self._joined and "S" not in shape:
            over = False
        clause = self._new(item) if over else self._current(item)
        if isinstance(item.value, Weekdays):
            clause.days += item.value.days
            clause.names_a_date = item.value.one
        elif isinstance(item.value, Season):
            clause.add_season(item.value)
        else:
            clause.add_dates(item.value)
        clause.shape += "S" if season else "D"

    def _at(self, item: Item, then: Item | None) -> None:
        shape = self.clauses[-1].shape if self.clauses else ""
        cuts = isinstance(item.value, Hours) and item.value.bound and not self._joined
        over = shape.startswith("T") and shape.strip("M").endswith("D") and not cuts
        either = self._joined and shape.startswith("D") and shape.endswith("D")
        days_follow = then is not None and then.kind in {"days", "dates"}
        over = over or either or (self._joined and days_follow and shape.startswith("D"))
        clause = self._new(item) if over else self._current(item)
        clause.alone = either
        if isinstance(item.value, Hours):
            clause.hours.append(item.value)
        else:
            clause.points.append(item.value)
        clause.shape += "T"
        clause.names_a_date = False

    def settle(self) -> None:
        """Let what is said once hold for all clauses that it is meant for."""
        before = None
        for one in self.clauses:
            if one.said is None:
                one.said = before
            elif not one.said_after:
                before = one.said
        after = None
        for one in reversed(self.clauses):
            if one.said_after:
                after = one.said
            elif one.said is None and after is not None:
                one.say(after, after=True)
