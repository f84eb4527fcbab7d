"""Skills forms: a page for each trainee, to be marked by hand, or with the marks on record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cittrainer.documents import pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.grids import Grid, GridColumn
from cittrainer.documents.pages import MUTED
from cittrainer.documents.words import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper
    from cittrainer.rules.assessments import Mark

_MARKS = range(1, 8)
_COLUMNS = (
    GridColumn(title="Skill", share=170, most_lines=3),
    *(GridColumn(title=str(mark), share=18, align="center", face=Face.BOLD) for mark in _MARKS),
    GridColumn(title="Not seen", share=30, align="center", face=Face.BOLD),
    GridColumn(title="Comment", share=150, most_lines=6),
)
_ROW_HEIGHT = 38.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsForm:
    """The form of one trainee.

    Attributes:
        marks: Every skill of the rubric; all of them open on a form to be filled.
        assessor: Empty on a form to be filled.
        assessed_on: None on a form to be filled.
        met: None on a form to be filled.
    """

    name: str
    agency: str
    marks: Sequence[Mark]
    scenario: str = ""
    assessor: str = ""
    assessed_on: date | None = None
    met: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsForms:
    """The forms of a course.

    Attributes:
        note: What the marks mean.
        pass_mark: That every skill observed must reach; None where the assessor decides.
    """

    course: str
    rubric: str
    note: str
    pass_mark: int | None
    forms: Sequence[SkillsForm]


def write_skills_forms(
    path: Path, value: SkillsForms, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the forms as one PDF, each on a page of its own.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw, value=value),
        title=f"Skills assessment: {value.rubric}",
        subtitle=value.course,
    )
    write_whole(path, write, replace=replace)


def _draw(paper: Paper, value: SkillsForms) -> None:
    for form in value.forms:
        paper.start_page()
        paper.y -= 14
        paper.lines(form.name, Face.BOLD, 13)
        if form.agency:
            paper.lines(form.agency, size=9.5, color=MUTED)
        paper.y -= 6
        if value.note:
            paper.lines(value.note, size=8.5, color=MUTED)
        if value.pass_mark is not None:
            paper.lines(
                f"Met when every skill that was observed reaches {value.pass_mark}.",
                size=8.5,
                color=MUTED,
            )
        paper.y -= 8
        _draw_marks(paper, form)
        _draw_end(paper, form)


def _draw_marks(paper: Paper, form: SkillsForm) -> None:
    grid = Grid(paper, _COLUMNS, size=9, least_height=_ROW_HEIGHT, boxed=True)
    grid.head()
    filled = form.assessed_on is not None
    for one in form.marks:
        seen = ["X" if one.mark == mark else "" for mark in _MARKS]
        unseen = "X" if filled and one.mark is None else ""
        grid.row((one.skill, *seen, unseen, one.comment))


def _draw_end(paper: Paper, form: SkillsForm) -> None:
    paper.need(92)
    said = {None: "[   ] met   [   ] not met", True: "met", False: "not met"}[form.met]
    lines = (
        f"Scenario: {form.scenario}",
        f"Assessed by: {form.assessor}",
        f"Date: {'' if form.assessed_on is None else long_date(form.assessed_on)}",
        f"Skills: {said}",
    )
    half = paper.width / 2
    for place, words in enumerate(lines):
        column, row = place % 2, place // 2
        x, y = paper.left + column * half, paper.y - 26 - row * 30
        paper.text(x, y, words, size=9.5, room=half - 12)
        paper.rule(x, y - 4, half - 16)
    paper.y -= 70
    paper.text(paper.left, paper.y - 16, "Signature of the assessor", size=8, color=MUTED)
    paper.rule(paper.left + 120, paper.y - 18, paper.width - 136)
