"""Letters on paper: a page or more for each, with the academy's head above."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.words import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_SIZE = 10.5
_BETWEEN = 7.0
"""Points between two paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter with all of its words.

    Attributes:
        name: Whom it is for.
        address: Lines above the letter, such as the agency; may be none.
        email: Where a draft of it goes; empty where nobody knows.
    """

    name: str
    email: str
    address: Sequence[str]
    subject: str
    body: str


def write_letters(
    path: Path,
    letters: Sequence[Letter],
    letterhead: Letterhead,
    *,
    title: str,
    subtitle: str = "",
    replace: bool = False,
) -> None:
    """Write letters as one PDF, each on a page of its own.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw, letters=letters, printed_on=letterhead.printed_on),
        title=title,
        subtitle=subtitle,
        # Each letter goes to somebody else: a number among all of them would tell them nothing.
        numbered=False,
    )
    write_whole(path, write, replace=replace)


def _draw(paper: Paper, letters: Sequence[Letter], printed_on: date) -> None:
    for one in letters:
        paper.start_page()
        paper.y -= 22
        for line in (one.name, *one.address):
            paper.lines(line, size=_SIZE)
        paper.y -= 12
        paper.lines(long_date(printed_on), size=_SIZE)
        paper.y -= 18
        paper.lines(one.subject, Face.BOLD, 12)
        paper.y -= 10
        for line in one.body.split("\n"):
            if line:
                paper.lines(line, size=_SIZE)
            else:
                paper.y -= _BETWEEN
