"""What a standard asks of a week beside minutes: shares, stories, length and size of the class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.hours import ledger
from cittrainer.rules.values import STORY
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.hours import Ledger
    from cittrainer.rules.values import Week


@dataclass(frozen=True, slots=True)
class Share:
    """One such thing: what it is, how much there is, and what is asked."""

    name: str
    has: str
    """How much there is, in a few words such as “30 %” or “3 stories”."""
    asked: str = ""
    """What the standard asks, such as “at least 25 %”; empty where it says nothing."""
    kept: bool | None = None
    """Whether that is reached; None where nothing is asked."""


def shares(week: Week, sums: Ledger | None = None) -> tuple[Share, ...]:
    """Scenario practice, stories, non-sworn trainees, length and class size of a week.

    Args:
        week: The week; only placed blocks count.
        sums: Its ledger, if it was added up already.
    """
    return tuple(_shares(week, sums or ledger(week)))


def _shares(week: Week, sums: Ledger) -> Iterator[Share]:
    standard = week.standard
    percent = standard.scenario_percent if standard else None
    yield Share(
        "Scenario practice",
        f"{sums.scenario_percent} %",
        "" if percent is None else f"at least {percent} %",
        None if percent is None else sums.practices(percent),
    )
    stories = sum(1 for block in week.blocks if block.placed and block.delivery == STORY)
    asked = standard is not None and standard.story_required
    yield Share(
        "Lived experience",
        counted(stories, "story", "stories") if stories else "none",
        "at least 1" if asked else "",
        stories > 0 if asked else None,
    )
    if week.enrolled:
        most = standard.non_sworn_percent if standard else None
        yield Share(
            "Not sworn",
            f"{week.non_sworn * 100 // week.enrolled} %",
            "" if most is None else f"at most {most} %",
            None if most is None else week.non_sworn * 100 <= most * week.enrolled,
        )
    if week.days:
        dates = [day.date for day in week.days]
        spread = (max(dates) - min(dates)).days + 1
        most = standard.most_days if standard else None
        yield Share(
            "First to last day",
            counted(spread, "day"),
            "" if most is None else f"at most {most}",
            None if most is None else spread <= most,
        )
    if standard is not None and standard.class_cap is not None:
        yield Share(
            "Class",
            counted(week.enrolled, "trainee"),
            f"at most {standard.class_cap}",
            week.enrolled <= standard.class_cap,
        )
