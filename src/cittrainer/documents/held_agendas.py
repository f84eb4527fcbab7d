"""The agenda as it was held, for the file: planned and actual presenters beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.pages import MUTED, SOFT, TEXT
from cittrainer.documents.words import clock_range_half, date_range, day_and_date
from cittrainer.rules.wording import duration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper
    from cittrainer.rules.held import HeldPart

_COLUMNS = (
    GridColumn(title="Time", share=28),
    GridColumn(title="Block", share=46, face=Face.BOLD),
    GridColumn(title="Where", share=34),
    GridColumn(title="Planned", share=42),
    GridColumn(title="Presented", share=42, face=Face.BOLD),
    GridColumn(title="", share=20),
)
_ROOM_FOR_A_DAY = 110
"""Points; a day is not begun lower on the page than this."""

_ROOM_FOR_A_SUM = 24
"""Points."""

_MOST_NAMES = 12
"""Lines of names in a cell: the file wants all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDay:
    """A course day as it was held.

    Attributes:
        planned_minutes: Minutes in which somebody was to present; side by side counts once.
        held_minutes: Those of which it is on record who presented.
    """

    day: date
    parts: Sequence[HeldPart]
    planned_minutes: int
    held_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAgenda:
    """A course as it was held.

    Attributes:
        course: Title and number.
    """

    course: str
    location: str = ""
    days: Sequence[HeldDay]


def write_held_agenda(
    path: Path, value: HeldAgenda, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write who was planned and who presented as PDF, day after day, with sums.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write_whole(
        path,
        partial(
            pages.render,
            letterhead=letterhead,
            fill=partial(_fill, value),
            title=value.course,
            subtitle=_subtitle(value),
            landscape=True,
        ),
        replace=replace,
    )


def _subtitle(value: HeldAgenda) -> str:
    days = [day.day for day in value.days]
    dates = date_range(min(days), max(days)) if days else ""
    return " · ".join(filter(None, ("Agenda as held", dates, value.location)))


def _fill(value: HeldAgenda, paper: Paper) -> None:
    paper.start_page()
    for number, day in enumerate(value.days):
        if number and not paper.need(_ROOM_FOR_A_DAY):
            paper.y -= 14
        _draw_day(paper, day)
    planned = sum(day.planned_minutes for day in value.days)
    held = sum(day.held_minutes for day in value.days)
    paper.need(_ROOM_FOR_A_SUM)
    paper.y -= 18
    total = f"The whole course: {_sum_words(planned, held)}."
    paper.text(paper.left, paper.y, total, Face.BOLD, 9)


def _draw_day(paper: Paper, day: HeldDay) -> None:
    heading = partial(_draw_heading, paper, day)
    heading()
    grid = Grid(paper, _COLUMNS, most_lines=_MOST_NAMES, on_new_page=heading)
    grid.head()
    if not day.parts:
        grid.row(("", "Nothing was planned.", "", "", "", ""), color=MUTED)
    above: HeldPart | None = None
    for part in day.parts:
        same = above is not None and _block(above) == _block(part)
        time = "" if same else clock_range_half(part.start, part.minutes)
        grid.row(
            (
                time,
                "" if same else part.title,
                part.place,
                ", ".join(part.planned),
                ", ".join(part.presented),
                _remark(part),
            ),
            shade=SOFT if part.differs else None,
            color=TEXT if part.wants_presenters else MUTED,
        )
        above = part


def _block(part: HeldPart) -> tuple[int, int, str]:
    return part.start, part.minutes, part.title


def _remark(part: HeldPart) -> str:
    if part.differs:
        return "Not as planned"
    return "Not recorded" if part.wants_presenters and not part.presented else ""


def _sum_words(planned: int, held: int) -> str:
    return f"{duration(planned)} planned with presenters, {duration(held)} on record as held"


def _draw_heading(paper: Paper, day: HeldDay) -> None:
    paper.y -= 14
    paper.text(paper.left, paper.y, day_and_date(day.day), Face.BOLD, 12)
    words = _sum_words(day.planned_minutes, day.held_minutes)
    paper.text(paper.right, paper.y, words, size=9, color=MUTED, align="right")
    paper.y -= 7
