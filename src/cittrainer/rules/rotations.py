"""What is wrong or doubtful in a scenario rotation: pure functions from its value to findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cittrainer.rules.availability import said_of
from cittrainer.rules.plan_values import NO
from cittrainer.rules.values import ERROR, NOTE, WARNING, clock
from cittrainer.rules.wording import counted, date_words, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cittrainer.rules.rotation_values import (
        MeetingValue,
        RotationValue,
        RoundValue,
        StationValue,
    )

Cell = tuple[int, int]
"""A round and a group."""

_WEIGHT = {ERROR: 0, WARNING: 1, NOTE: 2}


@dataclass(frozen=True, slots=True)
class RotationFinding:
    """One sentence about a rotation, and which cells of its table it marks."""

    kind: str
    severity: str
    """``error``, ``warning`` or ``note``."""
    sentence: str
    hint: str = ""
    cells: tuple[Cell, ...] = ()


def findings(rotation: RotationValue) -> tuple[RotationFinding, ...]:
    """Everything that is wrong or doubtful, errors first, then in the order of time."""
    found = [
        *_rounds(rotation),
        *_clashes(rotation),
        *_twice(rotation),
        *_own_supervisor(rotation),
        *_not_there(rotation),
        *_not_played(rotation),
        *_without_coach(rotation),
        *_never_met(rotation),
        *_groups(rotation),
    ]
    return tuple(sorted(found, key=lambda one: _WEIGHT[one.severity]))


def round_name(one: RoundValue) -> str:
    """How sentences name a round: “round 3 (Tuesday 5 May 2026, 14:10)”."""
    if one.date is None or one.start is None:
        return f"round {one.number}"
    return f"round {one.number} ({date_words(one.date)}, {clock(one.start)})"


def short_round(one: RoundValue) -> str:
    """A round by day and time, as in “Tue 14:10”; its number while it is unplaced."""
    if one.date is None or one.start is None:
        return f"Round {one.number}"
    return f"{date_words(one.date)[:3]} {clock(one.start)}"


def why_away(rotation: RotationValue, presenter_id: int, one: RoundValue) -> str:
    """Why somebody cannot be at a round, after “because”; empty where they can."""
    first = rotation.missing_from(presenter_id=presenter_id)
    if first is not None and one.number >= first:
        return "they are missing"
    if one.date is None or one.start is None or one.end is None:
        return ""
    presenter = rotation.presenters.get(presenter_id)
    if presenter is not None and said_of(presenter.times, one.date, one.start, one.end) == NO:
        return "they said that they cannot come then"
    return _held(rotation, one, presenter_id=presenter_id)


def why_room_away(rotation: RotationValue, room_id: int, one: RoundValue) -> str:
    """Why a room cannot be had in a round, after “because”; empty where it can."""
    first = rotation.missing_from(room_id=room_id)
    if first is not None and one.number >= first:
        return "it cannot be used"
    return _held(rotation, one, room_id=room_id)


def why_closed(rotation: RotationValue, station: StationValue, one: RoundValue) -> str:
    """Why a station is not played in a round, after “because”; empty where it is."""
    first = rotation.missing_from(station_id=station.id)
    if first is not None and one.number >= first:
        return "it falls away"
    room = station.room_id
    if room is not None and (why := why_room_away(rotation, room, one)):
        return f"{station.room} cannot be had: {why}"
    if station.actors:
        reasons = [why_away(rotation, who.presenter_id, one) for who in station.actors]
        if all(reasons):
            names = listed(who.name for who in station.actors)
            return f"{names} cannot play: {reasons[0]}"
    return ""


def _held(
    rotation: RotationValue,
    one: RoundValue,
    *,
    presenter_id: int | None = None,
    room_id: int | None = None,
) -> str:
    if one.date is None or one.start is None or one.end is None:
        return ""
    for busy in rotation.busy:
        same = (
            busy.presenter_id == presenter_id
            if presenter_id is not None
            else busy.room_id == room_id
        )
        if (
            same
            and busy.block_id != one.block_id
            and busy.date == one.date
            and busy.start < one.end
            and one.start < busy.end
        ):
            where = "" if busy.course == rotation.course else f" of {busy.course}"
            verb = "they are booked for" if presenter_id is not None else "it is taken by"
            return f"{verb} {quoted(busy.block)}{where}"
    return ""


def _rounds(rotation: RotationValue) -> Iterator[RotationFinding]:
    for one in rotation.rounds:
        cells = _cells_of(rotation, one.id)
        if one.start is None:
            yield RotationFinding(
                "round_unplaced",
                WARNING,
                f"Round {one.number} belongs to {quoted(one.block)}, which is not placed yet.",
                "Place the block in the week.",
                cells,
            )
        if one.offset < 0 or one.offset + one.minutes > one.block_minutes:
            yield RotationFinding(
                "round_outside",
                ERROR,
                f"{_capital(round_name(one))} ends after its block {quoted(one.block)}.",
                "Cut the rounds again.",
                cells,
            )
    for first, second in pairwise(one for one in rotation.rounds if one.start is not None):
        if first.date == second.date and (first.end or 0) > (second.start or 0):
            yield RotationFinding(
                "rounds_overlap",
                ERROR,
                f"{_capital(round_name(first))} and {round_name(second)} overlap.",
                "Cut the rounds again.",
                (*_cells_of(rotation, first.id), *_cells_of(rotation, second.id)),
            )


def _clashes(rotation: RotationValue) -> Iterator[RotationFinding]:
    for one in rotation.rounds:
        wanted: dict[tuple[str, str], list[MeetingValue]] = defaultdict(list)
        for meeting in _of_round(rotation, one.id):
            station = rotation.station[meeting.station_id]
            wanted["station", quoted(station.title)].append(meeting)
            if station.room_id is not None:
                wanted["room", station.room].append(meeting)
            for who in station.actors:
                wanted["person", who.name].append(meeting)
            if meeting.coach_id is not None:
                wanted["person", rotation.names[meeting.coach_id]].append(meeting)
        for (what, name), meetings in wanted.items():
            if len(meetings) < 2:
                continue
            stations = {each.station_id for each in meetings}
            if what == "room" and len(stations) == 1:
                continue  # two groups at one station are told as that
            yield _clash(rotation, one, what, name, meetings)


def _clash(
    rotation: RotationValue,
    one: RoundValue,
    what: str,
    name: str,
    meetings: Sequence[MeetingValue],
) -> RotationFinding:
    groups = listed(dict.fromkeys(rotation.group[each.group_id].name for each in meetings))
    titles = [quoted(rotation.station[each.station_id].title) for each in meetings]
    at = listed(dict.fromkeys(titles))
    sentence = {
        "station": f"{groups} are at {name} together in {round_name(one)}.",
        "room": f"{name} is wanted twice in {round_name(one)}: for {at}.",
        "person": f"{name} is wanted twice in {round_name(one)}: at {at}.",
    }[what]
    return RotationFinding(
        f"{what}_clash",
        ERROR,
        sentence,
        "Swap two groups, or make the rotation again.",
        tuple(dict.fromkeys((one.id, each.group_id) for each in meetings)),
    )


def _twice(rotation: RotationValue) -> Iterator[RotationFinding]:
    met = Counter((one.group_id, one.station_id) for one in rotation.meetings)
    for (group_id, station_id), times in met.items():
        if times > 1:
            cells = tuple(
                (one.round_id, group_id)
                for one in rotation.meetings
                if (one.group_id, one.station_id) == (group_id, station_id)
            )
            yield RotationFinding(
                "met_twice",
                ERROR,
                f"{rotation.group[group_id].name} meets "
                f"{quoted(rotation.station[station_id].title)} {counted(times, 'time')}.",
                "Swap two groups, or make the rotation again.",
                cells,
            )


def _own_supervisor(rotation: RotationValue) -> Iterator[RotationFinding]:
    person = {one.presenter_id: one.person_id for one in rotation.coaches}
    for one in rotation.meetings:
        if one.coach_id is None or (one.coach_id, one.group_id) not in rotation.own_coaches:
            continue
        group = rotation.group[one.group_id]
        led = [m.name for m in group.members if m.supervisor_id == person[one.coach_id]]
        yield RotationFinding(
            "own_supervisor",
            ERROR,
            f"{rotation.names[one.coach_id]} leads {listed(led)} and would assess {group.name} in "
            f"{round_name(rotation.round[one.round_id])}.",
            "Give the group another coach in this round.",
            ((one.round_id, one.group_id),),
        )


def _not_there(rotation: RotationValue) -> Iterator[RotationFinding]:
    for one in rotation.meetings:
        if one.coach_id is None:
            continue
        at = rotation.round[one.round_id]
        if why := why_away(rotation, one.coach_id, at):
            yield RotationFinding(
                "coach_away",
                ERROR,
                f"{rotation.names[one.coach_id]} cannot coach {rotation.group[one.group_id].name} "
                f"in {round_name(at)}: {why}.",
                "Use “Somebody is missing…” to change as little as possible.",
                ((one.round_id, one.group_id),),
            )


def _not_played(rotation: RotationValue) -> Iterator[RotationFinding]:
    for one in rotation.meetings:
        at, station = rotation.round[one.round_id], rotation.station[one.station_id]
        if why := why_closed(rotation, station, at):
            yield RotationFinding(
                "not_played",
                ERROR,
                f"{quoted(station.title)} cannot be played for "
                f"{rotation.group[one.group_id].name} in {round_name(at)}: {why}.",
                "Use “Somebody is missing…” to change as little as possible.",
                ((one.round_id, one.group_id),),
            )


def _without_coach(rotation: RotationValue) -> Iterator[RotationFinding]:
    bare = [one for one in rotation.meetings if one.coach_id is None]
    for station in rotation.stations:
        mine = [one for one in bare if one.station_id == station.id]
        if mine:
            rounds = listed(
                f"{rotation.round[one.round_id].number}"
                for one in sorted(mine, key=lambda one: rotation.round[one.round_id].number)
            )
            word = "round" if len(mine) == 1 else "rounds"
            yield RotationFinding(
                "no_coach",
                WARNING,
                f"{quoted(station.title)} has no coach in {word} {rounds}.",
                "Add a coach, or give one to the meeting by hand.",
                tuple((one.round_id, one.group_id) for one in mine),
            )


def _never_met(rotation: RotationValue) -> Iterator[RotationFinding]:
    if not rotation.meetings:
        return
    met = {(one.group_id, one.station_id) for one in rotation.meetings}
    for group in rotation.groups:
        missed = [
            quoted(one.title)
            for one in rotation.stations
            if one.must_meet and (group.id, one.id) not in met
        ]
        if missed:
            yield RotationFinding(
                "never_met",
                WARNING,
                f"{group.name} never meets {listed(missed)}.",
                "Make the rotation again, or let the scenario be one that need not be met.",
            )


def _groups(rotation: RotationValue) -> Iterator[RotationFinding]:
    for group in rotation.groups:
        there = [one for one in group.members if not rotation.is_missing(one.enrollment_id)]
        if not there:
            yield RotationFinding(
                "empty_group", WARNING, f"Nobody is in {group.name}.", "Form the groups again."
            )
    if rotation.groups and rotation.ungrouped:
        number = len(rotation.ungrouped)
        names = listed(one.name for one in rotation.ungrouped[:3])
        more = f" and {number - 3} more" if number > 3 else ""
        verb = "is" if number == 1 else "are"
        yield RotationFinding(
            "ungrouped",
            WARNING,
            f"{names}{more} {verb} in no group of {quoted(rotation.set_name)}.",
            "Form the groups, or put them into one on the Enrollment tab.",
        )


def _of_round(rotation: RotationValue, round_id: int) -> list[MeetingValue]:
    return [one for one in rotation.meetings if one.round_id == round_id]


def _cells_of(rotation: RotationValue, round_id: int) -> tuple[Cell, ...]:
    return tuple((round_id, one.group_id) for one in _of_round(rotation, round_id))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def marked(found: Iterable[RotationFinding]) -> dict[Cell, list[RotationFinding]]:
    """The findings of each cell, for showing them in the table."""
    cells: dict[Cell, list[RotationFinding]] = defaultdict(list)
    for one in found:
        for cell in one.cells:
            cells[cell].append(one)
    return cells
