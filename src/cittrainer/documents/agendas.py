"""The week on paper: a grid with a column for each day, then a list of each day's blocks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import agenda_grid, pages
from cittrainer.documents.agenda_colors import name_of
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.pages import MUTED, SOFT, TEXT
from cittrainer.documents.words import clock_range_half, date_range, day_and_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_COLUMNS = (
    GridColumn(title="Time", share=25),
    GridColumn(title="Block", share=46, face=Face.BOLD),
    GridColumn(title="Kind", share=20),
    GridColumn(title="Room", share=28),
    GridColumn(title="Presenters", share=49),
)
_ROOM_FOR_A_DAY = 110
"""Points; a day is not begun lower on the page than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaBlock:
    """A placed block of the week.

    Attributes:
        title: As on the agenda.
        delivery: The module's delivery, such as ``lecture`` or ``story``; sets the colour.
        start_minute: Minutes after midnight.
        minutes: Its length.
        rooms: Names of the rooms, several when groups work side by side.
        presenters: Names as they may be shown; storytellers under their public name.
        planned: Who was planned, where it is shown that others presented.
    """

    title: str
    delivery: str
    start_minute: int
    minutes: int
    rooms: tuple[str, ...] = ()
    presenters: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaDay:
    """A course day; start and end are minutes after midnight."""

    day: date
    start_minute: int
    end_minute: int
    blocks: Sequence[AgendaBlock]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The agenda of a course.

    Attributes:
        note: A line on the plan's standing, such as “Release 2, April 20, 2026”; may be empty.
    """

    course_title: str
    location: str = ""
    note: str = ""
    days: Sequence[AgendaDay]


def write_agenda(
    path: Path, agenda: Agenda, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the agenda as PDF: the grid, at most seven days on a page, then the lists.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """

    def fill(paper: Paper) -> None:
        for first in range(0, len(agenda.days), agenda_grid.MOST_DAYS):
            agenda_grid.draw_page(paper, agenda.days[first : first + agenda_grid.MOST_DAYS])
        _draw_lists(paper, agenda)

    write_whole(
        path,
        partial(
            pages.render,
            letterhead=letterhead,
            fill=fill,
            title=agenda.course_title,
            subtitle=_subtitle(agenda),
            landscape=True,
        ),
        replace=replace,
    )


def _subtitle(agenda: Agenda) -> str:
    days = [day.day for day in agenda.days]
    dates = date_range(min(days), max(days)) if days else "No days yet"
    return " · ".join(filter(None, ("Agenda", dates, agenda.location, agenda.note)))


def _draw_lists(paper: Paper, agenda: Agenda) -> None:
    paper.start_page()
    for number, day in enumerate(agenda.days):
        if number and not paper.need(_ROOM_FOR_A_DAY):
            paper.y -= 14
        _draw_day_heading(paper, day)
        grid = Grid(
            paper, _COLUMNS, most_lines=4, on_new_page=partial(_draw_day_heading, paper, day)
        )
        grid.head()
        if not day.blocks:
            grid.row(("", "Nothing is planned yet.", "", "", ""), color=MUTED)
        for block in sorted(day.blocks, key=lambda block: (block.start_minute, block.title)):
            pause = block.delivery in agenda_grid.PAUSES
            grid.row(
                (
                    clock_range_half(block.start_minute, block.minutes),
                    block.title,
                    name_of(block.delivery),
                    ", ".join(block.rooms),
                    _presenters(block),
                ),
                shade=SOFT if pause else None,
                color=MUTED if pause else TEXT,
            )


def _presenters(block: AgendaBlock) -> str:
    names = ", ".join(block.presenters)
    return f"Presented: {names}; planned: {', '.join(block.planned)}" if block.planned else names


def _draw_day_heading(paper: Paper, day: AgendaDay) -> None:
    paper.y -= 14
    paper.text(paper.left, paper.y, day_and_date(day.day), Face.BOLD, 12)
    times = clock_range_half(day.start_minute, day.end_minute - day.start_minute)
    paper.text(paper.right, paper.y, times, size=9, color=MUTED, align="right")
    paper.y -= 7
