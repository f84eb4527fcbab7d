"""Lists as CSV: UTF-8 with a mark that Excel understands, and no cell that acts as a formula."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING

from cittrainer.documents.cells import Cell, Column, looks_like_formula
from cittrainer.documents.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def csv_bytes(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The list as a CSV file's contents.

    Dates are ISO 8601. A text that a spreadsheet would calculate gets an apostrophe in front,
    as recommended against CSV injection (OWASP); numbers do not.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_plain(column.title) for column in columns])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = printable(cell)
        return f"'{text}" if looks_like_formula(text) else text
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
