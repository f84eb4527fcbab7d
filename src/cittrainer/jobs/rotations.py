"""Makes rotations: from what is on file to a problem, and from the solver's plan to a proposal.

Nothing is saved here: a proposal is shown first, and `services.rotation_plans.accept_plan` takes
it over as one step.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.errors import Invalid
from cittrainer.jobs.progress import Cancelled, Progress
from cittrainer.planning.grouping import Groups, Member, form_groups
from cittrainer.planning.rotation_values import (
    Change,
    Group,
    Helper,
    Meeting,
    NoRotation,
    Place,
    RotationPlan,
    RotationProblem,
    Round,
    Station,
)
from cittrainer.planning.rotations import make_rotation
from cittrainer.queries import rotations as reading
from cittrainer.rules.rotation_values import AbsenceValue
from cittrainer.rules.rotations import short_round, why_away, why_room_away
from cittrainer.rules.wording import counted, listed, quoted
from cittrainer.services.rotation_plans import Missing, PlannedMeeting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cittrainer.db import Database
    from cittrainer.rules.rotation_values import RotationValue, RoundValue, StationValue

DISPATCHER = "dispatcher"
"""The role whose people may come two by two."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan that may be accepted, and what is to be known before."""

    rotation_id: int
    seen: int
    """The version of the rotation that it was made from."""
    meetings: tuple[PlannedMeeting, ...]
    missing: tuple[Missing, ...]
    """Who or what is marked as missing when it is accepted."""
    lines: tuple[str, ...]
    """Each change against the plan on file; empty where there was none, or nothing changes."""
    shortfalls: tuple[str, ...] = ()
    """What must be and is not: scenarios not met, meetings without a coach."""
    reasons: tuple[str, ...] = ()
    """Why not everything could be kept; empty where it is."""
    proven: bool = True
    """Whether no plan changes less and is better in the rest."""


class NoRotationPossible(Invalid):
    """There is no plan at all; the message tells why."""


def propose(
    database: Database,
    rotation_id: int,
    *,
    missing: Sequence[Missing] = (),
    keep: bool = False,
    progress: Progress | None = None,
) -> Proposal:
    """A plan for a rotation; where not everything can be kept, the one that comes nearest.

    Args:
        database: The open file.
        rotation_id: The rotation.
        missing: Who or what is missing beyond those that are marked already.
        keep: Whether the plan on file is changed as little as can be, from the first round in
            which somebody new is missing; else the rotation is made anew. Rounds of closed days
            always stay.
        progress: Told the goals done; stopping it ends with the best plan that was found so far.

    Raises:
        NoRotationPossible: there are no groups, scenarios or rounds, or nothing was found in time.
        Cancelled: it was stopped before there was a plan.
    """
    progress = progress or Progress()
    progress.report(0, 0, "Reading the rotation")
    with database.read() as db:
        rotation = reading.rotation(db, rotation_id)
    now = with_missing(rotation, missing)
    problem = problem_of(now, missing, keep=keep)
    answer = make_rotation(problem, stop=lambda: progress.cancelled, report=_telling(progress))
    reasons: tuple[str, ...] = ()
    if isinstance(answer, NoRotation):
        reasons = tuple(f"{one.sentence} {one.hint}".strip() for one in answer.reasons)
        if not (problem.groups and problem.stations and problem.round_ids):
            first = answer.reasons[0]
            raise NoRotationPossible(first.sentence, hint=first.hint)
        answer = make_rotation(
            problem, strict=False, stop=lambda: progress.cancelled, report=_telling(progress)
        )
    if not isinstance(answer, RotationPlan):
        progress.report(1, 1, "Done")
        raise NoRotationPossible(
            "No rotation was found in the time given.", hint="Use fewer scenarios or groups."
        )
    return Proposal(
        rotation_id=rotation.id,
        seen=rotation.version,
        meetings=tuple(
            PlannedMeeting(one.round, one.group, one.station, one.coach) for one in answer.meetings
        ),
        missing=tuple(missing),
        lines=tuple(change_words(now, one) for one in answer.changes),
        shortfalls=tuple(_shortfalls(now, answer)),
        reasons=reasons,
        proven=answer.proven,
    )


def _telling(progress: Progress) -> Callable[[int, int, str], None]:
    """What tells how far the work is and does not end it: what was found so far is kept."""

    def tell(done: int, total: int, text: str) -> None:
        with suppress(Cancelled):
            progress.report(done, total, text)

    return tell


def with_missing(rotation: RotationValue, missing: Sequence[Missing]) -> RotationValue:
    """The rotation as it is with more people and things missing."""
    more = tuple(
        AbsenceValue(
            id=-number,
            round_id=one.round_id,
            name="",
            presenter_id=one.presenter_id,
            room_id=one.room_id,
            station_id=one.station_id,
            enrollment_id=one.enrollment_id,
        )
        for number, one in enumerate(missing, start=1)
    )
    return replace(rotation, absences=(*rotation.absences, *more))


