"""The list of active CIT officers by agency and shift, for the desk of the dispatchers.

It holds what a dispatcher needs to send the right officer, and nothing by which somebody could
be reached off duty.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.cells import Cell, Column
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.pages import MUTED
from cittrainer.documents.tables import write_table
from cittrainer.documents.words import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_COLUMNS = (
    Column(title="Agency", width=32),
    Column(title="Shift", width=14),
    Column(title="Name", width=28),
    Column(title="Rank", width=16),
    Column(title="Badge", width=12, identifier=True),
    Column(title="Role", width=14),
    Column(title="Trained until", width=14),
)
_PRINTED = (
    GridColumn(title="Shift", share=70),
    GridColumn(title="Name", share=170, face=Face.BOLD),
    GridColumn(title="Rank", share=90),
    GridColumn(title="Badge", share=50),
    GridColumn(title="Role", share=70),
    GridColumn(title="Trained until", share=112),
)
_HEAD_AND_ROW = 64
"""Points: a heading never stands alone at the foot of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchLine:
    """One officer."""

    agency: str
    shift: str
    name: str
    rank: str
    badge: str
    role: str
    until: date | None


def write_dispatch_list(
    path: Path, lines: Sequence[DispatchLine], letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the list as PDF, XLSX or CSV, as the file's ending says.

    Args:
        path: Where to.
        lines: In the order printed; those of an agency follow each other.
        letterhead: Whose list it is.
        replace: Whether a file of that name may be overwritten.

    Raises:
        FileRefused: the ending is another one or the file cannot be written.
        Invalid: the logo is neither PNG nor JPEG.
    """
    if path.suffix.casefold() != ".pdf":
        rows = [_cells(line) for line in lines]
        title = "Active CIT officers"
        write_table(path, title, _COLUMNS, rows, sample=letterhead.sample, replace=replace)
        return
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw, lines=lines),
        title="Active CIT officers",
        subtitle="By agency and shift",
    )
    write_whole(path, write, replace=replace)


def _draw(paper: Paper, lines: Sequence[DispatchLine]) -> None:
    paper.start_page()
    for number, (agency, theirs) in enumerate(groupby(lines, key=lambda line: line.agency)):
        of_agency = list(theirs)
        if number:
            paper.y -= 14
        paper.need(_HEAD_AND_ROW)
        count = f"{len(of_agency):,} trained"
        paper.text(paper.left, paper.y - 12, agency, Face.BOLD, 11, room=paper.width - 90)
        paper.text(paper.right, paper.y - 12, count, size=9, color=MUTED, align="right")
        paper.y -= 18
        grid = Grid(paper, _PRINTED, size=9, least_height=17)
        grid.head()
        for line in of_agency:
            until = "no end" if line.until is None else long_date(line.until)
            grid.row((line.shift or "–", line.name, line.rank, line.badge, line.role, until))


def _cells(line: DispatchLine) -> tuple[Cell, ...]:
    return (line.agency, line.shift, line.name, line.rank, line.badge, line.role, line.until)
