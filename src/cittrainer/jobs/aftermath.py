"""What is left of a plan once somebody dropped out and the best repair was accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.jobs.plan_answers import Out, only_out, plan_change
from cittrainer.rules.plan_changes import changed
from cittrainer.rules.plan_effects import effects
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cittrainer.jobs.arranging import Weakness
    from cittrainer.planning.results import Proposal
    from cittrainer.rules.values import Week

_WORST_FIRST = ("breaks", "mendable", "covered")

MOST_NAMED = 3
"""Blocks that a sentence names."""


def with_aftermath(
    week: Week, one: Weakness, proposal: Proposal | None, happened: Collection[int]
) -> Weakness:
    """A weakness with what has nobody and what the standard lacks after the best repair.

    Args:
        week: The plan as it stands.
        one: What is known so far.
        proposal: The best repair; None where none was found, so that nobody stands in.
        happened: Blocks whose bookings stay as they are.
    """
    out = Out(one.presenter_id)
    change = (
        plan_change(week, proposal.arrangement, out=out, happened=happened)
        if proposal is not None
        else only_out(week, out, happened)
    )
    left = effects(week, changed(week, change))
    sentence = one.sentence
    if unsaid := [each for each in left.empty if quoted(week.block[each].title) not in sentence]:
        sentence += f" {_nobody_for(week, unsaid)}"
    if left.unmet:
        sentence += f" The standard is not met then: {listed(left.unmet)}."
    return replace(one, sentence=sentence, leaves_empty=left.empty, unmet=left.unmet)


def gravity(one: Weakness) -> tuple[int, bool, int, int]:
    """Sorts by outcome; what leaves the standard unmet comes first, then what leaves most empty."""
    outcome = _WORST_FIRST.index(one.outcome)
    return outcome, not one.unmet, -len(one.unmet), -len(one.leaves_empty)


def _nobody_for(week: Week, block_ids: Sequence[int]) -> str:
    titles = list(dict.fromkeys(quoted(week.block[one].title) for one in block_ids))
    if len(titles) > MOST_NAMED:
        titles = [*titles[: MOST_NAMED - 1], f"{len(titles) - MOST_NAMED + 1} more"]
    return f"Nobody is left for {listed(titles)}."
