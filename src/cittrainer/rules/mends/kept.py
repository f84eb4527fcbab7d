"""Mends that bring a block to where a constraint of its course wants to have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.mends.places import movable
from cittrainer.rules.mends.values import Mend, NewLength
from cittrainer.rules.plan_changes import NewPlace
from cittrainer.rules.values import clock
from cittrainer.rules.wording import day_names, duration, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.plan_values import ConstraintValue
    from cittrainer.rules.values import PlacedBlock, Week

FIXED_TIME, KEEP_RELEASED = "fixed_time", "keep_released"


def brought_back(week: Week, block: PlacedBlock, wanted: ConstraintValue) -> Iterator[Mend]:
    """A block moved to its fixed time, or to where the latest release has it."""
    if wanted.kind == KEEP_RELEASED:
        place = week.released.get(block.id)
    elif wanted.course_day_id is not None and wanted.start_minute is not None:
        place = wanted.course_day_id, wanted.start_minute, block.minutes
    else:
        place = None
    if place is None or not movable(week, block):
        return
    day_id, start, minutes = place
    day = week.day.get(day_id)
    if day is None or day.closed or not day.holds(start, minutes):
        return
    said = f"Move {quoted(block.title)} to {day_names(week)[day_id]} at {clock(start)}"
    if minutes == block.minutes:
        yield Mend(said, (NewPlace(block.id, day_id, start),))
    elif minutes < block.minutes:
        yield Mend(
            f"{said}, {duration(minutes)} long",
            (NewLength(block.id, minutes), NewPlace(block.id, day_id, start)),
        )
    else:
        yield Mend(
            f"{said}, {duration(minutes)} long",
            (NewPlace(block.id, day_id, start), NewLength(block.id, minutes)),
        )
