"""The lines of a day's board in the words in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.gui.common.booking_words import STATES
from cittrainer.gui.common.dates import time_of_day
from cittrainer.gui.common.tokens import Tone
from cittrainer.models import BookingState
from cittrainer.rules.arrival_words import (
    instead_words,
    place_words,
    standing_words,
    to_go_words,
)
from cittrainer.rules.arrivals import BoardLine, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOOKS = {
    Standing.PRESENTED: (Tone.INFO, "check"),
    Standing.NOT_PRESENTED: (Tone.NEUTRAL, "close"),
    Standing.HERE: (Tone.GOOD, "good"),
    Standing.EXPECTED: (Tone.NEUTRAL, "time"),
    Standing.LATE: (Tone.WARNING, "warning"),
    Standing.MISSING: (Tone.ERROR, "error"),
    Standing.UNRECORDED: (Tone.WARNING, "help"),
    Standing.NOBODY: (Tone.ERROR, "error"),
}
"""The colour and the icon of each standing; its words say the same."""

ABSENT = frozenset({Standing.EXPECTED, Standing.LATE, Standing.MISSING, Standing.UNRECORDED})
"""Standings of somebody who may still be noted as here."""

NOBODY = "Nobody yet"

ARRIVED = "Arrived"
"""What the button in a row says."""


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """A line of the board as it is shown."""

    line: BoardLine
    to_go: str
    time: str
    block: str
    place: str
    name: str
    detail: str
    """Role, that they have not said yes, and who presented in place of whom."""
    state: str
    offers_arrival: bool = False
    """Whether they can be noted as here by a click."""
    repeats: bool = False
    """Whether the row above is of the same block."""
    same_part: bool = False
    """Whether it is even of the same part."""

    @property
    def sentence(self) -> str:
        """All of it, for those who hear it."""
        words = (self.to_go or self.time, self.block, self.place, self.name, self.detail)
        return ", ".join(filter(None, (*words, self.state)))


def row_of(line: BoardLine, minute: int, *, open_day: bool) -> ArrivalRow:
    """A line in words.

    Args:
        line: The line.
        minute: Minutes after midnight, or what the rules say of another day.
        open_day: Whether arrivals of the day can still be noted.
    """
    part, booking = line.part, line.booking
    details = []
    if booking is not None and booking.role != "presenter":
        details.append(booking.role)
    if booking is not None and line.to_confirm:
        details.append(STATES[BookingState(booking.state)].lower())
    details.append(instead_words(line))
    nobody = line.standing is Standing.NOBODY
    return ArrivalRow(
        line=line,
        to_go=to_go_words(line, minute),
        time=f"{time_of_day(part.start)} – {time_of_day(part.end)}",
        block=part.block,
        place=place_words(part),
        name=line.presenter or NOBODY,
        detail=", ".join(filter(None, details)),
        state="To be booked" if nobody else standing_words(line, time_of_day),
        offers_arrival=open_day and minute >= 0 and line.standing in ABSENT,
    )


def without_repeats(rows: Sequence[ArrivalRow]) -> list[ArrivalRow]:
    """The rows, marked where they are of the same block as the one above."""
    above: Iterable[ArrivalRow | None] = (None, *rows)
    return [
        row
        if before is None
        else replace(
            row,
            repeats=row.line.part.block_id == before.line.part.block_id,
            same_part=row.line.part.part_id == before.line.part.part_id,
        )
        for row, before in zip(rows, above, strict=False)
    ]


def people_of(lines: Iterable[BoardLine]) -> dict[int, str]:
    """Public names by the ids of the presenters of some lines, each once."""
    return {line.presenter_id: line.presenter for line in lines if line.presenter_id is not None}


def recordable(lines: Iterable[BoardLine]) -> dict[int, str]:
    """Titles by id of the blocks that are over, not recorded, and to which somebody came."""
    return {
        line.part.block_id: line.part.block
        for line in lines
        if line.to_record and line.arrived is not None and line.booking is not None
    }
