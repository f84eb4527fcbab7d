"""Evaluation forms on paper, to be handed out, ticked and handed in without a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from cittrainer.documents import fonts, pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.pages import ACCENT_SOFT, GRID, MUTED, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_ANONYMOUS = (
    "This form is anonymous. Please write no name, badge number or agency on it, and nothing "
    "that tells who you are. Forms are shuffled before anybody reads them."
)
_STORIES = (
    "People who told us of their own life are thanked, never rated: please do not mark or "
    "judge a SYSLE presenter or their story."
)
_QUESTION_SIZE = 9.5
_BOX = 10.0
_QUESTION_SHARE = 0.56
_COMMENT_LINES = 3
_LINE_HEIGHT = 21.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """A question: one to mark on the form's scale, or one to answer in words."""

    text: str
    kind: Literal["scale", "comment"] = "scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedForm:
    """An evaluation form to hand out.

    Attributes:
        title: The form's name.
        course_title: The course it is about.
        occasion: Such as “Day 2, Tuesday, May 5, 2026” or “Before the course”; may be empty.
        introduction: A paragraph for those who fill it; may be empty.
        scale: The words of the scale from the lowest mark, which is 1, to the highest.
        questions: In order; they are numbered as given.
        pairing_code: Whether to ask for a self-made code that links the forms before and after
            the course without telling who wrote them.
    """

    title: str
    course_title: str
    occasion: str = ""
    introduction: str = ""
    scale: Sequence[str]
    questions: Sequence[FormQuestion]
    pairing_code: bool = False


