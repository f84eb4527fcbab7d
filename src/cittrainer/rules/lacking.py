"""What a week lacks of its standard, thing by thing with its amount, so that weeks can be compared.

The sentences about one week are those of ``rules.reaching``; here it is told what another week
lacks that this one has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.hours import ledger, topic_key
from cittrainer.rules.values import STORY
from cittrainer.rules.wording import duration, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.hours import Ledger
    from cittrainer.rules.values import StandardValue, Week

HOURS, TOPIC, NOTHING, SCENARIOS, STORIES = "hours", "topic", "nothing", "scenarios", "story"
"""Kinds of what is lacking: hours in all, minutes of a topic, a whole topic, practice, a story."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing of a standard that a week does not have."""

    kind: str
    topic: str
    """Empty for what is about no topic, as ``topic_key`` spells it."""
    amount: int
    """How much is lacking, in minutes; 0 where nothing is counted."""
    words: str
    """Such as “Law” is 30 minutes short."""

    @property
    def grave(self) -> bool:
        """Whether something is missing altogether, rather than some of its minutes."""
        return self.kind in {NOTHING, STORIES}


def lacks(week: Week) -> tuple[Lack, ...]:
    """What a week lacks of its standard; nothing without one.

    How many days it spreads over and how large the class is do not change with who teaches, and
    are left out.
    """
    standard = week.standard
    if standard is None:
        return ()
    sums = ledger(week)
    return (
        *_stories(week, standard),
        *_topics(week, sums),
        *_scenarios(sums, standard),
        *_hours(sums),
    )


def worse(before: Week, after: Week) -> tuple[Lack, ...]:
    """What a week lacks more than another one, the gravest first."""
    had = {(one.kind, one.topic): one.amount for one in lacks(before)}
    absent = {topic for kind, topic in had if kind == NOTHING}
    found = [
        one
        for one in lacks(after)
        if one.amount > had.get((one.kind, one.topic), -1)
        and not (one.kind == TOPIC and one.topic in absent)
    ]
    return tuple(sorted(found, key=lambda one: not one.grave))


def _hours(sums: Ledger) -> Iterator[Lack]:
    if sums.short:
        hours = f"{sums.planned_hours:f} of {sums.required_hours:f} hours"
        yield Lack(HOURS, "", sums.short, f"{hours}, {duration(sums.short)} short")


def _topics(week: Week, sums: Ledger) -> Iterator[Lack]:
    present = {topic_key(name) for one in week.blocks if one.placed for name in one.topics}
    for heading in sums.headings:
        for line in heading.topics:
            key = topic_key(line.topic)
            if line.optional:
                continue
            if key not in present:
                yield Lack(NOTHING, key, line.required or 0, f"nothing on {quoted(line.topic)}")
            elif line.short:
                words = f"{quoted(line.topic)} {duration(line.short)} short"
                yield Lack(TOPIC, key, line.short, words)


def _scenarios(sums: Ledger, standard: StandardValue) -> Iterator[Lack]:
    percent = standard.scenario_percent
    if percent is not None and not sums.practices(percent):
        missing = -(-percent * sums.planned // 100) - sums.practiced
        words = f"scenario practice {duration(missing)} short of {percent} %"
        yield Lack(SCENARIOS, "", missing, words)


def _stories(week: Week, standard: StandardValue) -> Iterator[Lack]:
    if standard.story_required and not any(
        block.delivery == STORY and block.placed for block in week.blocks
    ):
        yield Lack(STORIES, "", 0, "no block in which somebody shares their story")


def newly(before: Week, after: Week) -> tuple[Lack, ...]:
    """What a week lacks of which another one has enough, the gravest first."""
    had = {(one.kind, one.topic) for one in lacks(before)}
    return tuple(one for one in worse(before, after) if (one.kind, one.topic) not in had)
