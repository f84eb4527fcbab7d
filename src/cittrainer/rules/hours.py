"""The hours ledger: what a week teaches beside what its standard asks for.

Minutes are creditable when they are instruction; breaks are creditable only where the standard
says so, lunch and travel never. A block counts once, however many parts it has. In the totals,
minutes in which several blocks run side by side count once, because nobody can be in two places;
per topic and per delivery every block counts in full. What one trainee is expected to attend is
told by ``rules.eligibility``.

An hour of 60 minutes is a clock hour. Where an hour of instruction is 50 minutes of teaching and
10 of recess (20 Ill. Adm. Code 1720.10), 40 hours are 2,000 minutes of teaching, and the recess
is inside the hour: such a standard never counts breaks besides.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from cittrainer.rules.values import SCENARIO, PlacedBlock, StandardValue, Week

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OTHER_TOPICS = "Other topics"
"""The heading of topics that the standard does not name, and of all of them without one."""

_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class TopicLine:
    """Minutes of one topic."""

    topic: str
    planned: int
    required: int | None = None
    """None where the standard publishes no minutes."""
    optional: bool = False

    @property
    def short(self) -> int:
        """Minutes that are missing, 0 or more."""
        return max(0, (self.required or 0) - self.planned)


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """Minutes of the topics under one heading."""

    heading: str
    planned: int
    required: int | None
    """The sum of its topics' minutes; None where none of them has any."""
    topics: tuple[TopicLine, ...] = ()

    @property
    def short(self) -> int:
        """Minutes that are missing over its topics, 0 or more; one topic never fills another."""
        return sum(topic.short for topic in self.topics)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Minutes planned and required; unplaced blocks are not planned minutes."""

    planned: int
    """Creditable minutes of the placed blocks."""
    required: int | None
    """Minutes that the standard asks for in all; None where it does not say."""
    minutes_per_hour: int
    headings: tuple[HeadingLine, ...]
    by_day: Mapping[int, int] = field(default_factory=dict)
    """Creditable minutes by the id of the day, 0 for an empty day."""
    by_delivery: Mapping[str, int] = field(default_factory=dict)
    """Minutes of the placed blocks by delivery, lunch and travel included."""
    practiced: int = 0
    """Minutes of scenario practice."""
    unplaced: int = 0
    """Creditable minutes of the blocks that still wait for a time."""

    @property
    def planned_hours(self) -> Decimal:
        """The planned minutes as hours of credit."""
        return credited_hours(self.planned, minutes_per_hour=self.minutes_per_hour)

    @property
    def required_hours(self) -> Decimal | None:
        """The required minutes as hours of credit."""
        if self.required is None:
            return None
        return credited_hours(self.required, minutes_per_hour=self.minutes_per_hour)

    @property
    def short(self) -> int:
        """Minutes that are missing in all, 0 or more."""
        return max(0, (self.required or 0) - self.planned)

    @property
    def scenario_percent(self) -> int:
        """Share of scenario practice in the planned minutes, rounded down."""
        return self.practiced * 100 // self.planned if self.planned else 0

    def practices(self, percent: int) -> bool:
        """Whether at least this share of the planned minutes is scenario practice, exactly."""
        return self.practiced * 100 >= percent * self.planned


def credited_hours(minutes: int, *, minutes_per_hour: int) -> Decimal:
    """The hours of credit for minutes of instruction, rounded down to 0.25 h.

    Args:
        minutes: Minutes present, 0 or more; breaks count only where the standard says so.
        minutes_per_hour: 60, or 50 where an hour of instruction includes a ten-minute recess.

    Raises:
        ValueError: ``minutes`` is negative or ``minutes_per_hour`` is neither 50 nor 60.

    Source: 20 Ill. Adm. Code 1720.10 (50 minutes of instruction and 10 of recess make an hour).
    """
    if minutes < 0:
        raise ValueError(f"minutes present cannot be negative: {minutes}")
    if minutes_per_hour not in {50, 60}:
        raise ValueError(f"an hour has 50 or 60 minutes, not {minutes_per_hour}")
    return Decimal(minutes * _QUARTERS // minutes_per_hour) / _QUARTERS


def is_creditable(block: PlacedBlock, standard: StandardValue | None) -> bool:
    """Whether a block's minutes count as hours of the course."""
    if block.delivery == "break":
        return standard is not None and standard.breaks_count
    return block.taught


