"""A day with its presenters as plain values; never a kind, never a number to call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.rules.arrivals import call_list
from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.rules.arrivals import BoardLine, DayOnFile


def arrivals(value: DayOnFile, lines: Sequence[BoardLine]) -> dict[str, Any]:
    """A day of a course: everybody at every part, and whom to call, the most urgent first."""
    return {
        "course": value.number,
        "date": None if value.day is None else value.day.date.isoformat(),
        "presenters": [_line(line) for line in lines],
        "to_call": [line.presenter for line in call_list(lines)],
    }


def _line(line: BoardLine) -> dict[str, Any]:
    part = line.part
    return {
        "block": part.block,
        "part": part.part,
        "group": part.group,
        "room": part.room,
        "starts_at": clock(part.start),
        "ends_at": clock(part.end),
        "phase": line.phase.value,
        "presenter": line.presenter,
        "planned": line.booking is not None,
        "confirmed": not line.to_confirm,
        "standing": line.standing.value,
        "due_at": None if line.due is None else clock(line.due),
        "arrived_at": None if line.arrived is None else clock(line.arrived),
        "late_minutes": line.late,
    }
