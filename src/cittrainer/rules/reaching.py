"""What a week lacks of its standard.

Hours, topics, scenario practice, stories and the length of the course are errors, because a
certificate says that they were reached. The coordinator may override them with a reason; then
they stay as notes that quote it. The size and mix of the class are warnings: they change with
every withdrawal and do not touch what was taught.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.hours import ledger, topic_key
from cittrainer.rules.values import ERROR, NOTE, STORY, WARNING, Finding
from cittrainer.rules.wording import counted, duration, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.hours import Ledger
    from cittrainer.rules.values import StandardValue, Week

STANDARD_HOURS = "standard_hours"
STANDARD_TOPIC = "standard_topic"
STANDARD_SCENARIOS = "standard_scenarios"
STANDARD_STORY = "standard_story"
STANDARD_DAYS = "standard_days"
CLASS_CAP = "class_cap"
NON_SWORN_SHARE = "non_sworn_share"

STANDARD_KINDS = frozenset(
    {STANDARD_HOURS, STANDARD_TOPIC, STANDARD_SCENARIOS, STANDARD_STORY, STANDARD_DAYS}
)
"""Kinds that one reason of the coordinator accepts together."""


def standard_findings(week: Week) -> list[Finding]:
    """Everything in which a week misses its standard, overridden errors as notes.

    An empty week has no findings of this kind: nobody needs to be told.
    """
    standard = week.standard
    if standard is None or not week.blocks:
        return []
    sums = ledger(week)
    misses = [
        *_hours(sums, standard),
        *_topics(week, sums),
        *_scenarios(sums, standard),
        *_story(week, standard),
        *_days(week, standard),
    ]
    return [
        *(_overridden(finding, week.override_reason) for finding in misses),
        *_unused_topics(week, standard),
        *_class(week, standard),
    ]


def misses_standard(week: Week) -> bool:
    """Whether something in which the week misses its standard was not overridden."""
    return any(finding.severity == ERROR for finding in standard_findings(week))


def _overridden(finding: Finding, reason: str) -> Finding:
    if not reason.strip():
        return finding
    sentence = f"{finding.sentence} Accepted because: {quoted(reason.strip())}."
    return Finding(finding.kind, NOTE, sentence, finding.blocks)


def _hours(sums: Ledger, standard: StandardValue) -> Iterator[Finding]:
    if not sums.short:
        return
    hours = f"{sums.planned_hours:f} of {sums.required_hours:f} hours"
    rule = "" if sums.minutes_per_hour == 60 else f" of {sums.minutes_per_hour} minutes"
    waiting = f" ({duration(sums.unplaced)} are still unplaced)" if sums.unplaced else ""
    yield Finding(
        STANDARD_HOURS,
        ERROR,
        f"The week teaches {hours}{rule}: short of {quoted(standard.title)} by "
        f"{duration(sums.short)}{waiting}.",
        hint="Place what is unplaced, lengthen blocks or add a module.",
    )


def _topics(week: Week, sums: Ledger) -> Iterator[Finding]:
    present = _topics_placed(week)
    for heading in sums.headings:
        for line in heading.topics:
            if line.optional:
                continue
            if topic_key(line.topic) not in present:
                wanted = f" ({duration(line.required)} asked)" if line.required else ""
                yield Finding(
                    STANDARD_TOPIC,
                    ERROR,
                    f"Nothing in the week is about {quoted(line.topic)}{wanted}.",
                    hint="Add a module on it, or give a block this topic.",
                )
            elif line.short:
                yield Finding(
                    STANDARD_TOPIC,
                    ERROR,
                    f"{quoted(line.topic)} has {duration(line.planned)} of "
                    f"{duration(line.required or 0)}: short by {duration(line.short)}.",
                    hint="Lengthen a block on it or add one.",
                )


def _topics_placed(week: Week) -> set[str]:
    return {topic_key(topic) for block in week.blocks if block.placed for topic in block.topics}


def _unused_topics(week: Week, standard: StandardValue) -> Iterator[Finding]:
    """One note a heading with the topics that may be taught and are not."""
    present = _topics_placed(week)
    unused: dict[str, list[str]] = {}
    for requirement in standard.requirements:
        if requirement.optional and topic_key(requirement.topic) not in present:
            unused.setdefault(requirement.heading, []).append(quoted(requirement.topic))
    for heading, topics in unused.items():
        under = f"Under {quoted(heading)} the standard" if heading else "The standard"
        yield Finding(
            STANDARD_TOPIC,
            NOTE,
            f"{under} also names {listed(topics)}; the week has nothing on "
            f"{'it' if len(topics) == 1 else 'them'}.",
        )


def _scenarios(sums: Ledger, standard: StandardValue) -> Iterator[Finding]:
    percent = standard.scenario_percent
    if percent is not None and not sums.practices(percent):
        # The least minutes whose share reaches the percent while the total stays as it is.
        missing = -(-percent * sums.planned // 100) - sums.practiced
        yield Finding(
            STANDARD_SCENARIOS,
            ERROR,
            f"Scenario practice is {sums.scenario_percent} % of the week; "
            f"{quoted(standard.title)} asks for {percent} %.",
            hint=f"Turn {duration(missing)} of other instruction into practice.",
        )


def _story(week: Week, standard: StandardValue) -> Iterator[Finding]:
    if standard.story_required and not any(
        block.delivery == STORY and block.placed for block in week.blocks
    ):
        yield Finding(
            STANDARD_STORY,
            ERROR,
            "Nobody tells officers what they lived through: the week has no such block.",
            hint="Place a block of people who share their story.",
        )


def _days(week: Week, standard: StandardValue) -> Iterator[Finding]:
    if standard.most_days is None or not week.days:
        return
    dates = [day.date for day in week.days]
    days = (max(dates) - min(dates)).days + 1
    if days > standard.most_days:
        yield Finding(
            STANDARD_DAYS,
            ERROR,
            f"The course spreads over {counted(days, 'day')}; {quoted(standard.title)} allows "
            f"{counted(standard.most_days, 'day')} from the first to the last.",
            hint="Move its days closer together.",
        )


def _class(week: Week, standard: StandardValue) -> Iterator[Finding]:
    if standard.class_cap is not None and week.enrolled > standard.class_cap:
        yield Finding(
            CLASS_CAP,
            WARNING,
            f"{counted(week.enrolled, 'trainee')} are enrolled; {quoted(standard.title)} allows "
            f"{standard.class_cap} in a class.",
            hint="Move somebody to a later course or to the waiting list.",
        )
    percent = standard.non_sworn_percent
    if percent is not None and week.non_sworn * 100 > percent * week.enrolled:
        yield Finding(
            NON_SWORN_SHARE,
            WARNING,
            f"{week.non_sworn} of {counted(week.enrolled, 'trainee')} are not sworn; "
            f"{quoted(standard.title)} allows {percent} %.",
            hint="Offer some of them a course for dispatchers or a later seat.",
        )
