"""A presenter's service record on paper: dates, courses, titles, roles and hours, to be signed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.cells import Column
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.pages import MUTED
from cittrainer.documents.tables import write_table
from cittrainer.documents.words import hours, long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from cittrainer.documents.cells import Cell
    from cittrainer.documents.pages import Letterhead, Paper

_COLUMNS = (
    GridColumn(title="Date", share=84),
    GridColumn(title="Course", share=130),
    GridColumn(title="Presented", share=158, face=Face.BOLD),
    GridColumn(title="Role", share=68),
    GridColumn(title="Hours", share=36, align="right"),
)
_MOST_LINES = 12
"""Lines of a cell: room for every title that can be stored."""

_SHEET = (
    Column(title="Presenter", width=28),
    Column(title="Date", width=12),
    Column(title="Course number", width=16, identifier=True),
    Column(title="Course", width=30),
    Column(title="Presented", width=36),
    Column(title="Role", width=14),
    Column(title="Hours", width=9, decimals=2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecordLine:
    """Something that was presented.

    Attributes:
        day: None where the block lost its day since.
        what: The block, and the part where it has a name.
    """

    day: date | None
    number: str
    course: str
    what: str
    role: str
    hours: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecordPaper:
    """The record of one presenter.

    Attributes:
        name: The public name.
        lines: The oldest first.
        total: The sum in words.
    """

    name: str
    lines: Sequence[ServiceRecordLine]
    total: str


def write_service_records(
    path: Path,
    records: Sequence[ServiceRecordPaper],
    letterhead: Letterhead,
    *,
    signer: str = "",
    replace: bool = False,
) -> None:
    """Write records as PDF, each beginning on a page of its own, or as one sheet.

    Args:
        path: Where to; ends in ``.pdf``, ``.xlsx`` or ``.csv``.
        records: One or several.
        letterhead: What stands on every page.
        signer: Whose name stands under the line for the signature.
        replace: Whether a file of that name may be overwritten.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    if path.suffix.casefold() != ".pdf":
        rows = [row for record in records for row in _sheet_rows(record)]
        write_table(path, "Service record", _SHEET, rows, sample=letterhead.sample, replace=replace)
        return
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw, records=records, letterhead=letterhead, signer=signer),
        title="Service record",
        numbered=len(records) == 1,
    )
    write_whole(path, write, replace=replace)


def _draw(
    paper: Paper, records: Sequence[ServiceRecordPaper], letterhead: Letterhead, signer: str
) -> None:
    for record in records:
        paper.start_page()
        _draw_name(paper, record.name)
        grid = Grid(
            paper,
            _COLUMNS,
            size=8.5,
            least_height=20,
            most_lines=_MOST_LINES,
            on_new_page=partial(_draw_name, paper, record.name),
        )
        grid.head()
        for line in record.lines:
            grid.row(
                (
                    "" if line.day is None else long_date(line.day),
                    f"{line.course} ({line.number})",
                    line.what,
                    line.role,
                    hours(line.hours),
                )
            )
        if paper.need(110):
            _draw_name(paper, record.name)
        paper.y -= 10
        paper.lines(record.total, Face.BOLD, 10)
        paper.lines("Only what is on record as presented counts.", size=8.5, color=MUTED)
        _draw_signature(paper, letterhead.academy, signer)


def _draw_name(paper: Paper, name: str) -> None:
    paper.y -= 4
    paper.lines(name, Face.BOLD, 13)
    paper.y -= 6


def _draw_signature(paper: Paper, academy: str, signer: str) -> None:
    paper.y -= 44
    wide = paper.width * 0.58
    right = paper.left + wide + 24
    paper.rule(paper.left, paper.y, wide)
    paper.rule(right, paper.y, paper.right - right)
    words = ", ".join(part for part in (signer, academy) if part)
    paper.text(right, paper.y - 11, "Date", size=8.5, color=MUTED)
    paper.text(paper.left, paper.y - 11, words, size=8.5, color=MUTED, room=wide)
    paper.y -= 14


def _sheet_rows(record: ServiceRecordPaper) -> list[list[Cell]]:
    return [
        [record.name, line.day, line.number, line.course, line.what, line.role, line.hours]
        for line in record.lines
    ]
