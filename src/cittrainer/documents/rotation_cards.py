"""Rotations on paper: a card for each group, scenario and coach, and an overview of each day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import fonts, pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.pages import MUTED
from cittrainer.documents.words import clock_range_half, day_and_date, short_day, weekday

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_SIZE = 9.0
_LEADING = _SIZE * 1.4
_HEADING = 44
_GAP = 34
"""Points between two cards of a page, with the line to cut along in their middle."""

MOST_COLUMNS = 8
"""Scenarios beside each other on an overview; more go on the next page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """What happens in one round, on one card.

    Attributes:
        number: Of the round, from 1.
        start_minute: Minutes after midnight.
        cells: What stands in the card's own columns.
    """

    number: int
    day: date
    start_minute: int
    minutes: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card: for a group, a scenario or a coach.

    Attributes:
        kind: Such as “Group”; cards of one kind follow each other.
        columns: The headings beside round and time.
        notes: Further lines, each with its heading, such as the names of a group's members.
    """

    kind: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[CardRow]
    notes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewDay:
    """A day of a rotation: its rounds as rows, the scenarios as columns."""

    day: date
    rows: Sequence[CardRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationPaper:
    """A rotation as it is printed.

    Attributes:
        scenarios: Titles with their rooms, the columns of the overviews.
    """

    course_title: str
    name: str
    cards: Sequence[Card]
    scenarios: Sequence[tuple[str, str]]
    days: Sequence[OverviewDay]


def write_rotation_cards(
    path: Path, rotations: Sequence[RotationPaper], letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the cards as PDF, to be cut apart: of groups, then of scenarios, then of coaches.

    Args:
        path: The file.
        rotations: One after another, each from a page of its own.
        letterhead: What stands on every page.
        replace: Whether a file that is there may be written over.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw_cards, rotations=rotations),
        title="Rotation cards",
    )
    write_whole(path, write, replace=replace)


def write_rotation_overview(
    path: Path, rotations: Sequence[RotationPaper], letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write a page a day as PDF: rounds as rows, scenarios as columns, groups and coaches in them.

    Args:
        path: The file.
        rotations: One after another, each from a page of its own.
        letterhead: What stands on every page.
        replace: Whether a file that is there may be written over.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw_overviews, rotations=rotations),
        title="Scenario rotation",
        landscape=True,
    )
    write_whole(path, write, replace=replace)


def _draw_cards(paper: Paper, rotations: Sequence[RotationPaper]) -> None:
    for rotation in rotations:
        before = ""
        for card in rotation.cards:
            height = _height(paper, card)
            if card.kind != before or paper.y - _GAP - height < paper.bottom:
                paper.start_page(subtitle=_subtitle(rotation))
            else:
                _cut(paper)
            _draw_card(paper, card)
            before = card.kind


def _subtitle(rotation: RotationPaper) -> str:
    return f"{rotation.course_title} · {rotation.name}"


def _height(paper: Paper, card: Card) -> float:
    """The points that a card takes at most, if its cells need two lines."""
    notes = sum(
        len(fonts.wrapped(words, Face.SANS, _SIZE, paper.width - 90)) * _LEADING + 4
        for _heading, words in card.notes
    )
    return _HEADING + 20 + len(card.rows) * (4.5 + 2 * _SIZE * 1.25) + notes + 8


def _cut(paper: Paper) -> None:
    """Draw a dashed line to cut along."""
    y = paper.y - _GAP / 2
    paper.canvas.saveState()
    paper.canvas.setDash(4, 4)
    paper.rule(paper.left - 20, y, paper.width + 40)
    paper.canvas.restoreState()
    paper.y -= _GAP


def _draw_card(paper: Paper, card: Card) -> None:
    paper.y -= 12
    paper.text(paper.left, paper.y, card.kind, size=8.5, color=MUTED)
    paper.y -= 20
    paper.text(paper.left, paper.y, card.title, Face.BOLD, 16, room=paper.width)
    paper.y -= 10
    columns = (
        GridColumn(title="Round", share=14, face=Face.BOLD),
        GridColumn(title="When", share=54),
        *(GridColumn(title=title, share=48) for title in card.columns),
    )
    grid = Grid(paper, columns, size=_SIZE, least_height=20)
    grid.head()
    for row in card.rows:
        grid.row((str(row.number), _when(row), *row.cells))
    paper.y -= 6
    for heading, words in card.notes:
        _draw_note(paper, heading, words)


def _draw_note(paper: Paper, heading: str, words: str) -> None:
    indent = 90.0
    for number, line in enumerate(fonts.wrapped(words, Face.SANS, _SIZE, paper.width - indent)):
        paper.need(_LEADING)
        paper.y -= _LEADING
        y = paper.y + _LEADING * 0.28
        if not number:
            paper.text(paper.left, y, heading, Face.BOLD, _SIZE, room=indent - 8)
        paper.text(paper.left + indent, y, line, Face.SANS, _SIZE)
    paper.y -= 4


def _when(row: CardRow) -> str:
    times = clock_range_half(row.start_minute, row.minutes)
    return f"{weekday(row.day)[:3]}, {short_day(row.day)} · {times}"


def _draw_overviews(paper: Paper, rotations: Sequence[RotationPaper]) -> None:
    for rotation in rotations:
        for day in rotation.days:
            for first in range(0, max(1, len(rotation.scenarios)), MOST_COLUMNS):
                paper.start_page(subtitle=_subtitle(rotation))
                _draw_overview(paper, rotation, day, first)


def _draw_overview(paper: Paper, rotation: RotationPaper, day: OverviewDay, first: int) -> None:
    paper.y -= 14
    paper.text(paper.left, paper.y, day_and_date(day.day), Face.BOLD, 12)
    paper.y -= 8
    scenarios = rotation.scenarios[first : first + MOST_COLUMNS]
    columns = (
        GridColumn(title="Round", share=9, face=Face.BOLD),
        GridColumn(title="Time", share=24),
        *(
            GridColumn(title=title, note=room if room != title else "", share=26)
            for title, room in scenarios
        ),
        *((GridColumn(title="Pause", share=18),) if _pauses(day) else ()),
    )
    grid = Grid(paper, columns, size=8.5, least_height=30, most_lines=4, boxed=True)
    grid.head()
    for row in day.rows:
        cells = row.cells[first : first + MOST_COLUMNS]
        pause = (row.cells[-1],) if _pauses(day) else ()
        grid.row(
            (
                str(row.number),
                clock_range_half(row.start_minute, row.minutes),
                *cells[: len(scenarios)],
                *pause,
            )
        )


def _pauses(day: OverviewDay) -> bool:
    return any(row.cells[-1] for row in day.rows)
