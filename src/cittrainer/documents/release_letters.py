"""What a release of a plan means for one recipient, on paper: their slots or days, and changes."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.pages import ACCENT, MUTED
from cittrainer.documents.words import clock_half, clock_range_half, day_and_date
from cittrainer.rules.release_changes import Style, by_day
from cittrainer.rules.release_shares import class_days, slots, trainee_shares
from cittrainer.rules.release_values import PRESENTER
from cittrainer.rules.wording import duration, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.documents.pages import Letterhead, Paper
    from cittrainer.rules.release_changes import Change
    from cittrainer.rules.release_shares import TraineeShare
    from cittrainer.rules.release_values import Recipient

STYLE = Style(day=day_and_date, clock=clock_half)
"""How papers and mails write days and times."""


def release_letter(
    recipient: Recipient, number: int, letterhead: Letterhead, *, contact: str = ""
) -> bytes:
    """The letter of a release to one recipient as PDF.

    A presenter finds their slots, with room and class; an agency the days of the course and those
    of its own trainees. Both find what changed since the release that they last got.

    Args:
        recipient: To whom.
        number: Of the release.
        letterhead: What stands on every page.
        contact: Whom to ask, in one line; empty for nobody.

    Raises:
        Invalid: the logo is neither PNG nor JPEG.
    """
    stream = BytesIO()
    course = recipient.now.course
    pages.render(
        stream,
        letterhead,
        partial(_draw, recipient=recipient, number=number, contact=contact),
        title=f"{'Your slots' if recipient.kind == PRESENTER else 'Your days'}: {course.title}",
        subtitle=f"{course.number} · Release {number} · for {recipient.name}",
    )
    return stream.getvalue()


def changes_words(recipient: Recipient, number: int) -> str:
    """One sentence on what the release means for its recipient."""
    if recipient.since is None:
        return f"This is release {number} of the plan, the first one that you get."
    if not recipient.changes:
        return f"Nothing changed for you since release {recipient.since}."
    count = len(recipient.changes)
    things = "One thing" if count == 1 else f"{count} things"
    return f"{things} changed for you since release {recipient.since}, the last one that you got."


def _draw(paper: Paper, recipient: Recipient, number: int, contact: str) -> None:
    paper.start_page()
    course = recipient.now.course
    if course.location:
        paper.lines(f"Where: {course.location}", size=10)
    paper.y -= 4
    _draw_changes(paper, changes_words(recipient, number), recipient.changes_in(STYLE))
    if recipient.kind == PRESENTER:
        _draw_slots(paper, recipient)
    else:
        _draw_days(paper, recipient)
    if contact:
        paper.need(30)
        paper.y -= 10
        paper.lines(f"Questions: {contact}", size=9.5, color=MUTED)


def _heading(paper: Paper, words: str) -> None:
    paper.need(60)
    paper.y -= 24
    paper.text(paper.left, paper.y, words, Face.BOLD, 12, color=ACCENT, room=paper.width)
    paper.y -= 6


def _draw_changes(paper: Paper, sentence: str, found: Iterable[Change]) -> None:
    _heading(paper, "What changed for you")
    paper.lines(sentence, size=10)
    for day, sentences in by_day(tuple(found), STYLE):
        paper.y -= 4
        paper.need(34)
        paper.lines(day, Face.BOLD, 9.5)
        for one in sentences:
            paper.lines(f"•  {one}", size=9.5, indent=10)


def _draw_slots(paper: Paper, recipient: Recipient) -> None:
    own = slots(recipient.now, recipient.id)
    _heading(paper, "Your slots")
    if not own:
        paper.lines("There are none in this release.", size=10)
        return
    grid = Grid(
        paper,
        (
            GridColumn(title="Day", share=42, face=Face.BOLD),
            GridColumn(title="Time", share=27),
            GridColumn(title="What", share=58),
            GridColumn(title="Where", share=36),
            GridColumn(title="Whom and with whom", share=45),
        ),
        size=9,
        least_height=26,
        most_lines=5,
    )
    grid.head()
    for slot in own:
        block = slot.block
        title = f"{block.title} – {listed(slot.titles)}" if slot.titles else block.title
        company = [listed(slot.groups) or "The whole class"]
        if slot.others:
            company.append(f"with {listed(slot.others)}")
        grid.row(
            (
                day_and_date(block.date).rpartition(", ")[0],
                clock_range_half(block.start, block.minutes),
                title,
                listed(slot.places) or "to be named",
                ", ".join(company),
            )
        )


def _draw_days(paper: Paper, recipient: Recipient) -> None:
    _heading(paper, "The days of the course")
    grid = Grid(
        paper,
        (
            GridColumn(title="Day", share=60, face=Face.BOLD),
            GridColumn(title="From", share=25),
            GridColumn(title="To", share=25),
            GridColumn(title="Instruction", share=40),
        ),
        size=9,
        least_height=20,
    )
    grid.head()
    for day in class_days(recipient.now):
        grid.row(
            (
                day_and_date(day.date),
                clock_half(day.start),
                clock_half(day.end),
                duration(day.minutes) if day.minutes else "to be planned",
            )
        )
    shares = trainee_shares(recipient.now, recipient.trainees)
    if shares:
        _draw_trainees(paper, shares)


def _draw_trainees(paper: Paper, shares: Iterable[TraineeShare]) -> None:
    _heading(paper, "Your people")
    grid = Grid(
        paper,
        (
            GridColumn(title="Name", share=50, face=Face.BOLD),
            GridColumn(title="Groups", share=35),
            GridColumn(title="Days", share=85),
            GridColumn(title="Instruction", share=30),
        ),
        size=9,
        least_height=20,
        most_lines=8,
    )
    grid.head()
    for one in shares:
        days = "; ".join(
            f"{day.date:%a} {clock_range_half(day.start, day.end - day.start)}" for day in one.days
        )
        grid.row((one.name, listed(one.groups), days or "none", duration(one.minutes)))
