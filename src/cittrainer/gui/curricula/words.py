"""What curricula and standards say, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import Invalid
from cittrainer.gui.common.dates import short_date
from cittrainer.rules.values import RequirementValue, clock
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cittrainer.queries.curricula import ModuleRow
    from cittrainer.queries.modules import LibraryRow
    from cittrainer.queries.standards import StandardFacts


def hours(minutes: int) -> str:
    """Minutes as hours and minutes: “40:00 h”."""
    return f"{clock(minutes)} h"


def place(module: ModuleRow) -> str:
    """When a module usually stands: “Day 2, 8:10”; empty where its curriculum does not say."""
    if module.day_number is None or module.start_minute is None:
        return ""
    return f"Day {module.day_number}, {clock(module.start_minute)}"


def topics(module: ModuleRow | LibraryRow) -> str:
    """The topics of a module, with their shares where there are several."""
    if len(module.topics) == 1:
        return next(iter(module.topics))
    return ", ".join(f"{topic} {percent} %" for topic, percent in module.topics.items())


def topic_lines(topics: Mapping[str, int]) -> str:
    """Topics as they are typed, one a line with its share: “De-escalation: 60”."""
    return "\n".join(f"{topic}: {percent}" for topic, percent in topics.items())


def read_topics(typed: str) -> dict[str, int]:
    """Topics with their percent of the minutes, from lines as `topic_lines` writes them.

    A topic alone has everything.

    Raises:
        Invalid: a line has no share, or a topic is there twice.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    found: dict[str, int] = {}
    for line in lines:
        topic, colon, share = line.rpartition(":")
        number = share.strip().removesuffix("%").strip()
        if colon and number.isascii() and number.isdigit() and len(number) < 4:
            name, percent = topic.strip(), int(number)
        elif len(lines) == 1:
            name, percent = line, 100
        else:
            raise Invalid(
                f"{quoted(line)} names no share.", hint="Type it like “De-escalation: 60”."
            )
        if name in found:
            raise Invalid(f"{quoted(name)} is there twice.", hint="Put its shares together.")
        found[name] = percent
    return found


def requirement_lines(requirements: Sequence[RequirementValue]) -> str:
    """Topics of a standard as they are typed: “Law | Civil commitment | 60 | optional”."""
    return "\n".join(
        " | ".join(
            (
                each.heading,
                each.topic,
                "" if each.least_minutes is None else str(each.least_minutes),
                *(["optional"] if each.optional else []),
            )
        )
        for each in requirements
    )


def read_requirements(typed: str) -> tuple[RequirementValue, ...]:
    """Topics of a standard from lines as `requirement_lines` writes them.

    Raises:
        Invalid: a line is not like that.
    """
    return tuple(_requirement(line) for line in typed.splitlines() if line.strip())


def _requirement(line: str) -> RequirementValue:
    hint = "Type it like “Law | Civil commitment | 60”."
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) == 1:
        cells.insert(0, "")
    heading, topic, *rest = cells
    minutes, optional, *others = [*rest, "", ""][: max(2, len(rest))]
    if others or optional.casefold() not in {"", "optional"}:
        raise Invalid(f"{quoted(line.strip())} cannot be read.", hint=hint)
    if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) < 7):
        raise Invalid(f"{quoted(minutes)} is no number of minutes.", hint=hint)
    return RequirementValue(topic, heading, int(minutes) if minutes else None, bool(optional))


def asked(facts: StandardFacts) -> tuple[tuple[str, str], ...]:
    """Everything that a standard asks, name and value; what it does not say is left out."""
    value = facts.value
    hour = f"{value.minutes_per_hour} minutes" if value.minutes_per_hour != 60 else ""
    said = (
        ("Jurisdiction", facts.jurisdiction),
        ("For", facts.audience),
        ("Version", str(facts.number)),
        ("In force since", short_date(facts.effective_on)),
        ("Hours", "" if facts.total_hours is None else str(facts.total_hours)),
        ("An hour is", hour),
        ("Breaks", "count as hours" if value.breaks_count else ""),
        ("First to last day", _at_most(value.most_days, "days")),
        ("Scenario practice", _at_least(value.scenario_percent)),
        ("Lived experience", "a story is required" if value.story_required else ""),
        ("Not sworn", _at_most(value.non_sworn_percent, "% of the class")),
        ("Class", _at_most(value.class_cap, "trainees")),
        ("Attendance", _at_least(value.attendance_percent)),
        ("Written test", _test(exam=value.exam, mark=value.pass_mark)),
        ("Skills test", "required" if value.skills_test else ""),
        ("Certificate valid", _amount(facts.valid_months, "months")),
        ("Continuing education", _amount(facts.continuing_hours, "hours")),
        ("Roster due", _after(facts.roster_due_days)),
    )
    return tuple((name, words) for name, words in said if words)


def _at_most(number: int | None, what: str) -> str:
    return "" if number is None else f"at most {number} {what}"


def _at_least(percent: int | None) -> str:
    return "" if percent is None else f"at least {percent} %"


def _amount(number: int | None, what: str) -> str:
    return "" if number is None else f"{number} {what}"


def _after(days: int | None) -> str:
    return "" if days is None else f"{days} days after the last day"


def _test(*, exam: bool, mark: int | None) -> str:
    if mark is not None:
        return f"required, {mark} % to pass"
    return "required" if exam else ""