def write_evaluation_form(
    path: Path, form: PrintedForm, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the form as PDF, ready to be copied.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write_evaluation_forms(path, form.title, [form], letterhead, replace=replace)


def write_evaluation_forms(
    path: Path,
    title: str,
    forms: Sequence[PrintedForm],
    letterhead: Letterhead,
    *,
    replace: bool = False,
) -> None:
    """Write a form for each of its occasions as one PDF, each beginning on a page of its own.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write = partial(
        pages.render, letterhead=letterhead, fill=partial(_draw_forms, forms=forms), title=title
    )
    write_whole(path, write, replace=replace)


def _draw_forms(paper: Paper, forms: Sequence[PrintedForm]) -> None:
    for form in forms:
        subtitle = " · ".join(filter(None, (form.course_title, form.occasion)))
        paper.start_page(subtitle=subtitle)
        _draw_form(paper, form)


def _draw_form(paper: Paper, form: PrintedForm) -> None:
    if form.introduction:
        paper.lines(form.introduction, size=9.5)
        paper.y -= 4
    _draw_notes(paper)
    if form.pairing_code:
        _draw_pairing_code(paper)
    in_scale = False
    for number, question in enumerate(form.questions, start=1):
        if question.kind == "scale":
            if not in_scale:
                _draw_scale_heading(paper, form.scale)
            _draw_scale_question(paper, number, question.text, form.scale)
        else:
            _draw_comment_question(paper, number, question.text)
        in_scale = question.kind == "scale"


def _draw_notes(paper: Paper) -> None:
    """Draw the box that promises anonymity and protects the storytellers."""
    size, leading = 8.5, 12.0
    room = paper.width - 20
    lines = [line for note in (_ANONYMOUS, _STORIES) for line in _note_lines(note, size, room)]
    height = len(lines) * leading + 12
    paper.y -= 4
    paper.canvas.setFillColor(ACCENT_SOFT)
    paper.canvas.roundRect(paper.left, paper.y - height, paper.width, height, 5, stroke=0, fill=1)
    y = paper.y - 5
    for line in lines:
        y -= leading
        paper.text(paper.left + 10, y + 2.5, line, size=size)
    paper.y -= height + 10


def _note_lines(note: str, size: float, room: float) -> list[str]:
    return fonts.wrapped(note, Face.SANS, size, room)


def _draw_pairing_code(paper: Paper) -> None:
    """Draw the boxes for the code that only the writer can know."""
    paper.text(
        paper.left,
        paper.y - 10,
        "Your own code, the same on both forms (any four signs you will remember; may stay empty):",
        size=8.5,
        color=MUTED,
        room=paper.width - 110,
    )
    paper.canvas.setStrokeColor(MUTED)
    paper.canvas.setLineWidth(0.7)
    for place in range(4):
        paper.canvas.rect(paper.right - 96 + place * 24, paper.y - 17, 20, 20, stroke=1, fill=0)
    paper.y -= 28


def _draw_scale_heading(paper: Paper, scale: Sequence[str]) -> None:
    """Draw the words of the scale above the boxes."""
    left, step = _boxes(paper, scale)
    labels = [fonts.wrapped(label, Face.BOLD, 7, step - 4, lines=3) for label in scale]
    height = 8 + 9 * max((len(lines) for lines in labels), default=1)
    paper.need(height + 40)
    for place, lines in enumerate(labels):
        y = paper.y - height + 9 * len(lines) - 5
        for line in lines:
            x = left + (place + 0.5) * step
            paper.text(x, y, line, Face.BOLD, 7, color=MUTED, align="center")
            y -= 9
    paper.y -= height
    paper.rule(paper.left, paper.y, paper.width)


def _draw_scale_question(paper: Paper, number: int, text: str, scale: Sequence[str]) -> None:
    left, step = _boxes(paper, scale)
    leading = _QUESTION_SIZE * 1.3
    lines = fonts.wrapped(text, Face.SANS, _QUESTION_SIZE, left - paper.left - 32)
    height = max(25.0, len(lines) * leading + 10)
    if paper.need(height):
        _draw_scale_heading(paper, scale)
    y = paper.y - (height - leading * len(lines)) / 2 - _QUESTION_SIZE
    paper.text(paper.left + 16, y, f"{number}", Face.BOLD, _QUESTION_SIZE, align="right")
    for line in lines:
        paper.text(paper.left + 24, y, line, size=_QUESTION_SIZE)
        y -= leading
    paper.canvas.setStrokeColor(TEXT)
    paper.canvas.setLineWidth(0.8)
    for place in range(len(scale)):
        x = left + (place + 0.5) * step - _BOX / 2
        middle = paper.y - height / 2
        paper.canvas.roundRect(x, middle - _BOX / 2, _BOX, _BOX, 1.5, stroke=1, fill=0)
        mark = str(place + 1)
        paper.text(x + _BOX + 3, middle - 2.5, mark, size=6.5, color=MUTED)
    paper.y -= height
    paper.canvas.setStrokeColor(GRID)
    paper.canvas.setLineWidth(0.5)
    paper.canvas.line(paper.left, paper.y, paper.right, paper.y)


def _draw_comment_question(paper: Paper, number: int, text: str) -> None:
    leading = _QUESTION_SIZE * 1.3
    lines = fonts.wrapped(text, Face.SANS, _QUESTION_SIZE, paper.width - 24)
    paper.need(12 + len(lines) * leading + _COMMENT_LINES * _LINE_HEIGHT)
    paper.y -= 12
    paper.text(paper.left + 16, paper.y - 8, f"{number}", Face.BOLD, _QUESTION_SIZE, align="right")
    for line in lines:
        paper.text(paper.left + 24, paper.y - 8, line, size=_QUESTION_SIZE)
        paper.y -= leading
    for _line in range(_COMMENT_LINES):
        paper.y -= _LINE_HEIGHT
        paper.rule(paper.left + 24, paper.y, paper.width - 24)


def _boxes(paper: Paper, scale: Sequence[str]) -> tuple[float, float]:
    """Where the boxes begin, and the width of each one's column."""
    left = paper.left + paper.width * _QUESTION_SHARE
    return left, (paper.right - left) / max(1, len(scale))
