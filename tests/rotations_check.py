"""Says what is wrong with a rotation, from its problem alone; shares no code with the solver."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cittrainer.planning.rotation_values import Meeting, RotationProblem


def wrongs(
    problem: RotationProblem, meetings: tuple[Meeting, ...], *, strict: bool = True
) -> list[str]:
    """Every rule that a plan breaks in the rounds that are still to come."""
    stations = {one.id: one for one in problem.stations}
    away = {one.id: one.away for one in problem.helpers}
    rooms_away = {one.id: one.away for one in problem.rooms}
    found = []
    kept = {one for one in problem.previous if one.round in problem.over}
    if kept != {one for one in meetings if one.round in problem.over}:
        found.append("a round that is over changed")
    for round_id in (one.id for one in problem.rounds if one.id not in problem.over):
        now = [one for one in meetings if one.round == round_id]
        used = [stations[one.station] for one in now]
        acting = Counter(
            actor for one in used for actor in one.actors if round_id not in away[actor]
        )
        people = acting + Counter(one.coach for one in now if one.coach is not None)
        for what, counted in (
            ("group", Counter(one.group for one in now)),
            ("station", Counter(one.station for one in now)),
            ("room", Counter(one.room for one in used if one.room is not None)),
            ("person", people),
        ):
            found += [f"{what} {key} twice in {round_id}" for key, n in counted.items() if n > 1]
        for one, station in zip(now, used, strict=True):
            if round_id in station.closed or round_id in rooms_away.get(station.room, ()):
                found.append(f"station {station.id} closed in {round_id}")
            if station.actors and all(round_id in away[actor] for actor in station.actors):
                found.append(f"station {station.id} without an actor in {round_id}")
            if one.coach is None:
                if problem.coaches and strict:
                    found.append(f"no coach at {station.id} in {round_id}")
            elif one.coach not in problem.coaches or round_id in away[one.coach]:
                found.append(f"coach {one.coach} is not there in {round_id}")
            elif (one.coach, one.group) in problem.not_by:
                found.append(f"coach {one.coach} assesses their own group {one.group}")
    met = Counter((one.group, one.station) for one in meetings)
    over = Counter((one.group, one.station) for one in kept)
    for group in problem.groups:
        for station in problem.stations:
            times = met[group.id, station.id]
            if times > max(1, over[group.id, station.id]):
                found.append(f"group {group.id} meets {station.id} {times} times")
            if strict and station.must_meet and not times:
                found.append(f"group {group.id} never meets {station.id}")
    return found
