"""Lists as XLSX: real dates and numbers, texts that stay texts, a heading that stays in sight."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from cittrainer.documents.cells import Cell, Column, looks_like_formula
from cittrainer.documents.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 1_048_000
"""Rows that a sheet can hold, headings taken off."""

_BAD_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']+")
_LONGEST_SHEET_NAME = 31
_HEADING_FONT = Font(bold=True, color="1A2330")
_HEADING_FILL = PatternFill("solid", fgColor="E3F0F5")
_HEADING_LINE = Border(bottom=Side(style="medium", color="1F6A8C"))


def sheet_bytes(
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    above: Sequence[str] = (),
) -> bytes:
    """The list as an XLSX file's contents.

    Args:
        title: The name of the sheet and of the document.
        columns: The headings and how each column is shown.
        rows: The cells, as many in each row as there are columns.
        above: Lines of a title block over the headings; states import files without one.
    """
    book = Workbook(write_only=True)
    book.properties.title = printable(title)
    book.properties.creator = "CIT Trainer"
    sheet = book.create_sheet(_sheet_name(title))
    heading_row = len(above) + 2 if above else 1
    _set_up(sheet, columns, heading_row, len(rows))
    for number, line in enumerate(above):
        sheet.append([_above_cell(sheet, line, first=number == 0)])
    if above:
        sheet.append([])
    sheet.append([_heading_cell(sheet, column) for column in columns])
    fill = _RowFiller(sheet, columns)
    for row in rows:
        sheet.append(fill.cells(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class _RowFiller:
    """Hands out the cells of a row one after the other.

    openpyxl writes each cell before it asks for the next, so the styled ones are made once and
    used for all rows; this is what makes ten thousand rows quick.
    """

    def __init__(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._text = WriteOnlyCell(sheet)
        self._text.number_format = "@"
        self._guarded = WriteOnlyCell(sheet)
        self._guarded.number_format = "@"
        self._guarded.quotePrefix = True
        self._date = WriteOnlyCell(sheet)
        self._date.number_format = "yyyy-mm-dd"
        self._moment = WriteOnlyCell(sheet)
        self._moment.number_format = "yyyy-mm-dd hh:mm"
        self._numbers = {
            decimals: WriteOnlyCell(sheet)
            for decimals in {column.decimals for column in columns if column.decimals is not None}
        }
        for decimals, cell in self._numbers.items():
            cell.number_format = f"0.{'0' * decimals}" if decimals else "0"

    def cells(self, row: Sequence[Cell]) -> Iterator[object]:
        """The values, plain where they may be and as a styled cell where they must be."""
        for column, value in zip(self._columns, row, strict=True):
            if isinstance(value, str):
                yield self._text_cell(column, value)
            elif isinstance(value, datetime):
                self._moment.value = value.replace(tzinfo=None)  # sheets know no time zones
                yield self._moment
            elif isinstance(value, date):
                self._date.value = value
                yield self._date
            elif column.decimals is not None and value is not None:
                cell = self._numbers[column.decimals]
                cell.value = value
                yield cell
            else:
                yield value

    def _text_cell(self, column: Column, value: str) -> object:
        text = printable(value).replace("\r\n", "\n").replace("\r", "\n")
        if looks_like_formula(text) or text[:1] == "#":
            return _as_text(self._guarded, text)
        return _as_text(self._text, text) if column.identifier else text


def _as_text(cell: SheetCell, text: str) -> SheetCell:
    """Set a text that is never read as formula, error or number."""
    cell.value = text
    cell.data_type = "s"
    return cell


def _set_up(sheet: Worksheet, columns: Sequence[Column], heading_row: int, rows: int) -> None:
    """Fix widths, frozen heading, filter and printing; has to come before the first row."""
    last = get_column_letter(max(1, len(columns)))
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"A{heading_row + 1}"
    sheet.auto_filter.ref = f"A{heading_row}:{last}{heading_row + rows}"
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.oddFooter
    if footer and footer.center:
        footer.center.text = "Page &P of &N"


def _heading_cell(sheet: Worksheet, column: Column) -> SheetCell:
    cell = _as_text(WriteOnlyCell(sheet), printable(column.title))
    cell.font = _HEADING_FONT
    cell.fill = _HEADING_FILL
    cell.border = _HEADING_LINE
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _above_cell(sheet: Worksheet, line: str, *, first: bool) -> SheetCell:
    cell = _as_text(WriteOnlyCell(sheet), printable(line))
    cell.font = Font(bold=first, size=14 if first else 11)
    return cell


def _sheet_name(title: str) -> str:
    name = _BAD_IN_SHEET_NAMES.sub(" ", printable(title))
    return " ".join(name.split())[:_LONGEST_SHEET_NAME].strip() or "List"
