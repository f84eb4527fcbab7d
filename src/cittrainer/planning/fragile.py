"""Says of each person what happens to a plan when they drop out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.planning.problem import NOBODY, PERSON, Absence, Trouble
from cittrainer.planning.repairing import repair
from cittrainer.planning.results import (
    BREAKS,
    COVERED,
    MENDABLE,
    UNUSED,
    Fragility,
    Moved,
    Progress,
    Reassigned,
    Removed,
    Watch,
)
from cittrainer.planning.telling import counted, listed, named, who

if TYPE_CHECKING:
    from collections.abc import Collection

    from cittrainer.planning.problem import Problem
    from cittrainer.planning.results import Proposal


def fragility(
    problem: Problem, *, watch: Watch | None = None, people: Collection[str] | None = None
) -> tuple[Fragility, ...]:
    """What each person's dropping out would do, in the order of the resources.

    ``Options.seconds`` is for each person. What was not looked at when it was stopped is left out.
    With ``people`` only these are asked about.
    """
    watch = watch or Watch()
    everybody = [one.id for one in problem.resources if one.kind == PERSON]
    people = [one for one in everybody if people is None or one in people]
    quiet = Watch(cancelled=watch.cancelled)
    found: list[Fragility] = []
    for at, resource in enumerate(people):
        if watch.cancelled():
            break
        if watch.progress is not None:
            watch.progress(Progress("What if somebody drops out", at, 0, len(people)))
        found.append(_without(problem, resource, quiet))
    return tuple(found)


def _without(problem: Problem, resource: str, watch: Watch) -> Fragility:
    activities = tuple(
        one.id
        for one in problem.activities
        if one.place is not None
        and any(need.candidates[0].resource == resource for need in one.needs)
    )
    name = who(problem, resource)
    if not activities:
        return Fragility(resource, (), UNUSED, None, f"{name} has no block.")
    trouble = Trouble(absences=(Absence(resource),))
    proposals = repair(problem, trouble, watch=watch, proposals=1)
    if not proposals:
        sentence = f"Without {name}, no repair was found in the time."
        return Fragility(resource, activities, BREAKS, None, sentence)
    (proposal,) = proposals
    outcome, sentence = _outcome(problem, name, activities, proposal)
    return Fragility(resource, activities, outcome, proposal, sentence)


def _outcome(
    problem: Problem, name: str, activities: tuple[int, ...], proposal: Proposal
) -> tuple[str, str]:
    removed = [one.activity for one in proposal.changes if isinstance(one, Removed)]
    left_open = [
        one.activity
        for one in proposal.changes
        if isinstance(one, Reassigned) and one.after == NOBODY
    ]
    if removed or left_open:
        parts = []
        if removed:
            verb = "has" if len(removed) == 1 else "have"
            parts.append(f"{listed(named(problem, one) for one in removed)} {verb} no place")
        if left_open:
            names = listed(dict.fromkeys(named(problem, one) for one in left_open))
            parts.append(f"nobody stands in at {names}")
        return BREAKS, f"Without {name}, {' and '.join(parts)}."
    stuck = [one for one in activities if _still_needs(proposal, one, activities)]
    moved = sum(isinstance(one, Moved) for one in proposal.changes)
    if stuck and not proposal.changes:
        names = listed(named(problem, one) for one in activities)
        return BREAKS, f"Without {name}, nobody is there for {names}, which cannot be moved."
    if moved:
        return MENDABLE, f"Without {name}, it can be mended: {proposal.summary}."
    others = [who(problem, one.after) for one in proposal.changes if isinstance(one, Reassigned)]
    blocks = counted(len(activities), "block")
    return COVERED, f"Without {name}, {listed(dict.fromkeys(others))} can take {blocks}."


def _still_needs(proposal: Proposal, activity: int, activities: tuple[int, ...]) -> bool:
    """Whether an activity is left as it was, though somebody of it dropped out."""
    changed = {one.activity for one in proposal.changes}
    return activity in activities and activity not in changed
