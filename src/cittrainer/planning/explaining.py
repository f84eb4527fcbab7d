"""Says why not everything can be placed: a set of things that clash, none of which can be dropped.

First what can be added up. Then a search with every wish, pin, booking elsewhere and exclusive use
as something that can be switched off: from what the solver needs to show that it cannot be done,
one after another is dropped, and stays dropped where it still cannot be done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cittrainer.planning.capacity import busy, once, too_many, too_much
from cittrainer.planning.kinds import Closed, HeavyInARow, NotFirstAfter, Open
from cittrainer.planning.posting import whole_model
from cittrainer.planning.prices import Musts
from cittrainer.planning.results import Clash, Member, Progress, Watch
from cittrainer.planning.searching import Search
from cittrainer.planning.telling import at, counted, listed, named

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cittrainer.planning.kinds import Constraint
    from cittrainer.planning.model import Model
    from cittrainer.planning.problem import Problem

    Switch = tuple[str, int | str]

_ORDER = ("placed", "pinned", "busy", "constraint", "once")
"""What is dropped first: an explanation is to need few activities."""


def explain(
    problem: Problem, *, watch: Watch | None = None, activities: Collection[int] | None = None
) -> Clash | None:
    """Why not every activity, or not all of some activities, can be placed.

    None where they can, or where it was not found out in the time.
    """
    wanted = problem.activity.keys() if activities is None else activities
    found = too_much(problem, wanted) or too_many(problem, wanted)
    if found is not None:
        return found
    watch = watch or Watch()
    search = Search(problem.options, watch)
    model = whole_model(problem, musts=Musts.ASSUMED)
    switches = sorted(
        (one for one in model.assumed if one[0] != "placed" or one[1] in wanted),
        key=lambda one: (_ORDER.index(one[0]), isinstance(one[1], str), one[1]),
    )
    core = _clashing(model, search, switches)
    if core is None:
        return None
    core, minimal = _smallest(_model_of(problem, core), search, core, watch)
    return _told(problem, core, minimal=minimal)


def _clashing(model: Model, search: Search, switches: Sequence[Switch]) -> list[Switch] | None:
    """What the solver needs of some switches to show that they clash.

    None where they do not, or it is not known.
    """
    literals = [model.assumed[one] for one in switches]
    needed = search.clash(model, literals)
    if needed is None:
        return None
    return [one for one, literal in zip(switches, literals, strict=True) if literal.index in needed]


def _model_of(problem: Problem, core: Sequence[Switch]) -> Model:
    """A model of what takes part in a core alone.

    Whatever else there is could be left out of the plan, or is switched off: it decides nothing.
    """
    constraints = {which for kind, which in core if kind == "constraint"}
    kept = tuple(one for one in problem.constraints if one.id in constraints)
    needed = {which for kind, which in core if kind in {"placed", "pinned"}}
    for constraint in kept:
        needed |= _concerned(problem, constraint)
    part = tuple(one for one in problem.activities if one.id in needed)
    return whole_model(replace(problem, activities=part, constraints=kept), musts=Musts.ASSUMED)


def _concerned(problem: Problem, constraint: Constraint) -> set[int]:
    """The activities that a constraint names, or that can help to keep it by being somewhere."""
    if isinstance(constraint, (Closed, Open)):
        return set()
    if isinstance(constraint, (HeavyInARow, NotFirstAfter)):
        return set(problem.activity)  # anything may lie between two of them
    named: set[int] = set()
    for name in ("activity", "other"):
        named |= {getattr(constraint, name)} if hasattr(constraint, name) else set()
    for name in ("activities", "others"):
        named |= set(getattr(constraint, name, ()))
    about = getattr(constraint, "resource", None)
    return named | {
        one.id
        for one in problem.activities
        if any(each.resource == about for need in one.needs for each in need.candidates)
    }


def _smallest(
    model: Model, search: Search, core: list[Switch], watch: Watch
) -> tuple[list[Switch], bool]:
    """A part of a core without anything that could be dropped, and whether that was shown."""
    minimal, at = True, 0
    while at < len(core):
        if search.over:
            return core, False
        if watch.progress is not None:
            watch.progress(Progress("Looking for the reason", 0, len(core), at))
        fewer = [*core[:at], *core[at + 1 :]]
        smaller = _clashing(model, search, fewer)
        if smaller is not None:
            core = [one for one in fewer if one in set(smaller) or one in set(core[:at])]
            continue
        minimal = minimal and search.known
        at += 1
    return core, minimal


def _told(problem: Problem, core: Sequence[Switch], *, minimal: bool) -> Clash:
    words = {one.id: one.words for one in problem.constraints}
    activities: dict[int, None] = {}
    members: list[Member] = []
    for kind, which in core:
        match kind:
            case "placed":
                activities[int(which)] = None
            case "pinned":
                activities[int(which)] = None
                members.append(_pinned(problem, int(which)))
            case "constraint":
                members.append(Member(kind, words[str(which)], constraint=str(which)))
            case "busy":
                members.append(busy(problem, str(which)))
            case "once":
                members.append(once(problem, str(which)))
    return Clash(
        activities=tuple(activities),
        members=tuple(members),
        sentence=_sentence(problem, list(activities), members),
        minimal=minimal,
    )


def _pinned(problem: Problem, activity: int) -> Member:
    place: Any = problem.activity[activity].place
    sentence = f"{named(problem, activity)} is pinned to {at(problem, place)}."
    return Member("pinned", sentence, activity=activity)


def _sentence(problem: Problem, activities: list[int], members: list[Member]) -> str:
    names = listed(named(problem, one) for one in activities)
    if len(activities) == 1:
        what = f"{names} finds no place"
    else:
        what = f"{names} cannot {'both' if len(activities) == 2 else 'all'} be placed"
    if not members:
        return f"{what}: the days are too short."
    if len(members) == 1:
        return f"{what}: 1 thing is in the way."
    return f"{what}: {counted(len(members), 'thing')} clash."
