"""Tables on paper: rows that wrap, headings that come back on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.documents import fonts
from cittrainer.documents.fonts import Face
from cittrainer.documents.pages import ACCENT_SOFT, LINE, MUTED, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.lib.colors import Color

    from cittrainer.documents.pages import Paper

_PADDING = 4.0
_HEAD_SIZE = 7.5


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """A column of a printed table.

    Attributes:
        title: The heading; empty for none.
        note: A second heading under it, which a long title never pushes out.
        share: Its part of the width; shares are relative to each other.
        align: Left for words, right for amounts.
        face: The typeface of its cells.
        most_lines: A cell wraps over at most so many lines; the grid's own number if ``None``.
    """

    title: str
    share: float
    align: fonts.Align = "left"
    face: Face = Face.SANS
    most_lines: int | None = None
    note: str = ""


class Grid:
    """A table that is drawn row by row at the cursor of a paper.

    Args:
        paper: The paper; the grid takes its whole width.
        columns: From left to right.
        size: Of the text, in points.
        least_height: Of a row, in points.
        most_lines: A cell wraps over at most so many lines.
        boxed: Whether cells have lines on all sides, as for writing by hand.
        on_new_page: Called after a page break and before the headings are repeated.
    """

    def __init__(
        self,
        paper: Paper,
        columns: Sequence[GridColumn],
        *,
        size: float = 8.5,
        least_height: float = 16,
        most_lines: int = 2,
        boxed: bool = False,
        on_new_page: Callable[[], None] | None = None,
    ) -> None:
        self._paper = paper
        self._columns = columns
        self._size = size
        self._least_height = least_height
        self._most_lines = most_lines
        self._boxed = boxed
        self._on_new_page = on_new_page
        unit = paper.width / sum(column.share for column in columns)
        self._widths = [column.share * unit for column in columns]

    def head(self) -> None:
        """Draw the headings."""
        paper = self._paper
        wrapped = [
            [
                line
                for words, most in ((column.title, 3), (column.note, 2))
                if words
                for line in fonts.wrapped(
                    words, Face.BOLD, _HEAD_SIZE, width - 2 * _PADDING, lines=most
                )
            ]
            for column, width in zip(self._columns, self._widths, strict=True)
        ]
        height = 8 + max(1, *(len(lines) for lines in wrapped)) * _HEAD_SIZE * 1.25
        paper.canvas.setFillColor(ACCENT_SOFT)
        paper.canvas.rect(paper.left, paper.y - height, paper.width, height, stroke=0, fill=1)
        self._cells(wrapped, height, _HEAD_SIZE, heading=True)
        self._close_row(height)

    def row(self, cells: Sequence[str], *, shade: Color | None = None, color: Color = TEXT) -> None:
        """Draw a row; begins a new page with the headings when there is no room."""
        wrapped = [
            fonts.wrapped(
                cell,
                column.face,
                self._size,
                width - 2 * _PADDING,
                lines=column.most_lines or self._most_lines,
            )
            for cell, column, width in zip(cells, self._columns, self._widths, strict=True)
        ]
        most = max(len(lines) for lines in wrapped)
        height = max(self._least_height, 4.5 + most * self._size * 1.25)
        self._make_room(height)
        if shade is not None:
            paper = self._paper
            paper.canvas.setFillColor(shade)
            paper.canvas.rect(paper.left, paper.y - height, paper.width, height, stroke=0, fill=1)
        self._cells(wrapped, height, self._size, heading=False, color=color)
        self._close_row(height)

    def _make_room(self, height: float) -> None:
        paper = self._paper
        if paper.y - height >= paper.bottom:
            return
        paper.start_page()
        if self._on_new_page:
            self._on_new_page()
        self.head()

    def _cells(
        self,
        wrapped: Sequence[Sequence[str]],
        height: float,
        size: float,
        *,
        heading: bool,
        color: Color = TEXT,
    ) -> None:
        paper = self._paper
        left: float = paper.left
        leading = size * 1.25
        for column, width, lines in zip(self._columns, self._widths, wrapped, strict=True):
            face = Face.BOLD if heading else column.face
            y = paper.y - (height - leading * len(lines)) / 2 - size * 0.95
            x = left + width - _PADDING if column.align == "right" else left + _PADDING
            if column.align == "center":
                x = left + width / 2
            for line in lines:
                paper.text(
                    x, y, line, face, size, color=MUTED if heading else color, align=column.align
                )
                y -= leading
            left += width

    def _close_row(self, height: float) -> None:
        """Draw the lines of the row and lower the cursor."""
        paper = self._paper
        paper.canvas.setStrokeColor(LINE)
        paper.canvas.setLineWidth(0.5)
        bottom = paper.y - height
        if self._boxed:
            left: float = paper.left
            for width in self._widths:
                paper.canvas.rect(left, bottom, width, height, stroke=1, fill=0)
                left += width
        else:
            paper.canvas.line(paper.left, bottom, paper.right, bottom)
        paper.y = bottom