def hour_rule(standard: StandardValue | None) -> str:
    """What an hour is and what counts, in a sentence or two for the ledger and for papers."""
    minutes = standard.minutes_per_hour if standard else 60
    counts = standard is not None and standard.breaks_count
    breaks = "breaks count" if counts else "breaks do not count"
    return f"An hour is {minutes} minutes of instruction; {breaks}, lunch and travel never do."


def ledger(week: Week) -> Ledger:
    """The minutes that a week plans, beside those that its standard requires."""
    standard = week.standard
    placed = [block for block in week.blocks if block.placed]
    creditable = [block for block in placed if is_creditable(block, standard)]
    by_day = _minutes_by_day(week, creditable)
    by_delivery: dict[str, int] = defaultdict(int)
    for block in placed:
        by_delivery[block.delivery] += block.minutes
    return Ledger(
        planned=sum(by_day.values()),
        required=standard.total_minutes if standard else None,
        minutes_per_hour=standard.minutes_per_hour if standard else 60,
        headings=_headings(creditable, standard),
        by_day=by_day,
        by_delivery=dict(by_delivery),
        practiced=_covered(block for block in creditable if block.delivery == SCENARIO),
        unplaced=sum(block.minutes for block in week.unplaced if is_creditable(block, standard)),
    )


def topic_minutes(blocks: Iterable[PlacedBlock]) -> dict[str, int]:
    """Minutes by topic, whole, rounded down once for each topic; capitals do not matter."""
    return {name: hundredths // 100 for name, hundredths in _hundredths(blocks).values()}


def topic_key(topic: str) -> str:
    """What two spellings of a topic must share to be one topic: their letters and words."""
    return " ".join(topic.casefold().split())


def _minutes_by_day(week: Week, blocks: list[PlacedBlock]) -> dict[int, int]:
    on_day: dict[int, list[PlacedBlock]] = {day.id: [] for day in week.days}
    for block in blocks:
        if block.day_id in on_day:
            on_day[block.day_id].append(block)
    return {day_id: _covered(on_this) for day_id, on_this in on_day.items()}


def _covered(blocks: Iterable[PlacedBlock]) -> int:
    """The minutes in which at least one of the blocks runs."""
    total = 0
    day_now: int | None = None
    until = 0
    spans = sorted((b.day_id or 0, b.start or 0, b.end or 0) for b in blocks)
    for day_id, start, end in spans:
        if day_id != day_now:
            day_now, until = day_id, 0
        total += max(0, end - max(start, until))
        until = max(until, end)
    return total


def _hundredths(blocks: Iterable[PlacedBlock]) -> dict[str, tuple[str, int]]:
    """Topic key to the topic as first written and its hundredths of minutes.

    Whole hundredths are added before anything is rounded, so that three thirds make a whole.
    """
    found: dict[str, tuple[str, int]] = {}
    for block in blocks:
        for topic, percent in block.topics.items():
            name, so_far = found.get(topic_key(topic), (topic, 0))
            found[topic_key(topic)] = (name, so_far + block.minutes * percent)
    return found


def _headings(blocks: list[PlacedBlock], standard: StandardValue | None) -> tuple[HeadingLine, ...]:
    """One line a heading in the standard's order, then the topics it does not name."""
    left = _hundredths(blocks)
    wanted: dict[str, list[tuple[TopicLine, int]]] = {}
    for requirement in standard.requirements if standard else ():
        _, hundredths = left.pop(topic_key(requirement.topic), ("", 0))
        line = TopicLine(
            requirement.topic, hundredths // 100, requirement.least_minutes, requirement.optional
        )
        wanted.setdefault(requirement.heading or requirement.topic, []).append((line, hundredths))
    if left:
        wanted[OTHER_TOPICS] = [
            (TopicLine(name, hundredths // 100), hundredths) for name, hundredths in left.values()
        ]
    return tuple(_heading(name, lines) for name, lines in wanted.items())


def _heading(name: str, lines: list[tuple[TopicLine, int]]) -> HeadingLine:
    minutes = [line.required for line, _ in lines if line.required is not None]
    return HeadingLine(
        heading=name,
        planned=sum(hundredths for _, hundredths in lines) // 100,
        required=sum(minutes) if minutes else None,
        topics=tuple(line for line, _ in lines),
    )
