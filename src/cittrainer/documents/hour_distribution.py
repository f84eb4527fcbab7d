"""The hourly distribution schedule: by day, topic and instructor for each hour of a course."""

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
from cittrainer.documents.pages import MUTED, SOFT
from cittrainer.documents.tables import write_table
from cittrainer.documents.words import clock_range_half, date_range, day_and_date, weekday

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper
    from cittrainer.rules.hour_distribution import TaughtHour

_COLUMNS = (
    Column(title="Date", width=12),
    Column(title="Day", width=12),
    Column(title="Time", width=20),
    Column(title="Minutes", width=9),
    Column(title="Topics", width=50),
    Column(title="Blocks", width=50),
    Column(title="Instructors", width=50),
)
_MOST_NAMES = 20
"""Lines of instructors: a state wants all of them."""

_PRINTED_COLUMNS = (
    GridColumn(title="Time", share=24),
    GridColumn(title="Minutes", share=12, align="right"),
    GridColumn(title="Topics", share=44, face=Face.BOLD),
    GridColumn(title="Blocks", share=46),
    GridColumn(title="Instructors", share=46, most_lines=_MOST_NAMES),
)
_ROOM_FOR_A_DAY = 110
"""Points; a day is not begun lower on the page than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HourDistribution:
    """What is taught in each hour of a course.

    Attributes:
        course: Title and number as they stand under the heading.
        hours: In order; only what counts towards the course's hours.
        hour_rule: What an hour is and what counts, in a sentence.
        total: Hours of credit in all.
    """

    course: str
    location: str = ""
    hours: Sequence[TaughtHour]
    hour_rule: str
    total: Decimal


def write_hour_distribution(
    path: Path, value: HourDistribution, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the schedule as PDF, XLSX or CSV, as the file's ending says.

    Raises:
        FileRefused: the ending is another one or the file cannot be written.
        Invalid: the logo is neither PNG nor JPEG.
    """
    if path.suffix.casefold() != ".pdf":
        rows = [_cells(hour) for hour in value.hours]
        write_table(path, "Hours", _COLUMNS, rows, sample=letterhead.sample, replace=replace)
        return
    days = [hour.date for hour in value.hours]
    dates = date_range(min(days), max(days)) if days else ""
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw, value=value),
        title="Hourly distribution schedule",
        subtitle=" · ".join(filter(None, (value.course, dates, value.location))),
        landscape=True,
    )
    write_whole(path, write, replace=replace)


def _draw(paper: Paper, value: HourDistribution) -> None:
    paper.start_page()
    for number, (day, hours) in enumerate(groupby(value.hours, key=lambda hour: hour.date)):
        if number and not paper.need(_ROOM_FOR_A_DAY):
            paper.y -= 12
        of_day = list(hours)
        heading = partial(
            _draw_heading, paper, day_and_date(day), sum(hour.minutes for hour in of_day)
        )
        heading()
        grid = Grid(paper, _PRINTED_COLUMNS, most_lines=4, on_new_page=heading)
        grid.head()
        for index, hour in enumerate(of_day):
            grid.row(
                (
                    clock_range_half(hour.start, hour.end - hour.start),
                    str(hour.minutes),
                    ", ".join(hour.topics) or "–",
                    ", ".join(hour.blocks),
                    ", ".join(hour.presenters) or "–",
                ),
                shade=SOFT if index % 2 else None,
            )
    paper.need(40)
    paper.y -= 18
    minutes = sum(hour.minutes for hour in value.hours)
    total = f"{minutes:,} minutes in all: {value.total.normalize():f} hours. {value.hour_rule}"
    paper.text(paper.left, paper.y, total, Face.BOLD, 9)


def _draw_heading(paper: Paper, day: str, minutes: int) -> None:
    paper.y -= 14
    paper.text(paper.left, paper.y, day, Face.BOLD, 12)
    words = f"{minutes:,} minutes"
    paper.text(paper.right, paper.y, words, size=9, color=MUTED, align="right")
    paper.y -= 7


def _cells(hour: TaughtHour) -> tuple[Cell, ...]:
    return (
        hour.date,
        weekday(hour.date),
        clock_range_half(hour.start, hour.end - hour.start),
        hour.minutes,
        ", ".join(hour.topics),
        ", ".join(hour.blocks),
        ", ".join(hour.presenters),
    )