def problem_of(
    rotation: RotationValue, missing: Sequence[Missing] = (), *, keep: bool = False
) -> RotationProblem:
    """What the solver is asked; rounds of blocks that are not placed are left out.

    Groups of which nobody is there have no part in it, unless all groups are still empty.
    """
    rounds = [one for one in rotation.rounds if one.start is not None]
    over = _over(rotation, rounds, missing, keep=keep)
    known = {one.id for one in rounds}
    groups = [
        one
        for one in rotation.groups
        if any(not rotation.is_missing(each.enrollment_id) for each in one.members)
    ] or list(rotation.groups)
    previous = [one for one in rotation.meetings if one.round_id in known]
    if not keep:
        previous = [one for one in previous if one.round_id in over]
    return RotationProblem(
        rounds=tuple(Round(one.id, short_round(one)) for one in rounds),
        groups=tuple(Group(one.id, one.name) for one in groups),
        stations=tuple(_station(rotation, one, rounds) for one in rotation.stations),
        rooms=_rooms(rotation, rounds),
        helpers=tuple(
            Helper(
                presenter_id,
                name,
                frozenset(r.id for r in rounds if why_away(rotation, presenter_id, r)),
            )
            for presenter_id, name in sorted(rotation.names.items())
        ),
        coaches=tuple(one.presenter_id for one in rotation.coaches),
        not_by=rotation.own_coaches,
        at_home=_at_home(rotation),
        previous=tuple(
            Meeting(one.round_id, one.group_id, one.station_id, one.coach_id) for one in previous
        ),
        over=over,
    )


def formed(
    rotation: RotationValue, count: int, *, pair_dispatchers: bool = False
) -> tuple[Groups, tuple[tuple[int, ...], ...]]:
    """Groups of everybody who holds a seat; who leads whom are kept apart.

    Returns:
        How well they are mixed, and the enrollments of each group.

    Raises:
        Invalid: there are fewer trainees than groups, or no groups at all.
    """
    everybody = [one for group in rotation.groups for one in group.members]
    everybody += rotation.ungrouped
    by_person = {one.person_id: one.enrollment_id for one in everybody}
    apart = [
        (one.enrollment_id, by_person[one.supervisor_id])
        for one in everybody
        if one.supervisor_id in by_person
    ]
    groups = form_groups(
        [Member(one.enrollment_id, one.agency_id, one.role) for one in everybody],
        count,
        apart=apart,
        paired_role=DISPATCHER if pair_dispatchers else "",
    )
    return groups, groups.members


def change_words(rotation: RotationValue, change: Change) -> str:
    """One change in a line: “Tue 14:10, Group 1: “Bridge” with B instead of “Court” with A”."""
    at = f"{short_round(rotation.round[change.round])}, {rotation.group[change.group].name}"
    before, after = change.before, change.after
    if before is not None and after is not None and before.station == after.station:
        title = quoted(rotation.station[after.station].title)
        return f"{at} at {title}: {_coach(rotation, after)} instead of {_coach(rotation, before)}"
    return f"{at}: {_at(rotation, after)} instead of {_at(rotation, before)}"


def _at(rotation: RotationValue, meeting: Meeting | None) -> str:
    if meeting is None:
        return "a pause"
    title = quoted(rotation.station[meeting.station].title)
    return f"{title} with {_coach(rotation, meeting)}"


def _coach(rotation: RotationValue, meeting: Meeting) -> str:
    return "no coach" if meeting.coach is None else rotation.names[meeting.coach]


def _at_home(rotation: RotationValue) -> frozenset[tuple[int, int]]:
    """Coaches with the stations in whose rooms they are booked for the practice itself."""
    blocks = {one.block_id for one in rotation.rounds}
    coaches = {one.presenter_id for one in rotation.coaches}
    stations = {one.room_id: one.id for one in rotation.stations if one.room_id is not None}
    return frozenset(
        (busy.presenter_id, stations[busy.room_id])
        for busy in rotation.busy
        if busy.block_id in blocks
        and busy.presenter_id in coaches
        and busy.presenter_id is not None
        and busy.room_id in stations
    )


def _over(
    rotation: RotationValue,
    rounds: Sequence[RoundValue],
    missing: Sequence[Missing],
    *,
    keep: bool,
) -> frozenset[int]:
    """Rounds that stay: of closed days, and before the first in which somebody new is missing."""
    first = min((rotation.round[one.round_id].number for one in missing), default=1)
    return frozenset(one.id for one in rounds if one.closed or (keep and one.number < first))


def _station(
    rotation: RotationValue, station: StationValue, rounds: Sequence[RoundValue]
) -> Station:
    first = rotation.missing_from(station_id=station.id)
    return Station(
        station.id,
        station.title,
        room=station.room_id,
        actors=frozenset(one.presenter_id for one in station.actors),
        must_meet=station.must_meet,
        closed=frozenset(one.id for one in rounds if first is not None and one.number >= first),
    )


def _rooms(rotation: RotationValue, rounds: Sequence[RoundValue]) -> tuple[Place, ...]:
    names = {one.room_id: one.room for one in rotation.stations if one.room_id is not None}
    return tuple(
        Place(
            room_id,
            name,
            frozenset(one.id for one in rounds if why_room_away(rotation, room_id, one)),
        )
        for room_id, name in names.items()
    )


def _shortfalls(rotation: RotationValue, plan: RotationPlan) -> list[str]:
    found = []
    for station in rotation.stations:
        groups = [rotation.group[g].name for g, s in plan.unmet if s == station.id]
        if groups:
            verb = "does" if len(groups) == 1 else "do"
            found.append(f"{listed(groups)} {verb} not meet {quoted(station.title)}.")
    if plan.uncoached:
        verb = "has" if plan.uncoached == 1 else "have"
        found.append(f"{counted(plan.uncoached, 'meeting')} {verb} no coach.")
    return found
