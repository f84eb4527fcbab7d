"""Feedback for presenters on paper: what was passed on to them, and never a mark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.pages import ACCENT, MUTED
from cittrainer.documents.words import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

ABOUT = (
    "This is what people who took the course wrote on its evaluation forms, in their own words. "
    "Each comment was read before it was passed on to you; black marks stand for names. The forms "
    "are anonymous."
)
NO_MARKS = (
    "There are no marks: those who present are not rated here, and somebody’s own story never is."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGroup:
    """Comments on one question.

    Attributes:
        heading: The question, with the day that it is about.
    """

    heading: str
    comments: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackLetter:
    """What one presenter gets.

    Attributes:
        name: The public name.
        presented: What they presented, each in a line.
        signer: Who thanks them; may be empty.
    """

    name: str
    presented: Sequence[str]
    groups: Sequence[FeedbackGroup]
    signer: str


def write_feedback(
    path: Path,
    letters: Sequence[FeedbackLetter],
    letterhead: Letterhead,
    *,
    course: str,
    replace: bool = False,
) -> None:
    """Write a letter for each presenter, each beginning on a page of its own.

    Args:
        path: Where to.
        letters: For whom, in this order.
        letterhead: What stands on every page.
        course: The course in one line.
        replace: Whether a file of that name may be overwritten.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw, letters=letters, printed_on=letterhead.printed_on),
        title="Feedback",
        subtitle=course,
        # Each goes to somebody else: a number among all of them would tell them nothing.
        numbered=False,
    )
    write_whole(path, write, replace=replace)


def _draw(paper: Paper, letters: Sequence[FeedbackLetter], printed_on: date) -> None:
    for letter in letters:
        paper.start_page()
        paper.y -= 8
        paper.lines(letter.name, Face.BOLD, 15)
        paper.y -= 6
        paper.lines(long_date(printed_on), size=10, color=MUTED)
        paper.y -= 8
        paper.lines("You presented", size=9.5, color=MUTED)
        for line in letter.presented:
            paper.lines(line, Face.BOLD, 10)
        paper.y -= 8
        paper.lines(ABOUT, size=10)
        paper.y -= 4
        paper.lines(NO_MARKS, size=10)
        for group in letter.groups:
            _draw_group(paper, group)
        paper.need(50)
        paper.y -= 18
        paper.lines("Thank you for your time, and for coming.", size=10)
        paper.lines(letter.signer, size=10)


def _draw_group(paper: Paper, group: FeedbackGroup) -> None:
    paper.need(60)
    paper.y -= 12
    paper.lines(group.heading, Face.BOLD, 10.5, color=ACCENT)
    for comment in group.comments:
        paper.y -= 4
        paper.lines(f"“{comment}”", size=10, indent=12)
