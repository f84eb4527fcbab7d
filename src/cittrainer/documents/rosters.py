"""The roster of a course: who came, from where, for how many hours, with what result.

Its columns are the union of those that the states ask for, so that each state's own form can be
filled from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.documents.cells import Cell, Column
from cittrainer.documents.tables import write_table
from cittrainer.documents.words import date_range

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

COLUMNS = (
    Column(title="Last name", width=20),
    Column(title="First name", width=16),
    Column(title="Middle name", width=14),
    Column(title="ID type", width=12),
    Column(title="ID number", width=14, identifier=True),
    Column(title="Agency", width=32),
    Column(title="Rank", width=14),
    Column(title="Role", width=14),
    Column(title="Course number", width=14, identifier=True),
    Column(title="Class number", width=14, identifier=True),
    Column(title="Start date", width=12),
    Column(title="End date", width=12),
    Column(title="Hours attended", width=11, decimals=2),
    Column(title="Hours credited", width=11, decimals=2),
    Column(title="Completed", width=11),
    Column(title="Score", width=9),
    Column(title="Remarks", width=36),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One trainee of a roster; empty texts and ``None`` become empty cells.

    Attributes:
        score: The exam score in percent.
        hours_attended: Minutes present / 60.
        hours_credited: By the hour rule of the standard.
    """

    last: str
    first: str
    middle: str = ""
    id_type: str = ""
    id_number: str = ""
    agency: str = ""
    rank: str = ""
    role: str = ""
    hours_attended: Decimal
    hours_credited: Decimal
    completed: bool
    score: Decimal | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A course's roster.

    Attributes:
        course_number: The state's number of the course.
        class_number: The state's number of this class.
        sample: Whether it is marked as a sample that proves nothing.
    """

    academy: str
    course_title: str
    course_number: str = ""
    class_number: str = ""
    starts_on: date
    ends_on: date
    rows: Sequence[RosterRow]
    sample: bool = False


def write_roster(
    path: Path, roster: Roster, *, title_block: bool = False, replace: bool = False
) -> None:
    """Write the roster as XLSX or CSV, as the file's ending says.

    Args:
        path: Where to; ends in ``.xlsx`` or ``.csv``.
        roster: What is written.
        title_block: Whether an XLSX begins with the course's name; leave it off for states
            that import the file.
        replace: Whether a file of that name may be overwritten.

    Raises:
        FileRefused: the ending is another one or the file cannot be written.
    """
    above = (
        (
            f"{roster.course_title} – roster",
            f"{roster.academy} · {date_range(roster.starts_on, roster.ends_on)}",
        )
        if title_block
        else ()
    )
    rows = [_cells(roster, row) for row in roster.rows]
    write_table(path, "Roster", COLUMNS, rows, above=above, sample=roster.sample, replace=replace)


def _cells(roster: Roster, row: RosterRow) -> tuple[Cell, ...]:
    return (
        row.last,
        row.first,
        row.middle,
        row.id_type,
        row.id_number,
        row.agency,
        row.rank,
        row.role,
        roster.course_number,
        roster.class_number,
        roster.starts_on,
        roster.ends_on,
        row.hours_attended,
        row.hours_credited,
        "Y" if row.completed else "N",
        row.score,
        row.remarks,
    )
