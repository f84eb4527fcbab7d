"""What a rotation is called in the window: its rounds, its cells, who is missing, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.dates import day_month, weekday
from cittrainer.gui.common.trainee_words import ROLES
from cittrainer.models import TraineeRole
from cittrainer.rules.values import clock
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from cittrainer.rules.rotation_values import (
        AbsenceValue,
        MeetingValue,
        MemberValue,
        RotationValue,
        RoundValue,
        StationValue,
    )

PAUSE, NO_COACH = "Pause", "No coach yet"


def round_day(one: RoundValue) -> str:
    """The day of a round, “Mon, May 4”; empty while its block is not placed."""
    return "" if one.date is None else f"{weekday(one.date)}, {day_month(one.date)}"


def round_times(one: RoundValue) -> str:
    """From when to when a round is, as the week grid and the findings tell times."""
    if one.start is None or one.end is None:
        return "not placed yet"
    return f"{clock(one.start)}–{clock(one.end)}"


def round_words(one: RoundValue) -> str:
    """A round in one line: “Round 2, Mon, May 4, 13:30–14:00”."""
    return ", ".join(filter(None, (f"Round {one.number}", round_day(one), round_times(one))))


def place_of(station: StationValue) -> str:
    """The room of a scenario where its title does not say it already."""
    return "" if station.room == station.title else station.room


def coach_of(rotation: RotationValue, meeting: MeetingValue) -> str:
    """Who coaches a meeting, in words."""
    return NO_COACH if meeting.coach_id is None else rotation.names[meeting.coach_id]


def players(station: StationValue) -> str:
    """Who plays in a scenario; empty where nobody does."""
    return ", ".join(one.name for one in station.actors)


def meeting_words(rotation: RotationValue, meeting: MeetingValue | None) -> str:
    """A cell of the table in one line, as it is read aloud."""
    if meeting is None:
        return PAUSE
    station = rotation.station[meeting.station_id]
    played = players(station)
    return "; ".join(
        filter(
            None,
            (
                station.title,
                place_of(station),
                f"Coach: {coach_of(rotation, meeting)}",
                f"Played by {played}" if played else "",
            ),
        )
    )


def role_of(member: MemberValue) -> str:
    """The role of a trainee, in words."""
    return ROLES[TraineeRole(member.role)]


def member_words(member: MemberValue) -> str:
    """Agency and role of a trainee."""
    return " · ".join(filter(None, (member.agency, role_of(member))))


def absence_words(rotation: RotationValue, absence: AbsenceValue) -> str:
    """Who or what is missing, and from which round on."""
    one = rotation.round.get(absence.round_id)
    since = "" if one is None else f", from round {one.number} on"
    return f"{absence.name}{since}"


def size_words(rotation: RotationValue) -> str:
    """How large a rotation is: “30 trainees in 6 groups, 6 scenarios, 6 rounds, 6 coaches”."""
    trainees = sum(len(group.members) for group in rotation.groups)
    return ", ".join(
        (
            f"{counted(trainees, 'trainee')} in {counted(len(rotation.groups), 'group')}",
            counted(len(rotation.stations), "scenario"),
            counted(len(rotation.rounds), "round"),
            f"{len(rotation.coaches)} {'coach' if len(rotation.coaches) == 1 else 'coaches'}",
        )
    )


def lacks(rotation: RotationValue) -> tuple[str, ...]:
    """What is to be set up before a rotation can be made, each as a sentence."""
    missing = []
    if not rotation.stations:
        missing.append("There are no scenarios yet.")
    if not rotation.rounds:
        missing.append("There are no rounds yet: choose the blocks they are cut out of.")
    elif not any(one.start is not None for one in rotation.rounds):
        missing.append("The blocks of the rounds are not placed in the week yet.")
    if not rotation.groups:
        missing.append("There are no groups yet.")
    if not rotation.coaches:
        missing.append("There are no coaches yet: nobody would assess.")
    return tuple(missing)
