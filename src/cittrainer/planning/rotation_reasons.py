"""Why there is no rotation: first what can be counted, else a set that clashes only together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from cittrainer.planning.rotation_model import (
    ACTOR_SHARED,
    AWAY_HELPER,
    AWAY_ROOM,
    CLOSED,
    COACHED,
    MEET,
    OWN,
    ROOM_SHARED,
    Key,
    RotationModel,
)
from cittrainer.planning.rotation_values import NoRotation, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cittrainer.planning.rotation_values import Group, RotationProblem, Station

MORE_ROUNDS = "Cut more rounds, or let a scenario be one that need not be met."


def shortages(problem: RotationProblem) -> tuple[Reason, ...]:
    """What is short by plain arithmetic; each sentence alone rules a plan out."""
    nothing = tuple(_nothing(problem))
    if nothing:
        return nothing
    found = [*_rounds(problem), *_stations(problem), *_rooms(problem), *_actors(problem)]
    return tuple(found or [*_coaches(problem), *_own_coaches(problem)])


def _nothing(problem: RotationProblem) -> Iterator[Reason]:
    if not problem.groups:
        yield Reason("rounds", "There are no groups yet.", "Form the groups first.")
    if not problem.stations:
        yield Reason("station", "There are no scenarios yet.", "Add them first.")
    if not problem.round_ids:
        some = "All rounds are over." if problem.rounds else "There are no rounds yet."
        yield Reason("rounds", some, "Cut rounds out of the blocks of scenario practice first.")


def _rounds(problem: RotationProblem) -> Iterator[Reason]:
    rounds = len(problem.round_ids)
    short: dict[int, list[str]] = defaultdict(list)
    for group in problem.groups:
        left = sum(group in problem.needed(station) for station in problem.stations)
        if left > rounds:
            short[left].append(group.name)
    for left, names in short.items():
        who = "Each group" if len(names) == len(problem.groups) else _listed(names)
        verb = "has" if len(names) == 1 or who == "Each group" else "have each"
        yield Reason(
            "rounds",
            f"{who} still {verb} to meet {_counted(left, 'scenario')}, "
            f"and there {_are(rounds, 'round')}.",
            MORE_ROUNDS,
        )


def _stations(problem: RotationProblem) -> Iterator[Reason]:
    rounds = len(problem.round_ids)
    for station in problem.stations:
        needed = len(problem.needed(station))
        open_rounds = sum(problem.takes_place(station, one) for one in problem.round_ids)
        if needed <= open_rounds:
            continue
        kind, why = _why_closed(problem, station)
        if open_rounds < rounds:
            can = f"it can be played in {_only(open_rounds, 'round')}{why}"
        else:
            can = f"there {_are(rounds, 'round')}"
        yield Reason(
            kind if open_rounds < rounds else "rounds",
            f"“{station.title}” takes one group at a time: {_counted(needed, 'group')} still "
            f"{'has' if needed == 1 else 'have'} to meet it, and {can}.",
            "Give it another room or actor, or let it be one that need not be met."
            if open_rounds < rounds
            else MORE_ROUNDS,
        )


def _why_closed(problem: RotationProblem, station: Station) -> tuple[str, str]:
    """Which of room and actors keeps a station from being played, and how that is said."""
    if any(one in station.closed for one in problem.round_ids):
        return "station", ""
    room = None if station.room is None else problem.place[station.room]
    if room is not None and any(one in room.away for one in problem.round_ids):
        return "room", f", because {room.name} cannot be had in the others"
    actors = _listed(problem.helper[one].name for one in sorted(station.actors))
    verb = "is" if len(station.actors) == 1 else "are"
    return "actor", f", because {actors} {verb} not there in the others"


def _rooms(problem: RotationProblem) -> Iterator[Reason]:
    for room in problem.rooms:
        inside = [one for one in problem.stations if one.room == room.id]
        reason = _shared(problem, inside, room.name, "room", "Give one of them another room.")
        if len(inside) > 1 and reason is not None:
            yield reason


def _actors(problem: RotationProblem) -> Iterator[Reason]:
    for helper in problem.helpers:
        played = [
            one
            for one in problem.stations
            if one.actors == {helper.id} or (helper.id in one.actors and not helper.away)
        ]
        reason = _shared(problem, played, helper.name, "actor", "Give one of them another actor.")
        if len(played) > 1 and reason is not None:
            yield reason


def _shared(
    problem: RotationProblem, stations: list[Station], name: str, kind: str, hint: str
) -> Reason | None:
    """Stations of which only one can be played in a round, wanted more often than that."""
    wanted = sum(len(problem.needed(one)) for one in stations)
    rounds = sum(
        any(problem.takes_place(one, round_id) for one in stations)
        for round_id in problem.round_ids
    )
    if wanted <= rounds:
        return None
    titles = _listed(f"“{one.title}”" for one in stations)
    return Reason(
        kind,
        f"{titles} share {name}, so that only one of them is played in a round: "
        f"{_counted(wanted, 'meeting')} {'is' if wanted == 1 else 'are'} needed, "
        f"and there {_are(rounds, 'round')} for them.",
        hint,
    )


def _coaches(problem: RotationProblem) -> Iterator[Reason]:
    if not problem.coaches:
        return
    wanted = sum(len(problem.needed(one)) for one in problem.stations)
    there = [
        sum(round_id not in problem.helper[one].away for one in problem.coaches)
        for round_id in problem.round_ids
    ]
    room_for = [
        sum(problem.takes_place(one, round_id) for one in problem.stations)
        for round_id in problem.round_ids
    ]
    groups = len(problem.groups)
    can = sum(min(pair) for pair in zip(there, room_for, strict=True))
    if wanted > sum(min(number, groups) for number in room_for):
        yield Reason(
            "station",
            f"{_counted(wanted, 'meeting')} are needed, and the scenarios that can be played take "
            f"only {sum(min(number, groups) for number in room_for)} in "
            f"{_counted(len(there), 'round')}.",
            MORE_ROUNDS,
        )
    elif wanted > can:
        fewest = min(there)
        yield Reason(
            "coach",
            f"{_counted(wanted, 'meeting')} need a coach, and the coaches who are there can take "
            f"only {can} in {_counted(len(there), 'round')}; in one of them "
            f"there {_are(fewest, 'coach', 'coaches')}.",
            "Add a coach, cut more rounds, or accept meetings without a coach.",
        )


def _own_coaches(problem: RotationProblem) -> Iterator[Reason]:
    if not problem.coaches:
        return
    for group in problem.groups:
        left = sum(group in problem.needed(station) for station in problem.stations)
        allowed = [one for one in problem.coaches if (one, group.id) not in problem.not_by]
        rounds = sum(
            any(round_id not in problem.helper[one].away for one in allowed)
            for round_id in problem.round_ids
        )
        if left > rounds:
            yield Reason("supervisor", _own_words(problem, group, left, rounds), _OWN_HINT)


_OWN_HINT = "Move a trainee to another group, or add a coach."


def _own_words(problem: RotationProblem, group: Group, left: int, rounds: int) -> str:
    own = [problem.helper[c].name for c, g in sorted(problem.not_by) if g == group.id]
    if not own:
        return (
            f"{group.name} needs a coach {_counted(left, 'time')}, and a coach is there in "
            f"{_only(rounds, 'round')}."
        )
    leads = "leads" if len(own) == 1 else "lead"
    return (
        f"{_listed(own)} {leads} somebody of {group.name} and may not assess it: it needs another "
        f"coach {_counted(left, 'time')}, and one is there in {_only(rounds, 'round')}."
    )


def clashing(problem: RotationProblem, *, effort: float) -> NoRotation:
    """A set of things that clash together, of which none can be left out.

    Each is left out in turn; what can be left out with the clash remaining is dropped for good.
    """
    keys = list(_keys(problem))
    without: frozenset[Key] = frozenset()
    minimal = True
    for key in keys:
        outcome = _can_be_done(problem, without | {key}, effort)
        if outcome is None:
            minimal = False
        elif not outcome:
            without |= {key}
    kept = [key for key in keys if key not in without]
    return NoRotation(tuple(_sentences(problem, kept)), counted=False, minimal=minimal)


def _can_be_done(problem: RotationProblem, without: frozenset[Key], effort: float) -> bool | None:
    """Whether there is a plan without some of what is asked; None where that stays open."""
    from ortools.sat.python import cp_model  # slow to import

    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(RotationModel(problem, without=without).cp)
    if status == cp_model.INFEASIBLE:
        return False
    return True if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def _keys(problem: RotationProblem) -> Iterator[Key]:
    """Everything that can be left out, what is most easily mended last."""
    yield from ((MEET, one.id, 0) for one in problem.stations if problem.needed(one))
    yield from ((ROOM_SHARED, one.id, 0) for one in problem.rooms)
    yield from ((ACTOR_SHARED, one.id, 0) for one in problem.helpers)
    yield from ((CLOSED, one.id, 0) for one in problem.stations if one.closed)
    yield from ((AWAY_ROOM, one.id, 0) for one in problem.rooms if one.away)
    yield from ((OWN, *pair) for pair in sorted(problem.not_by))
    yield from ((AWAY_HELPER, one.id, 0) for one in problem.helpers if one.away)
    if problem.coaches:
        yield (COACHED, 0, 0)


def _sentences(problem: RotationProblem, keys: list[Key]) -> Iterator[Reason]:
    stations = {one.id: one.title for one in problem.stations}
    if meet := [one for kind, one, _ in keys if kind == MEET]:
        titles = _listed(f"“{stations[one]}”" for one in meet)
        rounds = _counted(len(problem.round_ids), "round")
        sentence = f"Every group is to meet {titles} in {rounds}."
        yield Reason("meet", sentence, MORE_ROUNDS, tuple(meet))
    for key in keys:
        if key[0] != MEET:
            yield _sentence(problem, key)


def _sentence(problem: RotationProblem, key: Key) -> Reason:
    kind, one, other = key
    about: tuple[int, ...] = (one,)
    hint = ""
    if kind == ROOM_SHARED:
        titles = _listed(f"“{s.title}”" for s in problem.stations if s.room == one)
        what, sentence = "room", f"{titles} share {problem.place[one].name}."
        hint = "Give one of them another room."
    elif kind == ACTOR_SHARED:
        what, sentence = "actor", _actor_words(problem, one)
        hint = "Give one of them another actor."
    elif kind == CLOSED:
        title = next(s.title for s in problem.stations if s.id == one)
        what, sentence = "station", f"“{title}” is not played in every round."
    elif kind == AWAY_ROOM:
        what, sentence = "room", f"{problem.place[one].name} cannot be had in every round."
    elif kind == AWAY_HELPER:
        what = "coach" if one in problem.coaches else "actor"
        sentence = f"{problem.helper[one].name} is not there in every round."
    elif kind == OWN:
        group = next(g.name for g in problem.groups if g.id == other)
        what, hint, about = "supervisor", _OWN_HINT, (one, other)
        name = problem.helper[one].name
        sentence = f"{name} leads somebody of {group} and may not assess it."
    else:
        number = _counted(len(problem.coaches), "coach", "coaches")
        what, hint, about = "coach", "Add a coach.", ()
        sentence = f"Every meeting needs one of {number}."
    return Reason(what, sentence, hint, about)


def _actor_words(problem: RotationProblem, actor: int) -> str:
    titles = _listed(f"“{s.title}”" for s in problem.stations if actor in s.actors)
    also = " and coaches too" if actor in problem.coaches else ""
    return f"{problem.helper[actor].name} plays in {titles}{also}, but is in one place at a time."


def _listed(names: Iterable[str]) -> str:
    *others, last = list(names) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def _counted(number: int, singular: str, plural: str = "") -> str:
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def _are(number: int, singular: str, plural: str = "") -> str:
    if number == 0:
        return f"is no {singular}"
    verb = "is" if number == 1 else "are"
    return f"{verb} only {_counted(number, singular, plural)}"


def _only(number: int, singular: str) -> str:
    return f"only {_counted(number, singular)}" if number else f"no {singular}"
