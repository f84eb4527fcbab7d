"""The report on an evaluation: counts, means and bars a question, then the comments.

Every number arrives already suppressed where a group was too small; nothing is computed here
that could bring a suppressed number back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, HexColor

from cittrainer.documents import fonts, pages
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.pages import ACCENT, GRID, MUTED, SOFT, TEXT, WHITE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path

    from cittrainer.documents.pages import Letterhead, Paper

_LOW, _MIDDLE, _HIGH = HexColor(0xC2571A), HexColor(0xD5DAE0), HexColor(0x1F6A8C)
_BAR_HEIGHT = 13.0
_TEXT_SIZE = 9.5
_LEAST_SEGMENT = 12.0
"""Points; a narrower segment of a bar gets no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """What was answered to a question on the scale.

    Attributes:
        text: The question.
        counts: How many chose each mark, lowest first; ``None`` when suppressed.
        mean: ``None`` when suppressed or when nobody answered.
    """

    text: str
    counts: Sequence[int] | None
    mean: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentResult:
    """What was written to a question in words; ``None`` when suppressed."""

    text: str
    comments: Sequence[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeResult:
    """A question before and after the course; ``None`` where a number is suppressed or missing.

    Attributes:
        text: The question.
        before: The mean of everybody before.
        after: The mean of everybody after.
        pairs: How many forms before and after bear the same code.
        paired_difference: The mean of after less before, of those pairs.
    """

    text: str
    before: Decimal | None
    after: Decimal | None
    pairs: int | None
    paired_difference: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """The results of a form for a course or a day.

    Attributes:
        forms: How many were entered; ``None`` when suppressed.
        threshold: Groups smaller than this are not shown.
        scale: The words of the scale, lowest mark first.
        composite: The mean of all questions that are shown, or ``None``.
        changes: Before against after, where the form is given twice.
    """

    form_title: str
    course_title: str
    occasion: str = ""
    forms: int | None
    threshold: int
    scale: Sequence[str]
    questions: Sequence[QuestionResult]
    comments: Sequence[CommentResult] = ()
    composite: Decimal | None = None
    changes: Sequence[ChangeResult] = ()


def write_evaluation_report(
    path: Path, report: EvaluationReport, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write the report as PDF.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write_evaluation_reports(
        path, f"{report.form_title}: results", [report], letterhead, replace=replace
    )


def write_evaluation_reports(
    path: Path,
    title: str,
    reports: Sequence[EvaluationReport],
    letterhead: Letterhead,
    *,
    replace: bool = False,
) -> None:
    """Write several reports as one PDF, each beginning on a page of its own.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write = partial(
        pages.render,
        letterhead=letterhead,
        fill=partial(_draw_reports, reports=reports),
        title=title,
    )
    write_whole(path, write, replace=replace)


def _draw_reports(paper: Paper, reports: Sequence[EvaluationReport]) -> None:
    several = len({report.form_title for report in reports}) > 1
    for report in reports:
        parts = (report.form_title if several else "", report.course_title, report.occasion)
        paper.start_page(subtitle=" · ".join(filter(None, parts)))
        _draw_report(paper, report)


def _draw_report(paper: Paper, report: EvaluationReport) -> None:
    forms = "Forms entered: " + ("suppressed" if report.forms is None else str(report.forms))
    paper.text(paper.left, paper.y - 10, forms, Face.BOLD, 10)
    if report.composite is not None:
        composite = f"All questions together: mean {report.composite:.2f}"
        paper.text(paper.right, paper.y - 10, composite, Face.BOLD, 10, align="right")
    paper.y -= 16
    paper.lines(
        f"Answers are anonymous. Groups of fewer than {report.threshold} answers, and numbers from "
        "which such a group could be worked out, are not shown and are marked “suppressed”.",
        size=8.5,
        color=MUTED,
    )
    paper.y -= 6
    if report.questions:
        _draw_legend(paper, report.scale)
    for number, question in enumerate(report.questions, start=1):
        _draw_question(paper, number, question, len(report.scale))
    for group in report.comments:
        _draw_comments(paper, group)
    if report.changes:
        _draw_changes(paper, report.changes)


def _draw_legend(paper: Paper, scale: Sequence[str]) -> None:
    x: float = paper.left
    for place, label in enumerate(scale):
        words = f"{place + 1} {label}"
        needed = 24 + fonts.width(words, Face.SANS, 8)
        if x + needed > paper.right and x > paper.left:
            paper.y -= 13
            x = paper.left
        paper.canvas.setFillColor(_shade(place, len(scale)))
        paper.canvas.roundRect(x, paper.y - 9, 8, 8, 1.5, stroke=0, fill=1)
        paper.text(x + 12, paper.y - 8, words, size=8, color=MUTED, room=paper.width - 12)
        x += needed
    paper.y -= 20


def _draw_question(paper: Paper, number: int, question: QuestionResult, marks: int) -> None:
    leading = _TEXT_SIZE * 1.3
    lines = fonts.wrapped(question.text, Face.SANS, _TEXT_SIZE, paper.width - 150)
    paper.need(len(lines) * leading + _BAR_HEIGHT + 20)
    top = paper.y - 9
    paper.text(paper.left + 14, top, str(number), Face.BOLD, _TEXT_SIZE, align="right")
    for line in lines:
        paper.text(paper.left + 22, paper.y - 9, line, size=_TEXT_SIZE)
        paper.y -= leading
    _draw_numbers(paper, question, top)
    paper.y -= 4
    left, width = paper.left + 22, paper.width - 22
    if question.counts is None:
        _draw_suppressed_bar(paper, left, width)
    else:
        _draw_bar(paper, question.counts, left, width, marks)
    paper.y -= _BAR_HEIGHT + 12


def _draw_numbers(paper: Paper, question: QuestionResult, y: float) -> None:
    """Write how many answered, and the mean."""
    if question.counts is None:
        paper.text(paper.right, y, "suppressed", Face.ITALIC, 9, color=MUTED, align="right")
        return
    mean = "Mean –" if question.mean is None else f"Mean {question.mean:.1f}"
    paper.text(paper.right, y, mean, Face.BOLD, 9, align="right")
    left = paper.right - 8 - fonts.width(mean, Face.BOLD, 9)
    answers = f"Answers {sum(question.counts)}"
    paper.text(left, y, answers, size=8.5, color=MUTED, align="right")


def _draw_bar(paper: Paper, counts: Sequence[int], left: float, width: float, marks: int) -> None:
    """Draw the marks as parts of one bar, lowest on the left, each with its number."""
    total = sum(counts)
    bottom = paper.y - _BAR_HEIGHT
    paper.canvas.setFillColor(SOFT)
    paper.canvas.rect(left, bottom, width, _BAR_HEIGHT, stroke=0, fill=1)
    if not total:
        paper.text(left + 6, bottom + 3.8, "No answers", size=7.5, color=MUTED)
        return
    for place, count in enumerate(counts):
        part = width * count / total
        shade = _shade(place, marks)
        paper.canvas.setFillColor(shade)
        paper.canvas.rect(left, bottom, part, _BAR_HEIGHT, stroke=0, fill=1)
        if part >= _LEAST_SEGMENT:
            paper.text(
                left + part / 2,
                bottom + 3.6,
                str(count),
                Face.BOLD,
                8,
                color=_readable_on(shade),
                align="center",
            )
        left += part


def _draw_suppressed_bar(paper: Paper, left: float, width: float) -> None:
    bottom = paper.y - _BAR_HEIGHT
    paper.canvas.setStrokeColor(GRID)
    paper.canvas.setFillColor(WHITE)
    paper.canvas.setLineWidth(0.6)
    paper.canvas.rect(left, bottom, width, _BAR_HEIGHT, stroke=1, fill=1)
    paper.text(left + 6, bottom + 3.8, "suppressed", Face.ITALIC, 8, color=MUTED)


def _draw_comments(paper: Paper, group: CommentResult) -> None:
    paper.need(52)
    paper.y -= 8
    paper.lines(group.text, Face.BOLD, 10.5)
    paper.y -= 2
    if group.comments is None:
        paper.lines("suppressed", Face.ITALIC, 9, color=MUTED)
        return
    if not group.comments:
        paper.lines("No comments.", Face.ITALIC, 9, color=MUTED)
    for comment in group.comments:
        paper.need(16)
        paper.canvas.setFillColor(ACCENT)
        paper.canvas.circle(paper.left + 4, paper.y - 7.2, 1.5, stroke=0, fill=1)
        paper.lines(comment, size=9, indent=12)
        paper.y -= 3


def _draw_changes(paper: Paper, changes: Sequence[ChangeResult]) -> None:
    """Draw the means before and after beside each other, and those of the same people."""
    rights = [paper.right - offset for offset in (240, 180, 120, 70, 0)]
    headings = ("Before", "After", "Change", "Pairs", "Change of pairs")
    room = rights[0] - paper.left - 60
    in_table = False
    for change in changes:
        lines = fonts.wrapped(change.text, Face.SANS, 9, room)
        if paper.need(len(lines) * 12 + 30) or not in_table:
            _draw_headings(paper, headings, rights)
            in_table = True
        difference = _less(change.after, change.before)
        cells = (
            _mean(change.before),
            _mean(change.after),
            _signed(difference),
            "–" if change.pairs is None else str(change.pairs),
            _signed(change.paired_difference),
        )
        for cell, right in zip(cells, rights, strict=True):
            paper.text(right, paper.y - 11, cell, size=9, align="right")
        for line in lines:
            paper.text(paper.left, paper.y - 11, line, size=9)
            paper.y -= 12
        paper.y -= 6
        paper.rule(paper.left, paper.y, paper.width, weight=0.4)


def _draw_headings(paper: Paper, headings: Sequence[str], rights: Sequence[float]) -> None:
    for heading, right in zip(headings, rights, strict=True):
        paper.text(right, paper.y - 10, heading, Face.BOLD, 8, color=MUTED, align="right")
    paper.y -= 14
    paper.rule(paper.left, paper.y, paper.width)


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def _mean(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _signed(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:+.2f}".replace("-", "−")


def _shade(place: int, marks: int) -> Color:
    """The colour of a mark: warm at the low end, grey in the middle, deep at the high end."""
    middle = (marks - 1) / 2
    if marks == 1 or place == middle:
        return _MIDDLE
    end = _LOW if place < middle else _HIGH
    share = 0.35 + 0.65 * abs(place - middle) / middle
    return Color(*(1 + (part - 1) * share for part in (end.red, end.green, end.blue)))


def _readable_on(color: Color) -> Color:
    brightness = 0.299 * color.red + 0.587 * color.green + 0.114 * color.blue
    return WHITE if brightness < 0.6 else TEXT
