"""“Your slots” on paper: for each presenter a page with slots, place, directions, whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from cittrainer.documents import fonts, pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.pages import ACCENT, MUTED
from cittrainer.documents.words import clock_range_half, day_and_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_INDENT = 118.0
"""Points between the left margin and what stands beside times and headings."""

_SUBTITLE_SIZE = 9.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLines:
    """One slot.

    Attributes:
        start_minute: Minutes after midnight.
        title: What it is.
        facts: Further lines: room, for whom, with whom, in which role.
        remark: What is still open, such as an answer; may be empty.
    """

    day: date
    start_minute: int
    minutes: int
    title: str
    facts: Sequence[str]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsPage:
    """What one presenter gets.

    Attributes:
        name: The public name.
        slots: In the order of time.
        facts: What else they need to know, each with its name; empty ones are left out.
    """

    name: str
    slots: Sequence[SlotLines]
    facts: Sequence[tuple[str, str]]


def write_slots(
    path: Path,
    presenters: Sequence[SlotsPage],
    letterhead: Letterhead,
    *,
    course: str,
    replace: bool = False,
) -> None:
    """Write a page for each presenter, or more where the slots are many.

    Args:
        path: Where to.
        presenters: For whom, in this order.
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
        fill=partial(_draw, presenters=presenters, course=course),
        title="Your slots",
        # Each goes to somebody else: a number among all of them would tell them nothing.
        numbered=False,
    )
    write_whole(path, write, replace=replace)


def _draw(paper: Paper, presenters: Sequence[SlotsPage], course: str) -> None:
    for one in presenters:
        paper.start_page(subtitle=course)
        # From the second page on, the sheet says whose it is, where the name is not too long.
        both = f"{one.name} · {course}"
        fits = [words for words in (both, one.name) if _subtitle_fits(paper, words)]
        paper.subtitle = fits[0] if fits else course
        paper.y -= 8
        paper.lines(one.name, Face.BOLD, 15)
        for day, slots in groupby(one.slots, key=lambda slot: slot.day):
            _heading(paper, day_and_date(day))
            for slot in slots:
                _draw_slot(paper, slot)
        _draw_facts(paper, [(name, text) for name, text in one.facts if text.strip()])


def _subtitle_fits(paper: Paper, words: str) -> bool:
    return fonts.width(words, Face.SANS, _SUBTITLE_SIZE) <= paper.width


def _heading(paper: Paper, words: str) -> None:
    paper.need(80)
    paper.y -= 22
    paper.text(paper.left, paper.y, words, Face.BOLD, 11.5, color=ACCENT, room=paper.width)
    paper.y -= 5
    paper.rule(paper.left, paper.y, paper.width)


def _draw_slot(paper: Paper, slot: SlotLines) -> None:
    paper.need(46)
    paper.y -= 7
    time = clock_range_half(slot.start_minute, slot.minutes)
    paper.text(paper.left, paper.y - 10.6, time, size=10, room=_INDENT - 8)
    paper.lines(slot.title, Face.BOLD, 10.5, indent=_INDENT)
    for fact in slot.facts:
        paper.lines(fact, size=9.5, indent=_INDENT)
    if slot.remark:
        paper.lines(slot.remark, size=9.5, color=MUTED, indent=_INDENT)


def _draw_facts(paper: Paper, facts: Sequence[tuple[str, str]]) -> None:
    _heading(paper, "Good to know")
    for name, text in facts:
        paper.need(30)
        paper.y -= 7
        paper.text(paper.left, paper.y - 9.6, name, size=9.5, color=MUTED, room=_INDENT - 8)
        paper.lines(text, size=9.5, indent=_INDENT)
