"""How things stand with presenters on the day, in a few words: the same in window and terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.arrivals import BoardLine, Phase, Standing
from cittrainer.rules.values import clock
from cittrainer.rules.wording import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from cittrainer.rules.arrivals import PartOnDay

_PLAIN = {
    Standing.PRESENTED: "Presented",
    Standing.NOT_PRESENTED: "Did not present",
    Standing.MISSING: "On now, not here",
    Standing.UNRECORDED: "Not recorded",
    Standing.NOBODY: "Nobody yet",
}


def standing_words(line: BoardLine, time: Callable[[int], str] = clock) -> str:
    """How things stand: “Here since 7:52”, “Expected 8:15”, “Late 5 min”.

    Args:
        line: Somebody at a part.
        time: Writes minutes after midnight.
    """
    if line.standing is Standing.HERE:
        return "Here" if line.arrived is None else f"Here since {time(line.arrived)}"
    if line.standing is Standing.EXPECTED:
        return "Expected" if line.due is None else f"Expected {time(line.due)}"
    if line.standing is Standing.LATE:
        return f"Late {short_duration(line.late)}"
    return _PLAIN[line.standing]


def to_go_words(line: BoardLine, minute: int) -> str:
    """How long there is still time: “in 12 min”, “now”, “over”; empty on a day yet to come."""
    if line.phase is Phase.OVER:
        return "over"
    if line.phase is Phase.NOW:
        return "now"
    return f"in {short_duration(line.part.start - minute)}" if minute >= 0 else ""


def short_duration(minutes: int) -> str:
    """A length in few letters: “12 min”, “2 h”, “1 h 15”."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def place_words(part: PartOnDay) -> str:
    """The part's title, its group and its room."""
    return ", ".join(dict.fromkeys(filter(None, (part.part, part.group, part.room))))


def instead_words(line: BoardLine) -> str:
    """Who presented in place of somebody, or in place of whom they did; empty as planned."""
    part = line.part
    came = dict(part.actual)
    planned = {one.presenter_id: one.presenter for one in part.expected}
    if line.standing is Standing.NOT_PRESENTED:
        others = [name for key, name in came.items() if key not in planned]
        return f"{listed(others)} presented" if others else ""
    if line.standing is Standing.PRESENTED and line.booking is None:
        missed = [name for key, name in planned.items() if key not in came]
        return f"in place of {listed(missed)}" if missed else "not planned"
    return ""


def difference_words(part: PartOnDay) -> str:
    """Who presented and who was planned, where that is not the same; else empty."""
    if part.as_planned:
        return ""
    presented = listed(name for _id, name in part.actual)
    planned = listed(one.presenter for one in part.expected) or "nobody"
    return f"Presented: {presented}; planned: {planned}"
