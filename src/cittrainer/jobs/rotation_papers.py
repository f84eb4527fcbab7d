"""The papers of rotations: cards for groups, scenarios and coaches, and an overview a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.documents.rotation_cards import (
    Card,
    CardRow,
    OverviewDay,
    RotationPaper,
    write_rotation_cards,
    write_rotation_overview,
)
from cittrainer.errors import NothingToPrint
from cittrainer.jobs import paper_values
from cittrainer.queries import papers, rotations
from cittrainer.queries.printed_names import rotation_on_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.rules.rotation_values import (
        MeetingValue,
        RotatingGroup,
        RotationValue,
        RoundValue,
        StationValue,
    )

    Write = Callable[[Path, bool], None]

PAUSE, NOBODY, NO_COACH = "Pause", "–", "no coach"


def prepare_cards(db: Session, course_id: int, today: date) -> Write:
    """What writes the cards of all rotations of a course that have a plan.

    Raises:
        NothingToPrint: none has.
    """
    return _cards(db, _planned(db, course_id), today)


def prepare_cards_of(db: Session, rotation_id: int, today: date) -> Write:
    """What writes the cards of a rotation.

    Raises:
        NothingToPrint: it has no plan yet.
    """
    return _cards(db, [rotation_paper(db, rotation_id)], today)


def prepare_overview(db: Session, course_id: int, today: date) -> Write:
    """What writes the overviews of all rotations of a course that have a plan, a page a day.

    Raises:
        NothingToPrint: none has.
    """
    return _overview(db, _planned(db, course_id), today)


def prepare_overview_of(db: Session, rotation_id: int, today: date) -> Write:
    """What writes the overview of a rotation, a page a day.

    Raises:
        NothingToPrint: it has no plan yet.
    """
    return _overview(db, [rotation_paper(db, rotation_id)], today)


def _cards(db: Session, values: Sequence[RotationPaper], today: date) -> Write:
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_rotation_cards(path, values, head, replace=replace)


def _overview(db: Session, values: Sequence[RotationPaper], today: date) -> Write:
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_rotation_overview(path, values, head, replace=replace)


def rotation_paper(db: Session, rotation_id: int) -> RotationPaper:
    """A rotation as it is printed; rounds that are not placed are left out.

    Raises:
        NothingToPrint: it has no plan yet.
    """
    value = rotation_on_paper(db, rotation_id)
    if not value.meetings:
        raise _nothing()
    return _paper(db, value)


def _planned(db: Session, course_id: int) -> list[RotationPaper]:
    rows = rotations.rotations(db, course_id)
    values = [rotation_on_paper(db, row.id) for row in rows]
    found = [_paper(db, value) for value in values if value.meetings]
    if not found:
        raise _nothing()
    return found


def _paper(db: Session, value: RotationValue) -> RotationPaper:
    course = papers.paper_course(db, value.course_id)
    return RotationPaper(
        course_title=course.title,
        name=value.name,
        cards=[
            *(_group_card(value, one) for one in value.groups),
            *(_station_card(value, one) for one in value.stations),
            *(_coach_card(value, one.presenter_id, one.name) for one in value.coaches),
        ],
        scenarios=[(one.title, one.room) for one in value.stations],
        days=_days(value),
    )


def _nothing() -> NothingToPrint:
    return NothingToPrint(
        "The course has no rotation yet.",
        hint="Make it first, on the Rotations tab of the course.",
    )


def _group_card(value: RotationValue, group: RotatingGroup) -> Card:
    rows = []
    for one in _placed(value):
        meeting = value.at.get((one.id, group.id))
        if meeting is None:
            rows.append(_row(one, (PAUSE, "", "")))
            continue
        station = value.station[meeting.station_id]
        rows.append(_row(one, (station.title, station.room, _coach(value, meeting))))
    members = "; ".join(one.sorted_name for one in group.members)
    return Card(
        kind="Group",
        title=group.name,
        columns=("Scenario", "Room", "Coach"),
        rows=rows,
        notes=[("Members", members)] if members else [],
    )


def _station_card(value: RotationValue, station: StationValue) -> Card:
    rows = []
    for one in _placed(value):
        here = [
            each
            for each in value.meetings
            if (each.round_id, each.station_id) == (one.id, station.id)
        ]
        groups = ", ".join(value.group[each.group_id].name for each in here) or NOBODY
        coaches = ", ".join(_coach(value, each) for each in here)
        rows.append(_row(one, (groups, coaches)))
    actors = ", ".join(one.name for one in station.actors)
    return Card(
        kind="Scenario",
        title=station.title,
        columns=("Group", "Coach"),
        rows=rows,
        notes=[pair for pair in (("Room", station.room), ("Played by", actors)) if pair[1]],
    )


def _coach_card(value: RotationValue, presenter_id: int, name: str) -> Card:
    rows = []
    for one in _placed(value):
        here = [
            each
            for each in value.meetings
            if (each.round_id, each.coach_id) == (one.id, presenter_id)
        ]
        if not here:
            rows.append(_row(one, (PAUSE, "", "")))
        for each in here:
            station = value.station[each.station_id]
            cells = (value.group[each.group_id].name, station.title, station.room)
            rows.append(_row(one, cells))
    return Card(kind="Coach", title=name, columns=("Group", "Scenario", "Room"), rows=rows)


def _days(value: RotationValue) -> list[OverviewDay]:
    days = dict.fromkeys(one.date for one in _placed(value) if one.date is not None)
    return [
        OverviewDay(
            day=day,
            rows=[
                _row(one, tuple(_cells(value, one))) for one in _placed(value) if one.date == day
            ],
        )
        for day in days
    ]


def _cells(value: RotationValue, one: RoundValue) -> Iterable[str]:
    """What stands in a row of an overview: a cell a scenario, then the groups that pause."""
    at_station: dict[int, list[MeetingValue]] = {each.id: [] for each in value.stations}
    for each in value.meetings:
        if each.round_id == one.id:
            at_station[each.station_id].append(each)
    for station in value.stations:
        yield ", ".join(
            f"{value.group[each.group_id].name} · {_coach(value, each)}"
            for each in at_station[station.id]
        )
    yield ", ".join(group.name for group in value.groups if (one.id, group.id) not in value.at)


def _placed(value: RotationValue) -> list[RoundValue]:
    return [one for one in value.rounds if one.start is not None]


def _row(one: RoundValue, cells: tuple[str, ...]) -> CardRow:
    assert one.date is not None  # only placed rounds come here
    assert one.start is not None
    return CardRow(
        number=one.number,
        day=one.date,
        start_minute=one.start,
        minutes=one.minutes,
        cells=cells,
    )


def _coach(value: RotationValue, meeting: MeetingValue) -> str:
    return NO_COACH if meeting.coach_id is None else value.names[meeting.coach_id]
