"""The completion list of a course: who completed, who did not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.cells import Cell, Column
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.tables import write_table
from cittrainer.documents.words import date_range

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_COLUMNS = (
    Column(title="Trainee", width=28),
    Column(title="Agency", width=30),
    Column(title="Minutes expected", width=11),
    Column(title="Minutes present", width=11),
    Column(title="Present %", width=10, decimals=1),
    Column(title="Exam %", width=9),
    Column(title="Skills", width=12),
    Column(title="Outcome", width=16),
    Column(title="Reasons", width=60),
)
_PRINTED_COLUMNS = (
    GridColumn(title="Trainee", share=34, face=Face.BOLD),
    GridColumn(title="Agency", share=34),
    GridColumn(title="Expected", share=14, align="right"),
    GridColumn(title="Present", share=13, align="right"),
    GridColumn(title="%", share=11, align="right"),
    GridColumn(title="Exam", share=11, align="right"),
    GridColumn(title="Skills", share=15),
    GridColumn(title="Outcome", share=22, face=Face.BOLD),
    GridColumn(title="Reasons", share=54),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRow:
    """How one trainee ended the course.

    Attributes:
        minutes_expected: Creditable minutes of this trainee's own agenda.
        minutes_present: Of these.
        percent: Present of expected.
        exam: Score in percent, if there was an exam.
        skills: Such as “met” or “not met”; empty when not assessed.
        outcome: Such as “Completed” or “Not completed”.
        reasons: Why not, in sentences; empty when completed.
    """

    trainee: str
    agency: str
    minutes_expected: int
    minutes_present: int
    percent: Decimal
    exam: Decimal | None = None
    skills: str = ""
    outcome: str
    reasons: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionList:
    """A course's completion list, in the order printed."""

    course_title: str
    starts_on: date
    ends_on: date
    rows: Sequence[CompletionRow]


def write_completion_list(
    path: Path, completion: CompletionList, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the list as PDF, XLSX or CSV, as the file's ending says.

    Raises:
        FileRefused: the ending is another one or the file cannot be written.
        Invalid: the logo is neither PNG nor JPEG.
    """
    if path.suffix.casefold() != ".pdf":
        rows = [_cells(row) for row in completion.rows]
        write_table(path, "Completion", _COLUMNS, rows, sample=letterhead.sample, replace=replace)
        return
    dates = date_range(completion.starts_on, completion.ends_on)
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw, completion=completion),
        title="Completion list",
        subtitle=f"{completion.course_title} · {dates}",
        landscape=True,
    )
    write_whole(path, write, replace=replace)


def _draw(paper: Paper, completion: CompletionList) -> None:
    paper.start_page()
    grid = Grid(paper, _PRINTED_COLUMNS, size=8.5, least_height=18, most_lines=6)
    grid.head()
    for row in completion.rows:
        grid.row(
            (
                row.trainee,
                row.agency,
                f"{row.minutes_expected:,}",
                f"{row.minutes_present:,}",
                f"{row.percent:.1f}",
                "–" if row.exam is None else f"{row.exam:.0f}",
                row.skills or "–",
                row.outcome,
                " ".join(row.reasons),
            )
        )


def _cells(row: CompletionRow) -> tuple[Cell, ...]:
    return (
        row.trainee,
        row.agency,
        row.minutes_expected,
        row.minutes_present,
        row.percent,
        row.exam,
        row.skills,
        row.outcome,
        " ".join(row.reasons),
    )
