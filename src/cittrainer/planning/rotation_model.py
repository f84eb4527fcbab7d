"""The constraint model of a rotation: variables, what must hold, and what is better."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.planning.rotation_values import Meeting, RotationProblem, Station

Key = tuple[str, int, int]
"""Something that a plan keeps to, so that it can be left out to see whether that would help."""

MEET, ROOM_SHARED, ACTOR_SHARED, AWAY_ROOM, AWAY_HELPER, CLOSED, COACHED, OWN = (
    "meet", "room shared", "actor shared", "room away", "helper away", "closed", "coached", "own",
)  # fmt: skip


class RotationModel:
    """A CP-SAT model of a problem; ``meet`` and ``coach`` are its variables.

    Args:
        problem: What is to be planned.
        strict: Whether every must is one; else unmet stations and missing coaches are counted.
        without: What the plan need not keep to, for finding out why there is none.
    """

    def __init__(
        self,
        problem: RotationProblem,
        *,
        strict: bool = True,
        without: frozenset[Key] = frozenset(),
    ) -> None:
        from ortools.sat.python import cp_model  # slow to import

        self.problem = problem
        self.cp: Any = cp_model.CpModel()
        self._strict = strict
        self._without = without
        self.unmet: dict[tuple[int, int], Any] = {}
        """Group and station: 1 where they do not meet though they must."""
        self.meet: dict[tuple[int, int, int], Any] = {}
        """Round, group and station: 1 where they meet."""
        self.coach: dict[tuple[int, int, int], Any] = {}
        """Round, coach and station: 1 where the coach is there."""
        self._stations: dict[int, Station] = {one.id: one for one in problem.stations}
        self._make_meetings()
        self._make_coaches()
        self._one_place_at_a_time()

    def used(self, round_id: int, station_id: int) -> Any:
        """1 where a station has a group in a round."""
        return sum(
            self.meet[round_id, group.id, station_id]
            for group in self.problem.groups
            if (round_id, group.id, station_id) in self.meet
        )

    def coached(self, round_id: int, station_id: int) -> Any:
        """1 where a station has a coach in a round."""
        return sum(
            self.coach[round_id, coach, station_id]
            for coach in self.problem.coaches
            if (round_id, coach, station_id) in self.coach
        )

    def _plays(self, station: Station, round_id: int) -> bool:
        """Whether a station takes place, apart from what is left out."""
        problem, without = self.problem, self._without
        if round_id in station.closed and (CLOSED, station.id, 0) not in without:
            return False
        room = station.room
        had = room is None or (AWAY_ROOM, room, 0) in without
        if not had and room is not None and round_id in problem.place[room].away:
            return False
        return not station.actors or any(self._there(one, round_id) for one in station.actors)

    def _there(self, helper_id: int, round_id: int) -> bool:
        away = round_id in self.problem.helper[helper_id].away
        return not away or (AWAY_HELPER, helper_id, 0) in self._without

    def _make_meetings(self) -> None:
        problem, cp = self.problem, self.cp
        for round_id in problem.round_ids:
            for station in problem.stations:
                if not self._plays(station, round_id):
                    continue
                for group in problem.groups:
                    name = f"meet {round_id} {group.id} {station.id}"
                    self.meet[round_id, group.id, station.id] = cp.new_bool_var(name)
                cp.add_at_most_one(self._of(round_id, station=station.id))
            for group in problem.groups:
                cp.add_at_most_one(self._of(round_id, group=group.id))
        for station in problem.stations:
            needed = {one.id for one in problem.needed(station)}
            for group in problem.groups:
                self._how_often(group.id, station, must=group.id in needed)

    def _how_often(self, group_id: int, station: Station, *, must: bool) -> None:
        """A group meets a station once where it must, never again, and others once at most."""
        every = [
            self.meet[round_id, group_id, station.id]
            for round_id in self.problem.round_ids
            if (round_id, group_id, station.id) in self.meet
        ]
        if not must:
            most = 0 if self.problem.met.get((group_id, station.id)) else 1
            self.cp.add(sum(every) <= most)
        elif (MEET, station.id, 0) in self._without:
            self.cp.add(sum(every) <= 1)
        elif self._strict:
            self.cp.add(sum(every) == 1)
        else:
            unmet = self.cp.new_bool_var(f"unmet {group_id} {station.id}")
            self.cp.add(sum(every) + unmet == 1)
            self.unmet[group_id, station.id] = unmet

    def _of(
        self, round_id: int, *, group: int | None = None, station: int | None = None
    ) -> Iterable[Any]:
        return [
            variable
            for (r, g, s), variable in self.meet.items()
            if r == round_id and group in (None, g) and station in (None, s)
        ]

    def _make_coaches(self) -> None:
        problem, cp = self.problem, self.cp
        if not problem.coaches:
            return
        for round_id in problem.round_ids:
            for station in problem.stations:
                used = self.used(round_id, station.id)
                if isinstance(used, int):
                    continue
                for coach in problem.coaches:
                    if self._there(coach, round_id) and coach not in station.actors:
                        name = f"coach {round_id} {coach} {station.id}"
                        self.coach[round_id, coach, station.id] = cp.new_bool_var(name)
                coached = self.coached(round_id, station.id)
                if self._strict and (COACHED, 0, 0) not in self._without:
                    cp.add(coached == used)
                else:
                    cp.add(coached <= used)
        for coach, group_id in sorted(problem.not_by):
            if (OWN, coach, group_id) not in self._without:
                self._never_own(coach, group_id)

    def _never_own(self, coach: int, group_id: int) -> None:
        for (round_id, one, station_id), variable in self.coach.items():
            if one == coach and (round_id, group_id, station_id) in self.meet:
                self.cp.add_at_most_one(variable, self.meet[round_id, group_id, station_id])

    def _one_place_at_a_time(self) -> None:
        problem, cp = self.problem, self.cp
        in_room: dict[int, list[int]] = defaultdict(list)
        acting: dict[int, list[int]] = defaultdict(list)
        for station in problem.stations:
            if station.room is not None:
                in_room[station.room].append(station.id)
            for actor in station.actors:
                acting[actor].append(station.id)
        for round_id in problem.round_ids:
            for room, stations in in_room.items():
                if len(stations) > 1 and (ROOM_SHARED, room, 0) not in self._without:
                    cp.add(sum(self.used(round_id, one) for one in stations) <= 1)
            for helper in problem.helpers:
                at = [
                    variable
                    for (r, c, _s), variable in self.coach.items()
                    if r == round_id and c == helper.id
                ]
                plays = (
                    [self.used(round_id, one) for one in acting[helper.id]]
                    if self._there(helper.id, round_id)
                    and (ACTOR_SHARED, helper.id, 0) not in self._without
                    else []
                )
                if at or len(plays) > 1:
                    cp.add(sum(at) + sum(plays) <= 1)

    def costs(self) -> list[tuple[str, Any]]:
        """What is to be as little as can be: name and sum, the weightiest first."""
        problem = self.problem
        found: list[tuple[str, Any]] = []
        if not self._strict:
            found.append(("unmet", sum(self.unmet.values())))
            if problem.coaches:
                found.append(("uncoached", sum(self.meet.values()) - sum(self.coach.values())))
        if problem.planned_before:
            found.append(("changes", self._changes()))
        optional = [one.id for one in problem.stations if not one.must_meet]
        if optional:
            met = [v for (_r, _g, s), v in self.meet.items() if s in optional]
            found.append(("optional", -sum(met)))
        place = {round_id: number for number, round_id in enumerate(problem.round_ids)}
        found.append(("early", sum(place[r] * v for (r, _g, _s), v in self.meet.items())))
        if self.coach:
            self._coach_loads()
            found += [("even", self._spread), ("stay", sum(self._pairs.values()))]
            homes = [v for (_r, c, s), v in self.coach.items() if (c, s) in problem.at_home]
            if homes:
                found.append(("home", -sum(homes)))
        return [(name, cost) for name, cost in found if not isinstance(cost, int)]

    def _changes(self) -> Any:
        """Places that differ from the previous plan; another station weighs a little more."""
        problem = self.problem
        cells = len(problem.round_ids) * len(problem.groups) + 1
        cost: Any = 0
        for round_id in problem.round_ids:
            for group in problem.groups:
                before = problem.planned_before.get((round_id, group.id))
                if before is None:
                    cost += (cells + 1) * sum(self._of(round_id, group=group.id))
                    continue
                stays = self.meet.get((round_id, group.id, before.station))
                if stays is not None:
                    cost += (1 - stays) + cells * (1 - self._same(before, stays))
        return cost

    def _same(self, before: Meeting, stays: Any) -> Any:
        """1 at most where a group is at its station of before with its coach of before."""
        round_id, station_id = before.round, before.station
        same = self.cp.new_bool_var(f"same {round_id} {before.group}")
        self.cp.add(same <= stays)
        if before.coach is None:
            self.cp.add(same + self.coached(round_id, station_id) <= 1)
        elif (coach := self.coach.get((round_id, before.coach, station_id))) is not None:
            self.cp.add(same <= coach)
        elif self.problem.coaches:
            self.cp.add(same == 0)
        return same

    def _coach_loads(self) -> None:
        """Variables for how unevenly coaches are loaded, and at which stations each of them is."""
        problem, cp = self.problem, self.cp
        most = cp.new_int_var(0, len(problem.rounds), "most")
        least = cp.new_int_var(0, len(problem.rounds), "least")
        self._spread: Any = most - least
        self._pairs: dict[tuple[int, int], Any] = {}
        self._load: dict[int, Any] = {}
        at: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (_round, coach, station_id), variable in self.coach.items():
            at[coach, station_id].append(variable)
        for (coach, station_id), variables in at.items():
            pair = self._pairs[coach, station_id] = cp.new_bool_var(f"at {coach} {station_id}")
            for variable in variables:
                cp.add_implication(variable, pair)
            cp.add(sum(variables) <= self._most_at(coach, station_id) * pair)
            self._load[coach] = self._load.get(coach, self._done(coach)) + sum(variables)
        for load in self._load.values():
            cp.add(load <= most)
            cp.add(load >= least)

    def _done(self, coach: int) -> int:
        over = self.problem.over
        return sum(one.coach == coach and one.round in over for one in self.problem.previous)

    def _most_at(self, coach: int, station_id: int) -> int:
        """Meetings that a coach can take at a station: one a group that may be theirs."""
        own = {group_id for one, group_id in self.problem.not_by if one == coach}
        if any(kind == OWN for kind, _, _ in self._without):
            own = set()
        return sum(one.id not in own for one in self.problem.groups)

    def tighten(self, meetings: Iterable[Meeting], spread: int | None) -> None:
        """Tell the solver what follows from the number of meetings, so that it can prove sooner.

        Args:
            meetings: A plan that is best in what comes before the coaches.
            spread: How far the coaches' loads are apart at least; None while that is not known.
        """
        open_rounds = set(self.problem.round_ids)
        total = sum(one.coach is not None for one in meetings if one.round in open_rounds)
        total += sum(self._done(coach) for coach in self._load)
        coaches = len(self._load)
        if spread is None:
            if total % coaches:
                self.cp.add(self._spread >= 1)
            return
        least = -(-(total - (coaches - 1) * spread) // coaches)
        for station in self.problem.stations:
            if self.problem.needed(station):
                there = [pair for (_c, s), pair in self._pairs.items() if s == station.id]
                met = any(one.station == station.id and one.coach for one in meetings)
                self.cp.add(sum(there) >= (1 if met and self._strict else 0))
        for coach in self._load:
            mine = {s: pair for (c, s), pair in self._pairs.items() if c == coach}
            most = max(self._most_at(coach, station_id) for station_id in mine)
            if most > 0:
                self.cp.add(sum(mine.values()) >= -(-(least - self._done(coach)) // most))

    def hint(self, meetings: Iterable[Meeting]) -> None:
        """Tell the solver where to begin."""
        wanted = {(one.round, one.group, one.station): one for one in meetings}
        coached = {(one.round, one.coach, one.station) for one in wanted.values()}
        self.cp.clear_hints()
        for key, variable in self.meet.items():
            self.cp.add_hint(variable, key in wanted)
        for at, variable in self.coach.items():
            self.cp.add_hint(variable, at in coached)
