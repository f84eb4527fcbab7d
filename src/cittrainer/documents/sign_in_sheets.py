"""Sign-in sheets, one for each day, half-day or block, to be signed by hand and kept.

A mistake on such a sheet may not be erased, painted over or struck out; the correction stands on
a line of its own (Texas Commission on Law Enforcement, course file of training providers). The
sheet therefore ends with lines for corrections.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.pages import MUTED, SOFT, TEXT
from cittrainer.documents.words import clock_range_half, day_and_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_COLUMNS = (
    GridColumn(title="No.", share=24, align="center"),
    GridColumn(title="Printed name", share=138, face=Face.BOLD, most_lines=3),
    GridColumn(title="Agency", share=108),
    GridColumn(title="ID", share=66),
    GridColumn(title="Signature", share=120),
    GridColumn(title="Time in", share=40),
    GridColumn(title="Time out", share=45),
)
_CORRECTION_COLUMNS = (
    GridColumn(title="Line", share=34),
    GridColumn(title="What is correct", share=270),
    GridColumn(title="Name and signature", share=150),
    GridColumn(title="Date and time", share=80),
)
_CORRECTION_RULE = (
    "A mistake stays as it was written. Put the correction on a line of its own below; "
    "nothing is erased, painted over or struck out."
)
_CORRECTION_LINES = 4
_CORRECTION_HEIGHT = 22 + 12 + 7 + 18 + 24 * _CORRECTION_LINES + 30 + 10
_ROW_HEIGHT = 23.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLine:
    """A trainee who is expected to sign; the ID is the state's, with its kind if that helps."""

    name: str
    agency: str = ""
    state_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPeriod:
    """A day, half-day or block that has a sheet of its own.

    Attributes:
        day: Its date.
        name: Such as “Morning”, or a block's title; empty for a whole day.
        start_minute: Minutes after midnight.
        minutes: From the first block's begin to the last one's end.
        lines: Those who are expected, in the order printed.
        after_the_fact: Whether the sheet says that it was not the one signed on the day.
    """

    day: date
    name: str = ""
    start_minute: int
    minutes: int
    lines: Sequence[SignInLine] = ()
    after_the_fact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSheets:
    """The sign-in sheets of a course.

    Attributes:
        periods: A sheet is printed for each.
        walk_in_lines: Empty lines for people who were not on the list.
    """

    course_title: str
    course_number: str = ""
    class_number: str = ""
    location: str = ""
    lead_instructor: str = ""
    periods: Sequence[SignInPeriod]
    walk_in_lines: int = 6


def write_sign_in_sheets(
    path: Path, sheets: SignInSheets, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the sign-in sheets as one PDF.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """

    def fill(paper: Paper) -> None:
        for period in sheets.periods:
            _draw_period(paper, sheets, period)

    write = partial(pages.render, letterhead=letterhead, fill=fill, title="Sign-in sheet")
    write_whole(path, write, replace=replace)


def _draw_period(paper: Paper, sheets: SignInSheets, period: SignInPeriod) -> None:
    times = clock_range_half(period.start_minute, period.minutes)
    paper.start_page(
        subtitle=" · ".join(filter(None, (day_and_date(period.day), period.name, times)))
    )
    on_new_page = partial(_draw_course, paper, sheets, after_the_fact=period.after_the_fact)
    on_new_page()
    grid = Grid(
        paper,
        _COLUMNS,
        size=8,
        least_height=_ROW_HEIGHT,
        boxed=True,
        on_new_page=on_new_page,
    )
    grid.head()
    for number, line in enumerate(period.lines, start=1):
        grid.row((str(number), line.name, line.agency, line.state_id, "", "", ""))
    for number in range(sheets.walk_in_lines):
        grid.row((str(len(period.lines) + number + 1), "", "", "", "", "", ""), shade=SOFT)
    _draw_corrections(paper, on_new_page)


def _draw_course(paper: Paper, sheets: SignInSheets, *, after_the_fact: bool) -> None:
    """Draw which course this is, and whether the sheet is the original."""
    facts = (
        ("Course", sheets.course_title, 0.0, 0.52),
        ("State course no.", sheets.course_number, 0.54, 0.22),
        ("Class no.", sheets.class_number, 0.78, 0.22),
    )
    below = (
        ("Location", sheets.location, 0.0, 0.52),
        ("Lead instructor", sheets.lead_instructor, 0.54, 0.46),
    )
    for row in (facts, below):
        for label, value, start, share in row:
            x = paper.left + start * paper.width
            room = share * paper.width
            paper.text(x, paper.y - 7, label, size=7, color=MUTED, room=room)
            paper.text(x, paper.y - 18, value or "–", size=9.5, room=room)
        paper.y -= 27
    if after_the_fact:
        paper.canvas.setStrokeColor(TEXT)
        paper.canvas.setLineWidth(1)
        paper.canvas.rect(paper.left, paper.y - 16, paper.width, 16, stroke=1, fill=0)
        paper.text(
            paper.left + paper.width / 2,
            paper.y - 11.5,
            "PRINTED AFTER THE FACT – this is not the sheet that was signed on the day.",
            Face.BOLD,
            8.5,
            align="center",
        )
        paper.y -= 22


def _draw_corrections(paper: Paper, on_new_page: Callable[[], None]) -> None:
    if paper.need(_CORRECTION_HEIGHT):
        on_new_page()
    paper.y -= 22
    paper.text(paper.left, paper.y, "Corrections", Face.BOLD, 10.5)
    paper.y -= 12
    paper.text(paper.left, paper.y, _CORRECTION_RULE, size=8, color=MUTED, room=paper.width)
    paper.y -= 7
    grid = Grid(paper, _CORRECTION_COLUMNS, least_height=24, boxed=True)
    grid.head()
    for _line in range(_CORRECTION_LINES):
        grid.row(("",) * len(_CORRECTION_COLUMNS))
    paper.y -= 30
    _draw_witness(paper)


def _draw_witness(paper: Paper) -> None:
    """Draw the line on which an instructor vouches for the sheet."""
    for label, start, share in (
        ("Instructor present, printed name", 0.0, 0.36),
        ("Signature", 0.39, 0.37),
        ("Date", 0.79, 0.21),
    ):
        x = paper.left + start * paper.width
        paper.rule(x, paper.y, share * paper.width)
        paper.text(x, paper.y - 9, label, size=7, color=MUTED)
