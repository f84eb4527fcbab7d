"""Sheets of people for tests, written as a spreadsheet program writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADINGS = ("Last name", "First name", "Agency", "Position", "State ID", "E-mail")


def written(
    path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS
) -> Path:
    """A sheet with one heading row and these rows under it; lines begin at 2."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(headings))
    for row in rows:
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(sheet.max_row + (column == 1), column, value)
            cell.data_type = "n" if value is None else "s"
    book.save(path)
    return path


def nominations(path: Path) -> Path:
    """Nominations as agencies send them: titles, two heading rows, a repeat, blanks, a total."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Tamarack County Academy"],
        ["Nominations for the spring course"],
        [],
        ["Trainee", None, None, "Agency", "Position", "ID", "Contact", "Years"],
        ["Last name", "First name", "MI", None, None, "State ID", "E-mail", "of service"],
        ["O'MALLEY", "Siobhán", "K", "Ridgeway PD", "Patrol Officer", "R-10442", "s@r.example", 6],
        ["Nguyễn", "Minh Anh", None, "Ridgeway Police Department", "Patrol", "R-10518", "n/a", 4],
        [],
        ["Okafor", "Chidinma", None, "Tamarack County 911", "Dispatcher", "T911-07", None, 5],
        ["Thompson", "Robert", "J", "Ridgeway Police Dept.", "Patrol", "R-3001", "rt@r.example", 6],
        ["THOMPSON", "Bob", None, "Ridgeway PD", "Patrol", "R-3001", "rt@r.example", 6],
        ["TOTAL", 5],
    ):
        sheet.append(row)
    book.save(path)
    return path
