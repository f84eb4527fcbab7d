"""A person's transcript: every course, make-up and record from elsewhere, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.pages import MUTED, SOFT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_COLUMNS = (
    GridColumn(title="Completed", share=62),
    GridColumn(title="Course", share=160, face=Face.BOLD, most_lines=3),
    GridColumn(title="Agency then", share=86),
    GridColumn(title="Hours", share=40, align="right"),
    GridColumn(title="Result", share=106),
    GridColumn(title="Certificate", share=76),
    GridColumn(title="Valid to", share=62),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptLine:
    """One line, with the day and the hours in words as they are printed.

    Attributes:
        indented: Whether it belongs to the line above, as a make-up does.
    """

    day: str
    what: str
    agency: str = ""
    hours: str = ""
    result: str = ""
    certificate: str = ""
    valid_to: str = ""
    indented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What is printed about one person.

    Attributes:
        facts: What is known of them, each with its name, such as (“State ID”, “R-10”).
        note: What stands under the lines, such as the sum of all hours.
    """

    name: str
    facts: Sequence[tuple[str, str]]
    lines: Sequence[TranscriptLine]
    note: str


def write_transcript(
    path: Path, transcript: Transcript, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the transcript as a PDF.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw, transcript=transcript),
        title="Transcript",
        subtitle=transcript.name,
    )
    write_whole(path, write, replace=replace)


def _draw(paper: Paper, transcript: Transcript) -> None:
    paper.start_page()
    for number, (name, value) in enumerate(transcript.facts):
        x = paper.left + (number % 3) * paper.width / 3
        paper.text(x, paper.y - 7, name, size=7, color=MUTED, room=paper.width / 3 - 8)
        paper.text(x, paper.y - 19, value or "–", size=9.5, room=paper.width / 3 - 8)
        if number % 3 == 2 or number == len(transcript.facts) - 1:
            paper.y -= 30
    paper.y -= 4
    grid = Grid(paper, _COLUMNS, size=8, least_height=18, most_lines=6)
    grid.head()
    for line in transcript.lines:
        what = f"↳ {line.what}" if line.indented else line.what
        grid.row(
            (
                line.day,
                what,
                line.agency,
                line.hours,
                line.result,
                line.certificate,
                line.valid_to,
            ),
            shade=SOFT if line.indented else None,
        )
    paper.need(40)
    paper.y -= 18
    paper.text(paper.left, paper.y, transcript.note, Face.BOLD, 9, room=paper.width)
