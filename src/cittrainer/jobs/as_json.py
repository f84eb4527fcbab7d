"""Records as plain values, as the terminal prints them with ``--json``.

Names and shapes are kept from release to release: other programs read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.rules.constraint_words import words
from cittrainer.rules.constraints import broken, state_words
from cittrainer.rules.mends import mends
from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cittrainer.queries.courses import CourseRow
    from cittrainer.queries.history import HistoryLine
    from cittrainer.rules.release_changes import Change
    from cittrainer.rules.release_values import Recipient, Release
    from cittrainer.rules.rotation_values import MeetingValue, RotationValue
    from cittrainer.rules.rotations import RotationFinding
    from cittrainer.rules.values import Finding, PlacedBlock, Week


def course(row: CourseRow) -> dict[str, Any]:
    """A course without its agenda."""
    return {
        "number": row.number,
        "title": row.title,
        "starts_on": _day(row.starts_on),
        "ends_on": _day(row.ends_on),
        "state": row.state,
        "seats": row.seats,
        "enrolled": row.enrolled,
        "waiting": row.waiting,
        "unconfirmed_presenters": row.unconfirmed,
        "unplaced_blocks": row.unplaced,
        "venue": row.venue,
    }


def agenda(week: Week) -> dict[str, Any]:
    """The days of a course with their blocks, and the blocks that have no place yet."""
    return {
        "days": [
            {
                "date": day.date.isoformat(),
                "starts_at": clock(day.start),
                "ends_at": clock(day.end),
                "blocks": [_block(block) for block in week.on(day.id)],
            }
            for day in week.days
        ],
        "unplaced": [_block(block) for block in week.unplaced],
    }


def findings(week: Week, found: Iterable[Finding]) -> list[dict[str, Any]]:
    """What is wrong with a course's plan, each with all that it is about and what would mend it."""
    dates = {day.id: day.date for day in week.days}
    places = {
        block.id: {
            "title": block.title,
            "date": None if block.day_id is None else _day(dates[block.day_id]),
            "starts_at": _clock(block.start),
        }
        for block in week.blocks
    }
    return [
        {
            "kind": one.kind,
            "severity": one.severity,
            "sentence": one.sentence,
            "hint": one.hint,
            "blocks": [places[block_id] for block_id in one.blocks],
            "about": _about(week, one),
            "constraint": one.constraint,
            "let_stand_because": one.overridden,
            "mends": [
                {"sentence": mend.sentence, "brings": list(mend.brings)}
                for mend in mends(week, one)
            ],
        }
        for one in found
    ]


def constraints(week: Week) -> list[dict[str, Any]]:
    """What a week's plan keeps to, each as a sentence with what is done against it."""
    found = broken(week)
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "active": one.active,
            "must": one.must,
            "weight": None if one.must else one.weight,
            "sentence": words(week, one),
            "comment": one.comment,
            "state": state_words(one, found),
            "broken": [each.what for each in found if each.constraint.id == one.id],
        }
        for one in week.constraints
    ]


def _about(week: Week, finding: Finding) -> dict[str, list[dict[str, Any]]]:
    """Ids and names of the blocks, presenters, rooms and days of a finding."""
    names = {
        booking.presenter_id: booking.presenter
        for block in week.blocks
        for part in block.parts
        for booking in part.bookings
    }
    rooms = {part.room_id: part.room for block in week.blocks for part in block.parts}
    return {
        "blocks": [{"id": one, "title": week.block[one].title} for one in finding.blocks],
        "presenters": [{"id": one, "name": names.get(one, "")} for one in finding.presenters],
        "rooms": [{"id": one, "name": rooms.get(one, "")} for one in finding.rooms],
        "days": [{"id": one, "date": _day(week.day[one].date)} for one in finding.days],
    }


def rotation(value: RotationValue, found: Iterable[RotationFinding]) -> dict[str, Any]:
    """A rotation: who is where with whom, round by round, and what is wrong with it."""
    return {
        "name": value.name,
        "scenarios": [
            {
                "title": one.title,
                "room": one.room,
                "actors": [who.name for who in one.actors],
                "must_meet": one.must_meet,
            }
            for one in value.stations
        ],
        "coaches": [one.name for one in value.coaches],
        "rounds": [
            {
                "number": one.number,
                "date": _day(one.date),
                "starts_at": _clock(one.start),
                "ends_at": _clock(one.end),
                "groups": {
                    group.name: _meeting(value, value.at.get((one.id, group.id)))
                    for group in value.groups
                },
            }
            for one in value.rounds
        ],
        "findings": [
            {"kind": one.kind, "severity": one.severity, "sentence": one.sentence, "hint": one.hint}
            for one in found
        ],
    }


def _meeting(value: RotationValue, meeting: MeetingValue | None) -> dict[str, Any] | None:
    if meeting is None:
        return None
    station = value.station[meeting.station_id]
    coach = None if meeting.coach_id is None else value.names[meeting.coach_id]
    return {"scenario": station.title, "room": station.room, "coach": coach}


def release(value: Release) -> dict[str, Any]:
    """A release without its plan."""
    return {
        "number": value.number,
        "released_at": value.made.isoformat(),
        "note": value.note,
        "acknowledged": list(value.acknowledged),
        "receipts": value.receipts,
    }


def changes(found: Iterable[Change]) -> list[dict[str, Any]]:
    """What differs between two plans."""
    return [{"kind": one.kind, "date": _day(one.date), "sentence": one.sentence} for one in found]


def recipient(one: Recipient) -> dict[str, Any]:
    """Whom a plan concerns and what changed for them."""
    return {
        "who": one.kind,
        "name": one.name,
        "last_release": one.since,
        "got": one.got,
        "sentence": one.sentence,
        "changes": changes(one.changes),
    }


def steps(lines: Iterable[HistoryLine]) -> list[dict[str, Any]]:
    """The history; moments are in UTC, and only days where the time is not kept."""
    return [
        {
            "label": line.label,
            "at": (line.at.date() if line.day_only else line.at).isoformat(),
            "who": line.who,
            "account": line.account,
            "origin": line.origin,
            "kind": line.kind.value,
            "undone": line.undone,
            "steps": line.count,
        }
        for line in lines
    ]


def _block(block: PlacedBlock) -> dict[str, Any]:
    return {
        "title": block.title,
        "delivery": block.delivery,
        "starts_at": _clock(block.start),
        "ends_at": _clock(block.end),
        "minutes": block.minutes,
        "rooms": list(block.rooms),
        "presenters": list(block.presenters),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _clock(minute: int | None) -> str | None:
    return None if minute is None else clock(minute)
