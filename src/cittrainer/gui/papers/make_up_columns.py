"""What the lists of missed blocks, and of the places for one of them, show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.gui.common.dates import day_month, time_of_day, weekday
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.rules.wording import duration

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.queries.make_ups import MakeUpRow, MissedBlock, TraineeMissed
    from cittrainer.rules.make_ups import Proposal


@dataclass(frozen=True, slots=True)
class MissedLine:
    """One block that one trainee missed."""

    trainee: TraineeMissed
    block: MissedBlock

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from all others."""
        return self.trainee.enrollment_id, self.block.block_id


def lines(trainees: tuple[TraineeMissed, ...]) -> list[MissedLine]:
    """A line for each block of each trainee."""
    return [MissedLine(one, block) for one in trainees for block in one.blocks]


def _when(on: date | None, start: int | None) -> str:
    if on is None or start is None:
        return "on no day"
    return f"{weekday(on)} {day_month(on)}, {time_of_day(start)}"


def arranged_words(row: MakeUpRow) -> str:
    """Where a block is made up, and how long they were there."""
    was = "" if row.minutes is None else f": there for {duration(row.minutes)}"
    return f"{row.course}, {_when(row.on, row.start)}{was}"


def _state(row: MissedLine) -> str:
    if not row.block.missed:
        return "Made up"
    if row.block.arranged:
        return "Arranged"
    return "Open" if row.block.proposals else "No place yet"


_TONES = {"Made up": Tone.GOOD, "Arranged": Tone.INFO, "Open": Tone.WARNING}


def _where(row: MissedLine) -> str:
    return "; ".join(arranged_words(one) for one in row.block.arranged)


MISSED: tuple[Column[MissedLine], ...] = (
    Column("name", "Name", lambda row: row.trainee.sorted_name, bold=True, width=180),
    Column("agency", "Agency", lambda row: row.trainee.agency, width=140, usual=False),
    Column("block", "Missed block", lambda row: row.block.title, width=210),
    Column(
        "missed",
        "Still missed",
        lambda row: duration(row.block.missed) if row.block.missed else "",
        sort=lambda row: row.block.missed,
        width=100,
    ),
    Column(
        "state",
        "State",
        _state,
        tone=lambda row: _TONES.get(_state(row), Tone.NEUTRAL),
        width=110,
    ),
    Column("where", "Made up in", _where, tooltip=_where, width=230),
    Column(
        "completed",
        "Course",
        lambda row: "Completed" if row.trainee.completed else "Not yet",
        width=100,
        usual=False,
    ),
)

PLACES: tuple[Column[Proposal], ...] = (
    Column("course", "Course", lambda row: row.place.course, bold=True, width=120),
    Column(
        "when",
        "When",
        lambda row: _when(row.place.on, row.place.start),
        sort=lambda row: (row.place.on, row.place.start),
        width=190,
    ),
    Column("block", "Block", lambda row: row.place.teaches.title, width=220),
    Column(
        "minutes",
        "Length",
        lambda row: duration(row.place.teaches.minutes),
        sort=lambda row: row.place.teaches.minutes,
        width=90,
    ),
    Column(
        "free",
        "Seats free",
        lambda row: str(row.place.free) if row.place.free else "full",
        sort=lambda row: row.place.free,
        width=90,
    ),
    Column("why", "Teaches", lambda row: row.why, width=180),
)
